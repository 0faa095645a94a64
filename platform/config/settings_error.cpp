#include "platform/config/settings_error.h"

namespace inzage::config {

std::string SettingsError::text() const {
    if (line == 0)
        return file + ": " + what;
    return file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + what;
}

std::string textOf(const std::vector<SettingsError>& errors) {
    std::string all;
    for (const SettingsError& error : errors)
        all += error.text() + "\n";
    return all;
}

}  // namespace inzage::config
