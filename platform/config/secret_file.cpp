#include "platform/config/secret_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

namespace inzage::config {

std::optional<std::string> secretFileFault(const std::string& path) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0)
        return "the secret file " + path + " can't be read: " + std::strerror(errno);
    if (!S_ISREG(about.st_mode))
        return "the secret file " + path + " is not a regular file";
    if ((about.st_mode & 0177U) != 0) {
        std::array<char, 8> mode{};
        std::snprintf(mode.data(), mode.size(), "%04o", static_cast<unsigned>(about.st_mode & 07777U));
        return "the secret file " + path + " has mode " + mode.data() +
               "; others than its owner could read it: make it 0600 or 0400";
    }
    if (::access(path.c_str(), R_OK) != 0)
        return "the secret file " + path + " can't be read: " + std::strerror(errno);
    if (about.st_size == 0)
        return "the secret file " + path + " is empty";
    if (static_cast<std::size_t>(about.st_size) > kSecretBytesMax)
        return "the secret file " + path + " is longer than " + std::to_string(kSecretBytesMax) + " bytes";
    return std::nullopt;
}

Outcome<std::string> readSecretFile(const std::string& path) {
    if (auto fault = secretFileFault(path))
        return Failure{FailureKind::Config, std::move(*fault)};
    std::ifstream file{path, std::ios::binary};
    std::string secret{std::istreambuf_iterator<char>{file}, {}};
    while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r'))
        secret.pop_back();
    if (!file || secret.empty())
        return Failure{FailureKind::Config, "the secret file " + path + " holds no secret"};
    return secret;
}

}  // namespace inzage::config
