#include "platform/tenancy/tenant.h"

#include "platform/views/dutch_time.h"

namespace inzage::tenancy {

void Tenants::put(std::shared_ptr<const Tenant> tenant) {
    tables_.with([&](auto& tables) {
        auto next = std::make_shared<Tables>(*tables);
        std::erase_if(next->by_host, [&](const auto& entry) { return entry.second->id == tenant->id; });
        for (const auto& host : tenant->settings->identity.hosts)
            next->by_host.insert_or_assign(host, tenant);
        next->by_id.insert_or_assign(tenant->id, std::move(tenant));
        tables = std::move(next);
    });
}

void Tenants::remove(const TenantId& id) {
    tables_.with([&](auto& tables) {
        auto next = std::make_shared<Tables>(*tables);
        std::erase_if(next->by_host, [&](const auto& entry) { return entry.second->id == id; });
        next->by_id.erase(id);
        tables = std::move(next);
    });
}

std::shared_ptr<const Tenant> Tenants::byHost(std::string_view host) const {
    const auto tables = tables_.with([](const auto& now) { return now; });
    const auto found = tables->by_host.find(host);
    return found == tables->by_host.end() ? nullptr : found->second;
}

std::shared_ptr<const Tenant> Tenants::byId(const TenantId& id) const {
    const auto tables = tables_.with([](const auto& now) { return now; });
    const auto found = tables->by_id.find(id);
    return found == tables->by_id.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const Tenant>> Tenants::all() const {
    const auto tables = tables_.with([](const auto& now) { return now; });
    std::vector<std::shared_ptr<const Tenant>> list;
    list.reserve(tables->by_id.size());
    for (const auto& [id, tenant] : tables->by_id)
        list.push_back(tenant);
    return list;
}

std::string localDate(UtcTime at, const std::string& zone) {
    return views::localDateOf(at, zone);
}

}  // namespace inzage::tenancy
