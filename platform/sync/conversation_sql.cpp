#include "platform/sync/conversation_sql.h"

namespace inzage::sync {

// One EXISTS per condition: the planner hashes it, two joined by OR would be looked up row by row.
std::vector<NamedSql> conversationsOfOthers() {
    return {
        {"conversation_taken",
         "EXISTS (SELECT FROM conversation x JOIN client c ON c.id = x.client_id WHERE x.source_id = "
         "s.conversation AND c.source_id <> s.client)"},
        {"alias_taken",
         "EXISTS (SELECT FROM conversation_alias l JOIN conversation x ON x.id = l.conversation_id JOIN "
         "client c ON c.id = x.client_id WHERE l.source_id = s.conversation AND c.source_id <> s.client)"},
        {"begun_taken",
         "EXISTS (SELECT FROM conversation x JOIN client c ON c.id = x.client_id WHERE NOT x.for_circle AND "
         "x.id::text = s.conversation AND c.source_id <> s.client)"},
        // A new conversation belongs to the client of its first message.
        {"conversation_twice",
         "NOT EXISTS (SELECT FROM conversation x WHERE x.source_id = s.conversation) AND EXISTS (SELECT FROM "
         "staging_message e WHERE e.conversation = s.conversation AND e.client <> s.client AND (e.seq, "
         "e.source_id) < (s.seq, s.source_id))"}};
}

std::vector<NamedSql> conversationsBeforeMerge() {
    // What the source calls a conversation that began in the portal: the name that it was given with the
    // message, the one under which that message comes back, or the one of an answer to it. Without this an
    // answer meant for one person would begin a conversation that everybody around the client reads.
    const std::string by = " FROM staging_message s JOIN client c ON c.source_id = s.client ";
    const std::string begun = "JOIN conversation v ON NOT v.for_circle AND v.client_id = c.id AND ";
    return {
        {"sync.conversation_aliases",
         "INSERT INTO conversation_alias (source_id, conversation_id) "
         "SELECT DISTINCT ON (a.named) a.named, a.id FROM (SELECT s.conversation AS named, v.id" +
             by + "JOIN message m ON m.source_id = s.source_id " + begun +
             "v.id = m.conversation_id UNION ALL SELECT s.conversation, v.id" + by +
             "JOIN message m ON m.source_id = s.reply_to " + begun +
             "v.id = m.conversation_id UNION ALL SELECT s.conversation, v.id" + by + begun +
             "v.id::text = s.conversation) AS a WHERE NOT EXISTS (SELECT FROM conversation o "
             "WHERE o.source_id = a.named) AND $1::timestamptz IS NOT NULL ON CONFLICT DO NOTHING"},
        {"sync.aliased_conversations",
         "UPDATE conversation v SET last_message_at = a.newest FROM (SELECT l.conversation_id, "
         "max(s.sent_at) AS newest FROM staging_message s JOIN conversation_alias l ON l.source_id = "
         "s.conversation GROUP BY 1) AS a WHERE v.id = a.conversation_id AND v.last_message_at < a.newest "
         "AND $1::timestamptz IS NOT NULL"},
        {"sync.conversations",
         "INSERT INTO conversation AS v (client_id, source_id, subject, with_staff, for_circle, "
         "last_message_at, created_at) SELECT c.id, s.conversation, max(s.subject), "
         "bool_or(s.author_is_staff), true, max(s.sent_at), $1::timestamptz FROM staging_message s JOIN "
         "client c ON c.source_id = s.client WHERE NOT EXISTS (SELECT FROM conversation_alias l WHERE "
         "l.source_id = s.conversation) GROUP BY c.id, s.conversation ON CONFLICT (source_id) DO UPDATE SET "
         "last_message_at = greatest(v.last_message_at, excluded.last_message_at), with_staff = v.with_staff "
         "OR excluded.with_staff, subject = CASE WHEN excluded.subject = '' THEN v.subject ELSE "
         "excluded.subject END WHERE v.client_id = excluded.client_id AND (v.last_message_at < "
         "excluded.last_message_at OR v.with_staff < excluded.with_staff OR (excluded.subject <> '' AND "
         "v.subject <> excluded.subject))"}};
}

std::vector<NamedSql> conversationsAfterMerge() {
    return {{"sync.replies",
             "UPDATE message m SET in_reply_to = p.id FROM staging_message s, message p WHERE m.source_id = "
             "s.source_id AND s.reply_to <> '' AND p.source_id = s.reply_to AND p.client_id = m.client_id "
             "AND m.in_reply_to IS DISTINCT FROM p.id"}};
}

}  // namespace inzage::sync
