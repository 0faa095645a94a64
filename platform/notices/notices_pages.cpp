#include "platform/notices/notices_pages.h"

#include <algorithm>

#include "platform/notices/notices_store.h"
#include "platform/views/dutch_time.h"

namespace inzage::notices {
namespace {

bool hasTab(const tenancy::Visit& visit, config::DossierTab tab) {
    const auto& tabs = visit.settings().dossier.tabs;
    return std::find(tabs.begin(), tabs.end(), tab) != tabs.end();
}

/// Where the notice leads; "" when there is no such page (any more).
std::string pathOf(const tenancy::Visit& visit, const Notice& notice) {
    if (notice.object_id.empty())
        return "";
    switch (notice.kind) {
        case NoticeKind::Plan:
            return hasTab(visit, config::DossierTab::Plans) ? "/dossier/plannen/" + notice.object_id : "";
        case NoticeKind::Report:
            return hasTab(visit, config::DossierTab::Read) ? "/dossier/lezen/rapportage/" + notice.object_id
                                                           : "";
        case NoticeKind::Other:
            return "";
    }
    return "";
}

void showNotice(const tenancy::Visit& visit, const Notice& notice, views::Model& list) {
    views::Model& line = list.add("NOTICE");
    switch (notice.kind) {
        case NoticeKind::Plan:
            line.show("IS_PLAN");
            line.set("WHAT", visit.say("notices.plan"));
            break;
        case NoticeKind::Report:
            line.show("IS_REPORT");
            line.set("WHAT", visit.say("notices.report"));
            break;
        case NoticeKind::Other:
            line.show("IS_OTHER");
            line.set("WHAT", visit.say("notices.other"));
            break;
    }
    if (!notice.title.reveal().empty())
        line.add("ABOUT").set("TITLE", notice.title);
    const std::string path = pathOf(visit, notice);
    if (path.empty())
        line.show("NO_PAGE");
    else
        line.add("PAGE").set("NOTICE_PATH", path);
    line.set("MOMENT", views::momentLabel(notice.created_at, visit.zone(), visit.at, visit.language));
    if (!notice.seen)
        line.show("IS_NEW");
}

http::Response showNotices(const tenancy::Visit& visit) {
    auto found = findNotices(visit);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, notices] = std::get<NoticesAnswer>(found);
    views::Model model;
    if (notices.empty()) {
        model.show("EMPTY");
    } else {
        views::Model& list = model.add("NOTICES");
        for (const auto& notice : notices)
            showNotice(visit, notice, list);
    }
    const bool news = std::any_of(notices.begin(), notices.end(), [](const Notice& n) { return !n.seen; });
    // What arrives while the page is being read stays news.
    if (news)
        model.add("MARK").set("UNTIL", isoUtc(notices.front().created_at));
    return access::page(visit, viewer, "notices/notices", {.title = visit.say("notices.title"), .nav = ""},
                        model);
}

http::Response allSeen(const tenancy::Visit& visit) {
    // Without a moment nothing is marked, and the page comes back as it was; the gate is asked all the same.
    const auto until = parseIsoUtc(visit.request.form("tot").value_or("")).value_or(UtcTime{});
    if (auto refused = markSeen(visit, std::min(until, visit.at)))
        return std::move(*refused);
    return http::redirect(303, "/meldingen");
}

}  // namespace

void registerPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/meldingen", http::RouteRight::Client, showNotices);
    pages.add(http::Method::Post, "/meldingen/gezien", http::RouteRight::Client, allSeen);
}

}  // namespace inzage::notices
