#include "platform/identity/external/id_token.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "platform/base/json_text.h"
#include "platform/base/text.h"
#include "platform/base/token.h"
#include "platform/config/formats.h"

namespace inzage::identity {
namespace {

using nlohmann::json;

constexpr std::size_t kTokenBytesMax = 16384;
constexpr std::size_t kSubjectBytesMax = 255;       // OpenID Connect Core §2
constexpr std::int64_t kSecondsMax = 253402300799;  // the year 9999

/// "head.body.signature", still in base64url.
struct Parts {
    std::string_view head;
    std::string_view body;
    std::string_view signature;
    std::string_view text;  ///< what is signed
};

std::optional<Parts> split(std::string_view token) {
    const auto first = token.find('.');
    const auto second = token.find('.', first == std::string_view::npos ? first : first + 1);
    if (token.size() > kTokenBytesMax || first == std::string_view::npos ||
        second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
        return std::nullopt;
    return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1),
                 token.substr(second + 1), token.substr(0, second)};
}

std::optional<json> objectOf(std::string_view part) {
    const auto text = fromBase64Url(part);
    if (!text)
        return std::nullopt;
    auto object = readJson(*text);
    if (!object.is_object())
        return std::nullopt;
    return object;
}

std::string textIn(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// A moment in seconds since 1970; absent for anything else.
std::optional<UtcTime> momentIn(const json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number())
        return std::nullopt;
    const double seconds = found->get<double>();
    if (!(seconds >= 0) || seconds > static_cast<double>(kSecondsMax))
        return std::nullopt;
    return UtcTime{std::chrono::seconds{static_cast<std::int64_t>(seconds)}};
}

/// For this portal; and when it is for others too, or says for whom it was made, made for this one.
bool isForUs(const json& body, std::string_view client_id) {
    const auto audience = body.find("aud");
    if (audience == body.end())
        return false;
    bool named = audience->is_string() && audience->get<std::string>() == client_id;
    bool others = false;
    if (audience->is_array())
        for (const auto& one : *audience) {
            const bool us = one.is_string() && one.get<std::string>() == client_id;
            named = named || us;
            others = others || !us;
        }
    const auto party = body.find("azp");
    if (party == body.end())
        return named && !others;
    return named && party->is_string() && party->get<std::string>() == client_id;
}

std::optional<TokenFault> timeFault(const json& body, UtcTime at) {
    const auto ends = momentIn(body, "exp");
    const auto made = momentIn(body, "iat");
    if (!ends || *ends + kClocksDiffer <= at)
        return TokenFault::Expired;
    if (!made || *made > at + kClocksDiffer || *made + kTokenAgeMax <= at)
        return TokenFault::NotYet;
    const auto from = momentIn(body, "nbf");
    if (body.contains("nbf") && (!from || *from > at + kClocksDiffer))
        return TokenFault::NotYet;
    return std::nullopt;
}

std::optional<TokenFault> bodyFault(const json& body, const TokenExpected& expected) {
    if (textIn(body, "iss") != expected.issuer)
        return TokenFault::Issuer;
    if (!isForUs(body, expected.client_id))
        return TokenFault::Audience;
    if (expected.nonce.empty() || !equalSecrets(textIn(body, "nonce"), expected.nonce))
        return TokenFault::Nonce;
    if (const auto fault = timeFault(body, expected.at))
        return fault;
    const auto subject = textIn(body, "sub");
    const auto printable = [](char c) { return c > ' ' && c < '\x7f'; };
    if (subject.empty() || subject.size() > kSubjectBytesMax ||
        !std::all_of(subject.begin(), subject.end(), printable))
        return TokenFault::Subject;
    const auto level = textIn(body, "acr");
    const auto& levels = expected.acr_values;
    if (!levels.empty() && std::find(levels.begin(), levels.end(), level) == levels.end())
        return TokenFault::Level;
    return std::nullopt;
}

/// Only an address that the provider has seen a mail arrive at.
std::string verifiedAddress(const json& body) {
    const auto verified = body.find("email_verified");
    if (verified == body.end() || !verified->is_boolean() || !verified->get<bool>())
        return {};
    auto address = lowered(textIn(body, "email"));
    return config::isPlainEmail(address) ? address : std::string{};
}

}  // namespace

std::string_view nameOf(TokenFault fault) noexcept {
    switch (fault) {
        case TokenFault::Malformed:
            return "malformed";
        case TokenFault::Algorithm:
            return "algorithm";
        case TokenFault::UnknownKey:
            return "unknown_key";
        case TokenFault::BadSignature:
            return "bad_signature";
        case TokenFault::Issuer:
            return "issuer";
        case TokenFault::Audience:
            return "audience";
        case TokenFault::Nonce:
            return "nonce";
        case TokenFault::Expired:
            return "expired";
        case TokenFault::NotYet:
            return "not_yet";
        case TokenFault::Subject:
            return "subject";
        case TokenFault::Level:
            return "level";
    }
    return "malformed";
}

std::variant<TokenHead, TokenFault> readHead(std::string_view token) {
    const auto parts = split(token);
    const auto head = parts ? objectOf(parts->head) : std::nullopt;
    if (!head)
        return TokenFault::Malformed;
    TokenHead read{textIn(*head, "alg"), textIn(*head, "kid")};
    // "crit": something must be understood that we don't (RFC 7515 §4.1.11).
    if (!isKnownAlgorithm(read.algorithm) || head->contains("crit"))
        return TokenFault::Algorithm;
    return read;
}

std::variant<ExternalPerson, TokenFault> checkToken(std::string_view token, const ProviderKeys& keys,
                                                    const TokenExpected& expected) {
    const auto read = readHead(token);
    if (const auto* fault = std::get_if<TokenFault>(&read))
        return *fault;
    const auto& head = std::get<TokenHead>(read);
    const auto parts = split(token);
    if (!keys.has(head.algorithm, head.key_id))
        return TokenFault::UnknownKey;
    const auto signature = fromBase64Url(parts->signature);
    if (!signature || !keys.verify(head.algorithm, head.key_id, parts->text, *signature))
        return TokenFault::BadSignature;
    const auto body = objectOf(parts->body);
    if (!body)
        return TokenFault::Malformed;
    if (const auto fault = bodyFault(*body, expected))
        return *fault;
    return ExternalPerson{Private<std::string>{textIn(*body, "sub")},
                          Private<std::string>{verifiedAddress(*body)}};
}

}  // namespace inzage::identity
