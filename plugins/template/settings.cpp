#include "settings.h"

#include <algorithm>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/field_values.h"

namespace inzage::json_folder {

namespace {

constexpr long long kRecordsMost = 10'000'000;

[[noreturn]] void refuse(const sdk::SettingNode& node, const std::string& what) {
    // The place ("tenants/x/tenant.yaml:14:3") is half the help. Never repeat a value: it may be a secret in
    // the wrong line.
    throw sdk::AdapterFailure{sdk::AdapterFailureKind::Config,
                              (node.place.empty() ? "" : node.place + ": ") + what};
}

}  // namespace

std::vector<sdk::SettingSpec> settingSpecs() {
    return {{.key = "folder",
             .type = sdk::SettingType::Folder,
             .required = true,
             .help = "The folder with export.json, clients.json and reports.json."},
            {.key = "records_max",
             .type = sdk::SettingType::Number,
             .default_value = "1000000",
             .help = "A file with more records than this is refused.",
             .min = 1,
             .max = kRecordsMost}};
}

Settings readSettings(const sdk::AdapterSettings& from) {
    Settings settings;
    settings.records_max = 1'000'000;
    for (const sdk::SettingNode& node : from.root.children) {
        if (node.name == "folder") {
            if (!node.children.empty() || node.text.empty())
                refuse(node, "folder must be the path of a folder");
            settings.folder = node.text.starts_with('/') ? node.text : from.base_folder + "/" + node.text;
        } else if (node.name == "records_max") {
            const auto number = node.children.empty() ? sdk::readWhole(node.text) : std::nullopt;
            if (!number || *number < 1 || *number > kRecordsMost)
                refuse(node, "records_max must be a whole number from 1 to " + std::to_string(kRecordsMost));
            settings.records_max = static_cast<std::size_t>(*number);
        } else {
            // A misspelt key must not be passed over: its default would be used without a word.
            refuse(node, node.name + " is no setting of this adapter (known: folder, records_max)");
        }
    }
    if (settings.folder.empty())
        refuse(from.root, "folder is missing; name the folder with export.json");
    return settings;
}

}  // namespace inzage::json_folder
