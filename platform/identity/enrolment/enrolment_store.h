#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/identity/code_store.h"
#include "platform/identity/enrolment/enrolment.h"
#include "platform/identity/invitations.h"

/// SQL about accounts in the making.
namespace inzage::identity {

struct NewEnrolment {
    std::string token_hash;
    bool invited = false;
    std::string subject;  ///< what waits and caps are counted by
    std::string link_hash;
    std::optional<InvitationId> invitation;
    Private<std::string> email;
    bool known = false;
    EnrolmentStep step = EnrolmentStep::Password;
};
[[nodiscard]] std::string storeEnrolment(database::TenantTx& tx, const NewEnrolment& enrolment, UtcTime at);

struct EnrolmentRow {
    std::string id;
    bool invited = false;
    std::string subject;
    std::string link_hash;
    std::optional<InvitationId> invitation;
    Private<std::string> email;
    bool known = false;
    EnrolmentStep step = EnrolmentStep::Done;
    std::string password_hash;
    std::string phone;
    LinkState link = LinkState::Open;  ///< of an invitation
};
/// The living one of that cookie; kept locked until the transaction ends when `lock`.
[[nodiscard]] std::optional<EnrolmentRow> findEnrolment(database::TenantTx& tx, const std::string& token_hash,
                                                        UtcTime at, bool lock);
void touchEnrolment(database::TenantTx& tx, const std::string& id, UtcTime at);

/// The next step, under a new cookie (OWASP ASVS 5 §7.2.4) when `token_hash` isn't empty. What is empty of
/// the rest stays as it is.
struct EnrolmentMove {
    EnrolmentStep step;
    std::string token_hash{};
    std::string password_hash{};
    std::string phone{};
    bool phone_proven = false;
};
void moveEnrolment(database::TenantTx& tx, const std::string& id, const EnrolmentMove& move, UtcTime at);
/// Done: its secrets are gone.
void endEnrolment(database::TenantTx& tx, const std::string& id, UtcTime at);

// ---- codes

enum class CodeWay { Sms, Mail };

/// Others who send about the same subject wait until the transaction ends.
void lockSubject(database::TenantTx& tx, const std::string& subject);
/// When codes went out in this enrolment, and about its subject in 24 hours.
[[nodiscard]] SentCodes enrolmentCodesSent(database::TenantTx& tx, const EnrolmentRow& row, CodeWay way,
                                           UtcTime at);
/// Messages that were put into the outbox for this number in 24 hours.
[[nodiscard]] std::vector<UtcTime> smsTo(database::TenantTx& tx, const std::string& phone, UtcTime at);
/// Makes older codes worthless; `open`: false for one that nobody can type. Gives its number of the last 24
/// hours about this subject.
[[nodiscard]] int storeEnrolmentCode(database::TenantTx& tx, const EnrolmentRow& row, CodeWay way,
                                     const std::string& hash, UtcTime at, UtcTime until);
[[nodiscard]] CodeTry tryEnrolmentCode(database::TenantTx& tx, const std::string& enrolment, CodeWay way,
                                       const std::string& hash, int tries_max, UtcTime at);
/// Wrong codes about this subject in the 24 hours before `at`.
[[nodiscard]] int wrongEnrolmentCodes(database::TenantTx& tx, const std::string& subject, CodeWay way,
                                      UtcTime at);
[[nodiscard]] std::optional<LatestCode> latestEnrolmentCode(database::TenantTx& tx,
                                                            const std::string& enrolment, CodeWay way,
                                                            UtcTime at);

// ---- who may register

/// A client of the care-record system, or somebody around one, whose address it is.
struct Registrant {
    ClientId client;
    std::optional<std::string> contact_id;  ///< absent: the client
    std::string role;
    std::string relation;
    Private<std::string> given_name;
    Private<std::string> prefix;
    Private<std::string> family_name;
    bool taken = false;         ///< this very person has an account
    bool shared_taken = false;  ///< there is an account of the client, which client and representative share
    std::string who;            ///< equal for rows about one person
};
/// By address, in lower case: clients themselves and their portal managers, legal representatives and first
/// contacts.
[[nodiscard]] std::vector<Registrant> registrants(database::TenantTx& tx, const std::string& email);
[[nodiscard]] bool addressHasAccount(database::TenantTx& tx, const std::string& email);
/// Others who register for this client wait until the transaction ends.
void lockClient(database::TenantTx& tx, const ClientId& client);

struct EnrolledAccount {
    std::string login_name;
    Private<std::string> email;
    std::string phone;
    Private<std::string> given_name;
    Private<std::string> prefix;
    Private<std::string> family_name;
    std::string language;
    std::string password_hash;
    std::optional<std::string> contact_id;
    std::optional<ClientId> client_id;
};
/// Absent when login name or address are taken.
[[nodiscard]] std::optional<AccountId> makeEnrolledAccount(database::TenantTx& tx,
                                                           const EnrolledAccount& account, UtcTime at);
[[nodiscard]] bool loginNameTaken(database::TenantTx& tx, const std::string& login_name);
void giveAccess(database::TenantTx& tx, const AccountId& account, const Registrant& registrant,
                const std::vector<Right>& rights, UtcTime at);
/// The access log's row about it (NEN 7513).
void logAccessGiven(database::TenantTx& tx, const AccountId& account, const ClientId& client,
                    const std::string& used_by, const std::string& ip, std::string_view rule, UtcTime at);

}  // namespace inzage::identity
