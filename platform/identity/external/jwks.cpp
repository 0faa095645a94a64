#include "platform/identity/external/jwks.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "platform/base/json_text.h"
#include "platform/base/token.h"

namespace inzage::identity {
namespace {

constexpr std::size_t kCoordinateBytes = 32;  // P-256
constexpr std::size_t kModulusBytesMax = kRsaBitsMax / 8 + 1;
constexpr std::size_t kExponentBytesMax = 8;
constexpr std::size_t kKeyIdBytesMax = 200;

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* held) const noexcept {
        Free(held);
    }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

const unsigned char* bytesOf(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Number numberOf(std::string_view bytes) {
    return Number{BN_bin2bn(bytesOf(bytes), static_cast<int>(bytes.size()), nullptr)};
}

std::string textIn(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// The bytes of a member in base64url; absent when there are none, or too many.
std::optional<std::string> bytesIn(const nlohmann::json& object, const char* name, std::size_t bytes_max) {
    auto bytes = fromBase64Url(textIn(object, name));
    if (!bytes || bytes->empty() || bytes->size() > bytes_max)
        return std::nullopt;
    return bytes;
}

KeyPtr made(const char* kind, OSSL_PARAM_BLD* builder) {
    const Params params{OSSL_PARAM_BLD_to_param(builder)};
    const KeyContext context{EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr)};
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        return {};
    return KeyPtr{key};
}

KeyPtr rsaKey(const nlohmann::json& object) {
    const auto modulus = bytesIn(object, "n", kModulusBytesMax);
    const auto exponent = bytesIn(object, "e", kExponentBytesMax);
    if (!modulus || !exponent)
        return {};
    const Number n = numberOf(*modulus);
    const Number e = numberOf(*exponent);
    const Builder builder{OSSL_PARAM_BLD_new()};
    if (!n || !e || !builder || BN_is_odd(e.get()) == 0 || BN_is_one(e.get()) != 0 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return {};
    auto key = made("RSA", builder.get());
    const int bits = key ? EVP_PKEY_get_bits(key.get()) : 0;
    return bits >= kRsaBitsMin && bits <= kRsaBitsMax ? std::move(key) : KeyPtr{};
}

KeyPtr ellipticKey(const nlohmann::json& object) {
    const auto x = bytesIn(object, "x", kCoordinateBytes);
    const auto y = bytesIn(object, "y", kCoordinateBytes);
    if (textIn(object, "crv") != "P-256" || !x || !y || x->size() != kCoordinateBytes ||
        y->size() != kCoordinateBytes)
        return {};
    const std::string point = "\x04" + *x + *y;
    const Builder builder{OSSL_PARAM_BLD_new()};
    if (!builder ||
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size()) != 1)
        return {};
    return made("EC", builder.get());
}

/// A signature as tokens have it, r and s of 32 bytes each, in the form that OpenSSL reads.
std::string derOf(std::string_view raw) {
    if (raw.size() != 2 * kCoordinateBytes)
        return {};
    const EcSignature signature{ECDSA_SIG_new()};
    Number r = numberOf(raw.substr(0, kCoordinateBytes));
    Number s = numberOf(raw.substr(kCoordinateBytes));
    if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1)
        return {};
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    unsigned char* out = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &out);
    if (size <= 0)
        return {};
    std::string der{reinterpret_cast<const char*>(out), static_cast<std::size_t>(size)};
    OPENSSL_free(out);
    return der;
}

bool isRsa(std::string_view algorithm) noexcept {
    return algorithm == "RS256" || algorithm == "PS256";
}

}  // namespace

bool isKnownAlgorithm(std::string_view algorithm) noexcept {
    return isRsa(algorithm) || algorithm == "ES256";
}

struct ProviderKeys::Key {
    std::string id;
    std::string algorithm;  ///< the only one it is for; "" when the provider doesn't say
    bool rsa = false;
    KeyPtr key;
};

ProviderKeys::ProviderKeys() = default;
ProviderKeys::~ProviderKeys() = default;
ProviderKeys::ProviderKeys(ProviderKeys&&) noexcept = default;
ProviderKeys& ProviderKeys::operator=(ProviderKeys&&) noexcept = default;

ProviderKeys ProviderKeys::read(const std::string& json) {
    ProviderKeys result;
    const auto document = readJson(json);
    const auto keys = document.is_object() ? document.find("keys") : document.end();
    if (!document.is_object() || keys == document.end() || !keys->is_array())
        return result;
    for (const auto& object : *keys) {
        if (!object.is_object() || result.keys_.size() >= kProviderKeysMax)
            continue;
        const auto use = textIn(object, "use");
        const auto kind = textIn(object, "kty");
        Key key{textIn(object, "kid"), textIn(object, "alg"), kind == "RSA", {}};
        if ((!use.empty() && use != "sig") || key.id.size() > kKeyIdBytesMax)
            continue;
        if (kind == "RSA")
            key.key = rsaKey(object);
        else if (kind == "EC")
            key.key = ellipticKey(object);
        if (key.key)
            result.keys_.push_back(std::move(key));
    }
    return result;
}

bool ProviderKeys::empty() const noexcept {
    return keys_.empty();
}

const ProviderKeys::Key* ProviderKeys::find(std::string_view algorithm,
                                            std::string_view key_id) const noexcept {
    const Key* found = nullptr;
    for (const auto& key : keys_) {
        const bool fits =
            key.rsa == isRsa(algorithm) && (key.algorithm.empty() || key.algorithm == algorithm);
        if (!fits || (!key_id.empty() && key.id != key_id))
            continue;
        // Two that fit: nobody says which.
        if (found != nullptr)
            return nullptr;
        found = &key;
    }
    return found;
}

bool ProviderKeys::has(std::string_view algorithm, std::string_view key_id) const noexcept {
    return isKnownAlgorithm(algorithm) && find(algorithm, key_id) != nullptr;
}

bool ProviderKeys::verify(std::string_view algorithm, std::string_view key_id, std::string_view text,
                          std::string_view signature) const {
    const Key* key = isKnownAlgorithm(algorithm) ? find(algorithm, key_id) : nullptr;
    const Digest digest{EVP_MD_CTX_new()};
    EVP_PKEY_CTX* context = nullptr;
    if (key == nullptr || !digest ||
        EVP_DigestVerifyInit(digest.get(), &context, EVP_sha256(), nullptr, key->key.get()) != 1)
        return false;
    if (algorithm == "PS256" && (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) != 1 ||
                                 EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) != 1))
        return false;
    const std::string proof = key->rsa ? std::string{signature} : derOf(signature);
    return !proof.empty() &&
           EVP_DigestVerify(digest.get(), bytesOf(proof), proof.size(), bytesOf(text), text.size()) == 1;
}

}  // namespace inzage::identity
