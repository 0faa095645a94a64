#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/messages/messages_store.h"
#include "platform/messages/rules.h"

/// What writing a message reads and writes. Functions with a transaction run inside the caller's deed, which
/// commits; all throw DatabaseError.
namespace inzage::messages {

/// Whom this person could write to, before the settings are asked.
struct Circle {
    Writer writer;
    std::vector<Person> people;     ///< by name
    std::vector<Carer> care_team;   ///< the own carer first
    Private<std::string> managers;  ///< who decides about rights here: "Anna Jansen"; may be empty
};
struct NewAnswer {
    access::Viewer viewer;
    Circle circle;
    std::optional<Draft> draft;
    std::vector<std::string> draft_recipients;
};
/// For GET /berichten/nieuw, in one round trip. `draft`: a UUID, or "".
[[nodiscard]] std::variant<NewAnswer, http::Response> findNew(const tenancy::Visit& visit,
                                                              const std::string& draft);

/// The same inside a deed.
[[nodiscard]] Circle circleOf(database::TenantTx& tx, const access::Viewer& viewer, const std::string& today);

/// A conversation that somebody wants to answer in.
struct Known {
    std::string id;
    Private<std::string> subject;
    Private<std::string> people;
    Facts facts;
    Writer writer;
    std::string newest_of_staff;      ///< id of their newest message; "" when there is none
    std::vector<std::string> carers;  ///< ids of the care-team members in it
};
/// Absent when this account does not read it. `today`: "2026-11-22".
[[nodiscard]] std::optional<Known> knownOf(database::TenantTx& tx, const access::Viewer& viewer,
                                           const std::string& id, const std::string& today);

/// Deeds of one writer come one after the other from here on.
void lockWriter(database::TenantTx& tx, const access::Viewer& viewer);
/// The conversation into which the form with this key (a UUID) was sent already.
[[nodiscard]] std::optional<std::string> sentWith(database::TenantTx& tx, const access::Viewer& viewer,
                                                  const std::string& form_key);
/// How many messages this account wrote in the hour before `at`.
[[nodiscard]] int sentInLastHour(database::TenantTx& tx, const access::Viewer& viewer, UtcTime at);

struct NewMessage {
    std::string id;        ///< a new UUID
    std::string form_key;  ///< a UUID
    std::string body;
    UtcTime at{};
    std::string today;  ///< "2026-11-22"
};
/// Both tell the others that there is something new.
/// Starts a conversation with them; gives its id. What goes to the care is queued for the care-record system.
std::string sendNew(database::TenantTx& tx, const access::Viewer& viewer, const Chosen& to,
                    const std::string& subject, const NewMessage& message);
/// Answers in it; an answer's draft is used up.
void sendAnswer(database::TenantTx& tx, const access::Viewer& viewer, const Known& conversation,
                const NewMessage& message);
/// Hands a message of this account that did not reach the care over once more. False when there is none such.
[[nodiscard]] bool sendAgain(database::TenantTx& tx, const access::Viewer& viewer, const Known& conversation,
                             const std::string& message, UtcTime at);

struct DraftText {
    std::string id;            ///< of the draft that this goes on with; "" for another one
    std::string conversation;  ///< "" for a new message
    std::vector<std::string> recipients;
    std::string subject;
    std::string body;
};
/// False when this account has kDraftsMax already.
[[nodiscard]] bool saveDraft(database::TenantTx& tx, const access::Viewer& viewer, const DraftText& draft,
                             UtcTime at);
void dropDraft(database::TenantTx& tx, const access::Viewer& viewer, const DraftText& draft);

}  // namespace inzage::messages
