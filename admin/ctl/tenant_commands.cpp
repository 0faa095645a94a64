#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "admin/ctl/ctl.h"
#include "platform/base/json_text.h"
#include "platform/views/views.h"

namespace inzage::ctl {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

void addOne(Ctl& ctl, const TenantId& id, Json& list) {
    const auto added = ctl.need(database::addTenant(ctl.onboarding(), id, "main"));
    const int version = added.migration.to;
    if (added.made)
        ctl.audit("tenant.add", id.text(),
                  jsonText(Json{{"database", added.database}, {"schema_version", version}}));
    list.push_back({{"tenant", id.text()}, {"made", added.made}, {"schema_version", version}});
    if (!ctl.json())
        ctl.out() << id.text() << (added.made ? ": made, schema " : ": there already, schema ") << version
                  << '\n';
}

int add(Ctl& ctl, const Arguments& arguments) {
    if (arguments.has("--all") == !arguments.words().empty())
        ctl.misused("name a tenant, or give --all");
    Json list = Json::array();
    bool refused = false;
    if (arguments.has("--all")) {
        for (const auto& loaded : ctl.loadTenants()) {
            if (loaded.settings) {
                addOne(ctl, ctl.tenantIdFrom(loaded.id), list);
                continue;
            }
            refused = true;
            ctl.err() << config::textOf(loaded.errors);
        }
    } else {
        const auto id = ctl.tenantIdFrom(arguments.words()[0]);
        ctl.tenantSettings(id);
        addOne(ctl, id, list);
    }
    if (ctl.json())
        ctl.out() << indentedJson(list) << '\n';
    return refused ? kFailed : kOk;
}

int list(Ctl& ctl, const Arguments&) {
    Json all = Json::array();
    for (const auto& record : ctl.control().tenants()) {
        const auto state = std::string{nameOf(record.state)};
        if (ctl.json())
            all.push_back({{"tenant", record.id.text()},
                           {"state", state},
                           {"cell", record.cell},
                           {"database", record.database},
                           {"schema_version", record.schema_version}});
        else
            ctl.out() << record.id.text()
                      << std::string(record.id.text().size() < 24 ? 24 - record.id.text().size() : 1, ' ')
                      << state << "  " << record.database << "  cell " << record.cell << "  schema "
                      << record.schema_version << '\n';
    }
    if (ctl.json())
        ctl.out() << indentedJson(all) << '\n';
    return kOk;
}

database::TenantRecord known(Ctl& ctl, const TenantId& id) {
    auto record = ctl.control().tenant(id);
    if (!record)
        ctl.fail("there is no tenant " + id.text() + " (inzagectl tenant list)");
    return *std::move(record);
}

int show(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto record = known(ctl, id);
    const auto settings = ctl.tenantSettings(id);
    Json json{{"tenant", id.text()},
              {"name", settings->identity.name},
              {"state", nameOf(record.state)},
              {"url", ctl.settings().publicUrl(settings->identity.hosts.front())},
              {"hosts", settings->identity.hosts},
              {"cell", record.cell},
              {"database", record.database},
              {"schema_version", record.schema_version},
              {"adapter", settings->sync.adapter},
              {"settings", settings->source_file}};
    if (ctl.json()) {
        ctl.out() << indentedJson(json) << '\n';
        return kOk;
    }
    for (const auto& [name, value] : json.items())
        ctl.out() << name << ": " << (value.is_string() ? value.get<std::string>() : jsonText(value)) << '\n';
    return kOk;
}

int changeState(Ctl& ctl, const std::string& word, database::TenantState from, database::TenantState to,
                std::string_view deed) {
    const auto id = ctl.tenantIdFrom(word);
    const auto record = known(ctl, id);
    const auto say = [&](bool changed, std::string_view more) {
        if (ctl.json())
            ctl.out() << jsonText(Json{{"tenant", id.text()}, {"state", nameOf(to)}, {"changed", changed}})
                      << '\n';
        else
            ctl.out() << id.text() << " is " << nameOf(to) << more << '\n';
    };
    if (record.state == to) {
        say(false, " already");
        return kOk;
    }
    if (record.state != from)
        ctl.fail(id.text() + " is " + std::string{nameOf(record.state)} + ", not " +
                 std::string{nameOf(from)});
    ctl.control().setState(id, to, ctl.clock().now());
    ctl.audit(deed, id.text());
    say(true, "; running portals follow within half a minute");
    return kOk;
}

int suspend(Ctl& ctl, const Arguments& arguments) {
    return changeState(ctl, arguments.words()[0], database::TenantState::Active,
                       database::TenantState::Suspended, "tenant.suspend");
}

int resume(Ctl& ctl, const Arguments& arguments) {
    return changeState(ctl, arguments.words()[0], database::TenantState::Suspended,
                       database::TenantState::Active, "tenant.resume");
}

/// One tenant's folder, or a folder of them.
std::vector<config::LoadedTenant> read(Ctl& ctl, const fs::path& dir) {
    // Whoever writes settings may not have the platform's own at hand.
    const bool installed = fs::exists(ctl.options().config);
    const config::ReadOptions options{installed ? ctl.installation().secrets_dir : std::string{}, true};
    const auto file = dir / "tenant.yaml";
    if (!fs::exists(file))
        return config::loadTenants(dir.string(), options);
    auto parsed = config::parseTenant(file.string(), options);
    auto id = fs::absolute(dir / ".").parent_path().filename().string();
    std::shared_ptr<const config::TenantSettings> settings;
    if (parsed.settings)
        settings = std::make_shared<const config::TenantSettings>(*std::move(parsed.settings));
    return {{id, file.string(), settings, std::move(parsed.errors)}};
}

/// Own texts against the catalogue and the templates. Those are beside the sources or the installed program;
/// whoever writes settings elsewhere goes without this part of the check.
std::vector<std::string> objectionsToTexts(Ctl& ctl, const config::TenantSettings& settings) {
    if (settings.texts.empty())
        return {};
    const auto platform_dir = ctl.platformDir();
    if (!platform_dir) {
        ctl.err() << settings.source_file << ": the catalogue is not here, so texts were not checked\n";
        return {};
    }
    auto objections = views::Templates{*platform_dir}.objectionsTo(settings.texts);
    for (auto& objection : objections)
        objection = settings.source_file + ": " + objection;
    return objections;
}

int check(Ctl& ctl, const Arguments& arguments) {
    const std::string dir = arguments.words().empty() ? ctl.tenantsDir() : arguments.words()[0];
    if (!fs::is_directory(dir))
        ctl.fail(dir + " is not a folder");
    const auto found = read(ctl, dir);
    if (found.empty())
        ctl.fail("there is no tenant.yaml under " + dir);
    Json json = Json::array();
    bool wrong = false;
    for (const auto& tenant : found) {
        Json lines = Json::array();
        for (const auto& error : tenant.errors)
            lines.push_back(error.text());
        if (tenant.settings)
            for (const auto& objection : objectionsToTexts(ctl, *tenant.settings))
                lines.push_back(objection);
        const bool ok = tenant.settings && lines.empty();
        wrong = wrong || !ok;
        if (tenant.settings)
            for (const auto& remark : config::lintTexts(*tenant.settings))
                lines.push_back(remark.text());
        json.push_back({{"tenant", tenant.id}, {"ok", ok}, {"remarks", lines}});
        if (ctl.json())
            continue;
        for (const auto& line : lines)
            (ok ? ctl.out() : ctl.err()) << line.get<std::string>() << '\n';
        ctl.out() << tenant.id << (ok ? ": ok\n" : ": refused\n");
    }
    if (ctl.json())
        ctl.out() << indentedJson(json) << '\n';
    return wrong ? kFailed : kOk;
}

}  // namespace

std::vector<Command> tenantCommands() {
    return {
        {"tenant check",
         "[DIR]",
         "Checks settings: one tenant's folder, or all of them. Touches nothing.",
         {},
         0,
         1,
         check},
        {"tenant add",
         "TENANT | --all",
         "Makes a tenant's database with its roles; may be repeated.",
         {{}, {"--all"}},
         0,
         1,
         add},
        {"tenant list", "", "All tenants with state, place and schema version.", {}, 0, 0, list},
        {"tenant show", "TENANT", "One tenant.", {}, 1, 1, show},
        {"tenant suspend",
         "TENANT",
         "No page and no synchronisation until it is resumed.",
         {},
         1,
         1,
         suspend},
        {"tenant resume", "TENANT", "Back in service.", {}, 1, 1, resume},
    };
}

}  // namespace inzage::ctl
