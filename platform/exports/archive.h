#pragma once
#include <functional>
#include <string>

#include "platform/exports/export_store.h"
#include "platform/exports/readable.h"
#include "platform/exports/scratch_file.h"

namespace inzage::exports {

/// What an archive is made of, and how it tells that it goes on.
struct ArchiveJob {
    const Task& task;
    const ContentScope& scope;
    const ReadableWords& words;
    std::string organisation;
    /// Runs one reading in a transaction of its own.
    std::function<void(const std::function<void(database::TenantTx&)>&)> in_tx;
    /// Called often, with 0 to 100; false: stop.
    std::function<bool(int)> go_on;
};

/// Writes a zip into `out`: index.html, a file per part, bestanden/, fhir/bundle.json. Memory doesn't grow
/// with the dossier. False when go_on() said stop. Throws std::runtime_error (disk, size) or DatabaseError.
[[nodiscard]] bool writeArchive(const ArchiveJob& job, std::ostream& out);

}  // namespace inzage::exports
