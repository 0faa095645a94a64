#include "admin/ctl/delivery_admin_store.h"

namespace inzage::ctl {
namespace {

using database::Statement;

constexpr Statement kOfDay{"ctl.messages.day", R"(
    SELECT channel, gateway, state, count(*) AS messages FROM outbox
     WHERE created_at > $1::timestamptz - interval '24 hours' GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3)"};

constexpr Statement kLatest{"ctl.messages.latest", R"(
    SELECT created_at, channel, purpose, recipient, state, gateway, last_answer, tries FROM outbox
     WHERE $1::uuid IS NULL OR account_id = $1::uuid ORDER BY created_at DESC LIMIT $2::integer)"};

constexpr Statement kAccount{"ctl.account.sign_in", R"(
    SELECT state, phone, password_state, factor_blocked_until, last_login_at,
           (SELECT count(*) FROM session WHERE account_id = account.id AND state = 'full') AS sessions
      FROM account WHERE id = $1::uuid)"};

constexpr Statement kCodes{"ctl.account.codes", R"(
    SELECT sequence, sent_at, expires_at, purpose, state, tries FROM code
     WHERE account_id = $1::uuid AND sent_at > $2::timestamptz - interval '24 hours' ORDER BY sent_at DESC)"};

constexpr Statement kSteps{"ctl.account.steps", R"(
    SELECT at, event, outcome, reason, rule, used_by FROM access_log
     WHERE account_id = $1::uuid AND object_kind = 'account' ORDER BY at DESC, id DESC LIMIT $2::integer)"};

constexpr Statement kUnblock{"ctl.account.unblock", R"(
    UPDATE account SET factor_blocked_until = NULL
     WHERE id = $1::uuid AND factor_blocked_until > $2::timestamptz)"};

constexpr Statement kForgetTries{"ctl.account.forget_tries",
                                 "UPDATE code SET tries = 0 WHERE account_id = $1::uuid AND sent_at > "
                                 "$2::timestamptz - interval '24 hours'"};

}  // namespace

std::vector<MessageCount> messagesOfDay(database::TenantTx& tx, UtcTime at) {
    std::vector<MessageCount> counts;
    for (const auto row : tx.run(kOfDay, {at}))
        counts.push_back({std::string{row.text("channel")}, std::string{row.text("gateway")},
                          std::string{row.text("state")}, static_cast<int>(row.integer("messages"))});
    return counts;
}

std::vector<KnownMessage> latestMessages(database::TenantTx& tx, const std::optional<AccountId>& account,
                                         int max) {
    std::vector<KnownMessage> messages;
    for (const auto row : tx.run(kLatest, {account, max}))
        messages.push_back({row.time("created_at").value_or(UtcTime{}), std::string{row.text("channel")},
                            std::string{row.text("purpose")}, row.personal("recipient"),
                            std::string{row.text("state")}, std::string{row.text("gateway")},
                            std::string{row.text("last_answer")}, static_cast<int>(row.integer("tries"))});
    return messages;
}

SignInState signInState(database::TenantTx& tx, const AccountId& account, UtcTime at) {
    const auto rows = tx.run(kAccount, {account});
    const auto row = rows[0];
    SignInState state{std::string{row.text("state")},
                      row.personal("phone"),
                      std::string{row.text("password_state")},
                      row.time("factor_blocked_until"),
                      row.time("last_login_at"),
                      static_cast<int>(row.integer("sessions")),
                      {}};
    for (const auto code : tx.run(kCodes, {account, at}))
        state.codes.push_back({static_cast<int>(code.integer("sequence")), code.time("sent_at").value_or(at),
                               code.time("expires_at").value_or(at), std::string{code.text("purpose")},
                               std::string{code.text("state")}, static_cast<int>(code.integer("tries"))});
    return state;
}

std::vector<KnownStep> latestSteps(database::TenantTx& tx, const AccountId& account, int max) {
    std::vector<KnownStep> steps;
    for (const auto row : tx.run(kSteps, {account, max}))
        steps.push_back({row.time("at").value_or(UtcTime{}), std::string{row.text("event")},
                         std::string{row.text("outcome")}, std::string{row.text("reason")},
                         std::string{row.text("rule")}, std::string{row.text("used_by")}});
    return steps;
}

bool unblockCodes(database::TenantTx& tx, const AccountId& account, UtcTime at) {
    if (tx.run(kUnblock, {account, at}).affected() == 0)
        return false;
    tx.run(kForgetTries, {account, at});
    return true;
}

}  // namespace inzage::ctl
