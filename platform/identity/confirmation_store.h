#pragma once
#include <optional>
#include <string>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/database/tenant_tx.h"
#include "platform/identity/code_store.h"

/// SQL about "is it you": one question at a time per session.
namespace inzage::identity {

struct OpenQuestion {
    CodePurpose purpose;
    std::string back;
};

void storeQuestion(database::TenantTx& tx, const SessionId& session, CodePurpose purpose,
                   const std::string& detail_json, const std::string& back, UtcTime at);
/// Absent when nothing is asked, or it was answered.
[[nodiscard]] std::optional<OpenQuestion> openQuestion(database::TenantTx& tx, const SessionId& session);
void noteConfirmed(database::TenantTx& tx, const SessionId& session, UtcTime at);
[[nodiscard]] bool confirmedSince(database::TenantTx& tx, const SessionId& session, CodePurpose purpose,
                                  UtcTime since, UtcTime at);
/// Whether the question was answered, however long ago, and not used.
[[nodiscard]] bool answeredQuestion(database::TenantTx& tx, const SessionId& session, CodePurpose purpose);
/// The detail, at most once.
[[nodiscard]] std::optional<std::string> useConfirmation(database::TenantTx& tx, const SessionId& session,
                                                         CodePurpose purpose, UtcTime since, UtcTime at);

}  // namespace inzage::identity
