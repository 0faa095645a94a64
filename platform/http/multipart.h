#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "platform/http/request.h"

namespace inzage::http {

constexpr std::size_t kPartsMax = 64;                  ///< of one form
constexpr std::size_t kUploadsMax = 10;                ///< of which files
constexpr std::size_t kPartHeaderBytesMax = 4096;      ///< of one part
constexpr std::size_t kFileNameBytesMax = 1024;        ///< as sent; what is kept is shorter
constexpr std::size_t kMultipartTextBytesMax = 65536;  ///< all fields that are no files, together

/// What a body of multipart/form-data holds (RFC 7578).
struct Multipart {
    Fields form;      ///< the fields that are no files, in the order sent
    Uploads uploads;  ///< where in the body the files are
};

/// The boundary in a Content-Type of multipart/form-data; absent for any other type and for a boundary that
/// RFC 2046 doesn't allow.
[[nodiscard]] std::optional<std::string_view> multipartBoundary(std::string_view content_type);

/// Reads a whole body. Absent when it is malformed, above the limits, or could be understood in two ways
/// (a part without a name, filename*, something before the first or after the last boundary). Field names and
/// values are valid UTF-8 without NUL. Nothing is copied of the files.
[[nodiscard]] std::optional<Multipart> readMultipart(std::string_view body, std::string_view boundary);

}  // namespace inzage::http
