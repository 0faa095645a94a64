#include "platform/agenda/page_parts.h"

#include <algorithm>

#include "platform/access/refusal_pages.h"
#include "platform/agenda/local_time.h"
#include "platform/changes/changes.h"
#include "platform/notices/tell.h"
#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

/// Those who decide about the portal of a client, besides the client.
bool decides(std::string_view role) {
    return role == "client" || role == "portal_manager" || role == "legal_representative";
}

}  // namespace

std::string hourText(const tenancy::Visit& visit, UtcTime at) {
    const std::string text = views::timeText(at, visit.zone(), visit.language);
    return text.substr(0, text.find(' '));
}

std::string whenText(const tenancy::Visit& visit, const Span& span) {
    const auto wall = wallOf(span, visit.zone());
    const std::string first = views::longDateText(wall.first, visit.language);
    const std::string last = views::longDateText(wall.last, visit.language);
    if (wall.all_day)
        return wall.first == wall.last ? visit.say("agenda.when_day", {{"DAY", first}})
                                       : visit.say("agenda.when_days", {{"FIRST", first}, {"LAST", last}});
    const std::string from = hourText(visit, span.starts_at);
    const std::string to = hourText(visit, span.ends_at);
    if (span.starts_at == span.ends_at)
        return visit.say("agenda.when_at", {{"DAY", first}, {"FROM", from}});
    if (wall.first == wall.last)
        return visit.say("agenda.when_hours", {{"DAY", first}, {"FROM", from}, {"TO", to}});
    return visit.say("agenda.when_from_to", {{"FIRST", first}, {"FROM", from}, {"LAST", last}, {"TO", to}});
}

Private<std::string> titleOf(const tenancy::Visit& visit, const Appointment& appointment) {
    return appointment.busy ? Private<std::string>{visit.say("agenda.busy")} : appointment.title;
}

void showKind(const Appointment& appointment, views::Model& line) {
    if (appointment.cancelled)
        line.show("IS_CANCELLED");
    if (appointment.is_private) {
        // A private one is its own as well; one mark is enough.
        line.show("IS_PRIVATE");
        line.show(appointment.busy ? "IS_BUSY" : "IS_READ");
        return;
    }
    switch (appointment.kind) {
        case AppointmentKind::Care:
            line.show("IS_CARE");
            break;
        case AppointmentKind::Therapy:
            line.show("IS_THERAPY");
            break;
        case AppointmentKind::Own:
            line.show("IS_OWN");
            break;
    }
}

void showChange(const Appointment& appointment, views::Model& line) {
    using changes::ChangeState;
    const auto state = changes::changeStateFrom(appointment.change);
    if (!state)
        return;
    switch (*state) {
        case ChangeState::Queued:
        case ChangeState::Sending:
            line.show("SENT");
            break;
        case ChangeState::Sent:
            line.show("AWAITED");
            break;
        case ChangeState::Delivered:
            line.show("ARRIVED");
            break;
        case ChangeState::Conflict:
        case ChangeState::SetAside:
            line.show("NOT_SENT");
            break;
    }
}

bool mayWrite(const tenancy::Visit& visit, const access::Viewer& viewer) {
    return !viewer.preview_account && mayMake(visit.settings().agenda, viewer.role);
}

bool mayChange(const tenancy::Visit& visit, const access::Viewer& viewer, bool made_it, bool is_private) {
    return mayWrite(visit, viewer) && (made_it || (!is_private && decides(viewer.role)));
}

std::string whyNot(const tenancy::Visit& visit, const access::Viewer& viewer) {
    using config::Who;
    if (viewer.preview_account)
        return visit.say("agenda.may_not_preview");
    if (mayWrite(visit, viewer))
        return "";
    switch (visit.settings().agenda.own_appointments) {
        case Who::Nobody:
            return visit.say("agenda.may_not_nobody", {{"ORGANISATION", visit.settings().identity.name}});
        case Who::Manager:
            return visit.say("agenda.may_not_manager");
        case Who::ClientAndManager:
            return visit.say("agenda.may_not_client_and_manager");
        case Who::ClientAndRepresentative:
            return visit.say("agenda.may_not_client_and_representative");
        case Who::EveryoneWithRight:
            break;
    }
    return "";
}

http::Response mayNot(const tenancy::Visit& visit, const access::Viewer& viewer) {
    return access::showMessage(visit, 403,
                               {.title = visit.say("agenda.may_not_title"),
                                .text = whyNot(visit, viewer),
                                .more = "",
                                .button_text = visit.say("agenda.to_agenda"),
                                .button_path = "/agenda"});
}

void tellFamily(const tenancy::Visit& visit, database::TenantTx& tx, const access::Viewer& viewer,
                const std::string& id) {
    notices::tell(tx, {.kind = notices::NewsKind::Appointment,
                       .client = viewer.client,
                       .object_id = id,
                       .path = pageOf(id),
                       .actor = viewer.account,
                       .at = visit.at});
}

std::string sayWord(const tenancy::Visit& visit, std::string_view group, std::string_view word) {
    std::string key = "agenda." + std::string{group} + "_" + std::string{word};
    std::replace(key.begin(), key.end(), '-', '_');
    return visit.say(key);
}

std::string pageOf(const std::string& id, std::string_view rest) {
    return "/agenda/afspraak/" + id + std::string{rest};
}

}  // namespace inzage::agenda
