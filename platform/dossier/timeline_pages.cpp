#include <algorithm>

#include "platform/access/offers.h"
#include "platform/access/refusal_pages.h"
#include "platform/changes/changes.h"
#include "platform/dossier/dossier_pages.h"
#include "platform/dossier/dossier_tabs.h"
#include "platform/dossier/timeline_store.h"
#include "platform/views/dutch_time.h"

namespace inzage::dossier {
namespace {

constexpr int kMonthsToChoose = 30;
constexpr int kDaysInBar = 7;

/// What the address asks for: ?soort=, ?voor= (older than), or ?dag=&maand= (one day).
struct Asked {
    std::optional<EntryKind> kind;
    std::optional<TimelineCursor> before;
    std::string day;         ///< "2026-11-24" when one was asked for
    bool wrong_day = false;  ///< a day was typed that does not exist
};

Asked askedOf(const tenancy::Visit& visit) {
    Asked asked;
    if (const auto kind = visit.request.query("soort"))
        asked.kind = entryKindFromAddress(*kind);
    if (const auto before = visit.request.query("voor"))
        asked.before = TimelineCursor::parse(*before);
    const auto month = visit.request.query("maand");
    const auto day = visit.request.query("dag");
    if (!month || !day)
        return asked;
    if (const auto date = views::dateOf(*month, *day)) {
        asked.day = *date;
        // Before the first moment of the next day, whatever its id: what begins at midnight is of that day.
        asked.before = TimelineCursor{views::dayStart(views::addDays(*date, 1), visit.zone()),
                                      "00000000-0000-0000-0000-000000000000"};
    } else {
        asked.wrong_day = true;
    }
    return asked;
}

std::string iconOf(EntryKind kind) {
    switch (kind) {
        case EntryKind::Report:
            return "note-pencil";
        case EntryKind::Measurement:
            return "chart-line-up";
        case EntryKind::Questionnaire:
            return "list-checks";
        case EntryKind::CarePlan:
            return "clipboard-text";
        case EntryKind::Visit:
            return "check-circle";
    }
    return "note-pencil";
}

std::string pathOf(const TimelineEntry& entry) {
    switch (entry.kind) {
        case EntryKind::Report:
            return "/dossier/lezen/rapportage/" + entry.id;
        case EntryKind::Measurement:
            return "/dossier/metingen/" + entry.kind_code;
        case EntryKind::Questionnaire:
            return "/dossier/lezen/vragenlijst/" + entry.id;
        case EntryKind::CarePlan:
            return "/dossier/plannen/" + entry.id;
        case EntryKind::Visit:
            return {};
    }
    return "/dossier/tijdslijn";
}

void showEntry(const tenancy::Visit& visit, const TimelineEntry& entry, views::Model& day) {
    views::Model& card = day.add("ENTRY");
    if (!entry.whole_day)
        card.set("TIME", views::timeText(entry.at, visit.zone(), visit.language));
    card.set("ICON", iconOf(entry.kind));
    card.set("KIND", visit.say("dossier.kind_" + std::string{addressWord(entry.kind)}));
    if (entry.kind == EntryKind::Visit) {
        card.show("IS_VISIT");
    } else {
        views::Model& link = card.add("LINK");
        link.set("PATH", pathOf(entry));
        link.set("TITLE", entry.title);
    }
    if (entry.by_family)
        showFamily(entry.state, card);
    if (entry.kind == EntryKind::Measurement)
        card.add("VALUE").set(
            "TEXT", views::measuredText(entry.value, entry.value_second, entry.unit, visit.language));
    if (entry.is_new)
        card.show("IS_NEW");
    if (!entry.author_name.reveal().empty()) {
        views::Model& author = card.add("AUTHOR");
        author.set("NAME", entry.author_name);
        if (!entry.author_role.empty())
            author.add("WITH_ROLE").set("ROLE", entry.author_role);
    }
    if (entry.kind != EntryKind::CarePlan && !entry.excerpt.reveal().empty())
        card.add("EXCERPT").set("TEXT", entry.excerpt);
}

/// A day that was asked for and on which nobody wrote anything.
void showSilentDay(const tenancy::Visit& visit, const Timeline& timeline, const std::string& day,
                   views::Model& model) {
    if (day.empty() ||
        (!timeline.entries.empty() && tenancy::localDate(timeline.entries.front().at, visit.zone()) == day))
        return;
    views::Model& silent = model.add("SILENT_DAY");
    silent.set("HEADING", views::dayHeading(day, visit.today, visit.language));
    silent.show(day > visit.today ? "TO_COME" : "PAST");
    if (!visit.settings().dossier.silence_text.empty())
        silent.add("WHY").set("TEXT", visit.settings().dossier.silence_text);
}

void showDays(const tenancy::Visit& visit, const Timeline& timeline, views::Model& model) {
    std::string shown;
    views::Model* day = nullptr;
    for (const auto& entry : timeline.entries) {
        const std::string date = tenancy::localDate(entry.at, visit.zone());
        if (day == nullptr || date != shown) {
            shown = date;
            day = &model.add("DAY");
            day->set("DATE", date);
            day->set("HEADING", views::dayHeading(date, visit.today, visit.language));
        }
        showEntry(visit, entry, *day);
    }
}

void showBar(const tenancy::Visit& visit, const Timeline& timeline, const std::string& from,
             const std::string& chosen, const Asked& asked, views::Model& model) {
    for (int i = 0; i < kDaysInBar; ++i) {
        const std::string date = views::addDays(from, i);
        if (date > visit.today)
            break;
        views::Model& day = model.add("BAR_DAY");
        day.set("WEEKDAY", views::weekdayShort(date, visit.language));
        day.set("NUMBER", std::to_string(std::stoi(date.substr(8, 2))));
        day.set("MONTH", date.substr(0, 7));
        day.set("MONTH_NAME", views::monthName(date, visit.language));
        if (asked.kind)
            day.add("OF_KIND").set("WORD", addressWord(*asked.kind));
        const bool has = std::find(timeline.days.begin(), timeline.days.end(), date) != timeline.days.end();
        day.show(has ? "HAS" : "HAS_NONE");
        if (date == chosen)
            day.show("CHOSEN");
    }
}

void showFilters(const tenancy::Visit& visit, const std::vector<EntryKind>& kinds, const Asked& asked,
                 views::Model& model) {
    views::Model& all = model.add("FILTER");
    all.set("LABEL", visit.say("dossier.all_kinds"));
    all.set("PATH", "/dossier/tijdslijn");
    if (!asked.kind)
        all.show("CHOSEN");
    for (const EntryKind kind : kinds) {
        views::Model& filter = model.add("FILTER");
        filter.set("LABEL", visit.say("dossier.kinds_" + std::string{addressWord(kind)}));
        filter.set("PATH", "/dossier/tijdslijn?soort=" + std::string{addressWord(kind)});
        if (asked.kind == kind)
            filter.show("CHOSEN");
    }
}

void showMonths(const tenancy::Visit& visit, const std::string& chosen, views::Model& model) {
    std::string month = visit.today.substr(0, 7);
    for (int i = 0; i < kMonthsToChoose; ++i) {
        views::Model& option = model.add("MONTH_OPTION");
        option.set("VALUE", month);
        option.set("NAME", views::monthAndYear(month + "-01", visit.language));
        if (month == chosen.substr(0, 7))
            option.show("CHOSEN");
        month = views::addDays(month + "-01", -1).substr(0, 7);
    }
}

bool showsVisits(const config::TenantSettings& settings) {
    return settings.dossier.visits_shown && access::offersAgenda(settings) &&
           settings.agenda.care_appointments_shown;
}

/// Of the catalogue's access.not_offered_….
std::string_view partOf(EntryKind kind) {
    switch (kind) {
        case EntryKind::Report:
            return "reports";
        case EntryKind::Measurement:
            return "measurements";
        case EntryKind::Questionnaire:
            return "questionnaires";
        case EntryKind::CarePlan:
            return "care_plan";
        case EntryKind::Visit:
            break;
    }
    return "timeline";
}

http::Response showTimeline(const tenancy::Visit& visit) {
    const auto& settings = visit.settings();
    if (!hasTab(settings, config::DossierTab::Timeline))
        return access::notOffered(visit, {.event = "dossier.timeline"}, "timeline");
    const Asked asked = askedOf(visit);
    auto kinds = shownKinds(settings);
    const auto all_kinds = kinds;
    if (asked.kind)
        std::erase_if(kinds, [&](EntryKind kind) { return kind != *asked.kind; });
    if (kinds.empty())
        return access::notOffered(visit, {.event = "dossier.timeline"},
                                  asked.kind ? partOf(*asked.kind) : "timeline");
    const std::string chosen = !asked.day.empty() ? asked.day
                               : asked.before     ? tenancy::localDate(asked.before->before, visit.zone())
                                                  : visit.today;
    const std::string last = std::min(views::addDays(chosen, asked.day.empty() ? 0 : 3), visit.today);
    const std::string from = views::addDays(last, 1 - kDaysInBar);
    auto looked_for = kinds;
    if (showsVisits(settings) && std::ranges::count(kinds, EntryKind::Report) > 0)
        looked_for.push_back(EntryKind::Visit);
    auto found = findTimeline(visit, {.kinds = looked_for,
                                      .before = asked.before,
                                      .week_from = from,
                                      .home_care_visits = !settings.agenda.home_care_sees_own_only});
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, timeline] = std::get<TimelineAnswer>(found);
    views::Model model;
    showTabs(visit, "tijdslijn", model);
    showBar(visit, timeline, from, chosen, asked, model);
    showFilters(visit, all_kinds, asked, model);
    showMonths(visit, chosen, model);
    showSilentDay(visit, timeline, asked.day, model);
    showDays(visit, timeline, model);
    if (asked.kind) {
        model.add("KEEP_KIND").set("WORD", addressWord(*asked.kind));
    }
    if (asked.wrong_day)
        model.show("WRONG_DAY");
    if (timeline.entries.empty() && asked.day.empty())
        model.show("EMPTY");
    if (shows(settings, config::DossierSection::Reports))
        model.show("SEARCH");
    if (asked.before)
        model.show("NOT_NEWEST");
    if (timeline.older) {
        views::Model& older = model.add("OLDER");
        older.set("CURSOR", timeline.older->text());
        if (asked.kind)
            older.add("OF_KIND").set("WORD", addressWord(*asked.kind));
    }
    if (!settings.dossier.silence_text.empty())
        model.add("SILENCE").set("TEXT", settings.dossier.silence_text);
    return access::page(visit, viewer, "dossier/timeline",
                        {.title = visit.say("dossier.title_timeline"),
                         .nav = "dossier",
                         .kinds = recordKindsOf(kinds),
                         .synced_at = timeline.synced_at,
                         .error = asked.wrong_day},
                        model);
}

http::Response toFirstTab(const tenancy::Visit& visit) {
    const auto& tabs = visit.settings().dossier.tabs;
    if (tabs.empty() || tabs.front() == config::DossierTab::Timeline)
        return http::redirect(303, "/dossier/tijdslijn");
    return http::redirect(303,
                          tabs.front() == config::DossierTab::Plans ? "/dossier/plannen" : "/dossier/lezen");
}

}  // namespace

void registerTimelinePages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/dossier", http::RouteRight::Public, toFirstTab);
    pages.add(http::Method::Get, "/dossier/tijdslijn", http::RouteRight::Dossier, showTimeline);
}

}  // namespace inzage::dossier
