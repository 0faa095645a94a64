#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/identity/address_throttle.h"
#include "platform/identity/sign_in.h"

/// A forgotten password: asking for a mail, and coming back with its link. From there the steps of signing in
/// go on (code, new password), in a session that can choose a password and nothing else.
namespace inzage::identity {

/// Mails to one account: the organisation's mailbox and the owner's are not a stranger's toy.
constexpr int kResetMailsPerHour = 3;
constexpr int kResetMailsPerDay = 20;

struct ResetAsked {
    Private<std::string> email;
    Private<std::string> user_name;  ///< "" where it isn't asked
};

/// Words of the mails that asking sends, in a language ("nl", "en").
struct ResetWords {
    using Mail = MessageWords::Mail;
    std::function<Mail(const Occasion&, std::string_view language, const std::string& link)> link_mail;
    std::function<Mail(const Occasion&, std::string_view language, const std::string& password)>
        password_mail;
    /// To somebody whose account has no telephone number: whom to ask.
    std::function<Mail(const Occasion&, std::string_view language)> no_number_mail;
};

/// Thread-safe. All methods throw DatabaseError when the tenant's database doesn't answer.
class Reset {
  public:
    /// All must outlive it.
    Reset(const delivery::Outbox& outbox, const MessageWords& messages, ResetWords words);

    /// Sends what the tenant's settings say, when there is such an account and it didn't get too many. Absent
    /// in every case but one, after the same work: nobody learns who has an account (ASVS 5 §6.3.8). The one
    /// is an address that asks too often: how long it must wait.
    [[nodiscard]] std::optional<std::chrono::seconds> ask(const Occasion& occasion, const ResetAsked& asked);

    /// What the page behind a link says; absent when the link is not the newest one, too old or used.
    struct Opened {
        std::string masked_number;  ///< "" without a number
        bool asks_code = true;
        bool by_app = false;    ///< the code comes from the person's own app
        bool on_paper = false;  ///< has printed codes; without number and app they are what is left
    };
    [[nodiscard]] std::optional<Opened> open(const Occasion& occasion, const std::string& link_token);

    /// Uses the link up, at most once, and begins the steps: the code is sent. Absent when it works no more.
    struct Started {
        NextStep next = NextStep::Code;
        StepCookies cookies;
    };
    [[nodiscard]] std::optional<Started> start(const Occasion& occasion, const std::string& link_token,
                                               const std::string& old_session_hash);

  private:
    const delivery::Outbox& outbox_;
    const MessageWords& messages_;
    ResetWords words_;
    AddressThrottle addresses_;
};

}  // namespace inzage::identity
