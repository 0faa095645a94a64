#include "plugins/fhir/fhir_adapter.h"
#include "plugins/sdk/adapter_entry.h"

INZAGE_ADAPTER(inzage::fhir::FhirAdapter, "fhir", INZAGE_VERSION)
