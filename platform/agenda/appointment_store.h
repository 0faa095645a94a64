#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/agenda/appointment.h"

/// Own appointments: writing them, with the change that tells the care. Each function in the caller's
/// transaction; all throw DatabaseError.
namespace inzage::agenda {

/// One own appointment as it stands, whoever looks. `series` is "" for one that doesn't come back.
struct OwnAppointment {
    AppointmentId id = AppointmentId::random();
    AccountId made_by = AccountId::random();
    Private<std::string> title;
    Private<std::string> note;
    Span span;
    bool is_private = false;
    bool cancelled = false;
    std::optional<UtcTime> cancelled_at{};
    std::string series{};
};

/// Made in the portal at this client, locked until the transaction ends; absent for any other.
[[nodiscard]] std::optional<OwnAppointment> lockOwn(database::TenantTx& tx, const ClientId& client,
                                                    const std::string& id);
/// Those of the series that begin at `from` or later and aren't cancelled, locked, by time.
[[nodiscard]] std::vector<OwnAppointment> lockSeries(database::TenantTx& tx, const ClientId& client,
                                                     const std::string& series, UtcTime from);
/// Those that were cancelled at that very moment, locked.
[[nodiscard]] std::vector<OwnAppointment> lockCancelled(database::TenantTx& tx, const ClientId& client,
                                                        const std::string& series, UtcTime cancelled_at);

/// What the viewer sees at these times already, the earliest first, at most five; not what is in `except`.
[[nodiscard]] std::vector<Appointment> findClashes(database::TenantTx& tx, const tenancy::Visit& visit,
                                                   const access::Viewer& viewer,
                                                   const std::vector<Span>& spans,
                                                   const std::vector<OwnAppointment>& except);

/// How many appointments this person has to come at this client.
[[nodiscard]] int countComing(database::TenantTx& tx, const access::Viewer& viewer, UtcTime at);

struct NewAppointments {
    Private<std::string> title;
    Private<std::string> note;
    bool is_private = false;
    Repeat repeat = Repeat::Never;
    std::vector<Span> spans;
    std::string form_key;  ///< a UUID; the same form makes no second appointment
};
/// What this form made before, the first of a series.
[[nodiscard]] std::optional<std::string> madeBefore(database::TenantTx& tx, const access::Viewer& viewer,
                                                    const std::string& form_key);
/// The id of the first one: made now, or by the same form before.
std::string makeAppointments(database::TenantTx& tx, const access::Viewer& viewer,
                             const NewAppointments& made, UtcTime at);

/// Stores each as it is given (texts, times, visibility, cancelled) and tells the care.
void storeAppointments(database::TenantTx& tx, const access::Viewer& viewer,
                       const std::vector<OwnAppointment>& changed, UtcTime at);

}  // namespace inzage::agenda
