#include "platform/messages/messages_store.h"

#include <algorithm>

namespace inzage::messages {
namespace {

// The others in conversation x, by name; for the circle they are not named, because nobody chose them.
#define INZAGE_OTHERS                                                                                     \
    "SELECT string_agg(n.name, ', ' ORDER BY n.name) AS people FROM ("                                    \
    "SELECT coalesce(nullif(person_name(k.given_name, k.prefix, k.family_name), ''), t.name, o.name) AS " \
    "name "                                                                                               \
    "FROM conversation_member o LEFT JOIN account k ON k.id = o.account_id "                              \
    "LEFT JOIN care_team_member t ON t.id = o.care_team_member_id "                                       \
    "WHERE o.conversation_id = x.id AND NOT x.for_circle "                                                \
    "AND o.account_id IS DISTINCT FROM viewer.account_id "                                                \
    "LIMIT 20) AS n WHERE n.name <> ''"

// $13 before (moment), $14 before (id)
constexpr database::Statement kConversations{"messages_list", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'message') AS synced_at,
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
               WHERE m.conversation_id = x.id AND m.state <> 'draft' AND m.sent_at > x.read_until
                 AND m.author_account IS DISTINCT FROM viewer.account_id LIMIT 99) AS n) AS u ON true
 ORDER BY x.last_message_at DESC, x.id DESC)sql"};

// $13 the conversation, $14 before (moment), $15 before (id). Who opens it has read it: what was new is shown
// as new this once.
constexpr database::Statement kThread{"messages_thread",
                                      "WITH viewer AS MATERIALIZED (SELECT * FROM " INZAGE_ENTER R"sql(),
x AS MATERIALIZED (
    SELECT c.* FROM viewer, conversations_of(viewer.client_id, viewer.account_id, viewer.preview_account) AS c WHERE c.id = $13::uuid),
read AS (
    INSERT INTO conversation_member AS cm (conversation_id, account_id, read_until)
    SELECT x.id, viewer.account_id, x.last_message_at FROM viewer, x
     WHERE x.read_until < x.last_message_at AND viewer.preview_account IS NULL
    ON CONFLICT (conversation_id, account_id) WHERE account_id IS NOT NULL
    DO UPDATE SET read_until = greatest(cm.read_until, excluded.read_until))
SELECT )sql" INZAGE_VIEWER R"sql(,
       (SELECT f.updated_at FROM freshness f WHERE f.kind = 'message') AS synced_at,
       x.id AS conversation, x.subject, others.people,
       m.id, m.author_name, m.author_role, m.body, m.sent_at, m.state,
       m.author_account IS NOT DISTINCT FROM viewer.account_id AS mine, m.sent_at > x.read_until AS is_new
  FROM viewer
  LEFT JOIN x ON true
  LEFT JOIN LATERAL ()sql" INZAGE_OTHERS R"sql() AS others ON true
  LEFT JOIN LATERAL (
      SELECT s.id, s.author_account, s.author_name, s.author_role, s.body, s.sent_at, s.state
        FROM message s
       WHERE s.conversation_id = x.id AND s.client_id = viewer.client_id AND s.state <> 'draft'
         AND (s.sent_at, s.id) < ($14::timestamptz, $15::uuid)
       ORDER BY s.sent_at DESC, s.id DESC LIMIT 51) AS m ON true
 ORDER BY m.sent_at DESC, m.id DESC)sql"};
#undef INZAGE_OTHERS

MessageState stateOf(std::string_view name) {
    if (name == "queued")
        return MessageState::Queued;
    if (name == "delivered")
        return MessageState::Delivered;
    if (name == "read")
        return MessageState::Read;
    if (name == "failed")
        return MessageState::Failed;
    if (name == "in_doubt")
        return MessageState::InDoubt;
    return MessageState::Received;
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
                   .sent_at = *sent_at,
                   .state = stateOf(row.text("state")),
                   .mine = mine,
                   .is_new = !mine && row.flag("is_new")};
}

}  // namespace

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
                      kThread, {id, place.before, place.id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    Thread thread;
    thread.unknown = rows[0].isNull("conversation");
    thread.subject = rows[0].personal("subject");
    thread.people = rows[0].personal("people");
    thread.synced_at = rows[0].time("synced_at");
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
