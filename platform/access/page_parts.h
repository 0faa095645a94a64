#pragma once
#include <string>
#include <string_view>

#include "platform/access/entrance.h"

/// What several signed-in pages show in the same way.
namespace inzage::access {

/// "AJ" for "Anna Jansen": the first letters of the first and the last word.
[[nodiscard]] std::string initialsOf(std::string_view person);

/// "Chrome op Linux", as it is kept, in the visitor's language.
[[nodiscard]] std::string deviceText(const tenancy::Visit& visit, std::string_view device);

/// What somebody wrote, line by line: section TEXT_LINE with TEXT, a <br> between them in the template.
void showLines(std::string_view text, views::Model& model);

}  // namespace inzage::access
