#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace inzage {

/// One care organisation: 2-32 characters, a-z first, then a-z, 0-9 or '-'. It names the folder in tenants/,
/// appears in metrics and logs, and never says anything about a client.
class TenantId {
  public:
    [[nodiscard]] static std::optional<TenantId> parse(std::string_view text);
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    auto operator<=>(const TenantId&) const = default;

  private:
    explicit TenantId(std::string text) : text_{std::move(text)} {}
    std::string text_;
};

}  // namespace inzage
