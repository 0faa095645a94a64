#pragma once
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/delivery/gateways.h"

namespace inzage::delivery {

/// Which of a tenant's gateways a try goes by: the first, after a try that did not go the second, and so on
/// in turn. A gateway that can't be reached or lets nobody in rests for half a minute when there is another,
/// so that not every message waits for it. Thread-safe.
class RouteChoice {
  public:
    /// `tries` with this one, 1 or more; `routes` has one or two.
    [[nodiscard]] const Route& choose(const std::vector<Route>& routes, int tries, UtcTime at);
    /// How a try by this route ended. Gives true when its trouble is new, to be told to the operator.
    bool note(const Route& route, Trouble trouble, UtcTime at);

  private:
    std::mutex mutex_;
    std::map<std::string, UtcTime> resting_;  ///< by account, until when
};

}  // namespace inzage::delivery
