#pragma once
#include <chrono>
#include <stdexcept>
#include <stop_token>

#include "admin/adapter_kit/plan.h"

namespace inzage::adapter_kit {

/// Thrown at the adapter when the platform stops a pull, as the plan says.
class BrokenOff : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// An example is small; the kit remembers each of its records.
inline constexpr std::size_t kEventsMax = 400000;

/// Notes what an adapter delivers.
class TellingSink final : public sdk::RecordSink {
  public:
    TellingSink(const Step& step, StepResult& into, std::stop_source stop)
        : step_{step}, into_{into}, stop_{std::move(stop)} {}

    void put(const sdk::Record& record) override;
    void remove(sdk::RecordKind kind, std::string_view source_id) override;
    void fullSetBegins(sdk::RecordKind kind) override;
    void fullSetEnds(sdk::RecordKind kind) override;
    void cursor(std::string_view text) override;
    void setAside(sdk::RecordKind kind, std::string_view source_id, std::string_view reason) override;

    [[nodiscard]] const std::optional<std::string>& lastCursor() const noexcept { return last_; }
    /// When the adapter was asked to stop.
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> askedAt() const noexcept {
        return asked_at_;
    }

  private:
    void note(Event event);

    const Step& step_;
    StepResult& into_;
    std::stop_source stop_;
    std::optional<std::string> last_;
    std::optional<std::chrono::steady_clock::time_point> asked_at_;
    int puts_ = 0;
    int cursors_ = 0;
};

}  // namespace inzage::adapter_kit
