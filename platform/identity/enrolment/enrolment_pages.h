#pragma once
#include "platform/identity/identity.h"

namespace inzage::identity {

/// Fills in LINE {TEXT} and VERSION for the part terms_text.
void addTerms(const config::TermsOfUseSettings& terms, views::Model& model);

/// /voorwaarden: the terms of use, asked between the code and the portal.
void registerTermsPages(tenancy::Pages& pages, Identity& identity);

}  // namespace inzage::identity
