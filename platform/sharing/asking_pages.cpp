#include <algorithm>
#include <utility>

#include "platform/sharing/change_mails.h"
#include "platform/sharing/page_parts.h"

/// POST /vraag-toegang: somebody asks for a right that they don't have.
namespace inzage::sharing {
namespace {

using tenancy::Visit;

/// "dossier"; "any" for whoever has no right at all, and for anything unknown.
std::string wantedOf(const http::Request& request) {
    const auto right = rightFromName(request.form("recht").value_or(""));
    return right ? std::string{nameOf(*right)} : "any";
}

bool decides(const Visit& visit, const access::Viewer& viewer, const Person& person) {
    return person.account != viewer.account && !person.ended &&
           whyNoPower(visit.settings().people, person.role, person.rights) == NoPower::None;
}

http::Response ask(const Visit& visit, identity::Identity& identity) {
    auto entered = access::enterToWrite(visit, {.event = "sharing.ask", .action = 'C'});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    std::vector<AccountId> deciders;
    for (const auto& person : lockCircle(tx, *viewer.client, visit.today).people)
        if (decides(visit, viewer, person))
            deciders.push_back(person.account);
    const bool now =
        !deciders.empty() && noteAsked(tx, *viewer.client, viewer.account, wantedOf(visit.request), visit.at);
    if (now)
        tellAsked(visit, identity.outbox(), tx, deciders);
    tx.commit();
    if (now)
        visit.services.wake_delivery(visit.tenant->id);
    return http::redirect(303, now ? "/vraag-toegang" : "/vraag-toegang?al=ja");
}

http::Response showAsked(const Visit& visit) {
    auto found = findCircle(visit, "sharing.asked");
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, circle] = std::get<CircleAnswer>(found);
    const Person* who = nullptr;
    for (const auto& person : circle.people)
        if (decides(visit, viewer, person) && (who == nullptr || who->role == "client"))
            who = &person;
    // Whoever opens the address without having asked is not told that anything was sent.
    const bool asked = std::ranges::any_of(
        circle.asked, [&, &me = viewer](const Asked& one) { return one.account == me.account; });
    const bool before = visit.request.query("al").has_value();
    const auto [heading, text] = before ? std::pair{"sharing.asked_before_title", "sharing.asked_before_text"}
                                 : asked ? std::pair{"sharing.asked_title", "sharing.asked_text"}
                                         : std::pair{"sharing.not_asked_title", "sharing.not_asked_text"};
    views::Model model;
    const std::string title = visit.say(who == nullptr ? "sharing.no_power_title" : heading);
    model.set("TITLE", title);
    model.show("AWAY");
    model.add("PARAGRAPH")
        .set("TEXT", who == nullptr ? whomToAsk(visit, viewer, circle, NoPower::Organisation)
                                    : visit.say(text, {{"MANAGER", who->name.reveal()}}));
    views::Model& step = model.add("STEP");
    step.set("TEXT", visit.say("access.to_start"));
    step.set("PATH", "/start");
    step.show("FIRST");
    return access::page(visit, viewer, "access/refused", {.title = title, .nav = ""}, model);
}

}  // namespace

void registerAskingPages(tenancy::Pages& pages, identity::Identity& identity) {
    pages.add(http::Method::Get, "/vraag-toegang", http::RouteRight::Client, showAsked);
    pages.add(http::Method::Post, "/vraag-toegang", http::RouteRight::Client,
              [&](const Visit& visit) { return ask(visit, identity); });
}

}  // namespace inzage::sharing
