#include "platform/agenda/outbound.h"

#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"

namespace inzage::agenda {

std::string payloadOf(const OwnAppointment& appointment) {
    nlohmann::json record{{"kind", "own"},
                          {"visibility", appointment.is_private ? "private" : "public"},
                          {"starts_at", isoUtc(appointment.span.starts_at)},
                          {"ends_at", isoUtc(appointment.span.ends_at)},
                          {"cancelled", appointment.cancelled}};
    if (!appointment.is_private) {
        record["title"] = appointment.title.reveal();
        record["note"] = appointment.note.reveal();
    }
    return jsonText(record);
}

}  // namespace inzage::agenda
