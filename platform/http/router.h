#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/request.h"
#include "platform/http/response.h"

namespace inzage::http {

/// What somebody must have to call a route. Every route declares one; the isolation tests read the list.
enum class RouteRight {
    Public,   ///< anybody, signed in or not: style sheets, help, security.txt
    Machine,  ///< a provider's program, not a browser: the handler asks for the secret that the address holds
    SignedOut,  ///< the steps before a session exists: password, code, reset, registration
    SignedIn,   ///< an account, whatever its clients
    Client,     ///< an account with any right at the chosen client
    Messages,   ///< the right of that name at the chosen client (see Right in platform/base/right.h)
    Appointments,
    Dossier,
    Details,
    Settings,
};

/// "public", "machine", "signed_out", "signed_in", "client", "messages", …
[[nodiscard]] std::string_view nameOf(RouteRight right) noexcept;

/// Optional properties of a route.
struct RouteOptions {
    bool multipart = false;              ///< a POST may be multipart/form-data (Request::upload)
    std::size_t body_bytes_max = 65536;  ///< 413 above it
    /// Pattern of the page whose form this POST is, with {parts} of this route's: what was typed there isn't
    /// lost when the sender turns out to be signed out (access/kept_text.h). Empty: nothing is kept.
    std::string typed_at{};
};

/// One registered route: what list() shows, and what a handler learns about how it was reached.
struct Route {
    Method method;
    std::string pattern;  ///< "/dossier/lezen/{id}"
    RouteRight right;
    RouteOptions options;
};

/// The parts of the path that a pattern left open, and the route itself.
class PathParams {
  public:
    PathParams(const Route& route, Fields values) : route_{&route}, values_{std::move(values)} {}
    /// Decoded; empty when the pattern has no {name}.
    [[nodiscard]] std::string_view get(std::string_view name) const noexcept;
    [[nodiscard]] const Route& route() const noexcept { return *route_; }

  private:
    const Route* route_;
    Fields values_;
};

using Handler = std::function<Response(const Request&, const PathParams&)>;
/// Renders 400, 403, 404, 405, 413, 415, 421, 500, 503… as a page. Must not throw.
using ErrorPage = std::function<Response(int status, const Request&)>;
/// True when `masked` (form field "csrf", possibly empty) belongs to the asking browser's session or
/// pre-login cookie. Owned by identity; see csrf.h.
using CsrfCheck = std::function<bool(const Request&, std::string_view masked)>;
/// Runs first, with the route or nullptr when no page has this address; an answer stops the request (unknown
/// host: 421, suspended tenant: 503).
using RouteGuard = std::function<std::optional<Response>(const Request&, const Route*)>;
/// The tenant's id for logs and metrics by host name; empty for an unknown host.
using TenantOf = std::function<std::string(std::string_view host)>;

/// Finds the route of a request and runs it, with the checks every route shares. Filled at start, then only
/// read: answer() is thread-safe. Throws std::logic_error at registration for anything wrong, so that a wrong
/// route stops the start and not a user.
///
/// POST is answered 403 unless Sec-Fetch-Site (when sent) is same-origin, Origin (or else Referer) is this
/// very host and the form token is right; 415 unless the body is urlencoded (or multipart where the route
/// says so) (OWASP ASVS 5 §3.5.1-3.5.3). A route for a Machine carries no cookie and no form token, and takes
/// any body. With POST routes registered, a missing CsrfCheck refuses every POST.
class Router {
  public:
    Router();
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    /// `pattern`: "/" or "/word/{name}/…"; {name} matches one non-empty part. Method is Get or Post; HEAD is
    /// answered by the Get route. A pattern twice with one method is refused.
    void add(Method method, std::string pattern, RouteRight right, Handler handler,
             RouteOptions options = {});

    void onError(ErrorPage page);
    void checkCsrfWith(CsrfCheck check);
    void guardWith(RouteGuard guard);
    void nameTenantsWith(TenantOf tenant_of);

    /// In the order of registration.
    [[nodiscard]] std::vector<Route> list() const;
    /// The list as a JSON array of {method, pattern, right}.
    [[nodiscard]] std::string listJson() const;

    /// Never throws: an exception of a handler is logged with the request's id and answered 500.
    [[nodiscard]] Response answer(const Request& request) const;
    /// How many body bytes the route of this path takes; for an unknown one the default.
    [[nodiscard]] std::size_t bodyBytesMax(std::string_view path) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace inzage::http
