#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/record_kind.h"
#include "platform/database/tenant_tx.h"

namespace inzage::sync {

/// The SQL that takes in one kind of record, made once from a table of columns. Every statement works on a
/// whole staging table; parameters are listed with each.
struct KindSql {
    std::string staging_table;
    std::vector<std::string_view> staging_columns;

    /// Empties staging. No parameters.
    database::Statement truncate;
    /// Of rows with the same source_id keeps the last that arrived. No parameters.
    database::Statement keep_last;
    /// Of clients whose dossier was taken away after care nothing is taken in again; care that goes on or
    /// begins anew lets them back in, with the next full run. No parameters. Affected: how many rows of
    /// staging went.
    database::Statement drop_purged;
    /// Moves what can't be taken in now (its client is unknown, its place is taken) to set_aside_record.
    /// $1 run, $2 now. Affected: how many. Several statements, in order.
    std::vector<database::Statement> set_aside;
    /// What the portal holds of records that now belong to an unknown client disappears. No parameters. Run
    /// when the step above set something aside.
    database::Statement remove_orphaned;
    /// Work that must precede the merge (conversations of messages). $1 now.
    std::vector<database::Statement> before_merge;
    /// Writes new and changed rows. $1 run, $2 now, $3 whether to tell people, $4 zone.
    /// Gives fresh (new rows) and touched (new and changed).
    database::Statement merge;
    /// Work that needs the merged rows (replies to messages). No parameters.
    std::vector<database::Statement> after_merge;
    /// What was set aside earlier and has come in now is forgotten. No parameters.
    database::Statement forget_set_aside;
    /// Stages up to 10,000 records that were set aside and whose client is known now. No parameters.
    database::Statement restage;
    /// Deletes what staging_removed names, from the rows ($1 now) and from what is set aside (no parameters).
    database::Statement remove;
    database::Statement remove_set_aside;
    /// The source's records that the portal holds, as rows or set aside: how many (held), and their
    /// source_ids, 10,000 at a time, in order. $1: the last of the page before.
    database::Statement held_count;
    database::Statement held_page;
    /// Tidies up when rows were removed. No parameters.
    std::vector<database::Statement> after_removal;
};

/// Thread-safe; lives for the whole program.
[[nodiscard]] const KindSql& sqlOf(RecordKind kind);

}  // namespace inzage::sync
