#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/private.h"
#include "platform/config/tenant_settings.h"

namespace inzage::delivery {

enum class Channel { Sms, Mail };

/// "sms", "mail": the words of the outbox table and of metrics.
[[nodiscard]] constexpr std::string_view nameOf(Channel channel) noexcept {
    return channel == Channel::Sms ? "sms" : "mail";
}

/// One message as a gateway gets it.
struct OutgoingMessage {
    std::string id;      ///< of the outbox row: the same at every try, so that a provider can drop doubles
    std::string tenant;  ///< whose it is
    Channel channel = Channel::Sms;
    Private<std::string> to;  ///< E.164 number or mail address
    std::string subject;      ///< mail only
    Private<std::string> text;
    Private<std::string> html;      ///< mail only; may be empty
    std::string unsubscribe_url{};  ///< mail only: where one POST stops such mails; may be empty
};

/// By which account at the provider.
struct GatewayAccount {
    config::GatewaySettings settings;
    std::string secrets_dir;
    std::string report_url;  ///< where the provider may tell that a message arrived; empty: nowhere
};

enum class SendResult {
    Sent,      ///< taken over by the provider
    TryAgain,  ///< network, busy, temporary refusal
    Refused,   ///< will never go: unknown number, refused content
};

/// What is wrong with the gateway itself, not with the message.
enum class Trouble {
    None,
    Unreachable,  ///< no connection, no answer in time, no TLS
    Denied,       ///< it does not let us in: token, password, credit, a secret file that can't be read
};

struct SendAnswer {
    SendResult result;
    std::string reference;  ///< the provider's own id; may be empty
    std::string words;      ///< codes that the provider gave, for operators; no personal data, no secrets
    Trouble trouble = Trouble::None;
};

enum class Arrival {
    Pending,      ///< under way
    Delivered,    ///< on the telephone
    Undelivered,  ///< it will not arrive
};

/// A provider's delivery report as it came in over HTTP. All of it is untrusted.
struct IncomingReport {
    using Fields = std::vector<std::pair<std::string, std::string>>;
    Fields query;
    Fields form;
    std::string body;
    std::string signature;  ///< header X-Twilio-Signature
    std::string url;        ///< as the provider knows it
};

struct Report {
    std::string message;  ///< OutgoingMessage::id, a UUID
    Arrival arrival = Arrival::Pending;
};

/// One way to the outside. Implementations are thread-safe, have a time limit of their own of at most 30 s,
/// and don't throw.
class Gateway {
  public:
    virtual ~Gateway() = default;
    /// "file", "smtp", …: the name in settings and metrics.
    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    [[nodiscard]] virtual SendAnswer send(const OutgoingMessage& message, const GatewayAccount& account,
                                          UtcTime at) = 0;

    /// Whether the provider must be asked what became of a message.
    [[nodiscard]] virtual bool isAsked() const noexcept { return false; }
    /// What became of the message with this reference; absent when the provider did not say.
    [[nodiscard]] virtual std::optional<Arrival> ask(const std::string& /*reference*/,
                                                     const GatewayAccount& /*account*/) {
        return std::nullopt;
    }
    /// What the provider says by itself; empty when it is no report of this provider.
    [[nodiscard]] virtual std::vector<Report> read(const IncomingReport& /*report*/,
                                                   const GatewayAccount& /*account*/) {
        return {};
    }
};

}  // namespace inzage::delivery
