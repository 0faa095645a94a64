#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "platform/base/failure.h"
#include "platform/delivery/gateway.h"
#include "platform/delivery/http_client.h"

/// What the gateways over HTTP share, and their makers. `http` must outlive them.
namespace inzage::delivery {

/// A gateway that turns a message into one HTTP call, and the answer into what became of it.
class WebGateway : public Gateway {
  public:
    explicit WebGateway(const HttpClient& http) : http_{http} {}
    [[nodiscard]] SendAnswer send(const OutgoingMessage& message, const GatewayAccount& account,
                                  UtcTime at) final;

  protected:
    [[nodiscard]] virtual HttpCall callFor(const OutgoingMessage& message, const GatewayAccount& account,
                                           const std::string& secret) const = 0;
    /// What a good answer (2xx) says; `answer.body` may be anything.
    [[nodiscard]] virtual SendAnswer taken(const OutgoingMessage& message,
                                           const HttpAnswer& answer) const = 0;
    /// The provider's number for what is wrong, "21211"; empty when it gave none.
    [[nodiscard]] virtual std::string errorCode(const HttpAnswer& answer) const;
    [[nodiscard]] const HttpClient& http() const noexcept { return http_; }

  private:
    const HttpClient& http_;
};

/// The token or password of the account; Failure kind Config when its file can't be read.
[[nodiscard]] Outcome<std::string> secretOf(const GatewayAccount& account);

/// "+31612345678" → "31612345678".
[[nodiscard]] std::string withoutPlus(const std::string& e164);
/// "+31612345678" → "0031612345678".
[[nodiscard]] std::string withZeros(const std::string& e164);
/// The id of a message without its dashes: 32 letters and digits, which every provider takes as reference.
[[nodiscard]] std::string shortReference(const std::string& id);
/// And back; empty when it is none.
[[nodiscard]] std::string idFromReference(std::string_view reference);
/// The value of the first field of that name; "" when absent.
[[nodiscard]] std::string fieldOf(const IncomingReport::Fields& fields, std::string_view name);

[[nodiscard]] std::unique_ptr<Gateway> makeCmGateway(const HttpClient& http);
[[nodiscard]] std::unique_ptr<Gateway> makeSpryngGateway(const HttpClient& http);
[[nodiscard]] std::unique_ptr<Gateway> makeMessageBirdGateway(const HttpClient& http);
[[nodiscard]] std::unique_ptr<Gateway> makeTwilioGateway(const HttpClient& http);
[[nodiscard]] std::unique_ptr<Gateway> makeKannelGateway(const HttpClient& http);

}  // namespace inzage::delivery
