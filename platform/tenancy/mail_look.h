#pragma once
#include "platform/tenancy/tenant.h"
#include "platform/views/mail_page.h"

namespace inzage::tenancy {

/// How this organisation's mails look.
[[nodiscard]] inline views::MailLook mailLook(const Tenant& tenant) {
    const auto& settings = *tenant.settings;
    return {settings.identity.name,  settings.helpdesk.email, tenant.public_url,
            settings.branding.brand, settings.branding.paper, settings.branding.night_brand,
            settings.texts};
}

}  // namespace inzage::tenancy
