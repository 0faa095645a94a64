#include "platform/identity/identity.h"

#include "platform/identity/cookies.h"
#include "platform/identity/enrolment/enrolment_mails.h"
#include "platform/identity/enrolment/enrolment_pages.h"
#include "platform/identity/message_words.h"
#include "platform/identity/page_parts.h"
#include "platform/identity/reset/reset_pages.h"

namespace inzage::identity {
Identity::Identity(const config::WorkerSettings& workers, database::SealKey key,
                   const views::Templates& templates)
    : hasher_{workers.argon2_slots, std::chrono::milliseconds{workers.argon2_wait_ms}},
      outbox_{std::move(key)},
      words_{messageWords(templates)},
      sign_in_{hasher_, addresses_, outbox_, words_},
      confirmation_{outbox_, words_},
      own_password_{hasher_, outbox_.key()},
      factors_{outbox_, words_},
      invitations_{outbox_, invitationWords(templates)},
      reset_{outbox_, words_, resetWords(templates)},
      own_change_{hasher_, own_password_, outbox_, words_},
      passkeys_{addresses_, outbox_, passkeyWords(templates)},
      enrolment_{hasher_, addresses_, outbox_, enrolmentWords(templates)} {}

tenancy::FormToken plainFormToken(const http::Request& request) {
    auto token = formTokenWithoutSession(request);
    return {std::move(token.masked), std::move(token.cookie)};
}

void registerPages(tenancy::Pages& pages, Identity& identity) {
    registerLoginPages(pages, identity);
    registerCodePages(pages, identity);
    registerPasswordPages(pages, identity);
    registerResetPages(pages, identity);
    registerLogoutPages(pages, identity);
    registerPasskeyPages(pages, identity);
    registerDisplayPages(pages);
    registerTermsPages(pages, identity);
    registerInvitationPages(pages, identity);
    registerRegistrationPages(pages, identity);
    registerEnrolmentPages(pages, identity);
}

}  // namespace inzage::identity
