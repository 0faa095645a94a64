#pragma once
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace inzage {

/// A moment in UTC with microseconds, as PostgreSQL's timestamptz keeps it.
using UtcTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

/// Where the time comes from. Rules and SQL get the time passed in, so that tests can stand at the edge of a
/// 5-minute or 90-day rule. Implementations are thread-safe.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual UtcTime now() const = 0;
};

/// The machine's time.
class SystemClock final : public Clock {
  public:
    [[nodiscard]] UtcTime now() const override;
};

/// A time that a test sets. Starts at the given moment and stands still.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(UtcTime start) : at_{start} {}
    [[nodiscard]] UtcTime now() const override { return at_.load(); }
    void set(UtcTime at) { at_.store(at); }
    void advance(std::chrono::microseconds by) { at_.store(at_.load() + by); }

  private:
    std::atomic<UtcTime> at_;
};

/// The machine's time plus an offset in seconds that is read from a file at each call (0 when the file is
/// absent or holds no whole number). Only for test deployments: platform.yaml refuses it unless environment
/// is test.
class OffsetFileClock final : public Clock {
  public:
    explicit OffsetFileClock(std::string path) : path_{std::move(path)} {}
    [[nodiscard]] UtcTime now() const override;

  private:
    std::string path_;
};

/// "2026-11-22T06:45:19.123456Z": what SQL parameters, logs and JSON carry. Years 0 to 9999.
[[nodiscard]] std::string isoUtc(UtcTime at);

/// Reads isoUtc's form; also "…+00", a space for the T and 0 to 6 decimals, as PostgreSQL prints with
/// TimeZone=UTC. Absent for anything else.
[[nodiscard]] std::optional<UtcTime> parseIsoUtc(std::string_view text);

}  // namespace inzage
