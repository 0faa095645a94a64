#include "platform/identity/password_tries.h"

#include <algorithm>

#include "platform/identity/sign_in_rules.h"

namespace inzage::identity {

std::optional<std::string> admitTry(database::TenantTx& tx, const PasswordTry& made, UtcTime at) {
    auto throttle = lockThrottle(tx, made.throttle_key, at);
    const int last_hour = triesLastHour(tx, made.name_hash, made.trusted, at);
    const bool waits = throttle.wait_until && *throttle.wait_until > at;
    if (waits || last_hour >= (made.trusted ? kTrustedTriesPerHour : kOpenTriesPerHour))
        return std::nullopt;
    if (throttle.updated_at + kFailuresForgotten <= at)
        throttle.failures = 0;
    ++throttle.failures;
    throttle.updated_at = at;
    throttle.wait_until = std::nullopt;
    if (const auto wait = waitAfter(throttle.failures); wait.count() > 0)
        throttle.wait_until = at + wait;
    storeThrottle(tx, made.throttle_key, throttle, last_hour + 1);
    return noteTry(tx, made.name_hash, made.account, made.ip, made.trusted, at);
}

void settleTry(database::TenantTx& tx, const std::string& throttle_key, const std::string& number,
               PasswordAnswer answer, UtcTime at) {
    auto throttle = lockThrottle(tx, throttle_key, at);
    switch (answer) {
        case PasswordAnswer::Busy:
            // A wait that a later try began stays.
            throttle.failures = std::max(throttle.failures - 1, 0);
            if (throttle.updated_at == at)
                throttle.wait_until = std::nullopt;
            storeThrottle(tx, throttle_key, throttle, 0);
            noteTryOutcome(tx, number, "busy");
            return;
        case PasswordAnswer::Wrong:
            noteTryOutcome(tx, number, "wrong");
            return;
        case PasswordAnswer::Right:
        case PasswordAnswer::RightButOld:
            break;
    }
    throttle.failures = 0;
    throttle.wait_until = std::nullopt;
    storeThrottle(tx, throttle_key, throttle, 0);
    noteTryOutcome(tx, number, "right");
}

}  // namespace inzage::identity
