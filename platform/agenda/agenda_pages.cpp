#include "platform/agenda/agenda_pages.h"

#include <algorithm>

#include "platform/access/offers.h"
#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/agenda/local_time.h"
#include "platform/agenda/page_parts.h"
#include "platform/agenda/views.h"
#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

using tenancy::Visit;

constexpr std::size_t kMarksPerDay = 4;

/// Everything that the parts of the page need.
struct Shown {
    View view = View::Month;
    std::string day;  ///< that was asked for
    Period period;    ///< that is shown: it may end earlier than asked
    const Agenda& agenda;
    std::vector<Dates> dates;  ///< of agenda.appointments

    [[nodiscard]] bool goesOn(std::size_t index, const std::string& date) const {
        return dates[index].first <= date && date <= dates[index].last;
    }
};

/// The column beside an appointment on one day: when it begins, and below it until when.
void showTime(const Visit& visit, const Appointment& one, const Dates& dates, const std::string& date,
              views::Model& line) {
    const bool days = dates.first != dates.last;
    if (isAllDay(one.starts_at, one.ends_at, visit.zone())) {
        line.show("WHOLE_DAY");
        if (days)
            line.add("THROUGH").set("LAST", views::shortDateText(dates.last, visit.language));
        return;
    }
    if (date == dates.first)
        line.add("STARTS").set("TIME", hourText(visit, one.starts_at));
    else
        line.show("GOES_ON");
    if (one.ends_at == one.starts_at)
        return;
    const std::string ends = hourText(visit, one.ends_at);
    line.add("UNTIL").set(
        "ENDS", date == dates.last ? ends : views::shortDateText(dates.last, visit.language) + " " + ends);
}

void showAppointment(const Visit& visit, const Appointment& one, views::Model& line) {
    line.set("ID", one.id.text());
    line.set("TITLE", titleOf(visit, one));
    showKind(one, line);
    if (!one.with_name.reveal().empty()) {
        views::Model& with = line.add("WITH");
        with.set("NAME", one.with_name);
        if (!one.with_role.empty())
            with.add("WITH_ROLE").set("ROLE", one.with_role);
    }
    if (!one.place.reveal().empty())
        line.add("PLACE").set("TEXT", one.place);
    if (!one.note.reveal().empty())
        access::showLines(one.note.reveal(), line.add("NOTE"));
    if (one.made_by_viewer)
        line.show("MADE_BY_YOU");
    else if (!one.made_by.reveal().empty())
        line.add("MADE_BY").set("NAME", one.made_by);
    if (!one.series.empty())
        line.show("IN_SERIES");
    showChange(one, line);
}

views::Model& addDay(const Visit& visit, const Shown& shown, const std::string& date, views::Model& model) {
    views::Model& day = model.add("DAY");
    // The heading of the page names the same day: a second one is for who hears the page only.
    if (shown.view == View::Day)
        day.show("SAID_ABOVE");
    day.set("DATE", date);
    day.set("HEADING", views::dayHeading(date, visit.today, visit.language));
    return day;
}

void addLine(const Visit& visit, const Shown& shown, std::size_t index, const std::string& date,
             views::Model& day) {
    const auto& one = shown.agenda.appointments[index];
    views::Model& line = day.add("APPOINTMENT");
    showTime(visit, one, shown.dates[index], date, line);
    showAppointment(visit, one, line);
}

/// Each day with what goes on in it; in a week also the days on which nothing does.
void showEachDay(const Visit& visit, const Shown& shown, views::Model& model) {
    for (std::string date = shown.period.from; date < shown.period.until; date = views::addDays(date, 1)) {
        views::Model& day = addDay(visit, shown, date, model);
        bool free = true;
        for (std::size_t i = 0; i < shown.dates.size(); ++i)
            if (shown.goesOn(i, date)) {
                addLine(visit, shown, i, date, day);
                free = false;
            }
        if (free)
            day.show("FREE");
    }
}

/// Each appointment once, on the first day from `from` on which it goes on.
bool showOnce(const Visit& visit, const Shown& shown, const std::string& from, const std::string& until,
              views::Model& model) {
    std::vector<std::pair<std::string, std::size_t>> order;
    for (std::size_t i = 0; i < shown.dates.size(); ++i) {
        const std::string date = std::max(shown.dates[i].first, from);
        if (shown.dates[i].last >= from && date < until)
            order.emplace_back(date, i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    views::Model* day = nullptr;
    std::string shown_date;
    for (const auto& [date, index] : order) {
        if (date != shown_date)
            day = &addDay(visit, shown, date, model);
        shown_date = date;
        addLine(visit, shown, index, date, *day);
    }
    return !order.empty();
}

void showCell(const Visit& visit, const Shown& shown, const std::string& date, views::Model& week) {
    views::Model& cell = week.add("CELL");
    cell.set("NUMBER", date[8] == '0' ? date.substr(9) : date.substr(8));
    cell.set("DATE", date);
    if (date.substr(0, 7) != shown.day.substr(0, 7))
        cell.add("OUTSIDE").set("MONTH", views::monthName(date, visit.language));
    if (date == visit.today)
        cell.show("TODAY");
    std::size_t marks = 0;
    for (std::size_t i = 0; i < shown.dates.size(); ++i) {
        if (!shown.goesOn(i, date) || ++marks > kMarksPerDay)
            continue;
        const auto& one = shown.agenda.appointments[i];
        views::Model& mark = cell.add("MARK");
        mark.set("ID", one.id.text());
        mark.set("TITLE", titleOf(visit, one));
        if (date == shown.dates[i].first && !isAllDay(one.starts_at, one.ends_at, visit.zone()))
            mark.add("AT").set("TIME", hourText(visit, one.starts_at));
        showKind(one, mark);
    }
    if (marks > kMarksPerDay)
        cell.add("MORE").set("COUNT", static_cast<long>(marks - kMarksPerDay));
}

void showMonth(const Visit& visit, const Shown& shown, views::Model& model) {
    views::Model& month = model.add("MONTH");
    for (int weekday = 0; weekday < 7; ++weekday) {
        const std::string text =
            views::longDateText(views::addDays(shown.period.from, weekday), visit.language);
        month.add("WEEKDAY").set("NAME", text.substr(0, text.find(' ')));
    }
    for (std::string monday = shown.period.from; monday < shown.period.until;
         monday = views::addDays(monday, 7)) {
        views::Model& week = month.add("WEEK");
        for (int weekday = 0; weekday < 7; ++weekday)
            showCell(visit, shown, views::addDays(monday, weekday), week);
    }
    month.show("LEGEND");
}

std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string headingOf(const Visit& visit, const Shown& shown) {
    switch (shown.view) {
        case View::Month:
            return capital(views::monthAndYear(shown.day, visit.language));
        case View::Week:
            return visit.say("agenda.week", {{"NUMBER", std::to_string(weekNumber(shown.day))}});
        case View::Day:
            return views::dayHeading(shown.day, visit.today, visit.language);
        case View::List:
            return visit.say("agenda.list_heading", {{"FIRST", views::dateText(shown.day, visit.language)}});
    }
    return "";
}

void showTabs(const Visit& visit, const Shown& shown, views::Model& model) {
    for (const View view : {View::Month, View::Week, View::Day, View::List}) {
        views::Model& tab = model.add("TAB");
        tab.set("WORD", wordOf(view));
        tab.set("TAB_DAY", shown.day);
        tab.set("NAME", visit.say("agenda.view_" + std::string{wordOf(view)}));
        if (view == shown.view)
            tab.show("CURRENT");
    }
}

/// The ways to the days before and after, with their names.
void showWays(const Visit& visit, const Shown& shown, views::Model& model) {
    const auto way = [&](std::string_view section, int direction) {
        // A list that had to end early goes on where it ended.
        const std::string day = shown.view == View::List && direction > 0
                                    ? shown.agenda.until
                                    : neighbour(shown.view, shown.day, direction);
        if (dayAsked(day, "") != day)
            return;
        views::Model& link = model.add(section);
        link.set("TO", day);
        link.set("NAME", shown.view == View::Month
                             ? capital(views::monthName(day, visit.language))
                             : visit.say("agenda." + std::string{direction < 0 ? "before_" : "after_"} +
                                         std::string{wordOf(shown.view)}));
    };
    if (shown.view != View::List || shown.agenda.earlier)
        way("EARLIER", -1);
    if (shown.view != View::List || shown.agenda.later)
        way("LATER", 1);
    const auto now = periodOf(shown.view, visit.today);
    if (now.from != periodOf(shown.view, shown.day).from)
        model.show("NOT_TODAY");
}

void showDays(const Visit& visit, const Shown& shown, views::Model& model) {
    views::Model& days = model.add(shown.view == View::Month ? "NARROW_DAYS" : "DAYS");
    bool any = true;
    switch (shown.view) {
        case View::Month: {
            // Where the grid doesn't fit: what is still to come of this month, or all of another one.
            const std::string first = monthStart(shown.day);
            const bool current = first == monthStart(visit.today);
            any = showOnce(visit, shown, current ? visit.today : first, monthStart(shown.day, 1), days);
            if (current && visit.today > first)
                days.add("BEFORE_TODAY").set("FIRST", first);
            break;
        }
        case View::Week:
            showEachDay(visit, shown, days);
            break;
        case View::Day:
            any = showOnce(visit, shown, shown.period.from, shown.period.until, days);
            break;
        case View::List:
            any = showOnce(visit, shown, shown.period.from, shown.agenda.until, days);
            break;
    }
    if (!any) {
        views::Model& empty = days.add("EMPTY");
        if (shown.agenda.own_only)
            empty.show("NO_OWN");
        else
            empty.show("NOTHING");
        if (shown.agenda.later)
            empty.add("GO_LATER").set("TO", shown.agenda.until);
    }
}

http::Response showAgenda(const Visit& visit) {
    if (!access::offersAgenda(visit.settings()))
        return access::notOffered(visit, {.event = "agenda"}, "agenda");
    const View view = viewOf(visit.request.query("weergave").value_or(""));
    const std::string day = dayAsked(visit.request.query("dag").value_or(""), visit.today);
    const Period period = periodOf(view, day);
    auto found = findAgenda(visit, period);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, agenda] = std::get<AgendaAnswer>(found);
    const Shown shown{view, day, period, agenda, datesOf(agenda.appointments, visit.zone())};
    views::Model model;
    model.set("HEADING", headingOf(visit, shown));
    model.set("VIEW", wordOf(view));
    if (agenda.own_only)
        model.show("OWN_ONLY");
    if (mayWrite(visit, viewer))
        model.show("MAY_WRITE");
    else
        model.add("MAY_NOT").set("WHY", whyNot(visit, viewer));
    if (visit.settings().agenda.calendar_links && !viewer.preview_account)
        model.show("LINKS");
    showTabs(visit, shown, model);
    showWays(visit, shown, model);
    if (view == View::Month)
        showMonth(visit, shown, model);
    showDays(visit, shown, model);
    return access::page(visit, viewer, "agenda/agenda",
                        {.title = visit.say("agenda.title"),
                         .nav = "agenda",
                         .kinds = {RecordKind::Appointment},
                         .synced_at = agenda.synced_at},
                        model);
}

}  // namespace

void registerPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/agenda", http::RouteRight::Appointments, showAgenda);
    registerAppointmentPages(pages);
    registerFormPages(pages);
    registerLinkPages(pages);
}

}  // namespace inzage::agenda
