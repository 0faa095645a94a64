#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "admin/ctl/account_admin_store.h"
#include "admin/ctl/ctl.h"
#include "admin/ctl/passwords.h"
#include "admin/demo_data/demo_data.h"
#include "platform/base/json_text.h"
#include "platform/database/private_file.h"

namespace inzage::ctl {
namespace {

using Json = nlohmann::ordered_json;

// Fixed in every demo drop (admin/demo_data).
constexpr const char* kClient = "C0001";

struct DemoPerson {
    const char* login;
    const char* email;
    const char* phone;
    const char* role;  ///< at her or his clients
    std::vector<Right> rights;
};

const std::vector<Right> kAllRights{kRights.begin(), kRights.end()};

std::vector<DemoPerson> demoPeople() {
    return {{"mw.jansen", "mw.jansen@example.nl", "+31612345601", "client", kAllRights},
            {"anna.jansen", "anna.jansen@example.nl", "+31612345602", "portal_manager", kAllRights},
            {"piet.puk", "piet.puk@example.nl", "+31612345603", "contact", {Right::Appointments}}};
}

// As many reports as a client of an average size has in two years.
constexpr long long kBenchReportsPerClient = 2000;

/// --reseal DIR: the manifest anew, for a drop that was edited by hand.
int resealDrop(Ctl& ctl, const std::string& dir) {
    const auto sealed = demo_data::resealDrop(dir);
    if (!sealed)
        ctl.fail(sealed.failure().what);
    if (ctl.json())
        ctl.out() << jsonText(Json{{"sealed", dir}}) << '\n';
    else
        ctl.out() << "sealed " << dir << '\n';
    return kOk;
}

/// A drop may be made for an organisation that has no settings yet: then it has everything.
bool hasPinboard(Ctl& ctl, const TenantId& id) {
    const auto file = std::filesystem::path{ctl.tenantsDir()} / id.text() / "tenant.yaml";
    return !std::filesystem::exists(file) || ctl.tenantSettings(id)->pinboard.posts;
}

int demoData(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    if (const auto dir = arguments.value("--reseal"))
        return resealDrop(ctl, *dir);
    const auto out = arguments.value("--out");
    if (!out)
        ctl.misused("--out DIR is needed");
    demo_data::DemoOptions options;
    options.until = ctl.clock().now();
    if (const auto until = arguments.value("--until")) {
        const auto at = parseIsoUtc(*until);
        if (!at)
            ctl.misused("--until takes a moment such as 2026-11-22T06:00:00Z");
        options.until = *at;
    }
    options.clients = static_cast<int>(ctl.typed(arguments.number("--clients", options.clients, 4, 5000)));
    options.sequence = ctl.typed(arguments.number("--sequence", 1, 1, 1'000'000'000));
    options.pinboard = hasPinboard(ctl, id);
    const auto seed =
        static_cast<std::uint64_t>(ctl.typed(arguments.number("--seed", 2026, 0, 1'000'000'000)));
    const auto bench = ctl.typed(arguments.number("--bench", 0, 0, 50'000'000));
    const auto made =
        ctl.need(bench > 0 ? demo_data::writeBenchDrop(*out, std::max(1LL, bench / kBenchReportsPerClient),
                                                       bench, options.until, options.sequence)
                           : demo_data::writeDemoDrop(id, seed, *out, options));
    if (ctl.json())
        ctl.out() << jsonText(Json{
                         {"clients", made.clients}, {"reports", made.reports}, {"records", made.records}})
                  << '\n';
    else
        ctl.out() << id.text() << ": " << made.records << " records, " << made.reports << " reports of "
                  << made.clients << " clients in " << *out << '\n';
    return kOk;
}

/// What was printed before: passwords stay as they are when the command is repeated.
class Logins {
  public:
    Logins(Ctl& ctl, std::string path) : ctl_{ctl}, path_{std::move(path)} {
        if (const auto text = database::readPrivateFile(path_))
            before_ = readOrderedJson(text.value());
        if (!before_.is_array())
            before_ = Json::array();
    }

    [[nodiscard]] std::optional<std::string> password(const std::string& tenant,
                                                      const std::string& login) const {
        for (const auto& entry : before_)
            if (entry.value("tenant", "") == tenant && entry.value("login", "") == login &&
                entry.contains("password"))
                return entry["password"].get<std::string>();
        return std::nullopt;
    }

    void add(Json entry) { now_.push_back(std::move(entry)); }
    [[nodiscard]] const Json& all() const { return now_; }

    void write() {
        const auto written = database::writePrivateFile(path_, indentedJson(now_) + "\n");
        if (!written)
            ctl_.fail(written.failure().what);
    }

  private:
    Ctl& ctl_;
    std::string path_;
    Json before_;
    Json now_ = Json::array();
};

class DemoTenant {
  public:
    DemoTenant(Ctl& ctl, const TenantId& id) : ctl_{ctl}, id_{id}, settings_{ctl.tenantSettings(id)} {}

    void make(Logins& logins) {
        for (const DemoPerson& person : people())
            makePerson(person, logins);
    }

  private:
    /// Where client and representative share one account, it is the one with the representative's address.
    [[nodiscard]] std::vector<DemoPerson> people() const {
        auto people = demoPeople();
        if (!settings_->login.one_account_per_client)
            return people;
        people[1].role = "client";
        return {people[1]};
    }

    void makePerson(const DemoPerson& person, Logins& logins) {
        const bool by_email = settings_->login.name_kind == config::LoginName::Email;
        const std::string login = by_email ? person.email : person.login;
        const auto printed = logins.password(id_.text(), login);
        const std::string password = printed ? *printed : readablePassword();
        auto tx = ctl_.pools().begin(id_);
        const auto at = ctl_.clock().now();
        const auto clients = accesses(tx, person);
        auto account = findAccountId(tx, login);
        if (!account)
            account = makeAccount(tx, newAccount(tx, person, login, hashed(password)), at);
        else if (!printed)
            resetPassword(tx, *account, hashed(password), false, at);
        for (const auto& access : clients)
            putAccess(tx, *account, access, at);
        tx.commit();
        logins.add({{"tenant", id_.text()},
                    {"url", ctl_.settings().publicUrl(settings_->identity.hosts.front())},
                    {"login", login},
                    {"password", password},
                    {"phone", person.phone},
                    {"role", person.role}});
    }

    [[nodiscard]] KnownClient client(database::TenantTx& tx) const {
        auto found = findClient(tx, kClient);
        if (!found)
            ctl_.fail(id_.text() + " has no client " + kClient + "; run: inzagectl sync run " + id_.text());
        return *std::move(found);
    }

    [[nodiscard]] std::vector<NewAccess> accesses(database::TenantTx& tx, const DemoPerson& person) const {
        if (std::string_view{person.role} == "client")
            return {{client(tx).id, person.role, "", person.rights}};
        std::vector<NewAccess> all;
        for (const auto& contact : findContacts(tx, person.email))
            all.push_back({contact.client, person.role, contact.relation, person.rights});
        if (all.empty())
            ctl_.fail(id_.text() + " has no contact " + person.email + "; run: inzagectl sync run " +
                      id_.text());
        return all;
    }

    [[nodiscard]] NewAccount newAccount(database::TenantTx& tx, const DemoPerson& person,
                                        const std::string& login, const std::string& hash) const {
        NewAccount account;
        account.login_name = login;
        account.email = person.email;
        account.phone = person.phone;
        account.password_hash = hash;
        account.must_change = false;
        account.terms_version = settings_->login.terms_of_use.version;
        if (std::string_view{person.role} == "client") {
            const auto known = client(tx);
            account.client_id = known.id;
            account.name = known.name;
        } else {
            const auto contacts = findContacts(tx, person.email);
            account.contact_id = contacts.front().id;
            account.name = contacts.front().name;
        }
        return account;
    }

    Ctl& ctl_;
    TenantId id_;
    std::shared_ptr<const config::TenantSettings> settings_;
};

int demoAccounts(Ctl& ctl, const Arguments&) {
    if (ctl.settings().environment == config::Environment::Production)
        ctl.fail("demo accounts are not for production (environment in " + ctl.options().config + ")");
    Logins logins{ctl, ctl.inVar("demo-logins.json")};
    for (const auto& record : ctl.control().tenants())
        if (record.state == database::TenantState::Active)
            DemoTenant{ctl, record.id}.make(logins);
    logins.write();
    if (ctl.json()) {
        ctl.out() << indentedJson(logins.all()) << '\n';
        return kOk;
    }
    for (const auto& entry : logins.all())
        ctl.out() << entry["url"].get<std::string>() << "  " << entry["login"].get<std::string>() << "  "
                  << entry["password"].get<std::string>() << "  " << entry["role"].get<std::string>() << '\n';
    return kOk;
}

}  // namespace

std::vector<Command> demoCommands() {
    return {
        {"demo-data",
         "TENANT --out DIR [--seed N] [--clients N] [--sequence N] [--until MOMENT] [--bench REPORTS] | "
         "TENANT "
         "--reseal DIR",
         "Writes an invented export of a care-record system; --bench: only that many reports; --reseal: the "
         "manifest of an edited one.",
         {{"--out", "--seed", "--clients", "--sequence", "--until", "--bench", "--reseal"}, {}},
         1,
         1,
         demoData},
        {"demo-accounts",
         "",
         "Makes the demo logins at every tenant in service and writes demo-logins.json.",
         {},
         0,
         0,
         demoAccounts},
    };
}

}  // namespace inzage::ctl
