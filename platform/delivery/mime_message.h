#pragma once
#include <string>
#include <string_view>

#include "platform/base/clock.h"

namespace inzage::delivery {

/// A mail before it is written out. Texts are UTF-8.
struct MimeMail {
    std::string from;
    std::string from_name;
    std::string to;
    std::string subject;
    std::string text;
    std::string html;        ///< empty: the text alone
    std::string message_id;  ///< without < and >
    UtcTime at;
    std::string unsubscribe_url{};  ///< https, or empty: List-Unsubscribe with one click (RFC 8058)
};

/// The whole message as it goes over the wire: headers, then multipart/alternative in quoted-printable. What
/// stands in a header can't begin another one.
[[nodiscard]] std::string mimeMessage(const MimeMail& mail);

/// Whether it may stand as an address in a header and an SMTP command: one @, no space, no control
/// character, none of <>",;:\ — which would mean something there.
[[nodiscard]] bool isPlainAddress(std::string_view address) noexcept;

/// A header's words: as they are when ASCII, else as encoded words of at most 75 letters (RFC 2047).
[[nodiscard]] std::string encodedWords(std::string_view text);

/// Quoted-printable (RFC 2045) with lines of at most 76 letters, ended by CR LF.
[[nodiscard]] std::string quotedPrintable(std::string_view text);

}  // namespace inzage::delivery
