#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/views/views.h"

namespace inzage::views {

/// The sentences of one language, from <room>/texts/<language>.yaml: `room.key: text with {{NAME}} and
/// **strong** words`.
class Texts {
  public:
    /// Reads one file more. Throws std::runtime_error with file and line for a duplicate key, a key that
    /// isn't `room.word` of the file's own room, or a value that is no text.
    void read(const std::string& path);
    [[nodiscard]] const std::string* find(std::string_view key) const;
    /// Says `text` for a key that is there.
    void replace(const std::string& key, std::string text) { texts_[key] = std::move(text); }
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const noexcept {
        return texts_;
    }

  private:
    std::map<std::string, std::string, std::less<>> texts_;
};

/// The {{NAME}}s of a text, sorted, each once.
[[nodiscard]] std::vector<std::string> placeholdersOf(std::string_view text);

/// Plain text: placeholders filled in, the marks of strong words left out.
[[nodiscard]] std::string fillIn(std::string_view text, Placeholders values);

/// For a template: HTML characters escaped, **strong** as an element, {{NAME}} left for the template engine.
[[nodiscard]] std::string asTemplate(std::string_view text);

}  // namespace inzage::views
