#include "platform/sharing/rules.h"

#include <algorithm>

namespace inzage::sharing {
namespace {

bool holds(const std::vector<Right>& rights, Right right) noexcept {
    return std::find(rights.begin(), rights.end(), right) != rights.end();
}

}  // namespace

bool Person::may(Right right) const noexcept {
    return holds(rights, right);
}

NoPower whyNoPower(const config::PeopleSettings& settings, std::string_view role,
                   const std::vector<Right>& rights) noexcept {
    const bool holder = role == "portal_manager" || role == "legal_representative";
    if (settings.adding == config::AddingPeople::ByOrganisation)
        return NoPower::Organisation;
    if (!holds(rights, Right::Settings))
        return NoPower::NoRight;
    switch (settings.adding) {
        case config::AddingPeople::ByOrganisation:
            break;
        case config::AddingPeople::ByUser:
            return NoPower::None;
        case config::AddingPeople::ByManager:
        case config::AddingPeople::RequestToOrganisation:
            return holder || role == "client" ? NoPower::None : NoPower::NotManager;
    }
    return NoPower::Organisation;
}

Fixed whyRightsFixed(const config::PeopleSettings& settings, const AccountId& actor,
                     const Person& person) noexcept {
    if (person.account == actor)
        return Fixed::Yourself;
    if (person.role == "client")
        return Fixed::Client;
    if (person.role == "legal_representative")
        return Fixed::Representative;
    if (person.role == "portal_manager")
        return Fixed::Manager;
    return settings.rights_per_person ? Fixed::No : Fixed::OnePerPerson;
}

Fixed whyNotRemovable(const config::PeopleSettings& settings, const AccountId& actor,
                      std::string_view actor_role, const Person& person) noexcept {
    if (person.account == actor)
        return Fixed::Yourself;
    if (person.role == "client")
        return Fixed::Client;
    if (person.role == "legal_representative")
        return Fixed::Representative;
    if (settings.locked_people && person.locked)
        return Fixed::Locked;
    if (person.role == "portal_manager" && actor_role == "contact")
        return Fixed::Manager;
    return Fixed::No;
}

std::vector<Right> rightsAfter(const std::vector<Right>& before, const std::vector<Right>& wanted,
                               const std::vector<Right>& own) {
    std::vector<Right> after;
    for (const Right right : kRights)
        if (holds(holds(own, right) ? wanted : before, right))
            after.push_back(right);
    return after;
}

std::string wordsOf(const std::vector<Right>& rights) {
    std::string words;
    for (const Right right : kRights)
        if (holds(rights, right))
            words += (words.empty() ? "" : ",") + std::string{nameOf(right)};
    return words;
}

std::vector<Right> rightsFromWords(std::string_view words) {
    std::vector<Right> rights;
    while (!words.empty()) {
        const auto comma = std::min(words.find(','), words.size());
        const auto right = rightFromName(words.substr(0, comma));
        if (right && !holds(rights, *right))
            rights.push_back(*right);
        words.remove_prefix(std::min(comma + 1, words.size()));
    }
    return rights;
}

}  // namespace inzage::sharing
