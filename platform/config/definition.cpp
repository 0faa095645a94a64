#include "platform/config/definition.h"

#include "platform/config/schedule.h"

namespace inzage::config {

std::string showText(const std::string& text) {
    return text.empty() ? std::string{} : "\"" + text + "\"";
}

std::string showList(const std::vector<std::string>& texts) {
    std::string shown = "[";
    for (const std::string& text : texts)
        shown += (shown.size() > 1 ? ", " : "") + text;
    return shown + "]";
}

std::string showClockText(int minutes) {
    return showText(clockText(minutes));
}

}  // namespace inzage::config
