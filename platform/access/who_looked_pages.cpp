#include "platform/access/who_looked_pages.h"

#include <algorithm>
#include <array>

#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/access/who_looked_store.h"
#include "platform/views/dutch_time.h"

/// "Wie keek in het dossier?": NEN 7513 and Wabvpz article 15e, in plain words.
namespace inzage::access {
namespace {

using tenancy::Visit;

constexpr std::array<std::string_view, 7> kReasons{"no_right",  "no_access", "access_ended", "care_ended",
                                                   "not_found", "preview",   "preview_own"};

/// "Bekeek de tijdslijn", "Wilde berichten bekijken. Dat mocht niet: …".
std::string deedText(const Visit& visit, const LoggedLook& look) {
    const std::string part =
        visit.say("access.log_part_" + std::string{partOf(look.event, look.object_kind)});
    const std::string deed{deedOf(look.action)};
    if (look.granted)
        return visit.say("access.log_deed_" + deed, {{"PART", part}});
    const bool known = std::find(kReasons.begin(), kReasons.end(), look.reason) != kReasons.end();
    return visit.say("access.log_refused", {{"PART", part}}) + " " +
           visit.say("access.log_reason_" + (known ? look.reason : std::string{"other"}));
}

/// "Contactpersoon", or who of the organisation.
std::string roleText(const Visit& visit, const LoggedLook& look) {
    if (look.source != "portal")
        return visit.say("access.log_staff", {{"ORGANISATION", visit.settings().identity.name}});
    std::string text = visit.say("access.log_role_" + (look.role.empty() ? std::string{"none"} : look.role));
    if (look.used_by == "client" || look.used_by == "representative")
        text += ", " + visit.say("access.log_used_by_" + look.used_by);
    return text;
}

void showLook(const Visit& visit, const Viewer& viewer, const LoggedLook& look, views::Model& day) {
    views::Model& row = day.add("LOOK");
    const std::string& person = look.person.reveal();
    row.set("NAME", person.empty() ? visit.say("access.log_somebody") : person);
    row.set("INITIALS", person.empty() ? "?" : initialsOf(person));
    if (look.account == viewer.account)
        row.show("YOU");
    row.set("ROLE", roleText(visit, look));
    row.set("DEED", deedText(visit, look));
    if (!look.eyes.reveal().empty())
        row.add("EYES").set("PERSON", look.eyes);
    if (!look.granted)
        row.show("REFUSED");
    if (!look.device.empty())
        row.add("DEVICE").set("DEVICE_NAME", deviceText(visit, look.device));
    row.set("TIME", views::timeText(look.at, visit.zone(), visit.language));
}

void showLooks(const Visit& visit, const WhoLooked& found, views::Model& model) {
    std::string last_date;
    views::Model* day = nullptr;
    for (const auto& look : found.looks) {
        const auto date = views::localDateOf(look.at, visit.zone());
        if (date != last_date) {
            day = &model.add("DAY");
            day->set("DAY_NAME", views::dayHeading(date, visit.today, visit.language));
            last_date = date;
        }
        showLook(visit, found.viewer, look, *day);
    }
}

void showChoices(const Visit& visit, const WhoLooked& found, const Period& period,
                 const std::optional<AccountId>& person, views::Model& model) {
    for (const auto& one : kPeriods) {
        auto& option = model.add("PERIOD");
        option.set("VALUE", one.word);
        option.set("LABEL", visit.say("access.log_period_" + std::string{one.word}));
        if (one.word == period.word)
            option.show("CHOSEN");
    }
    for (const auto& one : found.people) {
        auto& option = model.add("PERSON");
        option.set("VALUE", one.account.text());
        option.set("LABEL", one.name);
        if (one.account == person)
            option.show("CHOSEN");
    }
}

http::Response notForYou(const Visit& visit) {
    return showMessage(visit, 403,
                       {visit.say("access.log_refused_title"), visit.say("access.log_refused_text"), "",
                        visit.say("access.to_start"), "/start"});
}

http::Response showWhoLooked(const Visit& visit) {
    const auto& period = periodOf(visit.request.query("periode").value_or(""));
    const auto person = AccountId::parse(visit.request.query("wie").value_or(""));
    const auto before = LogPlace::parse(visit.request.query("voor").value_or(""));
    auto found = findWhoLooked(visit, visit.at - std::chrono::hours{24 * period.days}, person, before);
    if (auto* refused = std::get_if<http::Response>(&found)) {
        // The gate knows no such right: somebody who has a client, but may not read who looked.
        const bool no_right = refused->status == 404 && !std::holds_alternative<http::Response>(actor(visit));
        return no_right ? notForYou(visit) : std::move(*refused);
    }
    const auto& answer = std::get<WhoLooked>(found);
    views::Model model;
    model.set("CLIENT", answer.viewer.client_name);
    showChoices(visit, answer, period, person, model);
    showLooks(visit, answer, model);
    if (answer.looks.empty())
        model.show("EMPTY");
    if (answer.older) {
        auto& older = model.add("OLDER");
        older.set("PLACE", answer.older->text());
        older.set("PERIOD_WORD", period.word);
        older.set("PERSON_ID", person ? person->text() : "");
    }
    if (before)
        model.show("NOT_NEWEST");
    return page(visit, answer.viewer, "access/who_looked",
                {.title = visit.say("access.log_title"), .nav = ""}, model);
}

}  // namespace

void registerWhoLookedPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/inzagelog", http::RouteRight::Client, showWhoLooked);
}

}  // namespace inzage::access
