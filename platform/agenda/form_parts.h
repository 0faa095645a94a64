#pragma once
#include <string>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/agenda/appointment.h"
#include "platform/agenda/typed_appointment.h"

/// The form for an own appointment as a page.
namespace inzage::agenda {

struct FormPage {
    TypedAppointment typed;
    std::string key{};    ///< of a new one: sent twice, the form makes one
    std::string edits{};  ///< the appointment that is changed; "" for a new one
    int series_coming = 0;
    bool whole_series = false;
    std::vector<Fault> faults{};
    bool full = false;                   ///< too many appointments to come
    std::vector<Appointment> clashes{};  ///< what stands there already
    std::string agreement{};             ///< what the button sends that keeps to it all the same
};

[[nodiscard]] http::Response formPage(const tenancy::Visit& visit, const access::Viewer& viewer,
                                      const FormPage& page, int status);

/// What the form sent. Public where the organisation offers no private ones.
[[nodiscard]] TypedAppointment typedOf(const tenancy::Visit& visit);
/// The form filled with what stands now.
[[nodiscard]] TypedAppointment typedOf(const tenancy::Visit& visit, const Private<std::string>& title,
                                       const Private<std::string>& note, const Span& span, bool is_private);
/// The form's key; a new one when it sent none.
[[nodiscard]] std::string keyOf(const tenancy::Visit& visit);
/// The day that a new appointment is for (?dag=), or "".
[[nodiscard]] std::string dayOfNew(const tenancy::Visit& visit);
/// Without line ends and the spaces around it.
[[nodiscard]] Private<std::string> oneLine(const Private<std::string>& typed);
/// What stands for having agreed to a clash at just these times.
[[nodiscard]] std::string agreementOf(const std::vector<Span>& spans);

}  // namespace inzage::agenda
