#pragma once
#include <string>

namespace inzage::ctl {

/// A random password that can be read aloud and typed: four groups of four from letters and digits that don't
/// look alike (79 bits).
[[nodiscard]] std::string readablePassword();

/// Its Argon2id hash. Throws std::runtime_error when memory is short.
[[nodiscard]] std::string hashed(const std::string& password);

}  // namespace inzage::ctl
