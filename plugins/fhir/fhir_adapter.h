#pragma once
#include <optional>

#include "plugins/fhir/capabilities.h"
#include "plugins/fhir/fhir_settings.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::fhir {

/// Reads and writes FHIR R4 over HTTPS (docs/fhir-adapter.md).
class FhirAdapter final : public sdk::RecordAdapter {
  public:
    [[nodiscard]] sdk::Description describe() const override;
    void configure(const sdk::AdapterSettings& settings) override;
    void check(const sdk::Call& call) override;
    void pull(std::span<const sdk::RecordKind> kinds, const std::optional<std::string>& cursor,
              sdk::RecordSink& sink, const sdk::Call& call) override;
    sdk::PushReceipt push(const sdk::OutboundChange& change, const std::string& idempotency_key,
                          const sdk::Call& call) override;

  private:
    [[nodiscard]] const FhirSettings& settings() const;

    std::optional<FhirSettings> settings_;
    std::optional<Capabilities> capabilities_;  ///< of the first push of this process
};

}  // namespace inzage::fhir
