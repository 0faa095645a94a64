#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "admin/ctl/account_admin_store.h"
#include "admin/ctl/ctl.h"
#include "admin/ctl/delivery_admin_store.h"
#include "platform/base/json_text.h"
#include "platform/config/gateway_kinds.h"
#include "platform/delivery/gateways.h"
#include "platform/delivery/outbox_store.h"
#include "platform/delivery/phone_number.h"

namespace inzage::ctl {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMessagesShown = 20;
constexpr int kMessagesMax = 500;

delivery::Gateways gatewaysOf(Ctl& ctl) {
    return {ctl.settings(),
            {ctl.inVar(ctl.settings().outbox_dir), ctl.installation().secrets_dir},
            ctl.sealKey()};
}

/// Enough to recognise a number or an address, too little to use it.
std::string masked(const std::string& recipient) {
    constexpr std::size_t kEnd = 2;
    const auto at = recipient.find('@');
    if (at != std::string::npos)
        return recipient.substr(0, 1) + "***" + recipient.substr(at);
    return recipient.size() <= 2 * kEnd + 1
               ? "***"
               : recipient.substr(0, 3) + "***" + recipient.substr(recipient.size() - kEnd);
}

AccountId accountFrom(Ctl& ctl, database::TenantTx& tx, const TenantId& id, std::string login) {
    std::transform(login.begin(), login.end(), login.begin(), [](unsigned char c) {
        return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    const auto account = findAccountId(tx, login);
    if (!account)
        ctl.fail("there is no account " + login + " at " + id.text());
    return *account;
}

int lastFrom(Ctl& ctl, const Arguments& arguments) {
    const auto typed = arguments.value("--last");
    if (!typed)
        return kMessagesShown;
    const bool digits =
        !typed->empty() && typed->size() <= 3 && typed->find_first_not_of("0123456789") == std::string::npos;
    const int last = digits ? std::stoi(*typed) : 0;
    if (last < 1 || last > kMessagesMax)
        ctl.misused("--last takes 1 to " + std::to_string(kMessagesMax));
    return last;
}

int show(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto settings = ctl.tenantSettings(id);
    const auto gateways = gatewaysOf(ctl);
    const auto at = ctl.clock().now();
    auto tx = ctl.pools().begin(id);
    const auto state = delivery::outboxState(tx);
    const int sent = delivery::smsSentSince(tx, at - std::chrono::hours{1});
    const auto counts = messagesOfDay(tx, at);
    tx.commit();
    Json json{{"waiting", {{"sms", state.sms_waiting}, {"mail", state.mail_waiting}}},
              {"sms_last_hour", sent},
              {"sms_hour_max", settings->login.sms.per_tenant_hour}};
    for (const auto channel : {delivery::Channel::Sms, delivery::Channel::Mail}) {
        Json names = Json::array();
        for (const auto& route : gateways.routesOf(*settings, channel))
            names.push_back(route.gateway->name());
        json["gateways"][std::string{nameOf(channel)}] = names;
    }
    Json day = Json::array();
    for (const auto& one : counts)
        day.push_back({{"channel", one.channel},
                       {"gateway", one.gateway},
                       {"state", one.state},
                       {"messages", one.messages}});
    json["last_24_hours"] = day;
    if (ctl.json()) {
        ctl.out() << indentedJson(json) << '\n';
        return kOk;
    }
    for (const auto& [channel, names] : json["gateways"].items()) {
        ctl.out() << channel << " goes by";
        for (const auto& name : names)
            ctl.out() << ' ' << name.get<std::string>();
        ctl.out() << '\n';
    }
    ctl.out() << "waiting: " << state.sms_waiting << " sms, " << state.mail_waiting << " mail\n"
              << "last hour: " << sent << " sms of at most " << settings->login.sms.per_tenant_hour << '\n'
              << "last 24 hours:\n";
    for (const auto& one : counts)
        ctl.out() << "  " << one.channel << ' ' << (one.gateway.empty() ? "-" : one.gateway) << ' '
                  << one.state << ": " << one.messages << '\n';
    return kOk;
}

int messages(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const int last = lastFrom(ctl, arguments);
    auto tx = ctl.pools().begin(id);
    std::optional<AccountId> account;
    if (const auto login = arguments.value("--login"))
        account = accountFrom(ctl, tx, id, *login);
    const auto found = latestMessages(tx, account, last);
    tx.commit();
    Json list = Json::array();
    for (const auto& one : found) {
        const auto to = masked(one.recipient.reveal());
        if (ctl.json())
            list.push_back({{"made", isoUtc(one.made_at)},
                            {"channel", one.channel},
                            {"purpose", one.purpose},
                            {"to", to},
                            {"state", one.state},
                            {"gateway", one.gateway},
                            {"tries", one.tries},
                            {"answer", one.answer}});
        else
            ctl.out() << isoUtc(one.made_at) << "  " << one.channel << "  " << one.purpose << "  " << to
                      << "  " << one.state << "  " << (one.gateway.empty() ? "-" : one.gateway) << "  tries "
                      << one.tries << (one.answer.empty() ? "" : "  " + one.answer) << '\n';
    }
    if (ctl.json())
        ctl.out() << indentedJson(list) << '\n';
    else if (found.empty())
        ctl.out() << "no messages\n";
    return kOk;
}

int reportUrl(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto settings = ctl.tenantSettings(id);
    const auto gateways = gatewaysOf(ctl);
    Json json = Json::object();
    for (const auto& route : gateways.routesOf(*settings, delivery::Channel::Sms)) {
        const std::string name{route.gateway->name()};
        const auto* kind = config::gatewayKind(name, false);
        const bool tells = kind != nullptr &&
                           std::find(kind->more.begin(), kind->more.end(), "reports_url") != kind->more.end();
        if (!tells)
            continue;
        json[name] = route.account.report_url;
        if (!ctl.json())
            ctl.out() << name << ": " << route.account.report_url << '\n';
    }
    if (ctl.json())
        ctl.out() << jsonText(json) << '\n';
    else if (json.empty())
        ctl.out() << "no gateway of " << id.text() << " reports by itself\n";
    return kOk;
}

Json toJson(const SignInState& state, const config::TenantSettings& settings, UtcTime at) {
    const auto number = delivery::readNumber(state.phone.reveal(), settings.login.sms.countries);
    const bool blocked = state.factor_blocked_until && *state.factor_blocked_until > at;
    Json json{{"state", state.state},
              {"telephone", number.fault == delivery::NumberFault::Empty ? "" : masked(state.phone.reveal())},
              {"gets_sms", number.fault ? std::string{"no: "} + std::string{nameOf(*number.fault)} : "yes"},
              {"password", state.password_state},
              {"codes_blocked_until", blocked ? isoUtc(*state.factor_blocked_until) : ""},
              {"last_login", state.last_login_at ? isoUtc(*state.last_login_at) : ""},
              {"open_sessions", state.open_sessions}};
    Json codes = Json::array();
    for (const auto& code : state.codes)
        codes.push_back({{"number", code.sequence},
                         {"sent", isoUtc(code.sent_at)},
                         {"works_until", isoUtc(code.expires_at)},
                         {"purpose", code.purpose},
                         {"state", code.state == "open" && code.expires_at <= at ? "expired" : code.state},
                         {"wrong_tries", code.tries}});
    json["codes"] = codes;
    return json;
}

int showAccount(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const auto settings = ctl.tenantSettings(id);
    const auto at = ctl.clock().now();
    auto tx = ctl.pools().begin(id);
    const auto account = accountFrom(ctl, tx, id, arguments.words()[1]);
    const auto json = toJson(signInState(tx, account, at), *settings, at);
    tx.commit();
    if (ctl.json()) {
        ctl.out() << indentedJson(json) << '\n';
        return kOk;
    }
    for (const auto& [name, value] : json.items()) {
        if (name == "codes")
            continue;
        const auto text = value.is_string() ? value.get<std::string>() : jsonText(value);
        ctl.out() << name << ": " << (text.empty() ? "-" : text) << '\n';
    }
    for (const auto& code : json["codes"])
        ctl.out() << "code " << code["number"] << ": sent " << code["sent"].get<std::string>() << ", "
                  << code["state"].get<std::string>() << ", " << code["wrong_tries"] << " wrong tries\n";
    return kOk;
}

int logOfAccount(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    const int last = lastFrom(ctl, arguments);
    auto tx = ctl.pools().begin(id);
    const auto account = accountFrom(ctl, tx, id, arguments.words()[1]);
    const auto steps = latestSteps(tx, account, last);
    tx.commit();
    ctl.audit("account.log", id.text(), jsonText(nlohmann::json{{"account", account.text()}}));
    Json list = Json::array();
    for (const auto& step : steps) {
        if (ctl.json())
            list.push_back({{"at", isoUtc(step.at)},
                            {"event", step.event},
                            {"outcome", step.outcome},
                            {"reason", step.reason},
                            {"rule", step.rule},
                            {"used_by", step.used_by}});
        else
            ctl.out() << isoUtc(step.at) << "  " << step.event << "  " << step.outcome << "  "
                      << (step.reason.empty() ? "-" : step.reason) << "  "
                      << (step.rule.empty() ? "-" : step.rule) << '\n';
    }
    if (ctl.json())
        ctl.out() << indentedJson(list) << '\n';
    return kOk;
}

int unblock(Ctl& ctl, const Arguments& arguments) {
    const auto id = ctl.tenantIdFrom(arguments.words()[0]);
    auto tx = ctl.pools().begin(id);
    const auto account = accountFrom(ctl, tx, id, arguments.words()[1]);
    const bool was_blocked = unblockCodes(tx, account, ctl.clock().now());
    tx.commit();
    if (was_blocked)
        ctl.audit("account.unblock", id.text(), jsonText(nlohmann::json{{"account", account.text()}}));
    if (ctl.json())
        ctl.out() << indentedJson(Json{{"was_blocked", was_blocked}}) << '\n';
    else
        ctl.out() << (was_blocked ? "codes work again\n" : "codes were not blocked\n");
    return kOk;
}

}  // namespace

std::vector<Command> deliveryCommands() {
    return {
        {"delivery show",
         "TENANT",
         "By which gateways SMS and mail go, what waits, and how the last day went.",
         {},
         1,
         1,
         show},
        {"delivery messages",
         "TENANT [--login NAME] [--last N]",
         "The latest SMS and mails, without their texts: state, gateway and the provider's answer.",
         {{"--login", "--last"}, {}},
         1,
         1,
         messages},
        {"delivery report-url",
         "TENANT",
         "Where an SMS provider reports what became of a message; some want it in their own settings.",
         {},
         1,
         1,
         reportUrl},
        {"account show",
         "TENANT LOGIN",
         "Why somebody can't sign in: telephone, blocked codes, password, the codes of the last day.",
         {},
         2,
         2,
         showAccount},
        {"account log",
         "TENANT LOGIN [--last N]",
         "The latest steps of signing in of somebody, from the access log; looking is written down too.",
         {{"--last"}, {}},
         2,
         2,
         logOfAccount},
        {"account unblock",
         "TENANT LOGIN",
         "Lets codes work again after too many wrong ones.",
         {},
         2,
         2,
         unblock},
    };
}

}  // namespace inzage::ctl
