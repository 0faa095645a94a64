#include "platform/profile/profile_store.h"

namespace inzage::profile {
namespace {

using database::Statement;

constexpr Statement kOwnAccount{"profile_own_account", "SELECT " INZAGE_VIEWER R"sql(,
       a.login_name, a.email, a.phone, a.second_factor, a.landline, a.address,
       (SELECT count(*) FROM recovery_code r WHERE r.account_id = a.id AND r.used_at IS NULL) AS recovery_codes_left,
       (SELECT f.id FROM file f WHERE f.account_id = a.id AND f.purpose = 'profile_photo') AS photo
  FROM )sql" INZAGE_ENTER R"sql( AS viewer JOIN account a ON a.id = viewer.account_id)sql"};

constexpr Statement kContact{"profile_contact", R"(
    SELECT phone, email, second_factor = 'totp' AND ($2::boolean OR phone = '') AS app,
           (SELECT count(*) FROM recovery_code WHERE account_id = $1::uuid AND used_at IS NULL) AS recovery_left
      FROM account WHERE id = $1::uuid)"};

constexpr Statement kDetails{"profile_details",
                             "SELECT landline, address FROM account WHERE id = $1::uuid FOR UPDATE"};

constexpr Statement kStoreDetails{"profile_store_details", R"(
    UPDATE account SET landline = $2, address = $3, updated_at = $4::timestamptz WHERE id = $1::uuid)"};

// $4, $5: as sign-in counts trust
constexpr Statement kDevices{"profile_devices", R"(
    SELECT id, name, trusted_at, last_used_at, token_hash = $2 AS this_one FROM trusted_device
     WHERE account_id = $1::uuid AND revoked_at IS NULL
       AND last_used_at > $3::timestamptz - make_interval(days => $4::integer)
       AND trusted_at > $3::timestamptz - make_interval(days => $5::integer)
     ORDER BY this_one DESC, last_used_at DESC, id LIMIT $6::integer)"};

constexpr Statement kSessions{"profile_sessions", R"(
    SELECT s.id, s.agent, s.created_at, s.last_seen_at, s.id = $2::uuid AS this_one FROM session s
     WHERE s.account_id = $1::uuid AND s.state IN ('full', 'preview') AND session_lives(s, $3::timestamptz, $4::integer)
     ORDER BY this_one DESC, s.last_seen_at DESC, s.id LIMIT $5::integer)"};

}  // namespace

std::variant<OwnAccountAnswer, http::Response> findOwnAccount(const tenancy::Visit& visit,
                                                              std::string_view event) {
    auto entered = access::enter(visit, {.event = event, .object_kind = "account"}, kOwnAccount);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    const auto row = rows[0];
    OwnAccount account{viewer.person,
                       row.personal("login_name"),
                       {row.personal("phone"), row.personal("email")},
                       std::string{row.text("second_factor")},
                       static_cast<int>(row.integer("recovery_codes_left")),
                       {row.personal("landline"), row.personal("address")},
                       std::string{row.text("photo")}};
    return OwnAccountAnswer{std::move(viewer), std::move(account)};
}

OwnDetails readDetails(database::TenantTx& tx, const AccountId& account) {
    const auto rows = tx.run(kDetails, {account});
    if (rows.empty())
        return {};
    return {rows[0].personal("landline"), rows[0].personal("address")};
}

void storeDetails(database::TenantTx& tx, const AccountId& account, const OwnDetails& details, UtcTime at) {
    tx.run(kStoreDetails, {account, details.landline, details.address, at});
}

OwnContact readContact(const tenancy::Visit& visit, const AccountId& account) {
    const std::vector<database::Param> params{account, visit.settings().login.code_app};
    const auto rows = visit.services.pools.once(visit.tenant->id, kContact, params);
    if (rows.empty())
        return {};
    return {rows[0].personal("phone"), rows[0].personal("email"), rows[0].flag("app"),
            static_cast<int>(rows[0].integer("recovery_left"))};
}

std::vector<OwnDevice> readDevices(const tenancy::Visit& visit, const AccountId& account,
                                   const std::string& this_device) {
    const auto& sms = visit.settings().login.sms;
    const std::vector<database::Param> params{account,       this_device,        visit.at,
                                              sms.idle_days, sms.fixed_age_days, kDevicesMax};
    std::vector<OwnDevice> devices;
    for (const auto row : visit.services.pools.once(visit.tenant->id, kDevices, params))
        devices.push_back({row.id<DeviceId>("id").value(), std::string{row.text("name")},
                           row.time("trusted_at").value_or(visit.at),
                           row.time("last_used_at").value_or(visit.at), row.flag("this_one")});
    return devices;
}

std::vector<OwnSession> readSessions(const tenancy::Visit& visit, const AccountId& account,
                                     const SessionId& this_session) {
    const std::vector<database::Param> params{account, this_session, visit.at,
                                              visit.settings().login.session.idle_min * 60, kSessionsMax};
    std::vector<OwnSession> sessions;
    for (const auto row : visit.services.pools.once(visit.tenant->id, kSessions, params))
        sessions.push_back({row.id<SessionId>("id").value(), std::string{row.text("agent")},
                            row.time("created_at").value_or(visit.at),
                            row.time("last_seen_at").value_or(visit.at), row.flag("this_one")});
    return sessions;
}

}  // namespace inzage::profile
