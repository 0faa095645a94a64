#pragma once
#include <optional>
#include <string>

#include "platform/identity/sign_in.h"

namespace inzage::identity {

struct TermsPage {
    bool new_version = false;  ///< an older one was accepted
};

/// The step of signing in that asks for the terms of use; absent when the browser's session is not at it.
[[nodiscard]] std::optional<TermsPage> termsPage(const Occasion& occasion, const std::string& session_token);

/// They are accepted: kept with version, time and who uses the account, and the session is full under a new
/// id, which is given back. Absent when the session is not at this step.
[[nodiscard]] std::optional<std::string> acceptTerms(const Occasion& occasion,
                                                     const std::string& session_token);

}  // namespace inzage::identity
