#include "platform/dossier/dossier_tabs.h"

#include <algorithm>

#include "platform/changes/changes.h"

namespace inzage::dossier {
namespace {

void addTab(const tenancy::Visit& visit, std::string_view key, std::string_view chosen, views::Model& model) {
    views::Model& tab = model.add("TAB");
    tab.set("PATH", "/dossier/" + std::string{key});
    tab.set("LABEL", visit.say("dossier.tab_" + std::string{key}));
    tab.show(key == chosen ? "CHOSEN" : "OTHER");
}

}  // namespace

void showTabs(const tenancy::Visit& visit, std::string_view chosen, views::Model& model) {
    for (const auto tab : visit.settings().dossier.tabs) {
        switch (tab) {
            case config::DossierTab::Timeline:
                addTab(visit, "tijdslijn", chosen, model);
                break;
            case config::DossierTab::Read:
                addTab(visit, "lezen", chosen, model);
                if (shows(visit.settings(), config::DossierSection::Measurements))
                    addTab(visit, "metingen", chosen, model);
                break;
            case config::DossierTab::Write:
                addTab(visit, "schrijven", chosen, model);
                break;
            case config::DossierTab::Plans:
                addTab(visit, "plannen", chosen, model);
                break;
        }
    }
}

void showFamily(std::string_view state, views::Model& model) {
    views::Model& family = model.add("BY_FAMILY");
    const auto known = changes::changeStateFrom(state);
    if (known == changes::ChangeState::Queued || known == changes::ChangeState::Sending ||
        known == changes::ChangeState::Sent)
        family.show("NOT_YET");
    else if (known == changes::ChangeState::Conflict || known == changes::ChangeState::SetAside)
        family.show("FAILED");
}

bool shows(const config::TenantSettings& settings, config::DossierSection section) {
    const auto& sections = settings.dossier.sections;
    return std::find(sections.begin(), sections.end(), section) != sections.end();
}

bool hasTab(const config::TenantSettings& settings, config::DossierTab tab) {
    const auto& tabs = settings.dossier.tabs;
    return std::find(tabs.begin(), tabs.end(), tab) != tabs.end();
}

std::vector<EntryKind> shownKinds(const config::TenantSettings& settings) {
    std::vector<EntryKind> kinds;
    if (shows(settings, config::DossierSection::Reports))
        kinds.push_back(EntryKind::Report);
    if (shows(settings, config::DossierSection::Measurements))
        kinds.push_back(EntryKind::Measurement);
    if (shows(settings, config::DossierSection::Questionnaires))
        kinds.push_back(EntryKind::Questionnaire);
    if (shows(settings, config::DossierSection::CarePlan))
        kinds.push_back(EntryKind::CarePlan);
    return kinds;
}

std::vector<RecordKind> recordKindsOf(const std::vector<EntryKind>& kinds) {
    std::vector<RecordKind> records;
    for (const EntryKind kind : kinds)
        if (const auto record = recordKindFromName(nameOf(kind)))
            records.push_back(*record);
    return records;
}

}  // namespace inzage::dossier
