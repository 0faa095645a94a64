#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/base/right.h"
#include "platform/config/tenant_settings.h"

/// Who may decide about whose access. Pure functions; the caller brings what the database says now.
namespace inzage::sharing {

/// Somebody with access to one client.
struct Person {
    AccountId account;
    Private<std::string> name;
    std::string role;  ///< client, portal_manager, legal_representative, contact
    Private<std::string> relation;
    std::vector<Right> rights;
    bool locked = false;  ///< by the care-record system
    std::string ends_on;  ///< last day of the access; "": no end
    bool ended = false;   ///< that day is over
    std::optional<UtcTime> last_login_at;
    Private<std::string> email;
    std::string language;

    [[nodiscard]] bool may(Right right) const noexcept;
};

/// Why somebody can't decide about the people around a client.
enum class NoPower {
    None,          ///< they can
    Organisation,  ///< here only the organisation decides
    NotManager,    ///< the portal manager or legal representative decides
    NoRight,       ///< without the right "settings", or their access is over
};
/// For who has this role and these rights, under the setting people.adding.
[[nodiscard]] NoPower whyNoPower(const config::PeopleSettings& settings, std::string_view role,
                                 const std::vector<Right>& rights) noexcept;

/// Why something about a person is as it is, whoever decides.
enum class Fixed {
    No,
    Yourself,        ///< nobody shuts themselves out by accident
    Client,          ///< it is their dossier
    Representative,  ///< the law or the court decides
    Manager,         ///< has all rights; only another manager, the client or the representative removes one
    Locked,          ///< the care-record system says so ("slotje")
    OnePerPerson,    ///< this organisation knows no rights per person
};
[[nodiscard]] Fixed whyRightsFixed(const config::PeopleSettings& settings, const AccountId& actor,
                                   const Person& person) noexcept;
/// Also for an end date, because that removes later. Whoever is let through leaves at least one who decides:
/// the actor.
[[nodiscard]] Fixed whyNotRemovable(const config::PeopleSettings& settings, const AccountId& actor,
                                    std::string_view actor_role, const Person& person) noexcept;

/// The rights after `wanted` was ticked by somebody with `own` rights: nobody gives or takes what they don't
/// have.
[[nodiscard]] std::vector<Right> rightsAfter(const std::vector<Right>& before,
                                             const std::vector<Right>& wanted, const std::vector<Right>& own);

/// "messages,dossier", in the order of the columns.
[[nodiscard]] std::string wordsOf(const std::vector<Right>& rights);
/// Unknown words are left out.
[[nodiscard]] std::vector<Right> rightsFromWords(std::string_view words);

/// How long a removal can be undone.
constexpr std::chrono::minutes kUndoTime{10};

}  // namespace inzage::sharing
