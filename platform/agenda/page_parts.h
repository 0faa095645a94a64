#pragma once
#include <string>
#include <string_view>

#include "platform/access/entrance.h"
#include "platform/agenda/appointment.h"

/// What the pages of the agenda have in common.
namespace inzage::agenda {

void registerAppointmentPages(tenancy::Pages& pages);
void registerFormPages(tenancy::Pages& pages);
void registerLinkPages(tenancy::Pages& pages);

/// "15.40": the hour without its word, for the narrow column beside an appointment.
[[nodiscard]] std::string hourText(const tenancy::Visit& visit, UtcTime at);
/// "dinsdag 24 november 2026, van 14.00 tot 16.00 uur", "… de hele dag", "van … tot en met …".
[[nodiscard]] std::string whenText(const tenancy::Visit& visit, const Span& span);
/// The title, or "Bezet" for who may not read it.
[[nodiscard]] Private<std::string> titleOf(const tenancy::Visit& visit, const Appointment& appointment);
/// Sections IS_PRIVATE, IS_BUSY, IS_CARE, IS_THERAPY, IS_OWN, IS_CANCELLED: one mark for its kind.
void showKind(const Appointment& appointment, views::Model& line);
/// Sections SENT, ARRIVED, NOT_SENT: how far it is on its way to the care; none for what wasn't written here.
void showChange(const Appointment& appointment, views::Model& line);

/// Whether this viewer may put own appointments in; never while looking through somebody else's eyes.
[[nodiscard]] bool mayWrite(const tenancy::Visit& visit, const access::Viewer& viewer);
/// Whether this viewer may change or cancel it: who made it, and for a public one those who decide about the
/// portal.
[[nodiscard]] bool mayChange(const tenancy::Visit& visit, const access::Viewer& viewer, bool made_it,
                             bool is_private);
/// Why this viewer can't put appointments in, and what to do; "" when they can.
[[nodiscard]] std::string whyNot(const tenancy::Visit& visit, const access::Viewer& viewer);
/// 403 with that.
[[nodiscard]] http::Response mayNot(const tenancy::Visit& visit, const access::Viewer& viewer);

/// Tells the others who may see the agenda that an own appointment is new or has changed, never what. In the
/// caller's transaction; wake the delivery after its commit.
void tellFamily(const tenancy::Visit& visit, database::TenantTx& tx, const access::Viewer& viewer,
                const std::string& id);

/// A text of the catalogue by a word of an address or form: "te-laat" is agenda.<group>_te_laat.
[[nodiscard]] std::string sayWord(const tenancy::Visit& visit, std::string_view group, std::string_view word);

[[nodiscard]] std::string pageOf(const std::string& id, std::string_view rest = "");

}  // namespace inzage::agenda
