#pragma once
#include <optional>

#include "plugins/csv/csv_settings.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::csv {

/// For organisations whose care-record system puts exports in a folder. The format is documented in
/// docs/csv-format.md. What the portal's users write goes the other way as files in outgoing/.
class CsvAdapter final : public sdk::RecordAdapter {
  public:
    [[nodiscard]] sdk::Description describe() const override;
    void configure(const sdk::AdapterSettings& settings) override;
    void check(const sdk::Call& call) override;
    void pull(std::span<const sdk::RecordKind> kinds, const std::optional<std::string>& cursor,
              sdk::RecordSink& sink, const sdk::Call& call) override;
    sdk::PushReceipt push(const sdk::OutboundChange& change, const std::string& idempotency_key,
                          const sdk::Call& call) override;

  private:
    [[nodiscard]] const CsvSettings& settings() const;
    std::optional<CsvSettings> settings_;
};

}  // namespace inzage::csv
