#pragma once
#include <string>
#include <string_view>

namespace inzage::views {

/// Refuses what a template of ours may not hold, before the template engine sees it: throws
/// std::runtime_error with `path`, the line and the remedy. `text` is one file with its catalogue texts put
/// in; `first_line` is the line of the file at which it starts.
///   - a tag without its end, a section that is not closed in the same file, a name that is not UPPER_SNAKE
///   - a modifier other than url_query_escape and pre_escape (":none" would switch escaping off)
///   - an include other than {{>CONTENT}}: it would fall silent when its file is missing; [[> room/part]]
///   does not
///   - a variable or a text where the browser reads something else than text or a quoted value
///   - a variable after "?" or "mailto:" in an address without :url_query_escape (it could add a parameter)
///   - inline scripts, styles and event handlers: the content security policy lets no browser obey them
///     (a mail, mail.tpl, may have styles)
void checkTemplate(std::string_view text, const std::string& path, std::size_t first_line);

}  // namespace inzage::views
