#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/failure.h"
#include "platform/http/request.h"
#include "platform/http/response.h"

namespace inzage::http {

/// Files that everybody may have (styles, scripts, fonts, logos), read into memory once. Requests are looked
/// up in a table of what was read, so no path can leave the folder. Thread-safe after loading.
class StaticFiles {
  public:
    StaticFiles();
    ~StaticFiles();
    StaticFiles(StaticFiles&&) noexcept;
    StaticFiles& operator=(StaticFiles&&) noexcept;

    /// Reads every regular file under `folder` to be served below `prefix` ("/static/"). Hidden files and
    /// links are skipped. "x.css.br" and "x.css.gz" become precompressed forms of "x.css". Config failure
    /// when the folder can't be read, holds an unknown file type, or is larger than 64 MiB.
    [[nodiscard]] Outcome<void> load(const std::string& folder, std::string_view prefix);

    /// One file from memory, for instance a tenant's generated style sheet. `path` is the full address path.
    [[nodiscard]] Outcome<void> put(std::string_view path, std::string content);

    /// "/static/portal.css?v=0123456789abcdef": the address that may be cached for ever, because it changes
    /// with the content. An unknown path comes back unchanged.
    [[nodiscard]] std::string versioned(std::string_view path) const;

    /// 200, or 304 when the browser has it; absent when there is no such file (or the method is POST).
    [[nodiscard]] std::optional<Response> find(const Request& request) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace inzage::http
