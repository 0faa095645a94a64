#include "platform/messages/writing_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/changes/changes.h"
#include "platform/notices/tell.h"

namespace inzage::messages {
namespace {

using database::Statement;

// Who reads messages around the client, and the care team, with `viewer` around it. `today`: the parameter
// with the date.
#define INZAGE_CIRCLE(today)                                                                         \
    "SELECT p.id, 'person' AS kind, p.name, p.relation AS detail, p.role, false AS own_carer, "      \
    "false AS receives FROM message_people(viewer.client_id, viewer.account_id, " today              \
    "::date) AS p "                                                                                  \
    "UNION ALL (SELECT t.id, 'carer', t.name, t.role, '', t.own_carer, t.receives_messages "         \
    "FROM care_team_member t WHERE t.client_id = viewer.client_id LIMIT 200) "                       \
    "UNION ALL SELECT a.id, 'manager', person_name(a.given_name, a.prefix, a.family_name), '', '', " \
    "false, false FROM access y JOIN account a ON a.id = y.account_id WHERE y.client_id = "          \
    "viewer.client_id AND y.role = 'portal_manager' AND a.state = 'active' AND (y.ends_on >= " today \
    "::date) "                                                                                       \
    "IS NOT false"
#define INZAGE_CIRCLE_ORDER "c.kind DESC, c.own_carer DESC, c.name COLLATE \"nl-x-icu\", c.id"

// $13 a draft
constexpr Statement kNew{"messages_new", "SELECT " INZAGE_VIEWER R"sql(,
       represents(viewer.account_id, viewer.client_id) AS represents,
       d.id AS draft_id, d.subject AS draft_subject, d.body AS draft, array_to_string(d.recipients, ',') AS draft_to, d.saved_at AS draft_at,
       c.id, c.kind, c.name, c.detail, c.role, c.own_carer, c.receives
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN message_draft d ON d.id = $13::uuid AND d.account_id = viewer.account_id AND d.client_id = viewer.client_id
                           AND d.conversation_id IS NULL AND viewer.preview_account IS NULL
  LEFT JOIN LATERAL ()sql" INZAGE_CIRCLE("$10") R"sql() AS c ON true
 ORDER BY )sql" INZAGE_CIRCLE_ORDER};

// The viewer in a deed: $1 the account, $2 the client.
#define INZAGE_SELF "(SELECT $1::uuid AS account_id, $2::uuid AS client_id) AS viewer"

constexpr Statement kCircle{
    "messages_circle",
    "SELECT represents(viewer.account_id, viewer.client_id) AS represents, "
    "c.id, c.kind, c.name, c.detail, c.role, c.own_carer, c.receives FROM " INZAGE_SELF
    " LEFT JOIN LATERAL (" INZAGE_CIRCLE("$3") ") AS c ON true ORDER BY " INZAGE_CIRCLE_ORDER};

// $3 today, $4 the conversation
constexpr Statement kKnown{"messages_known", R"sql(
SELECT x.id, x.subject, x.with_staff, x.for_circle, known.represents, known.readers, known.carers, known.own_carers,
       (SELECT string_agg(n.name, ', ' ORDER BY n.name) FROM (
            SELECT coalesce(nullif(person_name(k.given_name, k.prefix, k.family_name), ''), t.name, o.name) AS name
              FROM conversation_member o LEFT JOIN account k ON k.id = o.account_id
              LEFT JOIN care_team_member t ON t.id = o.care_team_member_id
             WHERE o.conversation_id = x.id AND NOT x.for_circle AND o.account_id IS DISTINCT FROM viewer.account_id LIMIT 20) AS n
         WHERE n.name <> '') AS people,
       (SELECT w.id FROM message w WHERE w.conversation_id = x.id AND w.author_is_staff
         ORDER BY w.sent_at DESC, w.id DESC LIMIT 1) AS newest_of_staff,
       (SELECT string_agg(o.care_team_member_id::text, ',') FROM conversation_member o
         WHERE o.conversation_id = x.id AND o.care_team_member_id IS NOT NULL) AS carer_ids
  FROM )sql" INZAGE_SELF R"sql(
  JOIN conversations_of(viewer.client_id, viewer.account_id, NULL) AS x ON x.id = $4::uuid
  LEFT JOIN LATERAL conversation_facts(x.id, viewer.client_id, viewer.account_id, $3::date) AS known ON true)sql"};

constexpr Statement kLockWriter{
    "messages_lock_writer", "SELECT FROM access WHERE account_id = $1 AND client_id = $2 FOR NO KEY UPDATE"};
constexpr Statement kSentWith{
    "messages_sent_with", "SELECT conversation_id FROM message WHERE author_account = $1 AND form_key = $2"};
constexpr Statement kSentInHour{"messages_sent_in_hour",
                                "SELECT count(*) AS sent FROM message WHERE author_account = $1 AND "
                                "created_at > $2::timestamptz - interval '1 hour'"};

constexpr Statement kInsertConversation{
    "messages_insert_conversation",
    "INSERT INTO conversation (id, client_id, subject, with_staff, started_by, last_message_at, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $6)"};
// $2 who writes, $3 the people, $4 the carers
constexpr Statement kInsertMembers{
    "messages_insert_members",
    "INSERT INTO conversation_member (conversation_id, account_id, care_team_member_id, name) "
    "SELECT $1::uuid, $2::uuid, NULL::uuid, '' UNION ALL SELECT $1::uuid, p, NULL, '' FROM "
    "unnest($3::uuid[]) AS p "
    "UNION ALL SELECT $1::uuid, NULL, t.id, t.name FROM care_team_member t WHERE t.id = ANY ($4::uuid[])"};
// $9 to the care
constexpr Statement kInsertMessage{
    "messages_insert",
    "INSERT INTO message (id, client_id, conversation_id, in_reply_to, author_account, author_name, "
    "author_role, body, "
    "sent_at, state, form_key, created_at, updated_at) "
    "SELECT $1, $2, $3, nullif($4, '')::uuid, a.id, person_name(a.given_name, a.prefix, a.family_name), "
    "x.relation, $6, $7, "
    "CASE WHEN $9::boolean THEN 'queued' ELSE 'delivered' END, $8, $7, $7 "
    "FROM account a JOIN access x ON x.account_id = a.id AND x.client_id = $2 WHERE a.id = $5"};
constexpr Statement kTouchConversation{
    "messages_touch_conversation",
    "UPDATE conversation SET last_message_at = greatest(last_message_at, $2) WHERE id = $1"};
// $4 today
constexpr Statement kReaders{
    "messages_readers",
    "SELECT o.account_id FROM conversation_member o "
    "JOIN message_people($2, $3, $4::date) p ON p.id = o.account_id WHERE o.conversation_id = $1"};
constexpr Statement kFailed{
    "messages_failed",
    "SELECT m.body, m.sent_at, coalesce(m.in_reply_to::text, '') AS in_reply_to FROM message m "
    "WHERE m.id = $1 AND m.conversation_id = $2 AND m.author_account = $3 "
    "AND change_state(m.id) IN ('conflict', 'set_aside')"};

constexpr Statement kDraftCount{
    "messages_draft_count",
    "SELECT count(*) AS kept FROM message_draft WHERE account_id = $1 AND client_id = $2 AND id <> $3 "
    "AND conversation_id IS DISTINCT FROM nullif($4, '')::uuid"};
// Onto itself, onto the answer's, or another one.
constexpr Statement kSaveDraft{
    "messages_save_draft",
    "WITH same AS (UPDATE message_draft SET recipients = $5, subject = $6, body = $7, saved_at = $8 "
    "WHERE account_id = $1 AND client_id = $2 AND ((nullif($4, '')::uuid IS NULL AND conversation_id IS NULL "
    "AND id = $3) "
    "OR conversation_id = nullif($4, '')::uuid) RETURNING id) "
    "INSERT INTO message_draft (account_id, client_id, conversation_id, recipients, subject, body, saved_at) "
    "SELECT $1, $2, nullif($4, '')::uuid, $5, $6, $7, $8 WHERE NOT EXISTS (SELECT FROM same)"};
constexpr Statement kDropDraft{"messages_drop_draft",
                               "DELETE FROM message_draft WHERE account_id = $1 AND client_id = $2 AND "
                               "((nullif($4, '')::uuid IS NULL AND conversation_id IS NULL AND id = $3) OR "
                               "conversation_id = nullif($4, '')::uuid)"};
#undef INZAGE_CIRCLE
#undef INZAGE_CIRCLE_ORDER
#undef INZAGE_SELF

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto comma = text.find(',');
        parts.emplace_back(text.substr(0, comma));
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return parts;
}

/// '{…}' of SQL; the ids are UUIDs.
std::string arrayOf(const std::vector<std::string>& ids) {
    std::string text;
    for (const auto& id : ids)
        text += (text.empty() ? "" : ",") + id;
    return "{" + text + "}";
}

void take(const database::Row& row, Circle& circle) {
    const auto kind = row.text("kind");
    if (kind == "person")
        circle.people.push_back({.id = std::string{row.text("id")},
                                 .name = row.personal("name"),
                                 .relation = std::string{row.text("detail")},
                                 .role = std::string{row.text("role")}});
    if (kind == "carer")
        circle.care_team.push_back({.id = std::string{row.text("id")},
                                    .name = row.personal("name"),
                                    .role = std::string{row.text("detail")},
                                    .own_carer = row.flag("own_carer"),
                                    .receives = row.flag("receives")});
    if (kind == "manager") {
        const auto& before = circle.managers.reveal();
        circle.managers = Private{before + (before.empty() ? "" : ", ") + std::string{row.text("name")}};
    }
}

/// What the care-record system gets.
void queueMessage(database::TenantTx& tx, const access::Viewer& viewer, const std::string& id,
                  const nlohmann::json& payload, UtcTime at) {
    (void)changes::queue(tx, {.kind = RecordKind::Message,
                              .client = *viewer.client,
                              .account = viewer.account,
                              .object_id = id,
                              .action = changes::Action::Create,
                              .payload_json = jsonText(payload),
                              .at = at});
}

void tellOf(database::TenantTx& tx, const access::Viewer& viewer, const std::string& conversation,
            const std::optional<AccountId>& reader, UtcTime at) {
    notices::tell(tx, {.kind = notices::NewsKind::Message,
                       .client = viewer.client,
                       .account = reader,
                       .object_id = conversation,
                       .actor = viewer.account,
                       .at = at});
}

void insertMessage(database::TenantTx& tx, const access::Viewer& viewer, const std::string& conversation,
                   const std::string& in_reply_to, bool to_care, const NewMessage& message) {
    tx.run(kInsertMessage, {message.id, viewer.client, conversation, in_reply_to, viewer.account,
                            message.body, message.at, message.form_key, to_care});
}

}  // namespace

std::variant<NewAnswer, http::Response> findNew(const tenancy::Visit& visit, const std::string& draft) {
    auto entered = access::enter(visit, {.event = "messages.new", .object_kind = "message"}, kNew,
                                 {draft.empty() ? database::Param{nullptr} : database::Param{draft}});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    NewAnswer answer{std::move(viewer), {}, {}, {}};
    answer.circle.writer = {.role = answer.viewer.role, .represents = rows[0].flag("represents")};
    if (const auto saved_at = rows[0].time("draft_at")) {
        answer.draft = Draft{.id = std::string{rows[0].text("draft_id")},
                             .conversation = "",
                             .subject = rows[0].personal("draft_subject"),
                             .text = rows[0].personal("draft"),
                             .saved_at = *saved_at};
        answer.draft_recipients = split(rows[0].text("draft_to"));
    }
    for (const auto& row : rows)
        take(row, answer.circle);
    return answer;
}

Circle circleOf(database::TenantTx& tx, const access::Viewer& viewer, const std::string& today) {
    const auto rows = tx.run(kCircle, {viewer.account, viewer.client, today});
    Circle circle;
    circle.writer = {.role = viewer.role, .represents = rows[0].flag("represents")};
    for (const auto& row : rows)
        take(row, circle);
    return circle;
}

std::optional<Known> knownOf(database::TenantTx& tx, const access::Viewer& viewer, const std::string& id,
                             const std::string& today) {
    const auto rows = tx.run(kKnown, {viewer.account, viewer.client, today, id});
    if (rows.empty())
        return std::nullopt;
    const auto row = rows[0];
    return Known{.id = std::string{row.text("id")},
                 .subject = row.personal("subject"),
                 .people = row.personal("people"),
                 .facts = factsOf(row),
                 .writer = {.role = viewer.role, .represents = row.flag("represents")},
                 .newest_of_staff = std::string{row.text("newest_of_staff")},
                 .carers = split(row.text("carer_ids"))};
}

void lockWriter(database::TenantTx& tx, const access::Viewer& viewer) {
    tx.run(kLockWriter, {viewer.account, viewer.client});
}

std::optional<std::string> sentWith(database::TenantTx& tx, const access::Viewer& viewer,
                                    const std::string& form_key) {
    const auto rows = tx.run(kSentWith, {viewer.account, form_key});
    if (rows.empty())
        return std::nullopt;
    return std::string{rows[0].text("conversation_id")};
}

int sentInLastHour(database::TenantTx& tx, const access::Viewer& viewer, UtcTime at) {
    return static_cast<int>(tx.run(kSentInHour, {viewer.account, at})[0].integer("sent"));
}

std::string sendNew(database::TenantTx& tx, const access::Viewer& viewer, const Chosen& to,
                    const std::string& subject, const NewMessage& message) {
    const bool to_care = !to.carers.empty();
    std::string conversation = newUuid();
    std::vector<std::string> people;
    std::vector<std::string> carers;
    for (const auto& person : to.people)
        people.push_back(person.id);
    for (const auto& carer : to.carers)
        carers.push_back(carer.id);
    const std::string title = subject.empty() ? subjectOf(message.body) : subject;
    tx.run(kInsertConversation, {conversation, viewer.client, title, to_care, viewer.account, message.at});
    tx.run(kInsertMembers, {conversation, viewer.account, arrayOf(people), arrayOf(carers)});
    insertMessage(tx, viewer, conversation, "", to_care, message);
    for (const auto& person : people)
        tellOf(tx, viewer, conversation, AccountId::parse(person), message.at);
    if (to_care)
        queueMessage(tx, viewer, message.id,
                     {{"conversation", conversation},
                      {"subject", title},
                      {"body", message.body},
                      {"sent_at", isoUtc(message.at)},
                      {"recipients", carers}},
                     message.at);
    return conversation;
}

void sendAnswer(database::TenantTx& tx, const access::Viewer& viewer, const Known& conversation,
                const NewMessage& message) {
    const bool to_care = conversation.facts.with_staff || conversation.facts.for_circle;
    insertMessage(tx, viewer, conversation.id, conversation.newest_of_staff, to_care, message);
    tx.run(kTouchConversation, {conversation.id, message.at});
    if (conversation.facts.for_circle)
        tellOf(tx, viewer, conversation.id, std::nullopt, message.at);
    else
        for (const auto& row :
             tx.run(kReaders, {conversation.id, viewer.client, viewer.account, message.today}))
            tellOf(tx, viewer, conversation.id, row.id<AccountId>("account_id"), message.at);
    dropDraft(tx, viewer,
              {.id = "", .conversation = conversation.id, .recipients = {}, .subject = "", .body = ""});
    if (to_care)
        queueMessage(tx, viewer, message.id,
                     {{"conversation", conversation.id},
                      {"subject", conversation.subject.reveal()},
                      {"body", message.body},
                      {"sent_at", isoUtc(message.at)},
                      {"in_reply_to", conversation.newest_of_staff},
                      {"recipients", conversation.carers}},
                     message.at);
}

bool sendAgain(database::TenantTx& tx, const access::Viewer& viewer, const Known& conversation,
               const std::string& message, UtcTime at) {
    const auto rows = tx.run(kFailed, {message, conversation.id, viewer.account});
    if (rows.empty())
        return false;
    const auto sent_at = rows[0].time("sent_at");
    queueMessage(tx, viewer, message,
                 {{"conversation", conversation.id},
                  {"subject", conversation.subject.reveal()},
                  {"body", std::string{rows[0].text("body")}},
                  {"sent_at", isoUtc(sent_at.value_or(at))},
                  {"in_reply_to", std::string{rows[0].text("in_reply_to")}},
                  {"recipients", conversation.carers}},
                 at);
    return true;
}

bool saveDraft(database::TenantTx& tx, const access::Viewer& viewer, const DraftText& draft, UtcTime at) {
    const std::string id = uuidOrNobodys(draft.id);
    if (tx.run(kDraftCount, {viewer.account, viewer.client, id, draft.conversation})[0].integer("kept") >=
        kDraftsMax)
        return false;
    tx.run(kSaveDraft, {viewer.account, viewer.client, id, draft.conversation, arrayOf(draft.recipients),
                        draft.subject, draft.body, at});
    return true;
}

void dropDraft(database::TenantTx& tx, const access::Viewer& viewer, const DraftText& draft) {
    tx.run(kDropDraft, {viewer.account, viewer.client, uuidOrNobodys(draft.id), draft.conversation});
}

}  // namespace inzage::messages
