#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace inzage {

/// What one account may do at one client; the ticks "Berichten, Afspraken, Dossier, Gegevens, Instellingen".
enum class Right { Messages, Appointments, Dossier, Details, Settings };

inline constexpr std::array kRights{Right::Messages, Right::Appointments, Right::Dossier, Right::Details,
                                    Right::Settings};

/// "messages", "appointments", "dossier", "details", "settings": the same word in SQL, YAML and metrics.
[[nodiscard]] std::string_view nameOf(Right right) noexcept;
[[nodiscard]] std::optional<Right> rightFromName(std::string_view name) noexcept;

}  // namespace inzage
