#include "platform/identity/identity.h"

#include <algorithm>

#include "platform/identity/cookies.h"
#include "platform/identity/enrolment/enrolment_mails.h"
#include "platform/identity/enrolment/enrolment_pages.h"
#include "platform/identity/external/external_pages.h"
#include "platform/identity/message_words.h"
#include "platform/identity/page_parts.h"
#include "platform/identity/reset/reset_pages.h"

namespace inzage::identity {
namespace {

/// A quarter of the workers, so that providers that don't answer never hold up who signs in elsewhere.
ProviderLimits limitsFor(const config::WorkerSettings& workers) {
    ProviderLimits limits;
    limits.at_once = std::max(workers.http_threads / 4, 1);
    limits.at_once_each = std::max(limits.at_once / 2, 1);
    limits.waiting = limits.at_once;
    return limits;
}

}  // namespace

Identity::Identity(const config::WorkerSettings& workers, database::SealKey key,
                   const views::Templates& templates, ProvidersPlace providers)
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
      enrolment_{hasher_, addresses_, outbox_, enrolmentWords(templates)},
      providers_{std::move(providers.http), std::move(providers.secrets_dir), limitsFor(workers)},
      external_login_{addresses_, outbox_, enrolment_, providers_} {}

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
    registerExternalPages(pages, identity);
    registerDisplayPages(pages);
    registerTermsPages(pages, identity);
    registerInvitationPages(pages, identity);
    registerRegistrationPages(pages, identity);
    registerEnrolmentPages(pages, identity);
}

}  // namespace inzage::identity
