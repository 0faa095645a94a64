#include "platform/pinboard/writing_store.h"

#include "platform/pinboard/purge.h"
#include "platform/sharing/rules.h"

namespace inzage::pinboard {
namespace {

using database::Statement;

// A reply belongs to a post of this client that is there. $6: the same words of the same person since then
// are the same press of the button.
constexpr Statement kStore{"pinboard_store", R"sql(
INSERT INTO pinboard_post (client_id, author_account, author_name, body, in_reply_to, posted_at, created_at, updated_at)
SELECT $1::uuid, $2::uuid, $3, $4, $5::uuid, $7, $7, $7
 WHERE ($5::uuid IS NULL OR EXISTS (SELECT FROM pinboard_post p WHERE p.id = $5::uuid AND p.client_id = $1::uuid
                                       AND p.in_reply_to IS NULL AND p.deleted_at IS NULL))
   AND NOT ($4 <> '' AND EXISTS (SELECT FROM pinboard_post p WHERE p.client_id = $1::uuid AND p.author_account = $2::uuid
                                    AND p.body = $4 AND p.in_reply_to IS NOT DISTINCT FROM $5::uuid
                                    AND p.deleted_at IS NULL AND p.posted_at > $6::timestamptz))
RETURNING id)sql"};

constexpr Statement kKnown{"pinboard_known", R"sql(
SELECT p.author_account FROM pinboard_post p WHERE p.id = $1::uuid AND p.client_id = $2::uuid AND p.deleted_at IS NULL)sql"};
constexpr Statement kTookAway{"pinboard_took_away", R"sql(
SELECT p.id FROM pinboard_post p WHERE p.id = $1::uuid AND p.client_id = $2::uuid AND p.deleted_by = $3::uuid)sql"};

constexpr Statement kChange{"pinboard_change", R"sql(
UPDATE pinboard_post SET body = $4, edited_at = $5, updated_at = $5
 WHERE id = $1::uuid AND client_id = $2::uuid AND author_account = $3::uuid AND deleted_at IS NULL)sql"};

constexpr Statement kTakeAway{"pinboard_take_away", R"sql(
UPDATE pinboard_post SET deleted_at = $5, deleted_by = $3::uuid, updated_at = $5
 WHERE id = $1::uuid AND client_id = $2::uuid AND (author_account = $3::uuid OR $4::boolean) AND deleted_at IS NULL)sql"};

constexpr Statement kPutBack{"pinboard_put_back", R"sql(
UPDATE pinboard_post SET deleted_at = NULL, deleted_by = NULL, updated_at = $5
 WHERE id = $1::uuid AND client_id = $2::uuid AND deleted_by = $3::uuid AND deleted_at > $4::timestamptz)sql"};

// What is still waiting to be told needs no telling any more.
constexpr Statement kUnsay{"pinboard_unsay", R"sql(
DELETE FROM change WHERE object_id = $1::uuid AND kind = 'pinboard_post' AND action = 'delete' AND state = 'queued')sql"};
// For the source it will be a new one.
constexpr Statement kForgetSource{"pinboard_forget_source", R"sql(
UPDATE pinboard_post SET source_id = NULL, source_version = '', run_id = NULL WHERE id = $1::uuid)sql"};

constexpr Statement kReport{"pinboard_report", R"sql(
UPDATE pinboard_post SET reported_at = $4, reported_by = $3::uuid
 WHERE id = $1::uuid AND client_id = $2::uuid AND deleted_at IS NULL AND reported_at IS NULL)sql"};
constexpr Statement kKeepReported{"pinboard_keep_reported", R"sql(
UPDATE pinboard_post SET reported_at = NULL, reported_by = NULL
 WHERE id = $1::uuid AND client_id = $2::uuid AND reported_at IS NOT NULL AND deleted_at IS NULL)sql"};

constexpr Statement kDeciders{"pinboard_deciders", R"sql(
SELECT x.account_id FROM access x JOIN account a ON a.id = x.account_id
 WHERE x.client_id = $1::uuid AND a.state = 'active'
   AND (x.role = 'portal_manager'
        OR (x.role IN ('client', 'legal_representative')
            AND NOT EXISTS (SELECT FROM access m WHERE m.client_id = $1::uuid AND m.role = 'portal_manager')))
 ORDER BY x.account_id LIMIT 10)sql"};

constexpr Statement kPayload{"pinboard_payload", R"sql(
SELECT jsonb_build_object('body', p.body, 'posted_at', to_char(p.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))::text
           AS payload
  FROM pinboard_post p WHERE p.id = $1::uuid)sql"};

constexpr Statement kPurge{"pinboard_purge", R"sql(
WITH gone AS MATERIALIZED (
    SELECT p.id FROM pinboard_post p WHERE p.deleted_at < $1 ORDER BY p.deleted_at LIMIT $2),
photos AS (
    DELETE FROM file f USING pinboard_post p
     WHERE f.parent_id = p.id AND f.purpose = 'pinboard_photo'
       AND (p.id IN (SELECT g.id FROM gone g) OR p.in_reply_to IN (SELECT g.id FROM gone g)))
DELETE FROM pinboard_post p USING gone g WHERE p.id = g.id)sql"};

constexpr std::chrono::seconds kSamePress{60};

}  // namespace

std::optional<std::string> storeNote(database::TenantTx& tx, const access::Viewer& viewer,
                                     const NewNote& note, UtcTime at) {
    const auto parent = note.in_reply_to.empty() ? std::nullopt : std::optional{note.in_reply_to};
    const auto rows = tx.run(kStore, {viewer.client, viewer.account, viewer.person, note.body, parent,
                                      UtcTime{at - kSamePress}, at});
    return rows.empty() ? std::nullopt : std::optional{std::string{rows[0].text("id")}};
}

std::optional<KnownPost> postFor(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id) {
    const auto rows = tx.run(kKnown, {id, viewer.client});
    return rows.empty() ? std::nullopt : std::optional{KnownPost{rows[0].id<AccountId>("author_account")}};
}

bool tookAway(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id) {
    return !tx.run(kTookAway, {id, viewer.client, viewer.account}).empty();
}

bool changeNote(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id,
                const std::string& body, UtcTime at) {
    return tx.run(kChange, {id, viewer.client, viewer.account, body, at}).affected() == 1;
}

bool takeAway(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id, UtcTime at) {
    const bool manages = viewer.role == "portal_manager";
    return tx.run(kTakeAway, {id, viewer.client, viewer.account, manages, at}).affected() == 1;
}

bool putBack(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id, UtcTime at) {
    const UtcTime since{at - sharing::kUndoTime};
    return tx.run(kPutBack, {id, viewer.client, viewer.account, since, at}).affected() == 1;
}

bool unsay(database::TenantTx& tx, std::string_view id) {
    if (tx.run(kUnsay, {id}).affected() > 0)
        return true;
    tx.run(kForgetSource, {id});
    return false;
}

bool report(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id, UtcTime at) {
    return tx.run(kReport, {id, viewer.client, viewer.account, at}).affected() == 1;
}

bool keepReported(database::TenantTx& tx, const access::Viewer& viewer, std::string_view id) {
    return viewer.role == "portal_manager" && tx.run(kKeepReported, {id, viewer.client}).affected() == 1;
}

std::vector<AccountId> decidersOf(database::TenantTx& tx, const ClientId& client) {
    std::vector<AccountId> accounts;
    for (const auto& row : tx.run(kDeciders, {client}))
        if (const auto account = row.id<AccountId>("account_id"))
            accounts.push_back(*account);
    return accounts;
}

std::string payloadOf(database::TenantTx& tx, std::string_view id) {
    const auto rows = tx.run(kPayload, {id});
    return rows.empty() ? std::string{"{}"} : std::string{rows[0].text("payload")};
}

int purgeTakenAway(database::TenantTx& tx, UtcTime before, int max) {
    return static_cast<int>(tx.run(kPurge, {before, max}).affected());
}

}  // namespace inzage::pinboard
