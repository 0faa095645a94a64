#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inzage::sdk {

/// One node of the adapter's part of the organisation's settings: a text, a list or a map, as written. The
/// platform has checked that keys are unique and knows where each node stands; it does not interpret anything
/// below.
struct SettingNode {
    std::string name;                   ///< key in a map; empty in a list and at the top
    std::string text;                   ///< the scalar as written; empty for lists and maps
    std::vector<SettingNode> children;  ///< in the order of the file
    std::string place;                  ///< "tenants/x/tenant.yaml:14:3", for messages; may be empty

    /// The child with this key, or null.
    [[nodiscard]] const SettingNode* find(std::string_view key) const noexcept {
        for (const SettingNode& child : children)
            if (child.name == key)
                return &child;
        return nullptr;
    }
    /// The text of the child with this key, or `otherwise`.
    [[nodiscard]] std::string_view textOf(std::string_view key,
                                          std::string_view otherwise = {}) const noexcept {
        const SettingNode* child = find(key);
        return child == nullptr ? otherwise : std::string_view{child->text};
    }
};

/// A secret that the platform read from the file that the settings name. Never logged, never in a message.
struct Secret {
    std::string name;  ///< the setting's key, "password_file"
    std::string value;
};

/// What configure() gets. Belongs to one organisation; an adapter sees no other.
struct AdapterSettings {
    SettingNode root;
    std::vector<Secret> secrets;
    /// The organisation's zone, "Europe/Amsterdam": for sources that keep local time.
    std::string time_zone;
    /// The folder that relative paths in the settings start from.
    std::string base_folder;

    [[nodiscard]] const std::string* secret(std::string_view name) const noexcept {
        for (const Secret& one : secrets)
            if (one.name == name)
                return &one.value;
        return nullptr;
    }
};

enum class SettingType : std::uint8_t {
    Text,
    Number,   ///< whole number, `min` to `max`
    Boolean,  ///< true or false
    Choice,   ///< one of `choices`
    Folder,   ///< a path; relative paths start at AdapterSettings::base_folder
    Url,
    Secret,  ///< a file that holds the secret; arrives in AdapterSettings::secrets
    Map,     ///< keys are the organisation's own, values text or maps; the adapter checks them
};

/// One setting as describe() declares it. The settings reference and `inzagectl adapter check` are made of
/// these.
struct SettingSpec {
    std::string key;  ///< dotted from the top: "folder", "columns"
    SettingType type = SettingType::Text;
    bool required = false;
    std::string default_value;
    std::string help;  ///< one English sentence, with the unit
    std::optional<long long> min;
    std::optional<long long> max;
    std::vector<std::string> choices;
};

}  // namespace inzage::sdk
