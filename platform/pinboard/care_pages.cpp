#include "platform/access/refusal_pages.h"
#include "platform/changes/changes.h"
#include "platform/notices/tell.h"
#include "platform/pinboard/page_parts.h"
#include "platform/pinboard/writing_store.h"

/// Taking away and putting back, and telling who manages the portal of what doesn't belong there.
namespace inzage::pinboard {
namespace {

using tenancy::Visit;

http::Response done(std::string_view what, std::string_view id) {
    return http::redirect(303,
                          std::string{kPath} + "?gedaan=" + std::string{what} + "#prik-" + std::string{id});
}

http::Response notOffered(const Visit& visit) {
    return access::notOffered(visit, {.event = "pinboard"}, "details");
}

/// The gate for a deed about one note.
std::variant<access::EnteredToWrite, http::Response> enterDeed(const Visit& visit, std::string_view event,
                                                               char action, std::string_view kind,
                                                               const std::string& id) {
    if (!visit.settings().pinboard.posts)
        return notOffered(visit);
    return access::enterToWrite(visit,
                                {.event = event, .action = action, .object_kind = kind, .object_id = id});
}

bool staffRead(const Visit& visit) {
    return visit.settings().pinboard.staff == config::StaffOnPinboard::ReadsWithoutAlert;
}

void queue(const Visit& visit, database::TenantTx& tx, const access::Viewer& viewer, const std::string& id,
           changes::Action action) {
    changes::queue(tx, {.kind = RecordKind::PinboardPost,
                        .client = *viewer.client,
                        .account = viewer.account,
                        .object_id = id,
                        .action = action,
                        .payload_json = action == changes::Action::Delete ? "{}" : payloadOf(tx, id),
                        .at = visit.at});
}

http::Response remove(const Visit& visit) {
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto entered = enterDeed(visit, "pinboard.take_away", 'D', "managed_pinboard_post", id);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const bool gone = takeAway(tx, viewer, id, visit.at);
    if (gone && staffRead(visit))
        queue(visit, tx, viewer, id, changes::Action::Delete);
    tx.commit();
    return gone ? done("weggehaald", id) : access::notFound(visit, viewer);
}

http::Response undo(const Visit& visit) {
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto entered = enterDeed(visit, "pinboard.put_back", 'C', "managed_pinboard_post", id);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const bool back = putBack(tx, viewer, id, visit.at);
    if (back && staffRead(visit) && !unsay(tx, id))
        queue(visit, tx, viewer, id, changes::Action::Create);
    const bool late = !back && tookAway(tx, viewer, id);
    tx.commit();
    if (!back && !late)
        return access::notFound(visit, viewer);
    return done(back ? "terug" : "te-laat", id);
}

http::Response showReport(const Visit& visit) {
    if (!visit.settings().pinboard.posts)
        return notOffered(visit);
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto found = findNote(visit, "pinboard.report", "pinboard_post", id);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, note] = std::get<NoteAnswer>(found);
    if (!note || note->mine)
        return access::notFound(visit, viewer);
    views::Model model;
    model.set("POST_ID", id);
    showNote(visit, *note, model.add("NOTE"));
    return access::page(visit, viewer, "pinboard/report",
                        {.title = visit.say("pinboard.report_title"), .nav = "gegevens"}, model);
}

http::Response sendReport(const Visit& visit) {
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto entered = enterDeed(visit, "pinboard.report", 'U', "pinboard_post", id);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const bool there = postFor(tx, viewer, id).has_value();
    if (there && report(tx, viewer, id, visit.at))
        for (const auto& decider : decidersOf(tx, *viewer.client))
            notices::tell(tx, {.kind = notices::NewsKind::Pinboard,
                               .client = viewer.client,
                               .account = decider,
                               .object_id = id,
                               .actor = viewer.account,
                               .at = visit.at});
    tx.commit();
    if (!there)
        return access::notFound(visit, viewer);
    visit.services.wake_delivery(visit.tenant->id);
    return done("gemeld", id);
}

http::Response keepIt(const Visit& visit) {
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto entered = enterDeed(visit, "pinboard.keep_reported", 'U', "managed_pinboard_post", id);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const bool kept = keepReported(tx, viewer, id);
    tx.commit();
    return kept ? done("blijft", id) : access::notFound(visit, viewer);
}

}  // namespace

void registerCarePages(tenancy::Pages& pages) {
    using http::Method;
    constexpr auto kDetails = http::RouteRight::Details;
    const std::string note = std::string{kPath} + "/{id}";
    pages.add(Method::Post, note + "/weghalen", kDetails, remove);
    pages.add(Method::Post, note + "/terugzetten", kDetails, undo);
    pages.add(Method::Get, note + "/melden", kDetails, showReport);
    pages.add(Method::Post, note + "/melden", kDetails, sendReport);
    pages.add(Method::Post, note + "/laten-staan", kDetails, keepIt);
}

}  // namespace inzage::pinboard
