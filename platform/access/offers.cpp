#include "platform/access/offers.h"

namespace inzage::access {

bool offersAgenda(const config::TenantSettings& settings) noexcept {
    return settings.agenda.care_appointments_shown || settings.agenda.own_appointments != config::Who::Nobody;
}

bool offersMessages(const config::TenantSettings& settings) noexcept {
    const auto& messages = settings.messages;
    return messages.between_people || messages.staff_may_start ||
           messages.to_staff != config::MessagesToStaff::None;
}

bool offersDossier(const config::TenantSettings& settings) noexcept {
    return !settings.dossier.tabs.empty() && !settings.dossier.sections.empty();
}

bool offersDetails(const config::TenantSettings& settings) noexcept {
    return settings.people.contacts_shown || settings.people.care_team_shown || settings.pinboard.posts;
}

bool offersDownload(const config::TenantSettings& settings) noexcept {
    // The download asks for the password once more, and where people sign in elsewhere there is none.
    return settings.download.allowed != config::Who::Nobody && !settings.login.external.on();
}

bool mayDownload(const config::TenantSettings& settings, std::string_view role) noexcept {
    switch (settings.download.allowed) {
        case config::Who::Nobody:
            return false;
        case config::Who::Manager:
            return role == "portal_manager";
        case config::Who::ClientAndManager:
            return role == "portal_manager" || role == "client";
        case config::Who::ClientAndRepresentative:
            return role == "legal_representative" || role == "client";
        case config::Who::EveryoneWithRight:
            return !role.empty();
    }
    return false;
}

}  // namespace inzage::access
