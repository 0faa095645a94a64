#include "platform/profile/profile_pages.h"

#include "platform/profile/page_parts.h"

namespace inzage::profile {

void registerPages(tenancy::Pages& pages, identity::Identity& identity) {
    registerConfirmPages(pages, identity);
}

}  // namespace inzage::profile
