#pragma once
#include <optional>

#include "platform/identity/account_store.h"

/// The columns that every statement about an account gives; $2 is the date in the tenant's zone.
#define INZAGE_ACCOUNT_COLUMNS                                                                               \
    "id, login_name, email, phone, language, password_hash, password_state = 'must_change' AS must_change, " \
    "password_set_at, first_login_at, last_login_at, factor_blocked_until, terms_version, "                  \
    "one_time_password_hash, "                                                                               \
    "one_time_password_expires_at, "                                                                         \
    "(state = 'active' AND (ends_on IS NULL OR ends_on >= $2::date)) AS may_sign_in "

namespace inzage::identity {

/// The account in the first row; absent without rows.
[[nodiscard]] std::optional<Account> accountOf(const database::Rows& rows);

}  // namespace inzage::identity
