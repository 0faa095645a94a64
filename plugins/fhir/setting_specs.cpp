#include "plugins/fhir/fhir_settings.h"

namespace inzage::fhir {

std::vector<sdk::SettingSpec> settingSpecs() {
    using sdk::SettingSpec;
    using sdk::SettingType;
    std::vector<SettingSpec> specs;
    const auto add = [&](std::string key, SettingType type, std::string otherwise,
                         std::string help) -> SettingSpec& {
        SettingSpec spec;
        spec.key = std::move(key);
        spec.type = type;
        spec.default_value = std::move(otherwise);
        spec.help = std::move(help);
        specs.push_back(std::move(spec));
        return specs.back();
    };
    const auto number = [&](std::string key, std::string otherwise, long long min, long long max,
                            std::string help) {
        SettingSpec& spec = add(std::move(key), SettingType::Number, std::move(otherwise), std::move(help));
        spec.min = min;
        spec.max = max;
    };
    add("base_url", SettingType::Url, "", "Where the care-record system's FHIR R4 begins.").required = true;
    add("auth", SettingType::Choice, "none", "How Inzage makes itself known.").choices = {
        "none", "bearer", "client_secret", "private_key_jwt"};
    add("token_file", SettingType::Secret, "", "The token of auth bearer.");
    add("token_url", SettingType::Url, "", "Where OAuth 2.0 tokens come from.");
    add("client_id", SettingType::Text, "", "The name that the source knows Inzage by.");
    add("client_secret_file", SettingType::Secret, "", "The secret of auth client_secret.");
    add("private_key_file", SettingType::Secret, "",
        "The key of auth private_key_jwt: PEM, RSA of 2,048 bits and more, or P-256 or P-384.");
    add("key_id", SettingType::Text, "", "The `kid` of that key, when the source knows several.");
    add("scope", SettingType::Text, "", "The scopes that are asked for.");
    add("ca_path", SettingType::Text, "",
        "PEM file of the authority that signed the source's certificate; by default those of the machine.");
    add("certificate_file", SettingType::Secret, "", "The client certificate, PEM with its chain.");
    add("certificate_key_file", SettingType::Secret, "", "The key of the client certificate, PEM.");
    add("proxy", SettingType::Text, "", "The proxy to go through.");
    number("page_size", "200", 1, 10'000, "Resources asked for per page; the source may give fewer.");
    number("overlap_s", "300", 0, 604'800, "Seconds that are asked for once more, for what was stored late.");
    number("sweep_h", "24", 0, 8760,
           "Hours after which everything is read once more where the source has no history; 0: never.");
    number("timeout_s", "300", 1, 3600, "Seconds that one answer may take.");
    add("client_number_system", SettingType::Text, "",
        "The system of the Patient.identifier that people know; by default the first that is no BSN.");
    add("change_system", SettingType::Text, "urn:inzage:change",
        "The system of the identifier that is given to what people wrote.");
    add("kinds", SettingType::Map, "", "Per record kind: search, codes, labels.");
    return specs;
}

}  // namespace inzage::fhir
