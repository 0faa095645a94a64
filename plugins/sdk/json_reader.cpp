#include "plugins/sdk/json_reader.h"

#include <algorithm>
#include <optional>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/text.h"

namespace inzage::sdk {

namespace {

constexpr std::size_t kDepthMost = 500;  // the reader calls itself once per level

[[noreturn]] void failAt(const std::string& name, std::size_t line, std::size_t offset,
                         std::string_view what) {
    throw AdapterFailure{AdapterFailureKind::Defect, name + ", line " + std::to_string(line) + ", byte " +
                                                         std::to_string(offset) + ": " + std::string{what}};
}

bool isJsonDigit(char byte) {
    return byte >= '0' && byte <= '9';
}

/// Length of the JSON number at the beginning of `text`, 0 when there is none.
std::size_t numberBytes(std::string_view text) {
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t from = at;
        while (at < text.size() && isJsonDigit(text[at]))
            ++at;
        return at - from;
    };
    if (at < text.size() && text[at] == '-')
        ++at;
    const bool zero = at < text.size() && text[at] == '0';
    const std::size_t whole = digits();
    if (whole == 0 || (zero && whole > 1))
        return 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0)
            return 0;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (digits() == 0)
            return 0;
    }
    return at;
}

void appendUtf8(std::string& into, std::uint32_t point) {
    const auto put = [&](std::uint32_t byte) { into.push_back(static_cast<char>(byte)); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0U | (point >> 6U));
        put(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
        put(0xE0U | (point >> 12U));
        put(0x80U | ((point >> 6U) & 0x3FU));
        put(0x80U | (point & 0x3FU));
    } else {
        put(0xF0U | (point >> 18U));
        put(0x80U | ((point >> 12U) & 0x3FU));
        put(0x80U | ((point >> 6U) & 0x3FU));
        put(0x80U | (point & 0x3FU));
    }
}

class Reader {
  public:
    Reader(std::string_view text, const JsonPlace& place, std::size_t depth_max)
        : text_{text}, place_{place}, depth_max_{std::min(depth_max, kDepthMost)} {}

    JsonValue document() {
        JsonValue value;
        read(value, 0);
        skipSpace();
        if (at_ != text_.size())
            fail("something stands behind the end of the document");
        return value;
    }

  private:
    [[noreturn]] void fail(std::string_view what) const {
        const auto lines = std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n');
        failAt(place_.name, place_.line + static_cast<std::size_t>(lines), place_.offset + at_, what);
    }
    void skipSpace() {
        while (at_ < text_.size() &&
               (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
            ++at_;
    }
    char peek() {
        skipSpace();
        if (at_ == text_.size())
            fail("the document ends too early");
        return text_[at_];
    }
    void word(std::string_view expected) {
        if (text_.substr(at_, expected.size()) != expected)
            fail("no JSON value");
        at_ += expected.size();
    }

    void read(JsonValue& into, std::size_t depth) {
        switch (peek()) {
            case '{':
                into.kind = JsonKind::Map;
                return readMap(into, depth + 1);
            case '[':
                into.kind = JsonKind::List;
                return readList(into, depth + 1);
            case '"':
                into.kind = JsonKind::Text;
                return readText(into.text);
            case 't':
                word("true");
                into.kind = JsonKind::Boolean;
                into.flag = true;
                return;
            case 'f':
                word("false");
                into.kind = JsonKind::Boolean;
                return;
            case 'n':
                word("null");
                return;
            default:
                break;
        }
        const std::size_t bytes = numberBytes(text_.substr(at_));
        if (bytes == 0)
            fail("no JSON value");
        into.kind = JsonKind::Number;
        into.text = text_.substr(at_, bytes);
        at_ += bytes;
    }

    void checkDepth(std::size_t depth) const {
        if (depth > depth_max_)
            fail("lists and maps stand more than " + std::to_string(depth_max_) + " deep in each other");
    }

    void readList(JsonValue& into, std::size_t depth) {
        checkDepth(depth);
        ++at_;
        if (peek() == ']') {
            ++at_;
            return;
        }
        for (;;) {
            read(into.children.emplace_back(), depth);
            if (endsWith(']'))
                return;
        }
    }

    void readMap(JsonValue& into, std::size_t depth) {
        checkDepth(depth);
        ++at_;
        if (peek() == '}') {
            ++at_;
            return;
        }
        for (;;) {
            JsonValue& child = into.children.emplace_back();
            if (peek() != '"')
                fail("a key in quotation marks was expected");
            readText(child.name);
            if (peek() != ':')
                fail("':' was expected");
            ++at_;
            read(child, depth);
            if (endsWith('}'))
                break;
        }
        refuseTwice(into);
    }

    /// A map that holds a key twice means one thing to one reader and another to the next.
    void refuseTwice(const JsonValue& map) const {
        std::vector<std::string_view> names;
        names.reserve(map.children.size());
        for (const JsonValue& child : map.children)
            names.emplace_back(child.name);
        std::sort(names.begin(), names.end());
        if (std::adjacent_find(names.begin(), names.end()) != names.end())
            fail("the map that ends here holds a key twice");
    }

    bool endsWith(char close) {
        const char byte = peek();
        if (byte != close && byte != ',')
            fail(close == ']' ? "',' or ']' was expected" : "',' or '}' was expected");
        ++at_;
        return byte == close;
    }

    void readText(std::string& into) {
        ++at_;
        for (;;) {
            const std::size_t from = at_;
            while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
                   static_cast<unsigned char>(text_[at_]) >= 0x20)
                ++at_;
            into.append(text_.substr(from, at_ - from));
            if (at_ == text_.size())
                fail("the document ends inside a text");
            if (text_[at_] == '"') {
                ++at_;
                break;
            }
            if (text_[at_] != '\\')
                fail("a control character stands in a text");
            readEscape(into);
        }
        if (!isCleanText(into))
            fail("the text that ends here isn't UTF-8 or holds a NUL");
    }

    void readEscape(std::string& into) {
        ++at_;
        const char byte = at_ < text_.size() ? text_[at_++] : '\0';
        switch (byte) {
            case '"':
            case '\\':
            case '/':
                into.push_back(byte);
                return;
            case 'b':
                into.push_back('\b');
                return;
            case 'f':
                into.push_back('\f');
                return;
            case 'n':
                into.push_back('\n');
                return;
            case 'r':
                into.push_back('\r');
                return;
            case 't':
                into.push_back('\t');
                return;
            case 'u':
                break;
            default:
                fail("no JSON escape");
        }
        std::uint32_t point = hex4();
        if (point >= 0xDC00 && point <= 0xDFFF)
            fail("half a surrogate pair");
        if (point >= 0xD800 && point <= 0xDBFF) {
            if (text_.substr(at_, 2) != "\\u")
                fail("half a surrogate pair");
            at_ += 2;
            const std::uint32_t low = hex4();
            if (low < 0xDC00 || low > 0xDFFF)
                fail("half a surrogate pair");
            point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
        }
        appendUtf8(into, point);
    }

    std::uint32_t hex4() {
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i) {
            const char byte = at_ < text_.size() ? text_[at_] : '\0';
            std::uint32_t digit = 0;
            if (isJsonDigit(byte))
                digit = static_cast<std::uint32_t>(byte - '0');
            else if (byte >= 'a' && byte <= 'f')
                digit = static_cast<std::uint32_t>(byte - 'a') + 10;
            else if (byte >= 'A' && byte <= 'F')
                digit = static_cast<std::uint32_t>(byte - 'A') + 10;
            else
                fail("\\u needs four hexadecimal digits");
            value = value * 16 + digit;
            ++at_;
        }
        return value;
    }

    std::string_view text_;
    const JsonPlace& place_;
    std::size_t depth_max_;
    std::size_t at_ = 0;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const noexcept {
    if (kind != JsonKind::Map)
        return nullptr;
    for (const JsonValue& child : children)
        if (child.name == key)
            return &child;
    return nullptr;
}

const JsonValue* JsonValue::path(std::initializer_list<std::string_view> keys) const noexcept {
    const JsonValue* at = this;
    for (const std::string_view key : keys) {
        if (at == nullptr)
            break;
        at = at->find(key);
    }
    return at;
}

std::string_view JsonValue::textOf(std::string_view key, std::string_view otherwise) const noexcept {
    const JsonValue* child = find(key);
    const bool has = child != nullptr && (child->kind == JsonKind::Text || child->kind == JsonKind::Number);
    return has ? std::string_view{child->text} : otherwise;
}

bool JsonValue::flagOf(std::string_view key, bool otherwise) const noexcept {
    const JsonValue* child = find(key);
    return child != nullptr && child->kind == JsonKind::Boolean ? child->flag : otherwise;
}

std::span<const JsonValue> JsonValue::listOf(std::string_view key) const noexcept {
    const JsonValue* child = find(key);
    if (child == nullptr || child->kind != JsonKind::List)
        return {};
    return child->children;
}

bool isJsonNumber(std::string_view text) noexcept {
    return !text.empty() && numberBytes(text) == text.size();
}

JsonValue readJson(std::string_view text, const JsonPlace& place, JsonLimits limits) {
    if (text.size() > limits.bytes_max)
        failAt(place.name, place.line, place.offset,
               "larger than " + std::to_string(limits.bytes_max) + " bytes");
    return Reader{text, place, limits.depth_max}.document();
}

}  // namespace inzage::sdk
