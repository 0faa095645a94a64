#pragma once
#include "platform/files/workshop.h"
#include "platform/tenancy/visit.h"

namespace inzage::messages {

/// GET /berichten: the conversations about the chosen client that this account takes part in.
/// GET /berichten/{id}: one of them; POST …/antwoord: an answer or its draft; POST …/opnieuw: what did not
/// reach the care.
/// GET and POST /berichten/nieuw: a new message or its draft.
/// GET /berichten/nieuws: whether something new arrived, for the script of an open page.
void registerPages(tenancy::Pages& pages, files::Workshop& workshop);

}  // namespace inzage::messages
