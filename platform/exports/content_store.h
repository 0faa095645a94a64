#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.h"
#include "platform/base/right.h"
#include "platform/config/tenant_settings.h"
#include "platform/database/tenant_tx.h"

/// SQL of what goes into a download: behind export_viewer(), so that what a person may not see (any more)
/// isn't in it, and page by page, so that memory doesn't grow with the dossier.
namespace inzage::exports {

/// In the order of the archive.
enum class Part {
    Client,
    Reports,
    Measurements,
    Questionnaires,
    CarePlans,
    Appointments,
    Messages,
    Pinboard,
    Contacts,
    CareTeam,
    AccessLog,
    Files,  ///< photos and attachments: what they are; their bytes by filePiece()
};

/// What an organisation shows at all, in order. Which of it this person may see, the database decides.
[[nodiscard]] std::vector<Part> partsOf(const config::TenantSettings& settings);
/// "rapportages": of file and texts.
[[nodiscard]] std::string_view nameOf(Part part) noexcept;

/// What all statements ask of the database.
struct ContentScope {
    std::string export_id;
    std::string today;  ///< in the tenant's zone
    const config::TenantSettings& settings;
};

/// The rights that the person has now: "messages,dossier,…"; absent when they may see nothing any more.
[[nodiscard]] std::optional<std::string> rightsNow(database::TenantTx& tx, const ContentScope& scope);

/// Where the next page begins.
struct ContentPlace {
    UtcTime at{};
    std::string id = "00000000-0000-0000-0000-000000000000";
};
constexpr std::size_t kContentRows = 200;
/// The rows after `place`, at most kContentRows, by moment; each has the columns `id` and
/// `at`.
[[nodiscard]] database::Rows contentAfter(database::TenantTx& tx, Part part, const ContentScope& scope,
                                          const ContentPlace& place);

/// Piece `number` (from 0) of a file that contentAfter() named; absent after the last one.
[[nodiscard]] std::optional<std::string> filePiece(database::TenantTx& tx, const ContentScope& scope,
                                                   std::string_view file_id, int number);

}  // namespace inzage::exports
