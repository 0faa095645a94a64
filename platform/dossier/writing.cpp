#include "platform/dossier/writing.h"

#include <algorithm>

#include "platform/base/text.h"
#include "platform/views/dutch_time.h"

namespace inzage::dossier {
namespace {

std::size_t charsOf(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

std::vector<config::WritingKind> writingKinds(const config::WritingSettings& writing) {
    if (!writing.kinds.empty())
        return writing.kinds;
    return {{"family", "Van familie of cliënt"}};
}

DraftFaults faultsOf(const Draft& draft, const config::WritingSettings& writing, const std::string& today) {
    DraftFaults faults;
    const auto kinds = writingKinds(writing);
    if (std::ranges::find(kinds, draft.kind_code, &config::WritingKind::code) == kinds.end())
        faults.kind = DraftFault::NotOffered;
    // Days compare as text.
    const bool is_day = draft.day.size() == today.size();
    if (!is_day || draft.day > today || draft.day < views::addDays(today, -writing.days_back_max) ||
        !views::dateOf(draft.day.substr(0, 7), draft.day.substr(8)))
        faults.day = DraftFault::NotOffered;
    faults.chars = charsOf(draft.text.reveal());
    if (faults.chars == 0)
        faults.text = DraftFault::Missing;
    else if (faults.chars > static_cast<std::size_t>(writing.text_chars_max))
        faults.text = DraftFault::TooLong;
    return faults;
}

std::string cleanText(std::string_view typed) {
    std::string text;
    text.reserve(typed.size());
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const char c = typed[i];
        if (c == '\r') {
            if (i + 1 == typed.size() || typed[i + 1] != '\n')
                text += '\n';
        } else if (c == '\n' || c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) {
            text += c;
        }
    }
    return std::string{trimmed(text)};
}

UtcTime momentOf(const Draft& draft, const std::string& today, const std::string& zone, UtcTime now) {
    return draft.day == today ? now : views::dayStart(draft.day, zone) + std::chrono::hours{12};
}

}  // namespace inzage::dossier
