#include "platform/tenancy/information_pages.h"
#include "platform/views/breakable_text.h"

#include <algorithm>

namespace inzage::tenancy {
namespace {

void addHelpdesk(const Visit& visit, views::Model& model) {
    const auto& help = visit.settings().helpdesk;
    if (!help.email.empty()) {
        views::Model& email = model.add("HELP_BY_EMAIL");
        const auto at = std::min(help.email.find('@'), help.email.size());
        email.set("EMAIL", help.email);
        email.set("BEFORE", std::string_view{help.email}.substr(0, at));
        email.set("AFTER", std::string_view{help.email}.substr(at));
    }
    if (!help.phone.empty())
        model.add("HELP_BY_PHONE").set("PHONE", help.phone);
}

void addExplanations(const Visit& visit, views::Model& model) {
    const auto& help = visit.settings().helpdesk;
    if (help.pages.empty())
        return;
    views::Model& list = model.add("HELP_PAGES");
    for (const auto& page : help.pages) {
        views::Model& row = list.add("HELP_PAGE");
        row.set("TITLE", page.title);
        row.set("URL", page.url);
        switch (page.kind) {
            case config::HelpPageKind::Video:
                row.show("IS_VIDEO");
                break;
            case config::HelpPageKind::Manual:
                row.show("IS_MANUAL");
                break;
            case config::HelpPageKind::Page:
            case config::HelpPageKind::Form:
                break;
        }
    }
}

void addDisplayChoice(const Visit& visit, views::Model& model) {
    const auto pressed = [&](std::string_view name, Colours colours) {
        model.set(name, visit.display.colours == colours ? "true" : "false");
    };
    pressed("IS_LIGHT", Colours::Normal);
    pressed("IS_NIGHT", Colours::Night);
    pressed("IS_AUTO", Colours::Auto);
    pressed("IS_CONTRAST", Colours::Contrast);
}

http::Response showInformation(const Visit& visit) {
    const auto& help = visit.settings().helpdesk;
    views::Model model;
    addHelpdesk(visit, model);
    if (!help.hours.empty())
        model.add("HELP_WHEN").set("HOURS", help.hours);
    if (!help.form_url.empty())
        model.add("HELP_FORM").set("URL", help.form_url);
    if (!help.lines.empty()) {
        views::Model& lines = model.add("HELP_LINES");
        for (const auto& line : help.lines) {
            views::Model& row = lines.add("HELP_LINE");
            row.set("TOPIC", line.topic);
            views::showBreakable(line.text, row);
        }
    }
    for (const auto* text : {&help.own_equipment_text, &help.screen_advice})
        if (!text->empty())
            model.add("HELP_NOTE").set("TEXT", *text);
    addExplanations(visit, model);
    addDisplayChoice(visit, model);
    return plainPage(visit, 200, "views/information",
                     {.title = visit.say("views.information"), .csrf = "", .error = false}, model);
}

http::Response showPrivacy(const Visit& visit) {
    views::Model model;
    model.set("ORGANISATION", visit.settings().identity.name);
    addHelpdesk(visit, model);
    return plainPage(visit, 200, "views/privacy",
                     {.title = visit.say("views.privacy"), .csrf = "", .error = false}, model);
}

http::Response showAccessibility(const Visit& visit) {
    views::Model model;
    addHelpdesk(visit, model);
    return plainPage(visit, 200, "views/accessibility",
                     {.title = visit.say("views.accessibility"), .csrf = "", .error = false}, model);
}

}  // namespace

void registerInformationPages(Pages& pages) {
    pages.add(http::Method::Get, "/informatie", http::RouteRight::Public, showInformation);
    pages.add(http::Method::Get, "/privacy", http::RouteRight::Public, showPrivacy);
    pages.add(http::Method::Get, "/toegankelijkheid", http::RouteRight::Public, showAccessibility);
}

}  // namespace inzage::tenancy
