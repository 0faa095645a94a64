#include "platform/base/record_kind.h"

namespace inzage {

std::string_view nameOf(RecordKind kind) noexcept {
    switch (kind) {
        case RecordKind::Client:
            return "client";
        case RecordKind::CareEpisode:
            return "care_episode";
        case RecordKind::Report:
            return "report";
        case RecordKind::Measurement:
            return "measurement";
        case RecordKind::Questionnaire:
            return "questionnaire";
        case RecordKind::CarePlan:
            return "care_plan";
        case RecordKind::Appointment:
            return "appointment";
        case RecordKind::Message:
            return "message";
        case RecordKind::PinboardPost:
            return "pinboard_post";
        case RecordKind::Contact:
            return "contact";
        case RecordKind::CareTeamMember:
            return "care_team_member";
    }
    return "client";
}

std::optional<RecordKind> recordKindFromName(std::string_view name) noexcept {
    for (const RecordKind kind : kRecordKinds)
        if (nameOf(kind) == name)
            return kind;
    return std::nullopt;
}

}  // namespace inzage
