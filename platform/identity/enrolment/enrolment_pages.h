#pragma once
#include "platform/identity/cookies.h"
#include "platform/identity/enrolment/enrolment.h"
#include "platform/identity/identity.h"

namespace inzage::identity {

/// The browser's place on the way to an account; until the browser closes.
constexpr std::string_view kEnrolmentCookie = "inzage_enrolment";

/// Fills in LINE {TEXT} and VERSION for the part terms_text.
void addTerms(const config::TermsOfUseSettings& terms, views::Model& model);
/// Why an invitation's link no longer works, and what to do: 404 for an unknown one, else 410.
[[nodiscard]] http::Response explainLink(const tenancy::Visit& visit, LinkState state,
                                         const std::string& inviter);

/// /voorwaarden: the terms of use, asked between the code and the portal.
void registerTermsPages(tenancy::Pages& pages, Identity& identity);
/// /uitnodiging: what an invitation's link opens.
void registerInvitationPages(tenancy::Pages& pages, Identity& identity);
/// /registreren: where the organisation lets people register.
void registerRegistrationPages(tenancy::Pages& pages, Identity& identity);
/// /account-maken: the steps.
void registerEnrolmentPages(tenancy::Pages& pages, Identity& identity);

}  // namespace inzage::identity
