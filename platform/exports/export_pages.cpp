#include "platform/exports/export_pages.h"

#include "platform/access/offers.h"
#include "platform/access/refusal_pages.h"
#include "platform/exports/content_store.h"
#include "platform/exports/export_store.h"
#include "platform/identity/page_parts.h"
#include "platform/views/dutch_time.h"

namespace inzage::exports {
namespace {

using tenancy::Visit;

/// The pieces of an archive, one statement each; after the last one they are deleted.
class ArchivePieces final : public http::BodyPieces {
  public:
    ArchivePieces(database::TenantPools& pools, TenantId tenant, Fetched fetched)
        : pools_{pools}, tenant_{std::move(tenant)}, fetched_{std::move(fetched)} {}
    [[nodiscard]] std::size_t bytes() const noexcept override {
        return static_cast<std::size_t>(fetched_.bytes);
    }
    [[nodiscard]] std::optional<std::string> next() override {
        auto tx = pools_.begin(tenant_);
        auto piece = readPiece(tx, fetched_.id, number_++);
        if (piece)
            given_ += piece->size();
        if (given_ == bytes())
            dropPieces(tx, fetched_.id);
        tx.commit();
        return piece;
    }

  private:
    database::TenantPools& pools_;
    TenantId tenant_;
    Fetched fetched_;
    int number_ = 0;
    std::size_t given_ = 0;
};

std::string sizeText(const Visit& visit, std::int64_t bytes) {
    const bool large = bytes >= 1'000'000;
    const std::int64_t unit = large ? 1'000'000 : 1'000;
    return visit.say(large ? "exports.size_mb" : "exports.size_kb",
                     {{"NUMBER", std::to_string((bytes + unit - 1) / unit)}});
}

/// What was wrong with what was sent; `at_field`: with the password.
struct Fault {
    std::string text;
    bool at_field = false;
};

void showLatest(const Visit& visit, const Export& latest, views::Model& model) {
    switch (latest.state) {
        case ExportState::Queued:
            model.show("MAKING");
            break;
        case ExportState::Making:
            model.add("MAKING").add("PROGRESS").set("PERCENT", static_cast<long>(latest.progress_percent));
            break;
        case ExportState::Ready: {
            views::Model& ready = model.add("READY");
            ready.set("SIZE", sizeText(visit, latest.bytes));
            ready.set("UNTIL", views::momentText(latest.expires_at.value_or(visit.at), visit.zone(), visit.at,
                                                 visit.language));
            break;
        }
        case ExportState::Fetched:
            model.add("FETCHED").set(
                "MOMENT", views::momentText(latest.fetched_at.value_or(latest.created_at), visit.zone(),
                                            visit.at, visit.language));
            break;
        case ExportState::Failed:
            model.show("FAILED");
            break;
        case ExportState::Expired:
            model.show("EXPIRED");
            break;
    }
}

bool isOpen(const std::optional<Export>& latest, UtcTime at) {
    if (!latest)
        return false;
    if (latest->state == ExportState::Ready)
        return latest->expires_at && *latest->expires_at > at;
    return latest->state == ExportState::Queued || latest->state == ExportState::Making;
}

http::Response downloadPage(const Visit& visit, const access::Viewer& viewer, std::optional<Export> latest,
                            const Fault& fault, int status) {
    views::Model model;
    const auto& settings = visit.settings();
    if (!fault.text.empty())
        model.add("SUMMARY").add(fault.at_field ? "AT_FIELD" : "NO_FIELD").set("FAULT", fault.text);
    if (latest && latest->state == ExportState::Ready && !isOpen(latest, visit.at))
        latest->state = ExportState::Expired;
    if (latest)
        showLatest(visit, *latest, model);
    if (!isOpen(latest, visit.at)) {
        views::Model& ask = model.add("ASK");
        if (fault.at_field)
            ask.add("PASSWORD_WRONG").set("TEXT", fault.text);
        for (const Part part : partsOf(settings))
            ask.add("PART").set("TITLE", visit.say("exports.part_" + std::string{nameOf(part)}));
        if (!settings.download.warning.empty())
            ask.add("WARNING_TEXT").set("TEXT", settings.download.warning);
    }
    identity::addShowPassword(visit, model);
    return access::page(visit, viewer, "exports/download",
                        {.title = visit.say("exports.title"), .nav = "", .error = !fault.text.empty()}, model,
                        status);
}

/// `status`: 200 for who only looks at the page, which says who may.
http::Response refusedPage(const Visit& visit, int status, const Private<std::string>& manager) {
    return access::showMessage(visit, status,
                               {.title = visit.say("exports.refused_title"),
                                .text = manager.reveal().empty() ? visit.say("exports.refused_text")
                                                                 : visit.say("exports.refused_manager",
                                                                             {{"MANAGER", manager.reveal()}}),
                                .button_text = visit.say("exports.refused_button"),
                                .button_path = "/start"});
}

http::Response showDownload(const Visit& visit, ExportMaker& maker) {
    if (!access::offersDownload(visit.settings()))
        return access::notOffered(visit, {.event = "download"}, "download");
    auto found = findExport(visit);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& answer = std::get<ExportAnswer>(found);
    if (!access::mayDownload(visit.settings(), answer.viewer.role))
        return refusedPage(visit, 200, answer.manager);
    const auto& latest = answer.latest;
    const bool waits = latest && latest->state == ExportState::Queued;
    const bool lost = latest && latest->state == ExportState::Making &&
                      latest->worked_at.value_or(latest->created_at) + kMakerLost < visit.at;
    if (waits || lost)
        maker.wake(visit.tenant->id);
    return downloadPage(visit, answer.viewer, latest, {}, 200);
}

/// What is wrong with the proof that it is really them; absent when nothing is.
std::optional<std::variant<Fault, http::Response>> proofFault(const Visit& visit,
                                                              const identity::Identity& identity) {
    using Answer = identity::OwnPassword::Answer;
    const std::string typed{visit.request.form("wachtwoord").value_or("")};
    if (typed.empty())
        return Fault{visit.say("exports.password_empty"), true};
    switch (identity.ownPassword().check(identity::occasionOf(visit), identity::sessionToken(visit.request),
                                         Private<std::string>{typed})) {
        case Answer::Right:
            return std::nullopt;
        case Answer::Wrong:
            return Fault{visit.say("exports.password_wrong"), true};
        case Answer::Waits:
            return Fault{visit.say("exports.password_waits"), true};
        case Answer::Busy:
            return identity::tooBusy(visit);
        case Answer::NoSession:
            return access::toLogin(visit);
    }
    return identity::tooBusy(visit);
}

/// Who is let in at the client, but has no role that may download: one row, the refusal. The gate's goes with
/// `let_in`, for nothing was let out.
http::Response refuseRole(const Visit& visit, const access::Viewer& viewer, database::TenantTx&& let_in,
                          std::string_view event, char action) {
    { const auto dropped = std::move(let_in); }
    auto tx = visit.services.pools.begin(visit.tenant->id);
    logRefused(tx, viewer, event, action, "not_manager", visit.request.remoteIp(), visit.at);
    tx.commit();
    return refusedPage(visit, 403, {});
}

http::Response askDownload(const Visit& visit, const identity::Identity& identity, ExportMaker& maker) {
    if (!access::offersDownload(visit.settings()))
        return access::notOffered(visit, {.event = "download.ask", .action = 'C'}, "download");
    auto who = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&who))
        return std::move(*refused);
    if (auto fault = proofFault(visit, identity)) {
        if (auto* answer = std::get_if<http::Response>(&*fault))
            return std::move(*answer);
        auto entered =
            access::enterToWrite(visit, {.event = "download.ask", .action = 'C', .object_kind = "export"});
        if (auto* refused = std::get_if<http::Response>(&entered))
            return std::move(*refused);
        auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
        if (!access::mayDownload(visit.settings(), viewer.role))
            return refuseRole(visit, viewer, std::move(tx), "download.ask", 'C');
        tx.commit();
        return downloadPage(visit, viewer, std::nullopt, std::get<Fault>(*fault), 422);
    }
    auto entered =
        access::enterToWrite(visit, {.event = "download.ask", .action = 'C', .object_kind = "export"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    if (!access::mayDownload(visit.settings(), viewer.role))
        return refuseRole(visit, viewer, std::move(tx), "download.ask", 'C');
    const auto asked = askExport(tx, viewer, views::codeOf(visit.language), visit.at);
    tx.commit();
    if (asked == Asked::TooMany)
        return downloadPage(
            visit, viewer, std::nullopt,
            {visit.say("exports.too_many", {{"COUNT", std::to_string(kExportsPerDay)}}), false}, 429);
    maker.wake(visit.tenant->id);
    return http::redirect(303, "/download");
}

http::Response fetchDownload(const Visit& visit) {
    if (!access::offersDownload(visit.settings()))
        return access::notOffered(visit, {.event = "download.fetch", .action = 'R'}, "download");
    auto entered =
        access::enterToWrite(visit, {.event = "download.fetch", .action = 'R', .object_kind = "export"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    if (!access::mayDownload(visit.settings(), viewer.role))
        return refuseRole(visit, viewer, std::move(tx), "download.fetch", 'R');
    auto fetched = fetchExport(tx, viewer, visit.at);
    if (!fetched)
        logRefused(tx, viewer, "download.fetch", 'R', "gone", visit.request.remoteIp(), visit.at);
    tx.commit();
    if (!fetched)
        return access::showMessage(visit, 410,
                                   {.title = visit.say("exports.gone_title"),
                                    .text = visit.say("exports.gone_text"),
                                    .button_text = visit.say("exports.gone_button"),
                                    .button_path = "/download"});
    http::Response response;
    response.header("Content-Type", "application/zip");
    response.header("Content-Disposition", "attachment; filename=\"dossier-" + visit.today + ".zip\"");
    response.pieces =
        std::make_shared<ArchivePieces>(visit.services.pools, visit.tenant->id, std::move(*fetched));
    return response;
}

}  // namespace

void registerPages(tenancy::Pages& pages, identity::Identity& identity, ExportMaker& maker) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, "/download", RouteRight::Client,
              [&maker](const Visit& visit) { return showDownload(visit, maker); });
    pages.add(Method::Post, "/download/maken", RouteRight::Client,
              [&identity, &maker](const Visit& visit) { return askDownload(visit, identity, maker); });
    pages.add(Method::Post, "/download/ophalen", RouteRight::Client, fetchDownload);
}

}  // namespace inzage::exports
