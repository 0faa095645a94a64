#include <nlohmann/json.hpp>
#include <ostream>

#include "admin/ctl/ctl.h"
#include "platform/base/json_text.h"

namespace inzage::ctl {
namespace {

void say(Ctl& ctl, const database::TenantMigration& one) {
    if (ctl.json())
        return;
    ctl.out() << one.tenant.text() << ": ";
    if (one.result.from == one.result.to && one.result.ok())
        ctl.out() << "schema " << one.result.to << ", nothing to do\n";
    else
        ctl.out() << "schema " << one.result.from << " -> " << one.result.to << '\n';
    if (!one.result.ok())
        ctl.err() << one.tenant.text() << ": " << one.result.failure->what << '\n';
}

nlohmann::ordered_json toJson(const database::TenantMigration& one) {
    nlohmann::ordered_json json{
        {"tenant", one.tenant.text()}, {"from", one.result.from}, {"to", one.result.to}};
    if (!one.result.ok())
        json["failure"] = {{"kind", nameOf(one.result.failure->kind)}, {"what", one.result.failure->what}};
    return json;
}

int migrate(Ctl& ctl, const Arguments& arguments) {
    if (arguments.has("--all") && !arguments.words().empty())
        ctl.misused("--all or tenants, not both");
    const auto control =
        database::migrateControl(ctl.need(ctl.installation().provisionerAccess()), ctl.clock().now());
    if (!control.ok())
        ctl.fail(control.failure->what);
    std::vector<database::TenantRecord> wanted;
    for (auto& record : ctl.control().tenants())
        if (record.state != database::TenantState::Provisioning && arguments.words().empty())
            wanted.push_back(std::move(record));
    for (const auto& word : arguments.words()) {
        auto record = ctl.control().tenant(ctl.tenantIdFrom(word));
        if (!record)
            ctl.fail("there is no tenant " + word);
        wanted.push_back(*std::move(record));
    }
    const auto done = database::migrateTenants(ctl.onboarding(), wanted,
                                               [&](const database::TenantMigration& one) { say(ctl, one); });
    std::size_t behind = wanted.size() - done.size();
    auto list = nlohmann::ordered_json::array();
    for (const auto& one : done) {
        behind += one.result.ok() ? 0 : 1;
        list.push_back(toJson(one));
    }
    if (ctl.json())
        ctl.out() << indentedJson(nlohmann::ordered_json{{"tenants", list}, {"behind", behind}}) << '\n';
    if (done.size() < wanted.size())
        ctl.err() << "inzagectl: the first tenants all failed; the other " << wanted.size() - done.size()
                  << " were left alone\n";
    return behind == 0 ? kOk : kFailed;
}

}  // namespace

std::vector<Command> migrateCommands() {
    return {
        {"migrate",
         "[TENANT … | --all]",
         "Brings the schema of the control database and of tenants (all of them unless named) up to date.",
         {{}, {"--all"}},
         0,
         1000,
         migrate}};
}

}  // namespace inzage::ctl
