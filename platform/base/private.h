#pragma once
#include <compare>
#include <ostream>
#include <utility>

namespace inzage {

/// Personal data: a name, a number, an address, a text of care. It can't be printed, logged or compared with
/// a plain value by accident; only the places that must show or send it call reveal(), and tests/tidy lists
/// those places.
template <class T>
class Private {
  public:
    Private() = default;
    explicit Private(T value) : value_{std::move(value)} {}
    [[nodiscard]] const T& reveal() const noexcept { return value_; }
    auto operator<=>(const Private&) const = default;

  private:
    T value_{};
};

template <class T>
std::ostream& operator<<(std::ostream&, const Private<T>&) = delete;

}  // namespace inzage
