#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/records.h"
#include "plugins/sdk/settings.h"

namespace inzage::csv {

using TextMap = std::map<std::string, std::string, std::less<>>;

/// How one organisation's files differ from the documented form, for one kind.
struct KindSettings {
    TextMap headers;                                    ///< our column → the header in their file
    std::vector<std::string> ignored;                   ///< headers that their file has and we don't take
    std::map<std::string, TextMap, std::less<>> codes;  ///< our column → their value → our value
    TextMap labels;  ///< kind_code → kind_label, for files without labels
};

struct CsvSettings {
    std::string folder;             ///< absolute or from the working directory
    char separator = '\0';          ///< '\0': found out per file
    bool acknowledgements = false;  ///< the care-record system answers to what people wrote
    std::array<KindSettings, sdk::kRecordKinds.size()> kinds;

    [[nodiscard]] const KindSettings& of(sdk::RecordKind kind) const {
        return kinds[static_cast<std::size_t>(kind)];
    }
};

/// What describe() declares.
[[nodiscard]] std::vector<sdk::SettingSpec> settingSpecs();

/// Reads and checks the settings; AdapterFailure(Config) names the key, its place and what is known.
[[nodiscard]] CsvSettings readSettings(const sdk::AdapterSettings& settings);

}  // namespace inzage::csv
