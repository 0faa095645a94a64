#include "platform/config/formats.h"

#include <arpa/inet.h>
#include <date/tz.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "platform/base/tenant_id.h"

namespace inzage::config {
namespace {

bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

template <class Allowed>
bool allOf(std::string_view text, Allowed allowed) {
    return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

bool isHost(std::string_view text) {
    if (text.empty() || text.size() > 253)
        return false;
    while (true) {
        const std::size_t dot = text.find('.');
        const std::string_view label = text.substr(0, dot);
        const bool good = label.size() <= 63 &&
                          allOf(label, [](char c) { return isLower(c) || isDigit(c) || c == '-'; }) &&
                          label.front() != '-' && label.back() != '-';
        if (!good)
            return false;
        if (dot == std::string_view::npos)
            return true;
        text.remove_prefix(dot + 1);
    }
}

bool isColour(std::string_view text) {
    return text.size() == 7 && text[0] == '#' &&
           allOf(text.substr(1), [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); });
}

bool isEmail(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254)
        return false;
    // Bytes above 0x7F stay: a mailbox may hold letters such as ë (RFC 6531).
    const bool mailbox = allOf(text.substr(0, at), [](char c) {
        return static_cast<unsigned char>(c) > 0x20 &&
               std::string_view{"\"(),:;<>[\\]@"}.find(c) == std::string_view::npos;
    });
    const std::string_view host = text.substr(at + 1);
    return mailbox && isHost(host) && host.find('.') != std::string_view::npos;
}

bool isHttpsUrl(std::string_view text) {
    constexpr std::string_view scheme = "https://";
    if (text.substr(0, scheme.size()) != scheme || text.size() > 500)
        return false;
    const std::string_view rest = text.substr(scheme.size());
    const bool safe = allOf(text, [](char c) {
        return static_cast<unsigned char>(c) > 0x20 &&
               std::string_view{"\"<>\\^`{|}"}.find(c) == std::string_view::npos;
    });
    return safe && isHost(rest.substr(0, rest.find_first_of("/?#")));
}

bool isFileName(std::string_view text) {
    return text.size() <= 64 && text.front() != '.' &&
           allOf(text, [](char c) { return isLower(c) || isDigit(c) || c == '-' || c == '_' || c == '.'; });
}

bool isNetwork(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string address{text.substr(0, slash)};
    std::array<unsigned char, 16> bytes{};
    const bool v4 = inet_pton(AF_INET, address.c_str(), bytes.data()) == 1;
    if (!v4 && inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1)
        return false;
    if (slash == std::string_view::npos)
        return true;
    const std::string_view width = text.substr(slash + 1);
    int bits = -1;
    const auto read = std::from_chars(width.data(), width.data() + width.size(), bits);
    return read.ec == std::errc{} && read.ptr == width.data() + width.size() && bits >= 0 &&
           bits <= (v4 ? 32 : 128);
}

bool fits(TextFormat format, std::string_view text) {
    switch (format) {
        case TextFormat::Words:
            return true;
        case TextFormat::TenantId:
            return TenantId::parse(text).has_value();
        case TextFormat::Word:
            return isLower(text.front()) &&
                   allOf(text, [](char c) { return isLower(c) || isDigit(c) || c == '_' || c == '-'; });
        case TextFormat::Host:
            return isHost(text);
        case TextFormat::Zone:
            return isKnownZone(std::string{text});
        case TextFormat::Language:
            return text == "nl" || text == "en";
        case TextFormat::Colour:
            return isColour(text);
        case TextFormat::Email:
            return isEmail(text);
        case TextFormat::HttpsUrl:
            return isHttpsUrl(text);
        case TextFormat::FileName:
            return isFileName(text);
        case TextFormat::Path:
            return text.find("..") == std::string_view::npos;
        case TextFormat::Network:
            return isNetwork(text);
        case TextFormat::Version:
            return allOf(text, [](char c) { return isLower(c) || isDigit(c) || c == '-' || c == '.'; });
    }
    return false;
}

std::string_view remedy(TextFormat format) {
    switch (format) {
        case TextFormat::Words:
            return "";
        case TextFormat::TenantId:
            return "is not a tenant id: 2 to 32 characters, a-z first, then a-z, 0-9 or -";
        case TextFormat::Word:
            return "is not a name: a-z first, then a-z, 0-9, - or _";
        case TextFormat::Host:
            return "is not a host name: lower case letters, digits and -, without http:// and port";
        case TextFormat::Zone:
            return "is not a time zone that this machine knows (known: Europe/Amsterdam and the other IANA "
                   "names)";
        case TextFormat::Language:
            return "is not a language here (known: nl, en)";
        case TextFormat::Colour:
            return "is not a colour: # and six digits 0-9, a-f";
        case TextFormat::Email:
            return "is not an e-mail address";
        case TextFormat::HttpsUrl:
            return "is not an address that starts with https://";
        case TextFormat::FileName:
            return "is not a file name in this folder: a-z, 0-9, -, _ and ., without folders";
        case TextFormat::Path:
            return "is not a path here: .. is not allowed";
        case TextFormat::Network:
            return "is not an IP address or a block such as 10.0.0.0/8";
        case TextFormat::Version:
            return "is not a version: a-z, 0-9, - and .";
    }
    return "";
}

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

}  // namespace

bool isPlainEmail(std::string_view text) {
    return isEmail(text) && allOf(text, [](unsigned char c) { return c < 0x7F; });
}

std::optional<std::string> formatFault(TextFormat format, std::string_view text) {
    if (fits(format, text))
        return std::nullopt;
    return std::string{remedy(format)};
}

std::string_view formatName(TextFormat format) noexcept {
    switch (format) {
        case TextFormat::Words:
            return "";
        case TextFormat::TenantId:
            return "tenant id";
        case TextFormat::Word:
            return "name";
        case TextFormat::Host:
            return "host name";
        case TextFormat::Zone:
            return "IANA time zone";
        case TextFormat::Language:
            return "language, nl or en";
        case TextFormat::Colour:
            return "colour, #rrggbb";
        case TextFormat::Email:
            return "e-mail address";
        case TextFormat::HttpsUrl:
            return "https address";
        case TextFormat::FileName:
            return "file name";
        case TextFormat::Path:
            return "path";
        case TextFormat::Network:
            return "IP address or block";
        case TextFormat::Version:
            return "version";
    }
    return "";
}

std::string_view formatPattern(TextFormat format) noexcept {
    switch (format) {
        case TextFormat::TenantId:
            return "^[a-z][a-z0-9-]{1,31}$";
        case TextFormat::Word:
            return "^[a-z][a-z0-9_-]*$";
        case TextFormat::Host:
            return "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$";
        case TextFormat::Language:
            return "^(nl|en)$";
        case TextFormat::Colour:
            return "^#[0-9a-f]{6}$";
        case TextFormat::Email:
            return "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$";
        case TextFormat::HttpsUrl:
            return "^https://[^\\s\"<>]+$";
        case TextFormat::FileName:
            return "^[a-z0-9_-][a-z0-9_.-]*$";
        case TextFormat::Version:
            return "^[a-z0-9.-]+$";
        case TextFormat::Words:
        case TextFormat::Zone:
        case TextFormat::Path:
        case TextFormat::Network:
            return "";
    }
    return "";
}

bool isKnownZone(const std::string& name) {
    try {
        return date::locate_zone(name) != nullptr;
    } catch (const std::exception&) {
        return false;
    }
}

long utcSecondsOf(long wall_clock_s, const std::string& zone) {
    const date::local_seconds local{std::chrono::seconds{wall_clock_s}};
    const auto at = date::locate_zone(zone)->to_sys(local, date::choose::earliest);
    return std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
}

std::optional<std::string> didYouMean(std::string_view name, const std::vector<std::string>& known) {
    std::optional<std::string> best;
    std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
    for (const std::string& candidate : known) {
        const std::size_t distance = editDistance(name, candidate);
        if (distance < best_distance && distance < candidate.size()) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace inzage::config
