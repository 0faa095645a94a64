#include "platform/identity/factors/totp.h"

#include <liboath/oath.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <memory>

#include "platform/http/url_text.h"

namespace inzage::identity {
namespace {

constexpr unsigned kStepSeconds = 30;
constexpr std::size_t kDigits = 6;
constexpr std::size_t kWindow = 1;

std::string base32(std::string_view bytes) {
    char* made = nullptr;
    if (oath_base32_encode(bytes.data(), bytes.size(), &made, nullptr) != OATH_OK)
        return {};
    const std::unique_ptr<char, void (*)(void*)> owner{made, free};
    std::string text{made};
    text.erase(std::remove(text.begin(), text.end(), '='), text.end());
    return text;
}

}  // namespace

std::string newTotpSecret() {
    std::array<char, 20> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return {bytes.data(), bytes.size()};
}

std::optional<std::int64_t> totpStep(std::string_view secret, std::string_view code, UtcTime at,
                                     std::int64_t last_step) {
    if (code.size() != kDigits ||
        !std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    const std::time_t now = std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    std::uint64_t step = 0;
    const int found = oath_totp_validate4(secret.data(), secret.size(), now, kStepSeconds, 0, kWindow,
                                          nullptr, &step, 0, std::string{code}.c_str());
    if (found < 0 || static_cast<std::int64_t>(step) <= last_step)
        return std::nullopt;
    return static_cast<std::int64_t>(step);
}

std::string shownSecret(std::string_view secret) {
    std::string out;
    const auto text = base32(secret);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && i % 4 == 0)
            out += ' ';
        out += text[i];
    }
    return out;
}

std::string totpAddress(std::string_view secret, std::string_view issuer, std::string_view account) {
    return "otpauth://totp/" + http::percentEncode(issuer) + ":" + http::percentEncode(account) +
           "?secret=" + base32(secret) + "&issuer=" + http::percentEncode(issuer) + "&digits=6&period=30";
}

}  // namespace inzage::identity
