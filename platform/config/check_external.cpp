#include <algorithm>
#include <array>

#include "platform/config/checks.h"
#include "platform/config/gateway_kinds.h"
#include "platform/config/provider_url.h"
#include "platform/config/secret_file.h"

namespace inzage::config {

bool isProviderUrl(std::string_view url) noexcept {
    constexpr std::size_t kUrlCharsMax = 500;
    constexpr std::string_view kSecure = "https://";
    constexpr std::string_view kPlain = "http://";
    const bool secure = url.starts_with(kSecure);
    if (url.size() > kUrlCharsMax || (!secure && !url.starts_with(kPlain)))
        return false;
    if (std::any_of(url.begin(), url.end(),
                    [](char c) { return c <= ' ' || c >= '\x7f' || c == '@' || c == '#' || c == '\\'; }))
        return false;
    const auto rest = url.substr(secure ? kSecure.size() : kPlain.size());
    const auto host = rest.substr(0, rest.find_first_of("/?"));
    const auto name = host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
    const bool here = name == "127.0.0.1" || name == "localhost" || name == "[::1]";
    return !name.empty() && (secure || here);
}

void checkExternal(const ExternalLoginSettings& external, const YamlNode& root,
                   const std::string& secrets_dir, bool check_files, ErrorList& errors) {
    const std::string group = "login.external.";
    const auto demand = [&](bool good, const std::string& setting, const std::string& what) {
        if (!good && !errors.concerns(group + setting))
            errors.add(placeOfSetting(root, group + setting), group + setting + " " + what);
    };
    if (!external.on()) {
        // A login that somebody believes to be switched on.
        demand(root.at("login.external") == nullptr, "issuer",
               "is needed: without it login.external says nothing");
        return;
    }
    demand(isProviderUrl(external.issuer) && external.issuer.find('?') == std::string::npos, "issuer",
           "must be https://… without question mark (http only to this machine)");
    demand(!external.client_id.empty(), "client_id", "is needed beside login.external.issuer");
    demand(!external.name.empty(), "name", "is needed beside login.external.issuer");
    const auto has = [&](std::string_view scope) {
        return std::find(external.scopes.begin(), external.scopes.end(), scope) != external.scopes.end();
    };
    demand(has("openid"), "scopes", "must have openid");
    demand(external.account_claim != AccountClaim::Email || has("email"), "scopes",
           "must have email: login.external.account_claim is email");
    for (const auto* list : {&external.scopes, &external.acr_values})
        for (const auto& word : *list)
            demand(!word.empty() && word.find_first_of(" \t\"\\") == std::string::npos,
                   list == &external.scopes ? "scopes" : "acr_values",
                   "has an entry with a space or nothing in it");
    constexpr std::size_t kWordsMax = 10;
    demand(external.scopes.size() <= kWordsMax, "scopes", "has more than 10 entries");
    demand(external.acr_values.size() <= kWordsMax, "acr_values", "has more than 10 entries");
    if (!check_files || external.client_secret_file.empty())
        return;
    if (const auto fault = secretFileFault(secretPath(secrets_dir, external.client_secret_file)))
        demand(false, "client_secret_file", "can't serve: " + *fault);
}

}  // namespace inzage::config
