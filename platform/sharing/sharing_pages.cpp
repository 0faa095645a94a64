#include "platform/sharing/sharing_pages.h"

#include "platform/sharing/page_parts.h"

namespace inzage::sharing {

void registerPages(tenancy::Pages& pages, identity::Identity& identity) {
    registerOverviewPages(pages, identity);
    registerPersonPages(pages, identity);
    registerAddingPages(pages, identity);
    registerInvitationPages(pages, identity);
    registerPreviewPages(pages);
    registerAskingPages(pages, identity);
}

}  // namespace inzage::sharing
