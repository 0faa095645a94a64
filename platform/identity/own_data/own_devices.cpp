#include "platform/identity/own_data/own_devices.h"

#include "platform/identity/account_store.h"
#include "platform/identity/session_store.h"

namespace inzage::identity {
namespace {

/// One deed in one transaction with its row.
template <class Do>
bool doing(const Occasion& occasion, const Owner& owner, std::string_view event, Do perform) {
    auto tx = occasion.pools.begin(occasion.tenant);
    const bool found = perform(tx);
    logSignIn(tx,
              {event, 'D', found, found ? "" : "not_found", owner.account, owner.session, "self", occasion.ip,
               "own"},
              occasion.at);
    tx.commit();
    return found;
}

}  // namespace

bool forgetDevice(const Occasion& occasion, const Owner& owner, const std::optional<DeviceId>& device) {
    return doing(occasion, owner, "device_forgotten", [&](database::TenantTx& tx) {
        return device && revokeDevice(tx, owner.account, *device, owner.session, occasion.at);
    });
}

void forgetAllDevices(const Occasion& occasion, const Owner& owner) {
    doing(occasion, owner, "devices_forgotten", [&](database::TenantTx& tx) {
        revokeDevicesOf(tx, owner.account, occasion.at);
        return true;
    });
}

bool endPlace(const Occasion& occasion, const Owner& owner, const std::optional<SessionId>& session) {
    return doing(occasion, owner, "session_ended", [&](database::TenantTx& tx) {
        return session && *session != owner.session &&
               endSessionOf(tx, owner.account, *session, "owner", occasion.at);
    });
}

void endAllPlaces(const Occasion& occasion, const Owner& owner) {
    doing(occasion, owner, "sessions_ended", [&](database::TenantTx& tx) {
        endSessionsOf(tx, owner.account, std::nullopt, "logout", occasion.at);
        return true;
    });
}

}  // namespace inzage::identity
