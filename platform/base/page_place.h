#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"

namespace inzage {

/// Where the next page of a list that is newest first begins: strictly before this moment and id. It travels
/// in an address, so what comes back may be anything.
struct PagePlace {
    UtcTime before;
    std::string id;

    /// "1763800000000000~<uuid>" (microseconds since 1970); absent for anything that text() would not write.
    [[nodiscard]] static std::optional<PagePlace> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    /// Before everything: a list from its newest on.
    [[nodiscard]] static PagePlace newest();
};

}  // namespace inzage
