#include "platform/identity/sign_in_rules.h"

#include <algorithm>

namespace inzage::identity {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::chrono::seconds waitAfter(int failures) noexcept {
    if (failures < kFreeTries)
        return seconds{0};
    const int doublings = std::min(failures - kFreeTries, 10);
    return std::min(seconds{1LL << doublings}, kWaitMax);
}

std::string_view nameOf(SmsReason reason) noexcept {
    switch (reason) {
        case SmsReason::FirstLogin:
            return "first_login";
        case SmsReason::OtherDevice:
            return "other_device";
        case SmsReason::Idle:
            return "idle";
        case SmsReason::FixedAge:
            return "fixed_age";
        case SmsReason::PasswordChange:
            return "password_change";
        case SmsReason::OneTimePassword:
            return "one_time_password";
    }
    return "";
}

std::optional<SmsReason> smsNeeded(const config::SmsSettings& settings, const SmsFacts& facts, UtcTime at) {
    if (facts.one_time_password)
        return SmsReason::OneTimePassword;
    if (!facts.signed_in_before && settings.first_login)
        return SmsReason::FirstLogin;
    if (!facts.device && settings.other_device)
        return SmsReason::OtherDevice;
    if (facts.device && at - facts.device->last_used_at >= hours{24} * settings.idle_days)
        return SmsReason::Idle;
    if (facts.device && at - facts.device->trusted_at >= hours{24} * settings.fixed_age_days)
        return SmsReason::FixedAge;
    if (facts.password_change && facts.signed_in_before && settings.password_change)
        return SmsReason::PasswordChange;
    return std::nullopt;
}

std::optional<std::string> newPasswordNeeded(const config::PasswordSettings& settings,
                                             const PasswordFacts& facts, UtcTime at) {
    if (facts.one_time)
        return "one_time";
    if (facts.must_change && (settings.must_change_at_first_login || facts.last_login_at))
        return "first";
    if (settings.age_days && facts.set_at && at - *facts.set_at >= hours{24} * *settings.age_days)
        return "aged";
    if (settings.age_idle_days && facts.last_login_at &&
        at - *facts.last_login_at >= hours{24} * *settings.age_idle_days)
        return "idle";
    return std::nullopt;
}

bool termsDue(const config::TermsOfUseSettings& settings, std::string_view accepted_version) noexcept {
    return settings.must_accept && settings.version != accepted_version;
}

namespace {

/// When the window has room for one more: `max` messages in any `window`.
UtcTime roomIn(const std::vector<UtcTime>& sent, int max, std::chrono::microseconds window, UtcTime at) {
    const auto allowed = static_cast<std::size_t>(std::max(max, 1));
    if (sent.size() < allowed)
        return at;
    return sent[sent.size() - allowed] + window;
}

}  // namespace

UtcTime nextCodeAt(const config::SmsSettings& settings, const SentCodes& sent, UtcTime at) {
    UtcTime next = std::max(roomIn(sent.to_number, settings.per_number_10min, minutes{10}, at),
                            roomIn(sent.to_number, settings.per_number_24h, hours{24}, at));
    if (!sent.in_session.empty() && !settings.resend_waits_s.empty()) {
        const auto step = std::min(sent.in_session.size(), settings.resend_waits_s.size()) - 1;
        next = std::max(next, sent.in_session.back() + seconds{settings.resend_waits_s[step]});
    }
    return std::max(next, at);
}

std::string maskedNumber(std::string_view e164) {
    if (e164.size() < 6)
        return {};
    const auto last = std::string{e164.substr(e164.size() - 2)};
    if (e164.starts_with("+316"))
        return "06 •••• ••" + last;
    return std::string{e164.substr(0, 3)} + " •••• ••" + last;
}

std::string maskedAddress(std::string_view email) {
    const auto at = email.find('@');
    if (at == std::string_view::npos || at == 0)
        return {};
    // One character, which may be several bytes.
    std::size_t first = 1;
    while (first < at && (static_cast<unsigned char>(email[first]) & 0xC0) == 0x80)
        ++first;
    return std::string{email.substr(0, first)} + "••••" + std::string{email.substr(at)};
}

}  // namespace inzage::identity
