#pragma once
#include <string>
#include <string_view>

#include "platform/identity/cookies.h"
#include "platform/identity/identity.h"

/// What the pages of identity share.
namespace inzage::identity {

void registerLoginPages(tenancy::Pages& pages, Identity& identity);
void registerCodePages(tenancy::Pages& pages, Identity& identity);
void registerPasswordPages(tenancy::Pages& pages, Identity& identity);
void registerLogoutPages(tenancy::Pages& pages, Identity& identity);
void registerPasskeyPages(tenancy::Pages& pages, Identity& identity);
void registerDisplayPages(tenancy::Pages& pages);

[[nodiscard]] Occasion occasionOf(const tenancy::Visit& visit);

/// The session cookie's value, or "".
[[nodiscard]] std::string sessionToken(const http::Request& request);

/// Where to go after signing in: the page first asked, when it is one of this portal's own (form field or
/// query "terug"), else "". Never a page of identity itself.
[[nodiscard]] std::string wantedPath(const http::Request& request);
/// `path` with the wanted page behind it as "?terug=…".
[[nodiscard]] std::string withWanted(std::string_view path, std::string_view wanted);
/// The page of the next step.
[[nodiscard]] http::Response toStep(NextStep step, std::string_view wanted);

/// A page in the plain frame, with its form token and, when the browser needs one, the form cookie.
[[nodiscard]] http::Response formPage(const tenancy::Visit& visit, int status, std::string_view name,
                                      const std::string& title, bool error, views::Model& model,
                                      bool session_cleared = false);
/// A message in the plain frame with a working display form.
[[nodiscard]] http::Response explain(const tenancy::Visit& visit, int status,
                                     const tenancy::Message& message);
/// 403: a mailed link that doesn't work any more, or a step of it out of turn.
[[nodiscard]] http::Response linkIsOver(const tenancy::Visit& visit);
/// 401: the step's session is over or never was. The cookie is cleared. 403 for who came by a mailed link.
[[nodiscard]] http::Response stepIsOver(const tenancy::Visit& visit);
/// 503 with Retry-After: no place free for computing a password.
[[nodiscard]] http::Response tooBusy(const tenancy::Visit& visit);

/// 429 with Retry-After: this address failed too often.
[[nodiscard]] http::Response addressWaits(const tenancy::Visit& visit, std::chrono::seconds wait);
/// Who says to use an account that client and representative share (form field "gebruiker"); absent when that
/// must be answered and isn't.
[[nodiscard]] std::optional<std::string> usedBy(const tenancy::Visit& visit);

/// Fills in HELP_EMAIL {EMAIL, BEFORE, AT}, HELP_PHONE, HELP_HOURS, HELP_LINE: whom to ask.
void addHelp(const tenancy::Visit& visit, views::Model& model);
/// The form for a code and what is the matter with the code: the template identity/code_form.
struct CodeForm {
    std::string action;
    std::string resend_action;
    std::string resend_label;
    std::string wrong{};   ///< what is wrong with what was typed; "": nothing
    std::string wanted{};  ///< travels along as "terug"
    bool by_mail = false;
    bool enrolling = false;  ///< on the way to an account: blocked means until tomorrow
};
void addCodeForm(const tenancy::Visit& visit, const CodePage& code, const CodeForm& where,
                 views::Model& model);

/// Shows TOGGLE or HELD: how the tenant lets a password be shown.
void addShowPassword(const tenancy::Visit& visit, views::Model& model);
/// Fills in NOTICE {TITLE, TEXT} of one kind: "INFO", "OK", "WARNING", "ERROR".
void addNotice(views::Model& model, std::string_view kind, const std::string& title, const std::string& text);

}  // namespace inzage::identity
