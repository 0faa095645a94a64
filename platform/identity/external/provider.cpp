#include "platform/identity/external/provider.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/config/gateway_kinds.h"
#include "platform/config/provider_url.h"
#include "platform/config/secret_file.h"
#include "platform/observe/events.h"

namespace inzage::identity {
namespace {

using nlohmann::json;

constexpr std::chrono::hours kFresh{1};
/// For so long an older document serves while the provider is away.
constexpr std::chrono::hours kStale{24};
/// An unknown key may be a new one; whoever invents key ids doesn't make us ask more often.
constexpr std::chrono::seconds kKeysAgain{30};
constexpr std::chrono::seconds kAway{30};
/// Issuers come from settings only; this is for years of reloads.
constexpr std::size_t kIssuersMax = 2000;

std::string textIn(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool lists(const json& object, const char* name, std::string_view word) {
    const auto found = object.find(name);
    return found != object.end() && found->is_array() &&
           std::any_of(found->begin(), found->end(),
                       [&](const json& one) { return one.is_string() && one.get<std::string>() == word; });
}

/// What the discovery document says; absent when it isn't that of this issuer or names no usable places.
std::optional<ProviderPlaces> readPlaces(const std::string& text, const std::string& issuer) {
    const auto document = readJson(text);
    // The issuer must be ours to the letter (Discovery §4.3): else one provider could speak for another.
    if (!document.is_object() || textIn(document, "issuer") != issuer)
        return std::nullopt;
    ProviderPlaces places{textIn(document, "authorization_endpoint"), textIn(document, "token_endpoint"),
                          textIn(document, "jwks_uri")};
    for (const auto* url : {&places.authorization, &places.token, &places.keys})
        if (!config::isProviderUrl(*url))
            return std::nullopt;
    constexpr const char* kMethods = "token_endpoint_auth_methods_supported";
    places.secret_in_form = document.contains(kMethods) && !lists(document, kMethods, "client_secret_basic");
    const auto names = document.find("authorization_response_iss_parameter_supported");
    places.names_itself = names != document.end() && names->is_boolean() && names->get<bool>();
    return places;
}

/// A path of the issuer, whose own may end in '/' or not.
std::string below(std::string issuer, std::string_view path) {
    if (issuer.ends_with('/'))
        issuer.pop_back();
    return issuer + std::string{path};
}

}  // namespace

std::string_view nameOf(ProviderFault fault) noexcept {
    switch (fault) {
        case ProviderFault::Busy:
            return "busy";
        case ProviderFault::Away:
            return "away";
        case ProviderFault::Wrong:
            return "wrong";
        case ProviderFault::Taken:
            return "taken";
    }
    return "wrong";
}

/// One of the bounded places, held while a provider is spoken to.
class Providers::Turn {
  public:
    Turn(Providers& providers, const std::string& issuer)
        : providers_{providers}, issuer_{issuer}, taken_{providers.take(issuer)} {}
    ~Turn() {
        if (taken_)
            providers_.give(issuer_);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    explicit operator bool() const noexcept { return taken_; }

  private:
    Providers& providers_;
    const std::string issuer_;
    bool taken_;
};

Providers::Providers(delivery::HttpClientOptions options, std::string secrets_dir, ProviderLimits limits)
    : http_{std::move(options)}, secrets_dir_{std::move(secrets_dir)}, limits_{limits} {}

bool Providers::take(const std::string& issuer) {
    std::unique_lock lock{mutex_};
    const auto free = [&] {
        const auto here = running_.find(issuer);
        return running_all_ < limits_.at_once &&
               (here == running_.end() || here->second < limits_.at_once_each);
    };
    if (!free()) {
        if (waiting_ >= limits_.waiting)
            return false;
        ++waiting_;
        const bool came = freed_.wait_for(lock, limits_.wait_max, free);
        --waiting_;
        if (!came)
            return false;
    }
    ++running_all_;
    ++running_[issuer];
    return true;
}

void Providers::give(const std::string& issuer) {
    {
        const std::lock_guard lock{mutex_};
        --running_all_;
        if (--running_[issuer] == 0)
            running_.erase(issuer);
    }
    freed_.notify_all();
}

Providers::Known Providers::known(const std::string& issuer) const {
    return known_.with([&](const auto& all) {
        const auto found = all.find(issuer);
        return found == all.end() ? Known{} : found->second;
    });
}

std::variant<std::string, ProviderFault> Providers::call(const std::string& issuer, delivery::HttpCall call,
                                                         UtcTime at) {
    call.whole_ms = limits_.call_ms;
    call.headers.emplace_back("Accept: application/json");
    auto answer = http_.call(call);
    const bool away = answer.status == 0 || answer.status >= 500;
    // What one request can provoke (500) doesn't count for the next one.
    const bool stays_away =
        answer.status == 0 || answer.status == 502 || answer.status == 503 || answer.status == 504;
    known_.with([&](auto& all) {
        if (all.size() >= kIssuersMax && !all.contains(issuer))
            all.clear();
        all[issuer].away_until = stays_away ? std::optional{at + kAway} : std::nullopt;
    });
    if (away) {
        observe::logEvent(
            observe::Event::IDENTITY_PROVIDER_AWAY,
            {{"issuer", issuer}, {"why", answer.status == 0 ? answer.fault : std::to_string(answer.status)}});
        return ProviderFault::Away;
    }
    if (!answer.good())
        return ProviderFault::Wrong;
    return std::move(answer.body);
}

std::variant<ProviderPlaces, ProviderFault> Providers::discover(const config::ExternalLoginSettings& settings,
                                                                UtcTime at) {
    const auto& issuer = settings.issuer;
    const auto answer =
        call(issuer, {.url = below(issuer, "/.well-known/openid-configuration"), .post = false}, at);
    if (const auto* fault = std::get_if<ProviderFault>(&answer))
        return *fault;
    auto places = readPlaces(std::get<std::string>(answer), issuer);
    if (!places) {
        observe::logEvent(observe::Event::IDENTITY_PROVIDER_WRONG,
                          {{"issuer", issuer}, {"why", "discovery"}});
        return ProviderFault::Wrong;
    }
    known_.with([&](auto& all) {
        all[issuer].places = *places;
        all[issuer].places_at = at;
    });
    return *std::move(places);
}

std::variant<ProviderPlaces, ProviderFault> Providers::find(const config::ExternalLoginSettings& settings,
                                                            UtcTime at) {
    const auto before = known(settings.issuer);
    if (before.places && at < before.places_at + kFresh)
        return *before.places;
    const bool usable = before.places && at < before.places_at + kStale;
    std::variant<ProviderPlaces, ProviderFault> found = ProviderFault::Away;
    if (!before.away_until || *before.away_until <= at) {
        const Turn turn{*this, settings.issuer};
        if (turn)
            found = discover(settings, at);
        else
            found = ProviderFault::Busy;
    }
    if (usable && std::holds_alternative<ProviderFault>(found))
        return *before.places;
    return found;
}

std::variant<std::string, ProviderFault> Providers::tokenFor(const config::ExternalLoginSettings& settings,
                                                             const ProviderPlaces& places,
                                                             const CodeToRedeem& code, UtcTime at) {
    std::vector<std::pair<std::string, std::string>> fields{
        {"grant_type", "authorization_code"},
        {"code", std::string{code.code}},
        {"redirect_uri", std::string{code.redirect_uri}},
        {"code_verifier", std::string{code.verifier}},
    };
    delivery::HttpCall request{.url = places.token,
                               .headers = {"Content-Type: application/x-www-form-urlencoded"}};
    if (settings.client_secret_file.empty()) {
        fields.emplace_back("client_id", settings.client_id);
    } else {
        const auto secret =
            config::readSecretFile(config::secretPath(secrets_dir_, settings.client_secret_file));
        if (!secret) {
            observe::logEvent(observe::Event::IDENTITY_PROVIDER_WRONG,
                              {{"issuer", settings.issuer}, {"why", secret.failure().what}});
            return ProviderFault::Wrong;
        }
        if (places.secret_in_form) {
            fields.emplace_back("client_id", settings.client_id);
            fields.emplace_back("client_secret", secret.value());
        } else {
            // Encoded as for a form before Basic (RFC 6749 §2.3.1).
            request.user = delivery::urlEncoded(settings.client_id);
            request.password = delivery::urlEncoded(secret.value());
        }
    }
    request.body = delivery::formText(fields);
    const auto answer = call(settings.issuer, std::move(request), at);
    if (const auto* fault = std::get_if<ProviderFault>(&answer))
        return *fault == ProviderFault::Wrong ? ProviderFault::Taken : *fault;
    const auto document = readJson(std::get<std::string>(answer));
    auto token = document.is_object() ? textIn(document, "id_token") : std::string{};
    if (token.empty())
        return ProviderFault::Wrong;
    return token;
}

std::variant<Providers::Keys, ProviderFault> Providers::keysFor(const std::string& issuer,
                                                                const ProviderPlaces& places,
                                                                const TokenHead& head, UtcTime at) {
    const auto before = known(issuer);
    const bool has = before.keys && before.keys->has(head.algorithm, head.key_id);
    if (before.keys && ((has && at < before.keys_at + kFresh) || (!has && at < before.keys_at + kKeysAgain)))
        return before.keys;
    const auto answer = call(issuer, {.url = places.keys, .post = false}, at);
    if (const auto* fault = std::get_if<ProviderFault>(&answer)) {
        if (has && at < before.keys_at + kStale)
            return before.keys;
        return *fault;
    }
    auto keys = std::make_shared<const ProviderKeys>(ProviderKeys::read(std::get<std::string>(answer)));
    known_.with([&](auto& all) {
        all[issuer].keys = keys;
        all[issuer].keys_at = at;
    });
    return Keys{std::move(keys)};
}

std::variant<ExternalPerson, TokenFault, ProviderFault> Providers::redeem(
    const config::ExternalLoginSettings& settings, const CodeToRedeem& code, const TokenExpected& expected) {
    const auto found = find(settings, expected.at);
    if (const auto* fault = std::get_if<ProviderFault>(&found))
        return *fault;
    const auto& places = std::get<ProviderPlaces>(found);
    // One that always says who answers, and now didn't: somebody else's answer (RFC 9207 §2.4).
    if (places.names_itself && !code.issuer_named)
        return TokenFault::Issuer;
    const auto away = known(settings.issuer).away_until;
    if (away && *away > expected.at)
        return ProviderFault::Away;
    const Turn turn{*this, settings.issuer};
    if (!turn)
        return ProviderFault::Busy;
    const auto token = tokenFor(settings, places, code, expected.at);
    if (const auto* fault = std::get_if<ProviderFault>(&token))
        return *fault;
    const auto& text = std::get<std::string>(token);
    const auto head = readHead(text);
    if (const auto* fault = std::get_if<TokenFault>(&head))
        return *fault;
    const auto keys = keysFor(settings.issuer, places, std::get<TokenHead>(head), expected.at);
    if (const auto* fault = std::get_if<ProviderFault>(&keys))
        return *fault;
    auto checked = checkToken(text, *std::get<Keys>(keys), expected);
    if (const auto* fault = std::get_if<TokenFault>(&checked))
        return *fault;
    return std::get<ExternalPerson>(std::move(checked));
}

}  // namespace inzage::identity
