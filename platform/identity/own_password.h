#pragma once
#include "platform/database/seal.h"
#include "platform/identity/password_hasher.h"
#include "platform/identity/sign_in.h"

namespace inzage::identity {

/// Asks a signed-in person's password once more, before something that matters is changed. Wrong ones count
/// as tries of that account and make the next wait, so that a session left open doesn't let anybody guess.
/// Thread-safe; throws DatabaseError.
class OwnPassword {
  public:
    enum class Answer {
        Right,
        Wrong,
        Waits,      ///< too often wrong: nothing was checked
        Busy,       ///< no hash slot came free
        NoSession,  ///< nobody is signed in with that cookie
    };

    /// `hasher` and `key` must outlive it.
    OwnPassword(PasswordHasher& hasher, const database::SealKey& key) : hasher_{hasher}, key_{key} {}

    [[nodiscard]] Answer check(const Occasion& occasion, const std::string& session_token,
                               const Private<std::string>& typed) const;

  private:
    PasswordHasher& hasher_;
    const database::SealKey& key_;
};

}  // namespace inzage::identity
