#include "platform/identity/reset/one_time_password.h"

#include "platform/base/token.h"

namespace inzage::identity {
namespace {

constexpr std::size_t kCharacters = 16;
constexpr std::size_t kGroup = 4;
/// 32 of them, so that five bits choose one: without l, o, 0 and 1.
constexpr std::string_view kAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";
static_assert(kAlphabet.size() == 32);

}  // namespace

std::string newOneTimePassword() {
    // Hex digits of a hash of 256 random bits: each pair is one evenly spread byte.
    const auto random = sha256Hex(newToken());
    std::string password;
    for (std::size_t i = 0; i < kCharacters; ++i) {
        if (i > 0 && i % kGroup == 0)
            password += '-';
        password += kAlphabet[std::stoul(random.substr(2 * i, 2), nullptr, 16) % kAlphabet.size()];
    }
    return password;
}

std::string oneTimeHash(const database::SealKey& key, std::string_view typed) {
    constexpr std::size_t kTypedBytesMax = 200;
    std::string plain;
    for (const char c : typed.substr(0, kTypedBytesMax)) {
        if (c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n')
            continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return key.mac("one-time password", plain);
}

}  // namespace inzage::identity
