#include "platform/views/own_texts.h"

#include <stdexcept>
#include <vector>

#include "platform/views/texts.h"

namespace inzage::views {
namespace {

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names)
        text += (text.empty() ? "{{" : ", {{") + name + "}}";
    return text.empty() ? "no {{NAME}}" : text;
}

}  // namespace

const std::string* findOwn(const OwnTexts& own, std::string_view language_code, std::string_view key) {
    if (own.empty())
        return nullptr;
    const auto language = own.find(std::string{language_code});
    if (language == own.end())
        return nullptr;
    const auto text = language->second.find(std::string{key});
    return text == language->second.end() ? nullptr : &text->second;
}

std::string objectionTo(std::string_view text, const std::string* platform) {
    if (platform == nullptr)
        return "is no text of the portal (the keys stand in platform/*/texts/nl.yaml)";
    if (text.empty())
        return "is empty";
    if (text.find("[[") != std::string_view::npos)
        return "has [[, which stands for a part of a page";
    try {
        const auto wanted = placeholdersOf(*platform);
        if (placeholdersOf(text) != wanted)
            return "must have " + listed(wanted) + ", as the text that it replaces";
        (void)asTemplate(text);
    } catch (const std::runtime_error& wrong) {
        return wrong.what();
    }
    return {};
}

}  // namespace inzage::views
