#include "platform/agenda/calendar_file.h"

#include <libical/ical.h>

#include <memory>

#include "platform/agenda/page_parts.h"
#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
struct FreeText {
    void operator()(char* text) const { icalmemory_free_buffer(text); }
};

icaltimetype momentTime(UtcTime at) {
    return icaltime_from_timet_with_zone(std::chrono::system_clock::to_time_t(at), 0,
                                         icaltimezone_get_utc_timezone());
}

icaltimetype dayTime(const std::string& date) {
    icaltimetype time = icaltime_null_date();
    time.year = std::stoi(date.substr(0, 4));
    time.month = std::stoi(date.substr(5, 2));
    time.day = std::stoi(date.substr(8, 2));
    time.is_date = 1;
    return time;
}

void add(icalcomponent* component, icalproperty* property) {
    icalcomponent_add_property(component, property);
}

icalcomponent* newEvent(const CalendarEvent& event, UtcTime at) {
    icalcomponent* made = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    add(made, icalproperty_new_uid(event.uid.c_str()));
    add(made, icalproperty_new_dtstamp(momentTime(at)));
    add(made, icalproperty_new_lastmodified(momentTime(event.changed_at)));
    if (event.first_day.empty()) {
        add(made, icalproperty_new_dtstart(momentTime(event.span.starts_at)));
        add(made, icalproperty_new_dtend(momentTime(event.span.ends_at)));
    } else {
        add(made, icalproperty_new_dtstart(dayTime(event.first_day)));
        add(made, icalproperty_new_dtend(dayTime(event.day_after)));
    }
    add(made, icalproperty_new_summary(event.summary.reveal().c_str()));
    if (!event.description.reveal().empty())
        add(made, icalproperty_new_description(event.description.reveal().c_str()));
    if (!event.location.reveal().empty())
        add(made, icalproperty_new_location(event.location.reveal().c_str()));
    add(made, icalproperty_new_status(event.cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
    add(made, icalproperty_new_class(ICAL_CLASS_PRIVATE));
    return made;
}

std::string kindText(const tenancy::Visit& visit, const Appointment& appointment) {
    switch (appointment.kind) {
        case AppointmentKind::Care:
            return visit.say("agenda.care");
        case AppointmentKind::Therapy:
            return visit.say("agenda.therapy");
        case AppointmentKind::Own:
            break;
    }
    return visit.say("agenda.busy");
}

}  // namespace

CalendarEvent eventOf(const tenancy::Visit& visit, const Appointment& appointment, bool with_titles) {
    CalendarEvent event{.uid = appointment.id.text() + "@" + visit.settings().identity.hosts.front(),
                        .span = appointment.span(),
                        .summary = Private{kindText(visit, appointment)},
                        .cancelled = appointment.cancelled,
                        .changed_at = appointment.changed_at};
    const auto wall = wallOf(event.span, visit.zone());
    if (wall.all_day) {
        event.first_day = wall.first;
        event.day_after = views::addDays(wall.last, 1);
    }
    if (!with_titles)
        return event;
    event.summary = titleOf(visit, appointment);
    event.location = appointment.place;
    std::string text = appointment.note.reveal();
    if (!appointment.with_name.reveal().empty()) {
        const std::string with = visit.say("agenda.with", {{"NAME", appointment.with_name.reveal()}});
        text = text.empty() ? with : with + "\n" + text;
    }
    event.description = Private{text};
    return event;
}

std::string calendarFile(const std::string& name, UtcTime at, const std::vector<CalendarEvent>& events) {
    const std::unique_ptr<icalcomponent, FreeComponent> calendar{icalcomponent_new_vcalendar()};
    add(calendar.get(), icalproperty_new_prodid("-//Inzage//Agenda//NL"));
    add(calendar.get(), icalproperty_new_version("2.0"));
    add(calendar.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
    icalproperty* shown_name = icalproperty_new_x(name.c_str());
    icalproperty_set_x_name(shown_name, "X-WR-CALNAME");
    add(calendar.get(), shown_name);
    for (const auto& event : events)
        icalcomponent_add_component(calendar.get(), newEvent(event, at));
    const std::unique_ptr<char, FreeText> text{icalcomponent_as_ical_string_r(calendar.get())};
    return text ? std::string{text.get()} : std::string{};
}

}  // namespace inzage::agenda
