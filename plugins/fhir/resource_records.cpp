#include "plugins/fhir/resource_records.h"

#include "plugins/fhir/kind_readers.h"
#include "plugins/sdk/record_columns.h"

namespace inzage::fhir {

namespace {

using sdk::RecordKind;

sdk::Origin originIn(const JsonValue& resource, const FhirSettings& settings) {
    sdk::Origin origin;
    origin.source_id = resource.textOf("id");
    if (origin.source_id.empty())
        throw Unusable{"id is missing"};
    if (const JsonValue* meta = resource.find("meta")) {
        origin.source_version = versionOf(meta->textOf("versionId"), settings);
        if (const auto at = momentOf(*meta, "lastUpdated"))
            origin.changed_at = *at;
    }
    return origin;
}

template <class R>
Verdict readOne(Verdict (*read)(const JsonValue&, const FhirSettings&, R&), const JsonValue& resource,
                const FhirSettings& settings, std::vector<sdk::Record>& into) {
    R record;
    static_cast<sdk::Origin&>(record) = originIn(resource, settings);
    const Verdict verdict = read(resource, settings, record);
    if (verdict != Verdict::Taken)
        return verdict;
    into.emplace_back(std::move(record));
    if (const char* wrong = sdk::inconsistencyOf(into.back()))
        throw Unusable{wrong};
    return verdict;
}

}  // namespace

KindSource sourceOf(RecordKind kind) noexcept {
    switch (kind) {
        case RecordKind::Client:
            return {"Patient"};
        case RecordKind::CareEpisode:
            return {"EpisodeOfCare"};
        case RecordKind::Report:
            return {"DocumentReference"};
        case RecordKind::Measurement:
            return {"Observation"};
        case RecordKind::Questionnaire:
            return {"QuestionnaireResponse"};
        case RecordKind::CarePlan:
            return {"CarePlan"};
        case RecordKind::Appointment:
            return {"Appointment"};
        case RecordKind::Message:
        case RecordKind::PinboardPost:
            return {"Communication"};
        case RecordKind::Contact:
            return {"RelatedPerson"};
        case RecordKind::CareTeamMember:
            return {"CareTeam", true};
    }
    return {};
}

std::string versionOf(std::string_view version_id, const FhirSettings& settings) {
    return version_id.empty() ? std::string{} : std::string{version_id} + "." + settings.fingerprint;
}

Verdict readRecords(RecordKind kind, const JsonValue& resource, const FhirSettings& settings,
                    std::vector<sdk::Record>& into) {
    into.clear();
    const auto one = [&](auto read) { return readOne(read, resource, settings, into); };
    switch (kind) {
        case RecordKind::Client:
            return one(readClient);
        case RecordKind::CareEpisode:
            return one(readEpisode);
        case RecordKind::Report:
            return one(readReport);
        case RecordKind::Measurement:
            return one(readMeasurement);
        case RecordKind::Questionnaire:
            return one(readQuestionnaire);
        case RecordKind::CarePlan:
            return one(readPlan);
        case RecordKind::Appointment:
            return one(readAppointment);
        case RecordKind::Message:
            return one(readMessage);
        case RecordKind::PinboardPost:
            return one(readPost);
        case RecordKind::Contact:
            return one(readContact);
        case RecordKind::CareTeamMember:
            return readTeam(resource, originIn(resource, settings), into);
    }
    return Verdict::Another;
}

}  // namespace inzage::fhir
