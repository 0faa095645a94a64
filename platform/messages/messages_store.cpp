#include "platform/messages/messages_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/changes/changes.h"

namespace inzage::messages {
namespace {

// The others in conversation x, by name. For the circle, which nobody chose, it is who of the care wrote
// last.
#define INZAGE_OTHERS                                                                                      \
    "SELECT string_agg(n.name, ', ' ORDER BY n.name) AS people FROM ("                                     \
    "(SELECT coalesce(nullif(person_name(k.given_name, k.prefix, k.family_name), ''), t.name, o.name) AS " \
    "name "                                                                                                \
    "FROM conversation_member o LEFT JOIN account k ON k.id = o.account_id "                               \
    "LEFT JOIN care_team_member t ON t.id = o.care_team_member_id "                                        \
    "WHERE o.conversation_id = x.id AND NOT x.for_circle "                                                 \
    "AND o.account_id IS DISTINCT FROM viewer.account_id LIMIT 20) "                                       \
    "UNION ALL (SELECT w.author_name FROM message w WHERE x.for_circle AND w.conversation_id = x.id "      \
    "AND w.author_is_staff ORDER BY w.sent_at DESC, w.id DESC LIMIT 1)"                                    \
    ") AS n WHERE n.name <> ''"

// $13 before (moment), $14 before (id)
constexpr database::Statement kConversations{"messages_list", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'message') AS synced_at,
       (SELECT max(a.created_at) FROM message a WHERE a.client_id = viewer.client_id) AS arrived_at,
       (SELECT jsonb_agg(jsonb_build_object('id', d.id, 'conversation', d.conversation_id, 'subject', d.subject, 'text', d.text,
                                            'saved_at', d.saved_at_us) ORDER BY d.saved_at_us DESC)
          FROM (SELECT md.id, md.conversation_id, coalesce(dc.subject, md.subject) AS subject, beginning(md.body, 160) AS text,
                       (extract(epoch FROM md.saved_at) * 1000000)::bigint AS saved_at_us
                  FROM message_draft md LEFT JOIN conversation dc ON dc.id = md.conversation_id
                 WHERE md.account_id = viewer.account_id AND md.client_id = viewer.client_id AND viewer.preview_account IS NULL
                 ORDER BY md.saved_at DESC LIMIT 20) AS d) AS drafts,
       x.id, x.subject, x.with_staff, x.last_message_at, others.people, l.body, l.author_name, l.mine, l.sent_at, u.new_count
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT c.* FROM conversations_of(viewer.client_id, viewer.account_id, viewer.preview_account) AS c
       WHERE (c.last_message_at, c.id) < ($13::timestamptz, $14::uuid)
       ORDER BY c.last_message_at DESC, c.id DESC LIMIT 51) AS x ON true
  LEFT JOIN LATERAL ()sql" INZAGE_OTHERS R"sql() AS others ON true
  LEFT JOIN LATERAL (
      SELECT beginning(m.body, 160) AS body, m.author_name, m.sent_at,
             m.author_account IS NOT DISTINCT FROM viewer.account_id AS mine
        FROM message m WHERE m.conversation_id = x.id AND m.state <> 'draft'
       ORDER BY m.sent_at DESC, m.id DESC LIMIT 1) AS l ON true
  LEFT JOIN LATERAL (
      SELECT count(*) AS new_count
        FROM (SELECT FROM message m
               WHERE m.conversation_id = x.id AND m.state <> 'draft' AND m.created_at > x.read_until
                 AND m.author_account IS DISTINCT FROM viewer.account_id LIMIT 99) AS n) AS u ON true
 ORDER BY x.last_message_at DESC, x.id DESC)sql"};

// $13 the conversation, $14 before (moment), $15 before (id), $16 whether these are the newest. Who looks at
// the newest has read what arrived: what was new is shown as new this once.
constexpr database::Statement kThread{"messages_thread",
                                      "WITH viewer AS MATERIALIZED (SELECT * FROM " INZAGE_ENTER R"sql(),
x AS MATERIALIZED (
    SELECT c.*, (SELECT max(a.created_at) FROM message a WHERE a.conversation_id = c.id) AS arrived_at
      FROM viewer, conversations_of(viewer.client_id, viewer.account_id, viewer.preview_account) AS c WHERE c.id = $13::uuid),
read AS (
    INSERT INTO conversation_member AS cm (conversation_id, account_id, read_until)
    SELECT x.id, viewer.account_id, x.arrived_at FROM viewer, x
     WHERE $16::boolean AND x.read_until < x.arrived_at AND viewer.preview_account IS NULL
    ON CONFLICT (conversation_id, account_id) WHERE account_id IS NOT NULL
    DO UPDATE SET read_until = greatest(cm.read_until, excluded.read_until)),
saw AS (
    INSERT INTO notice_seen (notice_id, account_id, seen_at)
    SELECT n.id, viewer.account_id, $9::timestamptz FROM viewer, x, notice n
     WHERE $16::boolean AND viewer.preview_account IS NULL AND n.client_id = viewer.client_id AND n.kind = 'message'
       AND n.object_id = x.id AND (n.account_id IS NULL OR n.account_id = viewer.account_id)
       AND n.created_at > $9::timestamptz - interval '90 days'
    ON CONFLICT DO NOTHING)
SELECT )sql" INZAGE_VIEWER R"sql(,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'message') AS synced_at,
       x.id AS conversation, x.subject, x.with_staff, x.for_circle, x.arrived_at, others.people,
       known.represents, known.readers, known.carers, known.own_carers,
       d.id AS draft_id, d.body AS draft, d.saved_at AS draft_at,
       m.id, m.author_name, m.author_role, m.body, m.sent_at, m.mine, m.created_at > x.read_until AS is_new,
       state.out, state.answered, state.read_by,
       f.id AS file, f.name AS file_name, f.thumbnail IS NOT NULL AS file_is_picture
  FROM viewer
  LEFT JOIN x ON true
  LEFT JOIN LATERAL ()sql" INZAGE_OTHERS R"sql() AS others ON true
  LEFT JOIN LATERAL conversation_facts(x.id, viewer.client_id, viewer.account_id, $10::date) AS known ON true
  LEFT JOIN message_draft d ON d.account_id = viewer.account_id AND d.conversation_id = x.id AND viewer.preview_account IS NULL
  LEFT JOIN LATERAL (
      SELECT s.id, s.author_name, s.author_role, s.body, s.sent_at, s.created_at,
             s.author_account IS NOT DISTINCT FROM viewer.account_id AS mine
        FROM message s
       WHERE s.conversation_id = x.id AND s.client_id = viewer.client_id AND s.state <> 'draft'
         AND (s.sent_at, s.id) < ($14::timestamptz, $15::uuid)
       ORDER BY s.sent_at DESC, s.id DESC LIMIT 51) AS m ON true
  LEFT JOIN LATERAL (
      SELECT change_state(m.id) AS out,
             x.with_staff AND EXISTS (SELECT FROM message r
                                       WHERE r.conversation_id = x.id AND r.author_is_staff AND r.sent_at > m.sent_at) AS answered,
             (SELECT string_agg(person_name(k.given_name, k.prefix, k.family_name), ', ' ORDER BY k.given_name)
                FROM conversation_member o JOIN account k ON k.id = o.account_id
               WHERE o.conversation_id = x.id AND NOT x.with_staff AND o.account_id <> viewer.account_id
                 AND o.read_until >= m.created_at) AS read_by
       WHERE m.mine) AS state ON true
  LEFT JOIN file f ON f.parent_id = m.id AND f.purpose = 'attachment'
 ORDER BY m.sent_at DESC, m.id DESC)sql"};
#undef INZAGE_OTHERS

MessageState stateOf(const database::Row& row) {
    if (!row.flag("mine"))
        return MessageState::Received;
    const auto out = changes::changeStateFrom(row.text("out"));
    if (!out)
        return MessageState::Sent;
    switch (*out) {
        case changes::ChangeState::Queued:
        case changes::ChangeState::Sending:
            return MessageState::Queued;
        case changes::ChangeState::Sent:
            return MessageState::Awaited;
        case changes::ChangeState::Delivered:
            return row.flag("answered") ? MessageState::Read : MessageState::Delivered;
        case changes::ChangeState::Conflict:
        case changes::ChangeState::SetAside:
            return MessageState::Failed;
    }
    return MessageState::Queued;
}

UtcTime fromMicroseconds(std::int64_t us) {
    return UtcTime{std::chrono::microseconds{us}};
}

std::vector<Draft> draftsOf(std::string_view json) {
    std::vector<Draft> drafts;
    if (json.empty())
        return drafts;
    for (const auto& entry : parseJson(json))
        drafts.push_back({.id = entry.at("id").get<std::string>(),
                          .conversation = entry.at("conversation").is_null()
                                              ? ""
                                              : entry.at("conversation").get<std::string>(),
                          .subject = Private{entry.at("subject").get<std::string>()},
                          .text = Private{entry.at("text").get<std::string>()},
                          .saved_at = fromMicroseconds(entry.at("saved_at").get<std::int64_t>())});
    return drafts;
}

std::optional<Conversation> conversationOf(const database::Row& row) {
    const auto last_at = row.time("last_message_at");
    if (!last_at)
        return std::nullopt;
    return Conversation{
        .id = std::string{row.text("id")},
        .subject = row.personal("subject"),
        .people = row.personal("people"),
        .with_staff = row.flag("with_staff"),
        .last_author = row.personal("author_name"),
        .last_text = row.personal("body"),
        .last_mine = row.flag("mine"),
        .last_at = *last_at,
        .new_count = static_cast<int>(std::min<std::int64_t>(row.integer("new_count"), kNewCountMax))};
}

std::optional<Message> messageOf(const database::Row& row) {
    const auto sent_at = row.time("sent_at");
    if (!sent_at)
        return std::nullopt;
    const bool mine = row.flag("mine");
    return Message{.id = std::string{row.text("id")},
                   .author = row.personal("author_name"),
                   .author_role = std::string{row.text("author_role")},
                   .body = row.personal("body"),
                   .file = {.id = std::string{row.text("file")},
                            .name = row.personal("file_name"),
                            .is_picture = row.flag("file_is_picture")},
                   .sent_at = *sent_at,
                   .state = stateOf(row),
                   .read_by = row.personal("read_by"),
                   .mine = mine,
                   .is_new = !mine && row.flag("is_new")};
}

}  // namespace

Facts factsOf(const database::Row& row) {
    return {.with_staff = row.flag("with_staff"),
            .for_circle = row.flag("for_circle"),
            .readers = static_cast<int>(row.integer("readers")),
            .carers_receiving = static_cast<int>(row.integer("carers")),
            .own_carers = static_cast<int>(row.integer("own_carers"))};
}

std::variant<ConversationsAnswer, http::Response> findConversations(const tenancy::Visit& visit,
                                                                    const std::optional<PagePlace>& before) {
    const PagePlace place = before.value_or(PagePlace::newest());
    auto entered = access::enter(visit, {.event = "messages.list", .object_kind = "message"}, kConversations,
                                 {place.before, place.id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    ConversationList list;
    list.synced_at = rows[0].time("synced_at");
    list.arrived_at = rows[0].time("arrived_at");
    list.drafts = draftsOf(rows[0].text("drafts"));
    for (const auto& row : rows) {
        auto conversation = conversationOf(row);
        if (!conversation)
            continue;
        if (list.conversations.size() == kConversationsPerPage) {
            list.older = PagePlace{list.conversations.back().last_at, list.conversations.back().id};
            break;
        }
        list.conversations.push_back(std::move(*conversation));
    }
    return ConversationsAnswer{std::move(viewer), std::move(list)};
}

std::variant<ThreadAnswer, http::Response> findThread(const tenancy::Visit& visit, const std::string& id,
                                                      const std::optional<PagePlace>& before) {
    const PagePlace place = before.value_or(PagePlace::newest());
    auto entered =
        access::enter(visit, {.event = "messages.thread", .object_kind = "conversation", .object_id = id},
                      kThread, {id, place.before, place.id, !before.has_value()});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    Thread thread;
    thread.unknown = rows[0].isNull("conversation");
    thread.subject = rows[0].personal("subject");
    thread.people = rows[0].personal("people");
    thread.synced_at = rows[0].time("synced_at");
    thread.arrived_at = rows[0].time("arrived_at");
    thread.facts = factsOf(rows[0]);
    thread.writer = {.role = viewer.role, .represents = rows[0].flag("represents")};
    if (const auto saved_at = rows[0].time("draft_at"))
        thread.draft = Draft{.id = std::string{rows[0].text("draft_id")},
                             .conversation = id,
                             .subject = thread.subject,
                             .text = rows[0].personal("draft"),
                             .saved_at = *saved_at};
    for (const auto& row : rows) {
        auto message = messageOf(row);
        if (!message)
            continue;
        if (thread.messages.size() == kMessagesPerPage) {
            thread.older = PagePlace{thread.messages.back().sent_at, thread.messages.back().id};
            break;
        }
        thread.messages.push_back(std::move(*message));
    }
    std::reverse(thread.messages.begin(), thread.messages.end());
    return ThreadAnswer{std::move(viewer), std::move(thread)};
}

}  // namespace inzage::messages
