#include <gtest/gtest.h>

#include "tests/postgres/test_cluster.h"

namespace inzage::database {
namespace {

TEST(TenantPoolsTest, OneStatementRuns) {
    auto& cluster = test::TestCluster::shared();
    cluster.makeTenant("alpha");
    static constexpr Statement kOne{"one", "SELECT $1::int + 1 AS two, NULL AS nothing, now() AS at"};
    const auto rows = cluster.pools().once(*TenantId::parse("alpha"), kOne, {1});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].integer("two"), 2);
    EXPECT_TRUE(rows[0].isNull("nothing"));
    EXPECT_TRUE(rows[0].time("at").has_value());
}

}  // namespace
}  // namespace inzage::database
