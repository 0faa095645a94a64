#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/identity/enrolment/enrolment_store.h"

/// Inside the enrolment: what its steps share.
namespace inzage::identity {

/// A browser at a step, within the transaction of that step.
struct Enrolment::Standing {
    EnrolmentRow row;
};

/// Whom an account for this address would be for; empty when nobody may have one (any more).
struct Registering {
    std::vector<Registrant> registrants;
    bool account_exists = false;  ///< nobody, because they have one
};
[[nodiscard]] Registering whoRegisters(database::TenantTx& tx, const config::LoginSettings& login,
                                       const std::string& email);

/// The first moment at which another code may go out.
[[nodiscard]] UtcTime nextEnrolmentCode(database::TenantTx& tx, const config::SmsSettings& rules,
                                        const EnrolmentRow& row, CodeWay way, UtcTime at);
/// Twenty wrong codes in a day about the same: no more are sent or looked at.
[[nodiscard]] bool enrolmentBlocked(database::TenantTx& tx, const EnrolmentRow& row, CodeWay way, UtcTime at);

/// "anna.jansen": a user name made of a name, ASCII letters, digits and dots; from the address when nothing
/// of the name is left.
[[nodiscard]] std::string loginNameFrom(std::string_view given, std::string_view prefix,
                                        std::string_view family, std::string_view email);

}  // namespace inzage::identity
