#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/private.h"
#include "platform/config/tenant_settings.h"

/// Who may write to whom, and what a message may be. Pure functions; the caller brings what the database says
/// now.
namespace inzage::messages {

/// Who wants to write, at the chosen client.
struct Writer {
    std::string role;         ///< client, portal_manager, legal_representative, contact
    bool represents = false;  ///< by law, whatever the role
};

/// Somebody around the client who reads messages.
struct Person {
    std::string id;  ///< of the account
    Private<std::string> name;
    std::string relation;  ///< "dochter"; may be empty
    std::string role;
};

/// Somebody of the care team.
struct Carer {
    std::string id;
    Private<std::string> name;
    std::string role;  ///< "verzorgende"
    bool own_carer = false;
    bool receives = false;  ///< the care-record system says that the family may write to them
};

/// Why somebody can't begin a message to the care.
enum class NoStaff {
    None,            ///< they can
    NotHere,         ///< nobody writes to the care at this organisation
    ReplyOnly,       ///< only answers
    NotThisRole,     ///< others around this client may
    NoOwnCarer,      ///< to the own carer only, and none is linked
    NobodyReceives,  ///< nobody in the care team receives messages
};
/// May this person write to staff at all, by the setting to_staff_by?
[[nodiscard]] bool isAllowedToWriteStaff(const config::MessagesSettings& settings, const Writer& writer);
[[nodiscard]] bool receivesFrom(const config::MessagesSettings& settings, const Carer& carer) noexcept;
[[nodiscard]] NoStaff whyNoStaff(const config::MessagesSettings& settings, const Writer& writer,
                                 const std::vector<Carer>& care_team);

/// What is known of a conversation before somebody answers in it.
struct Facts {
    bool with_staff = false;
    bool for_circle = false;   ///< came from the care-record system
    int readers = 0;           ///< others in it who still read messages
    int carers_receiving = 0;  ///< of the care team in it: who receives messages
    int own_carers = 0;        ///< of those: who is the own carer
};

/// Why somebody can't answer in a conversation.
enum class NoReply {
    None,          ///< they can
    StaffNotHere,  ///< nobody writes to the care at this organisation
    NotThisRole,
    CarerGone,   ///< who was written to receives no messages any more
    NobodyLeft,  ///< nobody else in it may read messages now
    NoPeople,    ///< people don't write to each other here
};
[[nodiscard]] NoReply whyNoReply(const config::MessagesSettings& settings, const Writer& writer,
                                 const Facts& facts);

/// What somebody typed, made plain: line ends are '\n', no other control characters, nothing around it.
[[nodiscard]] std::string plainText(std::string_view typed);
/// The same in one line.
[[nodiscard]] std::string plainLine(std::string_view typed);
/// Characters of UTF-8 text, not bytes.
[[nodiscard]] std::size_t charactersOf(std::string_view text) noexcept;

constexpr std::size_t kSubjectCharsMax = 100;
/// The beginning of a message, for a conversation whose subject was left empty: whole words.
[[nodiscard]] std::string subjectOf(std::string_view body);

/// Whom a form names.
struct Chosen {
    std::vector<Person> people;
    std::vector<Carer> carers;
    bool stranger = false;  ///< somebody who can't be written to

    [[nodiscard]] std::size_t size() const noexcept { return people.size() + carers.size(); }
};
/// `ids` as the form sent them; twice is once.
[[nodiscard]] Chosen chosenOf(const std::vector<std::string>& ids, const std::vector<Person>& people,
                              const std::vector<Carer>& carers);

/// What is wrong with a choice of recipients.
enum class RecipientFault {
    None,
    Nobody,
    Stranger,  ///< somebody who can't be written to, maybe since a moment ago
    OneOnly,   ///< this organisation sends a message to one
    Mixed,     ///< people and care together: they would read each other's answers
};
[[nodiscard]] RecipientFault faultOf(const config::MessagesSettings& settings, const Chosen& chosen) noexcept;

enum class TextFault { None, Missing, TooLong };
[[nodiscard]] TextFault textFaultOf(const config::MessagesSettings& settings, std::string_view body) noexcept;

}  // namespace inzage::messages
