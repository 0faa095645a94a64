#include "platform/delivery/web_gateway.h"

#include <algorithm>

#include "platform/base/ids.h"
#include "platform/config/gateway_kinds.h"
#include "platform/config/secret_file.h"

namespace inzage::delivery {
namespace {

/// Answers that say "not now" or "not you", after which the same message may go well later or elsewhere.
bool isDenial(long status) {
    return status == 401 || status == 402 || status == 403 || status == 407;
}

bool isPassing(long status) {
    return status >= 500 || status == 404 || status == 408 || status == 425 || status == 429 || status < 400;
}

}  // namespace

SendAnswer WebGateway::send(const OutgoingMessage& message, const GatewayAccount& account, UtcTime /*at*/) {
    try {
        const auto secret = secretOf(account);
        if (!secret)
            return {SendResult::TryAgain, "", secret.failure().what, Trouble::Denied};
        const HttpAnswer answer = http_.call(callFor(message, account, secret.value()));
        if (answer.status == 0)
            return {SendResult::TryAgain, "", answer.fault, Trouble::Unreachable};
        if (answer.good())
            return taken(message, answer);
        const std::string code = errorCode(answer);
        const std::string words =
            "HTTP " + std::to_string(answer.status) + (code.empty() ? "" : ", code " + code);
        if (isDenial(answer.status))
            return {SendResult::TryAgain, "", words, Trouble::Denied};
        if (isPassing(answer.status))
            return {SendResult::TryAgain, "", words,
                    answer.status >= 500 ? Trouble::Unreachable : Trouble::None};
        return {SendResult::Refused, "", words};
    } catch (const std::exception&) {
        // Its words might hold a piece of the message.
        return {SendResult::TryAgain, "", "the message could not be put into the provider's form"};
    }
}

std::string WebGateway::errorCode(const HttpAnswer& /*answer*/) const {
    return {};
}

Outcome<std::string> secretOf(const GatewayAccount& account) {
    if (account.settings.secret_file.empty())
        return std::string{};
    return config::readSecretFile(config::secretPath(account.secrets_dir, account.settings.secret_file));
}

std::string withoutPlus(const std::string& e164) {
    return e164.starts_with('+') ? e164.substr(1) : e164;
}

std::string withZeros(const std::string& e164) {
    return "00" + withoutPlus(e164);
}

std::string shortReference(const std::string& id) {
    std::string short_one = id;
    std::erase(short_one, '-');
    return short_one;
}

std::string idFromReference(std::string_view reference) {
    constexpr std::size_t kHexDigits = 32;
    std::string id{reference};
    if (id.size() == kHexDigits)
        for (const std::size_t dash : {8, 13, 18, 23})
            id.insert(dash, "-");
    // Any kind of id has this form.
    return AccountId::parse(id) ? id : std::string{};
}

std::string fieldOf(const IncomingReport::Fields& fields, std::string_view name) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
    return found == fields.end() ? std::string{} : found->second;
}

}  // namespace inzage::delivery
