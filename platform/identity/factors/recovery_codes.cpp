#include "platform/identity/factors/recovery_codes.h"

#include <algorithm>

#include "platform/base/token.h"

namespace inzage::identity {

std::vector<std::string> newRecoveryCodes() {
    constexpr std::size_t kHalf = 5;
    std::vector<std::string> codes;
    while (codes.size() < kRecoveryCodes) {
        auto code = newDigits(kHalf) + "-" + newDigits(kHalf);
        if (std::find(codes.begin(), codes.end(), code) == codes.end())
            codes.push_back(std::move(code));
    }
    return codes;
}

std::string recoveryHash(std::string_view key, std::string_view typed) {
    constexpr std::size_t kCodeDigits = 10;
    std::string digits;
    std::copy_if(typed.begin(), typed.end(), std::back_inserter(digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    if (digits.size() != kCodeDigits || key.empty())
        return {};
    return hmacHex(key, "recovery code " + digits);
}

}  // namespace inzage::identity
