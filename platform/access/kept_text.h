#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/database/tenant_tx.h"
#include "platform/tenancy/visit.h"

/// What somebody typed in a form that was sent after their session had ended (requirement: typed text
/// survives signing in again; WCAG 2.2.5).
///
/// For a room: say at the POST route where its form stands, and fill that form from `visit.request.form(…)`,
/// in GET as after a fault:
///
///   pages.add(Method::Post, "/berichten/nieuw", RouteRight::Messages, send, {.typed_at =
///   "/berichten/nieuw"});
///
/// All else happens by itself. The refused fields are kept in the tenant's database for an hour at most,
/// bound to the account and the chosen client of the ended session and to this browser; they are given to the
/// first GET of that page by the same account in the same browser, and deleted. Passwords and codes are never
/// kept.
namespace inzage::access {

constexpr std::chrono::hours kTypedKept{1};
/// Names and values together; a form with more is not kept.
constexpr std::size_t kTypedBytesMax = 65536;
constexpr std::string_view kTypedCookie = "inzage_typed";

/// Fields that are never kept: the form token, passwords, codes and what else proves who somebody is.
[[nodiscard]] bool isSecretField(std::string_view name) noexcept;
/// Those of a form that may be kept; empty when nothing was typed or it is too much.
[[nodiscard]] http::Fields typedFields(const http::Fields& form);

/// What was kept of a refused POST: where its form stands, and the cookie that binds it to the browser.
struct KeptForm {
    std::string path;
    http::CookieSpec cookie;
};
/// Keeps what this POST brought. Absent when its route keeps nothing, nothing was typed, or the session was
/// never one of this organisation's.
[[nodiscard]] std::optional<KeptForm> keepTyped(const tenancy::Visit& visit, const std::string& session_hash);

/// tenancy::Services::with_kept_text.
[[nodiscard]] http::Response withTyped(const tenancy::Visit& visit, const tenancy::Page& page);
/// Whether this page shows what was typed before signing in again.
[[nodiscard]] bool showsTyped(const http::Request& request) noexcept;

/// Deletes what was kept before `before`, at most `max` rows; gives their number.
[[nodiscard]] int purgeTyped(database::TenantTx& tx, UtcTime before, int max);

}  // namespace inzage::access
