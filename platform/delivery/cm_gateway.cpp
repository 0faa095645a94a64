// CM.com, Business Messaging API v1.0: numbers as 0031612345678, reference of at most 32 letters and digits.
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/config/gateway_kinds.h"
#include "platform/delivery/json_answer.h"
#include "platform/delivery/web_gateway.h"

namespace inzage::delivery {
namespace {

using Json = nlohmann::json;

/// A text that needs more is no code any more.
constexpr int kPartsMax = 8;

class CmGateway final : public WebGateway {
  public:
    using WebGateway::WebGateway;
    [[nodiscard]] std::string_view name() const noexcept override { return "cm"; }

    /// {"messages": {"msg": {"reference", "status": {"code"}}}}; several messages come as a list.
    [[nodiscard]] std::vector<Report> read(const IncomingReport& report,
                                           const GatewayAccount& /*account*/) override {
        const Json json = parsed(report.body);
        const Json& message = within(within(json, "messages"), "msg");
        std::vector<Report> reports;
        if (message.is_array())
            for (const Json& one : message)
                append(one, reports);
        else
            append(message, reports);
        return reports;
    }

  protected:
    [[nodiscard]] HttpCall callFor(const OutgoingMessage& message, const GatewayAccount& account,
                                   const std::string& secret) const override {
        const Json body{
            {"messages",
             {{"msg", Json::array({{{"from", account.settings.from},
                                    {"to", Json::array({{{"number", withZeros(message.to.reveal())}}})},
                                    {"body", {{"type", "auto"}, {"content", message.text.reveal()}}},
                                    {"reference", shortReference(message.id)},
                                    {"minimumNumberOfMessageParts", 1},
                                    {"maximumNumberOfMessageParts", kPartsMax}}})}}}};
        return {.url = config::endpointOf(account.settings, false),
                .headers = {"Content-Type: application/json", "X-CM-PRODUCTTOKEN: " + secret},
                .body = lenientJsonText(body)};
    }

    /// A good status may hold a message that was not taken.
    [[nodiscard]] SendAnswer taken(const OutgoingMessage& message, const HttpAnswer& answer) const override {
        const Json json = parsed(answer.body);
        const auto& messages = within(json, "messages");
        const std::string code =
            messages.is_array() && !messages.empty() ? numberIn(messages.front(), "messageErrorCode") : "";
        if (!code.empty() && code != "0")
            return {SendResult::Refused, "", "HTTP " + std::to_string(answer.status) + ", code " + code};
        return {SendResult::Sent, shortReference(message.id), ""};
    }

    [[nodiscard]] std::string errorCode(const HttpAnswer& answer) const override {
        return numberIn(parsed(answer.body), "errorCode");
    }

  private:
    static void append(const Json& message, std::vector<Report>& reports) {
        const std::string id = idFromReference(textIn(message, "reference"));
        const std::string code = numberIn(within(message, "status"), "code");
        if (id.empty() || code.empty())
            return;
        // 0 accepted by the operator, 1 refused by CM, 2 delivered, 3 failed, 4 read.
        const bool arrived = code == "2" || code == "4";
        const bool lost = code == "1" || code == "3";
        reports.push_back({id, arrived ? Arrival::Delivered
                               : lost  ? Arrival::Undelivered
                                       : Arrival::Pending});
    }
};

}  // namespace

std::unique_ptr<Gateway> makeCmGateway(const HttpClient& http) {
    return std::make_unique<CmGateway>(http);
}

}  // namespace inzage::delivery
