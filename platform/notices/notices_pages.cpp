#include "platform/notices/notices_pages.h"

#include <algorithm>

#include "platform/access/page_parts.h"
#include "platform/notices/choices_pages.h"
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
    if (!notice.path.empty() || !notice.kind)
        return notice.path;
    const auto& settings = visit.settings();
    const bool about = !notice.object_id.empty();
    switch (*notice.kind) {
        case NewsKind::Plan:
            return about && hasTab(visit, config::DossierTab::Plans) ? "/dossier/plannen/" + notice.object_id
                                                                     : "";
        case NewsKind::Report:
            return about && hasTab(visit, config::DossierTab::Read)
                       ? "/dossier/lezen/rapportage/" + notice.object_id
                       : "";
        case NewsKind::Message:
            return about ? "/berichten/" + notice.object_id : "/berichten";
        case NewsKind::Pinboard:
            return settings.pinboard.posts ? "/gegevens/prikbord" : "";
        case NewsKind::Appointment:
            return "/agenda";
        case NewsKind::Device:
            return "/profiel";
        case NewsKind::Access:
        case NewsKind::ChangeFailed:
            return "";
    }
    return "";
}

struct Shown {
    std::string_view icon;  ///< the section of the template
    std::string_view what;  ///< the text after "notices."
};

Shown shownAs(const Notice& notice) {
    if (!notice.kind)
        return {"IS_OTHER", "other"};
    switch (*notice.kind) {
        case NewsKind::Plan:
            return {"IS_PLAN", "plan"};
        case NewsKind::Report:
            return {"IS_REPORT", "report"};
        case NewsKind::Message:
            return {"IS_MESSAGE", "message"};
        case NewsKind::Pinboard:
            return {"IS_PINBOARD", "pinboard"};
        case NewsKind::Appointment:
            return {"IS_APPOINTMENT", "appointment"};
        case NewsKind::Device:
            return {"IS_DEVICE", "device"};
        case NewsKind::Access:
            return {"IS_ACCESS", notice.own ? "access_own" : "access"};
        case NewsKind::ChangeFailed:
            return {"IS_FAILED", "change_failed"};
    }
    return {"IS_OTHER", "other"};
}

void showNotice(const tenancy::Visit& visit, const Notice& notice, views::Model& list) {
    views::Model& line = list.add("NOTICE");
    const Shown shown = shownAs(notice);
    line.show(shown.icon);
    line.set("WHAT", visit.say("notices." + std::string{shown.what}));
    if (!notice.title.reveal().empty())
        line.add("ABOUT").set("TITLE", notice.kind == NewsKind::Device
                                           ? access::deviceText(visit, notice.title.reveal())
                                           : notice.title.reveal());
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
    const auto before = PagePlace::parse(visit.request.query("voor").value_or(""));
    auto found = findNotices(visit, before);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, notices, older] = std::get<NoticesAnswer>(found);
    views::Model model;
    if (notices.empty()) {
        model.show(before ? "NO_MORE" : "EMPTY");
    } else {
        views::Model& list = model.add("NOTICES");
        for (const auto& notice : notices)
            showNotice(visit, notice, list);
    }
    if (older)
        model.add("OLDER").set("PLACE", older->text());
    if (before)
        model.show("NOT_NEWEST");
    const bool news = std::any_of(notices.begin(), notices.end(), [](const Notice& n) { return !n.seen; });
    // What arrives while the page is being read stays news.
    if (news && !before)
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
    registerChoicePages(pages);
}

}  // namespace inzage::notices
