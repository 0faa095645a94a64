#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/page_place.h"
#include "platform/base/private.h"

namespace inzage::messages {

/// One line of the list.
struct Conversation {
    std::string id;
    Private<std::string> subject;  ///< may be empty
    Private<std::string> people;   ///< the others in it, "Joke Jansen, Piet Puk"; may be empty
    bool with_staff = false;
    Private<std::string> last_author;
    Private<std::string> last_text;  ///< the first kExcerptChars characters of the newest message
    bool last_mine = false;
    UtcTime last_at;
    int new_count = 0;  ///< not read yet, of others; counted up to kNewCountMax
};

constexpr int kExcerptChars = 160;
constexpr int kNewCountMax = 99;
constexpr int kConversationsPerPage = 50;
constexpr int kMessagesPerPage = 50;

struct ConversationList {
    std::vector<Conversation> conversations;  ///< newest first
    std::optional<PagePlace> older;           ///< absent when this is the end
    std::optional<UtcTime> synced_at;
};

/// How far a message of the viewer to the care has come.
enum class MessageState { Received, Queued, Delivered, Read, Failed, InDoubt };

struct Message {
    std::string id;
    Private<std::string> author;
    std::string author_role;
    Private<std::string> body;
    UtcTime sent_at;
    MessageState state = MessageState::Received;
    bool mine = false;
    bool is_new = false;  ///< of somebody else and not read yet
};

struct Thread {
    Private<std::string> subject;
    Private<std::string> people;
    std::vector<Message> messages;   ///< oldest first; the newest kMessagesPerPage before the place asked for
    std::optional<PagePlace> older;  ///< absent when this is the beginning
    std::optional<UtcTime> synced_at;
    bool unknown = false;  ///< no conversation of this account at this client: 404
};

struct ConversationsAnswer {
    access::Viewer viewer;
    ConversationList list;
};
struct ThreadAnswer {
    access::Viewer viewer;
    Thread thread;
};

/// Each in one round trip; only conversations that the account is a member of.
[[nodiscard]] std::variant<ConversationsAnswer, http::Response> findConversations(
    const tenancy::Visit& visit, const std::optional<PagePlace>& before);
/// `id`: a UUID.
[[nodiscard]] std::variant<ThreadAnswer, http::Response> findThread(const tenancy::Visit& visit,
                                                                    const std::string& id,
                                                                    const std::optional<PagePlace>& before);

}  // namespace inzage::messages
