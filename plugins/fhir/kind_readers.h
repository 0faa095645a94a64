#pragma once
#include "plugins/fhir/resource_records.h"

/// One reader per kind; resource_records calls them. All throw Unusable.
namespace inzage::fhir {

/// Who the resource is about: the id in this reference to a Patient. Throws Unusable naming `what`.
[[nodiscard]] std::string requireClient(const JsonValue* reference, std::string_view what);

Verdict readClient(const JsonValue& resource, const FhirSettings& settings, sdk::Client& into);
Verdict readContact(const JsonValue& resource, const FhirSettings& settings, sdk::Contact& into);
Verdict readEpisode(const JsonValue& resource, const FhirSettings& settings, sdk::CareEpisode& into);
/// One record per participant.
Verdict readTeam(const JsonValue& resource, const sdk::Origin& origin, std::vector<sdk::Record>& into);

Verdict readReport(const JsonValue& resource, const FhirSettings& settings, sdk::Report& into);
Verdict readMeasurement(const JsonValue& resource, const FhirSettings& settings, sdk::Measurement& into);
Verdict readQuestionnaire(const JsonValue& resource, const FhirSettings& settings, sdk::Questionnaire& into);
Verdict readPlan(const JsonValue& resource, const FhirSettings& settings, sdk::CarePlan& into);

Verdict readAppointment(const JsonValue& resource, const FhirSettings& settings, sdk::Appointment& into);
Verdict readMessage(const JsonValue& resource, const FhirSettings& settings, sdk::Message& into);
Verdict readPost(const JsonValue& resource, const FhirSettings& settings, sdk::PinboardPost& into);

}  // namespace inzage::fhir
