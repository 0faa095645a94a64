#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace inzage {

/// JSON from text and to text, compiled once: nlohmann's parser and serializer cost whoever calls them
/// directly seconds of compile time. Everything is free of state and may be called from any thread. How deep
/// documents may nest isn't limited here: what comes from outside is limited in bytes by whoever fetched it.

/// Throws nlohmann::json::parse_error when the text isn't JSON: for what the portal itself or the database
/// wrote.
[[nodiscard]] nlohmann::json parseJson(std::string_view text);
[[nodiscard]] nlohmann::ordered_json parseOrderedJson(std::string_view text);

/// For what somebody else wrote: a value that is_discarded() when the text isn't JSON; never throws for its
/// content.
[[nodiscard]] nlohmann::json readJson(std::string_view text);
[[nodiscard]] nlohmann::ordered_json readOrderedJson(std::string_view text);

/// On one line. Throws nlohmann::json::type_error when a text in it isn't UTF-8.
[[nodiscard]] std::string jsonText(const nlohmann::json& value);
[[nodiscard]] std::string jsonText(const nlohmann::ordered_json& value);

/// On one line; bytes that aren't UTF-8 become U+FFFD.
[[nodiscard]] std::string lenientJsonText(const nlohmann::json& value);
[[nodiscard]] std::string lenientJsonText(const nlohmann::ordered_json& value);
/// The same in ASCII: other characters are escaped.
[[nodiscard]] std::string asciiJsonText(const nlohmann::json& value);

/// Indented by two spaces, for people. Throws nlohmann::json::type_error when a text in it isn't UTF-8.
[[nodiscard]] std::string indentedJson(const nlohmann::json& value);
[[nodiscard]] std::string indentedJson(const nlohmann::ordered_json& value);

}  // namespace inzage
