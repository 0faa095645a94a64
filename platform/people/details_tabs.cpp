#include "platform/people/details_tabs.h"

#include <array>

namespace inzage::people {
namespace {

struct Tab {
    std::string_view word;
    bool shown;
};

std::array<Tab, 3> tabsOf(const config::TenantSettings& settings) {
    return {Tab{"contactpersonen", settings.people.contacts_shown},
            Tab{"zorgteam", settings.people.care_team_shown}, Tab{"prikbord", settings.pinboard.posts}};
}

}  // namespace

void showTabs(const tenancy::Visit& visit, std::string_view chosen, views::Model& model) {
    for (const auto& [word, shown] : tabsOf(visit.settings())) {
        if (!shown)
            continue;
        views::Model& tab = model.add("TAB");
        tab.set("PATH", "/gegevens/" + std::string{word});
        tab.set("LABEL", visit.say("people.tab_" + std::string{word}));
        if (word == chosen)
            tab.show("CHOSEN");
    }
}

std::string firstTab(const config::TenantSettings& settings) {
    for (const auto& [word, shown] : tabsOf(settings))
        if (shown)
            return "/gegevens/" + std::string{word};
    return "";
}

}  // namespace inzage::people
