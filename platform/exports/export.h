#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"

/// A download: everything that one person may see of one client, in one archive (AVG art. 15 and 20, Wabvpz
/// art. 15d). Types and rules.
namespace inzage::exports {

enum class ExportState {
    Queued,
    Making,
    Ready,    ///< waits to be fetched
    Fetched,  ///< once; its pieces are gone
    Failed,
    Expired,  ///< nobody came for it
};
/// Of the column `state`; Failed for a word that isn't one.
[[nodiscard]] ExportState exportStateFrom(std::string_view word) noexcept;

struct Export {
    std::string id;
    ExportState state = ExportState::Queued;
    int progress_percent = 0;
    std::int64_t bytes = 0;
    UtcTime created_at;
    std::optional<UtcTime> worked_at;
    std::optional<UtcTime> expires_at;
    std::optional<UtcTime> fetched_at;
};

/// Without a sign of life for so long, another maker begins it anew.
constexpr std::chrono::minutes kMakerLost{2};
/// What one person may ask for in 24 hours, whatever became of it.
constexpr int kExportsPerDay = 6;
/// Pieces in which an archive is kept.
constexpr std::size_t kPieceBytes = 1U << 20U;
/// A larger archive is given up: 2 GiB.
constexpr std::int64_t kArchiveBytesMax = std::int64_t{2} << 30U;

/// Whether who has the rights `now` ("messages,dossier") still has all that were there at the making.
[[nodiscard]] bool coversRights(std::string_view now, std::string_view at_making);

}  // namespace inzage::exports
