#include "platform/identity/identity.h"

#include "platform/identity/cookies.h"
#include "platform/identity/enrolment/enrolment_mails.h"
#include "platform/identity/enrolment/enrolment_pages.h"
#include "platform/identity/page_parts.h"
#include "platform/views/dutch_time.h"

namespace inzage::identity {
namespace {

MessageWords wordsFrom(const views::Templates& templates) {
    MessageWords words;
    const auto timeOf = [](const Occasion& occasion, UtcTime at, views::Language language) {
        return views::timeText(at, occasion.settings.identity.time_zone, language);
    };
    const auto momentOf = [](const Occasion& occasion, UtcTime at, views::Language language) {
        return views::momentText(at, occasion.settings.identity.time_zone, occasion.at, language);
    };
    const auto codeText = [&templates, timeOf](std::string_view key) {
        return [&templates, timeOf, key](const Occasion& occasion, std::string_view code_of, int sequence,
                                         const std::string& code, UtcTime until) {
            const auto language = views::languageFromCode(code_of);
            return templates.say(language, key,
                                 {{"NUMBER", std::to_string(sequence)},
                                  {"ORGANISATION", occasion.settings.identity.short_name},
                                  {"CODE", code},
                                  {"TIME", timeOf(occasion, until, language)}},
                                 occasion.settings.texts);
        };
    };
    words.code_sms = codeText("identity.sms_code");
    words.confirm_sms = codeText("identity.sms_confirm_code");
    words.blocked_mail = [&templates, momentOf](const Occasion& occasion, std::string_view code_of,
                                                UtcTime until) {
        const auto language = views::languageFromCode(code_of);
        const auto& settings = occasion.settings;
        return MessageWords::Mail{
            templates.say(language, "identity.blocked_mail_subject",
                          {{"ORGANISATION", settings.identity.short_name}}, settings.texts),
            templates.say(language, "identity.blocked_mail_text",
                          {{"ORGANISATION", settings.identity.name},
                           {"MOMENT", momentOf(occasion, until, language)},
                           {"EMAIL", settings.helpdesk.email}},
                          settings.texts)};
    };
    words.blocked_helpdesk_mail = [&templates, momentOf](const Occasion& occasion,
                                                         const std::string& login_name, UtcTime until) {
        const auto language = views::languageFromCode(occasion.settings.identity.languages.front());
        return MessageWords::Mail{
            templates.say(language, "identity.blocked_helpdesk_subject", {}, occasion.settings.texts),
            templates.say(language, "identity.blocked_helpdesk_text",
                          {{"LOGIN", login_name}, {"MOMENT", momentOf(occasion, until, language)}},
                          occasion.settings.texts)};
    };
    return words;
}

}  // namespace

Identity::Identity(const config::WorkerSettings& workers, database::SealKey key,
                   const views::Templates& templates)
    : hasher_{workers.argon2_slots, std::chrono::milliseconds{workers.argon2_wait_ms}},
      outbox_{std::move(key)},
      sign_in_{hasher_, addresses_, outbox_, wordsFrom(templates)},
      confirmation_{outbox_, wordsFrom(templates)},
      own_password_{hasher_, outbox_.key()},
      invitations_{outbox_, invitationWords(templates)} {}

tenancy::FormToken plainFormToken(const http::Request& request) {
    auto token = formTokenWithoutSession(request);
    return {std::move(token.masked), std::move(token.cookie)};
}

void registerPages(tenancy::Pages& pages, Identity& identity) {
    registerLoginPages(pages, identity);
    registerCodePages(pages, identity);
    registerPasswordPages(pages, identity);
    registerLogoutPages(pages, identity);
    registerDisplayPages(pages);
    registerTermsPages(pages, identity);
}

}  // namespace inzage::identity
