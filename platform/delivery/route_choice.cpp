#include "platform/delivery/route_choice.h"

namespace inzage::delivery {
namespace {

constexpr std::chrono::seconds kRest{30};

std::string keyOf(const Route& route) {
    const auto& settings = route.account.settings;
    return settings.gateway + " " + settings.endpoint + " " + settings.user + " " + settings.secret_file;
}

}  // namespace

const Route& RouteChoice::choose(const std::vector<Route>& routes, int tries, UtcTime at) {
    const std::size_t turn = static_cast<std::size_t>(tries > 0 ? tries - 1 : 0) % routes.size();
    if (routes.size() == 1)
        return routes.front();
    const std::lock_guard lock{mutex_};
    const auto rests = [&](const Route& route) {
        const auto found = resting_.find(keyOf(route));
        return found != resting_.end() && at < found->second;
    };
    const std::size_t other = (turn + 1) % routes.size();
    return rests(routes[turn]) && !rests(routes[other]) ? routes[other] : routes[turn];
}

bool RouteChoice::note(const Route& route, Trouble trouble, UtcTime at) {
    const std::lock_guard lock{mutex_};
    if (trouble == Trouble::None) {
        resting_.erase(keyOf(route));
        return false;
    }
    return resting_.insert_or_assign(keyOf(route), at + kRest).second;
}

}  // namespace inzage::delivery
