#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "plugins/sdk/records.h"

namespace inzage::csv {

enum class DropMode : std::uint8_t {
    Full,         ///< each listed file holds everything of its kind
    Incremental,  ///< each listed file holds what changed since the drop before
};

struct DropFile {
    std::string file;  ///< name inside the drop
    sdk::RecordKind kind{};
    long long rows = 0;  ///< data rows, tombstones included, header not
    std::string sha256;  ///< 64 lower case hex digits
    std::string
        fingerprint;  ///< changes when the file or what the manifest says of it changes; 16 hex digits
};

/// One drop: a folder with manifest.json and the files that it lists.
struct Drop {
    std::filesystem::path folder;
    std::string label;  ///< what messages call it: the folder's name
    long long sequence = 0;
    DropMode mode = DropMode::Full;
    sdk::UtcTime created_at{};
    std::vector<DropFile> files;  ///< in the order of RecordKind
};

/// The drops in `folder`: the folder itself when it holds a manifest.json, and each folder directly in it. In
/// the order of their sequence numbers. Names that start with '.' or end in ".part" or ".tmp" are passed
/// over.
struct DropList {
    std::vector<Drop> drops;
    std::vector<std::string> unfinished;  ///< labels of folders with CSV files and no manifest.json yet
};

/// Throws AdapterFailure: Transient when the folder can't be read, Defect for a manifest that breaks the
/// format, two drops with one sequence number, or a CSV file that the manifest doesn't list.
[[nodiscard]] DropList listDrops(const std::filesystem::path& folder);

}  // namespace inzage::csv
