#pragma once
#include <optional>
#include <string_view>

#include "platform/base/ids.h"
#include "platform/identity/sign_in.h"

/// What a signed-in person does about their devices and the places where they are signed in. Each deed is one
/// row in the access log, also when there was nothing to do. Throw DatabaseError.
namespace inzage::identity {

struct Owner {
    AccountId account;
    SessionId session;  ///< the one at work
};

/// Forgets one device and ends the other sessions that were signed in on it; false when this account has no
/// such device.
[[nodiscard]] bool forgetDevice(const Occasion& occasion, const Owner& owner,
                                const std::optional<DeviceId>& device);
void forgetAllDevices(const Occasion& occasion, const Owner& owner);
/// Ends another session of this account; false when there is none. The one at work is left by signing out.
[[nodiscard]] bool endPlace(const Occasion& occasion, const Owner& owner,
                            const std::optional<SessionId>& session);
/// Ends all sessions, the one at work too.
void endAllPlaces(const Occasion& occasion, const Owner& owner);

}  // namespace inzage::identity
