#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace inzage {

/// What can be done about a failure; the kind decides, never the text.
enum class FailureKind {
    Config,     ///< wrong settings: stop until they change, tell the operator which
    Transient,  ///< try again later: network, busy, database away
    Defect,     ///< this input is wrong: set it aside, go on with the rest
    Refused,    ///< not allowed, or a limit was reached
    InDoubt,    ///< the outcome is unknown (a COMMIT without an answer): check before trying again
};

/// "config", "transient", "defect", "refused", "in_doubt": for logs, metrics and the run table.
[[nodiscard]] std::string_view nameOf(FailureKind kind) noexcept;

/// `what` is for operators: cause and remedy, in English, without personal data.
struct Failure {
    FailureKind kind;
    std::string what;
};

/// A value or the failure to get it.
template <class T>
class [[nodiscard]] Outcome {
  public:
    Outcome(T value) : state_{std::in_place_index<0>, std::move(value)} {}
    Outcome(Failure failure) : state_{std::in_place_index<1>, std::move(failure)} {}
    [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }
    /// Only when ok().
    [[nodiscard]] T& value() & { return std::get<0>(state_); }
    [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
    /// Only when not ok().
    [[nodiscard]] const Failure& failure() const { return std::get<1>(state_); }

  private:
    std::variant<T, Failure> state_;
};

/// Success without a value, or a failure.
template <>
class [[nodiscard]] Outcome<void> {
  public:
    Outcome() = default;
    Outcome(Failure failure) : failure_{std::move(failure)} {}
    [[nodiscard]] bool ok() const noexcept { return !failure_.has_value(); }
    explicit operator bool() const noexcept { return ok(); }
    [[nodiscard]] const Failure& failure() const { return *failure_; }

  private:
    std::optional<Failure> failure_;
};

}  // namespace inzage
