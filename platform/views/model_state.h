#pragma once
#include <memory>
#include <memory_resource>
#include <vector>

#include "platform/views/dictionary.h"
#include "platform/views/views.h"

namespace inzage::views {

/// A root model owns the memory of the page: a dictionary for the frame and, inside it, the page's own, so
/// that a page's template can use what the frame knows (ICONS, CSRF, SCENE). Rows belong to their parent.
struct Model::State {
    std::unique_ptr<Dictionary::Memory> memory;  ///< of the root only
    Dictionary* frame = nullptr;                 ///< of the root only
    Dictionary* own = nullptr;
    std::vector<std::unique_ptr<Model>> rows;
};

}  // namespace inzage::views
