#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "platform/base/clock.h"
#include "platform/base/failure.h"
#include "platform/base/tenant_id.h"

/// Drops for demos, tests and benches, in the form of docs/csv-format.md. Everything is invented: no name,
/// number or text belongs to anybody. E-mail addresses end in @example.nl, telephone numbers look like 06
/// 1234 NNNN.
namespace inzage::demo_data {

struct DemoOptions {
    /// Where the past ends: reports run for two years up to this moment, appointments eight weeks beyond it.
    UtcTime until{};
    int clients = 44;        ///< 4 to 5,000
    long long sequence = 1;  ///< of the drop
    bool pinboard = true;    ///< whether the organisation has one
};

struct DemoSummary {
    long long clients = 0;
    long long reports = 0;
    long long measurements = 0;
    long long records = 0;  ///< of all kinds
};

/// Writes one full drop into `dir` (made when absent; the CSV files and manifest of an older drop there are
/// replaced, the manifest goes first and comes last). The same tenant, seed and options give the same bytes.
///
/// Fixed in every drop, so that demo accounts can count on it: client C0001 mevrouw C. Jansen with the
/// contacts K0001-1 Anna Jansen (daughter, portal manager, legal representative, anna.jansen@example.nl,
/// person P0001), Joke Jansen, Piet Puk (piet.puk@example.nl, no roles) and Wil Smit; client C0002 de heer H.
/// Jansen with Anna (P0001) and Piet; client C0004, whose care ended five days before `until`; C0003 with the
/// longest dossier (3,000 reports), C0005 with the shortest (50). C0001's last week tells one story in
/// reports, weight, plan, messages and pinboard.
///
/// Failures: Refused for options out of bounds, Transient when the folder can't be written.
[[nodiscard]] Outcome<DemoSummary> writeDemoDrop(const TenantId& tenant, std::uint64_t seed,
                                                 const std::filesystem::path& dir,
                                                 const DemoOptions& options);

/// Writes a full drop of `clients` clients and `reports` reports of about 300 bytes, for benches: over
/// 300,000 rows a second. Ids are B000001…; bytes depend on the arguments only.
[[nodiscard]] Outcome<DemoSummary> writeBenchDrop(const std::filesystem::path& dir, long long clients,
                                                  long long reports, UtcTime until, long long sequence);

/// Writes the manifest anew for the CSV files that stand in `dir`, named after their kind: for a drop that
/// was edited by hand. Keeps mode and sequence number of the manifest that is there. Refused when there is
/// none or a file is no CSV.
[[nodiscard]] Outcome<void> resealDrop(const std::filesystem::path& dir);

}  // namespace inzage::demo_data
