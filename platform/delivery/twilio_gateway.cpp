// Twilio, Programmable Messaging: a form, Basic authentication by account SID and auth token. Its reports are
// signed with that token.
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "platform/base/token.h"
#include "platform/config/gateway_kinds.h"
#include "platform/delivery/json_answer.h"
#include "platform/delivery/web_gateway.h"

namespace inzage::delivery {
namespace {

/// base64(HMAC-SHA1(token, url and the sorted fields)), as Twilio's security page has it.
std::string signatureOf(const std::string& token, const IncomingReport& report) {
    auto fields = report.form;
    std::sort(fields.begin(), fields.end());
    std::string text = report.url;
    for (const auto& [name, value] : fields)
        text += name + value;
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    HMAC(EVP_sha1(), token.data(), static_cast<int>(token.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(), &size);
    constexpr std::size_t kBase64Max = 4 * ((EVP_MAX_MD_SIZE + 2) / 3) + 1;
    std::array<unsigned char, kBase64Max> base64{};
    const int length = EVP_EncodeBlock(base64.data(), mac.data(), static_cast<int>(size));
    return {reinterpret_cast<const char*>(base64.data()), static_cast<std::size_t>(length)};
}

class TwilioGateway final : public WebGateway {
  public:
    using WebGateway::WebGateway;
    [[nodiscard]] std::string_view name() const noexcept override { return "twilio"; }

    [[nodiscard]] std::vector<Report> read(const IncomingReport& report,
                                           const GatewayAccount& account) override {
        const auto token = secretOf(account);
        if (!token || !equalSecrets(signatureOf(token.value(), report), report.signature))
            return {};
        const std::string id = idFromReference(fieldOf(report.query, "id"));
        const std::string status = fieldOf(report.form, "MessageStatus");
        if (id.empty() || status.empty())
            return {};
        const bool lost = status == "undelivered" || status == "failed" || status == "canceled";
        const bool arrived = status == "delivered" || status == "read";
        return {{id, arrived ? Arrival::Delivered : lost ? Arrival::Undelivered : Arrival::Pending}};
    }

  protected:
    [[nodiscard]] HttpCall callFor(const OutgoingMessage& message, const GatewayAccount& account,
                                   const std::string& secret) const override {
        const auto& settings = account.settings;
        std::vector<std::pair<std::string, std::string>> form{{"To", message.to.reveal()},
                                                              {"Body", message.text.reveal()}};
        if (settings.messaging_service.empty())
            form.emplace_back("From", settings.from);
        else
            form.emplace_back("MessagingServiceSid", settings.messaging_service);
        if (!account.report_url.empty())
            form.emplace_back("StatusCallback", account.report_url + "?id=" + message.id);
        return {.url = config::endpointOf(settings, false) + "/2010-04-01/Accounts/" +
                       urlEncoded(settings.user) + "/Messages.json",
                .headers = {"Content-Type: application/x-www-form-urlencoded"},
                .body = formText(form),
                .user = settings.user,
                .password = secret};
    }

    [[nodiscard]] SendAnswer taken(const OutgoingMessage& /*message*/,
                                   const HttpAnswer& answer) const override {
        return {SendResult::Sent, textIn(parsed(answer.body), "sid"), ""};
    }

    [[nodiscard]] std::string errorCode(const HttpAnswer& answer) const override {
        return numberIn(parsed(answer.body), "code");
    }
};

}  // namespace

std::unique_ptr<Gateway> makeTwilioGateway(const HttpClient& http) {
    return std::make_unique<TwilioGateway>(http);
}

}  // namespace inzage::delivery
