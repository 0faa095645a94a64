#pragma once
#include <string>
#include <string_view>

#include "platform/access/entrance.h"
#include "platform/delivery/outbox.h"
#include "platform/identity/identity.h"
#include "platform/identity/own_data/contact_change.h"
#include "platform/tenancy/visit.h"
#include "platform/views/mail_page.h"

/// Inside profile: what its pages share.
namespace inzage::profile {

using identity::ChangeWords;
using identity::ContactChange;
using identity::ContactKind;
using identity::PendingChange;
using identity::ProofPage;
using identity::ProofResult;

void registerConfirmPages(tenancy::Pages& pages, identity::Identity& identity);
void registerPasskeyPages(tenancy::Pages& pages, identity::Identity& identity);
void registerContactPages(tenancy::Pages& pages, identity::Identity& identity);
void registerDetailsPages(tenancy::Pages& pages);
void registerDevicePages(tenancy::Pages& pages);
void registerFactorPages(tenancy::Pages& pages, identity::Identity& identity);

struct Notice {
    std::string_view kind;  ///< "" or the section of identity/notice: OK, WARNING, ERROR
    std::string title;
    std::string text;
};
void showNotice(const Notice& notice, views::Model& model);

/// 403: a step that nobody is at, or that is over.
[[nodiscard]] http::Response notAsked(const tenancy::Visit& visit);

/// A mail in this organisation's look; purpose, recipient and account are left empty.
[[nodiscard]] delivery::Mail mailOf(const tenancy::Visit& visit, const views::MailWords& words);

/// The part that changes numbers and addresses, for a request.
[[nodiscard]] ContactChange contactChange(const identity::Identity& identity);
[[nodiscard]] ChangeWords changeWords(const tenancy::Visit& visit, ContactKind kind);

}  // namespace inzage::profile
