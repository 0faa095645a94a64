#pragma once
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/private.h"

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
    Private<std::string> html;  ///< mail only; may be empty
};

enum class SendResult {
    Sent,      ///< taken over by the provider
    TryAgain,  ///< network, busy, temporary refusal
    Refused,   ///< will never go: unknown number, refused content
};

struct SendAnswer {
    SendResult result;
    std::string reference;  ///< the provider's own id; may be empty
    std::string words;      ///< what the provider said, for operators; no personal data
};

/// One way to the outside. Implementations are thread-safe, have a time limit of their own of at most 30 s,
/// and don't throw.
class Gateway {
  public:
    virtual ~Gateway() = default;
    /// "file", "smtp", …: the name in settings and metrics.
    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    [[nodiscard]] virtual SendAnswer send(const OutgoingMessage& message, UtcTime at) = 0;
};

}  // namespace inzage::delivery
