#include "platform/notices/mailer.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "platform/access/offers.h"
#include "platform/base/token.h"
#include "platform/identity/link_token.h"
#include "platform/notices/mailer_store.h"
#include "platform/observe/events.h"
#include "platform/tenancy/mail_look.h"
#include "platform/views/dutch_time.h"
#include "platform/views/mail_page.h"

namespace inzage::notices {
namespace {

using std::chrono::hours;

/// So long the link that stops mails works, counted from the newest mail.
constexpr hours kStopLinkLives{24 * 180};
/// A tenant whose database can't be reached is looked at again after so long.
constexpr std::chrono::seconds kDatabasePause{30};
/// The clock is looked at so often while something waits: a test clock may jump.
constexpr std::chrono::seconds kClockLook{2};

}  // namespace

struct Mailer::Impl {
    Impl(MailerParts given, MailerLimits limits_given) : parts{std::move(given)}, limits{limits_given} {}

    MailerParts parts;
    MailerLimits limits;
    std::mutex mutex;
    std::condition_variable changed;
    std::map<TenantId, UtcTime> due;  ///< when to look at a tenant
    bool stopping = false;
    std::vector<std::thread> threads;

    void lookAt(const TenantId& tenant, UtcTime at) {
        const std::lock_guard lock{mutex};
        const auto [entry, fresh] = due.emplace(tenant, at);
        if (!fresh)
            entry->second = std::min(entry->second, at);
        changed.notify_all();
    }

    std::optional<TenantId> nextTenant() {
        std::unique_lock lock{mutex};
        while (!stopping) {
            const auto first = std::min_element(
                due.begin(), due.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
            if (first == due.end()) {
                changed.wait(lock);
                continue;
            }
            const auto wait = first->second - parts.clock.now();
            if (wait <= std::chrono::microseconds{0}) {
                const auto tenant = first->first;
                due.erase(first);
                return tenant;
            }
            changed.wait_for(lock, std::min<std::chrono::microseconds>(wait, kClockLook));
        }
        return std::nullopt;
    }

    bool waits(std::chrono::milliseconds pause) {
        std::unique_lock lock{mutex};
        return changed.wait_for(lock, pause, [this] { return stopping; });
    }

    void work() {
        while (const auto tenant = nextTenant()) {
            const observe::LogScope scope{tenant->text(), ""};
            try {
                mail(*tenant);
            } catch (const std::exception& failed) {
                observe::logEvent(observe::Event::NOTICES_MAIL_FAILED, {{"why", failed.what()}});
                lookAt(*tenant, parts.clock.now() + kDatabasePause);
            }
        }
    }

    void sweep() {
        do {
            for (const auto& tenant : parts.tenants()) {
                if (waits(limits.sweep_pause))
                    return;
                lookAt(tenant, parts.clock.now());
            }
        } while (!waits(limits.sweep_rest));
    }

    int mail(const TenantId& id) {
        const auto tenant = parts.tenant_of(id);
        if (!tenant)
            return 0;
        while (planBatch(*tenant) == limits.news_at_once) {
        }
        int mails = tellCareEnds(*tenant);
        for (int batch = limits.mails_at_once; batch == limits.mails_at_once;)
            mails += mailBatch(*tenant, batch);
        if (mails > 0)
            parts.wake_delivery(id);
        auto tx = parts.pools.begin(id);
        const auto next = nextMail(tx);
        tx.commit();
        if (next)
            lookAt(id, *next);
        return mails;
    }

    int tellCareEnds(const tenancy::Tenant& tenant) {
        const auto at = parts.clock.now();
        const auto& settings = *tenant.settings;
        const int days = settings.dossier.visible_after_care_days;
        auto tx = parts.pools.begin(tenant.id);
        const auto readers =
            takeCareEnds(tx, limits.mails_at_once, tenancy::localDate(at, settings.identity.time_zone), days);
        for (const auto& reader : readers) {
            const auto language = views::languageFromCode(
                reader.language.empty() ? settings.identity.languages.front() : reader.language);
            const auto last_day = views::longDateText(views::addDays(reader.ended_on, days), language);
            const auto say = [&](const std::string& word) {
                return parts.templates.say(language, "notices.care_end_mail_" + word,
                                           {{"ORGANISATION", settings.identity.name}, {"LAST_DAY", last_day}},
                                           settings.texts);
            };
            const bool download =
                access::offersDownload(settings) && access::mayDownload(settings, reader.role);
            const auto page =
                views::mailPage(parts.templates, language, tenancy::mailLook(tenant),
                                {.subject = say("subject"),
                                 .paragraphs = {say("text"), say(download ? "download" : "more")},
                                 .button = say("button"),
                                 .link = identity::ownLink(tenant, "/start"),
                                 .after = say("wrong")});
            parts.outbox.mail(tx,
                              {.purpose = "care_end",
                               .account = reader.account,
                               .to = reader.email,
                               .subject = page.subject,
                               .text = Private{page.text},
                               .html = Private{page.html}},
                              at);
        }
        tx.commit();
        return static_cast<int>(readers.size());
    }

    /// Gives the number of notices.
    int planBatch(const tenancy::Tenant& tenant) {
        const auto at = parts.clock.now();
        const auto& settings = *tenant.settings;
        const auto& zone = settings.identity.time_zone;
        int taken = 0;
        auto tx = parts.pools.begin(tenant.id);
        for (const auto& told : takeNews(tx, limits.news_at_once, at, tenancy::localDate(at, zone),
                                         settings.dossier.visible_after_care_days, taken)) {
            const auto choices = choicesOf(settings.notices, told.saved);
            if (const auto when =
                    mailDue(choices.of(told.kind), at, zone, settings.notices, choices.quiet, told.so_far))
                planMail(tx, told.account, *when);
        }
        tx.commit();
        return taken;
    }

    /// Gives the number of mails; `taken` the number of people looked at.
    int mailBatch(const tenancy::Tenant& tenant, int& taken) {
        const auto at = parts.clock.now();
        const auto today = tenancy::localDate(at, tenant.settings->identity.time_zone);
        int mails = 0;
        auto tx = parts.pools.begin(tenant.id);
        const auto people =
            takeDue(tx, limits.mails_at_once, at, today, tenant.settings->dossier.visible_after_care_days);
        taken = static_cast<int>(people.size());
        for (const auto& person : people) {
            // Read in the meantime, chosen otherwise, or the right is gone: then there is nothing to say.
            const auto wanted = choicesOf(tenant.settings->notices, person.saved).mailed();
            const bool news = std::any_of(person.unread.begin(), person.unread.end(), [&](NewsKind kind) {
                return std::find(wanted.begin(), wanted.end(), kind) != wanted.end();
            });
            const bool mailed = news && !person.email.reveal().empty();
            if (mailed)
                write(tx, tenant, person, at);
            noteMailed(tx, person.account, mailed, at, today);
            mails += mailed ? 1 : 0;
        }
        tx.commit();
        return mails;
    }

    void write(database::TenantTx& tx, const tenancy::Tenant& tenant, const DueMail& person,
               UtcTime at) const {
        const auto& settings = *tenant.settings;
        const auto language = views::languageFromCode(
            person.language.empty() ? settings.identity.languages.front() : person.language);
        const auto say = [&](const std::string& word) {
            return parts.templates.say(language, "notices.news_mail_" + word,
                                       {{"ORGANISATION", settings.identity.name}}, settings.texts);
        };
        // The same in every mail to this account, so that an old mail stops them too; nobody without the key
        // can work it out.
        const std::string token =
            sha256Hex(parts.outbox.key().mac("unsubscribe", tenant.id.text() + "/" + person.account.text()));
        identity::keepLink(tx, identity::LinkPurpose::Unsubscribe, person.account, token, at, kStopLinkLives);
        const std::string stop = identity::ownLink(tenant, "/afmelden/" + token);
        const auto page = views::mailPage(parts.templates, language, tenancy::mailLook(tenant),
                                          {.subject = say("subject"),
                                           .paragraphs = {say("text"), say("more")},
                                           .button = say("button"),
                                           .link = identity::ownLink(tenant, "/meldingen"),
                                           .after = say("why"),
                                           .stop = say("stop"),
                                           .stop_link = stop});
        parts.outbox.mail(tx,
                          {.purpose = "news",
                           .account = person.account,
                           .to = person.email,
                           .subject = page.subject,
                           .text = Private{page.text},
                           .html = Private{page.html},
                           .unsubscribe_url = stop},
                          at);
    }
};

Mailer::Mailer(MailerParts parts, MailerLimits limits)
    : impl_{std::make_unique<Impl>(std::move(parts), limits)} {}

Mailer::~Mailer() {
    stop();
}

void Mailer::start() {
    impl_->threads.emplace_back([this] { impl_->work(); });
    impl_->threads.emplace_back([this] { impl_->sweep(); });
}

void Mailer::wake(const TenantId& tenant) {
    impl_->lookAt(tenant, impl_->parts.clock.now());
}

void Mailer::stop() {
    {
        const std::lock_guard lock{impl_->mutex};
        impl_->stopping = true;
        impl_->changed.notify_all();
    }
    for (auto& thread : impl_->threads)
        if (thread.joinable())
            thread.join();
    impl_->threads.clear();
}

int Mailer::mailNow(const TenantId& tenant) {
    return impl_->mail(tenant);
}

}  // namespace inzage::notices
