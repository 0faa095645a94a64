#include "plugins/csv/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace inzage::csv {

// OpenSSL because it uses the processor's SHA instructions: hashing a million reports takes a fraction of a
// second.
struct Sha256::Context {
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> digest{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Sha256::Sha256() : context_{std::make_unique<Context>()} {
    if (!context_->digest || EVP_DigestInit_ex(context_->digest.get(), EVP_sha256(), nullptr) != 1)
        throw std::bad_alloc{};
}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    EVP_DigestUpdate(context_->digest.get(), bytes.data(), bytes.size());
}

std::string Sha256::hex() {
    std::array<unsigned char, 32> sum{};
    EVP_DigestFinal_ex(context_->digest.get(), sum.data(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(sum.size() * 2);
    for (const unsigned char byte : sum) {
        text.push_back(digits[byte >> 4U]);
        text.push_back(digits[byte & 15U]);
    }
    return text;
}

std::string sha256Hex(std::string_view bytes) {
    Sha256 sum;
    sum.add(bytes);
    return sum.hex();
}

}  // namespace inzage::csv
