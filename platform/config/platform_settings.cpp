#include "platform/config/platform_settings.h"

namespace inzage::config {

std::string PlatformSettings::publicUrl(const std::string& host) const {
    const int implied = listeners.public_scheme == "https" ? 443 : 80;
    std::string url = listeners.public_scheme + "://" + host;
    if (listeners.public_port != implied)
        url += ":" + std::to_string(listeners.public_port);
    return url;
}

}  // namespace inzage::config
