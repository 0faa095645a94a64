#pragma once
#include <string>

#include "platform/changes/changes.h"

/// The SQL of the change table. All may throw database::DatabaseError; callers commit.
namespace inzage::changes {

void insertChange(database::TenantTx& tx, const NewChange& change, const std::string& key);

[[nodiscard]] bool requeue(database::TenantTx& tx, const AccountId& account, std::string_view object_id,
                           UtcTime at);

}  // namespace inzage::changes
