#include "platform/delivery/sms_text.h"

namespace inzage::delivery {
namespace {

/// Beyond ASCII; ë, ï, á and ó are not among them.
constexpr std::string_view kLetters = "£¥èéùìòÇØøÅåÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€";

/// The length of the UTF-8 letter that begins here, 1 for a stray byte.
std::size_t letterSize(unsigned char first) noexcept {
    return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
}

}  // namespace

bool fitsGsm(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        const std::size_t size = letterSize(first);
        if (first < 0x80) {
            if (text[at] == '`' || (first < ' ' && text[at] != '\n' && text[at] != '\r'))
                return false;
        } else if (size == 1 || at + size > text.size() ||
                   kLetters.find(text.substr(at, size)) == std::string_view::npos) {
            return false;
        }
        at += size;
    }
    return true;
}

}  // namespace inzage::delivery
