#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the conformance kit promises about an adapter, by name.
namespace inzage::adapter_kit {

struct CheckInfo {
    std::string_view name;
    std::string_view promise;  ///< one sentence
};

/// In the order in which they are reported.
[[nodiscard]] std::span<const CheckInfo> allChecks() noexcept;
[[nodiscard]] bool isCheck(std::string_view name) noexcept;

enum class Verdict { Passed, Failed, Skipped };

struct Result {
    std::string check;
    Verdict verdict = Verdict::Passed;
    std::string seen;   ///< Failed: what happened
    std::string right;  ///< Failed: what would be right
    std::string why;    ///< Skipped: the reason
};

/// One line per check with two more for each that failed, and "N passed, N failed, N skipped".
[[nodiscard]] std::string textOf(std::span<const Result> results);
[[nodiscard]] std::string jsonOf(std::span<const Result> results);
/// The list of checks in Markdown, as docs/adapter-kit.md has it.
[[nodiscard]] std::string listOfChecks();
/// The same for programs.
[[nodiscard]] std::string listOfChecksJson();
[[nodiscard]] bool noneFailed(std::span<const Result> results) noexcept;

}  // namespace inzage::adapter_kit
