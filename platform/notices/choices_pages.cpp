#include "platform/notices/choices_pages.h"

#include "platform/access/entrance.h"
#include "platform/config/schedule.h"
#include "platform/identity/link_token.h"
#include "platform/notices/choices_store.h"
#include "platform/notices/mail_rules.h"

namespace inzage::notices {
namespace {

using tenancy::Visit;

std::string clockOf(const Visit& visit, int at_min) {
    std::string text = config::clockText(at_min);
    if (visit.language == views::Language::Dutch)
        text[2] = '.';
    return text.front() == '0' ? text.substr(1) : text;
}

void showHours(const Visit& visit, const std::string& section, int first, int last, int chosen_min,
               views::Model& model) {
    for (int hour = first; hour <= last; ++hour) {
        auto& option = model.add(section);
        option.set("VALUE", std::to_string(hour));
        option.set("LABEL", clockOf(visit, hour * 60));
        if (hour * 60 == chosen_min)
            option.show("CHOSEN");
    }
}

http::Response showChoices(const Visit& visit) {
    auto found = findChoices(visit);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, saved, email] = std::get<SavedChoices>(found);
    const auto& settings = visit.settings();
    const auto choices = choicesOf(settings.notices, saved);
    views::Model model;
    if (visit.request.query("gedaan"))
        model.show("DONE");
    if (choices.stopped)
        model.show("STOPPED");
    if (email.reveal().empty())
        model.show("NO_EMAIL");
    else
        model.add("WITH_EMAIL").set("EMAIL", email);
    model.set("DIGEST_AT", clockOf(visit, settings.notices.digest_at_min));
    model.set("MAX", std::to_string(settings.notices.mails_per_day_max));
    for (const auto kind : offeredKinds(settings)) {
        auto& row = model.add("KIND");
        row.set("NAME", nameOf(kind));
        row.set("LABEL", visit.say("notices.kind_" + std::string{nameOf(kind)}));
        // After a stop the first save is a new choice: nothing is ticked that would mail again unasked.
        const auto chosen = choices.of(kind);
        for (const auto choice : {MailChoice::AtOnce, MailChoice::Daily, MailChoice::Off}) {
            auto& option = row.add("OPTION");
            option.set("VALUE", wordOf(choice));
            option.set("LABEL", visit.say("notices.mail_" + std::string{wordOf(choice)}));
            if (choice == chosen)
                option.show("CHOSEN");
        }
    }
    const bool quiet = choices.quiet.from_min != choices.quiet.until_min;
    if (!quiet)
        model.show("NOT_QUIET");
    showHours(visit, "FROM", 17, 23, quiet ? choices.quiet.from_min : -1, model);
    showHours(visit, "UNTIL", 5, 12, quiet ? choices.quiet.until_min : 8 * 60, model);
    return access::page(visit, viewer, "notices/choices",
                        {.title = visit.say("notices.choices_title"), .nav = ""}, model);
}

http::Response takeChoices(const Visit& visit) {
    auto entered = access::enterToWrite(
        visit, {.event = "notices.choices_saved", .action = 'U', .object_kind = "account"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const auto form = [&](const std::string& name) { return visit.request.form(name).value_or(""); };
    std::map<std::string, std::string> choices;
    for (const auto kind : offeredKinds(visit.settings())) {
        const std::string name{nameOf(kind)};
        if (const auto choice = mailChoiceOf(form("soort-" + name)))
            choices["mail." + name] = wordOf(*choice);
    }
    const std::string from{form("stil-van")};
    choices["mail.quiet"] = from.empty() ? "none" : from + "-" + std::string{form("stil-tot")};
    // Only what makes sense is kept: read back, it says the same.
    if (wordOf(choicesOf({}, choices).quiet) != choices["mail.quiet"])
        choices.erase("mail.quiet");
    saveChoices(tx, viewer.account, choices);
    tx.commit();
    return http::redirect(303, "/profiel/meldingen?gedaan=ja");
}

http::Response unsubscribePage(const Visit& visit, int status, std::string_view state) {
    views::Model model;
    if (state == "ask")
        model.add("ASK").set("ACTION", "/afmelden/" + std::string{visit.params.get("token")});
    else
        model.show(state == "done" ? "DONE" : "UNKNOWN");
    const auto key = "notices.stop_" + std::string{state} + "_title";
    model.set("TITLE", visit.say(key));
    return tenancy::plainPage(visit, status, "notices/stop", {.title = visit.say(key)}, model);
}

/// The link of a mail. Mail programs open links before people do: nothing changes yet.
http::Response askToStop(const Visit& visit) {
    auto tx = visit.services.pools.begin(visit.tenant->id);
    const auto link =
        identity::openLink(tx, identity::LinkPurpose::Unsubscribe, visit.params.get("token"), visit.at);
    tx.commit();
    return unsubscribePage(visit, link ? 200 : 404, link ? "ask" : "unknown");
}

http::Response stop(const Visit& visit) {
    auto tx = visit.services.pools.begin(visit.tenant->id);
    const auto link =
        identity::openLink(tx, identity::LinkPurpose::Unsubscribe, visit.params.get("token"), visit.at);
    if (link && link->account)
        stopMails(tx, *link->account, visit.request.remoteIp(), visit.at);
    tx.commit();
    return unsubscribePage(visit, link ? 200 : 404, link ? "done" : "unknown");
}

}  // namespace

void registerChoicePages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/profiel/meldingen", http::RouteRight::SignedIn, showChoices);
    pages.add(http::Method::Post, "/profiel/meldingen", http::RouteRight::SignedIn, takeChoices);
    // A machine's: a mail program that stops mails with one click has no cookie and no form token.
    pages.add(http::Method::Get, "/afmelden/{token}", http::RouteRight::Machine, askToStop);
    pages.add(http::Method::Post, "/afmelden/{token}", http::RouteRight::Machine, stop);
}

}  // namespace inzage::notices
