#pragma once
#include "platform/http/router.h"

namespace inzage::identity {

/// Whether a page is there at an organisation with an external login. Those of passwords, codes, passkeys,
/// reset and registration are not; and of what is open to nobody signed in, only what is named here, so that
/// a new way in is refused there until somebody has thought about it.
[[nodiscard]] bool servedWithExternalLogin(const http::Route& route);

}  // namespace inzage::identity
