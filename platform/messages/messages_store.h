#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/page_place.h"
#include "platform/base/private.h"
#include "platform/messages/rules.h"

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
    int new_count = 0;  ///< arrived since it was last looked at, of others; counted up to kNewCountMax
};

/// What this account began to write and keeps for later.
struct Draft {
    std::string id;
    std::string conversation;  ///< of an answer; "" for a new message
    Private<std::string> subject;
    Private<std::string> text;  ///< in a list its first kExcerptChars characters
    UtcTime saved_at;
};

constexpr int kExcerptChars = 160;
constexpr int kNewCountMax = 99;
constexpr int kConversationsPerPage = 50;
constexpr int kMessagesPerPage = 50;
constexpr int kDraftsMax = 20;  ///< of one account at one client

struct ConversationList {
    std::vector<Conversation> conversations;  ///< newest first
    std::optional<PagePlace> older;           ///< absent when this is the end
    std::vector<Draft> drafts;                ///< newest first
    std::optional<UtcTime> arrived_at;        ///< the newest arrival about this client; see findNews()
    std::optional<UtcTime> synced_at;
};

/// How far a message of the viewer has come.
enum class MessageState {
    Received,   ///< of somebody else
    Sent,       ///< to people, who read it here
    Queued,     ///< to the care, goes out with the next run
    Awaited,    ///< sent to the care-record system, which hasn't confirmed it yet
    Delivered,  ///< in the care-record system
    Read,       ///< the care answered since
    Failed,     ///< did not reach the care, and won't by itself
};

/// What was sent along with a message.
struct AttachedFile {
    std::string id;  ///< "" when there is none
    Private<std::string> name;
    bool is_picture = false;
};

struct Message {
    std::string id;
    Private<std::string> author;
    std::string author_role;
    Private<std::string> body;
    AttachedFile file;
    UtcTime sent_at;
    MessageState state = MessageState::Received;
    Private<std::string> read_by;  ///< of one's own to people: who has read it, "Joke Jansen, Piet Puk"
    bool mine = false;
    bool is_new = false;  ///< of somebody else and arrived since the last look
};

struct Thread {
    Private<std::string> subject;
    Private<std::string> people;
    std::vector<Message> messages;   ///< oldest first; the newest kMessagesPerPage before the place asked for
    std::optional<PagePlace> older;  ///< absent when this is the beginning
    Facts facts;
    Writer writer;
    std::optional<Draft> draft;         ///< of an answer
    std::optional<UtcTime> arrived_at;  ///< the newest arrival in this conversation; see findNews()
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

/// The facts in a row with the columns of conversation_facts(), with_staff and for_circle.
[[nodiscard]] Facts factsOf(const database::Row& row);

/// Each in one round trip; only conversations that the account is a member of.
[[nodiscard]] std::variant<ConversationsAnswer, http::Response> findConversations(
    const tenancy::Visit& visit, const std::optional<PagePlace>& before);
/// `id`: a UUID. Who looks at the newest messages has read what arrived, except in a preview.
[[nodiscard]] std::variant<ThreadAnswer, http::Response> findThread(const tenancy::Visit& visit,
                                                                    const std::string& id,
                                                                    const std::optional<PagePlace>& before);

}  // namespace inzage::messages
