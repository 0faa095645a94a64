#pragma once
#include <optional>

#include "plugins/odbc/odbc_settings.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::odbc {

/// For organisations that offer views in a reporting database. Reads only: what the portal's users write
/// can't go back this way. For operators: docs/odbc-adapter.md.
class OdbcAdapter final : public sdk::RecordAdapter {
  public:
    [[nodiscard]] sdk::Description describe() const override;
    void configure(const sdk::AdapterSettings& settings) override;
    void check(const sdk::Call& call) override;
    void pull(std::span<const sdk::RecordKind> kinds, const std::optional<std::string>& cursor,
              sdk::RecordSink& sink, const sdk::Call& call) override;
    sdk::PushReceipt push(const sdk::OutboundChange& change, const std::string& idempotency_key,
                          const sdk::Call& call) override;

  private:
    [[nodiscard]] const OdbcSettings& settings() const;
    std::optional<OdbcSettings> settings_;
};

}  // namespace inzage::odbc
