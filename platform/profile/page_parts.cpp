#include "platform/profile/page_parts.h"

#include "platform/access/refusal_pages.h"
#include "platform/identity/page_parts.h"
#include "platform/tenancy/mail_look.h"

namespace inzage::profile {
using tenancy::Visit;

void showNotice(const Notice& notice, views::Model& model) {
    if (!notice.kind.empty())
        identity::addNotice(model, notice.kind, notice.title, notice.text);
}

http::Response notAsked(const Visit& visit) {
    return access::showMessage(visit, 403,
                               {.title = visit.say("profile.not_asked_title"),
                                .text = visit.say("profile.not_asked_text"),
                                .more = "",
                                .button_text = visit.say("profile.to_profile"),
                                .button_path = "/profiel"});
}

delivery::Mail mailOf(const Visit& visit, const views::MailWords& words) {
    const auto made =
        views::mailPage(visit.services.templates, visit.language, tenancy::mailLook(*visit.tenant), words);
    delivery::Mail mail;
    mail.subject = made.subject;
    mail.text = Private<std::string>{made.text};
    mail.html = Private<std::string>{made.html};
    return mail;
}

}  // namespace inzage::profile
