#pragma once
#include "platform/identity/enrolment/enrolment.h"
#include "platform/identity/invitations.h"
#include "platform/views/views.h"

namespace inzage::identity {

/// The words of an invitation's mail from the catalogue, in the organisation's first language. `templates`
/// must outlive it.
[[nodiscard]] InvitationWords invitationWords(const views::Templates& templates);

/// The words of what is sent on the way to an account, in the organisation's first language.
[[nodiscard]] EnrolmentWords enrolmentWords(const views::Templates& templates);

}  // namespace inzage::identity
