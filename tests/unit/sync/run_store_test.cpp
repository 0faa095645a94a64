#include "platform/sync/run_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "platform/sync/pause_store.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::sync {
namespace {

using inzage::test::TestCluster;
using std::chrono::minutes;
using std::chrono::seconds;

const UtcTime kStart = parseIsoUtc("2026-11-22T08:00:00Z").value();

struct Place {
    explicit Place(const std::string& tenant) : id{TenantId::parse(tenant).value()} {
        TestCluster::shared().makeTenant(tenant);
    }
    ClaimAnswer claim(const RunClaim& claim, UtcTime at) const {
        auto tx = pools().begin(id);
        const auto answer = claimRun(tx, claim, at);
        tx.commit();
        return answer;
    }
    void end(const RunId& run, const Failure& failure, bool crashed, UtcTime at) const {
        auto tx = pools().begin(id);
        endRun(tx, run, failure, crashed, at);
        tx.commit();
    }
    std::int64_t closeDead(UtcTime at) const {
        auto tx = pools().begin(id);
        const auto closed = closeDeadRuns(tx, at);
        tx.commit();
        return closed;
    }
    RunRow row(const RunId& run) const {
        auto tx = pools().begin(id);
        return runById(tx, run).value();
    }
    static database::TenantPools& pools() { return TestCluster::shared().pools(); }
    TenantId id;
};

RunClaim dueAt(UtcTime at, Trigger trigger = Trigger::Schedule) {
    RunClaim claim;
    claim.schedule_name = "all";
    claim.due_at = at;
    claim.trigger = trigger;
    claim.kinds = {RecordKind::Report, RecordKind::Client};
    claim.node = "test";
    return claim;
}

TEST(RunStore, ADueMomentIsClaimedOnceByHoweverManyNodes) {
    const Place place{"claims"};
    std::atomic<int> claimed{0};
    for (int moment = 0; moment < 30; ++moment) {
        const UtcTime due = kStart + minutes{moment};
        std::vector<std::thread> nodes;
        for (int node = 0; node < 3; ++node)
            nodes.emplace_back([&] {
                const RunClaim claim = dueAt(due);
                if (place.claim(claim, due) == ClaimAnswer::Claimed) {
                    ++claimed;
                    place.end(claim.id, {FailureKind::Transient, "test"}, false, due);
                }
            });
        for (std::thread& node : nodes)
            node.join();
        EXPECT_EQ(place.claim(dueAt(due), due), ClaimAnswer::AlreadyDone);
    }
    EXPECT_EQ(claimed, 30);
}

TEST(RunStore, OneRunPerTenantAtATime) {
    const Place place{"one-open"};
    const RunClaim first = dueAt(kStart);
    ASSERT_EQ(place.claim(first, kStart), ClaimAnswer::Claimed);
    EXPECT_EQ(place.claim(dueAt(kStart + minutes{10}), kStart), ClaimAnswer::Busy);
    EXPECT_EQ(place.claim(dueAt(kStart, Trigger::Operator), kStart), ClaimAnswer::Busy);
    place.end(first.id, {FailureKind::Defect, "bad drop"}, false, kStart);
    EXPECT_EQ(place.claim(dueAt(kStart, Trigger::Operator), kStart), ClaimAnswer::Claimed);
}

TEST(RunStore, ARunWhoseWorkerIsGoneIsClosedAndOneAtWorkIsNot) {
    const Place place{"dead"};
    const RunClaim claim = dueAt(kStart);
    ASSERT_EQ(place.claim(claim, kStart), ClaimAnswer::Claimed);
    EXPECT_EQ(place.closeDead(kStart + seconds{30}), 0) << "its worker may just be starting";
    {
        auto alive = Place::pools().begin(place.id);
        holdRun(alive, claim.id);
        auto tx = Place::pools().begin(place.id);
        ASSERT_TRUE(beginRun(tx, claim.id, "csv", kStart));
        tx.commit();
        EXPECT_EQ(place.closeDead(kStart + minutes{600}), 0) << "it holds its sign of life";
    }
    EXPECT_EQ(place.closeDead(kStart + minutes{1}), 1);
    EXPECT_EQ(place.row(claim.id).state, "abandoned");
    EXPECT_EQ(place.row(claim.id).failure_kind, "transient");
}

TEST(RunStore, AClaimThatLedToNoWorkerIsGivenUpAfterAMinute) {
    const Place place{"no-worker"};
    const RunClaim claim = dueAt(kStart);
    ASSERT_EQ(place.claim(claim, kStart), ClaimAnswer::Claimed);
    EXPECT_EQ(place.closeDead(kStart + seconds{61}), 1);
    auto tx = Place::pools().begin(place.id);
    EXPECT_FALSE(beginRun(tx, claim.id, "csv", kStart)) << "a worker that comes late does nothing";
}

TEST(RunStore, ARunThatEndedStaysAsItEnded) {
    const Place place{"ended"};
    const RunClaim claim = dueAt(kStart);
    ASSERT_EQ(place.claim(claim, kStart), ClaimAnswer::Claimed);
    place.end(claim.id, {FailureKind::Config, "no folder"}, false, kStart);
    place.end(claim.id, {FailureKind::Defect, "later"}, true, kStart);
    EXPECT_EQ(place.row(claim.id).state, "failed");
    EXPECT_EQ(place.row(claim.id).failure_what, "no folder");
}

RunRow past(const char* state, const char* failure_kind, const char* hash = "h") {
    RunRow row;
    row.state = state;
    row.failure_kind = failure_kind;
    row.settings_hash = hash;
    row.claimed_at = kStart;
    row.finished_at = kStart + minutes{1};
    return row;
}

Standing standing(const std::vector<RunRow>& runs, const char* hash = "h", UtcTime at = kStart + minutes{2},
                  std::optional<UtcTime> resumed_at = std::nullopt) {
    return standingOf(runs, hash, 3, at, resumed_at);
}

TEST(Standing, WrongSettingsHoldRunsBackUntilTheyChange) {
    EXPECT_EQ(standing({past("failed", "config")}), Standing::WaitsForSettings);
    EXPECT_EQ(standing({past("failed", "config")}, "other"), Standing::Free);
    EXPECT_EQ(standing({past("succeeded", ""), past("failed", "config")}), Standing::Free);
}

TEST(Standing, ThreeCrashesInARowPauseAndASuccessInBetweenDoesNot) {
    const RunRow crash = past("abandoned", "defect");
    EXPECT_EQ(standing({crash, crash}), Standing::Free);
    EXPECT_EQ(standing({crash, crash, crash}), Standing::Paused);
    EXPECT_EQ(standing({crash, crash, crash}, "h", kStart + std::chrono::hours{99}), Standing::Paused);
    EXPECT_EQ(standing({past("running", ""), crash, crash, crash}), Standing::Paused);
    EXPECT_EQ(standing({crash, past("succeeded", ""), crash, crash}), Standing::Free);
    EXPECT_EQ(standing({crash, crash, crash}, "repaired"), Standing::Free);
    const RunRow machine = past("abandoned", "transient");
    EXPECT_EQ(standing({machine, machine, machine}), Standing::Free) << "not the adapter's doing";
}

TEST(Standing, ThreeFailuresOfWhateverKindOpenTheCircuitUntilItsProbe) {
    const RunRow away = past("failed", "transient");
    const RunRow defect = past("failed", "defect");
    const RunRow crash = past("abandoned", "defect");
    EXPECT_EQ(standing({away, defect}), Standing::Free);
    EXPECT_EQ(standing({away, defect, crash}), Standing::CircuitOpen);
    EXPECT_EQ(standing({crash, crash, away}), Standing::CircuitOpen) << "two crashes are not three";
    EXPECT_EQ(standing({away, away, away}, "h", kStart + minutes{1} + kCircuitProbe - seconds{1}),
              Standing::CircuitOpen);
    EXPECT_EQ(standing({away, away, away}, "h", kStart + minutes{1} + kCircuitProbe), Standing::Free);
    EXPECT_EQ(standing({away, past("succeeded", ""), away, away}), Standing::Free);
}

TEST(Standing, WhatFailedBeforeSomebodyResumedDoesNotCount) {
    const RunRow crash = past("abandoned", "defect");
    EXPECT_EQ(standing({crash, crash, crash}, "h", kStart + minutes{3}, kStart), Standing::Free);
    EXPECT_EQ(standing({crash, crash, crash}, "h", kStart + minutes{3}, kStart - seconds{1}),
              Standing::Paused);
    EXPECT_EQ(standing({past("failed", "config")}, "h", kStart + minutes{3}, kStart), Standing::Free);
}

TEST(Pauses, AreKeptByKindWithTheirReasonAndEndedTogetherOrOneByOne) {
    const Place place{"pauses"};
    const std::vector<RecordKind> reports{RecordKind::Report};
    const std::vector<RecordKind> others{RecordKind::Client, RecordKind::Contact};
    const auto state = [&] {
        auto tx = Place::pools().begin(place.id);
        return pauseState(tx);
    };
    const auto change = [&](auto&& deed) {
        auto tx = Place::pools().begin(place.id);
        deed(tx);
        tx.commit();
    };
    EXPECT_FALSE(isPaused(state(), reports));
    EXPECT_FALSE(state().resumed_at);
    change([&](auto& tx) { pause(tx, reports, "the care-record system is being moved", kStart); });
    ASSERT_EQ(state().pauses.size(), 1U);
    EXPECT_EQ(state().pauses[0].why, "the care-record system is being moved");
    EXPECT_TRUE(isPaused(state(), reports));
    EXPECT_FALSE(isPaused(state(), others));
    EXPECT_FALSE(isPaused(state(), {})) << "what goes out goes on";
    change([&](auto& tx) { pause(tx, {}, "all of it", kStart); });
    EXPECT_TRUE(isPaused(state(), others));
    EXPECT_TRUE(isPaused(state(), {}));
    change([&](auto& tx) { EXPECT_EQ(resume(tx, reports, kStart + minutes{5}), 1); });
    EXPECT_FALSE(isPaused(state(), reports));
    EXPECT_TRUE(isPaused(state(), others));
    EXPECT_EQ(state().resumed_at, kStart + minutes{5});
    change([&](auto& tx) { resume(tx, {}, kStart + minutes{6}); });
    EXPECT_TRUE(state().pauses.empty());
    EXPECT_EQ(state().resumed_at, kStart + minutes{6});
}

}  // namespace
}  // namespace inzage::sync
