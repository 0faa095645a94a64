#include "platform/sharing/page_parts.h"

#include <algorithm>

#include "platform/access/refusal_pages.h"
#include "platform/views/dutch_time.h"

namespace inzage::sharing {

http::Response done(std::string_view what) {
    return http::redirect(303, std::string{kOverview} + "?gedaan=" + std::string{what});
}

NoPower powerOf(const tenancy::Visit& visit, const access::Viewer& viewer) noexcept {
    return whyNoPower(visit.settings().people, viewer.role, viewer.rights);
}

std::string whomToAsk(const tenancy::Visit& visit, const access::Viewer& viewer, const Circle& circle,
                      NoPower why) {
    const auto& organisation = visit.settings().identity.name;
    const auto deciding = [&](const Person& person) {
        return person.account != viewer.account && !person.ended && person.role != "client" &&
               whyNoPower(visit.settings().people, person.role, person.rights) == NoPower::None;
    };
    const auto decides = std::find_if(circle.people.begin(), circle.people.end(), deciding);
    if (why == NoPower::Organisation || decides == circle.people.end())
        return visit.say("sharing.organisation_decides", {{"ORGANISATION", organisation}});
    return visit.say("sharing.manager_decides", {{"MANAGER", decides->name.reveal()}});
}

http::Response noPower(const tenancy::Visit& visit, const access::Viewer& viewer, const Circle& circle,
                       NoPower why) {
    views::Model model;
    const std::string title = visit.say("sharing.no_power_title");
    model.set("TITLE", title);
    model.show("LOCKED");
    model.add("PARAGRAPH").set("TEXT", whomToAsk(visit, viewer, circle, why));
    views::Model& step = model.add("STEP");
    step.set("TEXT", visit.say("sharing.back"));
    step.set("PATH", kOverview);
    step.show("FIRST");
    return access::page(visit, viewer, "access/refused", {.title = title, .nav = ""}, model, 403);
}

std::string rightName(const tenancy::Visit& visit, Right right) {
    return visit.say("sharing.right_" + std::string{nameOf(right)});
}

std::string rightNames(const tenancy::Visit& visit, const std::vector<Right>& rights) {
    if (rights.size() == kRights.size())
        return visit.say("sharing.all_rights");
    std::string names;
    for (const Right right : kRights)
        if (std::find(rights.begin(), rights.end(), right) != rights.end())
            names += (names.empty() ? "" : ", ") + rightName(visit, right);
    return names.empty() ? visit.say("sharing.no_rights") : names;
}

std::string roleName(const tenancy::Visit& visit, std::string_view role) {
    if (role == "contact" && !visit.settings().people.invited_role.empty())
        return visit.settings().people.invited_role;
    return visit.say("sharing.role_" + std::string{role});
}

std::string lastLogin(const tenancy::Visit& visit, const std::optional<UtcTime>& at) {
    if (!at)
        return visit.say("sharing.never");
    const std::string day = views::localDateOf(*at, visit.zone());
    if (day == visit.today)
        return visit.say("sharing.today");
    if (day == views::addDays(visit.today, -1))
        return visit.say("sharing.yesterday");
    return views::dateText(day, visit.language);
}

void showRights(const tenancy::Visit& visit, const std::vector<Right>& offered,
                const std::vector<Right>& ticked, views::Model& model) {
    for (const Right right : offered) {
        views::Model& row = model.add("RIGHT");
        row.set("WORD", nameOf(right));
        row.set("NAME", rightName(visit, right));
        row.set("WHAT", visit.say("sharing.what_" + std::string{nameOf(right)}));
        if (std::find(ticked.begin(), ticked.end(), right) != ticked.end())
            row.show("IS_TICKED");
    }
}

std::variant<DeedAbout, http::Response> enterDeed(const tenancy::Visit& visit, std::string_view event,
                                                  char action, std::string_view kind) {
    const auto named = visit.params.get("id");
    const std::string id = named.empty() ? std::string{} : uuidOrNobodys(named);
    auto entered =
        access::enterToWrite(visit, {.event = event, .action = action, .object_kind = kind, .object_id = id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    Circle circle = lockCircle(tx, *viewer.client, visit.today);
    const Person* self = circle.find(viewer.account);
    const NoPower why = self == nullptr || self->ended
                            ? NoPower::NoRight
                            : whyNoPower(visit.settings().people, self->role, self->rights);
    if (why != NoPower::None) {
        logDeed(tx, viewer, {.event = event, .action = action, .reason = "no_power", .person = id},
                visit.request.remoteIp(), visit.at);
        tx.commit();
        return noPower(visit, viewer, circle, why);
    }
    return DeedAbout{std::move(viewer), std::move(tx), std::move(circle),
                     AccountId::parse(uuidOrNobodys(id)).value()};
}

}  // namespace inzage::sharing
