#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/identity/sign_in.h"

/// Backups for people whose telephone fails: ten printed codes, and an app that gives codes in place of the
/// SMS. Whoever changes them has proven just before that it is them (confirmation.h, purpose Factors); the
/// owner gets a mail of every change and of every printed code that is used. How they are asked at sign-in
/// and checked is code_challenge's.
namespace inzage::identity {

struct FactorState {
    bool app = false;
    bool confirmed = false;  ///< may change something now
    int recovery_left = 0;
};

struct AppSecret {
    std::string shown;    ///< to type over
    std::string address;  ///< otpauth://…, for the picture
};

/// Thread-safe. All methods throw DatabaseError when the tenant's database doesn't answer.
class Factors {
  public:
    /// All must outlive it.
    Factors(const delivery::Outbox& outbox, const MessageWords& words) : outbox_{outbox}, words_{words} {}

    /// Absent when nobody is signed in with that cookie.
    [[nodiscard]] std::optional<FactorState> state(const Occasion& occasion,
                                                   const std::string& session_token) const;

    /// Ten new codes, which nobody can be shown again; the older ones are worth nothing. Uses up the
    /// confirmation; empty without one.
    [[nodiscard]] std::vector<std::string> newRecoveryCodes(const Occasion& occasion,
                                                            const std::string& session_token) const;

    /// A secret for an app, the same while it is pending. Absent without a confirmation.
    [[nodiscard]] std::optional<AppSecret> appSecret(const Occasion& occasion,
                                                     const std::string& session_token) const;
    enum class Change { Done, Wrong, NotConfirmed };
    /// The first code of the app proves it. Uses up the confirmation.
    [[nodiscard]] Change proveApp(const Occasion& occasion, const std::string& session_token,
                                  std::string_view code) const;
    /// Back to SMS.
    [[nodiscard]] Change dropApp(const Occasion& occasion, const std::string& session_token) const;

  private:
    const delivery::Outbox& outbox_;
    const MessageWords& words_;
};

}  // namespace inzage::identity
