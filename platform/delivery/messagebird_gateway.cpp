// MessageBird, the classic SMS API: recipients as whole numbers (31612345678), reports by GET to reportUrl.
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/config/gateway_kinds.h"
#include "platform/delivery/json_answer.h"
#include "platform/delivery/web_gateway.h"

namespace inzage::delivery {
namespace {

using Json = nlohmann::json;

class MessageBirdGateway final : public WebGateway {
  public:
    using WebGateway::WebGateway;
    [[nodiscard]] std::string_view name() const noexcept override { return "messagebird"; }

    [[nodiscard]] std::vector<Report> read(const IncomingReport& report,
                                           const GatewayAccount& /*account*/) override {
        const std::string id = idFromReference(fieldOf(report.query, "reference"));
        const std::string status = fieldOf(report.query, "status");
        if (id.empty() || status.empty())
            return {};
        const bool lost = status == "delivery_failed" || status == "expired";
        return {{id, status == "delivered" ? Arrival::Delivered
                     : lost                ? Arrival::Undelivered
                                           : Arrival::Pending}};
    }

  protected:
    [[nodiscard]] HttpCall callFor(const OutgoingMessage& message, const GatewayAccount& account,
                                   const std::string& secret) const override {
        Json body{{"originator", withoutPlus(account.settings.from)},
                  {"recipients", Json::array({std::stoll(withoutPlus(message.to.reveal()))})},
                  {"body", message.text.reveal()},
                  {"datacoding", "auto"},
                  {"reference", shortReference(message.id)}};
        if (!account.report_url.empty())
            body["reportUrl"] = account.report_url;
        return {.url = config::endpointOf(account.settings, false),
                .headers = {"Content-Type: application/json", "Authorization: AccessKey " + secret},
                .body = lenientJsonText(body)};
    }

    [[nodiscard]] SendAnswer taken(const OutgoingMessage& /*message*/,
                                   const HttpAnswer& answer) const override {
        return {SendResult::Sent, textIn(parsed(answer.body), "id"), ""};
    }

    [[nodiscard]] std::string errorCode(const HttpAnswer& answer) const override {
        const Json json = parsed(answer.body);
        const Json& errors = within(json, "errors");
        return errors.is_array() && !errors.empty() ? numberIn(errors.front(), "code") : std::string{};
    }
};

}  // namespace

std::unique_ptr<Gateway> makeMessageBirdGateway(const HttpClient& http) {
    return std::make_unique<MessageBirdGateway>(http);
}

}  // namespace inzage::delivery
