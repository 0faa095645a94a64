#pragma once
#include <optional>
#include <string>

#include "platform/config/yaml_node.h"

/// YAML scalars, read strictly: a number is decimal, a boolean is true or false, and nothing is guessed.
namespace inzage::config {

template <class T>
struct ScalarOrFault {
    std::optional<T> value;
    std::string fault;  ///< goes on after the setting's name: "must be true or false, not \"yes\""
};

/// Why an unquoted text can't be trusted: other YAML readers take NO for false and 0500 for 320. Absent when
/// it can.
[[nodiscard]] std::optional<std::string> ambiguity(const YamlNode& node);

[[nodiscard]] ScalarOrFault<long> wholeNumber(const YamlNode& node);
[[nodiscard]] ScalarOrFault<bool> trueOrFalse(const YamlNode& node);
/// "00:00" to "24:00" as minutes from midnight.
[[nodiscard]] ScalarOrFault<long> clockTime(const YamlNode& node);
/// "2026-11-26 22:00" as seconds since 1970 were it UTC.
[[nodiscard]] ScalarOrFault<long> localMoment(const YamlNode& node);

}  // namespace inzage::config
