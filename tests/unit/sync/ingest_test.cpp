#include "platform/sync/ingest.h"

#include <gtest/gtest.h>

#include "tests/unit/sync/ingest_rig.h"

namespace inzage::sync {
namespace {

using namespace test;
using sdk::RecordKind;

const KindCounts& of(const RunCounts& counts, inzage::RecordKind kind) {
    return counts[static_cast<std::size_t>(kind)];
}

void fullReports(sdk::RecordSink& sink, const std::vector<sdk::Report>& reports) {
    sink.fullSetBegins(RecordKind::Report);
    for (const auto& one : reports)
        sink.put(one);
    sink.fullSetEnds(RecordKind::Report);
    sink.cursor("drop");
}

TEST(Ingest, TheSameDropTwiceChangesNothing) {
    IngestRig rig{"same-twice"};
    const auto drop = [](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(client("C2"));
        fullReports(sink, {report("R1", "C1", "rustige nacht"), report("R2", "C2", "goed gegeten")});
    };
    EXPECT_EQ(totalOf(rig.run(drop)).fresh, 4);
    const std::string before =
        rig.one("SELECT string_agg(id || ' ' || run_id || ' ' || updated_at, ',' ORDER BY id) FROM report");
    const KindCounts again = totalOf(rig.run(drop));
    EXPECT_EQ(again.fresh + again.changed + again.removed + again.set_aside, 0);
    EXPECT_EQ(again.unchanged, 4);
    EXPECT_EQ(
        rig.one("SELECT string_agg(id || ' ' || run_id || ' ' || updated_at, ',' ORDER BY id) FROM report"),
        before);
    EXPECT_EQ(rig.one("SELECT state || ' ' || records_unchanged FROM run ORDER BY claimed_at DESC LIMIT 1"),
              "succeeded 4");
}

TEST(Ingest, ACorrectionChangesExactlyThatReportAndNothingKeepsTheOldText) {
    IngestRig rig{"correction"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        fullReports(sink, {report("R1", "C1", "FOUTE TEKST"), report("R2", "C1", "blijft")});
    });
    const std::string second = rig.one("SELECT id || ' ' || run_id FROM report WHERE source_id = 'R2'");
    const std::string id = rig.one("SELECT id FROM report WHERE source_id = 'R1'");
    const auto counts = rig.run([](sdk::RecordSink& sink) {
        fullReports(sink, {report("R1", "C1", "juiste tekst", "2"), report("R2", "C1", "blijft")});
    });
    EXPECT_EQ(totalOf(counts).changed, 1);
    EXPECT_EQ(rig.one("SELECT body FROM report WHERE source_id = 'R1'"), "juiste tekst");
    EXPECT_EQ(rig.one("SELECT id FROM report WHERE source_id = 'R1'"), id)
        << "the address of the report stays";
    EXPECT_EQ(rig.one("SELECT id || ' ' || run_id FROM report WHERE source_id = 'R2'"), second);
    EXPECT_EQ(rig.one("SELECT count(*) FROM notice WHERE kind = 'report' AND object_id = '" + id + "'"), "1");
    EXPECT_EQ(
        rig.one("SELECT count(*) FROM (SELECT n::text FROM notice n UNION ALL SELECT s::text FROM "
                "staging_report s "
                "UNION ALL SELECT q::text FROM set_aside_record q) AS t(line) WHERE line LIKE '%FOUTE%'"),
        "0");
}

TEST(Ingest, ACorrectionWithoutANewVersionIsSeenToo) {
    IngestRig rig{"same-version"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(report("R1", "C1", "oud"));
    });
    EXPECT_EQ(totalOf(rig.run([](sdk::RecordSink& sink) { sink.put(report("R1", "C1", "nieuw")); })).changed,
              1);
    EXPECT_EQ(rig.one("SELECT body FROM report"), "nieuw");
}

TEST(Ingest, AWithdrawnOrRemovedReportIsGone) {
    IngestRig rig{"withdrawn"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        for (const char* id : {"R1", "R2", "R3"})
            sink.put(report(id, "C1", "tekst"));
    });
    const auto counts = rig.run([](sdk::RecordSink& sink) {
        sdk::Report back = report("R1", "C1", "tekst", "2");
        back.withdrawn = true;
        sink.put(back);
        sink.remove(RecordKind::Report, "R2");
        sink.remove(RecordKind::Report, "unknown");
    });
    EXPECT_EQ(totalOf(counts).removed, 2);
    EXPECT_EQ(rig.one("SELECT string_agg(source_id, ',') FROM report"), "R3");
}

TEST(Ingest, AFullSetRemovesWhatItLeavesOutOfItsKindOnly) {
    IngestRig rig{"full-set"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(plan("P1", "C1", 1));
        fullReports(sink, {report("R1", "C1", "a"), report("R2", "C1", "b")});
    });
    const auto counts = rig.run([](sdk::RecordSink& sink) { fullReports(sink, {report("R2", "C1", "b")}); });
    EXPECT_EQ(totalOf(counts).removed, 1);
    EXPECT_EQ(rig.one("SELECT string_agg(source_id, ',') FROM report"), "R2");
    EXPECT_EQ(rig.one("SELECT count(*) FROM care_plan"), "1");
}

/// A report and a private appointment of the portal that were handed over, under the source's ids.
void writeInPortal(IngestRig& rig) {
    rig.run([](sdk::RecordSink& sink) { sink.put(client("C1")); });
    rig.one(
        "INSERT INTO report (source_id, client_id, kind_code, kind_label, body, happened_at, written_by, "
        "created_at, updated_at) SELECT 'portal', id, 'signal', 'Signaal', 'x', now(), id, now(), now() FROM "
        "client RETURNING 1");
    rig.one(
        "INSERT INTO appointment (source_id, client_id, kind, title, visibility, created_by, starts_at, "
        "ends_at, created_at, updated_at) SELECT 'own', id, 'own', 'Kapper', 'private', id, now(), now(), "
        "now(), now() FROM client RETURNING 1");
}

sdk::Appointment busy() {
    sdk::Appointment appointment;
    appointment.source_id = "own";
    appointment.client = "C1";
    appointment.title = "Bezet";
    appointment.kind = sdk::AppointmentKind::Care;
    return appointment;
}

void fullAppointments(sdk::RecordSink& sink, const std::vector<sdk::Appointment>& all) {
    sink.fullSetBegins(RecordKind::Appointment);
    for (const auto& one : all)
        sink.put(one);
    sink.fullSetEnds(RecordKind::Appointment);
}

TEST(Ingest, WhatPeopleWroteStaysUntilTheSourceHasShownItOnceAndThenIsTheSources) {
    IngestRig rig{"own-rows"};
    writeInPortal(rig);
    const std::string count = "SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM appointment)";
    rig.run([](sdk::RecordSink& sink) {
        fullReports(sink, {});
        fullAppointments(sink, {});
    });
    EXPECT_EQ(rig.one(count), "2") << "an export that is older";
    rig.run([](sdk::RecordSink& sink) {
        fullReports(sink, {report("portal", "C1", "x, read by the ward")});
        fullAppointments(sink, {busy()});
    });
    EXPECT_EQ(rig.one(count), "2") << "known again";
    EXPECT_EQ(rig.one("SELECT body FROM report WHERE written_by IS NOT NULL"), "x, read by the ward");
    EXPECT_EQ(rig.one("SELECT title || ' ' || kind || ' ' || visibility FROM appointment"),
              "Kapper own private")
        << "what a private one says stays here";
    rig.run([](sdk::RecordSink& sink) {
        fullReports(sink, {});
        fullAppointments(sink, {});
    });
    EXPECT_EQ(rig.one(count), "0") << "gone over there";
}

TEST(Ingest, WhatWaitsToGoOutIsNewerThanWhatComesIn) {
    IngestRig rig{"waiting-rows"};
    writeInPortal(rig);
    rig.one(
        "INSERT INTO change (idempotency_key, client_id, kind, object_id, action, payload, next_try_at, "
        "created_at) SELECT gen_random_uuid(), client_id, 'report', id, 'update', '{}', now(), now() FROM "
        "report RETURNING 1");
    const auto older = [](sdk::RecordSink& sink) { fullReports(sink, {report("portal", "C1", "older")}); };
    rig.run(older);
    EXPECT_EQ(rig.one("SELECT body FROM report"), "x");
    rig.one("UPDATE change SET state = 'done' RETURNING 1");
    rig.run(older);
    EXPECT_EQ(rig.one("SELECT body FROM report"), "older");
}

TEST(Ingest, ARecordOfAnUnknownClientIsSeenByNobodyAndComesInWithItsClient) {
    IngestRig rig{"unknown-client"};
    const auto first = rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(report("R1", "C1", "a"));
        sink.put(report("R9", "C9", "van een ander"));
    });
    EXPECT_EQ(of(first, inzage::RecordKind::Report).set_aside, 1);
    EXPECT_EQ(rig.one("SELECT count(*) FROM report"), "1");
    EXPECT_EQ(rig.one("SELECT reason_kind || ' ' || source_id FROM set_aside_record"), "unknown_client R9");
    EXPECT_EQ(rig.one("SELECT records_set_aside FROM run ORDER BY claimed_at DESC LIMIT 1"), "1");

    const auto second = rig.run([](sdk::RecordSink& sink) { sink.put(client("C9")); });
    EXPECT_EQ(of(second, inzage::RecordKind::Report).fresh, 1);
    EXPECT_EQ(of(second, inzage::RecordKind::Report).set_aside, 0);
    EXPECT_EQ(rig.one("SELECT body FROM report WHERE source_id = 'R9'"), "van een ander");
    EXPECT_EQ(rig.one("SELECT count(*) FROM set_aside_record"), "0");
}

TEST(Ingest, AReportThatMovesToAnUnknownClientDisappears) {
    IngestRig rig{"moved-away"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(report("R1", "C1", "a"));
    });
    rig.run([](sdk::RecordSink& sink) { sink.put(report("R1", "C9", "a", "2")); });
    EXPECT_EQ(rig.one("SELECT count(*) FROM report"), "0");
}

TEST(Ingest, WhatASetAsideRecordBecameGoneAtTheSourceIsForgotten) {
    IngestRig rig{"aside-gone"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(report("R1", "C9", "a"));
        sink.put(report("R2", "C9", "a"));
        sink.setAside(RecordKind::Report, "R3", "a number is not a number");
    });
    EXPECT_EQ(rig.one("SELECT count(*) FROM set_aside_record"), "3");
    rig.run([](sdk::RecordSink& sink) { sink.remove(RecordKind::Report, "R1"); });
    EXPECT_EQ(rig.one("SELECT count(*) FROM set_aside_record"), "2");
    rig.run([](sdk::RecordSink& sink) { fullReports(sink, {}); });
    EXPECT_EQ(rig.one("SELECT count(*) FROM set_aside_record"), "0");
}

TEST(Ingest, ARecordThatCanNotBeReadLeavesTheRestAndItsOwnLastGoodState) {
    IngestRig rig{"defect"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        fullReports(sink, {report("R1", "C1", "goed")});
    });
    const auto counts = rig.run([](sdk::RecordSink& sink) {
        sink.fullSetBegins(RecordKind::Report);
        sink.setAside(RecordKind::Report, "R1", "a text is not valid UTF-8");
        sink.put(report("R2", "C1", "ook goed"));
        sink.fullSetEnds(RecordKind::Report);
        sdk::Measurement empty;
        empty.source_id = "M1";
        empty.client = "C1";
        sink.put(empty);
    });
    EXPECT_EQ(totalOf(counts).set_aside, 2);
    EXPECT_EQ(rig.one("SELECT string_agg(body, ',' ORDER BY body) FROM report"), "goed,ook goed");
}

TEST(Ingest, TooManyDefectsRefuseTheWholeRun) {
    IngestRig rig{"flood-defects"};
    rig.run([](sdk::RecordSink& sink) { sink.put(client("C1")); });
    IngestOptions options = rig.begin();
    options.defects_max = 3;
    Ingest ingest{IngestRig::pools(), rig.tenant(), rig.clock, options};
    ingest.put(report("R1", "C1", "a"));
    for (const char* id : {"1", "2", "3"})
        ingest.setAside(RecordKind::Report, id, "bad");
    EXPECT_THROW(ingest.setAside(RecordKind::Report, "4", "bad"), RunRefused);
    rig.end(options.run);
}

TEST(Ingest, HostileTextArrivesAsItIs) {
    IngestRig rig{"hostile"};
    const std::string body = "a\tb\\N\\.\nc\\\\ '\" <script>alert(1)</script> \xE2\x80\xAE;DROP TABLE report";
    rig.run([&](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(report("R'1\t", "C1", body));
    });
    EXPECT_EQ(rig.one("SELECT body FROM report"), body);
    EXPECT_EQ(
        totalOf(rig.run([&](sdk::RecordSink& sink) { sink.put(report("R'1\t", "C1", body)); })).unchanged, 1);
}

TEST(Ingest, OfTheSameIdTwiceTheLastCounts) {
    IngestRig rig{"repeat"};
    const auto counts = rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(report("R1", "C1", "eerst"));
        sink.put(report("R2", "C1", "b"));
        sink.put(report("R1", "C1", "later", "2"));
        sink.put(report("R3", "C1", "weg"));
        sink.remove(RecordKind::Report, "R3");
        sink.remove(RecordKind::Report, "R4");
        sink.put(report("R4", "C1", "terug"));
    });
    EXPECT_EQ(rig.one("SELECT string_agg(source_id || body, ',' ORDER BY source_id) FROM report"),
              "R1later,R2b,R4terug");
    EXPECT_EQ(of(counts, inzage::RecordKind::Report).fresh, 4);
}

TEST(Ingest, MoreThanOneChunkArrivesWhole) {
    IngestRig rig{"chunks"};
    const auto drop = [](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.fullSetBegins(RecordKind::Report);
        for (int i = 0; i < 25003; ++i)
            sink.put(report("R" + std::to_string(i), "C1", "tekst " + std::to_string(i)));
        sink.fullSetEnds(RecordKind::Report);
        sink.cursor("1");
    };
    EXPECT_EQ(totalOf(rig.run(drop)).fresh, 25004);
    EXPECT_EQ(totalOf(rig.run(drop)).unchanged, 25004);
    EXPECT_EQ(rig.one("SELECT count(*) FROM report"), "25003");
}

TEST(Ingest, RowsAndCursorAreKeptTogetherAndTheRestOfABrokenPullIsNot) {
    IngestRig rig{"cursor"};
    rig.runThatFails([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(report("R1", "C1", "a"));
        sink.cursor("one");
        sink.put(report("R2", "C1", "b"));
        sink.cursor("two");
        sink.put(report("R3", "C1", "c"));
    });
    EXPECT_EQ(rig.one("SELECT string_agg(source_id, ',' ORDER BY source_id) FROM report"), "R1,R2");
    EXPECT_EQ(rig.one("SELECT value FROM cursor WHERE name = 'all'"), "two");
    EXPECT_EQ(rig.one("SELECT count(*) FROM freshness"), "0") << "a broken pull makes nothing fresh";

    rig.runThatFails([](sdk::RecordSink& sink) { fullReports(sink, {report("R2", "C1", "b")}); });
    EXPECT_EQ(rig.one("SELECT value FROM cursor"), "drop")
        << "a complete piece counts even when the adapter fails after it";
    EXPECT_EQ(rig.one("SELECT string_agg(source_id, ',') FROM report"), "R2");
}

TEST(Ingest, ASetThatDoesNotEndRemovesNothing) {
    IngestRig rig{"open-set"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        fullReports(sink, {report("R1", "C1", "a"), report("R2", "C1", "b")});
    });
    rig.runThatFails([](sdk::RecordSink& sink) {
        sink.fullSetBegins(RecordKind::Report);
        sink.put(report("R3", "C1", "c"));
    });
    EXPECT_EQ(rig.one("SELECT string_agg(source_id, ',' ORDER BY source_id) FROM report"), "R1,R2");
}

TEST(Ingest, ASuccessRenewsFreshnessOfItsKinds) {
    IngestRig rig{"fresh"};
    rig.run([](sdk::RecordSink& sink) { sink.put(client("C1")); },
            [](IngestOptions& options) {
                options.kinds = {inzage::RecordKind::Client, inzage::RecordKind::Report};
            });
    EXPECT_EQ(rig.one("SELECT string_agg(kind, ',' ORDER BY kind) FROM freshness"), "client,report");
    EXPECT_EQ(rig.one("SELECT extract(epoch FROM updated_at)::bigint FROM freshness WHERE kind = 'report'"),
              std::to_string(rig.clock.now().time_since_epoch() / std::chrono::seconds{1}));
}

TEST(Ingest, ARunThatWasGivenUpMayNotWriteAnyMore) {
    IngestRig rig{"given-up"};
    const IngestOptions options = rig.begin();
    Ingest ingest{IngestRig::pools(), rig.tenant(), rig.clock, options};
    ingest.put(client("C1"));
    rig.end(options.run);
    EXPECT_THROW(ingest.succeed(), RunRefused);
    EXPECT_EQ(rig.one("SELECT count(*) FROM client"), "0");
}

TEST(Ingest, AFullSetThatLacksMostClientsIsRefusedUnlessAnOperatorWantsIt) {
    IngestRig rig{"emptied"};
    rig.run([](sdk::RecordSink& sink) {
        for (int i = 0; i < 40; ++i)
            sink.put(client("C" + std::to_string(i)));
    });
    const auto broken = [](sdk::RecordSink& sink) {
        sink.fullSetBegins(RecordKind::Client);
        sink.put(client("C1"));
        sink.fullSetEnds(RecordKind::Client);
    };
    const IngestOptions options = rig.begin();
    {
        Ingest ingest{IngestRig::pools(), rig.tenant(), rig.clock, options};
        EXPECT_THROW(broken(ingest), RunRefused);
    }
    rig.end(options.run);
    EXPECT_EQ(rig.one("SELECT count(*) FROM client"), "40");
    rig.run(broken, [](IngestOptions& changed) { changed.may_remove_most = true; });
    EXPECT_EQ(rig.one("SELECT count(*) FROM client"), "1");
}

TEST(Ingest, NothingIsLeftInStaging) {
    IngestRig rig{"staging"};
    rig.run([](sdk::RecordSink& sink) {
        sink.put(client("C1"));
        sink.put(message("M1", "C1", "G1"));
        fullReports(sink, {report("R1", "C1", "a"), report("R2", "C9", "b")});
        sink.remove(RecordKind::Report, "R7");
    });
    EXPECT_EQ(
        rig.one(
            "SELECT (SELECT count(*) FROM staging_client) + (SELECT count(*) FROM staging_report) + (SELECT "
            "count(*) FROM staging_message) + (SELECT count(*) FROM staging_seen) + (SELECT count(*) FROM "
            "staging_removed)"),
        "0");
}

}  // namespace
}  // namespace inzage::sync
