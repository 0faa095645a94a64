#include "platform/exports/export.h"

#include <string>

namespace inzage::exports {

ExportState exportStateFrom(std::string_view word) noexcept {
    if (word == "queued")
        return ExportState::Queued;
    if (word == "making")
        return ExportState::Making;
    if (word == "ready")
        return ExportState::Ready;
    if (word == "fetched")
        return ExportState::Fetched;
    if (word == "expired")
        return ExportState::Expired;
    return ExportState::Failed;
}

bool coversRights(std::string_view now, std::string_view at_making) {
    const std::string have = "," + std::string{now} + ",";
    while (!at_making.empty()) {
        const auto comma = at_making.find(',');
        const auto one = at_making.substr(0, comma);
        if (have.find("," + std::string{one} + ",") == std::string::npos)
            return false;
        at_making = comma == std::string_view::npos ? std::string_view{} : at_making.substr(comma + 1);
    }
    return true;
}

}  // namespace inzage::exports
