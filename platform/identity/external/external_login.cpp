#include "platform/identity/external/external_login.h"

#include <openssl/sha.h>

#include <array>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/base/token.h"
#include "platform/identity/account_store.h"
#include "platform/identity/code_sending.h"
#include "platform/identity/cookies.h"
#include "platform/identity/session_store.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::identity {
namespace {

using Kind = ExternalResult::Kind;
using nlohmann::json;
using observe::Metric;

constexpr std::size_t kCodeBytesMax = 4096;
constexpr std::string_view kInvitationPage = "/uitnodiging";
constexpr std::string_view kRule = "external";

std::string sealContext(const Occasion& occasion) {
    return "external login " + occasion.tenant.text();
}

/// PKCE's S256 (RFC 7636 §4.2).
std::string challengeFor(std::string_view verifier) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
    SHA256(reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size(), hash.data());
    return base64Url({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string redirectUri(const Occasion& occasion) {
    return std::string{occasion.public_url} + std::string{kExternalBack};
}

std::int64_t microsOf(UtcTime at) {
    return std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count();
}

ExternalResult only(Kind kind) {
    ExternalResult result;
    result.kind = kind;
    return result;
}

ExternalResult resultOf(ProviderFault fault) {
    switch (fault) {
        case ProviderFault::Busy:
            return only(Kind::Busy);
        case ProviderFault::Taken:
            return only(Kind::TooOld);
        case ProviderFault::Away:
        case ProviderFault::Wrong:
            break;
    }
    return only(Kind::Away);
}

void logRefused(database::TenantTx& tx, const Occasion& occasion, const std::optional<AccountId>& account,
                std::string_view reason) {
    SignInRow row{"login_refused", 'E', false, std::string{reason}};
    row.account = account;
    row.ip = occasion.ip;
    row.rule = std::string{kRule};
    logSignIn(tx, row, occasion.at);
    observe::count(Metric::Logins, {occasion.tenant.text(), "external_refused"});
}

}  // namespace

/// What a browser was sent to the provider with.
struct ExternalLogin::Flow {
    std::string state;
    std::string nonce;
    std::string verifier;
    std::string issuer;
    std::string client_id;
    std::string wanted;
    std::string used_by;
    UtcTime asked_at;
};

ExternalLogin::ExternalLogin(AddressThrottle& addresses, const delivery::Outbox& outbox,
                             const Enrolment& enrolment, Providers& providers)
    : addresses_{addresses}, outbox_{outbox}, enrolment_{enrolment}, providers_{providers} {}

std::variant<ExternalStart, ProviderFault> ExternalLogin::begin(const Occasion& occasion,
                                                                const std::string& wanted,
                                                                const std::string& used_by) const {
    const auto& settings = occasion.settings.login.external;
    const auto found = providers_.find(settings, occasion.at);
    if (const auto* fault = std::get_if<ProviderFault>(&found))
        return *fault;
    const auto& places = std::get<ProviderPlaces>(found);
    const auto state = newToken();
    const auto nonce = newToken();
    const auto verifier = newToken();
    const json flow{{"state", state},
                    {"nonce", nonce},
                    {"verifier", verifier},
                    {"issuer", settings.issuer},
                    {"client", settings.client_id},
                    {"wanted", wanted},
                    {"used_by", used_by},
                    {"at", microsOf(occasion.at)}};
    std::vector<std::pair<std::string, std::string>> fields{{"response_type", "code"},
                                                            {"client_id", settings.client_id},
                                                            {"redirect_uri", redirectUri(occasion)},
                                                            {"scope", joined(settings.scopes)},
                                                            {"state", state},
                                                            {"nonce", nonce},
                                                            {"code_challenge", challengeFor(verifier)},
                                                            {"code_challenge_method", "S256"}};
    if (!settings.acr_values.empty())
        fields.emplace_back("acr_values", joined(settings.acr_values));
    if (settings.asks_again)
        fields.emplace_back("prompt", "login");
    const char mark = places.authorization.find('?') == std::string::npos ? '?' : '&';
    return ExternalStart{places.authorization + mark + delivery::formText(fields),
                         outbox_.key().seal(asciiJsonText(flow), sealContext(occasion))};
}

std::optional<ExternalLogin::Flow> ExternalLogin::open(const Occasion& occasion,
                                                       const std::string& sealed) const {
    const auto text = outbox_.key().open(sealed, sealContext(occasion));
    const auto body = text ? readJson(*text) : json{};
    if (!body.is_object())
        return std::nullopt;
    const auto word = [&](const char* name) { return body.value(name, std::string{}); };
    const UtcTime asked_at{std::chrono::duration_cast<UtcTime::duration>(
        std::chrono::microseconds{body.value("at", std::int64_t{0})})};
    const auto& settings = occasion.settings.login.external;
    // Asked of another provider than the settings have now: its answer says nothing any more.
    if (asked_at + kExternalLives <= occasion.at || word("issuer") != settings.issuer ||
        word("client") != settings.client_id)
        return std::nullopt;
    return Flow{word("state"),  word("nonce"),  word("verifier"), word("issuer"),
                word("client"), word("wanted"), word("used_by"),  asked_at};
}

ExternalResult ExternalLogin::finish(const Occasion& occasion, const ExternalAnswer& answer) const {
    const auto& settings = occasion.settings.login.external;
    const auto flow = open(occasion, answer.cookie);
    if (!flow || !equalSecrets(answer.state, flow->state))
        return only(Kind::TooOld);
    const auto& tenant = occasion.tenant.text();
    const auto refused = [&](std::string_view reason) {
        auto tx = occasion.pools.begin(occasion.tenant);
        logRefused(tx, occasion, std::nullopt, reason);
        tx.commit();
        return only(Kind::Refused);
    };
    // An answer of another provider than the one that was asked (RFC 9207).
    if (!answer.issuer.empty() && answer.issuer != settings.issuer)
        return refused("issuer");
    if (answer.error == "server_error" || answer.error == "temporarily_unavailable")
        return only(Kind::Away);
    if (!answer.error.empty())
        return only(Kind::Stopped);
    if (answer.code.empty() || answer.code.size() > kCodeBytesMax)
        return only(Kind::TooOld);
    if (const auto wait = addresses_.tryNow(tenant, occasion.ip, occasion.at)) {
        observe::count(Metric::Logins, {tenant, "address_waits"});
        auto waits = only(Kind::AddressWaits);
        waits.retry_after = *wait;
        return waits;
    }
    const auto redirect = redirectUri(occasion);
    const auto person = providers_.redeem(
        settings, {answer.code, flow->verifier, redirect, !answer.issuer.empty()},
        {settings.issuer, settings.client_id, flow->nonce, settings.acr_values, occasion.at});
    if (const auto* fault = std::get_if<ProviderFault>(&person)) {
        observe::count(Metric::Logins, {tenant, "external_" + std::string{nameOf(*fault)}});
        // Not the visitor's fault.
        if (*fault == ProviderFault::Away || *fault == ProviderFault::Busy)
            addresses_.succeeded(tenant, occasion.ip, occasion.at);
        return resultOf(*fault);
    }
    if (const auto* fault = std::get_if<TokenFault>(&person)) {
        observe::logEvent(observe::Event::IDENTITY_PROVIDER_WRONG,
                          {{"issuer", settings.issuer}, {"why", "token: " + std::string{nameOf(*fault)}}});
        return refused(nameOf(*fault));
    }
    auto result = settle(occasion, *flow, answer, std::get<ExternalPerson>(person));
    if (result.kind == Kind::Passed)
        addresses_.succeeded(tenant, occasion.ip, occasion.at);
    return result;
}

/// Which account that is, its row locked; else why none. The link is made or renewed.
std::variant<ExternalLogin::Found, std::string_view> ExternalLogin::accountOf(
    database::TenantTx& tx, const Occasion& occasion, const Flow& flow, const ExternalAnswer& answer,
    const ExternalPerson& person) const {
    const ExternalIdentity who{flow.issuer, person.subject};
    if (const auto linked = linkedAccount(tx, who)) {
        lockAccount(tx, *linked);
        if (!noteAnswer(tx, who, flow.asked_at))
            return "used_before";
        return Found{*linked};
    }
    const bool by_email = occasion.settings.login.external.account_claim == config::AccountClaim::Email;
    const auto& email = person.email.reveal();
    if (by_email && email.empty())
        return "no_address";
    std::optional<AccountId> account;
    if (by_email)
        if (const auto found = findAccount(tx, email, config::LoginName::Email, occasion.today)) {
            if (!found->may_sign_in)
                return "no_access";
            account = found->id;
            lockAccount(tx, *account);
        }
    const bool invited = !account && flow.wanted == kInvitationPage;
    if (invited)
        account = enrolment_.makeInvited(tx, occasion, answer.enrolment_cookie,
                                         by_email ? std::optional{email} : std::nullopt);
    if (!account)
        return "unknown";
    // Somebody else at the provider has this account already: an address that got another owner there.
    if (!linkAccount(tx, who, *account, flow.asked_at, occasion.at))
        return "other_person";
    return Found{*account, invited};
}

std::variant<ExternalResult, ExternalLogin::NoEntry> ExternalLogin::enter(
    database::TenantTx& tx, const Occasion& occasion, const Flow& flow, const ExternalAnswer& answer,
    const ExternalPerson& person) const {
    // Sessions before the account, as in every step.
    if (!answer.old_session_hash.empty())
        static_cast<void>(
            findSession(tx, answer.old_session_hash, occasion.settings.login.session, occasion.at, true));
    const auto found = accountOf(tx, occasion, flow, answer, person);
    if (const auto* reason = std::get_if<std::string_view>(&found))
        return NoEntry{*reason, std::nullopt};
    const auto& who = std::get<Found>(found);
    const auto account = readAccount(tx, who.id, occasion.today);
    if (!account || !account->may_sign_in)
        return NoEntry{"no_access", who.id};
    if (!answer.old_session_hash.empty())
        static_cast<void>(endSession(tx, answer.old_session_hash, "replaced", occasion.at));
    const auto arrival = arrivalOf(occasion, *account, EnteredBy::External);
    ExternalResult result{
        Kind::Passed, arrival.next, {newToken(), ""}, who.invited ? "" : flow.wanted, who.invited};
    const auto session =
        makeSession(tx,
                    {sessionHash(occasion, result.cookies.session), account->id, arrival.state, flow.used_by,
                     occasion.ip, occasion.agent, sessionEnd(occasion), std::nullopt, EnteredBy::External},
                    occasion.at);
    if (arrival.state == SessionState::Full) {
        noteLogin(tx, account->id, occasion.at);
        logSignIn(
            tx, {"login", 'E', true, "", account->id, session, flow.used_by, occasion.ip, std::string{kRule}},
            occasion.at);
    }
    return result;
}

ExternalResult ExternalLogin::settle(const Occasion& occasion, const Flow& flow, const ExternalAnswer& answer,
                                     const ExternalPerson& person) const {
    NoEntry none;
    {
        auto tx = occasion.pools.begin(occasion.tenant);
        auto entered = enter(tx, occasion, flow, answer, person);
        if (auto* result = std::get_if<ExternalResult>(&entered)) {
            tx.commit();
            observe::count(Metric::Logins, {occasion.tenant.text(), "external"});
            return std::move(*result);
        }
        none = std::get<NoEntry>(entered);
        // Without a commit: nothing of an account or a link stays.
    }
    auto tx = occasion.pools.begin(occasion.tenant);
    logRefused(tx, occasion, none.account, none.reason);
    tx.commit();
    return only(none.reason == "used_before" ? Kind::TooOld : Kind::Unknown);
}

}  // namespace inzage::identity
