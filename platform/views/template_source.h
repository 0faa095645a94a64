#pragma once
#include <set>
#include <string>

#include "platform/views/texts.h"

namespace inzage::views {

/// A template with its parts in it, and which texts of the catalogue stand in it.
struct TemplateSource {
    std::string text;
    std::set<std::string, std::less<>> keys;
};

/// The text of one template file, made ready for ctemplate: checked, catalogue texts and shared parts put in.
///   first line   {{%AUTOESCAPE context="HTML"}}   (without it nothing would be escaped)
///   [[room.key]]        the text of the catalogue
///   [[> room/name]]     another template file at this place (its own first line left out)
/// Throws std::runtime_error with file and line: pragma missing, unknown key or part, and whatever
/// checkTemplate() refuses.
[[nodiscard]] TemplateSource readTemplate(const std::string& path, const std::string& platform_dir,
                                          const Texts& texts);

/// platform/dossier/templates/timeline.tpl for "dossier/timeline", platform/identity/reset/templates/form.tpl
/// for "identity/reset/form", a part of a room. Throws std::runtime_error for a malformed name.
[[nodiscard]] std::string templatePath(const std::string& platform_dir, std::string_view name);

}  // namespace inzage::views
