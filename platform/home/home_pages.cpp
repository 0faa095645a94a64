#include "platform/home/home_pages.h"

#include "platform/access/offers.h"
#include "platform/home/home_store.h"
#include "platform/views/dutch_time.h"

namespace inzage::home {
namespace {

std::string greetingKey(const tenancy::Visit& visit) {
    const int hour = views::localHour(visit.at, visit.zone());
    if (hour < 6)
        return "home.good_night";
    if (hour < 12)
        return "home.good_morning";
    if (hour < 18)
        return "home.good_afternoon";
    return "home.good_evening";
}

/// `untitled`: of what may not be read, instead of its title.
void showNews(const tenancy::Visit& visit, const Panel& panel, views::Model& section,
              const std::string& untitled = "") {
    if (panel.new_count > 0)
        section.add("NEW").set("COUNT", static_cast<long>(panel.new_count));
    for (const auto& news : panel.news) {
        views::Model& line = section.add("LINE");
        line.set("TITLE", news.title.reveal().empty() ? Private{untitled} : news.title);
        if (!news.from.reveal().empty())
            line.add("FROM").set("NAME", news.from);
        if (!news.value.reveal().empty()) {
            views::Model& value = line.add("VALUE");
            value.set("TEXT", views::measuredText(news.value, news.value_second, news.unit, visit.language));
        }
        line.set("MOMENT", views::momentLabel(news.at, visit.zone(), visit.at, visit.language));
        if (news.is_new)
            line.show("IS_NEW");
    }
    if (panel.news.empty())
        section.show("NOTHING");
}

/// Who was given nothing yet: whom to ask, by name, and the button where somebody can answer it.
void showNoRights(const tenancy::Visit& visit, const std::vector<Private<std::string>>& deciders,
                  views::Model& section) {
    if (deciders.empty()) {
        section.set("WHOM", visit.say("home.no_rights_organisation",
                                      {{"ORGANISATION", visit.settings().identity.name}}));
        return;
    }
    std::string names;
    for (const auto& name : deciders) {
        const bool last = &name == &deciders.back();
        names += (names.empty() ? "" : last ? " " + visit.say("home.or") + " " : ", ") + name.reveal();
    }
    section.set("WHOM", visit.say("home.no_rights_text", {{"MANAGERS", names}}));
    section.show("ASK");
}

http::Response showStart(const tenancy::Visit& visit) {
    auto found = findStart(visit);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, start] = std::get<StartAnswer>(found);
    views::Model model;
    model.set("GREETING", visit.say(greetingKey(visit), {{"NAME", viewer.given_name.reveal()}}));
    model.set("SCENE", tenancy::baseFrame(visit, {}).scene);
    model.set("SINCE", viewer.since ? visit.say("home.since",
                                                {{"MOMENT", views::momentText(*viewer.since, visit.zone(),
                                                                              visit.at, visit.language)}})
                                    : visit.say("home.first_visit"));
    if (!viewer.care_ended_on.empty()) {
        views::Model& ended = model.add("CARE_ENDED");
        const auto& dossier = visit.settings().dossier;
        ended.set("CLIENT", viewer.client_name);
        ended.set("DATE", views::dateText(viewer.care_ended_on, visit.language));
        ended.set("LAST_DAY",
                  views::longDateText(views::addDays(viewer.care_ended_on, dossier.visible_after_care_days),
                                      visit.language));
        if (access::offersDownload(visit.settings()) && access::mayDownload(visit.settings(), viewer.role) &&
            !viewer.preview_account)
            ended.show("MAY_DOWNLOAD");
    }
    if (!start.plan_id.empty()) {
        views::Model& plan = model.add("NEW_PLAN");
        plan.set("ID", start.plan_id);
        plan.set("DATE", views::dateText(start.plan_valid_from, visit.language));
        plan.set("CLIENT", viewer.client_name);
    }
    if (viewer.may(Right::Appointments) && access::offersAgenda(visit.settings()))
        showNews(visit, start.agenda, model.add("AGENDA"), visit.say("home.busy"));
    if (viewer.may(Right::Messages) && access::offersMessages(visit.settings()))
        showNews(visit, start.messages, model.add("MESSAGES"));
    if (viewer.may(Right::Dossier) && access::offersDossier(visit.settings()))
        showNews(visit, start.dossier, model.add("DOSSIER"));
    if (viewer.may(Right::Details) && access::offersDetails(visit.settings()))
        showNews(visit, start.pinboard, model.add("DETAILS"));
    if (viewer.rights.empty())
        showNoRights(visit, start.deciders, model.add("NO_RIGHTS"));
    std::vector<RecordKind> kinds{kRecordKinds.begin(), kRecordKinds.end()};
    return access::page(
        visit, viewer, "home/start",
        {.title = visit.say("home.title"), .nav = "start", .kinds = kinds, .synced_at = start.synced_at},
        model);
}

http::Response toStart(const tenancy::Visit&) {
    return http::redirect(303, "/start");
}

}  // namespace

void registerPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/", http::RouteRight::Public, toStart);
    pages.add(http::Method::Get, "/start", http::RouteRight::Client, showStart);
}

}  // namespace inzage::home
