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
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::delivery {
namespace {

using observe::Event;
using observe::logEvent;
using observe::Metric;

/// A tenant whose database can't be reached is looked at again after so long.
constexpr std::chrono::seconds kDatabasePause{5};
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

    void sweep() {
        for (const auto& tenant : parts.tenants()) {
            {
                std::unique_lock lock{mutex};
                if (changed.wait_for(lock, limits.sweep_pause, [this] { return stopping; }))
                    return;
            }
            lookAt(tenant, parts.clock.now());
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
                const auto state = outboxState(tx);
                tx.commit();
                observe::gauge(Metric::OutboxWaiting, {tenant.text(), "sms"}, state.sms_waiting);
                observe::gauge(Metric::OutboxWaiting, {tenant.text(), "mail"}, state.mail_waiting);
                if (state.next_due)
                    lookAt(tenant, *state.next_due);
                return tries;
            }
            tx.commit();
            for (const auto& message : messages) {
                sendOne(tenant, *settings, message);
                ++tries;
            }
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
        if (!text || !html)
            return {"failed", "", "", "sealed with another key", std::nullopt};
        if (message.channel == Channel::Sms)
            if (auto held = smsHeld(tenant, settings.login.sms, message, at))
                return *held;
        auto* gateway = parts.gateway_of(settings, message.channel);
        if (gateway == nullptr) {
            logEvent(Event::DELIVERY_NO_GATEWAY, {{"channel", nameOf(message.channel)}});
            return later(message, {SendResult::TryAgain, "", "no gateway of that name"}, "", at);
        }
        const auto answer =
            gateway->send({message.id, tenant.text(), message.channel, message.to, message.subject,
                           Private<std::string>{*text}, Private<std::string>{*html}},
                          at);
        const std::string name{gateway->name()};
        switch (answer.result) {
            case SendResult::Sent:
                return {"sent", name, answer.reference, answer.words, std::nullopt};
            case SendResult::Refused:
                return {"failed", name, answer.reference, answer.words, std::nullopt};
            case SendResult::TryAgain:
                break;
        }
        return later(message, answer, name, at);
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
