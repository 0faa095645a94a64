#pragma once
#include "admin/adapter_kit/session.h"

/// The kit's checks, in the order in which they are made. Each part decides those it can.
namespace inzage::adapter_kit {

/// stamp, load, visibility, describe. False: there is no adapter to go on with.
[[nodiscard]] bool checkFile(Session& session);
/// configure, configure_touches, settings_*. False: the example's own settings are not taken.
[[nodiscard]] bool checkSettings(Session& session);
/// check, faults
void checkSource(Session& session);
/// pull, records, kinds, ids_*, pull_again, resume, cursor_*, times, deadline, memory
void checkPull(Session& session);
/// push, push_twice
void checkPush(Session& session);
/// end, and those that all probes have a part in: privacy, output, failures, deadline, memory
void checkEnd(Session& session);

}  // namespace inzage::adapter_kit
