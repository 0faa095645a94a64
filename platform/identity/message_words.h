#pragma once
#include "platform/identity/passkeys/passkeys.h"
#include "platform/identity/reset/reset.h"
#include "platform/identity/sign_in.h"
#include "platform/views/views.h"

/// What identity's mails and text messages say, from the catalogue and the tenant's own texts and settings.
/// `templates` must outlive what is made of it.
namespace inzage::identity {

[[nodiscard]] MessageWords messageWords(const views::Templates& templates);
[[nodiscard]] ResetWords resetWords(const views::Templates& templates);
[[nodiscard]] PasskeyMailWords passkeyWords(const views::Templates& templates);

}  // namespace inzage::identity
