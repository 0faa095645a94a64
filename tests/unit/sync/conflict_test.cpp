#include <gtest/gtest.h>

#include "tests/unit/sync/ingest_rig.h"

namespace inzage::sync {
namespace {

using test::IngestRig;

constexpr auto kAccount = "11111111-1111-4111-8111-111111111111";

sdk::Appointment appointment(const std::string& title, const std::string& version) {
    sdk::Appointment record;
    record.source_id = "A1";
    record.source_version = version;
    record.client = "C1";
    record.title = title;
    record.kind = sdk::AppointmentKind::Own;
    record.starts_at = test::utc("2026-12-01T10:00:00Z");
    record.ends_at = test::utc("2026-12-01T11:00:00Z");
    return record;
}

sdk::Contact contact(const std::string& phone, const std::string& version) {
    sdk::Contact record;
    record.source_id = "K1";
    record.source_version = version;
    record.client = "C1";
    record.family_name = "Jansen";
    record.phone = phone;
    return record;
}

/// A client of whom the source delivered an appointment and a contact, and somebody who writes.
class Conflict : public ::testing::Test {
  protected:
    Conflict() {
        static int number = 0;
        rig.emplace("conflict-" + std::to_string(++number));
        deliver("1", "Kapper", "0101111111");
        rig->one(std::string{"INSERT INTO account (id, login_name, given_name, family_name, created_at, "
                             "updated_at) VALUES ('"} +
                 kAccount + "', 'anna', 'Anna', 'Jansen', now(), now())");
    }
    void deliver(const std::string& version, const std::string& title, const std::string& phone) {
        rig->run([&](sdk::RecordSink& sink) {
            sink.put(test::client("C1"));
            sink.put(appointment(title, version));
            sink.put(contact(phone, version));
        });
    }
    /// A change of that thing, in this state.
    void change(const std::string& kind, const std::string& action = "update",
                const std::string& state = "queued", const std::string& version = "") {
        rig->one(
            "INSERT INTO change (idempotency_key, client_id, account_id, kind, object_id, action, "
            "payload, state, source_version, next_try_at, created_at) SELECT gen_random_uuid(), client_id, "
            "'" +
            std::string{kAccount} + "', '" + kind + "', id, '" + action + "', '{\"x\": 1}', '" + state +
            "', '" + version + "', now(), now() FROM " + kind);
    }
    std::string stateOf(const std::string& kind) {
        return rig->one("SELECT state || payload::text FROM change WHERE kind = '" + kind +
                        "' ORDER BY id DESC LIMIT 1");
    }
    std::string told() {
        return rig->one(
            "SELECT string_agg(kind || ' ' || account_id || ' ' || (detail ->> 'path'), ',') FROM "
            "notice WHERE kind = 'change_failed'");
    }

    std::optional<IngestRig> rig;
    const std::string account = kAccount;
};

TEST_F(Conflict, AnAppointmentThatTheSourceChangedMeanwhileIsTheSourcesAndItsWriterIsToldOnce) {
    rig->one("UPDATE appointment SET title = 'Tandarts'");
    change("appointment");
    change("appointment");
    deliver("2", "Pedicure", "0101111111");
    EXPECT_EQ(rig->one("SELECT title FROM appointment"), "Pedicure");
    EXPECT_EQ(stateOf("appointment"), "conflict{}");
    EXPECT_EQ(rig->one("SELECT count(*) FROM change WHERE state = 'queued'"), "0");
    EXPECT_EQ(told(), "change_failed " + account + " /agenda");
}

TEST_F(Conflict, APhoneThatTheSourceChangedMeanwhileIsTheSources) {
    rig->one("UPDATE contact SET phone = '0102222222'");
    change("contact");
    deliver("2", "Kapper", "0103333333");
    EXPECT_EQ(rig->one("SELECT phone FROM contact"), "0103333333");
    EXPECT_EQ(stateOf("contact"), "conflict{}");
    EXPECT_EQ(told(), "change_failed " + account + " /profiel");
}

TEST_F(Conflict, WhatTheSourceDeliversUnchangedLeavesTheChangeWaitingAndItsTextStanding) {
    rig->one("UPDATE appointment SET title = 'Tandarts'");
    change("appointment");
    deliver("1", "Kapper", "0101111111");
    EXPECT_EQ(rig->one("SELECT title FROM appointment"), "Tandarts");
    EXPECT_EQ(stateOf("appointment"), "queued{\"x\": 1}");
    EXPECT_EQ(told(), "");
}

TEST_F(Conflict, TheEchoOfOurOwnEarlierChangeIsNone) {
    change("appointment", "update", "done", "receipt");
    rig->one("UPDATE appointment SET source_version = 'receipt', title = 'Tandarts'");
    change("appointment");
    deliver("2", "Ours, as it came back", "0101111111");
    EXPECT_EQ(stateOf("appointment"), "queued{\"x\": 1}");
    EXPECT_EQ(rig->one("SELECT title FROM appointment"), "Tandarts");
}

TEST_F(Conflict, WhatIsOnItsWayIsForTheSourceToTakeOrRefuse) {
    change("appointment", "update", "sending");
    deliver("2", "Pedicure", "0101111111");
    EXPECT_EQ(stateOf("appointment"), "sending{\"x\": 1}");
    EXPECT_EQ(told(), "");
}

TEST_F(Conflict, WhatTheSourceRemovedIsNotMadeAgainByAChangeThatWaited) {
    change("appointment");
    rig->run([](sdk::RecordSink& sink) { sink.remove(sdk::RecordKind::Appointment, "A1"); });
    EXPECT_EQ(rig->one("SELECT count(*) FROM appointment"), "0");
    EXPECT_EQ(stateOf("appointment"), "conflict{}");
    EXPECT_EQ(told(), "change_failed " + account + " /agenda");
}

}  // namespace
}  // namespace inzage::sync
