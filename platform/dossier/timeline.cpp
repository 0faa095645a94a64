#include "platform/dossier/timeline.h"

#include <array>

namespace inzage::dossier {
namespace {

struct KindWords {
    EntryKind kind;
    std::string_view name;
    std::string_view address;
};

constexpr std::array kWords{
    KindWords{EntryKind::Report, "report", "rapportage"},
    KindWords{EntryKind::Measurement, "measurement", "meting"},
    KindWords{EntryKind::Questionnaire, "questionnaire", "vragenlijst"},
    KindWords{EntryKind::CarePlan, "care_plan", "zorgplan"},
    KindWords{EntryKind::Visit, "visit", "bezoek"},
};

const KindWords& wordsOf(EntryKind kind) noexcept {
    for (const auto& words : kWords)
        if (words.kind == kind)
            return words;
    return kWords.front();
}

}  // namespace

std::string_view nameOf(EntryKind kind) noexcept {
    return wordsOf(kind).name;
}

std::string_view addressWord(EntryKind kind) noexcept {
    return wordsOf(kind).address;
}

std::optional<EntryKind> entryKindFromName(std::string_view name) noexcept {
    for (const auto& words : kWords)
        if (words.name == name)
            return words.kind;
    return std::nullopt;
}

std::optional<EntryKind> entryKindFromAddress(std::string_view word) noexcept {
    for (const auto& words : kWords)
        if (words.address == word)
            return words.kind;
    return std::nullopt;
}

}  // namespace inzage::dossier
