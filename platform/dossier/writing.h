#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/private.h"
#include "platform/config/tenant_settings.h"

/// Schrijven: a report by the client or the family.
namespace inzage::dossier {

/// A person who sends more in a day is asked to wait: it is read by people.
constexpr int kReportsPerDayMax = 30;

/// The kinds to choose from: the organisation's, or the one that everybody has.
[[nodiscard]] std::vector<config::WritingKind> writingKinds(const config::WritingSettings& writing);

/// What somebody typed. `key` is the report's id from the moment that the form was shown: sent twice it is
/// one report.
struct Draft {
    std::string key;
    std::string kind_code;
    std::string day;  ///< "2026-11-24", when it happened
    Private<std::string> text;
};

enum class DraftFault { None, Missing, TooLong, NotOffered };
struct DraftFaults {
    DraftFault kind = DraftFault::None;  ///< NotOffered
    DraftFault day = DraftFault::None;   ///< NotOffered: too long ago, in the future, no day
    DraftFault text = DraftFault::None;  ///< Missing, TooLong
    std::size_t chars = 0;               ///< of the text
    [[nodiscard]] bool any() const noexcept {
        return kind != DraftFault::None || day != DraftFault::None || text != DraftFault::None;
    }
};
[[nodiscard]] DraftFaults faultsOf(const Draft& draft, const config::WritingSettings& writing,
                                   const std::string& today);

/// As people type it: line ends as '\n', no other control characters, nothing around it.
[[nodiscard]] std::string cleanText(std::string_view typed);

/// When it happened, as the dossier keeps it: now for today, the middle of another day.
[[nodiscard]] UtcTime momentOf(const Draft& draft, const std::string& today, const std::string& zone,
                               UtcTime now);

}  // namespace inzage::dossier
