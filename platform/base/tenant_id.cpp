#include "platform/base/tenant_id.h"

#include <algorithm>

namespace inzage {

std::optional<TenantId> TenantId::parse(std::string_view text) {
    if (text.size() < 2 || text.size() > 32 || text.front() < 'a' || text.front() > 'z')
        return std::nullopt;
    const bool known = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!known)
        return std::nullopt;
    return TenantId{std::string{text}};
}

}  // namespace inzage
