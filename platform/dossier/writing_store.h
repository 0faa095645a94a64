#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/page_place.h"
#include "platform/changes/changes.h"
#include "platform/dossier/writing.h"

namespace inzage::dossier {

/// A report that the viewer wrote, and how far it is.
struct OwnReport {
    std::string id;
    std::string kind_label;
    Private<std::string> excerpt;
    UtcTime written_at;
    changes::ChangeState state = changes::ChangeState::Queued;
};
constexpr int kOwnReportsPerPage = 10;

struct OwnReports {
    std::vector<OwnReport> reports;  ///< newest first
    std::optional<PagePlace> older;
};
struct OwnReportsAnswer {
    access::Viewer viewer;
    OwnReports page;
};
/// In one round trip.
[[nodiscard]] std::variant<OwnReportsAnswer, http::Response> findOwnReports(
    const tenancy::Visit& visit, const std::optional<PagePlace>& before);
/// The same in the transaction of a deed, for its page with faults.
[[nodiscard]] OwnReports ownReports(database::TenantTx& tx, const access::Viewer& viewer);

enum class WriteAnswer {
    Written,  ///< now, or before with the same key
    TooMany,  ///< kReportsPerDayMax
};
/// Writes the report and queues it for the care-record system. The caller commits.
[[nodiscard]] WriteAnswer writeReport(database::TenantTx& tx, const access::Viewer& viewer,
                                      const Draft& draft, const config::WritingKind& kind,
                                      UtcTime happened_at, UtcTime at);

}  // namespace inzage::dossier
