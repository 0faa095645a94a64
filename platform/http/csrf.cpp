#include "platform/http/csrf.h"

#include <sodium.h>

#include <array>
#include <cstddef>

#include "platform/base/token.h"

namespace inzage::http {
namespace {

constexpr std::size_t kSecretBytesMax = 128;

}  // namespace

std::string maskCsrf(std::string_view secret) {
    if (secret.size() > kSecretBytesMax)
        secret = secret.substr(0, kSecretBytesMax);
    std::string bytes(secret.size() * 2, '\0');
    randombytes_buf(bytes.data(), secret.size());
    for (std::size_t i = 0; i < secret.size(); ++i)
        bytes[secret.size() + i] = static_cast<char>(bytes[i] ^ secret[i]);
    return base64Url(bytes);
}

bool checkCsrf(std::string_view secret, std::string_view masked) noexcept {
    if (secret.size() > kSecretBytesMax)
        secret = secret.substr(0, kSecretBytesMax);
    std::array<unsigned char, kSecretBytesMax * 2> bytes{};
    std::size_t size = 0;
    const char* end = nullptr;
    const int read = sodium_base642bin(bytes.data(), bytes.size(), masked.data(), masked.size(), nullptr,
                                       &size, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    if (read != 0 || end != masked.data() + masked.size() || secret.empty() || size != secret.size() * 2)
        return false;
    for (std::size_t i = 0; i < secret.size(); ++i)
        bytes[secret.size() + i] = static_cast<unsigned char>(bytes[secret.size() + i] ^ bytes[i]);
    return sodium_memcmp(bytes.data() + secret.size(), secret.data(), secret.size()) == 0;
}

}  // namespace inzage::http
