#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/failure.h"
#include "plugins/sdk/records.h"
#include "plugins/sdk/settings.h"

namespace inzage::adapter_kit {

/// Settings under which check() or a small pull() must fail in one way.
struct FaultCase {
    std::string name;
    sdk::AdapterSettings settings;  ///< the example's, with those of the case in their place
    FailureKind expect = FailureKind::Transient;
};

/// docs/adapter-kit.md tells the form of the file.
struct KitSettings {
    std::string adapter;
    sdk::AdapterSettings settings;
    std::vector<sdk::RecordKind> kinds;  ///< the example must have at least one of each
    std::vector<FaultCase> faults;
    bool push_allowed = false;
    std::optional<std::string> scratch;       ///< the folder in which the effects of push() are seen
    std::string future_cursor;                ///< empty: the last cursor with all digits 9
    int deadline_s = 10;                      ///< 1-600, for each call
    int memory_mib = 150;                     ///< 32-4096, resident
    std::map<std::string, std::string> skip;  ///< check → written reason
};

/// Reads the file: the `sync` section as in tenant.yaml (a whole tenant.yaml will do) and `kit`. Relative
/// paths and secrets' files start at the file's folder. Failures are Config: file, line, column, what.
[[nodiscard]] Outcome<KitSettings> readKitSettings(const std::string& path);

}  // namespace inzage::adapter_kit
