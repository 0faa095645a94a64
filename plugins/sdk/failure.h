#pragma once
#include <cstdint>
#include <exception>
#include <string>
#include <utility>

namespace inzage::sdk {

/// What the platform does about it; the kind decides, never the text.
enum class AdapterFailureKind : std::uint8_t {
    Config,     ///< the settings are wrong: runs stop until they change
    Transient,  ///< unreachable, busy, timed out: tried again with back-off
    Defect,  ///< what the source gave is wrong: nothing of this piece is taken, the run is reported as failed
};

/// The only exception an adapter should throw. `what()` is one English sentence for the platform admin: cause
/// and remedy, with file, line or setting where there is one, and never a name, a number, a text of care or a
/// secret. Any other exception that leaves an adapter is taken as a Defect of the adapter itself.
class __attribute__((visibility("default"))) AdapterFailure : public std::exception {
  public:
    AdapterFailure(AdapterFailureKind kind, std::string what) : kind_{kind}, what_{std::move(what)} {}
    [[nodiscard]] AdapterFailureKind kind() const noexcept { return kind_; }
    [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

  private:
    AdapterFailureKind kind_;
    std::string what_;
};

}  // namespace inzage::sdk
