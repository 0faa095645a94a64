#pragma once
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "platform/base/token.h"
#include "platform/identity/passkeys/webauthn.h"

namespace inzage::identity {

// Flags of authenticator data (WebAuthn §6.1).
inline constexpr unsigned char kUserPresent = 0x01;
inline constexpr unsigned char kUserVerified = 0x04;
inline constexpr unsigned char kKeyIncluded = 0x40;

inline std::string sha256Bytes(std::string_view text) {
    std::string hash(SHA256_DIGEST_LENGTH, '\0');
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           reinterpret_cast<unsigned char*>(hash.data()));
    return hash;
}

/// A passkey made of a P-256 key, which says what a test wants it to say.
class SoftPasskey {
  public:
    SoftPasskey() : key_{EVP_EC_gen("P-256"), EVP_PKEY_free} {}

    [[nodiscard]] Creation create() const {
        return {clientData("webauthn.create"), head(static_cast<unsigned char>(flags | kKeyIncluded)) +
                                                   std::string(16, '\0') + std::string{"\0\x20", 2} + id +
                                                   coseKey()};
    }

    [[nodiscard]] Assertion sign() const {
        Assertion said{id, clientData("webauthn.get"), head(flags), "", "handle"};
        const auto signed_text = said.authenticator_data + sha256Bytes(said.client_data);
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                              EVP_MD_CTX_free};
        std::size_t size = 128;
        said.signature.resize(size);
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(said.signature.data()), &size,
                       reinterpret_cast<const unsigned char*>(signed_text.data()), signed_text.size());
        said.signature.resize(size);
        return said;
    }

    std::string id = std::string(32, 'i');
    std::string party = "portaal.example.nl";
    std::string origin = "https://portaal.example.nl";
    std::string challenge = "a challenge of some length";
    std::string more{};  ///< of the client data
    std::string type{};  ///< in place of the right one
    unsigned char flags = kUserPresent | kUserVerified;
    std::uint32_t counter = 7;

  private:
    [[nodiscard]] std::string clientData(const std::string& right_type) const {
        return R"({"type":")" + (type.empty() ? right_type : type) + R"(","challenge":")" +
               base64Url(challenge) + R"(","origin":")" + origin + R"(")" + more + "}";
    }
    [[nodiscard]] std::string head(unsigned char with) const {
        std::string text = sha256Bytes(party) + static_cast<char>(with);
        for (unsigned shift : {24U, 16U, 8U, 0U})
            text += static_cast<char>((counter >> shift) & 0xFFU);
        return text;
    }
    [[nodiscard]] std::string coseKey() const {
        std::array<unsigned char, 65> point{};
        std::size_t size = point.size();
        EVP_PKEY_get_octet_string_param(key_.get(), "pub", point.data(), point.size(), &size);
        const std::string bytes{reinterpret_cast<const char*>(point.data()), size};
        return std::string{"\xA5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10} + bytes.substr(1, 32) +
               std::string{"\x22\x58\x20", 3} + bytes.substr(33, 32);
    }

    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
};

}  // namespace inzage::identity
