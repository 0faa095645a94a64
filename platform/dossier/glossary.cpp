#include "platform/dossier/glossary.h"

#include <algorithm>

#include "platform/base/text.h"

namespace inzage::dossier {
namespace {

/// Letters and digits, and every byte of a letter beyond ASCII.
bool isOfAWord(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

/// "HA" and "SO", which in other letters may be ordinary words.
bool isShortInCapitals(std::string_view word) {
    return word.size() <= 2 && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool standsIn(std::string_view text, std::string_view word) {
    if (word.empty())
        return false;
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool begins = at == 0 || !isOfAWord(text[at - 1]) || !isOfAWord(word.front());
        const bool ends = end == text.size() || !isOfAWord(text[end]) || !isOfAWord(word.back());
        if (begins && ends)
            return true;
    }
    return false;
}

}  // namespace

std::vector<const config::GlossaryEntry*> explained(const std::vector<config::GlossaryEntry>& glossary,
                                                    const std::vector<std::string_view>& texts) {
    std::vector<std::string> lower;
    lower.reserve(texts.size());
    for (const auto text : texts)
        lower.push_back(lowered(text));
    std::vector<const config::GlossaryEntry*> found;
    for (const auto& entry : glossary) {
        if (found.size() == kExplainedMax)
            break;
        const bool exact = isShortInCapitals(entry.word);
        const std::string word = exact ? entry.word : lowered(entry.word);
        for (std::size_t i = 0; i < texts.size(); ++i)
            if (standsIn(exact ? texts[i] : std::string_view{lower[i]}, word)) {
                found.push_back(&entry);
                break;
            }
    }
    return found;
}

}  // namespace inzage::dossier
