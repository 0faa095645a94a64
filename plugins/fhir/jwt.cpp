#include "plugins/fhir/jwt.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <vector>

#include "plugins/fhir/element.h"
#include "plugins/sdk/failure.h"
#include "plugins/sdk/json_reader.h"

namespace inzage::fhir {

namespace {

constexpr int kRsaBitsMin = 2048;
constexpr std::chrono::seconds kValidFor{240};

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* one) const noexcept {
        Free(one);
    }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

[[noreturn]] void refuse(const std::string& what) {
    throw sdk::AdapterFailure{sdk::AdapterFailureKind::Config, "private_key_file " + what};
}

std::string base64Url(std::string_view bytes) {
    std::string text = toBase64(bytes);
    text.resize(text.find_last_not_of('=') + 1);
    for (char& c : text)
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
}

struct Algorithm {
    std::string_view name;
    const EVP_MD* hash;
    std::size_t half_bytes;  ///< of an ECDSA signature's two numbers; 0: RSA
};

Algorithm algorithmOf(const EVP_PKEY* key) {
    const int bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_is_a(key, "RSA") == 1) {
        if (bits < kRsaBitsMin)
            refuse("holds an RSA key of " + std::to_string(bits) + " bits: 2,048 is the least");
        return {"RS384", EVP_sha384(), 0};
    }
    std::array<char, 64> group{};
    std::size_t length = 0;
    if (EVP_PKEY_is_a(key, "EC") == 1 &&
        EVP_PKEY_get_group_name(key, group.data(), group.size(), &length) == 1) {
        const std::string_view name{group.data(), length};
        if (name == "prime256v1")
            return {"ES256", EVP_sha256(), 32};
        if (name == "secp384r1")
            return {"ES384", EVP_sha384(), 48};
    }
    refuse("holds a key that is neither RSA nor on the curves P-256 or P-384");
}

/// ASN.1 as OpenSSL gives it → the two numbers side by side (RFC 7518, 3.4).
std::string rawSignature(const std::vector<unsigned char>& der, std::size_t half_bytes) {
    const unsigned char* at = der.data();
    const EcSignature parts{d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()))};
    std::vector<unsigned char> raw(2 * half_bytes);
    const int half = static_cast<int>(half_bytes);
    if (!parts || BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), raw.data(), half) != half ||
        BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), raw.data() + half_bytes, half) != half)
        refuse("made no signature");
    return {raw.begin(), raw.end()};
}

std::string signatureOf(std::string_view text, EVP_PKEY* key, const Algorithm& algorithm) {
    const Digest digest{EVP_MD_CTX_new()};
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t length = 0;
    if (!digest || EVP_DigestSignInit(digest.get(), nullptr, algorithm.hash, nullptr, key) != 1 ||
        EVP_DigestSign(digest.get(), nullptr, &length, bytes, text.size()) != 1)
        refuse("can't sign");
    std::vector<unsigned char> signature(length);
    if (EVP_DigestSign(digest.get(), signature.data(), &length, bytes, text.size()) != 1)
        refuse("can't sign");
    signature.resize(length);
    if (algorithm.half_bytes > 0)
        return rawSignature(signature, algorithm.half_bytes);
    return {signature.begin(), signature.end()};
}

}  // namespace

std::string freshNonce() {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<unsigned char, 16> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        throw sdk::AdapterFailure{sdk::AdapterFailureKind::Transient, "the machine gives no random numbers"};
    std::string text;
    for (const unsigned char byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

std::string signedAssertion(const Assertion& assertion, const std::string& private_key_pem) {
    const Bio bio{BIO_new_mem_buf(private_key_pem.data(), static_cast<int>(private_key_pem.size()))};
    const auto no_password = [](char*, int, int, void*) { return 0; };
    const Key key{bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr) : nullptr};
    if (!key)
        refuse("holds no private key in PEM without password");
    const Algorithm algorithm = algorithmOf(key.get());
    const auto seconds = [](std::chrono::sys_seconds at) {
        return static_cast<long long>(at.time_since_epoch().count());
    };
    sdk::JsonWriter head;
    head.beginMap().key("alg").value(algorithm.name).key("typ").value("JWT");
    if (!assertion.key_id.empty())
        head.key("kid").value(assertion.key_id);
    head.endMap();
    sdk::JsonWriter claims;
    claims.beginMap().key("iss").value(assertion.client_id).key("sub").value(assertion.client_id);
    claims.key("aud").value(assertion.audience).key("jti").value(assertion.nonce);
    claims.key("iat").number(seconds(assertion.at)).key("exp").number(seconds(assertion.at + kValidFor));
    claims.endMap();
    const std::string text = base64Url(head.text()) + "." + base64Url(claims.text());
    return text + "." + base64Url(signatureOf(text, key.get(), algorithm));
}

}  // namespace inzage::fhir
