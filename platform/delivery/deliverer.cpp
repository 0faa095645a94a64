#include "platform/delivery/deliverer.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "platform/delivery/outbox_store.h"
#include "platform/delivery/phone_number.h"
#include "platform/delivery/route_choice.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::delivery {
namespace {

using observe::Event;
using observe::logEvent;
using observe::Metric;

/// A tenant whose database can't be reached is looked at again after so long.
constexpr std::chrono::seconds kDatabasePause{5};
/// A provider is asked so long after it took a message over for the first time.
constexpr std::chrono::seconds kFirstAsk{15};
/// Threads look at the clock at least so often while something waits: a test clock may jump.
constexpr std::chrono::seconds kClockLook{2};

void countTry(const std::string& tenant, Channel channel, std::string_view gateway,
              std::string_view outcome) {
    observe::count(channel == Channel::Sms ? Metric::SmsSent : Metric::MailSent, {tenant, gateway, outcome});
}

}  // namespace

std::chrono::seconds backOff(int tries) noexcept {
    return std::chrono::seconds{1LL << (2 * std::clamp(tries - 1, 0, 6))};
}

struct Deliverer::Impl {
    Impl(DelivererParts given, DelivererLimits limits_given)
        : parts{std::move(given)}, limits{limits_given} {}

    DelivererParts parts;
    DelivererLimits limits;
    std::mutex mutex;
    std::condition_variable changed;
    std::map<TenantId, UtcTime> due;  ///< when to look at a tenant; absent: nothing waits there
    bool stopping = false;
    std::vector<std::thread> threads;
    RouteChoice choice;

    void lookAt(const TenantId& tenant, UtcTime at) {
        const std::lock_guard lock{mutex};
        const auto [entry, fresh] = due.emplace(tenant, at);
        if (!fresh)
            entry->second = std::min(entry->second, at);
        changed.notify_all();
    }

    /// Waits for a tenant whose time has come; absent when stopping.
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

    void work() {
        while (const auto tenant = nextTenant()) {
            const observe::LogScope scope{tenant->text(), ""};
            try {
                deliver(*tenant);
            } catch (const std::exception& error) {
                logEvent(Event::DELIVERY_OUTBOX_UNREACHABLE, {{"why", error.what()}});
                lookAt(*tenant, parts.clock.now() + kDatabasePause);
            }
        }
    }

    /// True when the program stops meanwhile.
    bool waits(std::chrono::milliseconds pause) {
        std::unique_lock lock{mutex};
        return changed.wait_for(lock, pause, [this] { return stopping; });
    }

    void sweep() {
        while (true) {
            for (const auto& tenant : parts.tenants()) {
                if (waits(limits.sweep_pause))
                    return;
                lookAt(tenant, parts.clock.now());
            }
            if (waits(limits.sweep_rest))
                return;
        }
    }

    /// Sends batches until nothing is due, then plans the next look.
    int deliver(const TenantId& tenant) {
        const auto settings = parts.settings_of(tenant);
        if (!settings)
            return 0;
        int tries = 0;
        while (true) {
            const auto at = parts.clock.now();
            auto tx = parts.pools.begin(tenant);
            const auto messages = claimMessages(tx, limits.batch, at, at + limits.lease);
            if (messages.empty()) {
                tx.commit();
                askProviders(tenant, *settings);
                planNextLook(tenant);
                return tries;
            }
            tx.commit();
            for (const auto& message : messages) {
                // The rest is due again when the lease ends: somebody else may be sending it by then.
                if (parts.clock.now() > at + limits.lease - limits.try_max)
                    break;
                sendOne(tenant, *settings, message);
                ++tries;
            }
        }
    }

    void planNextLook(const TenantId& tenant) {
        auto tx = parts.pools.begin(tenant);
        const auto state = outboxState(tx);
        tx.commit();
        observe::gauge(Metric::OutboxWaiting, {tenant.text(), "sms"}, state.sms_waiting);
        observe::gauge(Metric::OutboxWaiting, {tenant.text(), "mail"}, state.mail_waiting);
        if (state.next_due)
            lookAt(tenant, *state.next_due);
    }

    void askProviders(const TenantId& tenant, const config::TenantSettings& settings) {
        auto tx = parts.pools.begin(tenant);
        const auto asked = claimReports(tx, limits.batch, parts.clock.now());
        tx.commit();
        for (const auto& message : asked)
            for (const auto& route : parts.routes_of(settings, Channel::Sms)) {
                if (route.gateway->name() != message.gateway)
                    continue;
                const auto arrival = route.gateway->ask(message.reference, route.account);
                if (arrival && *arrival != Arrival::Pending)
                    takeReport(parts.pools, tenant, message.gateway, {message.id, *arrival},
                               parts.clock.now());
                break;
            }
    }

    void sendOne(const TenantId& tenant, const config::TenantSettings& settings,
                 const ClaimedMessage& message) {
        const auto at = parts.clock.now();
        auto result = tryOne(tenant, settings, message, at);
        const std::string_view outcome = result.give_back_try ? std::string_view{"held"} : result.state;
        countTry(tenant.text(), message.channel, result.gateway.empty() ? "none" : result.gateway, outcome);
        if (result.state == "failed" || result.state == "abandoned")
            logEvent(Event::DELIVERY_GIVEN_UP, {{"message", message.id},
                                                {"purpose", message.purpose},
                                                {"why", result.words},
                                                {"tries", message.tries}});
        auto tx = parts.pools.begin(tenant);
        markTried(tx, message.id, result, parts.clock.now());
        tx.commit();
    }

    TryResult tryOne(const TenantId& tenant, const config::TenantSettings& settings,
                     const ClaimedMessage& message, UtcTime at) {
        if (message.useful_until && at >= *message.useful_until)
            return {"abandoned", "", "", "no longer useful", std::nullopt};
        const auto text = parts.key.open(message.sealed_text, outboxContext(tenant));
        const auto html = message.sealed_html.empty()
                              ? std::optional<std::string>{""}
                              : parts.key.open(message.sealed_html, outboxContext(tenant));
        const auto unsubscribe = message.sealed_unsubscribe.empty()
                                     ? std::optional<std::string>{""}
                                     : parts.key.open(message.sealed_unsubscribe, outboxContext(tenant));
        if (!text || !html || !unsubscribe)
            return {"failed", "", "", "sealed with another key", std::nullopt};
        if (message.channel == Channel::Sms)
            if (auto held = smsHeld(tenant, settings.login.sms, message, at))
                return *held;
        const auto routes = parts.routes_of(settings, message.channel);
        if (routes.empty()) {
            logEvent(Event::DELIVERY_NO_GATEWAY, {{"channel", nameOf(message.channel)}});
            return later(message, {SendResult::TryAgain, "", "no gateway of that name"}, "", at);
        }
        const Route& route = choice.choose(routes, message.tries, at);
        const auto answer =
            route.gateway->send({message.id, tenant.text(), message.channel, message.to, message.subject,
                                 Private<std::string>{*text}, Private<std::string>{*html}, *unsubscribe},
                                route.account, at);
        noteTrouble(tenant, route, answer, at);
        const std::string name{route.gateway->name()};
        switch (answer.result) {
            case SendResult::Sent: {
                TryResult sent{"sent", name, answer.reference, answer.words, std::nullopt};
                if (route.gateway->isAsked())
                    sent.report_due_at = at + kFirstAsk;
                return sent;
            }
            case SendResult::Refused:
                return {"failed", name, answer.reference, answer.words, std::nullopt};
            case SendResult::TryAgain:
                break;
        }
        return later(message, answer, name, at);
    }

    void noteTrouble(const TenantId& tenant, const Route& route, const SendAnswer& answer, UtcTime at) {
        const bool is_new = choice.note(route, answer.trouble, at);
        if (answer.trouble == Trouble::None)
            return;
        const bool denied = answer.trouble == Trouble::Denied;
        const std::string name{route.gateway->name()};
        observe::count(Metric::GatewayTroubles, {tenant.text(), name, denied ? "denied" : "unreachable"});
        if (is_new)
            logEvent(denied ? Event::DELIVERY_GATEWAY_DENIED : Event::DELIVERY_GATEWAY_AWAY,
                     {{"gateway", name}, {"why", answer.words}});
    }

    /// The number and the tenant's hourly cap, before any provider is called.
    std::optional<TryResult> smsHeld(const TenantId& tenant, const config::SmsSettings& sms,
                                     const ClaimedMessage& message, UtcTime at) {
        if (const auto read = readNumber(message.to.reveal(), sms.countries); read.fault)
            return TryResult{"failed", "", "", "number refused: " + std::string{nameOf(*read.fault)},
                             std::nullopt};
        auto tx = parts.pools.begin(tenant);
        const int sent = smsSentSince(tx, at - std::chrono::hours{1});
        tx.commit();
        if (sent < sms.per_tenant_hour)
            return std::nullopt;
        logEvent(Event::DELIVERY_SMS_CAP, {{"sent_in_hour", sent}, {"cap", sms.per_tenant_hour}});
        return TryResult{"queued", "", "", "the tenant's cap per hour", at + std::chrono::minutes{1}, true};
    }

    TryResult later(const ClaimedMessage& message, const SendAnswer& answer, const std::string& gateway,
                    UtcTime at) const {
        const bool given_up = message.tries >= limits.tries_max || at - message.created_at >= limits.age_max;
        if (given_up)
            return {"abandoned", gateway, answer.reference, answer.words, std::nullopt};
        return {"queued", gateway, answer.reference, answer.words, at + backOff(message.tries)};
    }
};

bool takeReport(database::TenantPools& pools, const TenantId& tenant, std::string_view gateway,
                const Report& report, UtcTime at) {
    if (report.arrival == Arrival::Pending)
        return false;
    const std::string_view state = report.arrival == Arrival::Delivered ? "delivered" : "undelivered";
    auto tx = pools.begin(tenant);
    const bool changed = markReported(tx, report.message, gateway, state, at);
    tx.commit();
    if (changed)
        observe::count(Metric::SmsReports, {tenant.text(), gateway, state});
    return changed;
}

Deliverer::Deliverer(DelivererParts parts, DelivererLimits limits)
    : impl_{std::make_unique<Impl>(std::move(parts), limits)} {}

Deliverer::~Deliverer() {
    stop();
}

void Deliverer::start() {
    for (int i = 0; i < std::max(impl_->limits.threads, 1); ++i)
        impl_->threads.emplace_back([this] { impl_->work(); });
    impl_->threads.emplace_back([this] { impl_->sweep(); });
}

void Deliverer::wake(const TenantId& tenant) {
    impl_->lookAt(tenant, impl_->parts.clock.now());
}

void Deliverer::stop() {
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

int Deliverer::deliverNow(const TenantId& tenant) {
    return impl_->deliver(tenant);
}

}  // namespace inzage::delivery
