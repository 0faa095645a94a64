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

}  // namespace inzage::access
