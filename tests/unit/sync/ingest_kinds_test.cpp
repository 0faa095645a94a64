#include <gtest/gtest.h>

#include "tests/unit/sync/ingest_rig.h"

namespace inzage::sync {
namespace {

using namespace test;
using sdk::RecordKind;

TEST(IngestKinds, EveryKindArrivesAndIsUnchangedTheSecondTime) {
    IngestRig rig{"every-kind"};
    const auto drop = [](sdk::RecordSink& sink) {
        sdk::Client c = client("C1");
        c.location = "De Linde";
        c.ward = "Afdeling 2";
        c.birth_date = std::chrono::year{1938} / 2 / 28;
        sink.put(c);
        sink.put(episode("E1", "C1"));
        sink.put(report("R1", "C1", "a"));
        sdk::Measurement m;
        m.source_id = "M1";
        m.client = "C1";
        m.kind_code = "blood_pressure";
        m.kind_label = "Bloeddruk";
        m.value = "128.50";
        m.value2 = "80";
        m.taken_at = utc("2026-11-20T10:00:00Z");
        sink.put(m);
        sdk::Questionnaire q;
        q.source_id = "Q1";
        q.client = "C1";
        q.title = "Valrisico";
        q.filled_at = utc("2026-11-20T10:00:00Z");
        q.answers = {{"Gevallen?", "\"nee\"\n"}};
        sink.put(q);
        sdk::CarePlan p = plan("P1", "C1", 1);
        // The day in Amsterdam, not in Greenwich.
        p.signed_at = utc("2026-01-31T23:30:00Z");
        p.goals = {{"Lichaam", "lopen", "oefenen", "fysio", std::chrono::year{2026} / 12 / 1}};
        sink.put(p);
        sdk::Appointment a;
        a.source_id = "A1";
        a.client = "C1";
        a.title = "Kapper";
        a.kind = sdk::AppointmentKind::Therapy;
        a.visibility = sdk::Visibility::Private;
        a.starts_at = utc("2026-11-25T10:00:00Z");
        a.ends_at = utc("2026-11-25T10:30:00Z");
        sink.put(a);
        sink.put(message("B1", "C1", "G1"));
        sdk::PinboardPost post;
        post.source_id = "O1";
        post.client = "C1";
        post.body = "hoi";
        post.posted_at = utc("2026-11-20T10:00:00Z");
        sink.put(post);
        sdk::Contact k;
        k.source_id = "K1";
        k.client = "C1";
        k.person = "PERS1";
        k.family_name = "Puk";
        k.roles.portal_manager = true;
        sink.put(k);
        sdk::CareTeamMember t;
        t.source_id = "T1";
        t.client = "C1";
        t.name = "A. Bakker";
        t.is_own_carer = true;
        sink.put(t);
    };
    EXPECT_EQ(totalOf(rig.run(drop)).fresh, 11);
    const KindCounts again = totalOf(rig.run(drop));
    EXPECT_EQ(again.unchanged, 11);
    EXPECT_EQ(again.changed, 0);
    EXPECT_EQ(rig.one("SELECT location FROM client"), "De Linde, Afdeling 2");
    EXPECT_EQ(rig.one("SELECT signed_on FROM care_plan"), "2026-02-01");
    EXPECT_EQ(rig.one("SELECT goals -> 0 ->> 'review_on' FROM care_plan"), "2026-12-01");
    EXPECT_EQ(rig.one("SELECT answers -> 0 ->> 'answer' FROM questionnaire"), "\"nee\"\n");
    EXPECT_EQ(rig.one("SELECT kind || ' ' || visibility FROM appointment"), "therapy private");
    EXPECT_EQ(rig.one("SELECT person_source_id || ' ' || portal_manager FROM contact"), "PERS1 true");
    EXPECT_EQ(rig.one("SELECT value || ' ' || value_second FROM measurement"), "128.50 80");
}

TEST(IngestKinds, CareEndsWithTheLastEpisodeAndGoesOnWithAnOpenOne) {
    IngestRig rig{"episodes"};
    const auto ended_on = [&] { return rig.one("SELECT coalesce(care_ended_on::text, 'open') FROM client"); };
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(episode("E1", "C1", std::chrono::year{2026} / 6 / 30));
        sink.put(episode("E2", "C1"));
    });
    EXPECT_EQ(ended_on(), "open");
    rig.run([](sdk::RecordSink& sink) { sink.put(episode("E2", "C1", std::chrono::year{2026} / 11 / 15)); });
    EXPECT_EQ(ended_on(), "2026-11-15");
    rig.run([](sdk::RecordSink& sink) { sink.put(client("C1")); });
    EXPECT_EQ(ended_on(), "2026-11-15") << "taking in the client again leaves it";
    rig.run([](sdk::RecordSink& sink) { sink.remove(RecordKind::CareEpisode, "E2"); });
    EXPECT_EQ(ended_on(), "2026-06-30");
}

TEST(IngestKinds, ANewVersionOfAPlanIsToldOnceAndNotAtTheFirstLoad) {
    IngestRig rig{"plan-notice"};
    const auto notices = [&] {
        return rig.one(
            "SELECT coalesce(string_agg(detail ->> 'version', ',' ORDER BY detail ->> 'version'), '') FROM "
            "notice "
            "WHERE kind = 'plan'");
    };
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(plan("P1", "C1", 1));
        sink.put(plan("P2", "C1", 2));
    });
    EXPECT_EQ(notices(), "") << "the first load is no news";
    const auto third = [](sdk::RecordSink& sink) {
        sink.put(plan("P3", "C1", 3));
        sdk::CarePlan draft = plan("P4", "C1", 4);
        draft.status = "draft";
        sink.put(draft);
    };
    rig.run(third);
    EXPECT_EQ(notices(), "3");
    rig.run(third);
    rig.run([](sdk::RecordSink& sink) {
        sdk::CarePlan corrected = plan("P3", "C1", 3);
        corrected.source_version = "2";
        corrected.title = "Zorgleefplan (verbeterd)";
        sink.put(corrected);
        sink.put(client("C2"));
        sink.put(plan("P9", "C2", 1));
    });
    EXPECT_EQ(notices(), "3") << "neither a correction nor the plan of a new client";
}

TEST(IngestKinds, NothingIsToldWhereTheSettingsSaySo) {
    IngestRig rig{"no-notice"};
    const auto silent = [](IngestOptions& options) { options.tell_plans = options.tell_reports = false; };
    rig.run(
        [](sdk::RecordSink& sink) {
            sink.put(client("C1"));
            sink.put(plan("P1", "C1", 1));
            sink.put(report("R1", "C1", "a"));
        },
        silent);
    rig.run(
        [](sdk::RecordSink& sink) {
            sink.put(plan("P2", "C1", 2));
            sink.put(report("R1", "C1", "b", "2"));
        },
        silent);
    EXPECT_EQ(rig.one("SELECT count(*) FROM notice"), "0");
}

TEST(IngestKinds, TwoRecordsForOneVersionOfAPlanAreNotBothTaken) {
    IngestRig rig{"plan-clash"};
    const auto counts = rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(plan("P1", "C1", 1));
        sink.put(plan("P1b", "C1", 1));
    });
    EXPECT_EQ(totalOf(counts).set_aside, 1);
    EXPECT_EQ(rig.one("SELECT source_id FROM care_plan"), "P1");
    // The source gives the version another id: the new one takes the place in the same run.
    rig.run([](sdk::RecordSink& sink) {
        sink.fullSetBegins(RecordKind::CarePlan);
        sink.put(plan("P1c", "C1", 1));
        sink.fullSetEnds(RecordKind::CarePlan);
        sink.cursor("1");
    });
    EXPECT_EQ(rig.one("SELECT string_agg(source_id, ',') FROM care_plan"), "P1c");
    EXPECT_EQ(rig.one("SELECT count(*) FROM set_aside_record"), "0");
}

TEST(IngestKinds, MessagesFindTheirConversationAndWhatTheyAnswer) {
    IngestRig rig{"messages"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(message("M2", "C1", "G1", "M1"));
        sink.put(message("M1", "C1", "G1"));
        sink.put(message("M3", "C1", ""));
    });
    EXPECT_EQ(rig.one("SELECT count(*) FROM conversation WHERE with_staff"), "2");
    EXPECT_EQ(rig.one("SELECT bool_and(for_circle) FROM conversation"), "t")
        << "no reader is named, so all with the right";
    EXPECT_EQ(rig.one("SELECT p.source_id FROM message m JOIN message p ON p.id = m.in_reply_to WHERE "
                      "m.source_id = 'M2'"),
              "M1");
    rig.run([](sdk::RecordSink& sink) { sink.remove(RecordKind::Message, "M3"); });
    EXPECT_EQ(rig.one("SELECT string_agg(source_id, ',') FROM conversation"), "G1")
        << "an emptied conversation goes";
}

/// A conversation with a message that somebody wrote in the portal; the source knows the message as
/// `sent_as`.
constexpr const char* kBegunHere = "aaaaaaaa-0000-4000-8000-000000000001";
void beginHere(IngestRig& rig, const std::string& sent_as) {
    rig.one(
        "WITH c AS (INSERT INTO conversation (id, client_id, subject, with_staff, last_message_at, "
        "created_at) SELECT '" +
        std::string{kBegunHere} +
        "', id, 'Vraag', true, now(), now() FROM client RETURNING id, client_id) INSERT INTO message "
        "(client_id, "
        "conversation_id, source_id, body, sent_at, state, created_at, updated_at) SELECT client_id, id, '" +
        sent_as + "', 'Van hier', now(), 'delivered', now(), now() FROM c RETURNING id");
}

TEST(IngestKinds, AnAnswerLandsInTheConversationThatBeganInThePortal) {
    // By what it answers, by the message that comes back, and by the name that the portal gave.
    const std::vector<std::pair<std::string, std::function<void(sdk::RecordSink&)>>> ways{
        {"answer", [](sdk::RecordSink& sink) { sink.put(message("M9", "C1", "G9", "OWN")); }},
        {"echo",
         [](sdk::RecordSink& sink) {
             sink.put(message("OWN", "C1", "G9"));
             sink.put(message("M9", "C1", "G9"));
         }},
        {"name", [](sdk::RecordSink& sink) { sink.put(message("M9", "C1", kBegunHere)); }}};
    for (const auto& [way, put] : ways) {
        IngestRig rig{"answer-by-" + way};
        rig.run([](sdk::RecordSink& sink) { sink.put(client("C1")); });
        beginHere(rig, "OWN");
        rig.run(put);
        // And the next one, which tells nothing but the source's name for it.
        rig.run([way = way](sdk::RecordSink& sink) {
            sink.put(message("M10", "C1", way == "name" ? kBegunHere : "G9"));
        });
        EXPECT_EQ(rig.one("SELECT string_agg(source_id, ',' ORDER BY source_id) FROM message WHERE "
                          "conversation_id = '" +
                          std::string{kBegunHere} + "'"),
                  "M10,M9,OWN")
            << way;
        EXPECT_EQ(rig.one("SELECT count(*) FROM conversation"), "1")
            << way << ": one that everybody would read";
        EXPECT_EQ(rig.one("SELECT for_circle FROM conversation"), "f") << way;
    }
}

TEST(IngestKinds, AnAnswerForAnotherClientDoesNotGetIntoAConversation) {
    IngestRig rig{"answer-of-another"};
    rig.run([](sdk::RecordSink& sink) { sink.put(client("C1")); });
    beginHere(rig, "OWN");
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C2"));
        sink.put(message("M9", "C2", "G9", "OWN"));
        sink.put(message("M8", "C2", kBegunHere));
    });
    EXPECT_EQ(rig.one("SELECT string_agg(source_id, ',') FROM message WHERE conversation_id = '" +
                      std::string{kBegunHere} + "'"),
              "OWN");
}

TEST(IngestKinds, AMessageInAConversationOfAnotherClientIsSeenByNobody) {
    IngestRig rig{"wrong-thread"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(client("C2"));
        sink.put(message("M1", "C1", "G1"));
    });
    const auto counts = rig.run([](sdk::RecordSink& sink) {
        sink.put(message("M2", "C2", "G1"));
        sink.put(message("M3", "C1", "G1"));
    });
    EXPECT_EQ(totalOf(counts).set_aside, 1);
    EXPECT_EQ(rig.one("SELECT string_agg(source_id, ',' ORDER BY source_id) FROM message"), "M1,M3");
    EXPECT_EQ(rig.one("SELECT reason_kind FROM set_aside_record"), "ambiguous_client");
}

}  // namespace
}  // namespace inzage::sync
