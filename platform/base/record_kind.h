#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace inzage {

/// What a care-record system and the portal exchange.
enum class RecordKind {
    Client,
    CareEpisode,
    Report,
    Measurement,
    Questionnaire,
    CarePlan,
    Appointment,
    Message,
    PinboardPost,
    Contact,
    CareTeamMember,
};

/// In the order in which they must be taken in: clients first, because everything else points at them.
inline constexpr std::array kRecordKinds{
    RecordKind::Client,        RecordKind::CareEpisode, RecordKind::Report,        RecordKind::Measurement,
    RecordKind::Questionnaire, RecordKind::CarePlan,    RecordKind::Appointment,   RecordKind::Message,
    RecordKind::PinboardPost,  RecordKind::Contact,     RecordKind::CareTeamMember};

/// "client", "care_episode", …: the same word in SQL tables, YAML, CSV file names and metrics.
[[nodiscard]] std::string_view nameOf(RecordKind kind) noexcept;
[[nodiscard]] std::optional<RecordKind> recordKindFromName(std::string_view name) noexcept;

}  // namespace inzage
