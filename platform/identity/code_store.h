#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/database/tenant_tx.h"
#include "platform/identity/sign_in_rules.h"

/// SQL about codes that were sent. The table holds an HMAC under the session's token, which the table doesn't
/// hold: a reader of the database can't try out the million codes, and another browser's code never fits.
namespace inzage::identity {

/// What a code is for: the words of the table. Codes of one purpose don't work for another.
enum class CodePurpose {
    Login,
    Reset,
    Registration,
    Password,
    OwnData,
    Phone,     ///< "is it you", before the mobile number changes
    Email,     ///< … before the e-mail address changes
    Factors,   ///< … before the ways to prove oneself change
    NewPhone,  ///< sent to the new number, to prove it
    NewEmail,  ///< mailed to the new address, to prove it
};
/// The word of the table: "login", "own_data", ….
[[nodiscard]] std::string_view nameOf(CodePurpose purpose) noexcept;

/// What the table keeps of a code.
[[nodiscard]] std::string codeHash(std::string_view session_token, CodePurpose purpose,
                                   std::string_view code);

enum class CodeChannel {
    Sms,
    Mail,
    App,  ///< nothing is sent: the person's own app gives the code
};

/// When codes went to this session for this purpose, since the last one that was used, and to this number or
/// address.
[[nodiscard]] SentCodes sentCodes(database::TenantTx& tx, const SessionId& session, CodePurpose purpose,
                                  CodeChannel channel, const std::string& recipient, UtcTime at);
/// Keeps others from sending to this number or address until the transaction ends, so that parallel requests
/// can't pass its caps.
void lockRecipient(database::TenantTx& tx, const std::string& recipient);

struct NewCode {
    AccountId account;
    SessionId session;
    CodePurpose purpose;
    std::string hash;
    std::string reason;  ///< which rule asked for it
    UtcTime expires_at;
    CodeChannel channel = CodeChannel::Sms;
};
/// Tells the operator when less than half of the last 50 text messages with a code was filled in, those on
/// the way to an account among them. Called before another one is stored.
void watchVerified(database::TenantTx& tx, UtcTime at);

/// Stores a code and makes all older ones of this account and purpose worthless. Gives its sequence number:
/// 1, 2, … of the last 24 hours.
[[nodiscard]] int storeCode(database::TenantTx& tx, const NewCode& code, UtcTime at);

enum class CodeTry {
    Right,  ///< and used up: nobody else gets this answer for it
    Wrong,
    Dead,  ///< wrong once too often: also the right one no longer works
    None,  ///< there is no open code: used, replaced, too old or dead before
};
/// Checks and uses up in one statement, so that of parallel tries with the right code exactly one succeeds.
[[nodiscard]] CodeTry tryCode(database::TenantTx& tx, const SessionId& session, CodePurpose purpose,
                              const std::string& hash, int tries_max, UtcTime at);

/// Wrong codes of an account in the 24 hours before `at`, since the last block.
[[nodiscard]] int wrongCodes(database::TenantTx& tx, const AccountId& account, UtcTime at);

/// The newest code of a session, for the page.
struct LatestCode {
    int sequence = 0;
    UtcTime sent_at;
    UtcTime expires_at;
    bool open = false;
    std::string state;  ///< open, used, replaced, dead
    std::string reason;
    bool by_app = false;
};
[[nodiscard]] std::optional<LatestCode> latestCode(database::TenantTx& tx, const SessionId& session,
                                                   CodePurpose purpose, UtcTime at);

}  // namespace inzage::identity
