// Spryng, REST API v1: numbers as 31612345678, without + or 00. It sends no reports by itself: it is asked.
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/config/gateway_kinds.h"
#include "platform/delivery/json_answer.h"
#include "platform/delivery/web_gateway.h"

namespace inzage::delivery {
namespace {

using Json = nlohmann::json;

class SpryngGateway final : public WebGateway {
  public:
    using WebGateway::WebGateway;
    [[nodiscard]] std::string_view name() const noexcept override { return "spryng"; }
    [[nodiscard]] bool isAsked() const noexcept override { return true; }

    [[nodiscard]] std::optional<Arrival> ask(const std::string& reference,
                                             const GatewayAccount& account) override {
        const auto secret = secretOf(account);
        if (!secret || reference.empty())
            return std::nullopt;
        const HttpAnswer answer =
            http().call({.url = config::endpointOf(account.settings, false) + "/" + urlEncoded(reference),
                         .headers = {"Accept: application/json", "Authorization: Bearer " + secret.value()},
                         .body = {},
                         .post = false});
        const Json json = answer.good() ? parsed(answer.body) : Json{};
        const Json& recipients = within(json, "recipients");
        if (!recipients.is_array() || recipients.empty())
            return std::nullopt;
        const std::string status = textIn(recipients.front(), "status");
        if (status == "delivered")
            return Arrival::Delivered;
        if (status == "undelivered" || status == "failed" || status == "expired" || status == "rejected" ||
            status == "cancelled")
            return Arrival::Undelivered;
        return Arrival::Pending;
    }

  protected:
    [[nodiscard]] HttpCall callFor(const OutgoingMessage& message, const GatewayAccount& account,
                                   const std::string& secret) const override {
        const Json body{{"body", message.text.reveal()},
                        {"encoding", "auto"},
                        {"originator", withoutPlus(account.settings.from)},
                        {"recipients", Json::array({withoutPlus(message.to.reveal())})},
                        {"route", account.settings.route},
                        {"reference", shortReference(message.id)}};
        return {.url = config::endpointOf(account.settings, false),
                .headers = {"Content-Type: application/json", "Accept: application/json",
                            "Authorization: Bearer " + secret},
                .body = lenientJsonText(body)};
    }

    [[nodiscard]] SendAnswer taken(const OutgoingMessage& /*message*/,
                                   const HttpAnswer& answer) const override {
        return {SendResult::Sent, textIn(parsed(answer.body), "id"), ""};
    }
};

}  // namespace

std::unique_ptr<Gateway> makeSpryngGateway(const HttpClient& http) {
    return std::make_unique<SpryngGateway>(http);
}

}  // namespace inzage::delivery
