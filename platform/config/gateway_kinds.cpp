#include "platform/config/gateway_kinds.h"

#include <algorithm>

#include "platform/config/secret_file.h"

namespace inzage::config {

const std::vector<GatewayKind>& gatewayKinds() {
    static const std::vector<GatewayKind> kinds{
        {.name = "file"},
        {.name = "cm",
         .endpoint = "https://gw.messaging.cm.com/v1.0/message",
         .schemes = {"https"},
         .secret = "the product token",
         .more = {"reports_url"}},
        {.name = "spryng",
         .endpoint = "https://rest.spryngsms.com/v1/messages",
         .schemes = {"https"},
         .secret = "the API token",
         .more = {"route"}},
        {.name = "messagebird",
         .endpoint = "https://rest.messagebird.com/messages",
         .schemes = {"https"},
         .secret = "the access key",
         .more = {"reports_url"}},
        {.name = "twilio",
         .endpoint = "https://api.twilio.com",
         .schemes = {"https"},
         .user = "the account SID",
         .secret = "the auth token",
         .more = {"messaging_service", "reports_url"}},
        {.name = "kannel",
         .schemes = {"http", "https"},
         .user = "the user of sendsms",
         .secret = "its password",
         .more = {"reports_url"}},
        {.name = "file", .mail = true},
        {.name = "smtp",
         .mail = true,
         .schemes = {"smtp", "smtps"},
         .user = "the user",
         .secret = "its password",
         .login_optional = true,
         .more = {"starttls"}},
    };
    return kinds;
}

const GatewayKind* gatewayKind(std::string_view name, bool mail) noexcept {
    for (const GatewayKind& kind : gatewayKinds())
        if (kind.name == name && kind.mail == mail)
            return &kind;
    return nullptr;
}

std::vector<std::string> gatewayNames(bool mail) {
    std::vector<std::string> names;
    for (const GatewayKind& kind : gatewayKinds())
        if (kind.mail == mail)
            names.emplace_back(kind.name);
    return names;
}

std::string endpointOf(const GatewaySettings& settings, bool mail) {
    const GatewayKind* kind = gatewayKind(settings.gateway, mail);
    if (!settings.endpoint.empty() || kind == nullptr)
        return settings.endpoint;
    return std::string{kind->endpoint};
}

std::vector<GatewaySettings> gatewaysFor(const ChannelSettings& own, const ChannelSettings& platform) {
    const ChannelSettings& used = own.gateway.empty() ? platform : own;
    std::vector<GatewaySettings> ways;
    for (const GatewaySettings* one : {static_cast<const GatewaySettings*>(&used), &used.second}) {
        if (one->gateway.empty())
            continue;
        ways.push_back(*one);
        GatewaySettings& way = ways.back();
        // The tenant's own sender wins; a second gateway without one has that of the first.
        if (&used == &platform && !own.from.empty())
            way.from = own.from;
        if (&used == &platform && !own.from_name.empty())
            way.from_name = own.from_name;
        if (way.from.empty())
            way.from = used.from;
        if (way.from_name.empty())
            way.from_name = used.from_name;
    }
    return ways;
}

std::string secretPath(const std::string& secrets_dir, const std::string& file) {
    return file.starts_with('/') ? file : secrets_dir + "/" + file;
}

std::vector<std::string> secretFaults(const DeliverySettings& delivery, const std::string& secrets_dir) {
    std::vector<std::string> faults;
    const auto look = [&](const GatewaySettings& gateway, std::string_view path) {
        if (gateway.secret_file.empty())
            return;
        if (const auto fault = secretFileFault(secretPath(secrets_dir, gateway.secret_file)))
            faults.push_back(std::string{path} + ".secret_file: " + *fault);
    };
    look(delivery.sms, "delivery.sms");
    look(delivery.sms.second, "delivery.sms.second");
    look(delivery.mail, "delivery.mail");
    look(delivery.mail.second, "delivery.mail.second");
    return faults;
}

}  // namespace inzage::config
