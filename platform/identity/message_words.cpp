#include "platform/identity/message_words.h"

#include "platform/views/dutch_time.h"
#include "platform/views/mail_page.h"

namespace inzage::identity {
namespace {

using views::Language;
using Mail = MessageWords::Mail;

/// The catalogue, in the language of one message.
struct Voice {
    const views::Templates& templates;
    const Occasion& occasion;
    Language language;

    Voice(const views::Templates& all, const Occasion& at, std::string_view code)
        : templates{all}, occasion{at}, language{views::languageFromCode(code)} {}

    [[nodiscard]] std::string say(std::string_view key, views::Placeholders values = {}) const {
        return templates.say(language, key, values, occasion.settings.texts);
    }
    [[nodiscard]] std::string timeOf(UtcTime at) const {
        return views::timeText(at, occasion.settings.identity.time_zone, language);
    }
    [[nodiscard]] std::string momentOf(UtcTime at) const {
        return views::momentText(at, occasion.settings.identity.time_zone, occasion.at, language);
    }
    [[nodiscard]] Mail mail(const views::MailWords& words) const {
        const auto& settings = occasion.settings;
        const views::MailLook look{
            settings.identity.name,  settings.helpdesk.email, std::string{occasion.public_url},
            settings.branding.brand, settings.branding.paper, settings.branding.night_brand,
            settings.texts};
        auto page = views::mailPage(templates, language, look, words);
        return {std::move(page.subject), std::move(page.text), std::move(page.html)};
    }
};

Mail linkMail(const Voice& voice, const std::string& link) {
    const auto& identity = voice.occasion.settings.identity;
    const auto minutes = voice.occasion.settings.login.reset.link_lifetime_min;
    const auto until = voice.timeOf(voice.occasion.at + std::chrono::minutes{minutes});
    return voice.mail(
        {voice.say("reset.link_mail_subject", {{"ORGANISATION", identity.short_name}}),
         {voice.say("reset.link_mail_text", {{"ORGANISATION", identity.name}}),
          voice.say("reset.link_mail_until", {{"MINUTES", std::to_string(minutes)}, {"TIME", until}})},
         voice.say("reset.link_mail_button"),
         link,
         voice.say("reset.mail_not_you")});
}

Mail passwordMail(const Voice& voice, const std::string& password) {
    const auto& identity = voice.occasion.settings.identity;
    const auto minutes = voice.occasion.settings.login.reset.one_time_password_lifetime_min;
    const auto until = voice.timeOf(voice.occasion.at + std::chrono::minutes{minutes});
    return voice.mail(
        {voice.say("reset.password_mail_subject", {{"ORGANISATION", identity.short_name}}),
         {voice.say("reset.password_mail_text", {{"ORGANISATION", identity.name}}), password,
          voice.say("reset.password_mail_until", {{"MINUTES", std::to_string(minutes)}, {"TIME", until}})},
         voice.say("reset.password_mail_button"),
         std::string{voice.occasion.public_url} + "/inloggen",
         voice.say("reset.mail_not_you")});
}

Mail noNumberMail(const Voice& voice) {
    const auto& settings = voice.occasion.settings;
    std::string whom = settings.helpdesk.email;
    if (!settings.helpdesk.phone.empty())
        whom += (whom.empty() ? "" : ", ") + settings.helpdesk.phone;
    return voice.mail({voice.say("reset.link_mail_subject", {{"ORGANISATION", settings.identity.short_name}}),
                       {voice.say("reset.no_number_mail_text", {{"ORGANISATION", settings.identity.name}}),
                        voice.say("reset.no_number_mail_whom", {{"WHOM", whom}})},
                       "",
                       "",
                       voice.say("reset.mail_not_you")});
}

}  // namespace

MessageWords messageWords(const views::Templates& templates) {
    MessageWords words;
    const auto codeText = [&templates](std::string_view key) {
        return [&templates, key](const Occasion& occasion, std::string_view language, int sequence,
                                 const std::string& code, UtcTime until) {
            const Voice voice{templates, occasion, language};
            return voice.say(key, {{"NUMBER", std::to_string(sequence)},
                                   {"ORGANISATION", occasion.settings.identity.short_name},
                                   {"CODE", code},
                                   {"TIME", voice.timeOf(until)}});
        };
    };
    words.code_sms = codeText("identity.sms_code");
    words.confirm_sms = codeText("identity.sms_confirm_code");
    words.factor_mail = [&templates](const Occasion& occasion, std::string_view language,
                                     std::string_view what, int left) {
        const Voice voice{templates, occasion, language};
        const std::string key = "factors.mail_" + std::string{what};
        const auto& name = occasion.settings.identity.name;
        return voice.mail({voice.say(key + "_subject"),
                           {voice.say(key + "_text", {{"ORGANISATION", name}}),
                            voice.say("factors.mail_left", {{"LEFT", std::to_string(left)}}),
                            voice.say("factors.mail_not_you")},
                           "",
                           "",
                           ""});
    };
    words.blocked_mail = [&templates](const Occasion& occasion, std::string_view language, UtcTime until) {
        const Voice voice{templates, occasion, language};
        const auto& settings = occasion.settings;
        return voice.mail(
            {voice.say("identity.blocked_mail_subject", {{"ORGANISATION", settings.identity.short_name}}),
             {voice.say("identity.blocked_mail_text", {{"ORGANISATION", settings.identity.name},
                                                       {"MOMENT", voice.momentOf(until)},
                                                       {"EMAIL", settings.helpdesk.email}})},
             "",
             ""});
    };
    words.blocked_helpdesk_mail = [&templates](const Occasion& occasion, const std::string& login_name,
                                               UtcTime until) {
        const Voice voice{templates, occasion, occasion.settings.identity.languages.front()};
        return voice.mail({voice.say("identity.blocked_helpdesk_subject"),
                           {voice.say("identity.blocked_helpdesk_text",
                                      {{"LOGIN", login_name}, {"MOMENT", voice.momentOf(until)}})},
                           "",
                           ""});
    };
    words.changed_mail = [&templates](const Occasion& occasion, std::string_view language) {
        const Voice voice{templates, occasion, language};
        const auto& identity = occasion.settings.identity;
        return voice.mail({voice.say("reset.changed_mail_subject", {{"ORGANISATION", identity.short_name}}),
                           {voice.say("reset.changed_mail_text", {{"ORGANISATION", identity.name},
                                                                  {"MOMENT", voice.momentOf(occasion.at)}}),
                            voice.say("reset.changed_mail_devices"), voice.say("reset.changed_mail_not_you")},
                           "",
                           ""});
    };
    words.changed_sms = [&templates](const Occasion& occasion, std::string_view language) {
        const Voice voice{templates, occasion, language};
        return voice.say("reset.changed_sms", {{"ORGANISATION", occasion.settings.identity.short_name},
                                               {"EMAIL", occasion.settings.helpdesk.email}});
    };
    return words;
}

PasskeyMailWords passkeyWords(const views::Templates& templates) {
    return [&templates](const Occasion& occasion, std::string_view language, bool added,
                        const std::string& name) {
        const Voice voice{templates, occasion, language};
        const auto& settings = occasion.settings;
        const std::string key = added ? "passkeys.added_mail" : "passkeys.removed_mail";
        return voice.mail({voice.say(key + "_subject", {{"ORGANISATION", settings.identity.short_name}}),
                           {voice.say(key + "_text", {{"ORGANISATION", settings.identity.name},
                                                      {"NAME", name},
                                                      {"EMAIL", settings.helpdesk.email}})},
                           "",
                           ""});
    };
}

ResetWords resetWords(const views::Templates& templates) {
    return {[&templates](const Occasion& occasion, std::string_view language, const std::string& link) {
                return linkMail({templates, occasion, language}, link);
            },
            [&templates](const Occasion& occasion, std::string_view language, const std::string& password) {
                return passwordMail({templates, occasion, language}, password);
            },
            [&templates](const Occasion& occasion, std::string_view language) {
                return noNumberMail({templates, occasion, language});
            }};
}

}  // namespace inzage::identity
