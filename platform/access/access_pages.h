#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::access {

/// POST /wissel: chooses another client of this account for the session.
/// GET /inzagelog: who looked at this client's dossier ("periode": 7, 30, 365, alles; "wie": an account;
/// "voor").
void registerPages(tenancy::Pages& pages);

}  // namespace inzage::access
