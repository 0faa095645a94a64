#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// What a browser says about a passkey, checked as the standard asks (W3C Web Authentication Level 2, §7.1
/// and §7.2). The signature is libfido2's work; challenge, origin, party, presence, verification and counter
/// are ours. No database, no time; thread-safe; nothing throws but std::bad_alloc.
namespace inzage::identity {

/// For whom a passkey is: one organisation's portal at its one address.
struct RelyingParty {
    std::string id;      ///< the host name, "portaal.example.nl"
    std::string origin;  ///< "https://portaal.example.nl"
};
/// From the address of the portal ("http://x.localhost:8080"); never from a request.
[[nodiscard]] RelyingParty partyOf(std::string_view public_url);

enum class PasskeyFault {
    Malformed,       ///< no such structure, or longer than any browser sends
    WrongType,       ///< an answer to another question
    WrongChallenge,  ///< to another challenge
    WrongOrigin,     ///< made at another address, or in a frame of one
    WrongParty,      ///< made for another party
    NotPresent,      ///< nobody touched it
    NotVerified,     ///< no finger, face or PIN: then it would be one factor only
    Algorithm,       ///< a kind of key that was not offered
    BadSignature,
    CounterBack,  ///< its counter went back: there may be a copy of it
};
/// "malformed", "wrong_origin", …: for the access log and events.
[[nodiscard]] std::string_view nameOf(PasskeyFault fault) noexcept;

/// What is kept of a passkey: nothing secret.
struct PasskeyKey {
    std::string credential_id;  ///< bytes, at most 1023
    std::string public_key;     ///< COSE algorithm as decimal text, ':' and libfido2's form of the key
    std::uint32_t counter = 0;
};

/// The browser's answer to navigator.credentials.create(), bytes.
struct Creation {
    std::string client_data;         ///< clientDataJSON
    std::string authenticator_data;  ///< from getAuthenticatorData(); attestation is neither asked nor read
};
[[nodiscard]] std::variant<PasskeyKey, PasskeyFault> readCreation(const RelyingParty& party,
                                                                  std::string_view challenge,
                                                                  const Creation& creation);

/// The browser's answer to navigator.credentials.get(), bytes.
struct Assertion {
    std::string credential_id;
    std::string client_data;
    std::string authenticator_data;
    std::string signature;
    std::string user_handle;  ///< what the passkey was made for; "" when the browser gives none
};
/// The counter to keep, or what is wrong. `key` is the passkey of assertion.credential_id.
[[nodiscard]] std::variant<std::uint32_t, PasskeyFault> checkAssertion(const RelyingParty& party,
                                                                       std::string_view challenge,
                                                                       const PasskeyKey& key,
                                                                       const Assertion& assertion);

}  // namespace inzage::identity
