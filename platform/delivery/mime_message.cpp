#include "platform/delivery/mime_message.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace inzage::delivery {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

bool isControl(unsigned char c) {
    return c < ' ' || c == 0x7F;
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

std::string oneLine(std::string_view text) {
    std::string out{text};
    std::replace_if(out.begin(), out.end(), isControl, ' ');
    return out;
}

std::string base64(std::string_view bytes) {
    static constexpr std::string_view kBase64Letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) {
            return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
        };
        const unsigned three = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
        out += kBase64Letters[three >> 18U];
        out += kBase64Letters[three >> 12U & 63U];
        out += i + 1 < bytes.size() ? kBase64Letters[three >> 6U & 63U] : '=';
        out += i + 2 < bytes.size() ? kBase64Letters[three & 63U] : '=';
    }
    return out;
}

/// "Sun, 22 Nov 2026 13:00:00 +0000"
std::string mailDate(UtcTime at) {
    static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds =
        std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000",
                  kDays.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                  kMonths.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900, parts.tm_hour,
                  parts.tm_min, parts.tm_sec);
    return text.data();
}

std::string named(const std::string& name, const std::string& address) {
    if (name.empty())
        return "<" + address + ">";
    if (!isAscii(name))
        return encodedWords(name) + " <" + address + ">";
    std::string quoted;
    for (const char c : oneLine(name)) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return "\"" + quoted + "\" <" + address + ">";
}

void part(std::string& out, std::string_view type, std::string_view content) {
    out.append("Content-Type: ").append(type).append("; charset=UTF-8").append(kLineEnd);
    out.append("Content-Transfer-Encoding: quoted-printable").append(kLineEnd).append(kLineEnd);
    out.append(quotedPrintable(content));
}

}  // namespace

std::string mimeMessage(const MimeMail& mail) {
    std::string out;
    const auto header = [&out](std::string_view name, const std::string& value) {
        out.append(name).append(": ").append(oneLine(value)).append(kLineEnd);
    };
    header("Date", mailDate(mail.at));
    header("From", named(mail.from_name, mail.from));
    header("To", "<" + mail.to + ">");
    // Folded words stand on lines of their own: they are safe already.
    out.append("Subject: ").append(encodedWords(mail.subject)).append(kLineEnd);
    header("Message-ID", "<" + mail.message_id + ">");
    // So that no absence assistant answers.
    header("Auto-Submitted", "auto-generated");
    header("X-Auto-Response-Suppress", "All");
    if (!mail.unsubscribe_url.empty()) {
        header("List-Unsubscribe", "<" + mail.unsubscribe_url + ">");
        header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    header("MIME-Version", "1.0");
    if (mail.html.empty()) {
        part(out, "text/plain", mail.text);
        return out;
    }
    // Quoted-printable never has "=_".
    const std::string boundary = "=_" + mail.message_id.substr(0, mail.message_id.find('@'));
    header("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
    for (const bool html : {false, true}) {
        out.append(kLineEnd).append("--").append(boundary).append(kLineEnd);
        part(out, html ? "text/html" : "text/plain", html ? mail.html : mail.text);
    }
    out.append(kLineEnd).append("--").append(boundary).append("--").append(kLineEnd);
    return out;
}

bool isPlainAddress(std::string_view address) noexcept {
    constexpr std::size_t kAddressMax = 254;
    const auto at = address.find('@');
    return address.size() <= kAddressMax && at != std::string_view::npos && at > 0 &&
           at + 1 < address.size() && address.find('@', at + 1) == std::string_view::npos &&
           std::none_of(address.begin(), address.end(), [](unsigned char c) {
               return isControl(c) ||
                      std::string_view{" <>\",;:\\()[]"}.find(static_cast<char>(c)) != std::string_view::npos;
           });
}

std::string encodedWords(std::string_view text) {
    const std::string line = oneLine(text);
    if (isAscii(line) && line.find("=?") == std::string::npos)
        return line;
    constexpr std::size_t kBytesOfWord = 45;  // 60 letters of base64, 72 with what is around them
    std::string out;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = std::min(at + kBytesOfWord, line.size());
        // Not within a letter of several bytes.
        while (end < line.size() && end > at && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U)
            --end;
        if (end == at)
            end = std::min(at + kBytesOfWord, line.size());
        out.append(out.empty() ? "" : "\r\n ").append("=?UTF-8?B?");
        out.append(base64(std::string_view{line}.substr(at, end - at))).append("?=");
        at = end;
    }
    return out;
}

std::string quotedPrintable(std::string_view text) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    constexpr std::size_t kLineMax = 75;  // and the soft line end
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\r')
            continue;
        if (c == '\n') {
            out += kLineEnd;
            column = 0;
            continue;
        }
        const bool before_end = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
        const bool plain = (c > ' ' && c < 0x7F && c != '=') || (c == ' ' && !before_end);
        const std::size_t size = plain ? 1 : 3;
        if (column + size > kLineMax) {
            out.append("=").append(kLineEnd);
            column = 0;
        }
        if (plain)
            out += static_cast<char>(c);
        else
            out.append({'=', kHex[c >> 4U], kHex[c & 15U]});
        column += size;
    }
    return out;
}

}  // namespace inzage::delivery
