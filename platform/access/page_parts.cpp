#include "platform/access/page_parts.h"

namespace inzage::access {
namespace {

/// The first character of a word, which may be several bytes.
std::string_view firstLetter(std::string_view word) {
    std::size_t size = word.empty() ? 0 : 1;
    while (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xc0U) == 0x80U)
        ++size;
    return word.substr(0, size);
}

}  // namespace

std::string initialsOf(std::string_view person) {
    const auto space = person.rfind(' ');
    std::string letters{firstLetter(person)};
    if (space != std::string_view::npos)
        letters += firstLetter(person.substr(space + 1));
    return letters;
}

std::string deviceText(const tenancy::Visit& visit, std::string_view device) {
    constexpr std::string_view kOn = " op ";
    const auto on = device.find(kOn);
    if (on == std::string_view::npos)
        return std::string{device};
    return visit.say("access.device",
                     {{"BROWSER", device.substr(0, on)}, {"SYSTEM", device.substr(on + kOn.size())}});
}

void showLines(std::string_view text, views::Model& model) {
    while (true) {
        const auto line_end = text.find('\n');
        model.add("TEXT_LINE").set("TEXT", text.substr(0, line_end));
        if (line_end == std::string_view::npos)
            return;
        text.remove_prefix(line_end + 1);
    }
}

}  // namespace inzage::access
