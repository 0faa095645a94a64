#include "platform/dossier/timeline.h"

#include <array>
#include <charconv>

#include "platform/base/ids.h"

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

std::optional<TimelineCursor> TimelineCursor::parse(std::string_view text) {
    const auto wave = text.find('~');
    if (wave == std::string_view::npos || !isUuid(text.substr(wave + 1)))
        return std::nullopt;
    long long micros = 0;
    const char* end = text.data() + wave;
    const auto [stop, error] = std::from_chars(text.data(), end, micros);
    // Between the years 1970 and 2200: anything else was not made by us.
    if (error != std::errc{} || stop != end || micros < 0 || micros > 7'258'118'400'000'000)
        return std::nullopt;
    return TimelineCursor{UtcTime{std::chrono::microseconds{micros}}, std::string{text.substr(wave + 1)}};
}

std::string TimelineCursor::text() const {
    return std::to_string(before.time_since_epoch().count()) + "~" + id;
}

}  // namespace inzage::dossier
