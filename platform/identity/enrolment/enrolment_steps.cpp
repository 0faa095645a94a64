#include "platform/base/token.h"
#include "platform/identity/enrolment/enrolment_inside.h"

/// The steps with the password and the mobile number.
namespace inzage::identity {
namespace {

using Kind = EnrolmentResult::Kind;

}  // namespace

EnrolmentResult Enrolment::password(const Occasion& occasion, const std::string& cookie,
                                    const Private<std::string>& password,
                                    const Private<std::string>& again) const {
    std::string email;
    {
        auto tx = occasion.pools.begin(occasion.tenant);
        const auto standing = stand(tx, occasion, cookie, false);
        if (!standing || standing->row.link != LinkState::Open)
            return {Kind::Over};
        if (standing->row.step != EnrolmentStep::Password)
            return {Kind::OutOfOrder};
        email = standing->row.email.reveal();
        touchEnrolment(tx, standing->row.id, occasion.at);
        tx.commit();
    }
    const auto refused = [](PasswordFault fault) {
        EnrolmentResult result{Kind::Refused};
        result.password = fault;
        return result;
    };
    const auto chosen = normalised(password.reveal());
    if (const auto fault = passwordFault(chosen, passwordRulesOf(occasion.settings, email, email)))
        return refused(*fault);
    if (chosen != normalised(again.reveal()))
        return refused(PasswordFault::NotTheSame);
    const auto hash = hasher_.hash(chosen);
    if (!hash)
        return {Kind::Busy};

    auto tx = occasion.pools.begin(occasion.tenant);
    const auto standing = stand(tx, occasion, cookie, true);
    if (!standing || standing->row.link != LinkState::Open)
        return {Kind::Over};
    if (standing->row.step != EnrolmentStep::Password)
        return {Kind::OutOfOrder};
    moveEnrolment(tx, standing->row.id, {EnrolmentStep::Phone, "", *hash}, occasion.at);
    tx.commit();
    return {Kind::Passed};
}

EnrolmentResult Enrolment::phone(const Occasion& occasion, const std::string& cookie,
                                 std::string_view typed) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    auto standing = stand(tx, occasion, cookie, true);
    if (!standing || standing->row.link != LinkState::Open)
        return {Kind::Over};
    if (standing->row.step != EnrolmentStep::Phone)
        return {Kind::OutOfOrder};
    const auto reading = delivery::readNumber(typed, occasion.settings.login.sms.countries);
    EnrolmentResult result{Kind::Passed};
    if (reading.fault) {
        result.kind = Kind::Refused;
        result.number = reading.fault;
        touchEnrolment(tx, standing->row.id, occasion.at);
    } else {
        moveEnrolment(tx, standing->row.id, {EnrolmentStep::SmsCode, "", "", reading.e164}, occasion.at);
        standing->row.phone = reading.e164;
        // Too often: the page of the code says from when there can be another.
        static_cast<void>(sendSmsCode(tx, occasion, *standing, cookie));
    }
    tx.commit();
    return result;
}

EnrolmentResult Enrolment::otherPhone(const Occasion& occasion, const std::string& cookie) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto standing = stand(tx, occasion, cookie, true);
    if (!standing || standing->row.link != LinkState::Open)
        return {Kind::Over};
    if (standing->row.step != EnrolmentStep::SmsCode)
        return {Kind::OutOfOrder};
    moveEnrolment(tx, standing->row.id, {EnrolmentStep::Phone}, occasion.at);
    tx.commit();
    return {Kind::Passed};
}

}  // namespace inzage::identity
