#include "platform/database/seal.h"

#include <sodium.h>

#include <filesystem>

#include "platform/base/token.h"
#include "platform/database/private_file.h"

namespace inzage::database {
namespace {

constexpr std::string_view kMark = "s1.";  // of the format, so that a later one can stand beside it

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* raw(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

Outcome<SealKey> SealKey::read(const std::string& path) {
    auto text = readPrivateFile(path);
    if (!text)
        return text.failure();
    std::vector<std::string> keys;
    std::string_view rest = text.value();
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        const auto line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        if (line.empty())
            continue;
        std::string key = fromBase64Url(line).value_or(std::string{});
        if (key.size() != crypto_secretbox_KEYBYTES)
            return Failure{FailureKind::Config, path + ": a line is not a key of 32 bytes in base64url"};
        keys.push_back(std::move(key));
    }
    if (keys.empty())
        return Failure{FailureKind::Config, path + ": holds no key"};
    return SealKey{std::move(keys)};
}

Outcome<SealKey> SealKey::readOrMake(const std::string& path) {
    std::error_code code;
    if (!std::filesystem::exists(path, code)) {
        const auto written = writePrivateFile(path, newToken() + "\n");
        if (!written)
            return written.failure();
    }
    return read(path);
}

std::string SealKey::seal(std::string_view secret, std::string_view context) const {
    std::string plain{context};
    plain += '\0';
    plain += secret;
    std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
    randombytes_buf(sealed.data(), crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(raw(sealed) + crypto_secretbox_NONCEBYTES, raw(std::string_view{plain}),
                          plain.size(), raw(std::string_view{sealed}), raw(std::string_view{keys_.front()}));
    sodium_memzero(plain.data(), plain.size());
    return std::string{kMark} + base64Url(sealed);
}

std::optional<std::string> SealKey::open(std::string_view sealed, std::string_view context) const {
    if (!sealed.starts_with(kMark))
        return std::nullopt;
    const std::string bytes = fromBase64Url(sealed.substr(kMark.size())).value_or(std::string{});
    constexpr std::size_t kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (bytes.size() < kOverhead)
        return std::nullopt;
    std::string plain(bytes.size() - kOverhead, '\0');
    for (const std::string& key : keys_) {
        if (crypto_secretbox_open_easy(raw(plain), raw(std::string_view{bytes}) + crypto_secretbox_NONCEBYTES,
                                       bytes.size() - crypto_secretbox_NONCEBYTES,
                                       raw(std::string_view{bytes}), raw(std::string_view{key})) != 0)
            continue;
        const auto cut = plain.find('\0');
        if (cut == std::string::npos || std::string_view{plain}.substr(0, cut) != context)
            return std::nullopt;
        return plain.substr(cut + 1);
    }
    return std::nullopt;
}

std::string SealKey::mac(std::string_view purpose, std::string_view text) const {
    return hmacHex(hmacHex(keys_.front(), purpose), text);
}

}  // namespace inzage::database
