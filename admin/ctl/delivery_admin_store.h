#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/database/tenant_tx.h"

/// SQL of what platform admins and helpdesks ask about messages and the accounts they go to.
namespace inzage::ctl {

/// How many messages of the last 24 hours are in a state.
struct MessageCount {
    std::string channel;
    std::string gateway;  ///< empty: none was tried
    std::string state;
    int messages = 0;
};
[[nodiscard]] std::vector<MessageCount> messagesOfDay(database::TenantTx& tx, UtcTime at);

struct KnownMessage {
    UtcTime made_at;
    std::string channel;
    std::string purpose;
    Private<std::string> recipient;
    std::string state;
    std::string gateway;
    std::string answer;
    int tries = 0;
};
/// Newest first; of one account when it is given.
[[nodiscard]] std::vector<KnownMessage> latestMessages(database::TenantTx& tx,
                                                       const std::optional<AccountId>& account, int max);

struct KnownCode {
    int sequence = 0;
    UtcTime sent_at;
    UtcTime expires_at;
    std::string purpose;
    std::string state;
    int tries = 0;
};
/// What decides whether somebody can sign in.
struct SignInState {
    std::string state;
    Private<std::string> phone;
    std::string password_state;
    std::optional<UtcTime> factor_blocked_until;
    std::optional<UtcTime> last_login_at;
    int open_sessions = 0;
    std::vector<KnownCode> codes;  ///< of the last 24 hours, newest first
};
[[nodiscard]] SignInState signInState(database::TenantTx& tx, const AccountId& account, UtcTime at);

/// One step of signing in, or another deed about the account itself.
struct KnownStep {
    UtcTime at;
    std::string event;
    std::string outcome;
    std::string reason;
    std::string rule;
    std::string used_by;
};
/// Newest first, from the access log; nothing about clients.
[[nodiscard]] std::vector<KnownStep> latestSteps(database::TenantTx& tx, const AccountId& account, int max);

/// Codes work again, and the wrong ones of before no longer count. False when they were not blocked.
bool unblockCodes(database::TenantTx& tx, const AccountId& account, UtcTime at);

}  // namespace inzage::ctl
