#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/process/launch.h"

/// The end of a run's worker in words.
namespace inzage::sync {

using process::Ending;
using process::launch;
using process::LaunchLimits;

/// One sentence for the run table; empty when it exited by itself.
[[nodiscard]] std::string describe(const Ending& ending);

/// What may be kept of an adapter's words: known secrets, e-mail addresses and numbers of five digits and
/// more are blanked, control characters and broken UTF-8 replaced; at most `bytes_max` bytes, the last ones.
[[nodiscard]] std::string scrubbed(std::string_view words, const std::vector<std::string>& secrets,
                                   std::size_t bytes_max);

}  // namespace inzage::sync
