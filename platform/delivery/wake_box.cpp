#include "platform/delivery/wake_box.h"

#include <filesystem>
#include <fstream>

namespace inzage::delivery {

namespace fs = std::filesystem;

std::string wakeFolder(const std::string& var_dir) {
    return var_dir + "/run/wake";
}

void askToDeliver(const std::string& folder, const TenantId& tenant) {
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    std::ofstream{fs::path{folder} / tenant.text()};
}

std::vector<TenantId> takeAsked(const std::string& folder) {
    std::vector<TenantId> asked;
    std::error_code failed;
    for (fs::directory_iterator entry{folder, failed}, end; !failed && entry != end;
         entry.increment(failed)) {
        const auto tenant = TenantId::parse(entry->path().filename().string());
        std::error_code ignored;
        if (tenant && fs::remove(entry->path(), ignored))
            asked.push_back(*tenant);
    }
    return asked;
}

}  // namespace inzage::delivery
