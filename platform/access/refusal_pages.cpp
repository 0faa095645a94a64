#include "platform/access/refusal_pages.h"

#include <vector>

#include "platform/access/kept_text.h"
#include "platform/access/refusal_store.h"
#include "platform/http/url_text.h"
#include "platform/identity/cookies.h"

namespace inzage::access {
namespace {

/// Where to come back to: what was asked with GET, else "".
std::string wantedOf(const http::Request& request) {
    if (request.method() == http::Method::Post || request.path() == "/start")
        return {};
    return request.rawQuery().empty() ? request.path() : request.path() + "?" + request.rawQuery();
}

std::string comingBack(std::string page, std::string_view wanted) {
    return wanted.empty() ? page : std::move(page) + "?terug=" + http::percentEncode(wanted);
}

/// The page that says so. What a form brought is kept, so that nobody types it twice.
http::Response sessionOver(const tenancy::Visit& visit, const std::string& token_hash) {
    const std::string minutes = std::to_string(visit.settings().login.session.idle_min);
    const auto kept = keepTyped(visit, token_hash);
    auto response = tenancy::messagePage(
        visit, 401,
        {.title = visit.say("access.session_over_title"),
         .text = visit.say("access.session_over_text", {{"MINUTES", minutes}}),
         .more = kept ? visit.say("access.typed_kept") : "",
         .button_text = visit.say("access.sign_in_again"),
         .button_path = comingBack("/inloggen", kept ? kept->path : wantedOf(visit.request))});
    response.clearCookie(identity::kSessionCookie);
    if (kept)
        response.setCookie(kept->cookie);
    return response;
}

struct Step {
    std::string text;
    std::string path;
};

/// What can't be shown, why, and what to do: the first step is the one to take.
struct Explanation {
    std::string title;
    std::vector<std::string> paragraphs;
    std::vector<Step> steps;
    bool locked = false;      ///< somebody decided it, and can decide otherwise
    std::string ask_right{};  ///< which right to ask for with the first button; "": no such button
    std::string ask_label{};
};

http::Response signedInPage(const tenancy::Visit& visit, const Viewer& viewer, int status,
                            const Explanation& what) {
    views::Model model;
    model.set("TITLE", what.title);
    model.show(what.locked ? "LOCKED" : "AWAY");
    for (const auto& paragraph : what.paragraphs)
        model.add("PARAGRAPH").set("TEXT", paragraph);
    if (!what.ask_right.empty()) {
        views::Model& ask = model.add("ASK");
        ask.set("WANTED", what.ask_right);
        ask.set("ASK_LABEL", what.ask_label);
    }
    for (const auto& step : what.steps) {
        views::Model& button = model.add("STEP");
        button.set("TEXT", step.text);
        button.set("PATH", step.path);
        button.show(what.ask_right.empty() && &step == what.steps.data() ? "FIRST" : "OTHER");
    }
    return page(visit, viewer, "access/refused", {.title = what.title, .nav = ""}, model, status);
}

Explanation explained(const tenancy::Message& message) {
    Explanation what{.title = message.title, .paragraphs = {message.text}};
    if (!message.more.empty())
        what.paragraphs.push_back(message.more);
    if (!message.button_text.empty())
        what.steps.push_back({message.button_text, message.button_path});
    return what;
}

tenancy::Message notFoundMessage(const tenancy::Visit& visit) {
    return {.title = visit.say("access.not_found_title"),
            .text = visit.say("access.not_found_text"),
            .more = "",
            .button_text = visit.say("access.to_start"),
            .button_path = "/start"};
}

/// Whom to ask for a right, and how to reach them.
void tellWhoDecides(const tenancy::Visit& visit, const Viewer& viewer, const std::string& manager,
                    Explanation& what) {
    const auto& settings = visit.settings();
    if (manager.empty() || manager == viewer.person.reveal()) {
        what.paragraphs.push_back(
            visit.say("access.ask_organisation", {{"ORGANISATION", settings.identity.name}}));
        if (!settings.helpdesk.email.empty())
            what.paragraphs.push_back(
                visit.say("access.ask_how_helpdesk", {{"EMAIL", settings.helpdesk.email}}));
        return;
    }
    what.paragraphs.push_back(visit.say("access.ask_manager", {{"MANAGER", manager}}));
    if (!viewer.may(Right::Details) || !settings.people.contacts_shown)
        return;
    what.paragraphs.push_back(visit.say("access.ask_where", {{"MANAGER", manager}}));
    what.steps.push_back({visit.say("access.to_contacts"), "/gegevens/contactpersonen"});
}

http::Response noRight(const tenancy::Visit& visit, const Viewer& viewer, std::string_view right,
                       const Refusal& refusal) {
    const std::string part = visit.say("access.part_" + std::string{right});
    Explanation what{.title = visit.say("access.no_right_title", {{"PART", part}}), .locked = true};
    what.paragraphs.push_back(
        visit.say("access.no_right_text", {{"PART", part}, {"CLIENT", refusal.client.reveal()}}));
    tellWhoDecides(visit, viewer, refusal.portal_manager.reveal(), what);
    const auto& manager = refusal.portal_manager.reveal();
    if (!manager.empty() && manager != viewer.person.reveal() &&
        visit.settings().people.adding != config::AddingPeople::ByOrganisation) {
        what.ask_right = right;
        what.ask_label = visit.say("access.ask_button", {{"MANAGER", manager}});
    }
    what.steps.push_back({visit.say("access.to_start"), "/start"});
    return signedInPage(visit, viewer, 403, what);
}

/// Access or care has ended, or there is no client yet: only the organisation can help, or another client.
http::Response nothingToSee(const tenancy::Visit& visit, const Viewer& viewer, const Refusal& refusal) {
    const auto& settings = visit.settings();
    const std::string days = std::to_string(settings.dossier.visible_after_care_days);
    const std::string key = "access." + refusal.reason;
    Explanation what{.title = visit.say(key + "_title"), .locked = true};
    what.paragraphs.push_back(
        visit.say(key + "_text", {{"CLIENT", refusal.client.reveal()}, {"DAYS", days}}));
    if (!viewer.clients.empty())
        what.paragraphs.push_back(visit.say("access.ask_switch"));
    if (!settings.helpdesk.email.empty())
        what.paragraphs.push_back(visit.say("access.ask_helpdesk", {{"EMAIL", settings.helpdesk.email}}));
    what.steps.push_back({visit.say("access.to_sign_out"), "/uitloggen"});
    return signedInPage(visit, viewer, 403, what);
}

/// In a preview: what the person looked through may not see, or what such a look doesn't show.
http::Response notInPreview(const tenancy::Visit& visit, const Viewer& viewer, std::string_view right,
                            const std::string& reason) {
    const std::string& person = viewer.preview.reveal();
    const std::string part = visit.say("access.part_" + std::string{right});
    Explanation what{.title = visit.say("access.preview_title"), .locked = true};
    if (reason == "no_right") {
        what.title = visit.say("access.preview_no_right_title", {{"PERSON", person}, {"PART", part}});
        what.paragraphs.push_back(visit.say("access.preview_no_right_text", {{"PERSON", person}}));
    } else if (reason == "preview_own") {
        what.paragraphs.push_back(visit.say("access.preview_own", {{"PERSON", person}, {"PART", part}}));
    } else if (reason == "preview_over" || reason == "access_ended" || reason == "care_ended") {
        what.paragraphs.push_back(visit.say("access.preview_over", {{"PERSON", person}}));
    } else {
        what.paragraphs.push_back(visit.say("access.preview_text", {{"PERSON", person}}));
    }
    what.paragraphs.push_back(visit.say("access.preview_how_to_stop"));
    if (reason != "preview_over" && reason != "access_ended" && reason != "care_ended")
        what.steps.push_back({visit.say("access.to_start"), "/start"});
    return signedInPage(visit, viewer, 403, what);
}

}  // namespace

http::Response toLogin(const tenancy::Visit& visit) {
    return http::redirect(303, comingBack("/inloggen", wantedOf(visit.request)));
}

http::Response notFound(const tenancy::Visit& visit) {
    return showMessage(visit, 404, notFoundMessage(visit));
}

http::Response notFound(const tenancy::Visit& visit, const Viewer& viewer) {
    return signedInPage(visit, viewer, 404, explained(notFoundMessage(visit)));
}

http::Response notOffered(const tenancy::Visit& visit, const Look& look, std::string_view part) {
    auto entered = enter(visit, look);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const std::string what = visit.say("access.not_offered_" + std::string{part});
    return signedInPage(visit, std::get<Entered>(entered).viewer, 404,
                        {.title = visit.say("access.not_offered_title", {{"PART", what}}),
                         .paragraphs = {visit.say("access.not_offered_text",
                                                  {{"ORGANISATION", visit.settings().identity.name}})},
                         .steps = {{visit.say("access.to_start"), "/start"}}});
}

http::Response showMessage(const tenancy::Visit& visit, int status, const tenancy::Message& message) {
    const auto token = identity::sessionTokenHash(visit.request, visit.settings().login);
    const bool ours = status == 408 || status == 429 || status >= 500;
    if (!token || ours)
        return tenancy::messagePage(visit, status, message);
    std::optional<Viewer> viewer;
    try {
        viewer = findSignedIn(visit, *token);
    } catch (const database::DatabaseError&) {
        // Without it the page is as good, only plainer; what is wrong is told by the pages that need the
        // data.
        return tenancy::messagePage(visit, status, message);
    }
    if (!viewer)
        return tenancy::messagePage(visit, status, message);
    return signedInPage(visit, *viewer, status, explained(message));
}

http::Response refuse(const tenancy::Visit& visit, const std::string& token_hash,
                      const std::optional<ClientId>& client, std::string_view right) {
    const Refusal refusal = findRefusal(visit, token_hash, client, right);
    const std::string& reason = refusal.reason;
    // Who opens the portal once more while waiting for the SMS must not lose the step they are at.
    if (!refusal.step.empty())
        return http::redirect(
            303, comingBack(refusal.step == "second_factor" ? "/verificatie" : "/nieuw-wachtwoord",
                            wantedOf(visit.request)));
    if (reason == "no_session" || reason == "session_over")
        return sessionOver(visit, token_hash);
    const bool preview = reason.starts_with("preview");
    if (!preview && reason != "no_right" && reason != "care_ended" && reason != "access_ended" &&
        reason != "no_client")
        return notFound(visit);
    const auto viewer = findSignedIn(visit, token_hash);
    if (!viewer)  // signed out between the two questions
        return sessionOver(visit, token_hash);
    if (viewer->preview_account || preview)
        return notInPreview(visit, *viewer, right, reason);
    return reason == "no_right" ? noRight(visit, *viewer, right, refusal)
                                : nothingToSee(visit, *viewer, refusal);
}

}  // namespace inzage::access
