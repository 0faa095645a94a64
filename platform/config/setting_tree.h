#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inzage::config {

/// A free-form part of a settings file whose keys the platform doesn't know (an adapter's or a gateway's own
/// settings): text, a map or a list, with positions so that whoever checks it later can still point at a
/// line.
struct SettingTree {
    enum class Kind { Text, Map, List };

    Kind kind = Kind::Map;
    std::string text;  ///< kind Text
    std::vector<std::pair<std::string, SettingTree>>
        children;  ///< Map: key and value, in file order; List: keys "0", "1", …
    int line = 0;  ///< 1-based; 0 when it is not in the file
    int column = 0;

    /// The child with this key, or nullptr.
    [[nodiscard]] const SettingTree* find(std::string_view key) const noexcept;
    /// The text at a dotted path ("columns.report.id"), or `otherwise` when it is absent or not a text.
    [[nodiscard]] std::string at(std::string_view dotted_path, std::string_view otherwise = {}) const;
    /// Every text under its dotted path: {"columns.report.id": "Nummer", "kinds.0": "report"}.
    [[nodiscard]] std::map<std::string, std::string> flat() const;
};

}  // namespace inzage::config
