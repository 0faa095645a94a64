#include "platform/identity/reset/reset_store.h"

#include "platform/identity/account_columns.h"

namespace inzage::identity {
namespace {

using database::Statement;

constexpr Statement kFind{"identity_find_account_to_reset", "SELECT " INZAGE_ACCOUNT_COLUMNS R"(
      FROM account
     WHERE state <> 'removed' AND email <> '' AND email = lower($1) AND ($3 = '' OR login_name = lower($3)))"};

constexpr Statement kLock{"identity_lock_reset", "SELECT pg_advisory_xact_lock(hashtextextended($1, 2))"};

constexpr Statement kNote{"identity_note_reset", R"(
    INSERT INTO login_attempt (name_hash, account_id, outcome, ip, at)
    VALUES ($1, $2::uuid, $5, $3, $4::timestamptz))"};

constexpr Statement kAsked{"identity_resets_asked", R"(
    SELECT count(*) FILTER (WHERE at > $2::timestamptz - interval '1 hour') AS hour, count(*) AS day
      FROM login_attempt
     WHERE name_hash = $1 AND outcome = 'reset_mailed' AND at > $2::timestamptz - interval '1 day')"};

constexpr Statement kBegin{"identity_begin_perhaps", "SAVEPOINT perhaps"};
constexpr Statement kKeep{"identity_keep_perhaps", "RELEASE SAVEPOINT perhaps"};
constexpr Statement kUndo{"identity_undo_perhaps", "ROLLBACK TO SAVEPOINT perhaps"};

}  // namespace

std::optional<Account> findAccountToReset(database::TenantTx& tx, std::string_view email,
                                          std::string_view user_name, std::string_view today) {
    return accountOf(tx.run(kFind, {email, today, user_name}));
}

bool noteResetAsked(database::TenantTx& tx, const std::string& name_hash,
                    const std::optional<AccountId>& account, const std::string& ip, int per_hour, int per_day,
                    UtcTime at) {
    tx.run(kLock, {name_hash});
    const auto rows = tx.run(kAsked, {name_hash, at});
    const bool room = rows[0].integer("hour") < per_hour && rows[0].integer("day") < per_day;
    tx.run(kNote, {name_hash, account, ip, at, room ? "reset_mailed" : "reset_refused"});
    return room;
}

void beginPerhaps(database::TenantTx& tx) {
    tx.run(kBegin);
}

void endPerhaps(database::TenantTx& tx, bool keep) {
    tx.run(keep ? kKeep : kUndo);
}

}  // namespace inzage::identity
