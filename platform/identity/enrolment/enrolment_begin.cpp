#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/base/text.h"
#include "platform/base/token.h"
#include "platform/config/formats.h"
#include "platform/identity/enrolment/enrolment_inside.h"
#include "platform/identity/invitation_store.h"

/// How an account in the making begins, and what the page of its step shows.
namespace inzage::identity {
namespace {

/// Registering and signing in are counted apart.
std::string throttleName(const Occasion& occasion) {
    return occasion.tenant.text() + " registering";
}

std::optional<InvitationId> invitationOf(const std::string& detail_json) {
    const auto detail = readJson(detail_json);
    const auto found = detail.is_object() ? detail.find("invitation") : detail.end();
    if (!detail.is_object() || found == detail.end() || !found->is_string())
        return std::nullopt;
    return InvitationId::parse(found->get<std::string>());
}

}  // namespace

Enrolment::Enrolment(PasswordHasher& hasher, AddressThrottle& addresses, const delivery::Outbox& outbox,
                     EnrolmentWords words)
    : hasher_{hasher}, addresses_{addresses}, outbox_{outbox}, words_{std::move(words)} {}

Registering whoRegisters(database::TenantTx& tx, const config::LoginSettings& login,
                         const std::string& email) {
    Registering result;
    const bool has_account = addressHasAccount(tx, email);
    const auto all = registrants(tx, email);
    result.account_exists = has_account && !all.empty();
    if (has_account || all.empty())
        return result;
    // Elsewhere a login is one person's: an address that several people gave is nobody's.
    const bool one_person =
        std::all_of(all.begin(), all.end(), [&](const Registrant& r) { return r.who == all.front().who; });
    if (!login.one_account_per_client && !one_person)
        return result;
    for (const auto& registrant : all)
        if (!(login.one_account_per_client ? registrant.shared_taken : registrant.taken))
            result.registrants.push_back(registrant);
    result.account_exists = result.registrants.empty();
    return result;
}

OpenedLink Enrolment::open(const Occasion& occasion, std::string_view token) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    OpenedLink opened;
    const auto known = lookAtLink(tx, LinkPurpose::Invitation, token, occasion.at);
    opened.state = known.state;
    const auto id = invitationOf(known.detail_json);
    if (known.state == LinkState::Unknown || !id)
        return {};
    const auto invitation = readInvitation(tx, *id, occasion.at);
    if (!invitation)
        return {};
    if (openLink(tx, LinkPurpose::Invitation, token, occasion.at))
        noteOpened(tx, *id, occasion.at);
    // Also for a link that no longer works: the page that says so stands at an address without the secret.
    opened.cookie = newToken();
    static_cast<void>(storeEnrolment(tx,
                                     {sha256Hex(opened.cookie), true, "invitation " + id->text(),
                                      sha256Hex(token), id, invitation->email, true, EnrolmentStep::Password},
                                     occasion.at));
    tx.commit();
    return opened;
}

EnrolmentResult Enrolment::begin(const Occasion& occasion, std::string_view email) const {
    if (const auto wait = addresses_.tryNow(throttleName(occasion), occasion.ip, occasion.at)) {
        EnrolmentResult waits{EnrolmentResult::Kind::Waits};
        waits.retry_after = *wait;
        return waits;
    }
    const auto address = plainAddress(email);
    EnrolmentResult result{EnrolmentResult::Kind::Passed};
    if (!config::isPlainEmail(address)) {
        result.kind = EnrolmentResult::Kind::Refused;
        return result;
    }
    result.cookie = newToken();
    auto tx = occasion.pools.begin(occasion.tenant);
    NewEnrolment fresh{sha256Hex(result.cookie),
                       false,
                       outbox_.key().mac("registering", address),
                       "",
                       std::nullopt,
                       Private<std::string>{address},
                       false,
                       EnrolmentStep::EmailCode};
    fresh.known = !whoRegisters(tx, occasion.settings.login, address).registrants.empty();
    static_cast<void>(storeEnrolment(tx, fresh, occasion.at));
    if (const auto standing = stand(tx, occasion, result.cookie, true))
        static_cast<void>(sendEmailCode(tx, occasion, *standing, result.cookie));
    tx.commit();
    return result;
}

std::optional<Enrolment::Standing> Enrolment::stand(database::TenantTx& tx, const Occasion& occasion,
                                                    const std::string& cookie, bool lock) const {
    if (cookie.empty())
        return std::nullopt;
    auto row = findEnrolment(tx, sha256Hex(cookie), occasion.at, lock);
    if (!row)
        return std::nullopt;
    return Standing{*std::move(row)};
}

std::optional<EnrolmentPage> Enrolment::page(const Occasion& occasion, const std::string& cookie) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto standing = stand(tx, occasion, cookie, false);
    if (!standing)
        return std::nullopt;
    const auto& row = standing->row;
    touchEnrolment(tx, row.id, occasion.at);
    EnrolmentPage page{row.step, row.link, row.invited, {}, row.email};
    page.phone = row.phone;
    if (row.invitation)
        if (const auto invitation = readInvitation(tx, *row.invitation, occasion.at))
            page.inviter = invitation->inviter;
    if (row.invited && row.step != EnrolmentStep::Done)
        page.has_account = addressHasAccount(tx, row.email.reveal());
    if (row.step == EnrolmentStep::EmailCode || row.step == EnrolmentStep::SmsCode) {
        const auto way = row.step == EnrolmentStep::SmsCode ? CodeWay::Sms : CodeWay::Mail;
        const auto& rules = occasion.settings.login.sms;
        page.code.resend_from = nextEnrolmentCode(tx, rules, row, way, occasion.at);
        if (const auto code = latestEnrolmentCode(tx, row.id, way, occasion.at)) {
            page.code.sequence = code->sequence;
            page.code.works_until = code->expires_at;
            page.code.open = code->open;
            page.code.worn_out = code->state == "dead";
        }
        if (enrolmentBlocked(tx, row, way, occasion.at))
            page.code.blocked_until = occasion.at + kFactorBlock;
    }
    tx.commit();
    return page;
}

}  // namespace inzage::identity
