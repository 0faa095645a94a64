#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/private.h"

namespace inzage::agenda {

enum class AppointmentKind { Care, Therapy, Own };

struct Appointment {
    AppointmentKind kind = AppointmentKind::Care;
    Private<std::string> title;
    Private<std::string> note;
    Private<std::string> place;
    Private<std::string> with_name;
    std::string with_role;
    UtcTime starts_at;
    UtcTime ends_at;          ///< never before starts_at
    bool is_private = false;  ///< the care sees only that the client is busy then
    bool cancelled = false;
    Private<std::string> made_by;  ///< of an appointment made in the portal by somebody else; may be empty
    bool made_by_viewer = false;
};

constexpr int kDaysPerPage = 60;
constexpr int kAppointmentsPerPage = 200;

struct Agenda {
    std::vector<Appointment> appointments;  ///< by time
    std::string until;                      ///< the first day that is not on this page, "2027-01-23"
    bool earlier = false;                   ///< there are appointments before this page
    bool later = false;                     ///< … and after it
    bool own_only = false;  ///< the organisation doesn't show care appointments to this client
    std::optional<UtcTime> synced_at;
};

struct AgendaAnswer {
    access::Viewer viewer;
    Agenda agenda;
};

/// The appointments that begin on `from` ("2026-11-24", in the tenant's zone) and the 59 days after it; fewer
/// days when they hold more than kAppointmentsPerPage. One round trip.
[[nodiscard]] std::variant<AgendaAnswer, http::Response> findAgenda(const tenancy::Visit& visit,
                                                                    const std::string& from);

}  // namespace inzage::agenda
