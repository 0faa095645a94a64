// Bare Argon2id with the portal's parameters, for W3: what the cores can do at most.
//   argon hash PASSWORD        prints its hash
//   argon rate THREADS SECONDS prints how many are computed in a second
#include <sodium.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

// As platform/identity/password_hasher.cpp.
constexpr unsigned long long kOperations = 2;
constexpr std::size_t kMemory = std::size_t{19456} * 1024;

using Hash = std::array<char, crypto_pwhash_STRBYTES>;

Hash hashOf(const std::string& password) {
    Hash hash{};
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kOperations, kMemory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        std::abort();
    return hash;
}

double rate(int threads, double seconds) {
    const std::string password = "een wachtwoord van een meting";
    const Hash hash = hashOf(password);
    std::atomic<long long> done{0};
    const auto start = std::chrono::steady_clock::now();
    const auto passed = [start] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    std::vector<std::jthread> workers;
    for (int i = 0; i < threads; ++i)
        workers.emplace_back([&] {
            while (passed() < seconds)
                if (crypto_pwhash_str_verify(hash.data(), password.data(), password.size()) == 0)
                    ++done;
        });
    workers.clear();
    return static_cast<double>(done) / passed();
}

}  // namespace

int main(int count, char** words) {
    if (sodium_init() < 0)
        return 1;
    if (count == 3 && std::string_view{words[1]} == "hash")
        std::printf("%s\n", hashOf(words[2]).data());
    else if (count == 4 && std::string_view{words[1]} == "rate")
        std::printf("%.2f\n", rate(std::atoi(words[2]), std::atof(words[3])));
    else
        return 2;
    return 0;
}
