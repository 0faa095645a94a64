#pragma once
#include <string>

#include "platform/agenda/appointment_store.h"

namespace inzage::agenda {

/// What the care-record system receives of an own appointment, as JSON (see changes::NewChange). Of a private
/// one it is when the client is busy, and nothing else (requirement 10).
[[nodiscard]] std::string payloadOf(const OwnAppointment& appointment);

}  // namespace inzage::agenda
