#include "platform/sharing/circle_store.h"

#include "platform/sharing/purge.h"

namespace inzage::sharing {
namespace {

using database::Statement;

#define INZAGE_PERSON                                                                                   \
    "k.id AS account, person_name(k.given_name, k.prefix, k.family_name) AS name, x.role, x.relation, " \
    "access_rights(x) AS rights, x.locked OR coalesce(t.locked, false) AS locked, x.ends_on, "          \
    "k.last_login_at, k.email, k.language, "                                                            \
    "array_position(ARRAY['client', 'portal_manager', 'legal_representative', 'contact'], x.role) AS place"
#define INZAGE_PERSON_FROM \
    "FROM access x JOIN account k ON k.id = x.account_id LEFT JOIN contact t ON t.id = k.contact_id "

constexpr Statement kCircle{"sharing_circle", "SELECT " INZAGE_VIEWER R"sql(,
       p.kind, p.account, p.name, p.role, p.relation, p.rights, p.locked, p.ends_on, p.last_login_at, p.email,
       p.language, p.at, p.wanted, p.ends_on < $10::date AS ended
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      (SELECT 'person' AS kind, )sql" INZAGE_PERSON R"sql(, NULL::timestamptz AS at, '' AS wanted
        )sql" INZAGE_PERSON_FROM R"sql(
        WHERE x.client_id = viewer.client_id AND k.state IN ('active', 'invited') ORDER BY place, k.given_name LIMIT 100)
      UNION ALL
      (SELECT 'removed', r.account_id, person_name(k.given_name, k.prefix, k.family_name), '', '', '', false, NULL, NULL,
              '', '', 9, r.removed_at, ''
         FROM access_removed r JOIN account k ON k.id = r.account_id
        WHERE r.client_id = viewer.client_id AND r.restored_at IS NULL
          AND r.removed_at > $9::timestamptz - make_interval(secs => $13::integer)
          AND NOT EXISTS (SELECT FROM access x WHERE x.account_id = r.account_id AND x.client_id = r.client_id)
        ORDER BY r.removed_at DESC LIMIT 20)
      UNION ALL
      (SELECT 'asked', q.account_id, person_name(k.given_name, k.prefix, k.family_name), '', '', '', false, NULL, NULL,
              '', '', 9, q.asked_at, q.wanted
         FROM access_request q JOIN account k ON k.id = q.account_id
         JOIN access x ON x.account_id = q.account_id AND x.client_id = q.client_id
        WHERE q.client_id = viewer.client_id AND q.answered_at IS NULL
        ORDER BY q.account_id <> viewer.account_id, q.asked_at LIMIT 20)
  ) AS p ON true
 ORDER BY p.place, p.at, p.name COLLATE "nl-x-icu", p.account)sql"};

// $1 client, $2 today. Locked in one order, so that two managers at once wait and don't block each other.
constexpr Statement kLock{"sharing_lock",
                          "SELECT 'person' AS kind, x.ends_on < $2::date AS ended, NULL::timestamptz AS at, "
                          "'' AS wanted, " INZAGE_PERSON " " INZAGE_PERSON_FROM
                          "WHERE x.client_id = $1::uuid AND k.state IN ('active', 'invited') "
                          "ORDER BY x.account_id FOR UPDATE OF x"};
#undef INZAGE_PERSON
#undef INZAGE_PERSON_FROM

constexpr Statement kStoreRights{"sharing_store_rights", R"sql(
    UPDATE access SET right_messages = 'messages' = ANY (r.words), right_appointments = 'appointments' = ANY (r.words),
                      right_dossier = 'dossier' = ANY (r.words), right_details = 'details' = ANY (r.words),
                      right_settings = 'settings' = ANY (r.words), granted_by = $4::uuid, updated_at = $5::timestamptz
      FROM (SELECT string_to_array($3, ',') AS words) AS r
     WHERE client_id = $1::uuid AND account_id = $2::uuid)sql"};

constexpr Statement kStoreEnd{"sharing_store_end", R"sql(
    UPDATE access SET ends_on = nullif($3, '')::date, updated_at = $4::timestamptz
     WHERE client_id = $1::uuid AND account_id = $2::uuid)sql"};

constexpr Statement kRemove{"sharing_remove", R"sql(
    WITH gone AS (DELETE FROM access WHERE client_id = $1::uuid AND account_id = $2::uuid RETURNING *)
    INSERT INTO access_removed (account_id, client_id, access, removed_by, removed_at)
    SELECT gone.account_id, gone.client_id, to_jsonb(gone), $3::uuid, $4::timestamptz FROM gone)sql"};

// $4 seconds that a removal can be undone. Who got access anew in between keeps that.
constexpr Statement kRestore{"sharing_restore", R"sql(
    WITH back AS (
        UPDATE access_removed SET restored_at = $3::timestamptz
         WHERE id = (SELECT r.id FROM access_removed r
                      WHERE r.client_id = $1::uuid AND r.account_id = $2::uuid AND r.restored_at IS NULL
                        AND r.removed_at > $3::timestamptz - make_interval(secs => $4::integer)
                        AND NOT EXISTS (SELECT FROM access x WHERE x.account_id = r.account_id AND x.client_id = r.client_id)
                      ORDER BY r.removed_at DESC LIMIT 1 FOR UPDATE)
        RETURNING access)
    INSERT INTO access SELECT (jsonb_populate_record(NULL::access, back.access)).* FROM back)sql"};

constexpr Statement kWasHere{"sharing_was_here", R"sql(
    SELECT 1 AS found FROM access_removed WHERE client_id = $1::uuid AND account_id = $2::uuid LIMIT 1)sql"};

constexpr Statement kAsk{"sharing_ask", R"sql(
    INSERT INTO access_request AS q (account_id, client_id, wanted, asked_at)
    VALUES ($2::uuid, $1::uuid, $3, $4::timestamptz)
    ON CONFLICT (account_id, client_id, wanted) DO UPDATE SET asked_at = excluded.asked_at, answered_at = NULL
     WHERE q.asked_at < excluded.asked_at - interval '1 day')sql"};

constexpr Statement kCloseAsked{"sharing_close_asked", R"sql(
    UPDATE access_request SET answered_at = $3::timestamptz
     WHERE client_id = $1::uuid AND account_id = $2::uuid AND answered_at IS NULL)sql"};

constexpr Statement kLog{"sharing_log", R"sql(
    INSERT INTO access_log (at, event, action, outcome, reason, account_id, person, role, used_by, session_id, ip,
                            device, client_id, object_kind, object_id, rule)
    SELECT $1::timestamptz, $2, $3, CASE WHEN $4 = '' THEN 'granted' ELSE 'refused' END, $4, k.id,
           person_name(k.given_name, k.prefix, k.family_name), $5, s.used_by, s.id, $6, s.device, $7::uuid, 'person', $8,
           'right:settings' || CASE WHEN $9 = '' THEN '' ELSE ' set:' || $9 END
      FROM session s JOIN account k ON k.id = s.account_id WHERE s.id = $10::uuid)sql"};

constexpr Statement kClientReaders{"sharing_client_readers", R"sql(
    WITH own AS (
        SELECT k.id AS account, k.email, k.language FROM access x JOIN account k ON k.id = x.account_id
         WHERE x.client_id = $1::uuid AND x.role = 'client' AND k.state = 'active')
    SELECT account, email, language FROM own WHERE email <> ''
    UNION ALL
    SELECT NULL, c.email, '' FROM client c
     WHERE c.id = $1::uuid AND c.email <> '' AND NOT EXISTS (SELECT FROM own)
     LIMIT 5)sql"};

constexpr Statement kReader{"sharing_reader", R"sql(
    SELECT id AS account, email, language FROM account WHERE id = $1::uuid AND email <> '')sql"};

constexpr Statement kNote{"sharing_note_changed", R"sql(
    INSERT INTO notice (client_id, account_id, kind, created_at)
    VALUES ($1::uuid, $2::uuid, 'access', $3::timestamptz))sql"};

constexpr Statement kPurgeRemoved{"sharing_purge_removed", R"sql(
    DELETE FROM access_removed WHERE id IN (
        SELECT id FROM access_removed WHERE removed_at < $1::timestamptz LIMIT $2::integer FOR UPDATE SKIP LOCKED))sql"};

constexpr Statement kPurgeAsked{"sharing_purge_asked", R"sql(
    DELETE FROM access_request WHERE ctid IN (
        SELECT ctid FROM access_request WHERE answered_at < $1::timestamptz LIMIT $2::integer FOR UPDATE SKIP LOCKED))sql"};

void take(const database::Row& row, Circle& circle) {
    const auto account = row.id<AccountId>("account");
    const auto kind = row.text("kind");
    const auto at = row.time("at");
    if (!account)
        return;
    if (kind == "removed" && at)
        circle.removed.push_back({*account, row.personal("name"), *at + kUndoTime});
    else if (kind == "asked" && at)
        circle.asked.push_back({*account, row.personal("name"), std::string{row.text("wanted")}, *at});
    else if (kind == "person")
        circle.people.push_back({.account = *account,
                                 .name = row.personal("name"),
                                 .role = std::string{row.text("role")},
                                 .relation = row.personal("relation"),
                                 .rights = rightsFromWords(row.text("rights")),
                                 .locked = row.flag("locked"),
                                 .ends_on = std::string{row.text("ends_on")},
                                 .ended = row.flag("ended"),
                                 .last_login_at = row.time("last_login_at"),
                                 .email = row.personal("email"),
                                 .language = std::string{row.text("language")}});
}

constexpr int kUndo_s = static_cast<int>(std::chrono::seconds{kUndoTime}.count());

}  // namespace

const Person* Circle::find(const AccountId& account) const noexcept {
    for (const auto& person : people)
        if (person.account == account)
            return &person;
    return nullptr;
}

std::variant<CircleAnswer, http::Response> findCircle(const tenancy::Visit& visit, std::string_view event,
                                                      const std::string& person) {
    auto entered = access::enter(visit, {.event = event, .object_kind = "person", .object_id = person},
                                 kCircle, {kUndo_s});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    CircleAnswer answer{std::move(viewer), {}};
    for (const auto& row : rows)
        take(row, answer.circle);
    return answer;
}

Circle lockCircle(database::TenantTx& tx, const ClientId& client, std::string_view today) {
    Circle circle;
    for (const auto& row : tx.run(kLock, {client, today}))
        take(row, circle);
    return circle;
}

void storeRights(database::TenantTx& tx, const ClientId& client, const AccountId& person,
                 const std::vector<Right>& rights, const AccountId& by, UtcTime at) {
    tx.run(kStoreRights, {client, person, wordsOf(rights), by, at});
}

void storeEnd(database::TenantTx& tx, const ClientId& client, const AccountId& person, const std::string& day,
              UtcTime at) {
    tx.run(kStoreEnd, {client, person, day, at});
}

void removeAccess(database::TenantTx& tx, const ClientId& client, const AccountId& person,
                  const AccountId& by, UtcTime at) {
    tx.run(kRemove, {client, person, by, at});
}

bool restoreAccess(database::TenantTx& tx, const ClientId& client, const AccountId& person, UtcTime at) {
    return tx.run(kRestore, {client, person, at, kUndo_s}).affected() == 1;
}

bool wasHere(database::TenantTx& tx, const ClientId& client, const AccountId& person) {
    return !tx.run(kWasHere, {client, person}).empty();
}

bool noteAsked(database::TenantTx& tx, const ClientId& client, const AccountId& person,
               std::string_view wanted, UtcTime at) {
    return tx.run(kAsk, {client, person, wanted, at}).affected() == 1;
}

void closeAsked(database::TenantTx& tx, const ClientId& client, const AccountId& person, UtcTime at) {
    tx.run(kCloseAsked, {client, person, at});
}

void logDeed(database::TenantTx& tx, const access::Viewer& viewer, const Deed& deed, std::string_view ip,
             UtcTime at) {
    tx.run(kLog, {at, deed.event, std::string_view{&deed.action, 1}, deed.reason, viewer.role, ip,
                  viewer.client, deed.person, deed.what, viewer.session});
}

std::vector<Reader> clientReaders(database::TenantTx& tx, const ClientId& client) {
    std::vector<Reader> readers;
    for (const auto& row : tx.run(kClientReaders, {client}))
        readers.push_back(
            {row.id<AccountId>("account"), row.personal("email"), std::string{row.text("language")}});
    return readers;
}

std::optional<Reader> readerOf(database::TenantTx& tx, const AccountId& account) {
    const auto rows = tx.run(kReader, {account});
    if (rows.empty())
        return std::nullopt;
    return Reader{account, rows[0].personal("email"), std::string{rows[0].text("language")}};
}

int purgeRemoved(database::TenantTx& tx, UtcTime before, int max) {
    const auto rows =
        tx.run(kPurgeRemoved, {before, max}).affected() + tx.run(kPurgeAsked, {before, max}).affected();
    return static_cast<int>(rows);
}

void noteAccessChanged(database::TenantTx& tx, const ClientId& client, const AccountId& person, UtcTime at) {
    tx.run(kNote, {client, person, at});
}

}  // namespace inzage::sharing
