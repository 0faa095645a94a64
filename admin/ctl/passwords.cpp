#include "admin/ctl/passwords.h"

#include <sodium.h>

#include <stdexcept>
#include <string_view>

#include "platform/identity/password_hasher.h"

namespace inzage::ctl {

std::string readablePassword() {
    constexpr std::string_view kAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string text;
    for (int i = 0; i < 16; ++i) {
        if (i != 0 && i % 4 == 0)
            text += '-';
        text += kAlphabet[randombytes_uniform(static_cast<std::uint32_t>(kAlphabet.size()))];
    }
    return text;
}

std::string hashed(const std::string& password) {
    static identity::PasswordHasher hasher{1, std::chrono::seconds{10}};
    auto hash = hasher.hash(password);
    if (!hash)
        throw std::runtime_error{"the password could not be hashed"};
    return *std::move(hash);
}

}  // namespace inzage::ctl
