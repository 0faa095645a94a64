#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "admin/adapter_kit/plan.h"

namespace inzage::adapter_kit {

/// What a portal would hold after some pulls: made lasting at each cursor, and at the end of a pull that
/// ended well; full sets remove what they lack.
class Held {
  public:
    void apply(const std::vector<Event>& events, bool ended_well);
    /// "2 added, 1 removed (for instance report R7)", or empty when both are the same.
    [[nodiscard]] std::string changesTo(const Held& later) const;
    [[nodiscard]] std::size_t size() const noexcept { return records_.size(); }

  private:
    using Key = std::pair<sdk::RecordKind, std::string>;
    std::map<Key, std::string> records_;
};

/// An id that stood for two different records between two cursors or in one full set: "client C1", or empty.
[[nodiscard]] std::string repeatedId(const std::vector<Event>& events);
/// The last cursor, or none.
[[nodiscard]] std::optional<std::string> lastCursorOf(const std::vector<Event>& events);

}  // namespace inzage::adapter_kit
