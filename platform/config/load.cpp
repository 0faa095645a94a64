#include "platform/config/load.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <thread>

#include "platform/config/checks.h"
#include "platform/config/tables.h"

namespace inzage::config {
namespace {

namespace fs = std::filesystem;

struct FileText {
    std::string text;
    std::string fault;  ///< empty: read
};

FileText readFile(const std::string& path) {
    std::error_code failure;
    if (!fs::is_regular_file(path, failure))
        return {"", "there is no such file"};
    if (fs::file_size(path, failure) > kSettingsFileBytesMax)
        return {"", "the file is larger than 256 KiB"};
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (!file)
        return {"", "the file can't be read"};
    return {std::move(text), ""};
}

/// Reads into `owner`; true when the tree was complete, so that checks over several settings make sense.
bool readInto(std::string_view yaml, const std::vector<SettingDef>& table, void* owner, YamlNode& root,
              ErrorList& errors) {
    if (yaml.size() > kSettingsFileBytesMax) {
        errors.add({}, "the file is larger than 256 KiB");
        return false;
    }
    YamlResult read = readYaml(yaml);
    for (const YamlFault& fault : read.faults)
        errors.add(fault.place, fault.what);
    if (!read.complete)
        return false;
    root = std::move(read.root);
    readGroup(root, table, owner, "", errors);
    return root.kind == YamlNode::Kind::Map;
}

/// Reads every file, on a few threads: with hundreds of tenants this is most of the start.
void readAll(std::vector<LoadedTenant>& tenants, const ReadOptions& options) {
    constexpr unsigned kThreadsMax = 4;
    constexpr std::size_t kWorthAThread = 20;
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < tenants.size(); i = next++) {
            ParseResult read = parseTenant(tenants[i].path, options);
            tenants[i].errors = std::move(read.errors);
            if (read.settings)
                tenants[i].settings = std::make_shared<const TenantSettings>(std::move(*read.settings));
        }
    };
    std::vector<std::jthread> others;
    const std::size_t useful = tenants.size() / kWorthAThread;
    const std::size_t threads =
        std::min<std::size_t>({std::thread::hardware_concurrency(), kThreadsMax, useful});
    for (std::size_t i = 1; i < threads; ++i)
        others.emplace_back(work);
    work();
}

/// The host names of all tenants, and who had each first.
class HostBook {
  public:
    void enter(LoadedTenant& tenant) {
        for (const std::string& host : tenant.settings->identity.hosts) {
            const auto [at, is_new] = owners_.emplace(host, tenant.path);
            if (is_new)
                continue;
            const Place place = placeOfHost(tenant.path, host);
            tenant.errors.push_back({tenant.path, place.line, place.column,
                                     "identity.hosts has " + host + ", which " + at->second +
                                         " has already; a host name belongs to one tenant"});
        }
        if (!tenant.errors.empty())
            tenant.settings.reset();
    }

  private:
    /// Reads the file once more: a clash is rare, so settings don't carry the places of their hosts.
    static Place placeOfHost(const std::string& path, const std::string& host) {
        const YamlResult read = readYaml(readFile(path).text);
        if (const YamlNode* list = read.root.at("identity.hosts"); list != nullptr)
            for (const YamlNode& one : list->children)
                if (one.text == host)
                    return one.place;
        return {};
    }

    std::map<std::string, std::string> owners_;
};

}  // namespace

ParseResult parseTenantText(std::string_view yaml, const std::string& path, const ReadOptions& options) {
    ErrorList errors{path};
    TenantSettings settings;
    settings.source_file = path;
    settings.source_dir = fs::path{path}.parent_path().string();
    YamlNode root;
    if (readInto(yaml, tenantTable(), &settings, root, errors))
        checkTenant(settings, root, fs::path{settings.source_dir}.filename().string(), options, errors);
    ParseResult result;
    if (errors.empty())
        result.settings = std::move(settings);
    result.errors = errors.take();
    return result;
}

ParseResult parseTenant(const std::string& path, const ReadOptions& options) {
    const FileText file = readFile(path);
    if (!file.fault.empty())
        return {std::nullopt, {{path, 0, 0, file.fault}}};
    return parseTenantText(file.text, path, options);
}

std::vector<LoadedTenant> loadTenants(const std::string& dir, const ReadOptions& options) {
    std::vector<LoadedTenant> tenants;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator{dir, failure}) {
        const std::string id = entry.path().filename().string();
        if (entry.is_directory(failure) && id != "schema" && id != "template" && id.front() != '.')
            tenants.push_back({id, (entry.path() / "tenant.yaml").string(), nullptr, {}});
    }
    std::sort(tenants.begin(), tenants.end(),
              [](const LoadedTenant& a, const LoadedTenant& b) { return a.id < b.id; });
    readAll(tenants, options);
    HostBook hosts;
    for (LoadedTenant& tenant : tenants)
        if (tenant.settings)
            hosts.enter(tenant);
    return tenants;
}

PlatformResult parsePlatformText(std::string_view yaml, const std::string& path) {
    ErrorList errors{path};
    PlatformSettings settings;
    settings.source_file = path;
    YamlNode root;
    if (readInto(yaml, platformTable(), &settings, root, errors))
        checkPlatform(settings, root, errors);
    PlatformResult result;
    if (errors.empty())
        result.settings = std::move(settings);
    result.errors = errors.take();
    return result;
}

PlatformResult parsePlatform(const std::string& path) {
    const FileText file = readFile(path);
    if (!file.fault.empty())
        return {std::nullopt, {{path, 0, 0, file.fault}}};
    return parsePlatformText(file.text, path);
}

}  // namespace inzage::config
