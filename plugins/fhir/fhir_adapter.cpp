#include "plugins/fhir/fhir_adapter.h"

#include <array>

#include "plugins/fhir/pull.h"
#include "plugins/fhir/push.h"

namespace inzage::fhir {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::RecordKind;

sdk::Description FhirAdapter::describe() const {
    sdk::Description description;
    description.name = "fhir";
    description.version = INZAGE_VERSION;
    description.summary = "Reads and writes FHIR R4 over HTTPS (docs/fhir-adapter.md).";
    for (const sdk::Capability one : {sdk::Capability::Pull, sdk::Capability::Incremental,
                                      sdk::Capability::Removals, sdk::Capability::Push})
        description.capabilities |= static_cast<std::uint32_t>(one);
    description.pulls.assign(sdk::kRecordKinds.begin(), sdk::kRecordKinds.end());
    description.pushes = {RecordKind::Report, RecordKind::Appointment, RecordKind::Message,
                          RecordKind::PinboardPost};
    description.settings = settingSpecs();
    return description;
}

void FhirAdapter::configure(const sdk::AdapterSettings& settings) {
    settings_ = readSettings(settings);
}

const FhirSettings& FhirAdapter::settings() const {
    if (!settings_)
        throw AdapterFailure{AdapterFailureKind::Config, "the fhir adapter was not configured"};
    return *settings_;
}

void FhirAdapter::check(const sdk::Call& call) {
    call.proceedOrThrow();
    Connection connection{settings(), call};
    const Capabilities capabilities = readCapabilities(connection);
    requireOffered(capabilities, std::array{RecordKind::Client});
    // Statements are public: only a search shows that we may read.
    (void)connection.read(connection.urlOf("Patient?_count=1"));
}

void FhirAdapter::pull(std::span<const RecordKind> kinds, const std::optional<std::string>& cursor,
                       sdk::RecordSink& sink, const sdk::Call& call) {
    call.proceedOrThrow();
    Cursor from = cursor ? Cursor::parse(*cursor) : Cursor{};
    Connection connection{settings(), call};
    pullAll(connection, kinds, std::move(from), sink);
}

sdk::PushReceipt FhirAdapter::push(const sdk::OutboundChange& change, const std::string& idempotency_key,
                                   const sdk::Call& call) {
    call.proceedOrThrow();
    Connection connection{settings(), call};
    if (!capabilities_)
        capabilities_ = readCapabilities(connection);
    return pushChange(connection, *capabilities_, change, idempotency_key);
}

}  // namespace inzage::fhir
