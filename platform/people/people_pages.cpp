#include "platform/people/people_pages.h"

#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/files/files.h"
#include "platform/people/details_tabs.h"
#include "platform/people/people_store.h"

namespace inzage::people {
namespace {

/// What a telephone dials: "06 12 34 56 78" without its spaces.
std::string dialled(std::string_view phone) {
    std::string digits;
    for (const char c : phone)
        if ((c >= '0' && c <= '9') || (c == '+' && digits.empty()))
            digits += c;
    return digits;
}

void showPhone(std::string_view phone, views::Model& card) {
    if (phone.empty())
        return;
    views::Model& line = card.add("PHONE");
    line.set("SHOWN", phone);
    line.set("DIALLED", "tel:" + dialled(phone));
}

void showContact(const Contact& contact, views::Model& model) {
    views::Model& card = model.add("CONTACT");
    if (contact.photo.empty())
        card.add("LETTERS").set("INITIALS", access::initialsOf(contact.name.reveal()));
    else
        card.add("PORTRAIT").set("SRC", files::urlOf(contact.photo, true));
    card.set("NAME", contact.name);
    if (!contact.relation.reveal().empty())
        card.add("RELATION").set("TEXT", contact.relation);
    if (contact.first_contact)
        card.show("FIRST");
    if (contact.legal_representative)
        card.show("LEGAL");
    if (contact.portal_manager)
        card.show("MANAGER");
    showPhone(contact.phone.reveal(), card);
    if (!contact.email.reveal().empty())
        card.add("EMAIL").set("ADDRESS", contact.email);
}

/// The way to a message to this person, or that there is none; true when there is one.
bool showWriting(const tenancy::Visit& visit, const CareTeamAnswer& answer, const CareTeamMember& member,
                 views::Model& card) {
    const auto& settings = visit.settings().messages;
    const bool to_anybody = settings.to_staff == config::MessagesToStaff::CareTeam ||
                            settings.to_staff == config::MessagesToStaff::LinkedCarer;
    if (!visit.settings().people.care_team_message_button || !to_anybody ||
        !answer.viewer.may(Right::Messages) || answer.viewer.preview_account ||
        !messages::isAllowedToWriteStaff(settings, answer.writer))
        return false;
    if (!messages::receivesFrom(settings, {.id = member.id,
                                           .name = member.name,
                                           .role = member.role,
                                           .own_carer = member.own_carer,
                                           .receives = member.receives_messages})) {
        card.show("MAY_NOT_WRITE");
        return false;
    }
    card.add("MAY_WRITE").set("ID", member.id);
    return true;
}

bool showMember(const tenancy::Visit& visit, const CareTeamAnswer& answer, const CareTeamMember& member,
                views::Model& model) {
    views::Model& card = model.add("MEMBER");
    card.set("INITIALS", access::initialsOf(member.name.reveal()));
    card.set("NAME", member.name);
    if (visit.settings().people.care_team_roles_shown && !member.role.empty())
        card.add("WITH_ROLE").set("ROLE", member.role);
    if (member.own_carer)
        card.show("OWN_CARER");
    showPhone(member.phone, card);
    return showWriting(visit, answer, member, card);
}

/// The tab was left out: to the first one there is.
http::Response otherTab(const tenancy::Visit& visit, std::string_view event) {
    const std::string first = firstTab(visit.settings());
    return first.empty() ? access::notOffered(visit, {.event = event}, "details")
                         : http::redirect(303, first);
}

http::Response showContacts(const tenancy::Visit& visit) {
    const auto& settings = visit.settings().people;
    if (!settings.contacts_shown)
        return otherTab(visit, "people.contacts");
    auto found = findContacts(visit);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, contacts, synced_at] = std::get<ContactsAnswer>(found);
    views::Model model;
    showTabs(visit, "contactpersonen", model);
    for (const auto& contact : contacts)
        showContact(contact, model);
    if (contacts.empty())
        model.show("EMPTY");
    else if (settings.contacts_order == config::ContactsOrder::Alphabetical)
        model.show("BY_ALPHABET");
    return access::page(visit, viewer, "people/contacts",
                        {.title = visit.say("people.title_contacts"),
                         .nav = "gegevens",
                         .kinds = {RecordKind::Contact},
                         .synced_at = synced_at},
                        model);
}

http::Response showCareTeam(const tenancy::Visit& visit) {
    if (!visit.settings().people.care_team_shown)
        return otherTab(visit, "people.care_team");
    auto found = findCareTeam(visit);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& answer = std::get<CareTeamAnswer>(found);
    const auto& members = answer.members;
    views::Model model;
    showTabs(visit, "zorgteam", model);
    bool writes = false;
    for (const auto& member : members)
        writes = showMember(visit, answer, member, model) || writes;
    if (writes && !visit.settings().messages.holiday_warning.empty())
        model.add("HOLIDAY").set("TEXT", visit.settings().messages.holiday_warning);
    if (members.empty())
        model.show("EMPTY");
    return access::page(visit, answer.viewer, "people/care_team",
                        {.title = visit.say("people.title_care_team"),
                         .nav = "gegevens",
                         .kinds = {RecordKind::CareTeamMember},
                         .synced_at = answer.synced_at},
                        model);
}

http::Response toFirstTab(const tenancy::Visit& visit) {
    const std::string first = firstTab(visit.settings());
    return http::redirect(303, first.empty() ? "/gegevens/contactpersonen" : first);
}

}  // namespace

void registerPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/gegevens", http::RouteRight::Public, toFirstTab);
    pages.add(http::Method::Get, "/gegevens/contactpersonen", http::RouteRight::Details, showContacts);
    pages.add(http::Method::Get, "/gegevens/zorgteam", http::RouteRight::Details, showCareTeam);
}

}  // namespace inzage::people
