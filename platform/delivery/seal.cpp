#include "platform/delivery/seal.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/base/token.h"

namespace inzage::delivery {
namespace {

constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::string_view kPrefix = "sealed1:";
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Failure configFailure(const std::string& path, const std::string& what) {
    return {FailureKind::Config, path + ": " + what};
}

/// Made under another name and linked into place, so that a half-written key is never seen.
Outcome<void> makeKeyFile(const std::string& path, std::string_view content) {
    const auto fresh = path + ".new-" + std::to_string(getpid());
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return configFailure(path,
                             std::string{"the key of the outbox can't be made: "} + std::strerror(errno));
    const bool written =
        ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size()) &&
        ::fsync(file) == 0;
    ::close(file);
    const bool linked = written && (::link(fresh.c_str(), path.c_str()) == 0 || errno == EEXIST);
    const int why = errno;
    ::unlink(fresh.c_str());
    if (!linked)
        return configFailure(path, std::string{"the key of the outbox can't be made: "} + std::strerror(why));
    return {};
}

}  // namespace

Outcome<Seal> Seal::fromFile(const std::string& path) {
    if (sodium_init() < 0)
        return configFailure(path, "libsodium can't start");
    if (::access(path.c_str(), F_OK) != 0)
        if (auto made = makeKeyFile(path, newToken() + '\n'); !made)
            return made.failure();
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return configFailure(path,
                             std::string{"the key of the outbox can't be read: "} + std::strerror(errno));
    struct stat about {};
    std::array<char, 128> text{};
    const bool private_file = ::fstat(file, &about) == 0 && (about.st_mode & 077) == 0;
    const auto size = ::read(file, text.data(), text.size());
    ::close(file);
    if (!private_file)
        return configFailure(path, "others may read the key of the outbox; chmod 600 it");
    Key key{};
    std::size_t decoded = 0;
    if (size <= 0 ||
        sodium_base642bin(key.data(), key.size(), text.data(), static_cast<std::size_t>(size), "\r\n ",
                          &decoded, nullptr, kVariant) != 0 ||
        decoded != key.size())
        return configFailure(path, "is not a key of the outbox (43 characters of base64url)");
    return Seal{key};
}

Seal Seal::random() {
    Key key{};
    randombytes_buf(key.data(), key.size());
    return Seal{key};
}

std::string Seal::close(std::string_view plain, std::string_view context) const {
    std::string bytes(kNonceSize + plain.size() + kTagSize, '\0');
    auto* out = reinterpret_cast<unsigned char*>(bytes.data());
    randombytes_buf(out, kNonceSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + kNonceSize, nullptr, raw(plain), plain.size(),
                                               raw(context), context.size(), nullptr, out, key_.data());
    return std::string{kPrefix} + base64Url(bytes);
}

std::optional<std::string> Seal::open(std::string_view closed, std::string_view context) const {
    if (!closed.starts_with(kPrefix))
        return std::nullopt;
    closed.remove_prefix(kPrefix.size());
    std::string bytes(closed.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), closed.data(),
                          closed.size(), nullptr, &size, nullptr, kVariant) != 0 ||
        size < kNonceSize + kTagSize)
        return std::nullopt;
    std::string plain(size - kNonceSize - kTagSize, '\0');
    const auto* in = raw(bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), nullptr,
                                                   nullptr, in + kNonceSize, size - kNonceSize, raw(context),
                                                   context.size(), in, key_.data()) != 0)
        return std::nullopt;
    return plain;
}

std::string Seal::fingerprint(std::string_view text) const {
    const std::string_view key{reinterpret_cast<const char*>(key_.data()), key_.size()};
    return hmacHex(hmacHex(key, "fingerprint"), text);
}

}  // namespace inzage::delivery
