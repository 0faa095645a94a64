#pragma once
#include <string>
#include <string_view>

#include "platform/access/entrance.h"
#include "platform/identity/identity.h"
#include "platform/sharing/circle_store.h"
#include "platform/sharing/rules.h"

/// What the pages of sharing have in common.
namespace inzage::sharing {

void registerOverviewPages(tenancy::Pages& pages, identity::Identity& identity);
void registerPersonPages(tenancy::Pages& pages, identity::Identity& identity);
void registerAddingPages(tenancy::Pages& pages, identity::Identity& identity);
void registerInvitationPages(tenancy::Pages& pages, identity::Identity& identity);
void registerPreviewPages(tenancy::Pages& pages);
void registerAskingPages(tenancy::Pages& pages, identity::Identity& identity);

constexpr std::string_view kOverview = "/gebruikersbeheer";

/// To the overview, which says what was done: a word of the texts sharing.done_….
[[nodiscard]] http::Response done(std::string_view what);

/// May who looks decide about others?
[[nodiscard]] NoPower powerOf(const tenancy::Visit& visit, const access::Viewer& viewer) noexcept;
/// 403 for a deed that this person may not do, with whom to ask.
[[nodiscard]] http::Response noPower(const tenancy::Visit& visit, const access::Viewer& viewer,
                                     const Circle& circle, NoPower why);
/// The sentence that says whom to ask.
[[nodiscard]] std::string whomToAsk(const tenancy::Visit& visit, const access::Viewer& viewer,
                                    const Circle& circle, NoPower why);

/// "Berichten", …: the name of a right as a column and a tick.
[[nodiscard]] std::string rightName(const tenancy::Visit& visit, Right right);
/// "Berichten, Dossier", "Alle rechten" or "Geen rechten".
[[nodiscard]] std::string rightNames(const tenancy::Visit& visit, const std::vector<Right>& rights);
/// "Contactpersoon": of the texts, for a contact the organisation's own word.
[[nodiscard]] std::string roleName(const tenancy::Visit& visit, std::string_view role);
/// "vandaag", "gisteren", "24 november 2026"; for no moment "nog nooit".
[[nodiscard]] std::string lastLogin(const tenancy::Visit& visit, const std::optional<UtcTime>& at);

/// Rows RIGHT {WORD, NAME, WHAT, IS_TICKED} of tick boxes with their explanation.
void showRights(const tenancy::Visit& visit, const std::vector<Right>& offered,
                const std::vector<Right>& ticked, views::Model& model);

/// A deed about one person: their id of the address, or 404.
struct DeedAbout {
    access::Viewer viewer;
    database::TenantTx tx;
    Circle circle;  ///< locked
    AccountId account;

    [[nodiscard]] const Person& self() const { return *circle.find(viewer.account); }
};
/// Lets in, locks the people around the client and asks again whether this person may decide: who lost that
/// a moment ago doesn't. `event` and `action` for the access log.
[[nodiscard]] std::variant<DeedAbout, http::Response> enterDeed(const tenancy::Visit& visit,
                                                                std::string_view event, char action,
                                                                std::string_view kind = "person");

}  // namespace inzage::sharing
