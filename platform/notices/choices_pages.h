#pragma once
#include "platform/tenancy/visit.h"

namespace inzage::notices {

/// GET and POST /profiel/meldingen: when one is mailed that there is something new. Fields "soort-<kind>":
/// at_once, daily, off; "stil-van", "stil-tot": hours, or "" for none. GET /afmelden/{token}: asks; POST
/// stops all such mails, with a button or with one click of a mail program (RFC 8058). Works without signing
/// in: the address holds the right.
void registerChoicePages(tenancy::Pages& pages);

}  // namespace inzage::notices
