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

void showLines(std::string_view text, views::Model& model) {
    while (true) {
        const auto line_end = text.find('\n');
        model.add("TEXT_LINE").set("TEXT", text.substr(0, line_end));
        if (line_end == std::string_view::npos)
            return;
        text.remove_prefix(line_end + 1);
    }
}

http::Response notOffered(const tenancy::Visit& visit, const Look& look, std::string_view part) {
    auto entered = enter(visit, look);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const std::string what = visit.say("access.not_offered_" + std::string{part});
    views::Model model;
    model.set("TITLE", visit.say("access.not_offered_title", {{"PART", what}}));
    model.set("TEXT",
              visit.say("access.not_offered_text", {{"ORGANISATION", visit.settings().identity.name}}));
    return page(visit, std::get<Entered>(entered).viewer, "access/not_offered",
                {.title = visit.say("access.not_offered_title", {{"PART", what}}), .nav = ""}, model, 404);
}

}  // namespace inzage::access
