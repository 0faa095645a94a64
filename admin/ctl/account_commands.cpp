#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "admin/ctl/account_admin_store.h"
#include "admin/ctl/ctl.h"
#include "admin/ctl/passwords.h"
#include "platform/base/json_text.h"
#include "platform/base/text.h"
#include "platform/config/formats.h"
#include "platform/delivery/phone_number.h"
#include "platform/identity/external/external_store.h"
#include "platform/identity/session_store.h"

namespace inzage::ctl {
namespace {

void answer(Ctl& ctl, const std::string& login, const std::string& password) {
    if (ctl.json())
        ctl.out() << jsonText(nlohmann::ordered_json{{"login", login}, {"password", password}}) << '\n';
    else
        ctl.out() << "login     " << login << "\npassword  " << password
                  << "  (must be changed at the next login)\n";
}

constexpr std::size_t kLoginCharsMax = 254;

/// What the login page and the SMS gateway can't do anything with is refused here.
void checkAccount(Ctl& ctl, const Arguments& arguments) {
    const auto option = [&](std::string_view name) { return arguments.value(name).value_or(""); };
    for (const char* needed : {"--login", "--family", "--client", "--role"})
        if (option(needed).empty())
            ctl.misused(std::string{needed} + " is needed");
    const std::string login = option("--login");
    if (login.size() > kLoginCharsMax ||
        std::any_of(login.begin(), login.end(), [](unsigned char c) { return c <= ' ' || c == 0x7F; }))
        ctl.misused("--login is one word of at most " + std::to_string(kLoginCharsMax) + " characters");
    const std::string role = option("--role");
    if (role != "client" && role != "portal_manager" && role != "legal_representative" && role != "contact")
        ctl.misused("--role is client, portal_manager, legal_representative or contact");
    if (const auto email = option("--email"); !email.empty())
        if (const auto fault = config::formatFault(config::TextFormat::Email, lowered(email)))
            ctl.misused("--email " + *fault);
}

/// The one form in which a number is kept; empty when none is given.
std::string phoneFrom(Ctl& ctl, const config::TenantSettings& settings, const Arguments& arguments) {
    const auto typed = arguments.value("--phone").value_or("");
    if (typed.empty())
        return {};
    const auto read = delivery::readNumber(typed, settings.login.sms.countries);
    if (read.fault)
        ctl.misused(
            "--phone takes a mobile number such as 0612345678 or +31612345678, of a country that this "
            "organisation sends SMS to (" +
            std::string{delivery::nameOf(*read.fault)} + ")");
    return read.e164;
}

/// Makes it, or says what is there already.
AccountId madeAccount(Ctl& ctl, database::TenantTx& tx, const NewAccount& account) {
    try {
        return makeAccount(tx, account, ctl.clock().now());
    } catch (const database::DatabaseError& error) {
        if (error.constraint() == "account_login_name")
            ctl.fail("there is an account " + account.login_name + " already");
        if (error.constraint() == "account_email")
            ctl.fail("there is an account with that e-mail address already");
        throw;
    }
}

int add(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto option = [&](std::string_view name) { return arguments.value(name).value_or(""); };
    const auto rights = ctl.rightsFrom(option("--rights"));
    checkAccount(ctl, arguments);
    const std::string phone = phoneFrom(ctl, *ctl.tenantSettings(id), arguments);
    const std::string role = option("--role");

    auto tx = ctl.pools().begin(id);
    const auto client = findClient(tx, option("--client"));
    if (!client)
        ctl.fail("there is no client " + option("--client") + " at " + id.text());
    NewAccount account{lowered(option("--login")),
                       lowered(option("--email")),
                       phone,
                       {option("--given"), option("--prefix"), option("--family")},
                       "nl",
                       {},
                       true,
                       {},
                       std::nullopt,
                       std::nullopt};
    if (role == "client")
        account.client_id = client->id;
    const std::string password = readablePassword();
    account.password_hash = hashed(password);
    const auto made = madeAccount(ctl, tx, account);
    putAccess(tx, made, {client->id, role, "", rights}, ctl.clock().now());
    tx.commit();
    ctl.audit("account.add", id.text(), jsonText(nlohmann::json{{"account", made.text()}}));
    answer(ctl, account.login_name, password);
    return kOk;
}

int resetOne(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const std::string login = lowered(arguments.words()[1]);
    auto tx = ctl.pools().begin(id);
    const auto account = findAccountId(tx, login);
    if (!account)
        ctl.fail("there is no account " + login + " at " + id.text());
    const std::string password = readablePassword();
    resetPassword(tx, *account, hashed(password), true, ctl.clock().now());
    tx.commit();
    ctl.audit("account.reset_password", id.text(), jsonText(nlohmann::json{{"account", account->text()}}));
    answer(ctl, login, password);
    return kOk;
}

/// The account of that login, which must be there, where people sign in at a provider.
AccountId externalAccount(Ctl& ctl, database::TenantTx& tx, const TenantId& id, const std::string& login) {
    const auto account = findAccountId(tx, login);
    if (!account)
        ctl.fail("there is no account " + login + " at " + id.text());
    return *account;
}

/// Somebody whom the provider knows by a subject that the organisation knows too.
int linkExternal(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto settings = ctl.tenantSettings(id);
    if (!settings->login.external.on())
        ctl.fail(id.text() + " has no login.external in its settings");
    auto tx = ctl.pools().begin(id);
    const auto account = externalAccount(ctl, tx, id, lowered(arguments.words()[1]));
    const auto now = ctl.clock().now();
    if (!identity::linkAccount(tx,
                               {settings->login.external.issuer, Private<std::string>{arguments.words()[2]}},
                               account, now, now))
        ctl.fail("this account, or this subject, is linked already; take the link away first");
    tx.commit();
    const auto detail = jsonText(nlohmann::json{{"account", account.text()}});
    ctl.audit("account.link_external", id.text(), detail);
    ctl.out() << (ctl.json() ? detail : "linked") << '\n';
    return kOk;
}

/// For an address that changed hands at the provider, or a lost card: the next one who proves to be it is
/// linked.
int unlinkExternal(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    auto tx = ctl.pools().begin(id);
    const auto account = externalAccount(ctl, tx, id, lowered(arguments.words()[1]));
    const int links = identity::unlinkAccount(tx, account);
    const int ended = identity::endSessionsOf(tx, account, std::nullopt, "admin", ctl.clock().now());
    tx.commit();
    const auto detail =
        jsonText(nlohmann::json{{"account", account.text()}, {"links", links}, {"ended", ended}});
    ctl.audit("account.unlink_external", id.text(), detail);
    if (ctl.json())
        ctl.out() << detail << '\n';
    else
        ctl.out() << links << " links taken away, " << ended << " sessions ended\n";
    return kOk;
}

/// Who was in is out at the next request: the gate looks at the session each time.
int endSessions(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    auto tx = ctl.pools().begin(id);
    nlohmann::ordered_json detail;
    std::optional<AccountId> account;
    if (arguments.words().size() > 1) {
        const std::string login = lowered(arguments.words()[1]);
        account = findAccountId(tx, login);
        if (!account)
            ctl.fail("there is no account " + login + " at " + id.text());
        detail["account"] = account->text();
    }
    const int ended = account
                          ? identity::endSessionsOf(tx, *account, std::nullopt, "admin", ctl.clock().now())
                          : identity::endAllSessions(tx, "admin", ctl.clock().now());
    tx.commit();
    detail["ended"] = ended;
    ctl.audit("session.end", id.text(), jsonText(detail));
    if (ctl.json())
        ctl.out() << jsonText(detail) << '\n';
    else
        ctl.out() << ended << " sessions ended\n";
    return kOk;
}

}  // namespace

std::vector<Command> accountCommands() {
    return {
        {"account add",
         "TENANT --login NAME --family NAME --client NUMBER --role ROLE [--rights LIST] [--email A] [--phone "
         "+31…] "
         "[--given NAME] [--prefix WORDS]",
         "Makes a login for somebody at one client and prints its first password.",
         {{"--login", "--family", "--client", "--role", "--rights", "--email", "--phone", "--given",
           "--prefix"},
          {}},
         1,
         1,
         add},
        {"account reset-password",
         "TENANT LOGIN",
         "Prints a new password; sessions end and devices are no longer trusted.",
         {},
         2,
         2,
         resetOne},
        {"account link-external",
         "TENANT LOGIN SUBJECT",
         "Links an account to the provider's subject, where people sign in at an identity provider.",
         {},
         3,
         3,
         linkExternal},
        {"account unlink-external",
         "TENANT LOGIN",
         "Takes that link away again; sessions end.",
         {},
         2,
         2,
         unlinkExternal},
        {"session end",
         "TENANT [LOGIN]",
         "Signs out one login, or everybody of the organisation, at once.",
         {},
         1,
         2,
         endSessions},
    };
}

}  // namespace inzage::ctl
