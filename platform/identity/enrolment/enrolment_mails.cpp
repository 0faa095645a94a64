#include "platform/identity/enrolment/enrolment_mails.h"

#include "platform/views/dutch_time.h"

namespace inzage::identity {
namespace {

views::MailLook lookOf(const Occasion& occasion) {
    const auto& settings = occasion.settings;
    return {settings.identity.name,  settings.helpdesk.email, std::string{occasion.public_url},
            settings.branding.brand, settings.branding.paper, settings.branding.night_brand,
            settings.texts};
}

}  // namespace

InvitationWords invitationWords(const views::Templates& templates) {
    return [&templates](const Occasion& occasion, const std::string& inviter, const std::string& link,
                        UtcTime until) {
        const auto& settings = occasion.settings;
        const auto language = views::languageFromCode(settings.identity.languages.front());
        const auto say = [&](std::string_view key, views::Placeholders values = {}) {
            return templates.say(language, key, values, settings.texts);
        };
        const auto& organisation = settings.identity.name;
        const auto moment = views::momentText(until, settings.identity.time_zone, occasion.at, language);
        return views::mailPage(
            templates, language, lookOf(occasion),
            {say("enrolment.mail_subject", {{"ORGANISATION", organisation}}),
             {say("enrolment.mail_who",
                  {{"WHO", inviter.empty() ? organisation : inviter}, {"ORGANISATION", organisation}}),
              say("enrolment.mail_phone")},
             say("enrolment.mail_begin"),
             link,
             say("enrolment.mail_until", {{"MOMENT", moment}}) + " " + say("enrolment.mail_not_you")});
    };
}

}  // namespace inzage::identity
