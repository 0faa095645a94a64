// Kannel's sendsms: GET with everything in the query, password included: its endpoint belongs on the same
// machine or behind TLS. Answers "0: Accepted for delivery" or "3: Queued for later delivery".
#include "platform/config/gateway_kinds.h"
#include "platform/delivery/sms_text.h"
#include "platform/delivery/web_gateway.h"

namespace inzage::delivery {
namespace {

/// Reports of: 1 delivered, 2 failed, 16 refused by the operator.
constexpr int kReportMask = 1 + 2 + 16;

class KannelGateway final : public WebGateway {
  public:
    using WebGateway::WebGateway;
    [[nodiscard]] std::string_view name() const noexcept override { return "kannel"; }

    [[nodiscard]] std::vector<Report> read(const IncomingReport& report,
                                           const GatewayAccount& /*account*/) override {
        const std::string id = idFromReference(fieldOf(report.query, "id"));
        const std::string state = fieldOf(report.query, "s");
        if (id.empty() || state.empty())
            return {};
        const bool lost = state == "2" || state == "16";
        return {{id, state == "1" ? Arrival::Delivered : lost ? Arrival::Undelivered : Arrival::Pending}};
    }

  protected:
    [[nodiscard]] HttpCall callFor(const OutgoingMessage& message, const GatewayAccount& account,
                                   const std::string& secret) const override {
        const bool plain = fitsGsm(message.text.reveal());
        std::vector<std::pair<std::string, std::string>> query{
            {"username", account.settings.user}, {"password", secret},
            {"from", account.settings.from},     {"to", message.to.reveal()},
            {"text", message.text.reveal()},     {"charset", "UTF-8"},
            {"coding", plain ? "0" : "2"}};
        if (!account.report_url.empty()) {
            query.emplace_back("dlr-mask", std::to_string(kReportMask));
            query.emplace_back("dlr-url", account.report_url + "?id=" + message.id + "&s=%d");
        }
        return {.url = config::endpointOf(account.settings, false) + "?" + formText(query),
                .headers = {},
                .body = {},
                .post = false};
    }

    [[nodiscard]] SendAnswer taken(const OutgoingMessage& message, const HttpAnswer& answer) const override {
        const bool queued = answer.body.starts_with("0:") || answer.body.starts_with("3:");
        if (!queued)
            return {SendResult::TryAgain, "", "an answer that is not Kannel's"};
        return {SendResult::Sent, message.id, answer.body.starts_with("3:") ? "queued by Kannel" : ""};
    }
};

}  // namespace

std::unique_ptr<Gateway> makeKannelGateway(const HttpClient& http) {
    return std::make_unique<KannelGateway>(http);
}

}  // namespace inzage::delivery
