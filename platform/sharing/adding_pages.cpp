#include <algorithm>

#include "platform/identity/page_parts.h"
#include "platform/sharing/adding_store.h"
#include "platform/sharing/page_parts.h"

/// /gebruikersbeheer/toevoegen: who, which rights, sent. What was typed travels in the forms and never in an
/// address.
namespace inzage::sharing {
namespace {

using tenancy::Visit;

constexpr std::string_view kNewPerson = "nieuw";

std::string field(const Visit& visit, std::string_view name) {
    std::string_view text = visit.request.form(name).value_or("");
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    std::string one_line{text};
    std::replace_if(
        one_line.begin(), one_line.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    return one_line;
}

TypedPerson typedOf(const Visit& visit) {
    return {Private{field(visit, "voornaam")}, Private{field(visit, "achternaam")},
            Private{field(visit, "email")}};
}

bool byRequest(const Visit& visit) {
    return visit.settings().people.adding == config::AddingPeople::RequestToOrganisation;
}

void showTyped(const Visit& visit, const TypedPerson& typed, views::Model& model) {
    model.set("GIVEN", typed.given_name);
    model.set("FAMILY", typed.family_name);
    model.set("EMAIL", typed.email);
    model.show(byRequest(visit) ? "BY_REQUEST" : "BY_INVITATION");
    model.set("ORGANISATION", visit.settings().identity.name);
}

void showFault(const Visit& visit, PersonFault fault, std::string_view name, std::string_view section,
               views::Model& model) {
    std::string key;
    switch (fault) {
        case PersonFault::None:
            return;
        case PersonFault::Missing:
            key = "sharing.fault_missing_" + std::string{name};
            break;
        case PersonFault::TooLong:
            key = "sharing.fault_too_long";
            break;
        case PersonFault::NotAnAddress:
            key = "sharing.fault_no_address";
            break;
        case PersonFault::NotAName:
            key = "sharing.fault_no_name";
            break;
        case PersonFault::TooMany:
            key = "sharing.fault_too_many";
            break;
    }
    const std::string text =
        visit.say(key, {{"MAX", std::to_string(visit.settings().people.invited_addresses_per_day)}});
    views::Model& line = model.add("FAULT");
    line.set("AT", name);
    line.set("TEXT", text);
    model.add(section).set("TEXT", text);
}

http::Response whoPage(const Visit& visit, const access::Viewer& viewer, int status, const TypedPerson& typed,
                       const PersonFaults& faults, const std::vector<Known>& known, bool choose = false) {
    views::Model model;
    showTyped(visit, typed, model);
    if (faults.any()) {
        model.show("FAULTS");
        showFault(visit, faults.given_name, "voornaam", "WRONG_GIVEN", model);
        showFault(visit, faults.family_name, "achternaam", "WRONG_FAMILY", model);
        showFault(visit, faults.email, "email", "WRONG_EMAIL", model);
    }
    if (!known.empty()) {
        views::Model& meant = model.add("MEANT");
        if (choose)
            meant.show("CHOOSE");
        for (const auto& person : known) {
            views::Model& choice = meant.add("CHOICE");
            choice.set("ID", person.account.text());
            const auto& prefix = person.prefix.reveal();
            choice.set("WHO", person.given_name.reveal() + " " + (prefix.empty() ? "" : prefix + " ") +
                                  person.family_name.reveal());
            choice.set("ADDRESS", person.email);
            if (person.here)
                choice.show("HERE");
        }
    }
    return access::page(visit, viewer, "sharing/add_who",
                        {.title = visit.say("sharing.add"), .nav = "", .error = faults.any() || choose},
                        model, status);
}

http::Response rightsPage(const Visit& visit, const access::Viewer& viewer, const Person& self,
                          const TypedPerson& typed, std::string_view who) {
    views::Model model;
    showTyped(visit, typed, model);
    model.set("WHO", who);
    model.set("ROLE", roleName(visit, "contact"));
    if (visit.settings().people.rights_per_person)
        showRights(visit, self.rights, visit.settings().people.default_rights, model);
    return access::page(
        visit, viewer, "sharing/add_rights",
        {.title = visit.say("sharing.add_rights_title", {{"NAME", typed.given_name.reveal()}}), .nav = ""},
        model);
}

http::Response showAdding(const Visit& visit) {
    auto found = findCircle(visit, "sharing.adding");
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, circle] = std::get<CircleAnswer>(found);
    if (const NoPower why = powerOf(visit, viewer); why != NoPower::None)
        return noPower(visit, viewer, circle, why);
    return whoPage(visit, viewer, 200, typedOf(visit), {}, {});
}

/// The person whom the form says is meant, when they are among the known ones.
const Known* chosenOf(const std::vector<Known>& known, std::string_view wie) {
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const Known& k) { return k.account.text() == wie; });
    return found == known.end() ? nullptr : &*found;
}

/// With the name and address of the person that was chosen.
TypedPerson asKnown(const Known& known) {
    const auto& prefix = known.prefix.reveal();
    return {known.given_name, Private{(prefix.empty() ? "" : prefix + " ") + known.family_name.reveal()},
            known.email};
}

http::Response takeWho(const Visit& visit) {
    auto entered = enterDeed(visit, "sharing.adding", 'E');
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<DeedAbout>(entered);
    const TypedPerson typed = typedOf(visit);
    const auto faults = faultsOf(typed);
    const auto known =
        faults.any() ? std::vector<Known>{}
                     : knownPeople(deed.tx, deed.viewer.account, *deed.viewer.client, typed, visit.today);
    deed.tx.commit();
    if (faults.any())
        return whoPage(visit, deed.viewer, 422, typed, faults, {});
    const std::string wie = field(visit, "wie");
    if (known.empty() || wie == kNewPerson)
        return rightsPage(visit, deed.viewer, deed.self(), typed, kNewPerson);
    const Known* chosen = chosenOf(known, wie);
    if (chosen == nullptr || chosen->here)
        return whoPage(visit, deed.viewer, chosen == nullptr && wie.empty() ? 200 : 422, typed, {}, known,
                       chosen != nullptr || !wie.empty());
    return rightsPage(visit, deed.viewer, deed.self(), asKnown(*chosen), chosen->account.text());
}

identity::NewInvitation invitationOf(const Visit& visit, const DeedAbout& deed, const TypedPerson& typed) {
    std::string words;
    for (const auto word : visit.request.formAll("recht"))
        words += std::string{word} + ",";
    const auto family = familyNameOf(typed.family_name.reveal());
    const auto wanted = visit.settings().people.rights_per_person ? rightsFromWords(words)
                                                                  : visit.settings().people.default_rights;
    return {.client = *deed.viewer.client,
            .email = typed.email,
            .given_name = typed.given_name,
            .prefix = Private{family.prefix},
            .family_name = Private{family.name},
            .role = "contact",
            .rights = rightsAfter({}, wanted, deed.self().rights),
            .ends_on = "",
            .invited_by = deed.viewer.account};
}

http::Response invite(const Visit& visit, identity::Identity& identity) {
    auto entered = enterDeed(visit, "sharing.invite", 'C');
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<DeedAbout>(entered);
    const TypedPerson typed = typedOf(visit);
    if (const auto faults = faultsOf(typed); faults.any()) {
        deed.tx.commit();
        return whoPage(visit, deed.viewer, 422, typed, faults, {});
    }
    if (!field(visit, "terug").empty()) {  // back to the step before, with what was typed
        deed.tx.commit();
        return whoPage(visit, deed.viewer, 200, typed, {}, {});
    }
    const auto occasion = identity::occasionOf(visit);
    const auto invitation = invitationOf(visit, deed, typed);
    const bool by_request = byRequest(visit);
    if (!identity.invitations().hasRoom(deed.tx, occasion, invitation)) {
        deed.tx.commit();
        return whoPage(visit, deed.viewer, 422, typed, {.email = PersonFault::TooMany}, {});
    }
    if (by_request)
        (void)identity.invitations().request(deed.tx, occasion, invitation);
    else
        (void)identity.invitations().invite(deed.tx, occasion, invitation);
    deed.tx.commit();
    visit.services.wake_delivery(visit.tenant->id);
    return done(by_request ? "aangevraagd" : "uitgenodigd");
}

}  // namespace

void registerAddingPages(tenancy::Pages& pages, identity::Identity& identity) {
    using http::Method;
    constexpr auto kSettings = http::RouteRight::Settings;
    const std::string adding = std::string{kOverview} + "/toevoegen";
    pages.add(Method::Get, adding, kSettings, showAdding);
    pages.add(Method::Post, adding, kSettings, takeWho, {.typed_at = adding});
    pages.add(Method::Post, adding + "/rechten", kSettings,
              [&](const Visit& visit) { return invite(visit, identity); }, {.typed_at = adding});
}

}  // namespace inzage::sharing
