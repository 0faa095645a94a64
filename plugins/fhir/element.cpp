#include "plugins/fhir/element.h"

#include <algorithm>
#include <array>

#include "plugins/sdk/field_values.h"

namespace inzage::fhir {

const JsonValue* first(const JsonValue& value, std::string_view list) {
    const auto all = value.listOf(list);
    return all.empty() ? nullptr : &all.front();
}

const JsonValue* extension(const JsonValue& value, std::string_view url) {
    for (const JsonValue& one : value.listOf("extension"))
        if (one.textOf("url") == url)
            return &one;
    return nullptr;
}

const JsonValue* ownExtension(const JsonValue& value, std::string_view name) {
    for (const JsonValue& one : value.listOf("extension")) {
        const std::string_view url = one.textOf("url");
        if (url.starts_with(kOwn) && url.substr(kOwn.size()) == name)
            return &one;
    }
    return nullptr;
}

std::string ownText(const JsonValue& value, std::string_view name) {
    const JsonValue* found = ownExtension(value, name);
    if (found == nullptr)
        return {};
    for (const JsonValue& child : found->children)
        if (child.name.starts_with("value"))
            return plain(child.text);
    return {};
}

bool ownFlag(const JsonValue& value, std::string_view name) {
    const JsonValue* found = ownExtension(value, name);
    return found != nullptr && found->flagOf("valueBoolean");
}

std::string_view words(const JsonValue* concept_value) {
    if (concept_value == nullptr)
        return {};
    if (const auto text = concept_value->textOf("text"); !text.empty())
        return text;
    for (const JsonValue& coding : concept_value->listOf("coding"))
        if (const auto display = coding.textOf("display"); !display.empty())
            return display;
    return codeOf(concept_value);
}

std::string_view codeOf(const JsonValue* concept_value, std::string_view system) {
    if (concept_value == nullptr)
        return {};
    for (const JsonValue& coding : concept_value->listOf("coding"))
        if (system.empty() || coding.textOf("system") == system)
            if (const auto code = coding.textOf("code"); !code.empty())
                return code;
    return {};
}

bool hasCode(const JsonValue& value, std::string_view list, std::string_view system, std::string_view code) {
    for (const JsonValue& one : value.listOf(list))
        for (const JsonValue& coding : one.listOf("coding"))
            if (coding.textOf("system") == system && coding.textOf("code") == code)
                return true;
    return false;
}

std::string_view idIn(const JsonValue* reference, std::string_view type) {
    if (reference == nullptr)
        return {};
    std::string_view text = reference->textOf("reference");
    if (const std::size_t version = text.find("/_history/"); version != std::string_view::npos)
        text = text.substr(0, version);
    const std::size_t slash = text.rfind('/');
    if (slash == std::string_view::npos || !text.substr(0, slash).ends_with(type))
        return {};
    const std::string_view before = text.substr(0, slash - type.size());
    return before.empty() || before.ends_with('/') ? text.substr(slash + 1) : std::string_view{};
}

namespace {

const JsonValue* contained(const JsonValue& resource, const JsonValue* reference) {
    const std::string_view id = reference == nullptr ? std::string_view{} : reference->textOf("reference");
    if (!id.starts_with('#'))
        return nullptr;
    for (const JsonValue& one : resource.listOf("contained"))
        if (one.textOf("id") == id.substr(1))
            return &one;
    return nullptr;
}

}  // namespace

std::string_view shown(const JsonValue& resource, const JsonValue* reference) {
    if (reference == nullptr)
        return {};
    if (const auto display = reference->textOf("display"); !display.empty())
        return display;
    const JsonValue* one = contained(resource, reference);
    if (one == nullptr)
        return {};
    if (const JsonValue* who = one->find("practitioner"))
        return who->textOf("display");
    const JsonValue* name = first(*one, "name");
    return name == nullptr ? one->textOf("name") : name->textOf("text");
}

std::string roleOf(const JsonValue& resource, const JsonValue* reference) {
    if (reference == nullptr)
        return {};
    if (std::string own = ownText(*reference, "role"); !own.empty())
        return own;
    const JsonValue* one = contained(resource, reference);
    if (one == nullptr)
        return {};
    const JsonValue* code = first(*one, one->find("code") == nullptr ? "relationship" : "code");
    return plain(words(code));
}

std::optional<sdk::UtcTime> momentOf(const JsonValue& value, std::string_view key) {
    const std::string_view text = value.textOf(key);
    if (text.empty())
        return std::nullopt;
    if (const auto at = sdk::readMoment(text))
        return at;
    if (const auto day = sdk::readDate(text))
        return sdk::UtcTime{std::chrono::sys_days{*day}};
    throw Unusable{std::string{key} + " is no moment with zone and no day"};
}

std::optional<sdk::Date> dayOf(const JsonValue* value, std::string_view key) {
    const std::string_view text = value == nullptr ? std::string_view{} : value->textOf(key);
    if (text.empty())
        return std::nullopt;
    const auto day = sdk::readDate(text.substr(0, 10));
    if (!day)
        throw Unusable{std::string{key} + " is no day"};
    return day;
}

std::string decimalOf(const JsonValue* value, std::string_view what) {
    if (value == nullptr)
        return {};
    std::string decimal;
    if (value->text.empty() || !sdk::readDecimal(value->text, decimal))
        throw Unusable{std::string{what} + " is no decimal number of at most 20 digits"};
    return decimal;
}

std::string plain(std::string_view text) {
    std::string lines;
    lines.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r')
            lines += text[i];
        else if (i + 1 == text.size() || text[i + 1] != '\n')
            lines += '\n';
    }
    return lines;
}

namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNone = 64;

constexpr std::array<std::uint8_t, 256> kValues = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(kNone);
    for (std::size_t i = 0; i < kDigits.size(); ++i)
        values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::uint8_t>(i);
    return values;
}();

}  // namespace

std::optional<std::string> fromBase64(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t bits = 0;
    std::size_t digits = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        if (c == '\n' || c == '\r' || c == ' ')
            continue;
        if (c == '=') {
            ++padding;
            continue;
        }
        const std::uint8_t value = kValues[static_cast<unsigned char>(c)];
        if (value == kNone || padding > 0)
            return std::nullopt;
        bits = (bits << 6U) | value;
        if (++digits % 4 == 0) {
            bytes += static_cast<char>(bits >> 16U);
            bytes += static_cast<char>(bits >> 8U);
            bytes += static_cast<char>(bits);
        }
    }
    const std::size_t rest = digits % 4;
    if (rest == 1 || padding > 2 || (padding > 0 && (rest + padding) % 4 != 0))
        return std::nullopt;
    if (rest == 2)
        bytes += static_cast<char>(bits >> 4U);
    if (rest == 3) {
        bytes += static_cast<char>(bits >> 10U);
        bytes += static_cast<char>(bits >> 2U);
    }
    return bytes;
}

std::string toBase64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) {
            return at < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at])) : 0U;
        };
        const std::uint32_t bits = (byte(i) << 16U) | (byte(i + 1) << 8U) | byte(i + 2);
        text += kDigits[(bits >> 18U) & 63U];
        text += kDigits[(bits >> 12U) & 63U];
        text += i + 1 < bytes.size() ? kDigits[(bits >> 6U) & 63U] : '=';
        text += i + 2 < bytes.size() ? kDigits[bits & 63U] : '=';
    }
    return text;
}

}  // namespace inzage::fhir
