#pragma once

namespace inzage::files {

/// Before anything was read: memory, CPU time, no core, no bytes into files, no privileges, and the end of
/// the program that started it is its own. False when one of them is refused.
[[nodiscard]] bool limitBeforeReading();

/// When all libraries are loaded: nothing can be opened any more, no program started, nobody called.
[[nodiscard]] bool closeTheDoor();

}  // namespace inzage::files
