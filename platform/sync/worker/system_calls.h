#pragma once
#include "platform/base/failure.h"

namespace inzage::sync {

/// Takes from this process, for ever and for all its threads, what no adapter needs: starting programs or
/// processes, looking into or signalling others, mounts, namespaces, keys, kernel modules, clocks, sockets
/// that are not of the network. Such a call then fails with EPERM; an adapter may go on. A failure means that
/// the kernel offers no filter: the caller says so and goes on without.
[[nodiscard]] Outcome<void> forbidSystemCalls();

}  // namespace inzage::sync
