#include "platform/base/text.h"
#include "platform/base/token.h"
#include "platform/identity/code_sending.h"
#include "platform/identity/cookies.h"
#include "platform/identity/enrolment/enrolment_inside.h"
#include "platform/identity/enrolment/terms_store.h"
#include "platform/identity/invitation_store.h"
#include "platform/observe/metrics.h"

/// The last step: account, access, terms and session at once, or nothing.
namespace inzage::identity {
namespace {

using Kind = EnrolmentResult::Kind;

/// With a number behind it when somebody has that name; absent when the address is taken.
std::optional<AccountId> makeAccount(database::TenantTx& tx, const config::LoginSettings& login,
                                     EnrolledAccount& account, UtcTime at) {
    constexpr int kNumbersMax = 1000;
    const auto& email = account.email.reveal();
    if (addressHasAccount(tx, email))
        return std::nullopt;
    const auto base = login.name_kind == config::LoginName::Email
                          ? email
                          : loginNameFrom(account.given_name.reveal(), account.prefix.reveal(),
                                          account.family_name.reveal(), email);
    account.login_name = base;
    for (int number = 2; loginNameTaken(tx, account.login_name) && number < kNumbersMax; ++number)
        account.login_name = base + std::to_string(number);
    return makeEnrolledAccount(tx, account, at);
}

std::vector<Right> rightsFor(const config::TenantSettings& settings, const Registrant& registrant) {
    if (registrant.role == "contact" && !settings.login.one_account_per_client)
        return settings.people.default_rights;
    return {kRights.begin(), kRights.end()};
}

EnrolledAccount accountFrom(const Occasion& occasion, const EnrolmentRow& row) {
    EnrolledAccount account;
    account.email = row.email;
    account.phone = row.phone;
    account.language = occasion.settings.identity.languages.front();
    account.password_hash = row.password_hash;
    return account;
}

/// The invitation's account and access; absent when it can't be had any more.
std::optional<AccountId> invited(database::TenantTx& tx, const Occasion& occasion, const EnrolmentRow& row,
                                 EnrolledAccount& account) {
    if (!row.invitation || !useLinkOfHash(tx, LinkPurpose::Invitation, row.link_hash, occasion.at))
        return std::nullopt;
    const auto invitation = readInvitation(tx, *row.invitation, occasion.at, true);
    if (!invitation)
        return std::nullopt;
    account.given_name = invitation->given_name;
    account.prefix = invitation->prefix;
    account.family_name = invitation->family_name;
    if (invitation->role == "client")
        account.client_id = invitation->client;
    auto id = makeAccount(tx, occasion.settings.login, account, occasion.at);
    if (!id || !grantInvitedAccess(tx, *row.invitation, *id, occasion.at))
        return std::nullopt;
    logInvitation(
        tx, {"access_granted", 'C', invitation->client, *row.invitation, *id, "", occasion.ip, "invitation"},
        occasion.at);
    return id;
}

/// A registration's; absent when somebody was quicker, or the address is no longer known.
std::optional<AccountId> registered(database::TenantTx& tx, const Occasion& occasion, const EnrolmentRow& row,
                                    const std::string& used_by, EnrolledAccount& account) {
    const auto& settings = occasion.settings;
    const auto& email = row.email.reveal();
    for (const auto& registrant : whoRegisters(tx, settings.login, email).registrants)
        lockClient(tx, registrant.client);
    // Once more, now that nobody else can register for these clients.
    const auto people = whoRegisters(tx, settings.login, email).registrants;
    if (people.empty())
        return std::nullopt;
    const auto& first = people.front();
    account.given_name = first.given_name;
    account.prefix = first.prefix;
    account.family_name = first.family_name;
    const bool clients_own = settings.login.one_account_per_client || !first.contact_id;
    if (clients_own)
        account.client_id = first.client;
    account.contact_id = first.contact_id;
    auto id = makeAccount(tx, settings.login, account, occasion.at);
    if (!id)
        return std::nullopt;
    for (auto person : people) {
        if (settings.login.one_account_per_client)
            person.role = "client";
        giveAccess(tx, *id, person, rightsFor(settings, person), occasion.at);
        logAccessGiven(tx, *id, person.client, used_by, occasion.ip, "registration", occasion.at);
    }
    return id;
}

/// Signed in: the number that was just proven is the code of the first login.
StepCookies signedIn(database::TenantTx& tx, const Occasion& occasion, const AccountId& account,
                     const FinishForm& form, const std::string& used_by) {
    StepCookies cookies{newToken(), form.device_token.empty() ? newToken() : form.device_token};
    if (!form.old_session_hash.empty())
        static_cast<void>(endSession(tx, form.old_session_hash, "replaced", occasion.at));
    const auto device = trustDevice(tx, deviceHash(cookies.device, account.text()), account,
                                    deviceName(occasion.agent), occasion.at);
    const auto session = makeSession(tx,
                                     {sha256Hex(cookies.session), account, SessionState::Full, used_by,
                                      occasion.ip, occasion.agent, sessionEnd(occasion), device},
                                     occasion.at);
    noteLogin(tx, account, occasion.at);
    logSignIn(tx, {"account_made", 'C', true, "", account, session, used_by, occasion.ip, "enrolment"},
              occasion.at);
    logSignIn(tx, {"login", 'E', true, "", account, session, used_by, occasion.ip, "enrolment+sms"},
              occasion.at);
    return cookies;
}

}  // namespace

bool lastStepAsks(const config::TenantSettings& settings) noexcept {
    return settings.login.terms_of_use.must_accept || settings.login.one_account_per_client;
}

EnrolmentResult Enrolment::finish(const Occasion& occasion, const std::string& cookie,
                                  const FinishForm& form) const {
    const auto& settings = occasion.settings;
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto standing = stand(tx, occasion, cookie, true);
    if (!standing || standing->row.link != LinkState::Open)
        return {Kind::Over};
    const auto& row = standing->row;
    if (row.step != EnrolmentStep::Terms || row.password_hash.empty() || row.phone.empty())
        return {Kind::OutOfOrder};
    const auto& terms = settings.login.terms_of_use;
    const auto used_by = settings.login.one_account_per_client ? form.used_by : "self";
    if (!used_by || (terms.must_accept && !form.accepts_terms))
        return {Kind::Refused};
    auto account = accountFrom(occasion, row);
    const auto id =
        row.invited ? invited(tx, occasion, row, account) : registered(tx, occasion, row, *used_by, account);
    if (!id)
        return {Kind::Over};
    if (terms.must_accept) {
        storeTermsAcceptance(tx, *id, terms.version, *used_by, occasion.at);
        logSignIn(tx,
                  {"terms_accepted", 'E', true, "", *id, std::nullopt, *used_by, occasion.ip,
                   "terms:" + terms.version},
                  occasion.at);
    }
    EnrolmentResult result{Kind::Passed};
    result.session = signedIn(tx, occasion, *id, form, *used_by);
    endEnrolment(tx, row.id, occasion.at);
    const auto mail = words_.ready(occasion, account.login_name);
    outbox_.mail(tx,
                 {"account_ready", *id, row.email, mail.subject, Private<std::string>{mail.text},
                  Private<std::string>{mail.html}},
                 occasion.at);
    tx.commit();
    observe::count(observe::Metric::Logins, {occasion.tenant.text(), "enrolled"});
    return result;
}

EnrolmentResult Enrolment::takeUp(const Occasion& occasion, const std::string& cookie,
                                  const std::string& session_token) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto standing = stand(tx, occasion, cookie, true);
    if (!standing || standing->row.link != LinkState::Open)
        return {Kind::Over};
    const auto& row = standing->row;
    if (!row.invitation || row.step != EnrolmentStep::Password)
        return {Kind::OutOfOrder};
    const auto session =
        findSession(tx, sessionHash(occasion, session_token), occasion.settings.login.session, occasion.at);
    if (!session || session->state != SessionState::Full)
        return {Kind::OutOfOrder};
    const auto account = readAccount(tx, session->account, occasion.today);
    if (!account || !account->may_sign_in || account->email != row.email.reveal())
        return {Kind::OutOfOrder};
    const auto invitation = readInvitation(tx, *row.invitation, occasion.at, true);
    if (!invitation || !useLinkOfHash(tx, LinkPurpose::Invitation, row.link_hash, occasion.at) ||
        !grantInvitedAccess(tx, *row.invitation, account->id, occasion.at))
        return {Kind::Over};
    logInvitation(tx,
                  {"access_granted", 'C', invitation->client, *row.invitation, account->id, "", occasion.ip,
                   "invitation"},
                  occasion.at);
    endEnrolment(tx, row.id, occasion.at);
    tx.commit();
    return {Kind::Passed};
}

std::optional<AccountId> Enrolment::makeInvited(database::TenantTx& tx, const Occasion& occasion,
                                                const std::string& cookie,
                                                const std::optional<std::string>& email) const {
    const auto standing = stand(tx, occasion, cookie, true);
    if (!standing || !standing->row.invited || standing->row.link != LinkState::Open ||
        standing->row.step != EnrolmentStep::Password)
        return std::nullopt;
    const auto& row = standing->row;
    if (email && plainAddress(row.email.reveal()) != *email)
        return std::nullopt;
    auto account = accountFrom(occasion, row);
    account.phone.clear();
    account.password_hash.clear();
    auto id = invited(tx, occasion, row, account);
    if (id)
        endEnrolment(tx, row.id, occasion.at);
    return id;
}

std::optional<Private<std::string>> Enrolment::readyName(const Occasion& occasion,
                                                         const std::string& session_token) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session =
        findSession(tx, sessionHash(occasion, session_token), occasion.settings.login.session, occasion.at);
    if (!session || session->state != SessionState::Full)
        return std::nullopt;
    const auto account = readAccount(tx, session->account, occasion.today);
    tx.commit();
    if (!account)
        return std::nullopt;
    return Private<std::string>{account->login_name};
}

}  // namespace inzage::identity
