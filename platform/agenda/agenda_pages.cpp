#include "platform/agenda/agenda_pages.h"

#include "platform/access/offers.h"
#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/agenda/agenda_store.h"
#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

// Nobody's appointments lie outside these; an address that asks for more starts today.
constexpr std::string_view kFirstDay = "2000-01-01";
constexpr std::string_view kLastDay = "2100-01-01";

std::string dayAsked(const tenancy::Visit& visit) {
    const auto text = visit.request.query("vanaf").value_or("");
    if (text.size() != 10 || text < kFirstDay || text > kLastDay || text[7] != '-')
        return visit.today;
    return views::dateOf(text.substr(0, 7), text.substr(8)).value_or(visit.today);
}

/// "15.40": the hour without its word, for the narrow column beside an appointment.
std::string hourText(const tenancy::Visit& visit, UtcTime at) {
    const std::string text = views::timeText(at, visit.zone(), visit.language);
    return text.substr(0, text.find(' '));
}

std::string endText(const tenancy::Visit& visit, const Appointment& appointment) {
    const std::string first_day = views::localDateOf(appointment.starts_at, visit.zone());
    const std::string last_day = views::localDateOf(appointment.ends_at, visit.zone());
    const std::string hour = hourText(visit, appointment.ends_at);
    return first_day == last_day ? hour : views::shortDateText(last_day, visit.language) + " " + hour;
}

void showKind(const Appointment& appointment, views::Model& line) {
    if (appointment.is_private)
        line.show("IS_PRIVATE");
    switch (appointment.kind) {
        case AppointmentKind::Care:
            line.show("IS_CARE");
            break;
        case AppointmentKind::Therapy:
            line.show("IS_THERAPY");
            break;
        case AppointmentKind::Own:
            // A private one is its own as well; one mark is enough.
            if (!appointment.is_private)
                line.show("IS_OWN");
            break;
    }
}

void showAppointment(const tenancy::Visit& visit, const Appointment& appointment, views::Model& day) {
    views::Model& line = day.add("APPOINTMENT");
    line.set("STARTS", hourText(visit, appointment.starts_at));
    if (appointment.ends_at != appointment.starts_at)
        line.add("UNTIL").set("ENDS", endText(visit, appointment));
    line.set("TITLE", appointment.title);
    showKind(appointment, line);
    if (appointment.cancelled)
        line.show("IS_CANCELLED");
    if (!appointment.with_name.reveal().empty()) {
        views::Model& with = line.add("WITH");
        with.set("NAME", appointment.with_name);
        if (!appointment.with_role.empty())
            with.add("WITH_ROLE").set("ROLE", appointment.with_role);
    }
    if (!appointment.place.reveal().empty())
        line.add("PLACE").set("TEXT", appointment.place);
    if (!appointment.note.reveal().empty())
        access::showLines(appointment.note.reveal(), line.add("NOTE"));
    if (appointment.made_by_viewer)
        line.show("MADE_BY_YOU");
    else if (!appointment.made_by.reveal().empty())
        line.add("MADE_BY").set("NAME", appointment.made_by);
}

void showDays(const tenancy::Visit& visit, const Agenda& agenda, views::Model& model) {
    std::string shown;
    views::Model* day = nullptr;
    for (const auto& appointment : agenda.appointments) {
        const std::string date = views::localDateOf(appointment.starts_at, visit.zone());
        if (day == nullptr || date != shown) {
            shown = date;
            day = &model.add("DAY");
            day->set("DATE", date);
            day->set("HEADING", views::dayHeading(date, visit.today, visit.language));
        }
        showAppointment(visit, appointment, *day);
    }
    if (agenda.appointments.empty())
        model.show("EMPTY");
}

void showPager(const Agenda& agenda, const std::string& from, views::Model& model) {
    if (!agenda.earlier && !agenda.later)
        return;
    views::Model& pager = model.add("PAGER");
    if (agenda.earlier)
        pager.add("EARLIER").set("FROM", views::addDays(from, -kDaysPerPage));
    if (agenda.later)
        pager.add("LATER").set("FROM", agenda.until);
}

http::Response showAgenda(const tenancy::Visit& visit) {
    if (!access::offersAgenda(visit.settings()))
        return access::notOffered(visit, {.event = "agenda"}, "agenda");
    const std::string from = dayAsked(visit);
    auto found = findAgenda(visit, from);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, agenda] = std::get<AgendaAnswer>(found);
    views::Model model;
    model.set("FIRST", views::dateText(from, visit.language));
    model.set("LAST", views::dateText(views::addDays(agenda.until, -1), visit.language));
    if (from != visit.today)
        model.show("NOT_TODAY");
    if (agenda.own_only)
        model.show("OWN_ONLY");
    showDays(visit, agenda, model);
    showPager(agenda, from, model);
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
}

}  // namespace inzage::agenda
