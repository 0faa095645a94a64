#include "platform/sync/worker/worker.h"

#include <algorithm>

#include "platform/adapter_host/adapter_host.h"
#include "platform/sync/ingest.h"
#include "platform/sync/run_store.h"
#include "platform/sync/worker/push.h"

namespace inzage::sync {

namespace {

using database::DatabaseError;
using database::TenantPools;
using Steady = std::chrono::steady_clock;

// One statement takes in at most 10,000 rows, or removes what a full set lacks.
constexpr std::chrono::minutes kStatementMax{15};

/// The one tenant this process knows.
class OnePlace final : public database::TenantPlaces {
  public:
    explicit OnePlace(database::TenantPlace place) : place_{std::move(place)} {}
    [[nodiscard]] database::TenantPlace placeOf(const TenantId& /*tenant*/) override { return place_; }

  private:
    database::TenantPlace place_;
};

database::PoolLimits poolLimits() {
    database::PoolLimits limits;
    // One for the sign of life, one for the records, one to spare for the end of a run whose own was lost.
    limits.per_tenant_max = 3;
    limits.global_max = 3;
    limits.busy_max = 3;
    limits.statement_max = kStatementMax;
    limits.application = "inzage-sync";
    return limits;
}

Failure failureOf(const DatabaseError& error) {
    switch (error.kind()) {
        case DatabaseError::Kind::Unavailable:
        case DatabaseError::Kind::Busy:
            return {FailureKind::Transient, error.what()};
        case DatabaseError::Kind::InDoubt:
            return {FailureKind::InDoubt, error.what()};
        case DatabaseError::Kind::Conflict:
        case DatabaseError::Kind::Refused:
        case DatabaseError::Kind::Wrong:
            return {FailureKind::Defect, error.what()};
    }
    return {FailureKind::Defect, error.what()};
}

/// Runs `deed`; what it throws becomes a Failure.
template <class Deed>
Outcome<void> guarded(Deed&& deed) {
    try {
        return deed();
    } catch (const DatabaseError& error) {
        return failureOf(error);
    } catch (const RunRefused& refused) {
        return Failure{FailureKind::Defect, refused.what()};
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::Transient, "the run needed more memory than its limit"};
    } catch (const std::exception& thrown) {
        return Failure{FailureKind::Defect, std::string{"a fault of the program: "} + thrown.what()};
    }
}

class Run {
  public:
    Run(const Job& job, TenantId tenant, RunId id, const Clock& clock, const std::stop_token& stop)
        : job_{job},
          tenant_{std::move(tenant)},
          id_{std::move(id)},
          clock_{clock},
          stop_{stop},
          deadline_{Steady::now() + std::chrono::seconds{job.limits.deadline_s}},
          place_{job.place},
          pools_{place_, poolLimits()} {}

    Summary work() {
        Outcome<void> outcome = guarded([this] { return whole(); });
        if (!outcome && outcome.failure().kind == FailureKind::InDoubt)
            outcome = resolveDoubt(outcome.failure());
        if (outcome) {
            summary_.succeeded = true;
            return summary_;
        }
        summary_.failure = outcome.failure();
        // Without a database the supervisor writes it down later.
        (void)guarded([&]() -> Outcome<void> {
            auto tx = pools_.begin(tenant_);
            endRun(tx, id_, outcome.failure(), false, clock_.now());
            tx.commit();
            return {};
        });
        return summary_;
    }

  private:
    Outcome<void> whole() {
        sign_of_life_.emplace(pools_.begin(tenant_));
        holdRun(*sign_of_life_, id_);
        std::optional<std::string> cursor;
        {
            auto tx = pools_.begin(tenant_);
            if (!beginRun(tx, id_, job_.adapter, clock_.now()))
                return Failure{FailureKind::Refused, "the run is not claimed: it was given up or has ended"};
            if (!job_.full)
                cursor = cursorOf(tx, job_.schedule_name);
            tx.commit();
        }
        auto loaded =
            adapter_host::loadAdapter(job_.plugin_dir + "/" + job_.adapter + ".so", job_.plugin_dir);
        if (!loaded)
            return loaded.failure();
        adapter_host::LoadedAdapter& adapter = *loaded.value();
        summary_.adapter = adapter.stamp().name + " " + adapter.stamp().version;
        if (auto configured = adapter.configure(job_.settings); !configured)
            return configured;
        if (auto pushed = push(adapter); !pushed)
            return pushed;
        return job_.outbound_only ? endWell() : pull(adapter, cursor);
    }

    /// Before the pull, so that what comes back is recognised. Leaves half of the time to it.
    Outcome<void> push(adapter_host::LoadedAdapter& adapter) {
        PushOrder order;
        order.run = id_;
        order.give_up_after = std::chrono::hours{job_.give_up_after_h};
        order.ask_all = !job_.outbound_only;
        if (!job_.outbound_only)
            order.until = Steady::now() + std::chrono::seconds{job_.limits.deadline_s} / 2;
        return pushWaiting(pools_, tenant_, adapter, clock_, {stop_, deadline_}, order, summary_.pushed);
    }

    Outcome<void> endWell() {
        auto tx = pools_.begin(tenant_);
        if (!endRunWell(tx, id_, clock_.now()))
            return Failure{FailureKind::Refused, "the run was given up before it ended"};
        tx.commit();
        return {};
    }

    Outcome<void> pull(adapter_host::LoadedAdapter& adapter, const std::optional<std::string>& cursor) {
        const auto& offered = adapter.description().pulls;
        std::vector<sdk::RecordKind> asked;
        for (const RecordKind kind : job_.kinds)
            if (std::ranges::find(offered, adapter_host::toSdk(kind)) != offered.end())
                asked.push_back(adapter_host::toSdk(kind));
        IngestOptions options;
        options.run = id_;
        options.cursor_name = job_.schedule_name;
        options.time_zone = job_.settings.time_zone;
        for (const sdk::RecordKind kind : asked)
            options.kinds.push_back(adapter_host::toPlatform(kind));
        options.tell_plans = job_.tell_plans;
        options.tell_reports = job_.tell_reports;
        options.may_remove_most = job_.full && job_.by_operator;
        Ingest ingest{pools_, tenant_, clock_, std::move(options)};
        const auto note = [&] {
            summary_.counts = ingest.counts();
            summary_.set_aside_total = ingest.setAsideTotal();
        };
        const sdk::Call call{stop_, deadline_};
        auto pulled = adapter.pull(asked, cursor, ingest, call);
        if (!pulled) {
            ingest.breakOff();
            note();
            return pulled;
        }
        ingest.succeed();
        note();
        return {};
    }

    /// A COMMIT without an answer: the run's own row tells whether it was done. The row is locked by the
    /// commit until that is decided, so updating it waits for the answer.
    Outcome<void> resolveDoubt(const Failure& doubt) {
        return guarded([&]() -> Outcome<void> {
            auto tx = pools_.begin(tenant_);
            const bool ended = endRun(tx, id_, {FailureKind::Transient, doubt.what}, false, clock_.now());
            const auto row = runById(tx, id_);
            tx.commit();
            if (!ended && row && row->state == "succeeded")
                return {};
            return Failure{FailureKind::Transient, doubt.what};
        });
    }

    const Job& job_;
    TenantId tenant_;
    RunId id_;
    const Clock& clock_;
    std::stop_token stop_;
    Steady::time_point deadline_;
    OnePlace place_;
    TenantPools pools_;
    std::optional<database::TenantTx> sign_of_life_;
    Summary summary_;
};

}  // namespace

Summary runJob(const Job& job, const Clock& clock, const std::stop_token& stop) {
    Summary summary;
    auto tenant = TenantId::parse(job.tenant);
    auto id = RunId::parse(job.run_id);
    if (!tenant || !id) {
        summary.failure = Failure{FailureKind::Refused, "the job names no tenant or run"};
        return summary;
    }
    const auto outcome = guarded([&]() -> Outcome<void> {
        Run run{job, *tenant, *id, clock, stop};
        summary = run.work();
        return {};
    });
    if (!outcome)
        summary.failure = outcome.failure();
    return summary;
}

}  // namespace inzage::sync
