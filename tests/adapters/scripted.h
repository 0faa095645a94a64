#pragma once
#include "plugins/sdk/record_adapter.h"

namespace inzage::broken {

/// An adapter that delivers one client, or misbehaves as its setting `mode` says. Base of the broken ones.
class Scripted : public sdk::RecordAdapter {
  public:
    [[nodiscard]] sdk::Description describe() const override;
    void configure(const sdk::AdapterSettings& settings) override;
    void check(const sdk::Call& call) override;
    void pull(std::span<const sdk::RecordKind> kinds, const std::optional<std::string>& cursor,
              sdk::RecordSink& sink, const sdk::Call& call) override;
    sdk::PushReceipt push(const sdk::OutboundChange& change, const std::string& idempotency_key,
                          const sdk::Call& call) override;

  private:
    std::string mode_;
};

}  // namespace inzage::broken

#ifndef ADAPTER_NAME
#error "the build names each broken adapter: ADAPTER_NAME"
#endif
