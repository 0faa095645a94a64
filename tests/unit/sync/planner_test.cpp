#include "platform/sync/planner.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace inzage::sync {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

UtcTime utc(const char* text) {
    return parseIsoUtc(text).value();
}

PlannedTenant tenant(const char* id, int every_min, std::vector<RecordKind> kinds = {RecordKind::Report}) {
    auto settings = std::make_shared<config::TenantSettings>();
    config::ScheduleRule rule;
    rule.kinds = std::move(kinds);
    rule.every_min = every_min;
    settings->sync.schedules = {rule};
    return {TenantId::parse(id).value(), settings};
}

PlannedTenant tenantAt(const char* id, std::vector<int> at_min) {
    auto settings = std::make_shared<config::TenantSettings>();
    config::ScheduleRule rule;
    rule.kinds = {RecordKind::Report};
    rule.at_min = std::move(at_min);
    settings->sync.schedules = {rule};
    return {TenantId::parse(id).value(), settings};
}

/// All tasks that are to be had at `now`, each finished at once.
std::vector<Task> drain(Planner& planner, UtcTime now, After after = After::Done) {
    std::vector<Task> tasks;
    while (auto task = planner.take(now)) {
        planner.finish(*task, after, now);
        tasks.push_back(std::move(*task));
    }
    return tasks;
}

class PlannerTest : public ::testing::Test {
  protected:
    UtcTime now = utc("2026-11-22T10:03:00Z");
    Planner planner{SupervisorOptions{}};
};

TEST_F(PlannerTest, ANewTenantIsLookedAtOnceAndThenRunsByTheClock) {
    planner.setTenants({tenant("a1", 10)}, now);
    auto first = drain(planner, now);
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].turn, Turn::FirstLook);
    EXPECT_EQ(planner.nextMoment(), utc("2026-11-22T10:10:00Z"));
    EXPECT_TRUE(drain(planner, utc("2026-11-22T10:09:59Z")).empty());
    const auto due = drain(planner, utc("2026-11-22T10:10:00Z"));
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].turn, Turn::Due);
    EXPECT_EQ(due[0].due_at, utc("2026-11-22T10:10:00Z"));
    EXPECT_EQ(planner.nextMoment(), utc("2026-11-22T10:20:00Z"));
}

TEST_F(PlannerTest, ManyTenantsAreLookedAtOneAfterAnother) {
    planner.setTenants({tenant("a1", 10), tenant("a2", 10), tenant("a3", 10)}, now);
    EXPECT_EQ(drain(planner, now).size(), 1U);
    EXPECT_EQ(drain(planner, now + seconds{1}).size(), 2U);
}

TEST_F(PlannerTest, OneTaskPerTenantIsOutAtATimeAndOthersGoAhead) {
    planner.setTenants({tenant("a1", 10), tenant("a2", 10)}, now);
    drain(planner, now + seconds{1});
    const UtcTime due = utc("2026-11-22T10:10:00Z");
    const auto first = planner.take(due);
    const auto second = planner.take(due);
    ASSERT_TRUE(first && second);
    EXPECT_NE(first->tenant, second->tenant);
    EXPECT_TRUE(planner.request(first->tenant, {}, false, due));
    EXPECT_FALSE(planner.take(due)) << "the tenant is at work";
    planner.finish(*first, After::Done, due);
    EXPECT_TRUE(planner.take(due));
}

TEST_F(PlannerTest, AfterALongSleepADueTimeIsDoneOnceAndIsTheNewest) {
    planner.setTenants({tenant("a1", 10)}, now);
    drain(planner, now);
    const auto late = drain(planner, now + minutes{600});
    ASSERT_EQ(late.size(), 1U);
    EXPECT_EQ(planner.nextMoment(), utc("2026-11-22T20:10:00Z"));
}

TEST_F(PlannerTest, ARunThatOutlastsItsNextDueTimesIsFollowedByTheNewestOne) {
    planner.setTenants({tenant("a1", 10)}, now);
    drain(planner, now);
    const auto slow = planner.take(utc("2026-11-22T10:10:00Z"));
    ASSERT_TRUE(slow);
    EXPECT_FALSE(planner.take(utc("2026-11-22T10:20:00Z")));
    EXPECT_FALSE(planner.take(utc("2026-11-22T10:30:00Z")));
    planner.finish(*slow, After::Done, utc("2026-11-22T10:31:00Z"));
    const auto next = drain(planner, utc("2026-11-22T10:31:00Z"));
    ASSERT_EQ(next.size(), 1U);
    EXPECT_EQ(next[0].due_at, utc("2026-11-22T10:30:00Z"));
}

TEST_F(PlannerTest, AFailureThatMayPassIsTriedAgainEverSlowerButNotPastTheNextDueTime) {
    planner.setTenants({tenant("a1", 60)}, now);
    drain(planner, now);
    UtcTime at = utc("2026-11-22T11:00:00Z");
    auto task = planner.take(at);
    ASSERT_TRUE(task);
    std::vector<long> waits;
    while (task) {
        planner.finish(*task, After::Retry, at);
        const auto next = planner.nextMoment().value();
        waits.push_back(static_cast<long>(std::chrono::duration_cast<seconds>(next - at).count()));
        if (next >= utc("2026-11-22T12:00:00Z"))
            break;
        at = next;
        task = planner.take(at);
        ASSERT_TRUE(task);
        EXPECT_EQ(task->turn, Turn::Retry);
    }
    ASSERT_GT(waits.size(), 8U);
    EXPECT_EQ((std::vector<long>{waits.begin(), waits.begin() + 8}),
              (std::vector<long>{5, 10, 20, 40, 80, 160, 300, 300}));
}

TEST_F(PlannerTest, AFailureThatStaysWaitsForTheNextDueTime) {
    planner.setTenants({tenant("a1", 60)}, now);
    drain(planner, now);
    const UtcTime at = utc("2026-11-22T11:00:00Z");
    EXPECT_EQ(drain(planner, at, After::Failed).size(), 1U);
    EXPECT_EQ(planner.nextMoment(), utc("2026-11-22T12:00:00Z"));
}

TEST_F(PlannerTest, ATenantThatIsGoneOrChangedDoesNotRunByItsOldSettings) {
    planner.setTenants({tenant("a1", 10), tenant("a2", 10)}, now);
    drain(planner, now + seconds{1});
    planner.setTenants({tenant("a2", 60)}, now + minutes{1});
    EXPECT_EQ(drain(planner, now + minutes{1}).size(), 1U) << "changed settings are tried at once";
    EXPECT_TRUE(drain(planner, utc("2026-11-22T10:59:59Z")).empty());
    EXPECT_EQ(drain(planner, utc("2026-11-22T11:00:00Z")).size(), 1U);
}

TEST_F(PlannerTest, AnOperatorsWishIsQueuedOnceAndOnlyForSchedulesThatServeIt) {
    planner.setTenants({tenant("a1", 10)}, now);
    drain(planner, now);
    const auto id = TenantId::parse("a1").value();
    EXPECT_FALSE(planner.request(id, {RecordKind::Message}, false, now));
    EXPECT_FALSE(planner.request(TenantId::parse("nobody").value(), {}, false, now));
    EXPECT_TRUE(planner.request(id, {RecordKind::Report}, true, now));
    EXPECT_FALSE(planner.request(id, {}, true, now));
    const auto tasks = drain(planner, now);
    ASSERT_EQ(tasks.size(), 1U);
    EXPECT_EQ(tasks[0].turn, Turn::Operator);
    EXPECT_TRUE(tasks[0].full);
}

TEST_F(PlannerTest, FiftyTenantsForAYearRunExactlyWhenTheyShould) {
    std::vector<PlannedTenant> many;
    for (int i = 0; i < 50; ++i)
        many.push_back(tenant(("t" + std::to_string(i)).c_str(), 480));
    planner.setTenants(many, now);
    drain(planner, now + minutes{1});
    std::size_t runs = 0;
    for (UtcTime at = utc("2026-12-01T00:00:00Z"); at < utc("2027-12-01T00:00:00Z"); at += minutes{120})
        runs += drain(planner, at).size();
    // Three a day and tenant.
    EXPECT_NEAR(static_cast<double>(runs), 50.0 * 3 * 365, 50 * 3);
}

TEST_F(PlannerTest, TenantsStartSpreadOverTheJitterTheSameOnEveryNodeAndNamedTimesAreKept) {
    SupervisorOptions options;
    options.jitter = seconds{20};
    Planner one{options};
    Planner other{options};
    std::vector<PlannedTenant> many;
    for (int i = 0; i < 200; ++i)
        many.push_back(tenant(("t" + std::to_string(i)).c_str(), 60));
    many.push_back(tenantAt("named", {720}));
    for (Planner* node : {&one, &other}) {
        node->setTenants(many, now);
        drain(*node, now + minutes{30});
    }
    const UtcTime due = utc("2026-11-22T11:00:00Z");
    std::size_t all = 0;
    for (int later = 0; later <= 20; ++later) {
        const auto tasks = drain(one, due + seconds{later});
        EXPECT_EQ(drain(other, due + seconds{later}).size(), tasks.size()) << later;
        EXPECT_LT(tasks.size(), 40U) << "of 200 in second " << later;
        for (const Task& task : tasks)
            EXPECT_EQ(task.due_at, due);
        if (later == 0) {
            EXPECT_EQ(std::ranges::count(tasks, TenantId::parse("named").value(), &Task::tenant), 1);
        }
        all += tasks.size();
    }
    EXPECT_EQ(all, 201U) << "nobody starts later than the jitter";
    EXPECT_EQ(drain(one, due + minutes{61}).size(), 200U)
        << "the next hour follows, and the named time is tomorrow";
}

TEST_F(PlannerTest, WhatWaitsToGoOutRunsSoonButNotMoreOftenThanTheTenantsDistance) {
    const PlannedTenant one = tenant("a1", 60);
    planner.setTenants({one}, now);
    drain(planner, now);
    planner.ring(one.id, now + seconds{2});
    planner.ring(one.id, now + seconds{3});
    EXPECT_TRUE(drain(planner, now + seconds{1}).empty());
    const auto first = drain(planner, now + seconds{2});
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].turn, Turn::Outbound);
    EXPECT_TRUE(first[0].schedule.kinds.empty());
    planner.ring(one.id, now + seconds{4});
    EXPECT_TRUE(drain(planner, now + seconds{61}).empty());
    EXPECT_EQ(drain(planner, now + seconds{62}).size(), 1U) << "60 seconds after the last one ended";
    EXPECT_TRUE(drain(planner, now + minutes{5}).empty()) << "once";
}

TEST_F(PlannerTest, ASoonerWishReplacesALaterOneAndABusyTenantIsTriedAgain) {
    const PlannedTenant one = tenant("a1", 60);
    planner.setTenants({one}, now);
    drain(planner, now);
    planner.ring(one.id, now + minutes{10});
    planner.ring(one.id, now + seconds{1});
    EXPECT_EQ(drain(planner, now + seconds{1}, After::Busy).size(), 1U);
    EXPECT_EQ(drain(planner, now + minutes{2}).size(), 1U);
    EXPECT_TRUE(drain(planner, now + minutes{11}).empty());
}

}  // namespace
}  // namespace inzage::sync
