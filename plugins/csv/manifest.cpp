#include "plugins/csv/manifest.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "plugins/csv/outgoing.h"
#include "plugins/csv/sha256.h"
#include "plugins/sdk/failure.h"
#include "plugins/sdk/field_values.h"

namespace inzage::csv {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using sdk::AdapterFailure;
using sdk::AdapterFailureKind;

constexpr std::uintmax_t kManifestBytesMax = 1024 * 1024;
constexpr std::string_view kManifestName = "manifest.json";
constexpr std::string_view kFormat = "inzage-csv/1";

[[noreturn]] void refuse(const Drop& drop, const std::string& what) {
    throw AdapterFailure{AdapterFailureKind::Defect,
                         "drop '" + drop.label + "' is refused: manifest.json " + what};
}

void requireKeys(const Drop& drop, const json& object, std::string_view where,
                 std::initializer_list<std::string_view> required,
                 std::initializer_list<std::string_view> optional) {
    if (!object.is_object())
        refuse(drop, std::string{where} + " must be an object");
    for (const std::string_view key : required)
        if (!object.contains(std::string{key}))
            refuse(drop, std::string{where} + " lacks '" + std::string{key} + "'");
    for (const auto& [key, value] : object.items())
        if (std::ranges::find(required, key) == required.end() &&
            std::ranges::find(optional, key) == optional.end())
            refuse(drop, std::string{where} + " has an unknown key '" + key.substr(0, 60) + "'");
}

std::string textAt(const Drop& drop, const json& object, const char* key) {
    const json& value = object.at(key);
    if (!value.is_string() || value.get_ref<const std::string&>().empty())
        refuse(drop, std::string{"'"} + key + "' must be a text");
    return value.get<std::string>();
}

long long wholeAt(const Drop& drop, const json& object, const char* key, long long min) {
    const json& value = object.at(key);
    constexpr long long max = 999'999'999'999'999;
    if (!value.is_number_integer() || value.get<double>() > static_cast<double>(max) ||
        value.get<long long>() < min)
        refuse(drop, std::string{"'"} + key + "' must be a whole number from " + std::to_string(min));
    return value.get<long long>();
}

bool isPlainName(std::string_view name) {
    return name.size() <= 100 && name.ends_with(".csv") && name.front() != '.' &&
           name.find_first_of("/\\") == std::string_view::npos;
}

/// Size and time of the file together with what the manifest says: equal means that nobody touched it.
std::string fingerprintOf(const fs::path& path, const std::string& sha256) {
    struct stat found {};
    std::string seen = sha256;
    if (::stat(path.c_str(), &found) == 0)
        seen += " " + std::to_string(found.st_size) + " " + std::to_string(found.st_mtim.tv_sec) + "." +
                std::to_string(found.st_mtim.tv_nsec);
    return sha256Hex(seen).substr(0, 16);
}

DropFile readFileEntry(const Drop& drop, const json& entry) {
    requireKeys(drop, entry, "an entry of 'files'", {"file", "kind", "rows", "sha256"}, {});
    DropFile file;
    file.file = textAt(drop, entry, "file");
    if (!isPlainName(file.file))
        refuse(drop, "names a file that is not a plain name ending in .csv");
    const auto kind = sdk::recordKindFromName(textAt(drop, entry, "kind"));
    if (!kind)
        refuse(drop, "gives " + file.file + " a kind that is unknown");
    file.kind = *kind;
    file.rows = wholeAt(drop, entry, "rows", 0);
    file.sha256 = textAt(drop, entry, "sha256");
    std::ranges::transform(file.sha256, file.sha256.begin(), [](char c) {
        return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (file.sha256.size() != 64 || file.sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
        refuse(drop, "gives " + file.file + " a sha256 that is not 64 hex digits");
    file.fingerprint = fingerprintOf(drop.folder / file.file, file.sha256);
    return file;
}

void readFiles(Drop& drop, const json& files) {
    if (!files.is_array())
        refuse(drop, "'files' must be a list");
    for (const json& entry : files) {
        DropFile file = readFileEntry(drop, entry);
        for (const DropFile& other : drop.files)
            if (other.kind == file.kind || other.file == file.file)
                refuse(drop, "lists " + file.file + " or its kind twice");
        drop.files.push_back(std::move(file));
    }
    std::ranges::sort(drop.files, {}, &DropFile::kind);
}

json parseManifest(const Drop& drop, const fs::path& path) {
    std::error_code error;
    if (fs::file_size(path, error) > kManifestBytesMax || error)
        refuse(drop, "can't be read or is larger than 1 MiB");
    std::ifstream in{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    json manifest = json::parse(text, nullptr, false);
    if (manifest.is_discarded())
        refuse(drop, "is not JSON; was it cut off?");
    return manifest;
}

/// A file that nobody listed is a drop that somebody put together wrongly.
void refuseUnlisted(const Drop& drop) {
    for (const auto& entry : fs::directory_iterator{drop.folder}) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".csv") || name.front() == '.')
            continue;
        if (std::ranges::find(drop.files, name, &DropFile::file) == drop.files.end())
            refuse(drop, "doesn't list " + name + ", which is in the folder");
    }
}

Drop readDrop(const fs::path& folder) {
    Drop drop;
    drop.folder = folder;
    drop.label = folder.filename().string();
    const json manifest = parseManifest(drop, folder / kManifestName);
    requireKeys(drop, manifest, "the top", {"format", "sequence", "mode", "created_at", "files"}, {"source"});
    if (textAt(drop, manifest, "format") != kFormat)
        refuse(drop, "is not of format " + std::string{kFormat});
    drop.sequence = wholeAt(drop, manifest, "sequence", 1);
    const std::string mode = textAt(drop, manifest, "mode");
    if (mode != "full" && mode != "incremental")
        refuse(drop, "'mode' must be full or incremental");
    drop.mode = mode == "full" ? DropMode::Full : DropMode::Incremental;
    const auto created = sdk::readMoment(textAt(drop, manifest, "created_at"));
    if (!created)
        refuse(drop, "'created_at' must be a moment with zone (2026-11-24T15:40:00Z)");
    drop.created_at = *created;
    readFiles(drop, manifest.at("files"));
    refuseUnlisted(drop);
    return drop;
}

bool isPassedOver(std::string_view name) {
    return name.starts_with('.') || name == kOutgoingFolder || name.ends_with(".part") ||
           name.ends_with(".tmp");
}

bool holdsCsv(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator{folder})
        if (entry.path().extension() == ".csv")
            return true;
    return false;
}

void look(const fs::path& folder, DropList& list) {
    if (fs::exists(folder / kManifestName))
        list.drops.push_back(readDrop(folder));
    else if (holdsCsv(folder))
        list.unfinished.push_back(folder.filename().string());
}

}  // namespace

DropList listDrops(const fs::path& folder) {
    DropList list;
    try {
        // "drops/" has an empty file name; messages want the folder's.
        const fs::path top = folder.has_filename() ? folder : folder.parent_path();
        look(top, list);
        for (const auto& entry : fs::directory_iterator{top})
            if (entry.is_directory() && !isPassedOver(entry.path().filename().string()))
                look(entry.path(), list);
    } catch (const fs::filesystem_error& error) {
        throw AdapterFailure{AdapterFailureKind::Transient, "the drop folder " + folder.string() +
                                                                " can't be read: " + error.code().message()};
    }
    std::ranges::sort(list.drops, {}, &Drop::sequence);
    std::ranges::sort(list.unfinished);
    for (std::size_t i = 1; i < list.drops.size(); ++i)
        if (list.drops[i].sequence == list.drops[i - 1].sequence)
            throw AdapterFailure{AdapterFailureKind::Defect, "drops '" + list.drops[i - 1].label + "' and '" +
                                                                 list.drops[i].label +
                                                                 "' have the same sequence number"};
    return list;
}

}  // namespace inzage::csv
