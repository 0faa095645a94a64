#include "platform/exports/export_maker.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "platform/exports/archive.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"
#include "platform/tenancy/mail_look.h"
#include "platform/views/dutch_time.h"

namespace inzage::exports {
namespace {

using observe::Event;
using observe::Metric;

/// How often the person can see that it goes on.
constexpr std::chrono::seconds kNoteEvery{2};

}  // namespace

struct ExportMaker::Impl {
    explicit Impl(MakerParts given) : parts{std::move(given)} {}

    MakerParts parts;
    std::mutex mutex;
    std::condition_variable woken;
    std::deque<TenantId> waiting;
    bool stopping = false;
    std::thread thread;

    bool isStopping() {
        const std::lock_guard lock{mutex};
        return stopping;
    }

    void work() {
        for (;;) {
            std::unique_lock lock{mutex};
            woken.wait(lock, [this] { return stopping || !waiting.empty(); });
            if (stopping)
                return;
            const TenantId tenant = waiting.front();
            waiting.pop_front();
            lock.unlock();
            const observe::LogScope scope{tenant.text(), {}};
            try {
                // One, and then the next tenant: nobody waits for a whole organisation.
                if (makeOne(tenant))
                    wake(tenant);
            } catch (const std::exception& failed) {
                observe::logEvent(Event::EXPORT_FAILED, {{"why", failed.what()}});
            }
        }
    }

    void wake(const TenantId& tenant) {
        const std::lock_guard lock{mutex};
        if (std::find(waiting.begin(), waiting.end(), tenant) == waiting.end())
            waiting.push_back(tenant);
        woken.notify_all();
    }

    /// False when nothing waits.
    bool makeOne(const TenantId& id) {
        const auto tenant = parts.tenant_of(id);
        if (!tenant || tenant->suspended)
            return false;
        auto tx = parts.pools.begin(id);
        const auto task = claim(tx, parts.clock.now());
        tx.commit();
        if (!task)
            return false;
        try {
            const bool made = make(*tenant, *task);
            observe::count(Metric::Exports, {id.text(), made ? "ready" : "left"});
        } catch (const std::exception& failed) {
            observe::logEvent(Event::EXPORT_FAILED, {{"why", failed.what()}});
            observe::count(Metric::Exports, {id.text(), "failed"});
            auto end = parts.pools.begin(id);
            giveUp(end, task->id);
            end.commit();
        }
        return !isStopping();
    }

    bool make(const tenancy::Tenant& tenant, const Task& task) {
        const auto& settings = *tenant.settings;
        const UtcTime at = parts.clock.now();
        const auto& zone = settings.identity.time_zone;
        const ContentScope scope{task.id, tenancy::localDate(at, zone), settings};
        const ReadableWords words{parts.templates, views::languageFromCode(task.language), settings.texts,
                                  zone, at};
        UtcTime noted = at;
        const auto in_tx = [&](const std::function<void(database::TenantTx&)>& read) {
            auto tx = parts.pools.begin(tenant.id);
            read(tx);
            tx.commit();
        };
        const auto go_on = [&](int percent) {
            if (const UtcTime now = parts.clock.now(); now >= noted + kNoteEvery || now < noted) {
                noted = now;
                in_tx([&](database::TenantTx& tx) { noteProgress(tx, task.id, percent, now); });
            }
            return !isStopping();
        };
        std::optional<std::string> rights;
        in_tx([&](database::TenantTx& tx) { rights = rightsNow(tx, scope); });
        if (!rights)
            throw std::runtime_error{"the person may see nothing of this client any more"};
        ScratchFile archive;
        if (!writeArchive({task, scope, words, settings.identity.name, in_tx, go_on}, archive.stream()))
            return false;
        return store(tenant, task, words, *rights, archive);
    }

    /// Everything in one transaction: half an archive is none.
    bool store(const tenancy::Tenant& tenant, const Task& task, const ReadableWords& words,
               const std::string& rights, ScratchFile& archive) {
        archive.rewind();
        auto tx = parts.pools.begin(tenant.id);
        std::string piece(kPieceBytes, '\0');
        std::int64_t bytes = 0;
        for (int number = 0; archive.stream(); ++number) {
            archive.stream().read(piece.data(), static_cast<std::streamsize>(piece.size()));
            const auto got = static_cast<std::size_t>(archive.stream().gcount());
            if (got == 0)
                break;
            bytes += static_cast<std::int64_t>(got);
            if (bytes > kArchiveBytesMax)
                throw std::runtime_error{"the archive is larger than " + std::to_string(kArchiveBytesMax) +
                                         " bytes"};
            storePiece(tx, task.id, number, std::string_view{piece}.substr(0, got));
        }
        const UtcTime at = parts.clock.now();
        const UtcTime until = at + std::chrono::hours{tenant.settings->download.link_lifetime_h};
        if (!finish(tx, task.id, bytes, rights, at, until))
            return false;
        tell(tx, tenant, task, words, until);
        tx.commit();
        parts.wake_delivery(tenant.id);
        return true;
    }

    void tell(database::TenantTx& tx, const tenancy::Tenant& tenant, const Task& task,
              const ReadableWords& words, UtcTime until) {
        if (!task.has_email)
            return;
        const auto mail = views::mailPage(
            parts.templates, words.language, tenancy::mailLook(tenant),
            {.subject = words.say("exports.mail_subject"),
             .paragraphs = {words.say("exports.mail_text",
                                      {{"ORGANISATION", tenant.settings->identity.name}}),
                            words.say(
                                "exports.mail_once",
                                {{"UNTIL", views::momentText(until, words.zone, words.at, words.language)}})},
             .button = words.say("exports.mail_button"),
             .link = tenant.public_url + "/download",
             .after = words.say("exports.mail_not_you")});
        parts.outbox.mail(tx,
                          {.purpose = "download_ready",
                           .account = task.account,
                           .to = task.email,
                           .subject = mail.subject,
                           .text = Private{mail.text},
                           .html = Private{mail.html},
                           .useful_until = until},
                          parts.clock.now());
    }
};

ExportMaker::ExportMaker(MakerParts parts) : impl_{std::make_unique<Impl>(std::move(parts))} {}

ExportMaker::~ExportMaker() {
    stop();
}

void ExportMaker::start() {
    impl_->thread = std::thread{[this] { impl_->work(); }};
}

void ExportMaker::stop() {
    {
        const std::lock_guard lock{impl_->mutex};
        impl_->stopping = true;
        impl_->woken.notify_all();
    }
    if (impl_->thread.joinable())
        impl_->thread.join();
}

void ExportMaker::wake(const TenantId& tenant) {
    impl_->wake(tenant);
}

int ExportMaker::makeAll(const TenantId& tenant) {
    int made = 0;
    while (impl_->makeOne(tenant))
        ++made;
    return made;
}

}  // namespace inzage::exports
