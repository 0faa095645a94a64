#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/base/ids.h"
#include "platform/base/record_kind.h"

namespace inzage::sync {

/// What a run did with the records of one kind.
struct KindCounts {
    std::int64_t fresh = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t removed = 0;
    std::int64_t set_aside = 0;
};
using RunCounts = std::array<KindCounts, kRecordKinds.size()>;
[[nodiscard]] KindCounts totalOf(const RunCounts& counts);

/// What a run did with the changes that waited to go out.
struct PushCounts {
    std::int64_t delivered = 0;
    std::int64_t later = 0;      ///< failed in a way that may pass
    std::int64_t set_aside = 0;  ///< won't be handed over
};

struct IngestOptions {
    RunId run = RunId::random();
    std::string cursor_name;        ///< the schedule's name
    std::string time_zone;          ///< for days that a source gives as moments
    std::vector<RecordKind> kinds;  ///< whose freshness a success renews
    bool tell_plans = false;        ///< a new version of a care plan is told in the portal
    bool tell_reports = false;      ///< so is a corrected report
    /// An operator asked for this: a full set may then remove most clients. Otherwise a set that would do
    /// that is taken for a broken export and refused.
    bool may_remove_most = false;
    std::size_t defects_max = 10000;  ///< more records that can't be read: the whole run is refused
};

/// What the source gave can't be right, or this run may not write any more: nothing was changed.
class RunRefused : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace inzage::sync
