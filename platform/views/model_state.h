#pragma once
#include <memory>
#include <memory_resource>

#include "platform/views/dictionary.h"
#include "platform/views/views.h"

namespace inzage::views {

/// The model of a page owns the memory of everything in it: a dictionary for the frame and, inside it, the
/// page's own, so that a page's template can use what the frame knows (ICONS, CSRF, SCENE).
struct Model::Page {
    explicit Page(std::size_t first_bytes) : memory{first_bytes} {}

    Dictionary::Memory memory;
    Dictionary* frame = nullptr;
};

}  // namespace inzage::views
