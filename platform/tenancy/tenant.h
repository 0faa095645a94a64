#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/guarded.h"
#include "platform/base/tenant_id.h"
#include "platform/config/platform_settings.h"
#include "platform/config/tenant_settings.h"

namespace inzage::views {
class OwnTemplates;
}

namespace inzage::tenancy {

/// One organisation as it is served now: a snapshot that never changes. A reload makes a new one.
struct Tenant {
    TenantId id;
    std::shared_ptr<const config::TenantSettings> settings;
    /// "http://debeyart.localhost:8080": what links in mails start with. From the settings, never from a
    /// request.
    std::string public_url;
    bool suspended = false;
    /// With the words of settings->texts in them; null when there are none. Never outlives views::Templates.
    std::shared_ptr<const views::OwnTemplates> own_templates{};
};

/// The organisations this process serves, by host name and by id. Thread-safe; readers get a snapshot.
class Tenants {
  public:
    /// Takes a tenant in, or replaces the one with the same id. Host names must have been checked for
    /// clashes.
    void put(std::shared_ptr<const Tenant> tenant);
    void remove(const TenantId& id);
    /// `host` in lower case without port. Null for an unknown one.
    [[nodiscard]] std::shared_ptr<const Tenant> byHost(std::string_view host) const;
    [[nodiscard]] std::shared_ptr<const Tenant> byId(const TenantId& id) const;
    /// All, by id.
    [[nodiscard]] std::vector<std::shared_ptr<const Tenant>> all() const;

  private:
    struct Tables {
        std::map<std::string, std::shared_ptr<const Tenant>, std::less<>> by_host;
        std::map<TenantId, std::shared_ptr<const Tenant>> by_id;
    };
    Guarded<std::shared_ptr<const Tables>> tables_{std::make_shared<const Tables>()};
};

/// The date at `at` in the IANA zone, "2026-11-22". Throws std::runtime_error for an unknown zone; settings
/// have refused those.
[[nodiscard]] std::string localDate(UtcTime at, const std::string& zone);

}  // namespace inzage::tenancy
