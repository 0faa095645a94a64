#include "platform/sync/worker/push.h"

#include <algorithm>

#include "platform/changes/outbound.h"
#include "platform/sync/worker/outbound_record.h"

namespace inzage::sync {

namespace {

using changes::ReceiptAnswer;
using changes::WaitingChange;
using Steady = std::chrono::steady_clock;

// One change is one short call; a source that takes longer is busy.
constexpr std::chrono::seconds kCallMax{30};
constexpr std::chrono::minutes kRetryFirst{1};
constexpr std::chrono::minutes kRetryLongest{60};
// What the source has in its hands is asked after: the older, the less often.
constexpr std::chrono::minutes kAskFirst{1};
constexpr std::chrono::minutes kAskLongest{15};
// So many in a row that may pass: the source is away, and asking it for every other change only takes time.
constexpr int kAwayAfter = 3;
// A change in whose handing-over the program ended so often brings the adapter down.
constexpr int kEndingsMax = 5;

std::chrono::minutes waitAfter(int tries) {
    return std::min(kRetryLongest, kRetryFirst * (1 << std::min(tries, 10)));
}

std::chrono::minutes askAfter(std::chrono::microseconds age) {
    return std::clamp(std::chrono::duration_cast<std::chrono::minutes>(age / 2), kAskFirst, kAskLongest);
}

/// The changes of one run, one after another.
class Pusher {
  public:
    Pusher(database::TenantPools& pools, const TenantId& tenant, adapter_host::LoadedAdapter& adapter,
           const Clock& clock, const PushOrder& order, PushCounts& counts)
        : pools_{pools}, tenant_{tenant}, adapter_{adapter}, clock_{clock}, order_{order}, counts_{counts} {}

    Outcome<void> all(const sdk::Call& call) {
        std::int64_t after = 0;
        while (!call.over() && Steady::now() < order_.until && failures_in_row_ < kAwayAfter) {
            auto change = take(after);
            if (!change)
                return {};
            after = change->id;
            if (auto handed = handOver(*change, call); !handed)
                return handed;
        }
        return {};
    }

  private:
    /// The next change, marked. What needs no handing-over ends here.
    std::optional<WaitingChange> take(std::int64_t after) {
        for (;;) {
            auto tx = pools_.begin(tenant_);
            auto change = changes::nextChange(tx, after, clock_.now(), order_.ask_all);
            if (!change)
                return std::nullopt;
            after = change->id;
            if (const std::string why = reasonAgainst(*change); !why.empty()) {
                changes::setAside(tx, *change, why, clock_.now());
                ++counts_.set_aside;
            } else if (change->action == changes::Action::Delete && change->source_id.empty()) {
                // It never went out, so there is nothing to take back.
                if (changes::keepReceipt(tx, order_.run, *change, {}, {}, clock_.now()) !=
                    ReceiptAnswer::Kept)
                    return std::nullopt;
            } else {
                changes::markSending(tx, *change);
                tx.commit();
                return change;
            }
            tx.commit();
        }
    }

    [[nodiscard]] std::string reasonAgainst(const WaitingChange& change) const {
        if (change.was_sending && change.tries >= kEndingsMax)
            return "the program ended every time it handed this over";
        if (clock_.now() - change.queued_at > order_.give_up_after && change.tries > 0)
            return "the care-record system did not take it in time";
        return {};
    }

    Outcome<void> handOver(const WaitingChange& change, const sdk::Call& call) {
        const auto record = outboundChange(change);
        if (!record)
            return settle(change, record.failure());
        sdk::Call one = call;
        one.deadline = std::min(call.deadline, Steady::now() + kCallMax);
        const auto receipt = adapter_.push(record.value(), change.key, one);
        if (!receipt)
            return settle(change, receipt.failure());
        const bool pending = receipt.value().pending;
        switch (pending ? keepWaiting(change) : keep(change, receipt.value())) {
            case ReceiptAnswer::Kept:
                counts_.delivered += pending ? 0 : 1;
                failures_in_row_ = 0;
                return {};
            case ReceiptAnswer::RunOver:
                return Failure{FailureKind::Refused, "the run was given up while it handed over changes"};
            case ReceiptAnswer::Another:
                return settle(change, {FailureKind::Defect, "the receipt names a record of another client"});
        }
        return {};
    }

    ReceiptAnswer keep(const WaitingChange& change, const sdk::PushReceipt& receipt) {
        auto tx = pools_.begin(tenant_);
        const ReceiptAnswer answer = changes::keepReceipt(tx, order_.run, change, receipt.source_id,
                                                          receipt.source_version, clock_.now());
        if (answer == ReceiptAnswer::Kept)
            tx.commit();
        return answer;
    }

    /// The source has it, and says later what it makes of it.
    ReceiptAnswer keepWaiting(const WaitingChange& change) {
        auto tx = pools_.begin(tenant_);
        const UtcTime at = clock_.now();
        if (!changes::markSent(tx, order_.run, change, at, at + askAfter(at - change.queued_at)))
            return ReceiptAnswer::RunOver;
        tx.commit();
        return ReceiptAnswer::Kept;
    }

    /// What a failure means for the change, and for the run.
    Outcome<void> settle(const WaitingChange& change, const Failure& failure) {
        auto tx = pools_.begin(tenant_);
        switch (failure.kind) {
            case FailureKind::Config:
                changes::giveBack(tx, change);
                tx.commit();
                return failure;
            case FailureKind::Transient:
            case FailureKind::InDoubt:
                changes::markForLater(tx, change, failure.what, clock_.now() + waitAfter(change.tries));
                tx.commit();
                ++counts_.later;
                ++failures_in_row_;
                return {};
            case FailureKind::Defect:
            case FailureKind::Refused:
                changes::setAside(tx, change, failure.what, clock_.now());
                tx.commit();
                ++counts_.set_aside;
                return {};
        }
        return failure;
    }

    database::TenantPools& pools_;
    const TenantId& tenant_;
    adapter_host::LoadedAdapter& adapter_;
    const Clock& clock_;
    const PushOrder& order_;
    PushCounts& counts_;
    int failures_in_row_ = 0;
};

}  // namespace

Outcome<void> pushWaiting(database::TenantPools& pools, const TenantId& tenant,
                          adapter_host::LoadedAdapter& adapter, const Clock& clock, const sdk::Call& call,
                          const PushOrder& order, PushCounts& counts) {
    return Pusher{pools, tenant, adapter, clock, order, counts}.all(call);
}

}  // namespace inzage::sync
