#pragma once
#include <string>
#include <string_view>

#include "platform/access/entrance.h"

/// What several signed-in pages show in the same way.
namespace inzage::access {

/// "AJ" for "Anna Jansen": the first letters of the first and the last word.
[[nodiscard]] std::string initialsOf(std::string_view person);

/// What somebody wrote, line by line: section TEXT_LINE with TEXT, a <br> between them in the template.
void showLines(std::string_view text, views::Model& model);

/// For a part that this organisation does not have: behind the gate as every other page, 404 that says so.
/// `part`: "agenda", "messages", "timeline", …, of the catalogue's access.not_offered_….
[[nodiscard]] http::Response notOffered(const tenancy::Visit& visit, const Look& look, std::string_view part);

}  // namespace inzage::access
