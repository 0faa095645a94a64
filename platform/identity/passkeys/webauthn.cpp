#include "platform/identity/passkeys/webauthn.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/sha.h>

#include <array>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/base/token.h"

namespace inzage::identity {
namespace {

// Far above what browsers send; nothing longer is parsed.
constexpr std::size_t kClientDataBytesMax = 4096;
constexpr std::size_t kAuthenticatorDataBytesMax = 2048;
constexpr std::size_t kCredentialIdBytesMax = 1023;  // WebAuthn §5.8.1
constexpr std::size_t kSignatureBytesMax = 1024;
constexpr std::size_t kUserHandleBytesMax = 64;

constexpr std::size_t kHeadBytes = 37;  // hash of the party, flags, counter
constexpr std::size_t kPartyHashBytes = 32;
constexpr unsigned kPresent = 0x01;
constexpr unsigned kVerified = 0x04;
constexpr unsigned kKeyIncluded = 0x40;

struct CloseCredential {
    void operator()(fido_cred_t* credential) const { fido_cred_free(&credential); }
};
struct CloseAssertion {
    void operator()(fido_assert_t* assertion) const { fido_assert_free(&assertion); }
};
using CredentialPtr = std::unique_ptr<fido_cred_t, CloseCredential>;
using AssertionPtr = std::unique_ptr<fido_assert_t, CloseAssertion>;

const unsigned char* bytesOf(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string textOf(const unsigned char* bytes, std::size_t count) {
    return bytes == nullptr ? std::string{} : std::string{reinterpret_cast<const char*>(bytes), count};
}

/// libfido2 wants to be told once that nobody reads its debug output.
void prepareLibrary() {
    static const bool prepared = [] {
        fido_init(0);
        return true;
    }();
    static_cast<void>(prepared);
}

/// What the browser signed: which question, which challenge, at which address.
std::optional<PasskeyFault> clientDataFault(const RelyingParty& party, std::string_view type,
                                            std::string_view challenge, const std::string& client_data) {
    if (client_data.empty() || client_data.size() > kClientDataBytesMax)
        return PasskeyFault::Malformed;
    const auto data = readJson(client_data);
    if (!data.is_object())
        return PasskeyFault::Malformed;
    const auto word = [&](const char* name) {
        const auto found = data.find(name);
        return found != data.end() && found->is_string() ? found->get<std::string>() : std::string{};
    };
    if (word("type") != type)
        return PasskeyFault::WrongType;
    if (!equalSecrets(word("challenge"), base64Url(challenge)))
        return PasskeyFault::WrongChallenge;
    const auto crossed = data.find("crossOrigin");
    if (word("origin") != party.origin ||
        (crossed != data.end() && (!crossed->is_boolean() || crossed->get<bool>())))
        return PasskeyFault::WrongOrigin;
    return std::nullopt;
}

/// The fixed head of the authenticator's data.
std::optional<PasskeyFault> headFault(const RelyingParty& party, const std::string& data) {
    if (data.size() < kHeadBytes || data.size() > kAuthenticatorDataBytesMax)
        return PasskeyFault::Malformed;
    std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
    SHA256(bytesOf(party.id), party.id.size(), hash.data());
    if (std::string_view{data}.substr(0, kPartyHashBytes) != textOf(hash.data(), hash.size()))
        return PasskeyFault::WrongParty;
    const auto flags = static_cast<unsigned char>(data[kPartyHashBytes]);
    if ((flags & kPresent) == 0)
        return PasskeyFault::NotPresent;
    if ((flags & kVerified) == 0)
        return PasskeyFault::NotVerified;
    return std::nullopt;
}

std::uint32_t counterOf(const std::string& data) {
    std::uint32_t counter = 0;
    for (std::size_t i = kPartyHashBytes + 1; i < kHeadBytes; ++i)
        counter = (counter << 8U) | static_cast<unsigned char>(data[i]);
    return counter;
}

/// A public key in libfido2's own form, by its COSE algorithm.
using Key = std::variant<std::monostate,
                         std::unique_ptr<es256_pk_t, decltype([](es256_pk_t* k) { es256_pk_free(&k); })>,
                         std::unique_ptr<eddsa_pk_t, decltype([](eddsa_pk_t* k) { eddsa_pk_free(&k); })>,
                         std::unique_ptr<rs256_pk_t, decltype([](rs256_pk_t* k) { rs256_pk_free(&k); })>>;

struct LoadedKey {
    int algorithm = 0;
    Key key;
    [[nodiscard]] const void* get() const {
        return std::visit(
            [](const auto& held) -> const void* {
                if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>)
                    return nullptr;
                else
                    return held.get();
            },
            key);
    }
};

/// Absent for an algorithm that isn't offered, and for a key that is none (a point beside the curve).
std::optional<LoadedKey> loadKey(std::string_view kept) {
    const auto colon = kept.find(':');
    LoadedKey loaded;
    if (colon == std::string_view::npos ||
        std::from_chars(kept.data(), kept.data() + colon, loaded.algorithm).ec != std::errc{})
        return std::nullopt;
    const auto raw = kept.substr(colon + 1);
    int answer = FIDO_ERR_UNSUPPORTED_ALGORITHM;
    if (loaded.algorithm == COSE_ES256) {
        auto& key = loaded.key.emplace<1>(es256_pk_new());
        answer = es256_pk_from_ptr(key.get(), raw.data(), raw.size());
    } else if (loaded.algorithm == COSE_EDDSA) {
        auto& key = loaded.key.emplace<2>(eddsa_pk_new());
        answer = eddsa_pk_from_ptr(key.get(), raw.data(), raw.size());
    } else if (loaded.algorithm == COSE_RS256) {
        auto& key = loaded.key.emplace<3>(rs256_pk_new());
        answer = rs256_pk_from_ptr(key.get(), raw.data(), raw.size());
    }
    if (answer != FIDO_OK || loaded.get() == nullptr)
        return std::nullopt;
    return loaded;
}

bool signatureHolds(const RelyingParty& party, const LoadedKey& key, const Assertion& assertion) {
    const AssertionPtr checked{fido_assert_new()};
    return checked &&
           fido_assert_set_clientdata(checked.get(), bytesOf(assertion.client_data),
                                      assertion.client_data.size()) == FIDO_OK &&
           fido_assert_set_rp(checked.get(), party.id.c_str()) == FIDO_OK &&
           fido_assert_set_count(checked.get(), 1) == FIDO_OK &&
           fido_assert_set_authdata_raw(checked.get(), 0, bytesOf(assertion.authenticator_data),
                                        assertion.authenticator_data.size()) == FIDO_OK &&
           fido_assert_set_sig(checked.get(), 0, bytesOf(assertion.signature), assertion.signature.size()) ==
               FIDO_OK &&
           fido_assert_set_up(checked.get(), FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_set_uv(checked.get(), FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_verify(checked.get(), 0, key.algorithm, key.get()) == FIDO_OK;
}

}  // namespace

RelyingParty partyOf(std::string_view public_url) {
    const auto scheme = public_url.find("://");
    auto host = scheme == std::string_view::npos ? public_url : public_url.substr(scheme + 3);
    host = host.substr(0, host.find('/'));
    return {
        std::string{host.substr(0, host.find(':'))},
        std::string{public_url.substr(0, (scheme == std::string_view::npos ? 0 : scheme + 3) + host.size())}};
}

std::string_view nameOf(PasskeyFault fault) noexcept {
    switch (fault) {
        case PasskeyFault::Malformed:
            return "malformed";
        case PasskeyFault::WrongType:
            return "wrong_type";
        case PasskeyFault::WrongChallenge:
            return "wrong_challenge";
        case PasskeyFault::WrongOrigin:
            return "wrong_origin";
        case PasskeyFault::WrongParty:
            return "wrong_party";
        case PasskeyFault::NotPresent:
            return "not_present";
        case PasskeyFault::NotVerified:
            return "not_verified";
        case PasskeyFault::Algorithm:
            return "algorithm";
        case PasskeyFault::BadSignature:
            return "bad_signature";
        case PasskeyFault::CounterBack:
            return "counter_back";
    }
    return "malformed";
}

std::variant<PasskeyKey, PasskeyFault> readCreation(const RelyingParty& party, std::string_view challenge,
                                                    const Creation& creation) {
    prepareLibrary();
    if (const auto fault = clientDataFault(party, "webauthn.create", challenge, creation.client_data))
        return *fault;
    const auto& data = creation.authenticator_data;
    if (const auto fault = headFault(party, data))
        return *fault;
    if ((static_cast<unsigned char>(data[kPartyHashBytes]) & kKeyIncluded) == 0)
        return PasskeyFault::Malformed;
    // libfido2 reads a key only for the algorithm it was told to expect.
    for (const int algorithm : {COSE_ES256, COSE_EDDSA, COSE_RS256}) {
        const CredentialPtr read{fido_cred_new()};
        if (!read || fido_cred_set_type(read.get(), algorithm) != FIDO_OK ||
            fido_cred_set_authdata_raw(read.get(), bytesOf(data), data.size()) != FIDO_OK)
            continue;
        PasskeyKey key{textOf(fido_cred_id_ptr(read.get()), fido_cred_id_len(read.get())),
                       std::to_string(algorithm) + ":" +
                           textOf(fido_cred_pubkey_ptr(read.get()), fido_cred_pubkey_len(read.get())),
                       counterOf(data)};
        if (key.credential_id.empty() || key.credential_id.size() > kCredentialIdBytesMax ||
            !loadKey(key.public_key))
            return PasskeyFault::Malformed;
        return key;
    }
    return PasskeyFault::Algorithm;
}

std::variant<std::uint32_t, PasskeyFault> checkAssertion(const RelyingParty& party,
                                                         std::string_view challenge, const PasskeyKey& key,
                                                         const Assertion& assertion) {
    prepareLibrary();
    if (assertion.signature.empty() || assertion.signature.size() > kSignatureBytesMax ||
        assertion.user_handle.size() > kUserHandleBytesMax || assertion.credential_id != key.credential_id)
        return PasskeyFault::Malformed;
    if (const auto fault = clientDataFault(party, "webauthn.get", challenge, assertion.client_data))
        return *fault;
    if (const auto fault = headFault(party, assertion.authenticator_data))
        return *fault;
    const auto loaded = loadKey(key.public_key);
    if (!loaded)
        return PasskeyFault::Algorithm;
    if (!signatureHolds(party, *loaded, assertion))
        return PasskeyFault::BadSignature;
    // Synchronised passkeys always say 0; one that ever counted must go on counting.
    const auto counter = counterOf(assertion.authenticator_data);
    if ((counter != 0 || key.counter != 0) && counter <= key.counter)
        return PasskeyFault::CounterBack;
    return counter;
}

}  // namespace inzage::identity
