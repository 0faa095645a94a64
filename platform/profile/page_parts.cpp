#include "platform/profile/page_parts.h"

#include "platform/access/refusal_pages.h"
#include "platform/identity/page_parts.h"
#include "platform/tenancy/mail_look.h"
#include "platform/views/dutch_time.h"

namespace inzage::profile {
namespace {

using tenancy::Visit;

std::string timeOf(const Visit& visit, UtcTime at) {
    return views::timeText(at, visit.zone(), visit.language);
}

/// A moment from which something works, in whole minutes: never too early.
std::string fromTimeOf(const Visit& visit, UtcTime at) {
    return timeOf(visit, std::chrono::ceil<std::chrono::minutes>(at));
}

}  // namespace

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

void showCode(const Visit& visit, const identity::CodePage& code, const Notice& notice, const CodeForm& where,
              views::Model& model) {
    model.set("ACTION", where.action);
    model.set("RESEND_ACTION", where.resend_action);
    if (code.blocked_until) {
        model.add("BLOCKED").set(
            "MOMENT", views::momentText(*code.blocked_until, visit.zone(), visit.at, visit.language));
        return;
    }
    if (code.sequence == 0 && !code.by_app)
        model.add("NOT_SENT").set("TIME", fromTimeOf(visit, code.resend_from));
    auto& form = model.add("CODE_FORM");
    if (notice.kind == "ERROR")
        form.add("WRONG").set("TEXT", notice.title);
    if (code.by_app && code.open) {
        form.show("HINT_APP");
        return;
    }
    if (code.open) {
        auto& hint = form.add("HINT");
        hint.set("SEQUENCE", static_cast<long>(code.sequence));
        hint.set("UNTIL", timeOf(visit, code.works_until));
        hint.show(where.by_mail ? "BY_MAIL" : "BY_SMS");
    } else {
        form.show("HINT_OVER");
    }
    auto& resend = model.add("RESEND");
    resend.set("LABEL", code.by_app ? visit.say("factors.try_again") : where.resend_label);
    if (code.resend_from > visit.at)
        resend.add("WAIT").set("TIME", fromTimeOf(visit, code.resend_from));
    else
        resend.show("NOW");
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
