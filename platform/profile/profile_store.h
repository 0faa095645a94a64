#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"

/// SQL of /profiel: one's own data, devices and sessions.
namespace inzage::profile {

struct OwnContact {
    Private<std::string> phone;  ///< E.164, or ""
    Private<std::string> email;
    bool app = false;       ///< codes come from an app
    int recovery_left = 0;  ///< printed codes
};

/// What a person keeps here themselves; nobody comes in by it.
struct OwnDetails {
    Private<std::string> landline;  ///< as typed
    Private<std::string> address;   ///< in lines
};

struct OwnAccount {
    Private<std::string> name;
    Private<std::string> login_name;
    OwnContact contact;
    std::string second_factor;  ///< "sms", "totp", "passkey"
    int recovery_codes_left = 0;
    OwnDetails details;
    std::string photo{};  ///< file id; "" for none
};

struct OwnAccountAnswer {
    access::Viewer viewer;
    OwnAccount account;
};
/// Behind the gate, one row in the access log.
[[nodiscard]] std::variant<OwnAccountAnswer, http::Response> findOwnAccount(
    const tenancy::Visit& visit, std::string_view event = "account.profile");

[[nodiscard]] OwnDetails readDetails(database::TenantTx& tx, const AccountId& account);
void storeDetails(database::TenantTx& tx, const AccountId& account, const OwnDetails& details, UtcTime at);

[[nodiscard]] OwnContact readContact(const tenancy::Visit& visit, const AccountId& account);

struct OwnDevice {
    DeviceId id;
    std::string name;  ///< "Firefox op Windows", or ""
    UtcTime trusted_at;
    UtcTime last_used_at;
    bool this_one = false;
};
constexpr int kDevicesMax = 50;  ///< shown, the last used ones
/// The living trust of this account; `this_device`: hash of this browser's cookie for this account.
[[nodiscard]] std::vector<OwnDevice> readDevices(const tenancy::Visit& visit, const AccountId& account,
                                                 const std::string& this_device);

struct OwnSession {
    SessionId id;
    std::string agent;
    UtcTime since;
    UtcTime last_seen_at;
    bool this_one = false;
};
constexpr int kSessionsMax = 50;  ///< shown, the last seen ones
[[nodiscard]] std::vector<OwnSession> readSessions(const tenancy::Visit& visit, const AccountId& account,
                                                   const SessionId& this_session);

}  // namespace inzage::profile
