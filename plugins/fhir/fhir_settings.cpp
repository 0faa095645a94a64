#include "plugins/fhir/fhir_settings.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/field_values.h"
#include "plugins/sdk/text.h"

namespace inzage::fhir {

namespace {

using sdk::RecordKind;
using sdk::SettingNode;

// Raised when the same resource makes other records than before.
constexpr std::string_view kMappingVersion = "1";

[[noreturn]] void refuse(const SettingNode& node, const std::string& what) {
    throw sdk::AdapterFailure{sdk::AdapterFailureKind::Config,
                              (node.place.empty() ? "" : node.place + ": ") + what};
}

std::string known(const std::vector<std::string_view>& names) {
    std::string list;
    for (const std::string_view name : names)
        list.append(list.empty() ? "" : ", ").append(name);
    return "(known: " + list + ")";
}

const std::string& requireText(const SettingNode& node, const std::string& path) {
    if (!node.children.empty() || node.text.empty())
        refuse(node, path + " must be a text");
    if (!sdk::isCleanText(node.text) || node.text.find_first_of("\r\n") != std::string::npos)
        refuse(node, path + " must be UTF-8 on one line");
    return node.text;
}

long long requireNumber(const SettingNode& node, const std::string& path, long long min, long long max) {
    const auto number = sdk::readWhole(requireText(node, path));
    if (!number || *number < min || *number > max)
        refuse(node,
               path + " must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return *number;
}

/// Plain http only to this machine: tokens and care travel in it.
const std::string& requireUrl(const SettingNode& node, const std::string& path) {
    const std::string& url = requireText(node, path);
    const auto at = [&](std::string_view begin) {
        return url.starts_with(begin) && url.size() > begin.size() &&
               std::string_view{"/:"}.find(url[begin.size()]) != std::string_view::npos;
    };
    const bool here = at("http://127.0.0.1") || at("http://localhost") || at("http://[::1]");
    if (!here && !(url.starts_with("https://") && url.size() > 8))
        refuse(node, path + " must be an https URL (http only to this machine)");
    if (url.find_first_of("?# @") != std::string::npos)
        refuse(node, path + " must be a URL without account, query or blanks");
    return url;
}

/// Hands each child to the reader of its name; an unknown name is refused.
using Reader = std::function<void(const SettingNode&, const std::string&)>;
using Readers = std::vector<std::pair<std::string_view, Reader>>;
void readEach(const SettingNode& map, const std::string& path, const Readers& readers) {
    if (!map.text.empty())
        refuse(map, (path.empty() ? "the settings" : path) + " must hold keys and values");
    for (const SettingNode& child : map.children) {
        const auto reader = std::ranges::find(readers, child.name, &Readers::value_type::first);
        const std::string child_path = path.empty() ? child.name : path + "." + child.name;
        if (reader == readers.end()) {
            std::vector<std::string_view> names;
            for (const auto& [name, read] : readers)
                names.push_back(name);
            refuse(child, child_path + " is not a setting of the fhir adapter " + known(names));
        }
        reader->second(child, child_path);
    }
}

Reader textInto(std::string& into) {
    return [&into](const SettingNode& node, const std::string& path) { into = requireText(node, path); };
}
Reader urlInto(std::string& into) {
    return [&into](const SettingNode& node, const std::string& path) { into = requireUrl(node, path); };
}
Reader mapInto(TextMap& into) {
    return [&into](const SettingNode& node, const std::string& path) {
        for (const SettingNode& one : node.children)
            into[one.name] = requireText(one, path + "." + one.name);
    };
}
/// A file with a secret; the platform has read it.
Reader secretInto(std::string& into, const sdk::AdapterSettings& settings) {
    return [&into, &settings](const SettingNode& node, const std::string& path) {
        requireText(node, path);
        const std::string* value = settings.secret(node.name);
        into = value == nullptr ? std::string{} : *value;
    };
}

struct AuthNeeds {
    std::string_view name;
    Auth kind;
    std::vector<std::string_view> keys;
};
const std::vector<AuthNeeds>& authKinds() {
    static const std::vector<AuthNeeds> kinds{
        {"none", Auth::None, {}},
        {"bearer", Auth::Bearer, {"token_file"}},
        {"client_secret", Auth::ClientSecret, {"token_url", "client_id", "client_secret_file"}},
        {"private_key_jwt", Auth::PrivateKeyJwt, {"token_url", "client_id", "private_key_file"}}};
    return kinds;
}

void readAccess(const SettingNode& root, Access& into) {
    static constexpr std::string_view kOptional[] = {"key_id", "scope"};
    const std::string_view word = root.textOf("auth", "none");
    std::vector<std::string_view> names;
    for (const AuthNeeds& one : authKinds())
        names.push_back(one.name);
    const auto chosen = std::ranges::find(authKinds(), word, &AuthNeeds::name);
    if (chosen == authKinds().end())
        refuse(*root.find("auth"), "auth is no way to be known " + known(names));
    into.kind = chosen->kind;
    for (const std::string_view key : chosen->keys)
        if (root.find(key) == nullptr)
            refuse(root, std::string{key} + " is missing: auth " + std::string{word} + " needs it");
    // A key that does nothing would be believed to do something.
    for (const AuthNeeds& one : authKinds())
        for (const std::string_view key : one.keys)
            if (std::ranges::find(chosen->keys, key) == chosen->keys.end() && root.find(key) != nullptr)
                refuse(*root.find(key), std::string{key} + " has no meaning with auth " + std::string{word});
    const bool oauth = into.kind == Auth::ClientSecret || into.kind == Auth::PrivateKeyJwt;
    for (const std::string_view key : kOptional)
        if (!oauth && root.find(key) != nullptr)
            refuse(*root.find(key), std::string{key} + " has no meaning with auth " + std::string{word});
}

void requireSearch(const SettingNode& node, const std::string& path) {
    const std::string& search = requireText(node, path);
    if (search.find_first_of(" #?") != std::string::npos || search.find('=') == std::string::npos)
        refuse(node, path + " must be search parameters as in a URL: category=urn:x%7Cy");
    for (const std::string_view ours : {"_lastUpdated", "_count", "_sort", "_elements", "_summary"})
        if (("&" + search).find("&" + std::string{ours}) != std::string::npos)
            refuse(node, path + " must not hold " + std::string{ours} + ", which the adapter sets itself");
}

void readKinds(const SettingNode& kinds, const std::string& path, FhirSettings& into) {
    for (const SettingNode& node : kinds.children) {
        const std::string of_kind = path + "." + node.name;
        const auto kind = sdk::recordKindFromName(node.name);
        if (!kind)
            refuse(node, of_kind + " is no record kind " +
                             known({sdk::kRecordKindNames.begin(), sdk::kRecordKindNames.end()}));
        KindSettings& settings = into.kinds[static_cast<std::size_t>(*kind)];
        readEach(node, of_kind,
                 {{"search",
                   [&](const SettingNode& n, const std::string& p) {
                       requireSearch(n, p);
                       settings.search = n.text;
                   }},
                  {"codes", mapInto(settings.codes)},
                  {"labels", mapInto(settings.labels)}});
    }
}

/// FNV-1a: the same in every process and build, because it is kept in versions and cursors.
class Print {
  public:
    void stir(std::string_view text) {
        for (const char c : text)
            one(static_cast<unsigned char>(c));
        one(0);
    }
    void stir(const TextMap& map) {
        for (const auto& [from, to] : map) {
            stir(from);
            stir(to);
        }
        one(1);
    }
    [[nodiscard]] std::string text() const {
        static constexpr std::string_view kDigits = "0123456789abcdef";
        std::string hex;
        for (int shift = 28; shift >= 0; shift -= 4)
            hex += kDigits[(value_ >> static_cast<unsigned>(shift)) & 0xFU];
        return hex;
    }

  private:
    void one(unsigned char byte) { value_ = (value_ ^ byte) * 0x01000193U; }
    std::uint32_t value_ = 0x811C9DC5U;
};

std::string fingerprintOf(const FhirSettings& settings) {
    Print print;
    print.stir(kMappingVersion);
    print.stir(settings.base_url);
    print.stir(settings.client_number_system);
    for (const KindSettings& kind : settings.kinds) {
        print.stir(kind.search);
        print.stir(kind.codes);
        print.stir(kind.labels);
    }
    return print.text();
}

}  // namespace

FhirSettings readSettings(const sdk::AdapterSettings& settings) {
    FhirSettings read;
    const auto number = [](auto& into, long long min, long long max) {
        return [&into, min, max](const SettingNode& node, const std::string& path) {
            into = std::remove_reference_t<decltype(into)>(requireNumber(node, path, min, max));
        };
    };
    std::string auth;
    readEach(settings.root, "",
             {{"base_url", urlInto(read.base_url)},
              {"auth", textInto(auth)},
              {"token_file", secretInto(read.access.token, settings)},
              {"token_url", urlInto(read.access.token_url)},
              {"client_id", textInto(read.access.client_id)},
              {"client_secret_file", secretInto(read.access.secret, settings)},
              {"private_key_file", secretInto(read.access.private_key, settings)},
              {"key_id", textInto(read.access.key_id)},
              {"scope", textInto(read.access.scope)},
              {"ca_path", textInto(read.tls.ca_file)},
              {"certificate_file", secretInto(read.tls.certificate_pem, settings)},
              {"certificate_key_file", secretInto(read.tls.key_pem, settings)},
              {"proxy", textInto(read.proxy)},
              {"page_size", number(read.page_size, 1, 10'000)},
              {"overlap_s", number(read.overlap, 0, 604'800)},
              {"sweep_h", number(read.sweep_every, 0, 8760)},
              {"timeout_s", number(read.timeout, 1, 3600)},
              {"client_number_system", textInto(read.client_number_system)},
              {"change_system", textInto(read.change_system)},
              {"kinds", [&](const SettingNode& n, const std::string& p) { readKinds(n, p, read); }}});
    if (read.base_url.empty())
        refuse(settings.root,
               "base_url is missing: where the care-record system's FHIR begins (https://ecd.example/fhir)");
    while (read.base_url.ends_with('/'))
        read.base_url.pop_back();
    // Relative as everywhere in an organisation's settings.
    if (!read.tls.ca_file.empty() && read.tls.ca_file.front() != '/' && !settings.base_folder.empty())
        read.tls.ca_file = settings.base_folder + "/" + read.tls.ca_file;
    readAccess(settings.root, read.access);
    const bool has_certificate = settings.root.find("certificate_file") != nullptr;
    if (has_certificate != (settings.root.find("certificate_key_file") != nullptr))
        refuse(settings.root, std::string{has_certificate ? "certificate_key_file" : "certificate_file"} +
                                  " is missing: a certificate and its key go together");
    read.fingerprint = fingerprintOf(read);
    return read;
}

}  // namespace inzage::fhir
