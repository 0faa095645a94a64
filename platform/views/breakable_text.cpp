#include "platform/views/breakable_text.h"

namespace inzage::views {

void showBreakable(std::string_view text, Model& model) {
    while (!text.empty()) {
        const auto at = text.find('@', 1);
        model.add("PIECE").set("TEXT", text.substr(0, at));
        text = at == std::string_view::npos ? std::string_view{} : text.substr(at);
    }
}

}  // namespace inzage::views
