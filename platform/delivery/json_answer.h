#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "platform/base/json_text.h"

/// Reading what a provider answered, which may be anything. Only for the sources of gateways.
namespace inzage::delivery {

/// The JSON, or null when it is none.
[[nodiscard]] inline nlohmann::json parsed(const std::string& text) {
    auto json = readJson(text);
    return json.is_discarded() ? nlohmann::json{} : json;
}

/// A member of an object; null when there is none.
[[nodiscard]] inline const nlohmann::json& within(const nlohmann::json& json, std::string_view name) {
    static const nlohmann::json nothing;
    if (!json.is_object())
        return nothing;
    const auto found = json.find(name);
    return found == json.end() ? nothing : *found;
}

/// The text of a member; "" when it is none.
[[nodiscard]] inline std::string textIn(const nlohmann::json& json, std::string_view name) {
    const auto& member = within(json, name);
    return member.is_string() ? member.get<std::string>() : std::string{};
}

/// A whole number of a member, also when it came as text, in digits; "" when it is none. Words of a provider
/// never get on from here: they may repeat the number that a message went to.
[[nodiscard]] inline std::string numberIn(const nlohmann::json& json, std::string_view name) {
    constexpr std::size_t kDigitsMax = 9;
    const auto& member = within(json, name);
    std::string digits = member.is_number_integer() ? jsonText(member) : textIn(json, name);
    const bool good = !digits.empty() && digits.size() <= kDigitsMax &&
                      digits.find_first_not_of("0123456789") == std::string::npos;
    return good ? digits : std::string{};
}

}  // namespace inzage::delivery
