#include <algorithm>
#include <array>

#include "platform/access/page_parts.h"
#include "platform/sharing/change_mails.h"
#include "platform/sharing/invitation_parts.h"
#include "platform/sharing/page_parts.h"
#include "platform/views/dutch_time.h"

/// /gebruikersbeheer: who may see what.
namespace inzage::sharing {
namespace {

using tenancy::Visit;

constexpr std::array<std::string_view, 13> kDone{
    "rechten",     "niets",       "anders",  "einddatum",   "verwijderd", "terug",    "te-laat",
    "uitgenodigd", "aangevraagd", "opnieuw", "ingetrokken", "niet-meer",  "afgewezen"};

/// What the deed before did: the words are in the texts, the address only names them.
void showDone(const Visit& visit, views::Model& model) {
    const auto asked = visit.request.query("gedaan").value_or("");
    const auto* const known = std::find(kDone.begin(), kDone.end(), asked);
    if (known == kDone.end())
        return;
    const bool bad = *known == "anders" || *known == "te-laat" || *known == "niet-meer";
    const bool nothing = *known == "niets";
    views::Model& alert = model.add(bad ? "DONE_NOT" : nothing ? "DONE_NOTHING" : "DONE");
    std::string key{*known};
    std::replace(key.begin(), key.end(), '-', '_');
    alert.set("TEXT", visit.say("sharing.done_" + key));
}

void showRemoved(const Visit& visit, const Circle& circle, views::Model& model) {
    for (const auto& removed : circle.removed) {
        views::Model& row = model.add("REMOVED");
        row.set("ID", removed.account.text());
        row.set("NAME", removed.name);
        row.set("UNTIL", views::timeText(removed.until, visit.zone(), visit.language));
    }
}

void showAsked(const Visit& visit, const Circle& circle, views::Model& model) {
    for (const auto& asked : circle.asked) {
        views::Model& row = model.add("ASKED");
        row.set("ID", asked.account.text());
        row.set("NAME", asked.name);
        row.set("PART", visit.say("sharing.part_" + asked.wanted));
        row.set("MOMENT", views::momentText(asked.at, visit.zone(), visit.at, visit.language));
    }
}

/// Why somebody stays: an icon and a word, and for the lock a sentence.
void showHold(const Visit& visit, Fixed fixed, views::Model& row) {
    switch (fixed) {
        case Fixed::No:
        case Fixed::OnePerPerson:
            return;
        case Fixed::Yourself:
            return row.add("HOLD").set("WORD", visit.say("sharing.hold_yourself"));
        case Fixed::Client:
            return row.add("HOLD").set("WORD", visit.say("sharing.hold_client"));
        case Fixed::Representative:
            return row.add("HOLD").set("WORD", visit.say("sharing.hold_representative"));
        case Fixed::Manager:
            return row.add("HOLD").set("WORD", visit.say("sharing.hold_manager"));
        case Fixed::Locked:
            row.add("HOLD").set("WORD", visit.say("sharing.hold_locked"));
            row.add("HOLD_WHY").set("TEXT", visit.say("sharing.hold_locked_why"));
    }
}

void showTicks(const Visit& visit, const access::Viewer& viewer, const Person& person, views::Model& row) {
    views::Model& ticks = row.add("TICKS");
    ticks.set("WAS", wordsOf(person.rights));
    for (const Right right : kRights) {
        views::Model& cell = ticks.add("CELL");
        cell.set("RIGHT_NAME", rightName(visit, right));
        cell.set("WORD", nameOf(right));
        // What somebody doesn't have they can't give or take.
        if (!viewer.may(right)) {
            cell.add("TEXT").set("YES_NO", visit.say(person.may(right) ? "sharing.yes" : "sharing.no"));
            continue;
        }
        views::Model& tick = cell.add("TICK");
        if (person.may(right))
            tick.show("IS_TICKED");
    }
}

void showPerson(const Visit& visit, const access::Viewer& viewer, const Person& person, bool may_decide,
                views::Model& model) {
    const auto& settings = visit.settings().people;
    views::Model& row = model.add("PERSON");
    row.set("ID", person.account.text());
    row.set("NAME", person.name);
    row.set("INITIALS", access::initialsOf(person.name.reveal()));
    row.set("ROLE",
            person.relation.reveal().empty() ? roleName(visit, person.role) : person.relation.reveal());
    if (person.account == viewer.account)
        row.show("IS_YOU");
    if (!person.ends_on.empty())
        row.add(person.ended ? "ENDED" : "ENDS").set("DAY", views::dateText(person.ends_on, visit.language));
    if (settings.last_login_shown)
        row.add("LAST_LOGIN").set("MOMENT", lastLogin(visit, person.last_login_at));
    if (may_decide && whyRightsFixed(settings, viewer.account, person) == Fixed::No)
        showTicks(visit, viewer, person, row);
    else
        row.add("FIXED").set("RIGHTS", rightNames(visit, person.rights));
    const Fixed stays = whyNotRemovable(settings, viewer.account, viewer.role, person);
    showHold(visit, stays, row);
    if (may_decide && person.account != viewer.account)
        row.add("MORE").set("WHAT",
                            visit.say(stays == Fixed::No ? "sharing.more_remove" : "sharing.more_look"));
}

void showPower(const Visit& visit, const access::Viewer& viewer, const Circle& circle, NoPower power,
               views::Model& model) {
    if (power != NoPower::None) {
        model.add("NO_POWER").set("WHO", whomToAsk(visit, viewer, circle, power));
        return;
    }
    const bool by_request = visit.settings().people.adding == config::AddingPeople::RequestToOrganisation;
    model.show(by_request ? "ADD_BY_REQUEST" : "ADD");
    if (by_request)
        model.add("REQUEST_NOTE").set("ORGANISATION", visit.settings().identity.name);
    showRemoved(visit, circle, model);
    showAsked(visit, circle, model);
    const bool any_ticks = std::any_of(circle.people.begin(), circle.people.end(), [&](const Person& person) {
        return whyRightsFixed(visit.settings().people, viewer.account, person) == Fixed::No;
    });
    if (any_ticks)
        model.show("SAVE");
}

http::Response showOverview(const Visit& visit, identity::Identity& identity) {
    auto found = findCircle(visit, "sharing.people");
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, circle] = std::get<CircleAnswer>(found);
    const NoPower power = powerOf(visit, viewer);
    views::Model model;
    showDone(visit, model);
    showPower(visit, viewer, circle, power, model);
    model.set("ADVICE", visit.settings().people.rights_advice.empty()
                            ? visit.say("sharing.advice")
                            : visit.settings().people.rights_advice);
    if (visit.settings().people.last_login_shown)
        model.show("LAST_LOGIN_COLUMN");
    for (const auto& person : circle.people)
        showPerson(visit, viewer, person, power == NoPower::None, model);
    showInvitations(visit, identity, *viewer.client, power == NoPower::None, model);
    for (const Right right : kRights) {
        views::Model& row = model.add("MEANING");
        row.set("NAME", rightName(visit, right));
        row.set("WHAT", visit.say("sharing.meaning_" + std::string{nameOf(right)}));
    }
    return access::page(visit, viewer, "sharing/people", {.title = visit.say("sharing.title"), .nav = ""},
                        model);
}

/// What the form says about one person: as it was when the page was made, and what is ticked now.
struct Ticked {
    AccountId account;
    std::vector<Right> was;
    std::vector<Right> wanted;
};

std::vector<Ticked> tickedOf(const http::Request& request) {
    std::vector<Ticked> all;
    for (const auto id : request.formAll("mens")) {
        const auto account = AccountId::parse(id);
        if (!account || all.size() == kPeopleMax)
            continue;
        std::string words;
        for (const auto word : request.formAll("recht-" + account->text()))
            words += std::string{word} + ",";
        all.push_back({*account, rightsFromWords(request.form("was-" + account->text()).value_or("")),
                       rightsFromWords(words)});
    }
    return all;
}

/// What saving the whole table came to.
struct Saved {
    std::vector<AccountId> changed;
    bool somebody_was_faster = false;
};

Saved saveAll(const Visit& visit, DeedAbout& deed, const std::vector<Ticked>& ticked) {
    Saved saved;
    const auto ip = visit.request.remoteIp();
    for (const auto& wish : ticked) {
        const Person* person = deed.circle.find(wish.account);
        if (person == nullptr ||
            whyRightsFixed(visit.settings().people, deed.viewer.account, *person) != Fixed::No)
            continue;
        const auto wanted = rightsAfter(wish.was, wish.wanted, deed.self().rights);
        if (wanted == wish.was)
            continue;
        if (person->rights != wish.was) {
            saved.somebody_was_faster = true;
            continue;
        }
        storeRights(deed.tx, *deed.viewer.client, wish.account, wanted, deed.viewer.account, visit.at);
        closeAsked(deed.tx, *deed.viewer.client, wish.account, visit.at);
        logDeed(deed.tx, deed.viewer,
                {.event = "sharing.right", .person = wish.account.text(), .what = wordsOf(wanted)}, ip,
                visit.at);
        saved.changed.push_back(wish.account);
    }
    return saved;
}

http::Response saveRights(const Visit& visit, identity::Identity& identity) {
    auto entered = enterDeed(visit, "sharing.rights", 'U');
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<DeedAbout>(entered);
    const auto saved = saveAll(visit, deed, tickedOf(visit.request));
    if (!saved.changed.empty())
        tellChanged(visit, identity.outbox(), deed.tx, *deed.viewer.client, saved.changed);
    deed.tx.commit();
    if (!saved.changed.empty())
        visit.services.wake_delivery(visit.tenant->id);
    if (saved.somebody_was_faster)
        return done("anders");
    return done(saved.changed.empty() ? "niets" : "rechten");
}

}  // namespace

void registerOverviewPages(tenancy::Pages& pages, identity::Identity& identity) {
    pages.add(http::Method::Get, std::string{kOverview}, http::RouteRight::Settings,
              [&](const Visit& visit) { return showOverview(visit, identity); });
    pages.add(http::Method::Post, "/gebruikersbeheer/rechten", http::RouteRight::Settings,
              [&](const Visit& visit) { return saveRights(visit, identity); });
}

}  // namespace inzage::sharing
