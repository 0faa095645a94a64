#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/clock.h"

namespace inzage::http {

/// What the portal answers; other methods get 405 before any route sees them.
enum class Method { Get, Head, Post };

/// "GET", "HEAD", "POST".
[[nodiscard]] std::string_view nameOf(Method method) noexcept;

using Field = std::pair<std::string, std::string>;
using Fields = std::vector<Field>;

/// Where a file of a multipart form stands in the body.
struct UploadPlace {
    std::string field;
    std::string file_name;  ///< as the browser said; "" when nothing was chosen
    std::size_t at = 0;
    std::size_t bytes = 0;
};
using Uploads = std::vector<UploadPlace>;

/// A file that somebody sent. Lives as long as the request. Nothing about it is checked but its size as part
/// of the body: what it is, its content says (see the room files).
struct Upload {
    std::string_view file_name;
    std::string_view content;
};

/// Everything a request consists of, already checked and decoded. The gate fills it from the socket; a test
/// fills it by hand.
struct RequestParts {
    Method method = Method::Get;
    std::string path = "/";  ///< decoded, valid UTF-8; never "..", "//", backslash or control characters
    std::string raw_query;   ///< as sent, without the '?'
    Fields query;            ///< decoded, in the order sent
    Fields form;  ///< decoded body of a form: urlencoded, or the fields of a multipart one that are no files
    Uploads uploads;        ///< the files of a multipart form, in the order sent
    Fields headers;         ///< names in lower case
    std::string body;       ///< raw bytes
    std::string host;       ///< lower case, without the port
    std::string authority;  ///< lower case, with the port when one was sent: what Origin must match
    std::string remote_ip;  ///< text form; see ServerOptions::trusted_proxies
    bool secure = false;    ///< the browser's side of the connection is TLS (told by a trusted proxy)
    std::string id;         ///< 16 hex digits, in every log line about this request
    UtcTime received_at{};  ///< when the last byte had arrived
};

/// One complete request. Immutable, so pages may hand it around; views live as long as the request.
/// Query, form and cookie values are valid UTF-8 without NUL (else the gate has answered 400).
class Request {
  public:
    explicit Request(RequestParts parts) : parts_{std::move(parts)} {}

    [[nodiscard]] Method method() const noexcept { return parts_.method; }
    [[nodiscard]] const std::string& path() const noexcept { return parts_.path; }
    [[nodiscard]] const std::string& rawQuery() const noexcept { return parts_.raw_query; }
    [[nodiscard]] const std::string& body() const noexcept { return parts_.body; }
    [[nodiscard]] const std::string& host() const noexcept { return parts_.host; }
    [[nodiscard]] const std::string& authority() const noexcept { return parts_.authority; }
    [[nodiscard]] const std::string& remoteIp() const noexcept { return parts_.remote_ip; }
    [[nodiscard]] bool secure() const noexcept { return parts_.secure; }
    [[nodiscard]] const std::string& id() const noexcept { return parts_.id; }
    [[nodiscard]] UtcTime receivedAt() const noexcept { return parts_.received_at; }

    /// The first value of a query parameter; absent is not the same as empty.
    [[nodiscard]] std::optional<std::string_view> query(std::string_view name) const noexcept;
    /// The first value of a form field.
    [[nodiscard]] std::optional<std::string_view> form(std::string_view name) const noexcept;
    /// All values of a form field (tick boxes), in the order sent.
    [[nodiscard]] std::vector<std::string_view> formAll(std::string_view name) const;
    /// All form fields, in the order sent.
    [[nodiscard]] const Fields& formFields() const noexcept { return parts_.form; }
    /// The first file under this field name of a multipart form; absent when the browser sent none, or when
    /// nothing was chosen (browsers then send an empty name and nothing).
    [[nodiscard]] std::optional<Upload> upload(std::string_view name) const noexcept;
    /// All files under this field name that were chosen, in the order sent.
    [[nodiscard]] std::vector<Upload> uploads(std::string_view name) const;
    /// `name` in lower case. Of a repeated header the first.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;
    /// The cookie that Response::setCookie wrote under this name: both add the `__Host-` prefix themselves,
    /// so a cookie planted by another host name is never read.
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const noexcept;
    /// The same request with these form fields: a page that shows a form again with what was typed.
    [[nodiscard]] Request withForm(Fields form) const {
        RequestParts parts = parts_;
        parts.form = std::move(form);
        return Request{std::move(parts)};
    }

  private:
    RequestParts parts_;
};

}  // namespace inzage::http
