#include "platform/sync/kind_sql.h"

#include <array>
#include <list>
#include <memory>

#include "platform/sync/conflict_sql.h"
#include "platform/sync/conversation_sql.h"

namespace inzage::sync {

namespace {

using database::Statement;
using Columns = std::vector<std::string_view>;

/// What differs from kind to kind; the rest is the same text for all.
struct Shape {
    RecordKind kind;
    /// Staging columns after seq, source_id, source_version, changed_at and (except for clients) client.
    Columns staged;
    /// Columns that are in staging and in the table under the same name, compared and copied.
    Columns copied;
    /// Columns of the table that are worked out: name and expression over s (staging), c (client), x
    /// (more_join).
    std::vector<std::pair<std::string_view, std::string_view>> derived = {};
    std::string_view more_join = "";
    /// Part of the WHERE of every removal: the portal's own rows are not the source's to remove.
    std::string_view own_rows = "";
    /// A statement in the merge's WITH that tells people; reads delta and written.
    std::string_view telling = "";
    /// People write these in the portal too. What waits to go out is newer than what comes in, and what went
    /// out becomes the source's at the first sight of it there.
    bool written_here = false;
};

// Written in the portal, and no run has seen it over there yet: an export may be older than what it lacks.
constexpr std::string_view kSeenThere = "o.run_id IS NOT NULL";

const Columns kReportText{"kind_code",   "kind_label",  "title",      "body",
                          "author_name", "author_role", "happened_at"};

// Only a text that reads differently is told, not a new code or version.
constexpr std::string_view kTellReport =
    "INSERT INTO notice (client_id, kind, object_id, detail, created_at) "
    "SELECT d.client_id, 'report', d.old_id, jsonb_build_object('source_id', d.source_id), $2::timestamptz "
    "FROM delta d WHERE $3::boolean AND d.old_id IS NOT NULL AND (d.title, d.body) IS DISTINCT FROM "
    "(d.old_title, "
    "d.old_body)";

// Once per version, the newest of its plan only, and not the versions with which a client's dossier begins.
constexpr std::string_view kTellPlan =
    "INSERT INTO notice (client_id, kind, object_id, detail, created_at) "
    "SELECT d.client_id, 'plan', w.id, jsonb_build_object('source_id', d.source_id, 'plan', d.plan_id, "
    "'version', "
    "d.version, 'title', d.title), $2::timestamptz "
    "FROM delta d JOIN written w ON w.source_id = d.source_id JOIN client k ON k.id = d.client_id "
    "WHERE $3::boolean AND d.old_id IS NULL AND d.status <> 'draft' AND k.created_at < $2::timestamptz "
    "AND NOT EXISTS (SELECT FROM care_plan p WHERE p.client_id = d.client_id AND p.plan_id = d.plan_id AND "
    "p.version > "
    "d.version) "
    "AND NOT EXISTS (SELECT FROM delta e WHERE e.client_id = d.client_id AND e.plan_id = d.plan_id AND "
    "e.version > "
    "d.version AND e.status <> 'draft') "
    "AND NOT EXISTS (SELECT FROM notice n WHERE n.client_id = d.client_id AND n.kind = 'plan' AND n.detail "
    "->> "
    "'source_id' = d.source_id)";

/// A private one goes out as a time that is taken, and comes back as that: what it says stays here.
Shape appointmentShape() {
    Shape shape{.kind = RecordKind::Appointment,
                .staged = {"kind", "title", "note", "place", "with_name", "with_role", "starts_at", "ends_at",
                           "visibility", "cancelled"},
                .copied = {"starts_at", "ends_at", "cancelled"},
                .derived = {{"kind", "CASE WHEN o.created_by IS NULL THEN s.kind ELSE o.kind END"}},
                .own_rows = kSeenThere,
                .written_here = true};
#define INZAGE_KEPT_PRIVATE(COLUMN)                                                              \
    shape.derived.emplace_back(                                                                  \
        COLUMN, "CASE WHEN o.created_by IS NOT NULL AND o.visibility = 'private' THEN o." COLUMN \
                " ELSE s." COLUMN " END")
    INZAGE_KEPT_PRIVATE("title");
    INZAGE_KEPT_PRIVATE("note");
    INZAGE_KEPT_PRIVATE("place");
    INZAGE_KEPT_PRIVATE("with_name");
    INZAGE_KEPT_PRIVATE("with_role");
    INZAGE_KEPT_PRIVATE("visibility");
#undef INZAGE_KEPT_PRIVATE
    return shape;
}

Columns contactColumns() {
    return {"person_source_id",
            "form_of_address",
            "given_name",
            "initials",
            "prefix",
            "family_name",
            "relation",
            "first_contact",
            "legal_representative",
            "portal_manager",
            "locked",
            "email",
            "phone",
            "address"};
}

Shape shapeOf(RecordKind kind) {
    switch (kind) {
        case RecordKind::Client: {
            const Columns all{"client_number", "form_of_address", "initials",   "given_name",
                              "prefix",        "family_name",     "birth_date", "home_care",
                              "location",      "email",           "phone"};
            return {kind, all, all};
        }
        case RecordKind::CareEpisode: {
            const Columns all{"starts_on", "ends_on", "kind", "reason"};
            return {kind, all, all};
        }
        case RecordKind::Report:
            return {.kind = kind,
                    .staged = kReportText,
                    .copied = kReportText,
                    .own_rows = kSeenThere,
                    .telling = kTellReport,
                    .written_here = true};
        case RecordKind::Measurement: {
            const Columns all{"kind_code", "label",      "value", "value_second", "unit",
                              "range_low", "range_high", "note",  "author_name",  "taken_at"};
            return {kind, all, all};
        }
        case RecordKind::Questionnaire: {
            const Columns all{"title", "score", "answers", "author_name", "author_role", "filled_at"};
            return {kind, all, all};
        }
        case RecordKind::CarePlan:
            return {.kind = kind,
                    .staged = {"plan_id", "version", "title", "status", "valid_from", "valid_until",
                               "signed_at", "goals"},
                    .copied = {"plan_id", "version", "title", "status", "valid_from", "valid_until", "goals"},
                    .derived = {{"signed_on", "(s.signed_at AT TIME ZONE $4)::date"}},
                    .telling = kTellPlan};
        case RecordKind::Appointment:
            return appointmentShape();
        case RecordKind::Message:
            return {.kind = kind,
                    .staged = {"conversation", "subject", "reply_to", "author_name", "author_role",
                               "author_is_staff", "body", "sent_at"},
                    .copied = {"author_name", "author_role", "author_is_staff", "body", "sent_at"},
                    .derived = {{"conversation_id", "x.id"}},
                    .more_join = kConversationOfMessage,
                    .own_rows = kSeenThere,
                    .written_here = true};
        case RecordKind::PinboardPost: {
            const Columns all{"author_name", "body", "posted_at"};
            return {.kind = kind, .staged = all, .copied = all, .own_rows = kSeenThere, .written_here = true};
        }
        case RecordKind::Contact:
            return {.kind = kind,
                    .staged = contactColumns(),
                    .copied = contactColumns(),
                    .own_rows = kSeenThere,
                    .written_here = true};
        case RecordKind::CareTeamMember: {
            const Columns all{"name", "role", "phone", "own_carer", "receives_messages"};
            return {kind, all, all};
        }
    }
    throw std::logic_error{"a record kind without columns"};
}

std::string joined(const Columns& names, std::string_view prefix) {
    std::string text;
    for (const std::string_view name : names) {
        if (!text.empty())
            text += ", ";
        text.append(prefix).append(name);
    }
    return text;
}

/// Keeps generated texts alive for as long as the statements that view them. They are planned anew: a plan
/// made while a table was empty would read all of it for every later chunk.
class Texts {
  public:
    Statement make(std::string name, std::string sql) {
        kept_.push_back(std::move(name));
        const std::string& kept_name = kept_.back();
        kept_.push_back(std::move(sql));
        return {kept_name, kept_.back(), true};
    }

  private:
    std::list<std::string> kept_;
};

std::string mergeText(const Shape& shape, const std::string& table, const std::string& staging) {
    const bool of_client = shape.kind != RecordKind::Client;
    Columns compared{"source_version"};
    compared.insert(compared.end(), shape.copied.begin(), shape.copied.end());
    std::string fresh = joined(compared, "s.");
    std::string known = joined(compared, "o.");
    std::string targets = "source_id, changed_at, " + joined(compared, "");
    std::string picked = "s.source_id, s.changed_at, " + joined(compared, "s.");
    std::string written = "source_id, changed_at, " + joined(compared, "");
    std::string updates = "changed_at = excluded.changed_at";
    const auto derive = [&](std::string_view name, std::string_view expression) {
        fresh.append(", ").append(expression);
        known.append(", o.").append(name);
        targets.append(", ").append(name);
        picked.append(", ").append(expression).append(" AS ").append(name);
        written.append(", ").append(name);
        compared.push_back(name);
    };
    if (of_client)
        derive("client_id", "c.id");
    for (const auto& [name, expression] : shape.derived)
        derive(name, expression);
    for (const std::string_view name : compared)
        updates.append(", ").append(name).append(" = excluded.").append(name);
    if (shape.kind == RecordKind::Report)
        picked += ", o.title AS old_title, o.body AS old_body";

    std::string news = "o.id IS NULL OR (" + known + ") IS DISTINCT FROM (" + fresh + ")";
    if (shape.written_here)
        news = "(o.run_id IS NULL OR (" + known + ") IS DISTINCT FROM (" + fresh +
               ")) AND (o.id IS NULL OR o.id NOT IN (SELECT w.object_id FROM change w WHERE w.state IN "
               "('queued', 'sending')))";
    std::string sql =
        "WITH delta AS MATERIALIZED (SELECT " + picked + ", o.id AS old_id FROM " + staging + " s";
    if (of_client)
        sql += " JOIN client c ON c.source_id = s.client";
    sql.append(shape.more_join);
    sql += " LEFT JOIN " + table + " o ON o.source_id = s.source_id WHERE " + news +
           "), written AS (INSERT INTO " + table + " (" + targets +
           ", run_id, created_at, updated_at) SELECT " + written +
           ", $1::uuid, $2::timestamptz, $2::timestamptz FROM delta ON CONFLICT (source_id) DO UPDATE SET " +
           updates + ", run_id = excluded.run_id, updated_at = excluded.updated_at";
    // Given back only where telling people needs the new row's id: it costs a copy of every row.
    sql += shape.kind == RecordKind::CarePlan ? " RETURNING id, source_id)" : ")";
    if (!shape.telling.empty())
        sql.append(", told AS (").append(shape.telling).append(")");
    // Every statement takes the same parameters; those it has no use for are named here.
    sql +=
        " SELECT count(*) FILTER (WHERE old_id IS NULL) AS fresh, count(*) AS touched FROM delta "
        "WHERE $3::boolean IS NOT NULL AND $4::text IS NOT NULL";
    return sql;
}

/// Moves the rows of staging that `condition` finds to set_aside_record.
std::string setAsideText(std::string_view kind, const std::string& staging, std::string_view reason_kind,
                         std::string_view reason, std::string_view condition) {
    std::string sql = "WITH moved AS (DELETE FROM " + staging + " s WHERE ";
    sql.append(condition).append(" RETURNING s.*) ");
    sql.append(
        "INSERT INTO set_aside_record AS q (kind, source_id, reason_kind, reason, payload, run_id, first_at, "
        "last_at) SELECT '");
    sql.append(kind).append("', m.source_id, '").append(reason_kind).append("', '").append(reason);
    sql.append(
        "', to_jsonb(m), $1::uuid, $2::timestamptz, $2::timestamptz FROM moved m ON CONFLICT (kind, "
        "source_id) DO "
        "UPDATE SET reason_kind = excluded.reason_kind, reason = excluded.reason, payload = "
        "excluded.payload, "
        "run_id = excluded.run_id, tries = q.tries + 1, last_at = excluded.last_at");
    return sql;
}

constexpr std::string_view kClientUnknown = "NOT EXISTS (SELECT FROM client c WHERE c.source_id = s.client)";

void addSetAside(const Shape& shape, const std::string& kind, KindSql& sql, Texts& texts) {
    const std::string& staging = sql.staging_table;
    sql.set_aside.push_back(
        texts.make("sync.unknown_client." + kind,
                   setAsideText(kind, staging, "unknown_client", "no client with this source id is known",
                                kClientUnknown)));
    // One EXISTS per statement: the planner hashes it, two joined by OR would be looked up row by row.
    const auto add = [&](std::string_view name, std::string_view reason_kind, std::string_view reason,
                         std::string_view condition) {
        sql.set_aside.push_back(texts.make("sync." + std::string{name} + "." + kind,
                                           setAsideText(kind, staging, reason_kind, reason, condition)));
    };
    if (shape.kind == RecordKind::CarePlan) {
        constexpr std::string_view kTaken = "another record already is this version of this plan";
        add("version_taken", "defect", kTaken,
            "EXISTS (SELECT FROM client c JOIN care_plan p ON p.client_id = c.id WHERE c.source_id = "
            "s.client AND p.plan_id "
            "= s.plan_id AND p.version = s.version AND p.source_id <> s.source_id)");
        add("version_twice", "defect", kTaken,
            "EXISTS (SELECT FROM staging_care_plan e WHERE e.client = s.client AND e.plan_id = s.plan_id AND "
            "e.version = "
            "s.version AND (e.seq, e.source_id) < (s.seq, s.source_id))");
    }
    if (shape.kind == RecordKind::Message)
        for (const auto& [name, condition] : conversationsOfOthers())
            add(name, "ambiguous_client", "its conversation belongs to another client", condition);
}

void addConversations(KindSql& sql, Texts& texts) {
    for (const auto& [name, text] : conversationsBeforeMerge())
        sql.before_merge.push_back(texts.make(name, text));
    for (const auto& [name, text] : conversationsAfterMerge())
        sql.after_merge.push_back(texts.make(name, text));
}

void addEmptyConversations(KindSql& sql, Texts& texts) {
    sql.after_removal.push_back(
        texts.make("sync.empty_conversations",
                   "DELETE FROM conversation v WHERE v.source_id IS NOT NULL AND NOT EXISTS (SELECT "
                   "FROM message m WHERE m.conversation_id = v.id)"));
}

void addRemovals(const Shape& shape, const std::string& kind, KindSql& sql, Texts& texts) {
    std::string own = "o.source_id IS NOT NULL";
    if (!shape.own_rows.empty())
        own.append(" AND ").append(shape.own_rows);
    const std::string aside = "DELETE FROM set_aside_record q WHERE q.kind = '" + kind + "' AND ";
    // Named by the source itself, or held and not in its full set: gone over there either way.
    sql.remove =
        texts.make("sync.remove." + kind,
                   (shape.written_here ? removedThereText(kind) : std::string{}) + "DELETE FROM " + kind +
                       " o USING staging_removed g WHERE o.source_id = g.source_id AND "
                       "$1::timestamptz IS NOT NULL");
    sql.remove_set_aside =
        texts.make("sync.remove_set_aside." + kind,
                   aside + "EXISTS (SELECT FROM staging_removed g WHERE g.source_id = q.source_id)");
    const std::string aside_only = "set_aside_record q WHERE q.kind = '" + kind +
                                   "' AND NOT EXISTS (SELECT FROM " + kind +
                                   " o WHERE o.source_id = q.source_id AND " + own + ")";
    sql.held_count =
        texts.make("sync.held_count." + kind, "SELECT (SELECT count(*) FROM " + kind + " o WHERE " + own +
                                                  ") + (SELECT count(*) FROM " + aside_only + ") AS held");
    sql.held_page = texts.make(
        "sync.held_page." + kind,
        "(SELECT o.source_id FROM " + kind + " o WHERE o.source_id > $1 AND " + own +
            " ORDER BY o.source_id LIMIT 10000) UNION (SELECT q.source_id FROM " + aside_only +
            " AND q.source_id > $1 ORDER BY q.source_id LIMIT 10000) ORDER BY source_id LIMIT 10000");
}

std::string dropPurgedText(RecordKind kind, const std::string& staging) {
    const std::string drop = "DELETE FROM " + staging + " s USING purged_client p WHERE p.source_id = s." +
                             (kind == RecordKind::Client ? "source_id" : "client");
    if (kind != RecordKind::CareEpisode)
        return drop;
    return "WITH back AS (DELETE FROM purged_client p USING " + staging +
           " s WHERE s.client = p.source_id AND (s.ends_on IS NULL OR s.ends_on > p.care_ended_on)) " + drop;
}

KindSql make(const Shape& shape, Texts& texts) {
    const std::string kind{nameOf(shape.kind)};
    const bool of_client = shape.kind != RecordKind::Client;
    KindSql sql;
    sql.staging_table = "staging_" + kind;
    const std::string& staging = sql.staging_table;
    sql.staging_columns = {"seq", "source_id", "source_version", "changed_at"};
    if (of_client)
        sql.staging_columns.emplace_back("client");
    sql.staging_columns.insert(sql.staging_columns.end(), shape.staged.begin(), shape.staged.end());

    sql.truncate = texts.make("sync.truncate." + kind, "TRUNCATE " + staging);
    sql.keep_last = texts.make("sync.keep_last." + kind,
                               "DELETE FROM " + staging + " s USING " + staging +
                                   " later WHERE later.source_id = s.source_id AND later.seq > s.seq");
    sql.drop_purged = texts.make("sync.drop_purged." + kind, dropPurgedText(shape.kind, staging));
    sql.merge = texts.make("sync.merge." + kind, mergeText(shape, kind, staging));
    addRemovals(shape, kind, sql, texts);
    if (shape.written_here || shape.kind == RecordKind::Client)
        sql.before_merge.push_back(texts.make("sync.changed_there." + kind, changedThereText(kind, staging)));
    sql.forget_set_aside = texts.make("sync.forget_set_aside." + kind,
                                      "DELETE FROM set_aside_record q USING " + staging +
                                          " s WHERE q.kind = '" + kind + "' AND q.source_id = s.source_id");
    if (!of_client)
        return sql;

    addSetAside(shape, kind, sql, texts);
    if (shape.kind == RecordKind::Message) {
        addConversations(sql, texts);
        addEmptyConversations(sql, texts);
    }
    // Their staging rows have moved to set_aside_record by now.
    sql.remove_orphaned =
        texts.make("sync.remove_orphaned." + kind,
                   "DELETE FROM " + kind + " o USING set_aside_record q WHERE q.kind = '" + kind +
                       "' AND q.reason_kind <> 'defect' AND o.source_id = q.source_id");
    // What an adapter could not read has no contents to take in: its payload is empty.
    std::string restage = "INSERT INTO " + staging +
                          " SELECT p.* FROM set_aside_record q JOIN client c ON c.source_id = "
                          "q.payload ->> 'client' CROSS JOIN LATERAL jsonb_populate_record(NULL::" +
                          staging + ", q.payload) p WHERE q.kind = '" + kind + "'";
    sql.restage = texts.make("sync.restage." + kind, restage + " LIMIT 10000");
    return sql;
}

}  // namespace

const KindSql& sqlOf(RecordKind kind) {
    static Texts texts;
    static const std::array<KindSql, kRecordKinds.size()> all = [] {
        std::array<KindSql, kRecordKinds.size()> made;
        for (const RecordKind each : kRecordKinds)
            made[static_cast<std::size_t>(each)] = make(shapeOf(each), texts);
        return made;
    }();
    return all[static_cast<std::size_t>(kind)];
}

}  // namespace inzage::sync
