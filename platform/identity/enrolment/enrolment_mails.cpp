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

/// What mails and SMS are made of: the catalogue in the organisation's language, with its own words.
class Speaker {
  public:
    Speaker(const views::Templates& templates, const Occasion& occasion)
        : templates_{templates},
          occasion_{occasion},
          language_{views::languageFromCode(occasion.settings.identity.languages.front())} {}
    [[nodiscard]] std::string say(std::string_view key, views::Placeholders values = {}) const {
        return templates_.say(language_, key, values, occasion_.settings.texts);
    }
    [[nodiscard]] std::string time(UtcTime at) const {
        return views::timeText(at, occasion_.settings.identity.time_zone, language_);
    }
    [[nodiscard]] std::string moment(UtcTime at) const {
        return views::momentText(at, occasion_.settings.identity.time_zone, occasion_.at, language_);
    }
    [[nodiscard]] views::MailPage page(const views::MailWords& words) const {
        return views::mailPage(templates_, language_, lookOf(occasion_), words);
    }

  private:
    const views::Templates& templates_;
    const Occasion& occasion_;
    views::Language language_;
};

}  // namespace

InvitationWords invitationWords(const views::Templates& templates) {
    return [&templates](const Occasion& occasion, const std::string& inviter, const std::string& link,
                        UtcTime until) {
        const Speaker speaker{templates, occasion};
        const auto& organisation = occasion.settings.identity.name;
        const auto& external = occasion.settings.login.external;
        return speaker.page(
            {speaker.say("enrolment.mail_subject", {{"ORGANISATION", organisation}}),
             {speaker.say("enrolment.mail_who", {{"WHO", inviter.empty() ? organisation : inviter},
                                                 {"ORGANISATION", organisation}}),
              external.on() ? speaker.say("external.mail_how", {{"NAME", external.name}})
                            : speaker.say("enrolment.mail_phone")},
             speaker.say("enrolment.mail_begin"),
             link,
             speaker.say("enrolment.mail_until", {{"MOMENT", speaker.moment(until)}}) + " " +
                 speaker.say("enrolment.mail_not_you")});
    };
}

EnrolmentWords enrolmentWords(const views::Templates& templates) {
    EnrolmentWords words;
    words.sms = [&templates](const Occasion& occasion, int sequence, const std::string& code, UtcTime until) {
        const Speaker speaker{templates, occasion};
        return speaker.say("identity.sms_code", {{"NUMBER", std::to_string(sequence)},
                                                 {"ORGANISATION", occasion.settings.identity.short_name},
                                                 {"CODE", code},
                                                 {"TIME", speaker.time(until)}});
    };
    words.email_code = [&templates](const Occasion& occasion, int sequence, const std::string& code,
                                    UtcTime until) {
        const Speaker speaker{templates, occasion};
        const auto number = std::to_string(sequence);
        return speaker.page(
            {speaker.say("enrolment.code_mail_subject",
                         {{"ORGANISATION", occasion.settings.identity.name}, {"NUMBER", number}}),
             {speaker.say("enrolment.code_mail_code", {{"NUMBER", number}, {"CODE", code}}),
              speaker.say("enrolment.code_mail_until", {{"TIME", speaker.time(until)}})},
             "",
             "",
             speaker.say("enrolment.code_mail_not_you")});
    };
    words.account_exists = [&templates](const Occasion& occasion) {
        const Speaker speaker{templates, occasion};
        return speaker.page(
            {speaker.say("enrolment.exists_mail_subject",
                         {{"ORGANISATION", occasion.settings.identity.name}}),
             {speaker.say("enrolment.exists_mail_text"), speaker.say("enrolment.exists_mail_forgot")},
             speaker.say("enrolment.exists_mail_button"),
             std::string{occasion.public_url} + "/inloggen",
             speaker.say("enrolment.code_mail_not_you")});
    };
    words.blocked_helpdesk = [&templates](const Occasion& occasion, const std::string& email) {
        const Speaker speaker{templates, occasion};
        return speaker.page({speaker.say("enrolment.blocked_mail_subject"),
                             {speaker.say("enrolment.blocked_mail_text", {{"ADDRESS", email}})},
                             "",
                             "",
                             ""});
    };
    words.ready = [&templates](const Occasion& occasion, const std::string& login_name) {
        const Speaker speaker{templates, occasion};
        return speaker.page(
            {speaker.say("enrolment.ready_mail_subject", {{"ORGANISATION", occasion.settings.identity.name}}),
             {speaker.say("enrolment.ready_mail_text", {{"LOGIN", login_name}})},
             speaker.say("enrolment.ready_mail_button"),
             std::string{occasion.public_url} + "/inloggen",
             speaker.say("enrolment.ready_mail_not_you")});
    };
    return words;
}

}  // namespace inzage::identity
