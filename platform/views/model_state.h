#pragma once
// ctemplate uses strlen without including it.
#include <cstring>

#include <ctemplate/template_dictionary.h>

#include <memory>
#include <string_view>
#include <vector>

#include "platform/views/views.h"

namespace inzage::views {

/// ctemplate's view of text that need not end with a NUL.
[[nodiscard]] inline ctemplate::TemplateString viewOf(std::string_view text) {
    return {text.data(), text.size()};
}

/// A root model owns a dictionary for the frame, with the page's own as its include: so a page's template can
/// use what the frame knows (ICONS, CSRF). Rows belong to their parent's dictionary.
struct Model::State {
    std::unique_ptr<ctemplate::TemplateDictionary> frame;
    ctemplate::TemplateDictionary* own = nullptr;
    std::vector<std::unique_ptr<Model>> rows;
};

}  // namespace inzage::views
