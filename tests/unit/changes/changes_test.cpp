#include "platform/changes/changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/changes/purge.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::changes {
namespace {

using testing::ElementsAre;

/// A tenant with one client and one daughter who writes.
class ChangesTest : public ::testing::Test {
  protected:
    ChangesTest() {
        database_ = cluster_.makeTenant("writer").name;
        sql("TRUNCATE account, client, change CASCADE");
        sql("INSERT INTO client (id, source_id, source_version, family_name, run_id, created_at, updated_at) "
            "VALUES ('" +
            client_ + "', 'c1', '', 'Jansen', gen_random_uuid(), now(), now())");
        sql("INSERT INTO account (id, login_name, given_name, family_name, created_at, updated_at) VALUES "
            "('" +
            account_ + "', 'anna', 'Anna', 'Jansen', now(), now())");
        sql("INSERT INTO access (account_id, client_id, role, relation, created_at, updated_at) VALUES ('" +
            account_ + "', '" + client_ + "', 'contact', 'dochter', now(), now())");
        (void)takeRung();
    }
    std::vector<std::vector<std::string>> sql(const std::string& text) {
        return cluster_.asSuperuser(database_, text);
    }
    std::string state() { return sql("SELECT change_state('" + object_ + "')")[0][0]; }
    [[nodiscard]] NewChange change(Action action = Action::Create) const {
        return {RecordKind::Report,
                *ClientId::parse(client_),
                *AccountId::parse(account_),
                object_,
                action,
                R"({"body": "Moeder at goed."})",
                *parseIsoUtc("2026-11-24T10:00:00Z")};
    }

    test::TestCluster& cluster_ = test::TestCluster::shared();
    std::string database_;
    const TenantId tenant_ = *TenantId::parse("writer");
    const std::string client_ = "22222222-2222-4222-8222-222222222222";
    const std::string account_ = "11111111-1111-4111-8111-111111111111";
    const std::string object_ = "33333333-3333-4333-8333-333333333333";
};

TEST_F(ChangesTest, AChangeIsThereIfAndOnlyIfWhatItBelongsToIs) {
    {
        auto tx = cluster_.pools().begin(tenant_);
        (void)queue(tx, change());
    }
    EXPECT_EQ(state(), "");
    auto tx = cluster_.pools().begin(tenant_);
    const std::string key = queue(tx, change());
    tx.commit();
    EXPECT_EQ(state(), "queued");
    EXPECT_THAT(sql("SELECT idempotency_key, kind, action, written_by_name, written_by_role FROM change")[0],
                ElementsAre(key, "report", "create", "Anna Jansen", "dochter"));
    EXPECT_THAT(takeRung(), ElementsAre(tenant_));
    EXPECT_THAT(takeRung(), ElementsAre());
}

TEST_F(ChangesTest, TheStateOfAThingIsThatOfItsNewestChange) {
    auto tx = cluster_.pools().begin(tenant_);
    (void)queue(tx, change());
    (void)queue(tx, change(Action::Update));
    tx.commit();
    sql("UPDATE change SET state = 'done' WHERE action = 'create'");
    EXPECT_EQ(state(), "queued");
    sql("UPDATE change SET state = 'done'");
    EXPECT_EQ(changeStateFrom(state()), ChangeState::Delivered);
    for (const ChangeState one : {ChangeState::Sending, ChangeState::Conflict, ChangeState::SetAside}) {
        sql("UPDATE change SET state = '" + std::string{nameOf(one)} + "' WHERE action = 'update'");
        EXPECT_EQ(changeStateFrom(state()), one);
    }
    EXPECT_EQ(changeStateFrom(""), std::nullopt);
}

TEST_F(ChangesTest, WhatNobodyWritesOrIsTooLongIsRefusedBeforeItIsQueued) {
    auto tx = cluster_.pools().begin(tenant_);
    NewChange plan = change();
    plan.kind = RecordKind::CarePlan;
    EXPECT_THROW((void)queue(tx, plan), std::logic_error);
    NewChange flood = change();
    flood.payload_json = std::string(kPayloadBytesMax + 1, ' ');
    EXPECT_THROW((void)queue(tx, flood), std::length_error);
    EXPECT_THAT(takeRung(), ElementsAre());
}

TEST_F(ChangesTest, WhatWasDeliveredGoesAfterItsTermAndTheRestStays) {
    auto tx = cluster_.pools().begin(tenant_);
    for (int i = 0; i < 4; ++i)
        (void)queue(tx, change());
    tx.commit();
    sql("UPDATE change SET state = 'done', done_at = '2026-11-20' WHERE id IN (SELECT id FROM change ORDER "
        "BY id "
        "LIMIT 1)");
    sql("UPDATE change SET state = 'done', done_at = '2026-11-24' WHERE id IN (SELECT id FROM change WHERE "
        "state = "
        "'queued' ORDER BY id LIMIT 1)");
    sql("UPDATE change SET state = 'set_aside', done_at = '2026-11-20' WHERE id IN (SELECT id FROM change "
        "WHERE "
        "state = 'queued' ORDER BY id LIMIT 1)");
    auto purging = cluster_.pools().begin(tenant_);
    EXPECT_EQ(purgeChanges(purging, *parseIsoUtc("2026-11-22T00:00:00Z"), 100), 1);
    purging.commit();
    EXPECT_EQ(sql("SELECT string_agg(state, ' ' ORDER BY id) FROM change")[0][0], "done set_aside queued");
}

}  // namespace
}  // namespace inzage::changes
