#include "platform/http/request_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "platform/http/multipart.h"
#include "platform/http/url_text.h"

namespace inzage::http {
namespace {

constexpr std::size_t kHostBytesMax = 255;

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string lowered(std::string_view text) {
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

constexpr std::array<bool, 256> kTokenCharacters = [] {
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c)
        table[c] = table[c - 'a' + 'A'] = true;
    for (const char c : std::string_view{"!#$%&'*+-.^_`|~"})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool isToken(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return kTokenCharacters[static_cast<unsigned char>(c)];
    });
}

/// Visible characters, space, tab and bytes above ASCII.
bool isValue(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
    });
}

std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Whole decimal number without sign or spaces.
std::optional<std::size_t> wholeNumber(std::string_view text) noexcept {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || text.front() < '0' || text.front() > '9' || error != std::errc{} ||
        end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// 0 when the method is served; else the status.
int readMethod(std::string_view text, Method& method) noexcept {
    if (text == "GET")
        method = Method::Get;
    else if (text == "HEAD")
        method = Method::Head;
    else if (text == "POST")
        method = Method::Post;
    else if (text == "PUT" || text == "DELETE" || text == "PATCH" || text == "OPTIONS" || text == "TRACE" ||
             text == "CONNECT")
        return 405;
    else
        return isToken(text) ? 501 : 400;
    return 0;
}

int readTarget(std::string_view target, RequestParts& parts) {
    if (target.size() > kTargetBytesMax)
        return 414;
    const bool visible = std::all_of(target.begin(), target.end(), [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F && c != '#';
    });
    if (!visible)
        return 400;
    const std::size_t question = std::min(target.find('?'), target.size());
    std::optional<std::string> path = decodePath(target.substr(0, question));
    if (!path)
        return 400;
    parts.path = std::move(*path);
    parts.raw_query = target.substr(std::min(question + 1, target.size()));
    std::optional<Fields> query = decodeFields(parts.raw_query);
    if (!query)
        return 400;
    parts.query = std::move(*query);
    return 0;
}

int readRequestLine(std::string_view line, RequestHead& head) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return 400;
    const std::string_view version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return version.starts_with("HTTP/") && version.size() == 8 ? 505 : 400;
    head.keep_alive = version == "HTTP/1.1";
    if (const int refused = readMethod(line.substr(0, first), head.parts.method); refused != 0)
        return refused;
    return readTarget(line.substr(first + 1, last - first - 1), head.parts);
}

/// "name", "name:port", "[v6]:port": 0 and the host when well-formed.
int readHost(std::string_view value, RequestParts& parts) {
    parts.authority = lowered(value);
    std::string_view name = parts.authority;
    if (name.starts_with('[')) {
        const std::size_t close = name.find(']');
        if (close == std::string_view::npos)
            return 400;
        parts.host = name.substr(0, close + 1);
    } else {
        parts.host = name.substr(0, name.find(':'));
    }
    const std::string_view rest = name.substr(parts.host.size());
    const bool port_fits = rest.empty() || (rest.front() == ':' &&
                                            wholeNumber(rest.substr(1)).value_or(0) > 0 && rest.size() <= 6);
    const bool name_fits = !parts.host.empty() && parts.host.size() <= kHostBytesMax &&
                           std::all_of(parts.host.begin(), parts.host.end(), [](char c) {
                               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
                                      c == '-' || c == ':' || c == '[' || c == ']';
                           });
    return port_fits && name_fits ? 0 : 400;
}

/// Headers that change what a request means may stand there once.
bool mayRepeat(std::string_view name) noexcept {
    constexpr std::array<std::string_view, 11> kOnce{
        "host",    "content-length", "content-type", "transfer-encoding", "connection", "expect", "origin",
        "referer", "sec-fetch-site", "cookie",       "authorization"};
    return std::find(kOnce.begin(), kOnce.end(), name) == kOnce.end();
}

int readHeaderLine(std::string_view line, RequestHead& head) {
    const std::size_t colon = line.find(':');
    // A line that begins with a space would continue the previous one (obs-fold); its name is no token.
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
        return 400;
    const std::string_view value = trim(line.substr(colon + 1));
    if (!isValue(value))
        return 400;
    Fields& headers = head.parts.headers;
    std::string name = lowered(line.substr(0, colon));
    const auto same = std::find_if(headers.begin(), headers.end(),
                                   [&](const Field& header) { return header.first == name; });
    if (same != headers.end()) {
        if (!mayRepeat(name))
            return 400;
        if (name == "x-forwarded-for") {
            (same->second += ',') += value;
            return 0;
        }
    }
    if (headers.size() >= kHeadersMax)
        return 431;
    headers.emplace_back(std::move(name), value);
    return 0;
}

bool hasWord(std::string_view list, std::string_view word) {
    const std::string lower_list = lowered(list);
    std::string_view rest = lower_list;
    while (!rest.empty()) {
        const std::string_view entry = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
        if (trim(entry) == word)
            return true;
    }
    return false;
}

/// What the headers say about body and connection.
int readFraming(RequestHead& head, bool version_1_1) {
    bool has_host = false;
    bool has_length = false;
    bool has_encoding = false;
    for (const auto& [name, value] : head.parts.headers) {
        if (name == "host") {
            has_host = true;
            if (const int refused = readHost(value, head.parts); refused != 0)
                return refused;
        } else if (name == "content-length") {
            has_length = true;
            const std::optional<std::size_t> length = wholeNumber(value);
            if (!length)
                return 400;
            head.content_length = *length;
        } else if (name == "transfer-encoding") {
            has_encoding = true;
        } else if (name == "connection") {
            head.keep_alive = head.keep_alive && !hasWord(value, "close");
        } else if (name == "expect") {
            if (lowered(value) != "100-continue")
                return 417;
            head.expects_continue = version_1_1;
        } else if (name == "content-type") {
            head.urlencoded =
                lowered(trim(value.substr(0, value.find(';')))) == "application/x-www-form-urlencoded";
            head.boundary = multipartBoundary(value);
        }
    }
    if (has_encoding)
        return has_length || !version_1_1 ? 400 : 411;
    if (version_1_1 && !has_host)
        return 400;
    return head.content_length > 0 && head.parts.method != Method::Post ? 400 : 0;
}

}  // namespace

HeadEnd findHeadEnd(std::string_view received, std::size_t& scanned) noexcept {
    while (scanned < received.size()) {
        const void* found = std::memchr(received.data() + scanned, '\n', received.size() - scanned);
        if (found == nullptr) {
            scanned = received.size();
            return {};
        }
        const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - received.data());
        if (at == 0 || received[at - 1] != '\r')
            return {0, true};
        scanned = at + 1;
        if (at == 1)
            return {0, true};  // an empty line where the request line should be
        if (at >= 3 && received[at - 2] == '\n')
            return {at + 1, false};
    }
    return {};
}

std::variant<RequestHead, int> parseHead(std::string_view head) {
    RequestHead out;
    bool first = true;
    bool version_1_1 = false;
    out.parts.headers.reserve(24);
    while (!head.empty()) {
        const std::size_t end = head.find("\r\n");
        if (end == std::string_view::npos)
            return 400;
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end + 2);
        if (line.empty())
            break;
        const int refused = first ? readRequestLine(line, out) : readHeaderLine(line, out);
        if (refused != 0)
            return refused;
        if (first)
            version_1_1 = out.keep_alive;
        first = false;
    }
    if (const int refused = first ? 400 : readFraming(out, version_1_1); refused != 0)
        return refused;
    return out;
}

bool takeBody(RequestHead& head, std::string body) {
    if (head.urlencoded) {
        std::optional<Fields> form = decodeFields(body);
        if (!form)
            return false;
        head.parts.form = std::move(*form);
    }
    if (head.boundary) {
        std::optional<Multipart> read = readMultipart(body, *head.boundary);
        if (!read)
            return false;
        head.parts.form = std::move(read->form);
        head.parts.uploads = std::move(read->uploads);
    }
    head.parts.body = std::move(body);
    return true;
}

}  // namespace inzage::http
