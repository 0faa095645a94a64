#pragma once
#include <string_view>

#include "platform/http/router.h"

namespace inzage::http {

/// Why a POST is refused. Accepted means: sent by one of our own pages in the asking browser's session.
enum class ForgeryVerdict { Accepted, OtherSite, NoOrigin, OtherOrigin, ContentType, Token };

/// For log lines; "accepted" otherwise.
[[nodiscard]] std::string_view nameOf(ForgeryVerdict verdict) noexcept;

/// The checks described at Router, in this order: Sec-Fetch-Site, Origin or Referer, content type, token.
[[nodiscard]] ForgeryVerdict judgePost(const Request& request, const RouteOptions& options,
                                       const CsrfCheck& check);

}  // namespace inzage::http
