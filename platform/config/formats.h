#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/config/definition.h"

namespace inzage::config {

/// Why `text` is not of this format ("is not a host name: lower case, no port, no http://"), or absent when
/// it is.
[[nodiscard]] std::optional<std::string> formatFault(TextFormat format, std::string_view text);

/// Whether people may give this as their address: an e-mail address in lower case and plain letters. Others
/// have twins that look alike, and a case that no two programs agree on.
[[nodiscard]] bool isPlainEmail(std::string_view text);

/// What the format asks, for the reference: "host name". Empty for Words.
[[nodiscard]] std::string_view formatName(TextFormat format) noexcept;

/// The regular expression of the format in the JSON Schema; empty when none expresses it.
[[nodiscard]] std::string_view formatPattern(TextFormat format) noexcept;

/// True when this machine's zone database knows the IANA name.
[[nodiscard]] bool isKnownZone(const std::string& name);

/// A wall-clock moment (seconds since 1970 were it UTC) in a zone, as seconds since 1970 in UTC. In the hour
/// that comes twice the first one counts; in the hour that is left out the moment right after it.
[[nodiscard]] long utcSecondsOf(long wall_clock_s, const std::string& zone);

/// The name among `known` that `name` was probably meant to be.
[[nodiscard]] std::optional<std::string> didYouMean(std::string_view name,
                                                    const std::vector<std::string>& known);

}  // namespace inzage::config
