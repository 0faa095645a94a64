#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/access/entrance.h"
#include "platform/base/ids.h"
#include "platform/tenancy/visit.h"

/// The answers to somebody who may not see what they asked for: what, why, and the next step. Who is signed
/// in keeps the menu and the way to another client around it.
namespace inzage::access {

/// Nobody is signed in in this browser: 303 to the login page, which comes back to a page that was asked with
/// GET.
[[nodiscard]] http::Response toLogin(const tenancy::Visit& visit);

/// The gate gave no viewer: asks it why. To the step where signing in goes on, when it is half done; 401 and
/// the cookie cleared when the session is over or of another tenant; 403 with who decides when a right is
/// missing; 404, equal to that for a page that doesn't exist, for a client that isn't theirs.
[[nodiscard]] http::Response refuse(const tenancy::Visit& visit, const std::string& token_hash,
                                    const std::optional<ClientId>& client, std::string_view right);

/// 404: nothing here, or nothing for you; the same to the byte. With the viewer that a page's own statement
/// gave, nothing more is asked of the database.
[[nodiscard]] http::Response notFound(const tenancy::Visit& visit);
[[nodiscard]] http::Response notFound(const tenancy::Visit& visit, const Viewer& viewer);

/// For a part that this organisation does not have: behind the gate as every other page, 404 that says so.
/// `part`: "agenda", "messages", "timeline", …, of the catalogue's access.not_offered_….
[[nodiscard]] http::Response notOffered(const tenancy::Visit& visit, const Look& look, std::string_view part);

/// tenancy::ShowMessage: in the signed-in frame where somebody is signed in and the fault is not ours; else,
/// and when the database can't say who it is, in the plain one.
[[nodiscard]] http::Response showMessage(const tenancy::Visit& visit, int status,
                                         const tenancy::Message& message);

}  // namespace inzage::access
