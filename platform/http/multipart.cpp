#include "platform/http/multipart.h"

#include <algorithm>

#include "platform/http/url_text.h"

namespace inzage::http {
namespace {

constexpr std::string_view kLine = "\r\n";
constexpr std::size_t kBoundaryBytesMax = 70;

std::string lowered(std::string_view text) {
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return out;
}

std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// One "; name=value" of a header, taken off the front. Absent at the end and when malformed.
struct Parameter {
    std::string name;
    std::string value;
};
std::optional<Parameter> takeParameter(std::string_view& rest) {
    rest = trim(rest);
    if (!rest.starts_with(';'))
        return std::nullopt;
    rest = trim(rest.substr(1));
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos)
        return std::nullopt;
    Parameter found{lowered(trim(rest.substr(0, equals))), {}};
    rest = trim(rest.substr(equals + 1));
    if (!rest.starts_with('"')) {
        const std::size_t end = std::min(rest.find_first_of("; \t"), rest.size());
        found.value = rest.substr(0, end);
        rest.remove_prefix(end);
        return found;
    }
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"') {
            rest.remove_prefix(i + 1);
            return found;
        }
        // Browsers write %22 for a quote and leave a backslash as it is; other programs escape both.
        if (rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\'))
            ++i;
        found.value += rest[i];
    }
    return std::nullopt;
}

/// What a part says about itself.
struct PartHead {
    std::optional<std::string> name;
    std::optional<std::string> file_name;
};

bool readDisposition(std::string_view value, PartHead& head) {
    const std::size_t end = std::min(value.find(';'), value.size());
    if (lowered(trim(value.substr(0, end))) != "form-data")
        return false;
    std::string_view rest = value.substr(end);
    while (auto parameter = takeParameter(rest)) {
        std::optional<std::string>* const place = parameter->name == "name"       ? &head.name
                                                  : parameter->name == "filename" ? &head.file_name
                                                                                  : nullptr;
        // filename* could name another file than filename does.
        if (place == nullptr || *place)
            return false;
        *place = std::move(parameter->value);
    }
    return trim(rest).empty();
}

/// The lines up to the empty one. Only the disposition counts: what a file is, its content says.
bool readPartHead(std::string_view lines, PartHead& head) {
    bool disposed = false;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find(kLine), lines.size());
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + kLine.size(), lines.size()));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0)
            return false;
        if (lowered(line.substr(0, colon)) != "content-disposition")
            continue;
        if (disposed || !readDisposition(line.substr(colon + 1), head))
            return false;
        disposed = true;
    }
    const auto fits = [](const std::string& text, std::size_t bytes_max) {
        return text.size() <= bytes_max && isUtf8(text) && text.find('\0') == std::string::npos;
    };
    return head.name && !head.name->empty() && fits(*head.name, kFieldNameBytesMax) &&
           (!head.file_name || fits(*head.file_name, kFileNameBytesMax));
}

bool isBoundaryCharacter(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view{"'()+_,-./:=? "}.find(c) != std::string_view::npos;
}

/// Goes through a body from boundary to boundary.
class Reader {
  public:
    Reader(std::string_view body, std::string_view boundary)
        : body_{body}, delimiter_{"\r\n--" + std::string{boundary}} {}

    std::optional<Multipart> read() {
        // The first boundary has no line before it.
        if (!body_.starts_with(std::string_view{delimiter_}.substr(kLine.size())))
            return std::nullopt;
        at_ = delimiter_.size() - kLine.size();
        for (std::size_t parts = 0; !atEnd(); ++parts)
            if (parts == kPartsMax || !readPart())
                return std::nullopt;
        const std::string_view rest = body_.substr(at_ + 2);
        return rest.empty() || rest == kLine ? std::optional{std::move(found_)} : std::nullopt;
    }

  private:
    [[nodiscard]] bool atEnd() const { return body_.substr(at_, 2) == "--"; }

    bool readPart() {
        if (body_.substr(at_, kLine.size()) != kLine)
            return false;
        const std::size_t begin = at_ + kLine.size();
        const std::size_t head_end = body_.substr(begin, kPartHeaderBytesMax).find("\r\n\r\n");
        if (head_end == std::string_view::npos)
            return false;
        PartHead head;
        if (!readPartHead(body_.substr(begin, head_end), head))
            return false;
        const std::size_t content = begin + head_end + 2 * kLine.size();
        const std::size_t end = body_.find(delimiter_, content);
        if (end == std::string_view::npos)
            return false;
        at_ = end + delimiter_.size();
        return keep(std::move(head), content, end - content);
    }

    bool keep(PartHead head, std::size_t at, std::size_t size) {
        if (head.file_name) {
            found_.uploads.push_back({std::move(*head.name), std::move(*head.file_name), at, size});
            return found_.uploads.size() <= kUploadsMax;
        }
        const std::string_view value = body_.substr(at, size);
        text_bytes_ += size;
        if (text_bytes_ > kMultipartTextBytesMax || !isUtf8(value) ||
            value.find('\0') != std::string_view::npos)
            return false;
        found_.form.emplace_back(std::move(*head.name), value);
        return true;
    }

    std::string_view body_;
    std::string delimiter_;
    std::size_t at_ = 0;
    std::size_t text_bytes_ = 0;
    Multipart found_;
};

}  // namespace

std::optional<std::string_view> multipartBoundary(std::string_view content_type) {
    const std::size_t end = std::min(content_type.find(';'), content_type.size());
    if (lowered(trim(content_type.substr(0, end))) != "multipart/form-data")
        return std::nullopt;
    const std::string_view parameters = content_type.substr(end);
    const std::size_t word = lowered(parameters).find("boundary=");
    if (word == std::string::npos)
        return std::nullopt;
    std::string_view boundary = parameters.substr(word + std::string_view{"boundary="}.size());
    if (boundary.starts_with('"')) {
        const std::size_t close = boundary.find('"', 1);
        if (close == std::string_view::npos)
            return std::nullopt;
        boundary = boundary.substr(1, close - 1);
    } else {
        boundary = trim(boundary.substr(0, boundary.find(';')));
    }
    const bool fits = !boundary.empty() && boundary.size() <= kBoundaryBytesMax && boundary.back() != ' ' &&
                      std::all_of(boundary.begin(), boundary.end(), isBoundaryCharacter);
    return fits ? std::optional{boundary} : std::nullopt;
}

std::optional<Multipart> readMultipart(std::string_view body, std::string_view boundary) {
    return Reader{body, boundary}.read();
}

}  // namespace inzage::http
