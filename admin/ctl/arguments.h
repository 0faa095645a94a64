#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/failure.h"

namespace inzage::ctl {

/// What stands behind a command on the command line.
class Arguments {
  public:
    /// Which options a command knows: with a value ("--seed 7" or "--seed=7") or as a switch ("--all").
    struct Known {
        std::vector<std::string_view> with_value;
        std::vector<std::string_view> switches;
    };
    /// Failure kind Refused for an unknown option or a missing value. "--" ends the options.
    [[nodiscard]] static Outcome<Arguments> parse(const std::vector<std::string>& words, const Known& known);

    [[nodiscard]] const std::vector<std::string>& words() const noexcept { return words_; }
    [[nodiscard]] bool has(std::string_view name) const { return options_.contains(name); }
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
    /// Every value of an option that may stand there more than once, in order.
    [[nodiscard]] std::vector<std::string> values(std::string_view name) const;
    /// A whole number from `from` to `to`; absent option gives `otherwise`.
    [[nodiscard]] Outcome<long long> number(std::string_view name, long long otherwise, long long from,
                                            long long to) const;

  private:
    std::vector<std::string> words_;
    std::map<std::string, std::string, std::less<>> options_;  ///< the last value counts
    std::vector<std::pair<std::string, std::string>> given_;
};

}  // namespace inzage::ctl
