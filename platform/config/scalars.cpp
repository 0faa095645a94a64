#include "platform/config/scalars.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "platform/base/text.h"

namespace inzage::config {
namespace {

bool isDigits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool looksBoolean(const std::string& text) {
    constexpr std::array<std::string_view, 8> words{"y", "n", "yes", "no", "on", "off", "true", "false"};
    return std::find(words.begin(), words.end(), lowered(text)) != words.end();
}

bool looksOctal(std::string_view text) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+'))
        text.remove_prefix(1);
    return text.size() > 1 && text.front() == '0' && isDigits(text);
}

std::string quoted(const std::string& text) {
    return "\"" + text.substr(0, 60) + "\"";
}

int digits(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Minutes of "HH:MM", or -1.
int clockMinutes(std::string_view text) {
    if (text.size() != 5 || text[2] != ':' || !isDigits(text.substr(0, 2)) || !isDigits(text.substr(3)))
        return -1;
    const int minutes = digits(text.substr(0, 2)) * 60 + digits(text.substr(3));
    return digits(text.substr(3)) < 60 && minutes <= 24 * 60 ? minutes : -1;
}

}  // namespace

std::optional<std::string> ambiguity(const YamlNode& node) {
    if (node.quoted)
        return std::nullopt;
    if (looksBoolean(node.text))
        return "is " + node.text + " without quotes, which YAML takes for a boolean; write " +
               quoted(node.text);
    if (looksOctal(node.text))
        return "is " + node.text + " without quotes, which YAML takes for an octal number; write " +
               quoted(node.text);
    return std::nullopt;
}

ScalarOrFault<long> wholeNumber(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::Text)
        return {std::nullopt, "must be a whole number"};
    if (node.quoted)
        return {std::nullopt, "must be a whole number without quotes, not " + quoted(node.text)};
    if (looksBoolean(node.text))
        return {std::nullopt, "must be a whole number; " + node.text + " is a boolean in YAML"};
    if (looksOctal(node.text))
        return {std::nullopt, "must be a whole number without a leading zero; YAML takes " + node.text +
                                  " for an octal number"};
    long value = 0;
    const char* end = node.text.data() + node.text.size();
    const auto read = std::from_chars(node.text.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end)
        return {std::nullopt, "must be a whole number, not " + quoted(node.text)};
    return {value, {}};
}

ScalarOrFault<bool> trueOrFalse(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::Text && !node.quoted && (node.text == "true" || node.text == "false"))
        return {node.text == "true", {}};
    return {std::nullopt, node.kind == YamlNode::Kind::Text
                              ? "must be true or false, not " + (node.quoted ? quoted(node.text) : node.text)
                              : "must be true or false"};
}

ScalarOrFault<long> clockTime(const YamlNode& node) {
    const int minutes = node.kind == YamlNode::Kind::Text ? clockMinutes(node.text) : -1;
    if (minutes < 0)
        return {std::nullopt, "must be a time from \"00:00\" to \"24:00\", not " + quoted(node.text)};
    return {minutes, {}};
}

ScalarOrFault<long> localMoment(const YamlNode& node) {
    const std::string fault =
        "must be a date and a time such as \"2026-11-26 22:00\", not " + quoted(node.text);
    const std::string_view text = node.text;
    if (node.kind != YamlNode::Kind::Text || text.size() != 16 || text[4] != '-' || text[7] != '-' ||
        text[10] != ' ' || !isDigits(text.substr(0, 4)) || !isDigits(text.substr(5, 2)) ||
        !isDigits(text.substr(8, 2)))
        return {std::nullopt, fault};
    const std::chrono::year_month_day day{
        std::chrono::year{digits(text.substr(0, 4))},
        std::chrono::month{static_cast<unsigned>(digits(text.substr(5, 2)))},
        std::chrono::day{static_cast<unsigned>(digits(text.substr(8, 2)))}};
    const int minutes = clockMinutes(text.substr(11));
    if (!day.ok() || minutes < 0)
        return {std::nullopt, fault};
    const std::chrono::sys_seconds at = std::chrono::sys_days{day} + std::chrono::minutes{minutes};
    return {at.time_since_epoch().count(), {}};
}

}  // namespace inzage::config
