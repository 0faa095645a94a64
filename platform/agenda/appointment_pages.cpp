#include "platform/access/offers.h"
#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/agenda/agenda_store.h"
#include "platform/agenda/appointment_store.h"
#include "platform/agenda/calendar_file.h"
#include "platform/agenda/page_parts.h"
#include "platform/views/dutch_time.h"

/// /agenda/afspraak/{id}: one appointment, cancelling an own one and its undoing, and its file for a calendar
/// program.
namespace inzage::agenda {
namespace {

using tenancy::Visit;

constexpr std::string_view kAll = "alle";

/// The words of ?gedaan= after a deed on this page.
void showDone(const Visit& visit, views::Model& model) {
    const auto done = visit.request.query("gedaan").value_or("");
    for (const std::string_view word : {"gemaakt", "reeks", "veranderd", "teruggezet", "te-laat"})
        if (done == word)
            model.add("DONE").set("TEXT", sayWord(visit, "done", word));
}

bool undoable(const Appointment& one, UtcTime at) {
    return one.cancelled && one.cancelled_at && at < *one.cancelled_at + kUndoTime && one.ends_at > at;
}

/// What this viewer can do with it, or why nothing.
void showDeeds(const Visit& visit, const access::Viewer& viewer, const AppointmentAnswer& found,
               views::Model& model) {
    const Appointment& one = *found.appointment;
    if (!one.made_here) {
        if (one.kind != AppointmentKind::Own)
            model.show("BY_CARE");
        return;
    }
    if (!mayChange(visit, viewer, one.made_by_viewer, one.is_private)) {
        if (!one.made_by_viewer && !one.made_by.reveal().empty() && !one.cancelled)
            model.add("BY_OTHER").set("NAME", one.made_by);
        return;
    }
    if (one.cancelled) {
        if (undoable(one, visit.at))
            model.show("UNDO");
        return;
    }
    if (one.ends_at <= visit.at) {
        model.show("OVER");
        return;
    }
    views::Model& deeds = model.add("DEEDS");
    if (found.series_coming > 1)
        deeds.add("SERIES").set("COUNT", found.series_coming);
    else
        deeds.show("ONE");
}

http::Response showPage(const Visit& visit, const AppointmentAnswer& found) {
    const Appointment& one = *found.appointment;
    views::Model model;
    model.set("ID", one.id.text());
    model.set("TITLE", titleOf(visit, one));
    model.set("WHEN", whenText(visit, one.span()));
    model.set("DAY_OF", views::localDateOf(one.starts_at, visit.zone()));
    showKind(one, model);
    showDone(visit, model);
    if (!one.with_name.reveal().empty()) {
        views::Model& with = model.add("WITH");
        with.set("NAME", one.with_name);
        if (!one.with_role.empty())
            with.add("WITH_ROLE").set("ROLE", one.with_role);
    }
    if (!one.place.reveal().empty())
        model.add("PLACE").set("TEXT", one.place);
    if (!one.note.reveal().empty())
        access::showLines(one.note.reveal(), model.add("NOTE"));
    if (one.made_by_viewer)
        model.show("MADE_BY_YOU");
    else if (!one.made_by.reveal().empty())
        model.add("MADE_BY").set("NAME", one.made_by);
    if (found.series_coming > 1)
        model.add("IN_SERIES").set("COUNT", found.series_coming);
    if (one.is_private && !one.busy && one.made_here && visit.settings().agenda.private_kept_from_family)
        model.show("KEPT_FROM_FAMILY");
    showChange(one, model);
    showDeeds(visit, found.viewer, found, model);
    return access::page(visit, found.viewer, "agenda/appointment",
                        {.title = titleOf(visit, one).reveal(),
                         .nav = "agenda",
                         .kinds = {RecordKind::Appointment},
                         .synced_at = found.synced_at},
                        model);
}

http::Response showAppointment(const Visit& visit) {
    auto found = findAppointment(visit, "agenda.appointment", uuidOrNobodys(visit.params.get("id")));
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& answer = std::get<AppointmentAnswer>(found);
    return answer.appointment ? showPage(visit, answer) : access::notFound(visit, answer.viewer);
}

http::Response download(const Visit& visit) {
    auto found = findAppointment(visit, "agenda.file", uuidOrNobodys(visit.params.get("id")));
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& answer = std::get<AppointmentAnswer>(found);
    if (!answer.appointment)
        return access::notFound(visit, answer.viewer);
    auto response = http::text(
        200, calendarFile(visit.say("agenda.title"), visit.at, {eventOf(visit, *answer.appointment, true)}));
    response.headers.clear();
    response.header("Content-Type", "text/calendar; charset=utf-8");
    response.header("Content-Disposition", "attachment; filename=\"afspraak.ics\"");
    return response;
}

/// An own appointment that the form is about and that this person may change; else the answer.
struct Deed {
    access::Viewer viewer;
    database::TenantTx tx;
    OwnAppointment own;
};
std::variant<Deed, http::Response> enterDeed(const Visit& visit, std::string_view event) {
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto entered = access::enterToWrite(
        visit, {.event = event, .action = 'U', .object_kind = "appointment", .object_id = id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    auto own = lockOwn(tx, *viewer.client, id);
    if (own && mayChange(visit, viewer, own->made_by == viewer.account, own->is_private))
        return Deed{std::move(viewer), std::move(tx), std::move(*own)};
    tx.commit();
    if (!own)
        return access::notFound(visit, viewer);
    return mayWrite(visit, viewer) ? http::redirect(303, pageOf(id)) : mayNot(visit, viewer);
}

http::Response cancel(const Visit& visit) {
    auto entered = enterDeed(visit, "agenda.cancel");
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<Deed>(entered);
    const std::string id = deed.own.id.text();
    std::vector<OwnAppointment> which;
    if (!deed.own.cancelled && deed.own.span.ends_at > visit.at) {
        if (!deed.own.series.empty() && visit.request.form("reeks").value_or("") == kAll)
            which = lockSeries(deed.tx, *deed.viewer.client, deed.own.series, visit.at);
        if (which.empty())
            which = {deed.own};
    }
    for (auto& own : which) {
        own.cancelled = true;
        own.cancelled_at = visit.at;
    }
    // Of a series others may have made some private since, or somebody else may own one: each by its own
    // rule.
    std::erase_if(which, [&](const OwnAppointment& own) {
        return !mayChange(visit, deed.viewer, own.made_by == deed.viewer.account, own.is_private);
    });
    storeAppointments(deed.tx, deed.viewer, which, visit.at);
    if (!which.empty())
        tellFamily(visit, deed.tx, deed.viewer, id);
    deed.tx.commit();
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, pageOf(id));
}

http::Response putBack(const Visit& visit) {
    auto entered = enterDeed(visit, "agenda.put_back");
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& deed = std::get<Deed>(entered);
    const OwnAppointment& own = deed.own;
    const bool late = own.cancelled && (!own.cancelled_at || visit.at >= *own.cancelled_at + kUndoTime);
    std::vector<OwnAppointment> which;
    if (own.cancelled && !late) {
        if (!own.series.empty())
            which = lockCancelled(deed.tx, *deed.viewer.client, own.series, *own.cancelled_at);
        else
            which = {own};
    }
    for (auto& one : which) {
        one.cancelled = false;
        one.cancelled_at.reset();
    }
    storeAppointments(deed.tx, deed.viewer, which, visit.at);
    if (!which.empty())
        tellFamily(visit, deed.tx, deed.viewer, own.id.text());
    const std::string page = pageOf(own.id.text(), late ? "?gedaan=te-laat" : "?gedaan=teruggezet");
    deed.tx.commit();
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, page);
}

}  // namespace

void registerAppointmentPages(tenancy::Pages& pages) {
    using http::Method;
    constexpr auto kRight = http::RouteRight::Appointments;
    const std::string page = pageOf("{id}");
    pages.add(Method::Get, page, kRight, showAppointment);
    pages.add(Method::Get, page + "/afspraak.ics", kRight, download);
    pages.add(Method::Post, page + "/afzeggen", kRight, cancel);
    pages.add(Method::Post, page + "/terugzetten", kRight, putBack);
}

}  // namespace inzage::agenda
