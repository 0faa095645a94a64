#include "platform/http/static_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <unordered_map>
#include <utility>

#include "platform/base/token.h"

namespace inzage::http {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kTotalBytesMax = 64U << 20U;
constexpr std::size_t kVersionCharacters = 16;

/// Only types a page of ours needs; anything else in the folder is a mistake.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTypes{{
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
}};

std::string_view typeOf(std::string_view path) {
    const std::size_t dot = std::min(path.rfind('.'), path.size());
    const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                     [&](const auto& type) { return type.first == path.substr(dot); });
    return found == kTypes.end() ? std::string_view{} : found->second;
}

using Content = std::shared_ptr<const std::string>;

struct File {
    std::string_view type;
    std::string version;
    Content plain;
    Content brotli;
    Content gzip;
};

/// True when Accept-Encoding names `coding` without refusing it (q=0).
bool accepts(std::string_view list, std::string_view coding) {
    while (!list.empty()) {
        std::string_view entry = list.substr(0, list.find(','));
        list.remove_prefix(std::min(entry.size() + 1, list.size()));
        entry.remove_prefix(std::min(entry.find_first_not_of(' '), entry.size()));
        const std::string_view name = entry.substr(0, entry.find_first_of("; "));
        if (name == coding)
            return entry.find("q=0") == std::string_view::npos ||
                   entry.find("q=0.") != std::string_view::npos;
    }
    return false;
}

Failure refused(const std::string& path, const char* why) {
    return {FailureKind::Config, "static file " + path + ": " + why};
}

}  // namespace

struct StaticFiles::State {
    std::unordered_map<std::string, File> files;

    /// The path without ".br" or ".gz", and where its content belongs.
    static std::pair<std::string, Content File::*> placeOf(std::string path) {
        if (path.ends_with(".br"))
            return {path.substr(0, path.size() - 3), &File::brotli};
        if (path.ends_with(".gz"))
            return {path.substr(0, path.size() - 3), &File::gzip};
        return {std::move(path), &File::plain};
    }

    Outcome<void> put(std::string path, std::string content) {
        auto [base, member] = placeOf(std::move(path));
        const std::string_view type = typeOf(base);
        if (type.empty())
            return refused(base, "unknown file type");
        File& file = files[base];
        file.type = type;
        if (member == &File::plain)
            file.version = sha256Hex(content).substr(0, kVersionCharacters);
        file.*member = std::make_shared<const std::string>(std::move(content));
        return {};
    }
};

StaticFiles::StaticFiles() : state_{std::make_unique<State>()} {}
StaticFiles::~StaticFiles() = default;
StaticFiles::StaticFiles(StaticFiles&&) noexcept = default;
StaticFiles& StaticFiles::operator=(StaticFiles&&) noexcept = default;

Outcome<void> StaticFiles::put(std::string_view path, std::string content) {
    return state_->put(std::string{path}, std::move(content));
}

Outcome<void> StaticFiles::load(const std::string& folder, std::string_view prefix) {
    std::error_code error;
    std::uintmax_t total = 0;
    fs::recursive_directory_iterator it{folder, error};
    for (; !error && it != fs::recursive_directory_iterator{}; it.increment(error)) {
        const bool hidden = it->path().filename().string().starts_with('.');
        if (it->is_symlink() || hidden) {
            it.disable_recursion_pending();
            continue;
        }
        if (!it->is_regular_file())
            continue;
        std::ifstream in{it->path(), std::ios::binary};
        std::string content{std::istreambuf_iterator<char>{in}, {}};
        total += content.size();
        if (in.bad() || total > kTotalBytesMax)
            return refused(it->path(), "can't be read, or all together are larger than 64 MiB");
        const std::string path =
            std::string{prefix} + fs::relative(it->path(), folder, error).generic_string();
        if (Outcome<void> put = state_->put(path, std::move(content)); !put)
            return put;
    }
    if (error)
        return refused(folder, error.message().c_str());
    for (const auto& [path, file] : state_->files)
        if (!file.plain)
            return refused(path, "there is a compressed form but not the file itself");
    return {};
}

std::string StaticFiles::versioned(std::string_view path) const {
    const auto found = state_->files.find(std::string{path});
    if (found == state_->files.end())
        return std::string{path};
    return found->first + "?v=" + found->second.version;
}

std::optional<Response> StaticFiles::find(const Request& request) const {
    const auto found = state_->files.find(request.path());
    if (found == state_->files.end() || request.method() == Method::Post)
        return std::nullopt;
    const File& file = found->second;
    const std::string_view encodings = request.header("accept-encoding").value_or("");
    const bool brotli = file.brotli && accepts(encodings, "br");
    const bool gzip = !brotli && file.gzip && accepts(encodings, "gzip");
    const std::string tag = '"' + file.version + (brotli ? "-br\"" : gzip ? "-gz\"" : "\"");
    Response response;
    response.caching =
        request.query("v").value_or("") == file.version ? Caching::Immutable : Caching::Validate;
    response.headers.emplace_back("ETag", tag);
    if (file.brotli || file.gzip)
        response.headers.emplace_back("Vary", "Accept-Encoding");
    if (request.header("if-none-match").value_or("").find(tag) != std::string_view::npos) {
        response.status = 304;
        return response;
    }
    response.headers.emplace_back("Content-Type", file.type);
    if (brotli || gzip)
        response.headers.emplace_back("Content-Encoding", brotli ? "br" : "gzip");
    response.shared_body = brotli ? file.brotli : gzip ? file.gzip : file.plain;
    return response;
}

}  // namespace inzage::http
