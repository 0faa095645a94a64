#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/private.h"
#include "platform/messages/rules.h"

namespace inzage::people {

struct Contact {
    Private<std::string> name;
    Private<std::string> relation;
    Private<std::string> phone;
    Private<std::string> email;
    bool first_contact = false;
    bool legal_representative = false;
    bool portal_manager = false;
    std::string photo{};  ///< file id; "" for none
};

struct CareTeamMember {
    std::string id;
    Private<std::string> name;
    std::string role;
    std::string phone;
    bool own_carer = false;
    bool receives_messages = false;  ///< the care-record system says that the family may write to them
};

constexpr int kPeopleMax = 200;  ///< of each; nobody has more

struct ContactsAnswer {
    access::Viewer viewer;
    std::vector<Contact> contacts;  ///< in the order that the organisation chose
    std::optional<UtcTime> synced_at;
};
struct CareTeamAnswer {
    access::Viewer viewer;
    std::vector<CareTeamMember> members;  ///< the own carer first, then by name
    messages::Writer writer;              ///< who would write to them
    std::optional<UtcTime> synced_at;
};

/// Each in one round trip.
[[nodiscard]] std::variant<ContactsAnswer, http::Response> findContacts(const tenancy::Visit& visit);
[[nodiscard]] std::variant<CareTeamAnswer, http::Response> findCareTeam(const tenancy::Visit& visit);

}  // namespace inzage::people
