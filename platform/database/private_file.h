#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/failure.h"

namespace inzage::database {

/// Reads a small file that only its owner may read (mode 0600 or 0400, a regular file, at most 1 MiB).
/// Failure kind Config, with a sentence that says what is wrong and what to do.
[[nodiscard]] Outcome<std::string> readPrivateFile(const std::string& path);

/// Writes it with mode 0600 in one step: readers see the old text or the new one, also after a crash.
/// Makes the folder (0700) when it is absent.
[[nodiscard]] Outcome<void> writePrivateFile(const std::string& path, std::string_view text);

}  // namespace inzage::database
