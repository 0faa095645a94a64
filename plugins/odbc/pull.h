#pragma once
#include <span>

#include "plugins/odbc/cursor.h"
#include "plugins/odbc/database.h"
#include "plugins/odbc/odbc_settings.h"
#include "plugins/sdk/record_adapter.h"

namespace inzage::odbc {

/// One pull. For each kind that has a query:
/// - without changed_column a full set, each time;
/// - else what changed since the newest change of the last pull less the overlap, oldest first, with a cursor
/// every
///   20,000 records, so that a pull that breaks off goes on there; then the ids of removed_sql; and, when the
///   last one is sweep_every ago, or there was none, a full set, by which what is gone disappears and what
///   was missed arrives.
/// Nothing is delivered before the queries of all these kinds were described and their columns found.
void pullAll(Database& database, const OdbcSettings& settings, std::span<const sdk::RecordKind> kinds,
             Cursor cursor, sdk::RecordSink& sink, const sdk::Call& call);

/// Describes every query of the settings and finds its columns: AdapterFailure(Config) for the first that
/// doesn't fit.
void describeAll(Database& database, const OdbcSettings& settings, const sdk::Call& call);

}  // namespace inzage::odbc
