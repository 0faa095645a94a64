#include "platform/changes/changes_store.h"

namespace inzage::changes {

namespace {

using database::Statement;

constexpr Statement kInsert{
    "changes.insert",
    "INSERT INTO change (idempotency_key, client_id, account_id, kind, object_id, action, payload, "
    "next_try_at, created_at, written_by_name, written_by_role) "
    "SELECT $1, $2, a.id, $4, $5, $6, $7, $8, $8, person_name(a.given_name, a.prefix, a.family_name), "
    "coalesce((SELECT coalesce(nullif(x.relation, ''), CASE x.role WHEN 'client' THEN 'cliënt' "
    "WHEN 'portal_manager' THEN 'portaalbeheerder' WHEN 'legal_representative' THEN 'wettelijk "
    "vertegenwoordiger' ELSE 'contactpersoon' END) FROM access x WHERE x.account_id = a.id AND x.client_id = "
    "$2), '') "
    "FROM account a WHERE a.id = $3"};

}  // namespace

void insertChange(database::TenantTx& tx, const NewChange& change, const std::string& key) {
    tx.run(kInsert, {key, change.client, change.account, nameOf(change.kind), change.object_id,
                     nameOf(change.action), change.payload_json, change.at});
}

}  // namespace inzage::changes
