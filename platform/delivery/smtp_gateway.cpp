#include "platform/delivery/smtp_gateway.h"

#include <cctype>
#include <cstring>

#include "platform/config/gateway_kinds.h"
#include "platform/delivery/curl_handle.h"
#include "platform/delivery/mime_message.h"
#include "platform/delivery/web_gateway.h"

namespace inzage::delivery {
namespace {

constexpr long kConnectMs = 5000;
/// Mail servers let strangers wait; a thread of delivery may.
constexpr long kWholeMs = 25000;

/// What libcurl reads the message from.
struct Upload {
    std::string_view rest;
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* from) {
    auto& upload = *static_cast<Upload*>(from);
    const std::size_t part = std::min(size * count, upload.rest.size());
    std::memcpy(into, upload.rest.data(), part);
    upload.rest.remove_prefix(part);
    return part;
}

/// Keeps the enhanced status code of the last refusal, "5.1.1": codes only, since servers repeat the address.
std::size_t note(char* line, std::size_t size, std::size_t count, void* into) {
    const std::string_view text{line, size * count};
    if (!text.starts_with('4') && !text.starts_with('5'))
        return size * count;
    std::string code;
    constexpr std::size_t kAfterStatus = 4;
    for (const char c : text.size() > kAfterStatus ? text.substr(kAfterStatus) : std::string_view{}) {
        if (std::isdigit(static_cast<unsigned char>(c)) == 0 && c != '.')
            break;
        code += c;
    }
    constexpr std::size_t kLongest = 9;
    static_cast<std::string*>(into)->assign(
        code.find('.') != std::string::npos && code.size() <= kLongest ? code : "");
    return size * count;
}

std::string domainOf(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

class SmtpGateway final : public Gateway {
  public:
    explicit SmtpGateway(std::string ca_file) : ca_file_{std::move(ca_file)} { startCurl(); }
    [[nodiscard]] std::string_view name() const noexcept override { return "smtp"; }

    [[nodiscard]] SendAnswer send(const OutgoingMessage& message, const GatewayAccount& account,
                                  UtcTime at) override {
        const auto& settings = account.settings;
        if (!isPlainAddress(message.to.reveal()))
            return {SendResult::Refused, "", "no mail address"};
        if (!isPlainAddress(settings.from))
            return {SendResult::TryAgain, "", "the sender is no mail address", Trouble::Denied};
        const auto secret = secretOf(account);
        if (!secret)
            return {SendResult::TryAgain, "", secret.failure().what, Trouble::Denied};
        const std::string message_id = message.id + "@" + domainOf(settings.from);
        const std::string mime = mimeMessage({settings.from, settings.from_name, message.to.reveal(),
                                              message.subject, message.text.reveal(), message.html.reveal(),
                                              message_id, at, message.unsubscribe_url});
        return perform(message.to.reveal(), mime, settings, secret.value(), message_id);
    }

  private:
    [[nodiscard]] SendAnswer perform(const std::string& to, const std::string& mime,
                                     const config::GatewaySettings& settings, const std::string& secret,
                                     const std::string& message_id) const {
        const CurlHandle handle = newCurl();
        CURL* curl = handle.get();
        // The path is the name that EHLO says.
        const std::string url = config::endpointOf(settings, true) + "/" + domainOf(settings.from);
        const std::string from = "<" + settings.from + ">";
        CurlList recipients;
        recipients.add("<" + to + ">");
        Upload upload{mime};
        std::string enhanced;
        curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kWholeMs);
        curl_easy_setopt(curl, CURLOPT_USE_SSL,
                         static_cast<long>(settings.starttls == "off" ? CURLUSESSL_NONE : CURLUSESSL_ALL));
        if (!ca_file_.empty())
            curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file_.c_str());
        if (!settings.user.empty()) {
            curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
            curl_easy_setopt(curl, CURLOPT_PASSWORD, secret.c_str());
        }
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
        curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
        curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mime.size()));
        curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, note);
        curl_easy_setopt(curl, CURLOPT_HEADERDATA, &enhanced);
        const CURLcode code = curl_easy_perform(curl);
        if (code == CURLE_OK)
            return {SendResult::Sent, message_id, ""};
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        return failed(code, status, enhanced);
    }

    [[nodiscard]] static SendAnswer failed(CURLcode code, long status, const std::string& enhanced) {
        if (code == CURLE_LOGIN_DENIED || status == 530 || status == 534 || status == 535 || status == 538)
            return {SendResult::TryAgain, "", "SMTP " + std::to_string(status) + ": not let in",
                    Trouble::Denied};
        // Of all faults only these are the server's word on the message.
        const bool its_word =
            code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_RECV_ERROR;
        const std::string words = "SMTP " + std::to_string(status) + (enhanced.empty() ? "" : " " + enhanced);
        if (its_word && status >= 500 && status < 600)
            return {SendResult::Refused, "", words};
        if (its_word && status >= 400)
            return {SendResult::TryAgain, "", words};
        return {SendResult::TryAgain, "", curl_easy_strerror(code), Trouble::Unreachable};
    }

    std::string ca_file_;
};

}  // namespace

std::unique_ptr<Gateway> makeSmtpGateway(std::string ca_file) {
    return std::make_unique<SmtpGateway>(std::move(ca_file));
}

}  // namespace inzage::delivery
