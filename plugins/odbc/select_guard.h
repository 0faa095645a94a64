#pragma once
#include <string>
#include <string_view>

namespace inzage::odbc {

inline constexpr std::size_t kQueryBytesMax = 20000;

/// Is this text one SELECT and nothing else? Empty when it is, else what is wrong, in words that follow "it".
/// The second of three walls: the account should have no right to write, and the transaction is read-only.
/// Refuses what it can't judge (backslashes in texts, dollar quotes) rather than guess how a database reads
/// it.
[[nodiscard]] std::string objectionTo(std::string_view sql);

}  // namespace inzage::odbc
