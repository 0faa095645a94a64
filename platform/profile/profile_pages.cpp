#include "platform/profile/profile_pages.h"

#include "platform/profile/page_parts.h"
#include "platform/profile/password/password_pages.h"

namespace inzage::profile {

void registerPages(tenancy::Pages& pages, identity::Identity& identity) {
    registerConfirmPages(pages, identity);
    registerPasswordPages(pages, identity);
    registerPasskeyPages(pages, identity);
}

}  // namespace inzage::profile
