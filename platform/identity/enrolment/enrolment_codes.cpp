#include <algorithm>
#include <cctype>

#include "platform/base/token.h"
#include "platform/identity/account_store.h"
#include "platform/identity/enrolment/enrolment_inside.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

/// The codes by mail and SMS on the way to an account.
namespace inzage::identity {
namespace {

using Kind = EnrolmentResult::Kind;
using observe::Metric;

constexpr std::size_t kDigits = 6;

std::string digitsOf(std::string_view typed) {
    std::string digits;
    std::copy_if(typed.begin(), typed.end(), std::back_inserter(digits),
                 [](unsigned char c) { return std::isdigit(c) != 0; });
    return digits;
}

/// Bound to the number too: a code that went to another one proves nothing about this.
std::string hashOf(const EnrolmentRow& row, const std::string& cookie, CodeWay way, std::string_view code) {
    if (way == CodeWay::Mail)
        return codeHash(cookie, CodePurpose::Registration, code);
    return codeHash(cookie, CodePurpose::NewPhone, std::string{code} + " to " + row.phone);
}

void logCode(database::TenantTx& tx, const Occasion& occasion, std::string_view event, bool granted,
             std::string_view reason, CodeWay way) {
    SignInRow row{event, 'E', granted, std::string{reason}};
    row.ip = occasion.ip;
    row.rule = way == CodeWay::Sms ? "enrolment:sms" : "enrolment:mail";
    logSignIn(tx, row, occasion.at);
}

/// What typing a code at a step comes to. The right one is used up.
CodeResult::Kind tryAt(database::TenantTx& tx, const Occasion& occasion, const EnrolmentRow& row, CodeWay way,
                       const std::string& cookie, std::string_view typed) {
    if (enrolmentBlocked(tx, row, way, occasion.at))
        return CodeResult::Kind::Blocked;
    const auto latest = latestEnrolmentCode(tx, row.id, way, occasion.at);
    const auto tried = tryEnrolmentCode(tx, row.id, way, hashOf(row, cookie, way, digitsOf(typed)),
                                        occasion.settings.login.sms.code_tries, occasion.at);
    switch (tried) {
        case CodeTry::Right:
            return CodeResult::Kind::Passed;
        case CodeTry::Wrong:
            return CodeResult::Kind::Wrong;
        case CodeTry::Dead:
            return CodeResult::Kind::Dead;
        case CodeTry::None:
            break;
    }
    return latest && latest->state == "dead" ? CodeResult::Kind::Dead : CodeResult::Kind::Expired;
}

/// Twenty wrong codes: the organisation hears of it. Nothing is mailed about an address that it doesn't know,
/// which anybody can type.
void tellBlocked(database::TenantTx& tx, const Occasion& occasion, const EnrolmentRow& row,
                 const delivery::Outbox& outbox, const EnrolmentWords& words) {
    observe::logEvent(observe::Event::IDENTITY_ENROLMENT_BLOCKED, {{"enrolment", row.id}});
    const auto& helpdesk = occasion.settings.helpdesk.email;
    if (helpdesk.empty() || !(row.known || row.invited))
        return;
    auto mail = words.blocked_helpdesk(occasion, row.email.reveal());
    outbox.mail(tx,
                {"enrolment_blocked", std::nullopt, Private<std::string>{helpdesk}, std::move(mail.subject),
                 Private<std::string>{std::move(mail.text)}, Private<std::string>{std::move(mail.html)}},
                occasion.at);
}

}  // namespace

EnrolmentResult Enrolment::refusedCode(database::TenantTx& tx, const Occasion& occasion,
                                       const Standing& standing, bool by_sms, CodeResult::Kind tried) const {
    const auto way = by_sms ? CodeWay::Sms : CodeWay::Mail;
    touchEnrolment(tx, standing.row.id, occasion.at);
    const bool counted = tried == CodeResult::Kind::Wrong || tried == CodeResult::Kind::Dead;
    if (counted && enrolmentBlocked(tx, standing.row, way, occasion.at)) {
        tellBlocked(tx, occasion, standing.row, outbox_, words_);
        tried = CodeResult::Kind::Blocked;
    }
    logCode(tx, occasion, "code_refused", false, tried == CodeResult::Kind::Blocked ? "blocked" : "wrong",
            way);
    EnrolmentResult result{Kind::Refused};
    result.code = tried;
    return result;
}

UtcTime nextEnrolmentCode(database::TenantTx& tx, const config::SmsSettings& rules, const EnrolmentRow& row,
                          CodeWay way, UtcTime at) {
    const auto next = nextCodeAt(rules, enrolmentCodesSent(tx, row, way, at), at);
    if (way == CodeWay::Mail || row.phone.empty())
        return next;
    return std::max(next, nextCodeAt(rules, {{}, smsTo(tx, row.phone, at)}, at));
}

bool enrolmentBlocked(database::TenantTx& tx, const EnrolmentRow& row, CodeWay way, UtcTime at) {
    return wrongEnrolmentCodes(tx, row.subject, way, at) >= kWrongCodesPerDay;
}

bool Enrolment::sendEmailCode(database::TenantTx& tx, const Occasion& occasion, const Standing& standing,
                              const std::string& cookie) const {
    const auto& row = standing.row;
    lockSubject(tx, row.subject);
    if (enrolmentBlocked(tx, row, CodeWay::Mail, occasion.at) ||
        nextEnrolmentCode(tx, occasion.settings.login.sms, row, CodeWay::Mail, occasion.at) > occasion.at)
        return false;
    const auto until =
        occasion.at + std::chrono::minutes{occasion.settings.login.registration.email_code_lifetime_min};
    const auto code = newDigits(kDigits);
    // A code that nobody gets is stored as well: waits, tries and time tell nothing of the address.
    const auto hash = row.known ? hashOf(row, cookie, CodeWay::Mail, code) : sha256Hex(newToken());
    const int sequence = storeEnrolmentCode(tx, row, CodeWay::Mail, hash, occasion.at, until);
    auto page = words_.email_code(occasion, sequence, code, until);
    const auto who = whoRegisters(tx, occasion.settings.login, row.email.reveal());
    if (who.account_exists)
        page = words_.account_exists(occasion);
    if (row.known || who.account_exists)
        outbox_.mail(tx,
                     {row.known ? "registration_code" : "account_exists", std::nullopt, row.email,
                      page.subject, Private<std::string>{page.text}, Private<std::string>{page.html}, until},
                     occasion.at);
    logCode(tx, occasion, "code_sent", row.known, row.known ? "" : "unknown", CodeWay::Mail);
    return true;
}

bool Enrolment::sendSmsCode(database::TenantTx& tx, const Occasion& occasion, const Standing& standing,
                            const std::string& cookie) const {
    const auto& row = standing.row;
    const auto& rules = occasion.settings.login.sms;
    lockSubject(tx, row.subject);
    lockRecipient(tx, row.phone);
    if (enrolmentBlocked(tx, row, CodeWay::Sms, occasion.at) ||
        nextEnrolmentCode(tx, rules, row, CodeWay::Sms, occasion.at) > occasion.at) {
        logCode(tx, occasion, "code_sent", false, "too_soon", CodeWay::Sms);
        return false;
    }
    const auto until = occasion.at + std::chrono::seconds{rules.code_lifetime_s};
    const auto code = newDigits(kDigits);
    const int sequence = storeEnrolmentCode(tx, row, CodeWay::Sms, hashOf(row, cookie, CodeWay::Sms, code),
                                            occasion.at, until);
    outbox_.sms(tx,
                {"enrolment_code", std::nullopt, Private<std::string>{row.phone},
                 Private<std::string>{words_.sms(occasion, sequence, code, until)}, until},
                occasion.at);
    logCode(tx, occasion, "code_sent", true, "", CodeWay::Sms);
    observe::count(Metric::Codes, {occasion.tenant.text(), "issued"});
    return true;
}

EnrolmentResult Enrolment::emailCode(const Occasion& occasion, const std::string& cookie,
                                     std::string_view typed) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto standing = stand(tx, occasion, cookie, true);
    if (!standing)
        return {Kind::Over};
    if (standing->row.step != EnrolmentStep::EmailCode)
        return {Kind::OutOfOrder};
    const auto tried = tryAt(tx, occasion, standing->row, CodeWay::Mail, cookie, typed);
    EnrolmentResult result{Kind::Passed};
    if (tried == CodeResult::Kind::Passed) {
        result.cookie = newToken();
        moveEnrolment(tx, standing->row.id, {EnrolmentStep::Password, sha256Hex(result.cookie)}, occasion.at);
        addresses_.succeeded(occasion.tenant.text() + " registering", occasion.ip, occasion.at);
    } else {
        result = refusedCode(tx, occasion, *standing, false, tried);
    }
    tx.commit();
    return result;
}

EnrolmentResult Enrolment::smsCode(const Occasion& occasion, const std::string& cookie,
                                   std::string_view typed) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto standing = stand(tx, occasion, cookie, true);
    if (!standing || standing->row.link != LinkState::Open)
        return {Kind::Over};
    if (standing->row.step != EnrolmentStep::SmsCode)
        return {Kind::OutOfOrder};
    const auto tried = tryAt(tx, occasion, standing->row, CodeWay::Sms, cookie, typed);
    EnrolmentResult result{Kind::Passed};
    if (tried == CodeResult::Kind::Passed) {
        result.cookie = newToken();
        moveEnrolment(tx, standing->row.id, {EnrolmentStep::Terms, sha256Hex(result.cookie), "", "", true},
                      occasion.at);
    } else {
        result = refusedCode(tx, occasion, *standing, true, tried);
    }
    tx.commit();
    observe::count(Metric::Codes,
                   {occasion.tenant.text(), tried == CodeResult::Kind::Passed ? "right" : "wrong"});
    return result;
}

ResendResult Enrolment::resend(const Occasion& occasion, const std::string& cookie) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto standing = stand(tx, occasion, cookie, true);
    if (!standing || standing->row.link != LinkState::Open)
        return ResendResult::NoSession;
    const auto step = standing->row.step;
    if (step != EnrolmentStep::EmailCode && step != EnrolmentStep::SmsCode)
        return ResendResult::NoSession;
    touchEnrolment(tx, standing->row.id, occasion.at);
    const bool sent = step == EnrolmentStep::EmailCode ? sendEmailCode(tx, occasion, *standing, cookie)
                                                       : sendSmsCode(tx, occasion, *standing, cookie);
    tx.commit();
    return sent ? ResendResult::Sent : ResendResult::TooSoon;
}

}  // namespace inzage::identity
