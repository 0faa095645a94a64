#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

#include "platform/http/request.h"

namespace inzage::http {

constexpr std::size_t kHeadersMax = 100;       ///< header lines of one request: 431 above it
constexpr std::size_t kTargetBytesMax = 8192;  ///< 414 above it

/// A request up to its empty line. Only what has one meaning is accepted, because the edge in front of us
/// must never understand a request differently (request smuggling).
struct RequestHead {
    RequestParts parts;  ///< without form, body, remote_ip, secure, id, received_at
    std::size_t content_length = 0;
    bool keep_alive = true;
    bool expects_continue = false;
    bool urlencoded = false;                ///< the body is application/x-www-form-urlencoded
    std::optional<std::string> boundary{};  ///< the body is multipart/form-data
};

/// Looks for the end of the head in what has arrived.
/// `scanned` remembers how far earlier calls looked; start with 0.
struct HeadEnd {
    std::size_t bytes = 0;   ///< with the empty line; 0: not complete yet
    bool malformed = false;  ///< a line that doesn't end in CR LF
};
[[nodiscard]] HeadEnd findHeadEnd(std::string_view received, std::size_t& scanned) noexcept;

/// The head, or the status to refuse it with (400, 405, 411, 414, 417, 431, 501, 505). `head` includes the
/// empty line.
[[nodiscard]] std::variant<RequestHead, int> parseHead(std::string_view head);

/// Reads the body into parts.form and parts.uploads when it is a form; false when malformed.
[[nodiscard]] bool takeBody(RequestHead& head, std::string body);

}  // namespace inzage::http
