#pragma once
#include <memory>
#include <string>
#include <vector>

#include "platform/base/tenant_id.h"
#include "platform/config/platform_settings.h"
#include "platform/database/seal.h"
#include "platform/delivery/gateway.h"
#include "platform/delivery/http_client.h"

namespace inzage::delivery {

/// A gateway and the account to use it by.
struct Route {
    Gateway* gateway;
    GatewayAccount account;
};

struct GatewaysPlace {
    std::string outbox_dir;   ///< of the gateway `file`
    std::string secrets_dir;  ///< of secret files that settings name
};

/// All gateways of the program: one of each kind, for every account. Make one per process; thread-safe.
class Gateways {
  public:
    /// `platform` must outlive it. `key` makes the addresses of delivery reports unguessable.
    Gateways(const config::PlatformSettings& platform, GatewaysPlace place, database::SealKey key);
    ~Gateways();
    Gateways(const Gateways&) = delete;
    Gateways& operator=(const Gateways&) = delete;

    /// How a tenant sends: first and second. Empty only when the settings name none.
    [[nodiscard]] std::vector<Route> routesOf(const config::TenantSettings& settings, Channel channel) const;

    /// "/sms-status/kannel/<secret>": where this gateway's reports for this tenant come in.
    [[nodiscard]] std::string reportPath(std::string_view tenant, std::string_view gateway) const;
    /// The whole address, as the provider knows it.
    [[nodiscard]] std::string reportUrl(const config::TenantSettings& settings,
                                        const config::GatewaySettings& gateway) const;
    /// Whether this is the secret of that path.
    [[nodiscard]] bool isReportSecret(std::string_view tenant, std::string_view gateway,
                                      std::string_view secret) const;
    /// What a provider's report says; empty when this tenant has no such gateway or the report is none.
    [[nodiscard]] std::vector<Report> read(const config::TenantSettings& settings, std::string_view gateway,
                                           IncomingReport report) const;

  private:
    [[nodiscard]] Gateway* find(std::string_view name) const noexcept;

    const config::PlatformSettings& platform_;
    GatewaysPlace place_;
    database::SealKey key_;
    HttpClient http_;
    std::vector<std::unique_ptr<Gateway>> all_;
};

}  // namespace inzage::delivery
