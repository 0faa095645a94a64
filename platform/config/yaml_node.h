#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/config/setting_tree.h"

namespace inzage::config {

/// Where something stands, 1-based.
struct Place {
    int line = 0;
    int column = 0;
};

/// YAML as written: nothing interpreted, every node with its place. (yaml-cpp's own nodes lose the places of
/// keys, take 0500 for 320 and NO for false, and let the first of two equal keys win.)
struct YamlNode {
    enum class Kind { Nothing, Text, Map, List };

    Kind kind = Kind::Nothing;
    std::string text{};
    bool quoted = false;  ///< written in quotes or as a block: never mistaken for a boolean or a number
    Place place{};
    std::string key{};  ///< in a map
    Place key_place{};
    std::vector<YamlNode> children{};

    [[nodiscard]] const YamlNode* find(std::string_view child_key) const noexcept;
    /// The node at a dotted path, or nullptr.
    [[nodiscard]] const YamlNode* at(std::string_view dotted_path) const noexcept;
};

struct YamlFault {
    Place place;
    std::string what;
};

struct YamlResult {
    YamlNode root;  ///< only to be used when there are no faults that stopped the reading
    bool complete = false;
    std::vector<YamlFault> faults;
};

/// Reads one YAML document. Refused: invalid UTF-8, control characters, aliases and anchors, tags, keys that
/// aren't plain text, a key twice in one map, more than 16 levels, more than 20,000 nodes, a second document.
[[nodiscard]] YamlResult readYaml(std::string_view text);

/// The node as a free-form tree.
[[nodiscard]] SettingTree treeOf(const YamlNode& node);

}  // namespace inzage::config
