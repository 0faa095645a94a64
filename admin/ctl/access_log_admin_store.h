#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/private.h"
#include "platform/database/tenant_tx.h"

/// SQL of an organisation's reviewer: who did what, and whether the log is still what it was.
namespace inzage::ctl {

/// What is looked for; empty: anything. Of the last 24 hours unless `from` says otherwise.
struct LogQuestion {
    std::string client;   ///< the client's number
    std::string account;  ///< login name
    UtcTime from;
    UtcTime until;
    std::string event;        ///< "dossier.", "login": what the event begins with
    std::string outcome;      ///< granted, refused
    std::int64_t before = 0;  ///< row number to go on below; 0: from the newest
    int max = 100;
};

/// A row of the access log, as it stands there: no medical text is ever in it.
struct LogRow {
    std::int64_t id = 0;
    UtcTime at;
    std::string event;
    std::string action;
    std::string outcome;
    std::string reason;
    Private<std::string> person;
    std::string account;
    std::string role;
    std::string used_by;
    std::string ip;
    std::string device;
    std::string source;
    std::string client;  ///< the client's number; the id when the client is gone
    std::string object_kind;
    std::string object_id;
    std::string rule;
};
/// Newest first.
[[nodiscard]] std::vector<LogRow> searchLog(database::TenantTx& tx, const LogQuestion& question);

/// Writes into the log itself that somebody of the organisation searched it; about the client when one was
/// named, so that the client can read it.
void logSearch(database::TenantTx& tx, const LogQuestion& question, const std::string& reviewer, UtcTime at);

/// One seal that was looked at.
struct CheckedSeal {
    std::int64_t to_id = 0;
    std::string seal;
    std::int64_t rows = 0;
    std::string fault;  ///< "", "row", "seal", "gap"
    std::int64_t bad_row = 0;
};
/// The seals after `after`, at most `max`; ends at the first that is wrong.
[[nodiscard]] std::vector<CheckedSeal> checkSeals(database::TenantTx& tx, std::int64_t after, int max);

/// Rows after the last seal.
[[nodiscard]] std::int64_t unsealedRows(database::TenantTx& tx);

}  // namespace inzage::ctl
