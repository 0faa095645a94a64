#include "platform/retention/retention.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "platform/access/kept_text.h"
#include "platform/access/purge.h"
#include "platform/changes/purge.h"
#include "platform/delivery/outbox.h"
#include "platform/exports/purge.h"
#include "platform/identity/purge.h"
#include "platform/notices/purge.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"
#include "platform/pinboard/purge.h"
#include "platform/sharing/purge.h"
#include "platform/sharing/rules.h"
#include "platform/tenancy/tenant.h"
#include "platform/views/dutch_time.h"

namespace inzage::retention {
namespace {

using observe::Event;
using observe::Metric;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

/// Deletes one batch of a kind; gives the number of rows.
using Batch = std::function<int(database::TenantTx&, int max)>;

struct Part {
    std::string_view kind;
    Batch batch;
};

/// In this order: codes before the sessions they belong to, so that deleting a session has little to cascade
/// to.
std::vector<Part> partsOf(const config::TenantSettings& settings, UtcTime at) {
    using database::TenantTx;
    const UtcTime traces = at - days{settings.retention.ended_sessions_days};
    const UtcTime messages = at - days{settings.retention.sent_messages_days};
    const UtcTime notices = at - days{notices::kNoticesDays};
    const UtcTime undone = at - sharing::kUndoTime;
    const auto sms = settings.login.sms;
    const int after_care =
        settings.dossier.visible_after_care_days + settings.retention.purge_after_visible_days;
    const std::string last_day =
        views::addDays(tenancy::localDate(at, settings.identity.time_zone), -after_care);
    return {
        {"typed",
         [=](TenantTx& tx, int max) { return access::purgeTyped(tx, at - access::kTypedKept, max); }},
        {"tries", [=](TenantTx& tx, int max) { return identity::purgeTries(tx, traces, max); }},
        {"waits", [=](TenantTx& tx, int max) { return identity::purgeWaits(tx, traces, max); }},
        {"codes", [=](TenantTx& tx, int max) { return identity::purgeCodes(tx, traces, max); }},
        {"sessions", [=](TenantTx& tx, int max) { return identity::purgeSessions(tx, traces, max); }},
        {"devices", [=](TenantTx& tx, int max) { return identity::purgeDevices(tx, sms, traces, max); }},
        {"enrolments", [=](TenantTx& tx, int max) { return identity::purgeEnrolments(tx, traces, max); }},
        {"links", [=](TenantTx& tx, int max) { return identity::purgeLinks(tx, traces, max); }},
        {"invitations", [=](TenantTx& tx, int max) { return identity::purgeInvitations(tx, traces, max); }},
        {"removed_access", [=](TenantTx& tx, int max) { return sharing::purgeRemoved(tx, traces, max); }},
        {"pinboard", [=](TenantTx& tx, int max) { return pinboard::purgeTakenAway(tx, undone, max); }},
        {"messages", [=](TenantTx& tx, int max) { return delivery::purgeOutbox(tx, messages, max); }},
        {"dossiers", [=](TenantTx& tx, int max) { return access::purgeAfterCare(tx, last_day, at, max); }},
        {"downloads_over", [=](TenantTx& tx, int max) { return exports::expireExports(tx, at, max); }},
        {"downloads", [=](TenantTx& tx, int max) { return exports::purgeExports(tx, traces, max); }},
        {"changes", [=](TenantTx& tx, int max) { return changes::purgeChanges(tx, messages, max); }},
        {"notices", [=](TenantTx& tx, int max) { return notices::purgeNotices(tx, notices, max); }},
    };
}

/// What people took away themselves doesn't wait for the hour: gone means gone soon after the time to undo.
constexpr seconds kTakenAwayEvery{120};
constexpr std::string_view kTakenAway = "pinboard";

/// The tenant's own moment in the hour: the same in every process and after every start, so that a program
/// that is often restarted still gets to everybody.
seconds placeInHour(const TenantId& tenant) {
    std::uint32_t hash = 2166136261U;
    for (const char c : tenant.text())
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return seconds{hash % 3600U};
}

}  // namespace

struct Retention::Impl {
    Impl(RetentionParts given, RetentionLimits limits_given)
        : parts{std::move(given)}, limits{limits_given} {}

    RetentionParts parts;
    RetentionLimits limits;
    std::mutex mutex;
    std::condition_variable woken;
    bool stopping = false;
    std::thread thread;
    std::map<TenantId, UtcTime> due;             ///< of the thread only
    std::map<TenantId, UtcTime> taken_away_due;  ///< of the thread only

    /// True when it is time to end.
    bool rest(std::chrono::milliseconds time) {
        std::unique_lock lock{mutex};
        return woken.wait_for(lock, time, [this] { return stopping; });
    }

    void work() {
        // The first look only notes when everybody's turn comes: an hour counts from the start.
        do {
            for (const KeptTenant& tenant : parts.tenants()) {
                if (isDue(tenant.id) && !sweepNoted(tenant))
                    return;
                if (isTakenAwayDue(tenant.id) && !sweepNoted(tenant, kTakenAway))
                    return;
            }
        } while (!rest(limits.look));
    }

    bool isDue(const TenantId& tenant) {
        const UtcTime now = parts.clock.now();
        const auto [entry, fresh] = due.try_emplace(tenant, nextSweep(tenant, now));
        if (fresh || entry->second > now)
            return false;
        entry->second = nextSweep(tenant, now);
        return true;
    }

    bool isTakenAwayDue(const TenantId& tenant) {
        const UtcTime now = parts.clock.now();
        const auto entry = taken_away_due.try_emplace(tenant, now).first;
        if (entry->second > now)
            return false;
        entry->second = now + kTakenAwayEvery;
        return true;
    }

    /// `only`: of this kind; "": of all. False when stopping.
    bool sweepNoted(const KeptTenant& tenant, std::string_view only = {}) {
        const observe::LogScope scope{tenant.id.text(), {}};
        try {
            note(tenant.id, sweep(tenant, only), only.empty());
        } catch (const std::exception& failed) {
            observe::logEvent(Event::RETENTION_FAILED, {{"why", failed.what()}});
        }
        const std::lock_guard lock{mutex};
        return !stopping;
    }

    void note(const TenantId& tenant, const std::vector<Swept>& swept, bool whole) const {
        std::string what;
        for (const Swept& one : swept) {
            if (one.rows == 0)
                continue;
            observe::count(Metric::RetentionDeleted, {tenant.text(), one.kind}, one.rows);
            what.append(what.empty() ? "" : ", ").append(std::to_string(one.rows) + " ").append(one.kind);
        }
        const auto now = std::chrono::duration<double>(parts.clock.now().time_since_epoch());
        if (whole)
            observe::gauge(Metric::RetentionLastSweep, {tenant.text()}, now.count());
        if (!what.empty())
            observe::logEvent(Event::RETENTION_DELETED, {{"what", what}});
    }

    std::vector<Swept> sweep(const KeptTenant& tenant, std::string_view only = {}) {
        std::vector<Swept> swept;
        for (const Part& part : partsOf(*tenant.settings, parts.clock.now())) {
            if (!only.empty() && part.kind != only)
                continue;
            Swept& one = swept.emplace_back(Swept{part.kind, 0});
            for (int batch = 0; batch < limits.batches_max; ++batch) {
                auto tx = parts.pools.begin(tenant.id);
                const int rows = part.batch(tx, limits.batch_rows);
                tx.commit();
                one.rows += rows;
                if (rows < limits.batch_rows)
                    break;
                if (rest(limits.pause))
                    return swept;
            }
        }
        return swept;
    }
};

Retention::Retention(RetentionParts parts, RetentionLimits limits)
    : impl_{std::make_unique<Impl>(std::move(parts), limits)} {}

Retention::~Retention() {
    stop();
}

void Retention::start() {
    impl_->thread = std::thread{[this] { impl_->work(); }};
}

void Retention::stop() {
    {
        const std::lock_guard lock{impl_->mutex};
        impl_->stopping = true;
        impl_->woken.notify_all();
    }
    if (impl_->thread.joinable())
        impl_->thread.join();
}

std::vector<Swept> Retention::sweep(const KeptTenant& tenant) {
    return impl_->sweep(tenant);
}

UtcTime Retention::nextSweep(const TenantId& tenant, UtcTime after) {
    const UtcTime place = std::chrono::floor<hours>(after) + placeInHour(tenant);
    return place > after ? place : place + hours{1};
}

}  // namespace inzage::retention
