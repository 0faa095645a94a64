#pragma once
#include <array>
#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/records.h"
#include "plugins/sdk/settings.h"

namespace inzage::fhir {

using TextMap = std::map<std::string, std::string, std::less<>>;

/// How the adapter makes itself known.
enum class Auth : std::uint8_t {
    None,
    Bearer,         ///< a fixed token
    ClientSecret,   ///< OAuth 2.0 client credentials (RFC 6749, 4.4)
    PrivateKeyJwt,  ///< the same with a signed assertion (RFC 7523, SMART Backend Services)
};

struct Access {
    Auth kind = Auth::None;
    std::string token;        ///< Bearer
    std::string token_url;    ///< ClientSecret, PrivateKeyJwt
    std::string client_id;    ///< ClientSecret, PrivateKeyJwt
    std::string secret;       ///< ClientSecret
    std::string private_key;  ///< PrivateKeyJwt: PEM
    std::string key_id;       ///< PrivateKeyJwt: `kid`; may be empty
    std::string scope;        ///< may be empty
};

struct Tls {
    std::string ca_file;          ///< PEM of who signs the source's certificate; empty: the machine's
    std::string certificate_pem;  ///< the client's own; empty: none
    std::string key_pem;
};

/// What one organisation changes about a kind.
struct KindSettings {
    std::string search;  ///< parameters besides ours: "category=urn:x|y"
    TextMap codes;       ///< their code → ours
    TextMap labels;      ///< our code → what people read
};

struct FhirSettings {
    std::string base_url;  ///< without '/' at the end
    Access access;
    Tls tls;
    std::string proxy;
    int page_size = 200;                 ///< _count
    std::chrono::seconds overlap{300};   ///< asked for once more
    std::chrono::hours sweep_every{24};  ///< 0: never
    std::chrono::seconds timeout{300};   ///< of one answer
    std::string client_number_system;    ///< of Patient.identifier; empty: the first that is no BSN
    std::string change_system = "urn:inzage:change";  ///< of the identifier that holds the key of a change
    std::array<KindSettings, sdk::kRecordKinds.size()> kinds;
    /// Changes whenever the settings make other records of the same resources; 8 hex digits.
    std::string fingerprint;

    [[nodiscard]] const KindSettings& of(sdk::RecordKind kind) const {
        return kinds[static_cast<std::size_t>(kind)];
    }
};

/// What describe() declares.
[[nodiscard]] std::vector<sdk::SettingSpec> settingSpecs();

/// Reads and checks the settings; AdapterFailure(Config) names the key, its place and what is known.
[[nodiscard]] FhirSettings readSettings(const sdk::AdapterSettings& settings);

}  // namespace inzage::fhir
