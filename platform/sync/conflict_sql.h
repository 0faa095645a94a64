#pragma once
#include <string>

/// What happens when the care-record system changed or removed a thing while somebody's change of it waited
/// here: the care-record system wins, and who wrote the change is told.
///
/// Only changes that did not leave yet: what is on its way is for the source to take or refuse. A version
/// that merely is the source's own echo of a change of ours is no conflict: changes keep the version that
/// their receipt gave.
namespace inzage::sync {

/// Before the merge of `kind` from `staging`. $1 now.
[[nodiscard]] std::string changedThereText(const std::string& kind, const std::string& staging);

/// Before a DELETE of what staging_removed names: common table expressions to go with it. $1 now.
[[nodiscard]] std::string removedThereText(const std::string& kind);

}  // namespace inzage::sync
