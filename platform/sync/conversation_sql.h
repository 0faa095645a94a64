#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What taking messages in does about their conversations. `s` is staging_message, `c` its client.
namespace inzage::sync {

/// The name of a statement or a check, and its text.
using NamedSql = std::pair<std::string, std::string>;

/// Joins a staged message to its conversation x; one that began in the portal goes by other names at the
/// source.
inline constexpr std::string_view kConversationOfMessage =
    " JOIN (SELECT v.id, v.client_id, v.source_id AS named FROM conversation v WHERE v.source_id IS NOT NULL "
    "UNION ALL SELECT v.id, v.client_id, l.source_id FROM conversation_alias l JOIN conversation v "
    "ON v.id = l.conversation_id) x ON x.named = s.conversation AND x.client_id = c.id";

/// Conditions under which a staged message names a conversation of another client.
[[nodiscard]] std::vector<NamedSql> conversationsOfOthers();
/// Statements with the moment as $1.
[[nodiscard]] std::vector<NamedSql> conversationsBeforeMerge();
/// Statements without parameters.
[[nodiscard]] std::vector<NamedSql> conversationsAfterMerge();

}  // namespace inzage::sync
