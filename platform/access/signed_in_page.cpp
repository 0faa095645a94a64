#include "platform/access/entrance.h"
#include "platform/access/kept_text.h"
#include "platform/access/offers.h"
#include "platform/access/page_parts.h"
#include "platform/views/dutch_time.h"

namespace inzage::access {
namespace {

std::vector<std::string> navItems(const config::TenantSettings& settings, const Viewer& viewer) {
    std::vector<std::string> items{"start"};
    if (viewer.may(Right::Appointments) && offersAgenda(settings))
        items.emplace_back("agenda");
    if (viewer.may(Right::Messages) && offersMessages(settings))
        items.emplace_back("berichten");
    if (viewer.may(Right::Dossier) && offersDossier(settings))
        items.emplace_back("dossier");
    if (viewer.may(Right::Details) && offersDetails(settings))
        items.emplace_back("gegevens");
    return items;
}

void tellFreshness(const tenancy::Visit& visit, const SignedInFrame& frame, views::FrameModel& around) {
    if (frame.kinds.empty())
        return;
    const auto& next_run = visit.services.next_run;
    const auto moment = [&](UtcTime at) {
        return views::momentText(at, visit.zone(), visit.at, visit.language);
    };
    if (!frame.synced_at) {
        around.fresh = visit.say("access.never_synced");
    } else {
        // The run after the last good one should have been over by now: then what is shown is old.
        const auto due = next_run ? next_run(visit.settings(), frame.kinds, *frame.synced_at) : std::nullopt;
        const std::chrono::seconds slack{2 * visit.settings().sync.deadline_s};
        around.stale = due && *due + slack < visit.at;
        around.fresh =
            visit.say(around.stale ? "access.stale" : "access.fresh", {{"MOMENT", moment(*frame.synced_at)}});
    }
    const auto next = next_run ? next_run(visit.settings(), frame.kinds, visit.at) : std::nullopt;
    if (next)
        around.fresh_next = visit.say("access.fresh_next", {{"MOMENT", moment(*next)}});
}

}  // namespace

http::Response page(const tenancy::Visit& visit, const Viewer& viewer, std::string_view name,
                    const SignedInFrame& frame, views::Model& model, int status) {
    auto around =
        tenancy::baseFrame(visit, {.title = frame.title, .csrf = formToken(visit), .error = frame.error});
    around.signed_in = true;
    around.person = viewer.person;
    around.initials = initialsOf(viewer.person.reveal());
    around.nav = frame.nav;
    around.nav_items = navItems(visit.settings(), viewer);
    around.notices_new = viewer.notices_new;
    around.client_name = viewer.client_name;
    if (!viewer.client_photo.empty())
        around.client_photo = "/bestand/" + viewer.client_photo + "/klein";
    around.may_manage = viewer.may(Right::Settings) && !viewer.preview_account;
    around.may_download = !viewer.preview_account && mayDownload(visit.settings(), viewer.role);
    around.preview = viewer.preview;
    for (const auto& client : viewer.clients)
        around.clients.push_back({client.id.text(), client.name, viewer.client == client.id});
    tellFreshness(visit, frame, around);
    const auto& session = visit.settings().login.session;
    around.typed_back = showsTyped(visit.request);
    around.idle_s = session.idle_min * 60;
    around.idle_warning_s = session.warn_before_min * 60;
    return http::html(
        status, visit.services.templates.render(views::Frame::Portal, name, visit.language, around, model));
}

}  // namespace inzage::access
