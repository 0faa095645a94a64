#include "platform/delivery/gateways.h"

#include <algorithm>

#include "platform/base/token.h"
#include "platform/config/gateway_kinds.h"
#include "platform/delivery/file_gateway.h"
#include "platform/delivery/smtp_gateway.h"
#include "platform/delivery/web_gateway.h"

namespace inzage::delivery {

Gateways::Gateways(const config::PlatformSettings& platform, GatewaysPlace place, database::SealKey key)
    : platform_{platform},
      place_{std::move(place)},
      key_{std::move(key)},
      http_{{.proxy = platform.delivery.proxy, .ca_file = platform.delivery.ca_file}} {
    all_.push_back(makeFileGateway(place_.outbox_dir));
    all_.push_back(makeCmGateway(http_));
    all_.push_back(makeSpryngGateway(http_));
    all_.push_back(makeMessageBirdGateway(http_));
    all_.push_back(makeTwilioGateway(http_));
    all_.push_back(makeKannelGateway(http_));
    all_.push_back(makeSmtpGateway(platform.delivery.ca_file));
}

Gateways::~Gateways() = default;

Gateway* Gateways::find(std::string_view name) const noexcept {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one->name() == name; });
    return found == all_.end() ? nullptr : found->get();
}

std::vector<Route> Gateways::routesOf(const config::TenantSettings& settings, Channel channel) const {
    const auto& platform = platform_.delivery;
    std::vector<Route> routes;
    for (auto& one : channel == Channel::Sms ? config::gatewaysFor(settings.delivery.sms, platform.sms)
                                             : config::gatewaysFor(settings.delivery.mail, platform.mail)) {
        Gateway* gateway = find(one.gateway);
        if (gateway == nullptr)
            continue;
        const std::string url = channel == Channel::Sms ? reportUrl(settings, one) : std::string{};
        routes.push_back({gateway, {std::move(one), place_.secrets_dir, url}});
    }
    return routes;
}

std::string Gateways::reportPath(std::string_view tenant, std::string_view gateway) const {
    const std::string secret = key_.mac("sms report", std::string{tenant} + "/" + std::string{gateway});
    return "/sms-status/" + std::string{gateway} + "/" + secret;
}

std::string Gateways::reportUrl(const config::TenantSettings& settings,
                                const config::GatewaySettings& gateway) const {
    const std::string base = gateway.reports_url.empty()
                                 ? platform_.publicUrl(settings.identity.hosts.front())
                                 : gateway.reports_url;
    return base + reportPath(settings.identity.id, gateway.gateway);
}

bool Gateways::isReportSecret(std::string_view tenant, std::string_view gateway,
                              std::string_view secret) const {
    const std::string path = reportPath(tenant, gateway);
    return equalSecrets(std::string_view{path}.substr(path.rfind('/') + 1), secret);
}

std::vector<Report> Gateways::read(const config::TenantSettings& settings, std::string_view gateway,
                                   IncomingReport report) const {
    for (const Route& route : routesOf(settings, Channel::Sms)) {
        if (route.gateway->name() != gateway)
            continue;
        IncomingReport one = report;
        // As the provider knows it: without it a signature over it can't be checked.
        one.url = route.account.report_url + report.url;
        if (auto reports = route.gateway->read(one, route.account); !reports.empty())
            return reports;
    }
    return {};
}

}  // namespace inzage::delivery
