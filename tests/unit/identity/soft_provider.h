#pragma once
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "platform/base/token.h"

namespace inzage::test {

/// A signing key of an identity provider in software, and the tokens it signs.
class SoftProviderKey {
  public:
    using Json = nlohmann::json;

    static SoftProviderKey rsa(const std::string& id, unsigned bits = 2048) {
        return SoftProviderKey{id, EVP_RSA_gen(bits), true};
    }
    static SoftProviderKey elliptic(const std::string& id, const char* curve = "P-256") {
        return SoftProviderKey{id, EVP_EC_gen(curve), false};
    }

    /// As it stands in the provider's list of keys.
    [[nodiscard]] Json jwk() const {
        if (rsa_)
            return {{"kty", "RSA"},
                    {"use", "sig"},
                    {"kid", id_},
                    {"n", number(OSSL_PKEY_PARAM_RSA_N)},
                    {"e", number(OSSL_PKEY_PARAM_RSA_E)}};
        return {{"kty", "EC"},
                {"use", "sig"},
                {"kid", id_},
                {"crv", "P-256"},
                {"x", number(OSSL_PKEY_PARAM_EC_PUB_X, 32)},
                {"y", number(OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
    }

    [[nodiscard]] std::string signUnder(const Json& head, const Json& body) const {
        const auto text = base64Url(head.dump()) + "." + base64Url(body.dump());
        return text + "." + base64Url(signature(text, head.value("alg", "")));
    }
    [[nodiscard]] std::string sign(const std::string& algorithm, const Json& body) const {
        return signUnder({{"alg", algorithm}, {"kid", id_}}, body);
    }

  private:
    SoftProviderKey(std::string id, EVP_PKEY* key, bool rsa)
        : id_{std::move(id)}, key_{key, EVP_PKEY_free}, rsa_{rsa} {
        if (!key_)
            throw std::runtime_error{"OpenSSL makes no key"};
    }
    [[nodiscard]] std::string number(const char* name, int bytes = 0) const {
        BIGNUM* value = nullptr;
        EVP_PKEY_get_bn_param(key_.get(), name, &value);
        std::string out(static_cast<std::size_t>(bytes > 0 ? bytes : BN_num_bytes(value)), '\0');
        BN_bn2binpad(value, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size()));
        BN_free(value);
        return base64Url(out);
    }
    [[nodiscard]] std::string signature(const std::string& text, const std::string& algorithm) const {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest{EVP_MD_CTX_new(),
                                                                             EVP_MD_CTX_free};
        EVP_PKEY_CTX* context = nullptr;
        EVP_DigestSignInit(digest.get(), &context, EVP_sha256(), nullptr, key_.get());
        if (algorithm == "PS256") {
            EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING);
            EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST);
        }
        const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
        std::size_t size = 0;
        EVP_DigestSign(digest.get(), nullptr, &size, bytes, text.size());
        std::string out(size, '\0');
        EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(out.data()), &size, bytes, text.size());
        out.resize(size);
        return rsa_ ? out : raw(out);
    }
    static std::string raw(const std::string& der) {
        const auto* from = reinterpret_cast<const unsigned char*>(der.data());
        ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(der.size()));
        std::string out(64, '\0');
        auto* to = reinterpret_cast<unsigned char*>(out.data());
        BN_bn2binpad(ECDSA_SIG_get0_r(pair), to, 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(pair), to + 32, 32);
        ECDSA_SIG_free(pair);
        return out;
    }

    std::string id_;
    std::shared_ptr<EVP_PKEY> key_;
    bool rsa_;
};

}  // namespace inzage::test
