#pragma once
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/request.h"

namespace inzage::http {

/// A cookie of the portal. Always `__Host-` + name, Secure, HttpOnly, SameSite=Lax, Path=/ and without Domain
/// (OWASP ASVS 5 §3.3), also on the loopback quickstart: browsers count *.localhost as trustworthy.
struct CookieSpec {
    std::string name;   ///< without the prefix
    std::string value;  ///< cookie characters only: base64url, digits, '-', '.', …
    std::optional<std::chrono::seconds> max_age{};  ///< absent: until the browser is closed
};

/// Who may keep the answer.
enum class Caching {
    NoStore,    ///< everything that depends on who asks; the default
    Validate,   ///< may be kept, asks again each time (static file without a version in its address)
    Immutable,  ///< a static file whose address changes with its content: one year
};

/// A body too large for memory, fetched piece by piece while the reader takes it. Used by one thread at a
/// time, not always the same one.
class BodyPieces {
  public:
    BodyPieces() = default;
    BodyPieces(const BodyPieces&) = delete;
    BodyPieces& operator=(const BodyPieces&) = delete;
    virtual ~BodyPieces() = default;
    /// Of all pieces together: what Content-Length says.
    [[nodiscard]] virtual std::size_t bytes() const noexcept = 0;
    /// The next piece, never empty. Absent, or an exception, when it can't be had: the connection is then
    /// closed in the middle, so that the reader knows that something is missing.
    [[nodiscard]] virtual std::optional<std::string> next() = 0;
};

/// An answer. The security headers, Date, Content-Length and Cache-Control are added by the gate to every
/// one.
struct Response {
    int status = 200;
    Fields headers;  ///< use header(): it refuses what would split the answer
    std::string body;
    std::shared_ptr<const std::string> shared_body;  ///< instead of `body`, for what many answers share
    std::shared_ptr<BodyPieces> pieces;              ///< instead of `body`, for what is too large
    Caching caching = Caching::NoStore;
    /// What somebody else made: opened by itself it may run nothing, load nothing and reach no page of ours.
    bool sandboxed = false;

    /// Adds a header. Throws std::invalid_argument for a name that is no token, a value with control
    /// characters (CR, LF, NUL), which would otherwise let data write headers, and a name that belongs to the
    /// gate (Date, Cache-Control, Content-Security-Policy and the like), so that no page can weaken it.
    Response& header(std::string_view name, std::string_view value);
    /// Throws std::invalid_argument when name or value holds a character a cookie can't carry.
    Response& setCookie(const CookieSpec& cookie);
    /// Tells the browser to forget the cookie of that name.
    Response& clearCookie(std::string_view name);
    [[nodiscard]] std::string_view content() const noexcept {
        return shared_body ? std::string_view{*shared_body} : std::string_view{body};
    }
};

/// A page, UTF-8.
[[nodiscard]] Response html(int status, std::string body);
/// Plain text, UTF-8.
[[nodiscard]] Response text(int status, std::string body);
/// `body` is JSON text.
[[nodiscard]] Response json(int status, std::string body);
/// 303 (after a POST) or 302/307/308 to a page of this portal. A `path` that is not local becomes "/", so a
/// "next" parameter can't send people elsewhere.
[[nodiscard]] Response redirect(int status, std::string_view path);

/// True for an address inside this portal: begins with one '/', not "//" or "/\", no control characters.
[[nodiscard]] bool isLocalPath(std::string_view path) noexcept;

}  // namespace inzage::http
