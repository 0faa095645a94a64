#include "platform/changes/changes_store.h"

#include "platform/changes/purge.h"

namespace inzage::changes {

namespace {

using database::Statement;

constexpr Statement kInsert{
    "changes.insert",
    "INSERT INTO change (idempotency_key, client_id, account_id, kind, object_id, action, payload, "
    "next_try_at, created_at, queued_at, written_by_name, written_by_role) "
    "SELECT $1, $2, a.id, $4, $5, $6, $7, $8, $8, $8, person_name(a.given_name, a.prefix, a.family_name), "
    "coalesce((SELECT access_relation(x) FROM access x WHERE x.account_id = a.id AND x.client_id = $2), '') "
    "FROM account a WHERE a.id = $3"};

constexpr Statement kAgain{
    "changes.again",
    "UPDATE change c SET state = 'queued', tries = 0, next_try_at = $3, queued_at = $3, done_at = NULL, "
    "sent_at = NULL WHERE "
    "c.object_id = $1 AND c.account_id = $2 AND c.state = 'set_aside' AND NOT EXISTS (SELECT FROM change e "
    "WHERE e.object_id = c.object_id AND e.id > c.id)"};

constexpr Statement kPurge{"changes.purge",
                           "DELETE FROM change WHERE id IN (SELECT id FROM change WHERE state IN ('done', "
                           "'conflict') AND "
                           "done_at < $1 LIMIT $2)"};
constexpr Statement kPurgeRuns{"changes.purge_runs",
                               "DELETE FROM run WHERE id IN (SELECT id FROM run WHERE schedule_name = "
                               "'outbound' AND finished_at < $1 LIMIT $2)"};

}  // namespace

void insertChange(database::TenantTx& tx, const NewChange& change, const std::string& key) {
    tx.run(kInsert, {key, change.client, change.account, nameOf(change.kind), change.object_id,
                     nameOf(change.action), change.payload_json, change.at});
}

bool requeue(database::TenantTx& tx, const AccountId& account, std::string_view object_id, UtcTime at) {
    return tx.run(kAgain, {object_id, account, at}).affected() > 0;
}

int purgeChanges(database::TenantTx& tx, UtcTime before, int max) {
    return static_cast<int>(tx.run(kPurge, {before, max}).affected() +
                            tx.run(kPurgeRuns, {before, max}).affected());
}

}  // namespace inzage::changes
