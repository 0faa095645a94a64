#include <stdexcept>

#include "plugins/sdk/json_reader.h"

namespace inzage::sdk {

std::string jsonQuoted(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out;
    out.reserve(text.size() + 2);
    out.push_back('"');
    for (const char byte : text) {
        switch (byte) {
            case '"':
                out += "\\\"";
                continue;
            case '\\':
                out += "\\\\";
                continue;
            case '\n':
                out += "\\n";
                continue;
            case '\r':
                out += "\\r";
                continue;
            case '\t':
                out += "\\t";
                continue;
            default:
                break;
        }
        const auto code = static_cast<unsigned char>(byte);
        if (code >= 0x20 && byte != '<' && byte != 0x7f) {
            out.push_back(byte);
            continue;
        }
        out += "\\u00";
        out.push_back(kHex[code >> 4U]);
        out.push_back(kHex[code & 0xFU]);
    }
    out.push_back('"');
    return out;
}

void JsonWriter::separate() {
    if (comma_)
        text_.push_back(',');
    comma_ = true;
}

JsonWriter& JsonWriter::beginMap() {
    separate();
    text_.push_back('{');
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::endMap() {
    text_.push_back('}');
    comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::beginList() {
    separate();
    text_.push_back('[');
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::endList() {
    text_.push_back(']');
    comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    text_ += jsonQuoted(name);
    text_.push_back(':');
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    separate();
    text_ += jsonQuoted(text);
    return *this;
}

JsonWriter& JsonWriter::number(std::string_view decimal) {
    if (!isJsonNumber(decimal))
        throw std::invalid_argument{"JsonWriter::number: not a JSON number"};
    separate();
    text_ += decimal;
    return *this;
}

JsonWriter& JsonWriter::number(long long whole) {
    separate();
    text_ += std::to_string(whole);
    return *this;
}

JsonWriter& JsonWriter::flag(bool set) {
    separate();
    text_ += set ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    separate();
    text_ += "null";
    return *this;
}

JsonWriter& JsonWriter::tree(const JsonValue& value) {
    switch (value.kind) {
        case JsonKind::Null:
            return null();
        case JsonKind::Boolean:
            return flag(value.flag);
        case JsonKind::Number:
            return number(std::string_view{value.text});
        case JsonKind::Text:
            return this->value(value.text);
        case JsonKind::List:
            beginList();
            for (const JsonValue& child : value.children)
                tree(child);
            return endList();
        case JsonKind::Map:
            beginMap();
            for (const JsonValue& child : value.children)
                key(child.name).tree(child);
            return endMap();
    }
    return *this;
}

}  // namespace inzage::sdk
