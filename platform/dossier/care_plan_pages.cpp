#include "platform/access/refusal_pages.h"
#include "platform/dossier/care_plan_store.h"
#include "platform/dossier/dossier_pages.h"
#include "platform/dossier/dossier_tabs.h"
#include "platform/views/dutch_time.h"

namespace inzage::dossier {
namespace {

/// One line of a goal: what it is now and, when it changed, what it was.
void showPart(views::Model& goal, std::string_view section, const std::string& now, const std::string* was) {
    if (now.empty() && (was == nullptr || was->empty()))
        return;
    views::Model& part = goal.add(section);
    if (was == nullptr || *was == now) {
        part.add("SAME").set("TEXT", now);
        return;
    }
    views::Model& changed = part.add("CHANGED");
    if (!was->empty())
        changed.add("WAS").set("TEXT", *was);
    if (!now.empty())
        changed.add("NOW").set("TEXT", now);
}

std::string dateOrEmpty(const std::string& date, views::Language language) {
    return date.empty() ? "" : views::dateText(date, language);
}

void showGoal(const tenancy::Visit& visit, const GoalStep& step, std::size_t number, views::Model& model) {
    views::Model& goal = model.add("GOAL");
    goal.set("NUMBER", static_cast<long>(number));
    goal.set("AREA", step.now.area);
    switch (step.change) {
        case GoalChange::Same:
            break;
        case GoalChange::Added:
            goal.show("IS_ADDED");
            break;
        case GoalChange::Changed:
            goal.show("IS_CHANGED");
            break;
        case GoalChange::Removed:
            goal.show("IS_REMOVED");
            break;
    }
    const Goal* was = step.was ? &*step.was : nullptr;
    showPart(goal, "WISH", step.now.wish.reveal(), was != nullptr ? &was->wish.reveal() : nullptr);
    showPart(goal, "AGREEMENT", step.now.agreement.reveal(),
             was != nullptr ? &was->agreement.reveal() : nullptr);
    showPart(goal, "WHO", step.now.who, was != nullptr ? &was->who : nullptr);
    const std::string review = dateOrEmpty(step.now.review_on, visit.language);
    const std::string review_was = was != nullptr ? dateOrEmpty(was->review_on, visit.language) : "";
    showPart(goal, "REVIEW", review, was != nullptr ? &review_was : nullptr);
}

void showShown(const tenancy::Visit& visit, const CarePlanPage& page, views::Model& model) {
    const auto& plan = *page.shown;
    views::Model& shown = model.add("PLAN");
    shown.set("TITLE", plan.title);
    shown.set("VERSION", static_cast<long>(plan.version));
    shown.set("FROM", views::dateText(plan.valid_from, visit.language));
    if (!plan.valid_until.empty())
        shown.add("UNTIL").set("DATE", views::dateText(plan.valid_until, visit.language));
    if (!plan.signed_on.empty())
        shown.add("SIGNED").set("DATE", views::dateText(plan.signed_on, visit.language));
    if (!plan.author_name.reveal().empty()) {
        views::Model& author = shown.add("AUTHOR");
        author.set("NAME", plan.author_name);
        if (!plan.author_role.empty())
            author.add("WITH_ROLE").set("ROLE", plan.author_role);
    }
    if (plan.is_new)
        shown.show("IS_NEW");
    if (plan.status == "ended")
        shown.show("IS_ENDED");
    bool changed = false;
    for (std::size_t i = 0; i < page.goals.size(); ++i) {
        changed = changed || page.goals[i].change != GoalChange::Same;
        showGoal(visit, page.goals[i], i + 1, shown);
        views::Model& entry = shown.add("CONTENTS");
        entry.set("NUMBER", static_cast<long>(i + 1));
        entry.set("AREA", page.goals[i].now.area);
    }
    if (changed)
        shown.show("HAS_CHANGES");
}

http::Response show(const tenancy::Visit& visit, const std::optional<std::string>& id) {
    if (!shows(visit.settings(), config::DossierSection::CarePlan) ||
        !hasTab(visit.settings(), config::DossierTab::Plans))
        return access::notOffered(visit, {.event = "dossier.care_plan"}, "care_plan");
    auto found = findCarePlan(visit, id);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, page] = std::get<CarePlanAnswer>(found);
    if (page.unknown)
        return access::notFound(visit, viewer);
    views::Model model;
    showTabs(visit, "plannen", model);
    if (page.shown)
        showShown(visit, page, model);
    else
        model.show("EMPTY");
    if (page.versions.size() > 1) {
        views::Model& list = model.add("VERSIONS");
        for (const auto& version : page.versions) {
            views::Model& line = list.add("ONE_VERSION");
            line.set("ID", version.id);
            line.set("TITLE", version.title);
            line.set("VERSION", static_cast<long>(version.version));
            line.set("FROM", views::dateText(version.valid_from, visit.language));
            if (version.is_new)
                line.show("IS_NEW");
            if (page.shown && version.id == page.shown->id)
                line.show("CHOSEN");
        }
    }
    return access::page(visit, viewer, "dossier/care_plan",
                        {.title = page.shown ? page.shown->title : visit.say("dossier.title_plans"),
                         .nav = "dossier",
                         .kinds = {RecordKind::CarePlan},
                         .synced_at = page.synced_at},
                        model);
}

}  // namespace

void registerCarePlanPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/dossier/plannen", http::RouteRight::Dossier,
              [](const tenancy::Visit& visit) { return show(visit, std::nullopt); });
    pages.add(http::Method::Get, "/dossier/plannen/{id}", http::RouteRight::Dossier,
              [](const tenancy::Visit& visit) { return show(visit, uuidOrNobodys(visit.params.get("id"))); });
}

}  // namespace inzage::dossier
