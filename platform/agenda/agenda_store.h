#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/agenda/appointment.h"

namespace inzage::agenda {

constexpr int kAppointmentsPerPage = 300;

/// Days, "2026-11-24": the first that is shown, and the first that isn't any more.
struct Period {
    std::string from;
    std::string until;
};

struct Agenda {
    std::vector<Appointment> appointments;  ///< that go on in the period, by time
    std::string until;                      ///< earlier than asked when the days hold too many
    bool earlier = false;                   ///< there are appointments before the period
    bool later = false;                     ///< … and after it
    bool own_only = false;  ///< the organisation doesn't show care appointments to this client
    std::optional<UtcTime> synced_at;
};

struct AgendaAnswer {
    access::Viewer viewer;
    Agenda agenda;
};

/// The appointments that go on in the period, in the tenant's zone; fewer days when they hold more than
/// kAppointmentsPerPage. One round trip.
[[nodiscard]] std::variant<AgendaAnswer, http::Response> findAgenda(const tenancy::Visit& visit,
                                                                    const Period& period);

struct AppointmentAnswer {
    access::Viewer viewer;
    std::optional<Appointment> appointment;  ///< absent: nobody's, another client's, or not shown here
    int series_coming = 0;                   ///< how many of its series are still to come, this one included
    std::optional<UtcTime> synced_at;
};
/// One appointment. One round trip.
[[nodiscard]] std::variant<AppointmentAnswer, http::Response> findAppointment(const tenancy::Visit& visit,
                                                                              std::string_view event,
                                                                              const std::string& id);

}  // namespace inzage::agenda
