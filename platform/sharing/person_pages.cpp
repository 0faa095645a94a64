#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/identity/page_parts.h"
#include "platform/sharing/change_mails.h"
#include "platform/sharing/end_date.h"
#include "platform/sharing/page_parts.h"
#include "platform/views/dutch_time.h"

/// /gebruikersbeheer/mensen/{id}: one person's end date, removal and its undoing.
namespace inzage::sharing {
namespace {

using tenancy::Visit;

/// Why this person can't be removed, in a sentence; "" when they can.
std::string whyStays(const Visit& visit, Fixed fixed) {
    switch (fixed) {
        case Fixed::No:
        case Fixed::OnePerPerson:
            return "";
        case Fixed::Yourself:
            return visit.say("sharing.stays_yourself");
        case Fixed::Client:
            return visit.say("sharing.stays_client");
        case Fixed::Representative:
            return visit.say("sharing.stays_representative");
        case Fixed::Manager:
            return visit.say("sharing.stays_manager");
        case Fixed::Locked:
            return visit.say("sharing.stays_locked");
    }
    return "";
}

std::string_view wordOf(Fixed fixed) {
    switch (fixed) {
        case Fixed::No:
            return "";
        case Fixed::Yourself:
            return "yourself";
        case Fixed::Client:
            return "client";
        case Fixed::Representative:
            return "representative";
        case Fixed::Manager:
            return "manager";
        case Fixed::Locked:
            return "locked";
        case Fixed::OnePerPerson:
            return "one_per_person";
    }
    return "";
}

void showEndDate(const Visit& visit, const Person& person, const TypedDate& typed, DateFault fault,
                 views::Model& model) {
    views::Model& form = model.add("END_FORM");
    form.set("DAY", typed.day);
    form.set("MONTH", typed.month);
    form.set("YEAR", typed.year);
    if (!person.ends_on.empty())
        form.show("HAS_END");
    if (fault == DateFault::None)
        return;
    const std::string text = visit.say(fault == DateFault::Past ? "sharing.end_past" : "sharing.end_no_date");
    model.add("FAULT").set("TEXT", text);
    form.add("WRONG").set("TEXT", text);
}

http::Response personPage(const Visit& visit, const access::Viewer& viewer, const Person& person, int status,
                          const TypedDate& typed, DateFault fault) {
    const auto& settings = visit.settings().people;
    views::Model model;
    model.set("ID", person.account.text());
    model.set("NAME", person.name);
    model.set("INITIALS", access::initialsOf(person.name.reveal()));
    model.set("ROLE", roleName(visit, person.role));
    model.set("RIGHTS", rightNames(visit, person.rights));
    if (!person.relation.reveal().empty())
        model.add("RELATION").set("TEXT", person.relation);
    if (settings.last_login_shown)
        model.add("LAST_LOGIN").set("MOMENT", lastLogin(visit, person.last_login_at));
    if (!person.ends_on.empty())
        model.add(person.ended ? "ENDED" : "ENDS")
            .set("LAST_DAY", views::dateText(person.ends_on, visit.language));
    const Fixed fixed = whyNotRemovable(settings, viewer.account, viewer.role, person);
    if (fixed == Fixed::No) {
        showEndDate(visit, person, typed, fault, model);
        model.show("REMOVE");
    } else {
        model.add("STAYS").set("WHY", whyStays(visit, fixed));
    }
    if (person.account != viewer.account)
        model.show("PREVIEW_START");
    return access::page(visit, viewer, "sharing/person",
                        {.title = person.name.reveal(), .nav = "", .error = fault != DateFault::None}, model,
                        status);
}

http::Response showPerson(const Visit& visit) {
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto found = findCircle(visit, "sharing.person", id);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, circle] = std::get<CircleAnswer>(found);
    const Person* person = circle.find(AccountId::parse(id).value());
    if (person == nullptr)
        return access::notFound(visit, viewer);
    if (const NoPower why = powerOf(visit, viewer); why != NoPower::None)
        return noPower(visit, viewer, circle, why);
    return personPage(visit, viewer, *person, 200, typedOf(person->ends_on), DateFault::None);
}

/// A deed about somebody who has access and may be removed; else the answer why not.
std::variant<DeedAbout, http::Response> enterRemoval(const Visit& visit, std::string_view event,
                                                     char action) {
    auto entered = enterDeed(visit, event, action);
    if (std::holds_alternative<http::Response>(entered))
        return entered;
    auto& deed = std::get<DeedAbout>(entered);
    const Person* person = deed.circle.find(deed.account);
    if (person == nullptr) {
        deed.tx.commit();
        return access::notFound(visit, deed.viewer);
    }
    const Fixed fixed =
        whyNotRemovable(visit.settings().people, deed.viewer.account, deed.self().role, *person);
    if (fixed == Fixed::No)
        return entered;
    logDeed(deed.tx, deed.viewer,
            {.event = event,
             .action = action,
             .reason = std::string{wordOf(fixed)},
             .person = deed.account.text()},
            visit.request.remoteIp(), visit.at);
    deed.tx.commit();
    return personPage(visit, deed.viewer, *person, 403, {}, DateFault::None);
}

/// Tells, keeps, and goes back to the overview.
http::Response finish(const Visit& visit, identity::Identity& identity, DeedAbout& deed,
                      std::string_view what) {
    tellChanged(visit, identity.outbox(), deed.tx, *deed.viewer.client, {deed.account});
    deed.tx.commit();
    visit.services.wake_delivery(visit.tenant->id);
    return done(what);
}

http::Response saveEnd(const Visit& visit, identity::Identity& identity) {
    auto entered = enterRemoval(visit, "sharing.end", 'U');
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<DeedAbout>(entered);
    const Person& person = *deed.circle.find(deed.account);
    std::string day;
    if (visit.request.form("geen").value_or("").empty()) {
        const TypedDate typed{std::string{visit.request.form("dag").value_or("")},
                              std::string{visit.request.form("maand").value_or("")},
                              std::string{visit.request.form("jaar").value_or("")}};
        const auto read = readDate(typed, visit.today);
        if (read.fault != DateFault::None) {
            deed.tx.commit();
            return personPage(visit, deed.viewer, person, 422, typed, read.fault);
        }
        day = read.day;
    }
    if (day == person.ends_on) {
        deed.tx.commit();
        return done("niets");
    }
    storeEnd(deed.tx, *deed.viewer.client, deed.account, day, visit.at);
    return finish(visit, identity, deed, "einddatum");
}

http::Response remove(const Visit& visit, identity::Identity& identity) {
    auto entered = enterRemoval(visit, "sharing.remove", 'D');
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<DeedAbout>(entered);
    removeAccess(deed.tx, *deed.viewer.client, deed.account, deed.viewer.account, visit.at);
    // Else they would come back by what they prepared.
    identity.invitations().withdrawOf(deed.tx, identity::occasionOf(visit), *deed.viewer.client, deed.account,
                                      {.account = deed.viewer.account});
    return finish(visit, identity, deed, "verwijderd");
}

http::Response undo(const Visit& visit, identity::Identity& identity) {
    auto entered = enterDeed(visit, "sharing.undo", 'C');
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<DeedAbout>(entered);
    if (restoreAccess(deed.tx, *deed.viewer.client, deed.account, visit.at))
        return finish(visit, identity, deed, "terug");
    logDeed(deed.tx, deed.viewer,
            {.event = "sharing.undo", .action = 'C', .reason = "too_late", .person = deed.account.text()},
            visit.request.remoteIp(), visit.at);
    const bool known = wasHere(deed.tx, *deed.viewer.client, deed.account);
    deed.tx.commit();
    return known ? done("te-laat") : access::notFound(visit, deed.viewer);
}

http::Response dismiss(const Visit& visit) {
    auto entered = enterDeed(visit, "sharing.dismiss", 'U');
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<DeedAbout>(entered);
    const bool here = deed.circle.find(deed.account) != nullptr;
    closeAsked(deed.tx, *deed.viewer.client, deed.account, visit.at);
    deed.tx.commit();
    return here ? done("afgewezen") : access::notFound(visit, deed.viewer);
}

}  // namespace

void registerPersonPages(tenancy::Pages& pages, identity::Identity& identity) {
    using http::Method;
    constexpr auto kSettings = http::RouteRight::Settings;
    const std::string person = std::string{kOverview} + "/mensen/{id}";
    pages.add(Method::Get, person, kSettings, showPerson);
    pages.add(Method::Post, person + "/einddatum", kSettings,
              [&](const Visit& visit) { return saveEnd(visit, identity); });
    pages.add(Method::Post, person + "/verwijderen", kSettings,
              [&](const Visit& visit) { return remove(visit, identity); });
    pages.add(Method::Post, person + "/terugdraaien", kSettings,
              [&](const Visit& visit) { return undo(visit, identity); });
    pages.add(Method::Post, person + "/afwijzen", kSettings, dismiss);
}

}  // namespace inzage::sharing
