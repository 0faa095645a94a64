#include <algorithm>

#include "platform/access/kept_text.h"
#include "platform/access/refusal_pages.h"
#include "platform/agenda/agenda_store.h"
#include "platform/agenda/appointment_store.h"
#include "platform/agenda/form_parts.h"
#include "platform/agenda/page_parts.h"

/// /agenda/nieuw and /agenda/afspraak/{id}/wijzigen: the form for an own appointment.
namespace inzage::agenda {
namespace {

using tenancy::Visit;

Circumstances hereOf(const Visit& visit) {
    return {.settings = visit.settings().agenda, .zone = visit.zone(), .today = visit.today, .at = visit.at};
}

/// An appointment that may be changed by this form; else the answer.
std::optional<http::Response> whyNotChange(const Visit& visit, const access::Viewer& viewer, bool made_it,
                                           bool is_private, bool cancelled, UtcTime ends_at,
                                           const std::string& id) {
    if (!mayWrite(visit, viewer))
        return mayNot(visit, viewer);
    // The appointment's own page says who can, and why not.
    if (!mayChange(visit, viewer, made_it, is_private) || cancelled || ends_at <= visit.at)
        return http::redirect(303, pageOf(id));
    return std::nullopt;
}

http::Response showNew(const Visit& visit) {
    auto entered = access::enter(visit, {.event = "agenda.new"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const auto& viewer = std::get<access::Entered>(entered).viewer;
    if (!mayWrite(visit, viewer))
        return mayNot(visit, viewer);
    FormPage page{.typed = {}, .key = newUuid()};
    page.typed.first = typedDateOf(dayOfNew(visit));
    if (access::showsTyped(visit.request))  // what was typed before signing in again
        page = {.typed = typedOf(visit), .key = keyOf(visit)};
    return formPage(visit, viewer, page, 200);
}

http::Response showEdit(const Visit& visit) {
    auto found = findAppointment(visit, "agenda.edit", uuidOrNobodys(visit.params.get("id")));
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& answer = std::get<AppointmentAnswer>(found);
    if (!answer.appointment || !answer.appointment->made_here)
        return access::notFound(visit, answer.viewer);
    const Appointment& one = *answer.appointment;
    if (auto refused = whyNotChange(visit, answer.viewer, one.made_by_viewer, one.is_private, one.cancelled,
                                    one.ends_at, one.id.text()))
        return std::move(*refused);
    FormPage page{.typed = typedOf(visit, one.title, one.note, one.span(), one.is_private)};
    if (access::showsTyped(visit.request))
        page.typed = typedOf(visit);
    page.edits = one.id.text();
    page.series_coming = answer.series_coming;
    return formPage(visit, answer.viewer, page, 200);
}

/// What stands at these times already, unless the person has seen it and keeps to it.
std::vector<Appointment> newClashes(const Visit& visit, access::EnteredToWrite& entered,
                                    const std::vector<Span>& spans,
                                    const std::vector<OwnAppointment>& except) {
    if (visit.request.form("toch").value_or("") == agreementOf(spans))
        return {};
    return findClashes(entered.tx, visit, entered.viewer, spans, except);
}

http::Response saveNew(const Visit& visit) {
    auto let_in =
        access::enterToWrite(visit, {.event = "agenda.new", .action = 'C', .object_kind = "appointment"});
    if (auto* refused = std::get_if<http::Response>(&let_in))
        return std::move(*refused);
    auto& entered = std::get<access::EnteredToWrite>(let_in);
    auto& [viewer, tx] = entered;
    if (!mayWrite(visit, viewer)) {
        tx.commit();
        return mayNot(visit, viewer);
    }
    FormPage page{.typed = typedOf(visit), .key = keyOf(visit)};
    const auto read = readAppointment(page.typed, hereOf(visit));
    page.faults = read.faults;
    if (page.faults.empty()) {
        const auto coming = countComing(tx, viewer, visit.at);
        page.full = coming + static_cast<int>(read.spans.size()) > kComingMax;
        page.clashes = newClashes(visit, entered, read.spans, {});
        // What clashes may be what this very form made when it was sent before.
        if (const auto made =
                page.clashes.empty() && !page.full ? std::nullopt : madeBefore(tx, viewer, page.key)) {
            tx.commit();
            return http::redirect(303, pageOf(*made));
        }
    }
    if (!page.faults.empty() || page.full || !page.clashes.empty()) {
        page.agreement = page.clashes.empty() ? "" : agreementOf(read.spans);
        tx.commit();
        return formPage(visit, viewer, page, page.clashes.empty() ? 422 : 409);
    }
    const auto id = makeAppointments(tx, viewer,
                                     {.title = oneLine(page.typed.title),
                                      .note = page.typed.note,
                                      .is_private = page.typed.is_private,
                                      .repeat = read.repeat,
                                      .spans = read.spans,
                                      .form_key = page.key},
                                     visit.at);
    tellFamily(visit, tx, viewer, id);
    tx.commit();
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, pageOf(id, read.spans.size() > 1 ? "?gedaan=reeks" : "?gedaan=gemaakt"));
}

/// Each of `members` with what was typed; its own day is kept, moved as far as the one that the form is
/// about.
std::vector<OwnAppointment> changedOf(const Visit& visit, std::vector<OwnAppointment> members,
                                      const OwnAppointment& own, const TypedAppointment& typed,
                                      const WallSpan& wall) {
    const auto before = wallOf(own.span, visit.zone());
    const auto lead = std::chrono::hours{visit.settings().agenda.lead_time_h};
    const bool moves = spanOf(wall, visit.zone()) != own.span;
    std::vector<OwnAppointment> changed;
    for (auto& member : members) {
        if (moves) {
            const auto mine = wallOf(member.span, visit.zone());
            const auto span = spanOf(shifted(wall, before, mine), visit.zone());
            // Those too near to move stay as they are: the care counts on them.
            if (member.id != own.id &&
                (member.span.starts_at < visit.at + lead || span.starts_at < visit.at + lead))
                continue;
            member.span = span;
        }
        member.title = oneLine(typed.title);
        member.note = typed.note;
        member.is_private = typed.is_private;
        changed.push_back(std::move(member));
    }
    return changed;
}

http::Response saveEdit(const Visit& visit) {
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto let_in = access::enterToWrite(
        visit, {.event = "agenda.edit", .action = 'U', .object_kind = "appointment", .object_id = id});
    if (auto* refused = std::get_if<http::Response>(&let_in))
        return std::move(*refused);
    auto& entered = std::get<access::EnteredToWrite>(let_in);
    auto& [viewer, tx] = entered;
    const auto own = lockOwn(tx, *viewer.client, id);
    if (!own) {
        tx.commit();
        return access::notFound(visit, viewer);
    }
    if (auto refused = whyNotChange(visit, viewer, own->made_by == viewer.account, own->is_private,
                                    own->cancelled, own->span.ends_at, id)) {
        tx.commit();
        return std::move(*refused);
    }
    FormPage page{.typed = typedOf(visit), .edits = id};
    page.typed.repeat.clear();
    if (!visit.settings().agenda.private_offered)
        page.typed.is_private = own->is_private;
    auto members = own->series.empty() ? std::vector<OwnAppointment>{}
                                       : lockSeries(tx, *viewer.client, own->series, visit.at);
    page.series_coming = static_cast<int>(members.size());
    page.whole_series = !members.empty() && visit.request.form("reeks").value_or("") == "alle";
    auto here = hereOf(visit);
    here.before = own->span;
    const auto read = readAppointment(page.typed, here);
    page.faults = read.faults;
    std::vector<OwnAppointment> changed;
    if (page.faults.empty()) {
        std::erase_if(members, [&](const OwnAppointment& member) {
            return !mayChange(visit, viewer, member.made_by == viewer.account, member.is_private);
        });
        changed =
            changedOf(visit, page.whole_series ? members : std::vector{*own}, *own, page.typed, read.wall);
        std::vector<Span> spans;
        for (const auto& one : changed)
            spans.push_back(one.span);
        if (read.spans.front() != own->span)
            page.clashes = newClashes(visit, entered, spans, members.empty() ? std::vector{*own} : members);
        page.agreement = page.clashes.empty() ? "" : agreementOf(spans);
    }
    if (!page.faults.empty() || !page.clashes.empty()) {
        tx.commit();
        return formPage(visit, viewer, page, page.clashes.empty() ? 422 : 409);
    }
    storeAppointments(tx, viewer, changed, visit.at);
    tellFamily(visit, tx, viewer, id);
    tx.commit();
    visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, pageOf(id, "?gedaan=veranderd"));
}

}  // namespace

void registerFormPages(tenancy::Pages& pages) {
    using http::Method;
    constexpr auto kRight = http::RouteRight::Appointments;
    pages.add(Method::Get, "/agenda/nieuw", kRight, showNew);
    pages.add(Method::Post, "/agenda/nieuw", kRight, saveNew, {.typed_at = "/agenda/nieuw"});
    pages.add(Method::Get, pageOf("{id}", "/wijzigen"), kRight, showEdit);
    pages.add(Method::Post, pageOf("{id}", "/wijzigen"), kRight, saveEdit,
              {.typed_at = pageOf("{id}", "/wijzigen")});
}

}  // namespace inzage::agenda
