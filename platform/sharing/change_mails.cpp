#include "platform/sharing/change_mails.h"

#include <algorithm>

#include "platform/sharing/circle_store.h"
#include "platform/tenancy/mail_look.h"
#include "platform/views/mail_page.h"

namespace inzage::sharing {
namespace {

/// `key`: "changed", "changed_client", "asked": the texts sharing.mail_<key>_….
void send(const tenancy::Visit& visit, const delivery::Outbox& outbox, database::TenantTx& tx,
          const Reader& reader, const std::string& key) {
    const auto& settings = visit.settings();
    const auto language = views::languageFromCode(
        reader.language.empty() ? settings.identity.languages.front() : reader.language);
    const auto say = [&](const std::string& word) {
        return visit.services.templates.say(language, "sharing.mail_" + word,
                                            {{"ORGANISATION", settings.identity.name}}, settings.texts);
    };
    const auto mail = views::mailPage(visit.services.templates, language, tenancy::mailLook(*visit.tenant),
                                      {.subject = say(key + "_subject"),
                                       .paragraphs = {say(key + "_text"), say(key + "_more")},
                                       .button = say("button"),
                                       .link = visit.tenant->public_url + "/start",
                                       .after = say("why")});
    outbox.mail(tx,
                {.purpose = "access_" + key,
                 .account = reader.account,
                 .to = reader.email,
                 .subject = mail.subject,
                 .text = Private{mail.text},
                 .html = Private{mail.html}},
                visit.at);
}

}  // namespace

void tellChanged(const tenancy::Visit& visit, const delivery::Outbox& outbox, database::TenantTx& tx,
                 const ClientId& client, const std::vector<AccountId>& people) {
    for (const auto& person : people) {
        noteAccessChanged(tx, client, person, visit.at);
        if (const auto reader = readerOf(tx, person))
            send(visit, outbox, tx, *reader, "changed");
    }
    for (const auto& reader : clientReaders(tx, client))
        if (!reader.account || std::find(people.begin(), people.end(), *reader.account) == people.end())
            send(visit, outbox, tx, reader, "changed_client");
}

void tellAsked(const tenancy::Visit& visit, const delivery::Outbox& outbox, database::TenantTx& tx,
               const std::vector<AccountId>& deciders) {
    for (const auto& decider : deciders)
        if (const auto reader = readerOf(tx, decider))
            send(visit, outbox, tx, *reader, "asked");
}

}  // namespace inzage::sharing
