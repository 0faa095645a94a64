#pragma once
#include <exception>
#include <string_view>

#include "platform/base/failure.h"

namespace inzage::database {

/// An exception of this room as a value: Unavailable and Busy are Transient, InDoubt and Refused keep their
/// name, the rest is a Defect.
[[nodiscard]] Failure failureFrom(const std::exception& thrown, std::string_view doing);

}  // namespace inzage::database
