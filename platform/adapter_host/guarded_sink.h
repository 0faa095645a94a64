#pragma once
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "plugins/sdk/record_adapter.h"

namespace inzage::adapter_host {

/// Why this record can't be taken, or null. Never contains anything of the record's contents.
[[nodiscard]] const char* defectOf(const sdk::Record& record);

/// What an adapter sees of the platform's sink; see LoadedAdapter::pull.
class GuardedSink final : public sdk::RecordSink {
  public:
    GuardedSink(std::span<const sdk::RecordKind> kinds, sdk::RecordSink& inner);

    void put(const sdk::Record& record) override;
    void remove(sdk::RecordKind kind, std::string_view source_id) override;
    void fullSetBegins(sdk::RecordKind kind) override;
    void fullSetEnds(sdk::RecordKind kind) override;
    void cursor(std::string_view text) override;
    void setAside(sdk::RecordKind kind, std::string_view source_id, std::string_view reason) override;

    /// After the adapter is done, whatever way: throws the inner sink's exception if there was one.
    void rethrowInner() const;
    /// What the adapter did against the contract, also when it swallowed the exception; empty when nothing.
    [[nodiscard]] const std::string& violation() const noexcept { return violation_; }
    [[nodiscard]] bool setIsOpen() const noexcept { return open_set_.has_value(); }

  private:
    template <class Step>
    void inside(Step&& step);
    [[noreturn]] void violate(std::string what);
    [[nodiscard]] bool wanted(sdk::RecordKind kind) const noexcept;

    std::uint32_t wanted_ = 0;
    sdk::RecordSink& inner_;
    std::exception_ptr inner_failure_;
    std::string violation_;
    std::optional<sdk::RecordKind> open_set_;
};

}  // namespace inzage::adapter_host
