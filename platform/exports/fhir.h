#pragma once
#include <memory>
#include <ostream>
#include <string>

#include "platform/exports/content_store.h"

namespace inzage::exports {

/// The machine-readable half of a download: one FHIR R4 (4.0.1) Bundle of type "collection", written resource
/// by resource, so that memory stays flat. Clients are Patients, reports DocumentReferences, measurements
/// Observations, questionnaires QuestionnaireResponses, plans CarePlans with their Goals inside, messages and
/// pinboard posts Communications, contacts RelatedPersons, the care team a CareTeam, the access log
/// AuditEvents. One thread.
class FhirBundle {
  public:
    /// Begins the bundle. `out` must outlive it.
    FhirBundle(std::ostream& out, std::string client_id, UtcTime at);
    ~FhirBundle();
    FhirBundle(const FhirBundle&) = delete;
    FhirBundle& operator=(const FhirBundle&) = delete;

    /// A row of contentAfter(). `path`: of Files, where the file is in the archive.
    void add(Part part, const database::Row& row, const std::string& path = {});
    /// Ends it; nothing may be added after this.
    void finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace inzage::exports
