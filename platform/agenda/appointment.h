#pragma once
#include <optional>
#include <string>

#include "platform/agenda/rules.h"
#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/database/tenant_tx.h"

namespace inzage::agenda {

enum class AppointmentKind { Care, Therapy, Own };

/// An appointment as one viewer sees it.
struct Appointment {
    AppointmentId id = AppointmentId::random();
    AppointmentKind kind = AppointmentKind::Care;
    Private<std::string> title;
    Private<std::string> note;
    Private<std::string> place;
    Private<std::string> with_name;
    std::string with_role;
    UtcTime starts_at;
    UtcTime ends_at;          ///< never before starts_at
    bool is_private = false;  ///< the care sees only that the client is busy then
    bool busy = false;        ///< and so does this viewer: the texts are empty
    bool cancelled = false;
    Private<std::string> made_by{};  ///< of an appointment made in the portal; may be empty
    bool made_here = false;
    bool made_by_viewer = false;
    std::string series{};                   ///< "" when it doesn't come back
    std::optional<UtcTime> cancelled_at{};  ///< in the portal
    UtcTime changed_at{};
    std::string
        change{};  ///< how far the newest change is on its way to the care: changes' words, "" for none

    [[nodiscard]] Span span() const noexcept { return {starts_at, ends_at}; }
};

/// The columns of appointments_of() under the name b, the maker m and the viewer; absent where the row has
/// none.
#define INZAGE_APPOINTMENT                                                                       \
    "b.id, b.kind, b.title, b.note, b.place, b.with_name, b.with_role, b.starts_at, b.ends_at, " \
    "b.visibility, "                                                                             \
    "b.busy, b.cancelled, b.cancelled_at, b.series_id, b.created_by, b.updated_at"
[[nodiscard]] std::optional<Appointment> appointmentOf(const database::Row& row);

}  // namespace inzage::agenda
