#pragma once
#include <functional>
#include <string>
#include <vector>

#include "platform/sync/ingest.h"
#include "platform/sync/run_store.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::sync::test {

/// A tenant of its own with a real database, and runs at it without a worker.
class IngestRig {
  public:
    explicit IngestRig(const std::string& tenant)
        : tenant_{TenantId::parse(tenant).value()},
          database_{::inzage::test::TestCluster::shared().makeTenant(tenant).name} {}

    using Pull = std::function<void(sdk::RecordSink&)>;

    /// A run that ends well.
    RunCounts run(const Pull& pull, const std::function<void(IngestOptions&)>& change = {}) {
        IngestOptions options = begin();
        if (change)
            change(options);
        Ingest ingest{pools(), tenant_, clock, options};
        pull(ingest);
        ingest.succeed();
        return ingest.counts();
    }
    /// A run whose adapter fails after what it put.
    void runThatFails(const Pull& pull) {
        const IngestOptions options = begin();
        Ingest ingest{pools(), tenant_, clock, options};
        pull(ingest);
        ingest.breakOff();
        end(options.run);
    }
    /// The claimed and running run that an Ingest needs.
    IngestOptions begin() {
        clock.advance(std::chrono::minutes{1});
        RunClaim claim;
        claim.schedule_name = "all";
        claim.due_at = clock.now();
        claim.trigger = Trigger::Operator;
        claim.kinds.assign(kRecordKinds.begin(), kRecordKinds.end());
        claim.node = "test";
        auto tx = pools().begin(tenant_);
        if (claimRun(tx, claim, clock.now()) != ClaimAnswer::Claimed ||
            !beginRun(tx, claim.id, "test", clock.now()))
            throw std::runtime_error{"no run"};
        tx.commit();
        IngestOptions options;
        options.run = claim.id;
        options.cursor_name = "all";
        options.time_zone = "Europe/Amsterdam";
        options.kinds = claim.kinds;
        options.tell_plans = true;
        options.tell_reports = true;
        return options;
    }
    void end(const RunId& run) {
        auto tx = pools().begin(tenant_);
        endRun(tx, run, {FailureKind::Transient, "test"}, false, clock.now());
        tx.commit();
    }

    /// First column of the first row, "" when there is none.
    std::string one(const std::string& sql) {
        const auto rows = ::inzage::test::TestCluster::shared().asSuperuser(database_, sql);
        return rows.empty() ? "" : rows[0][0];
    }
    static database::TenantPools& pools() { return ::inzage::test::TestCluster::shared().pools(); }
    [[nodiscard]] const TenantId& tenant() const { return tenant_; }

    ManualClock clock{parseIsoUtc("2026-11-22T08:00:00Z").value()};

  private:
    TenantId tenant_;
    std::string database_;
};

inline UtcTime utc(const char* text) {
    return parseIsoUtc(text).value();
}

inline sdk::Client client(const std::string& id) {
    sdk::Client record;
    record.source_id = id;
    record.source_version = "1";
    record.family_name = "Jansen";
    return record;
}

inline sdk::Report report(const std::string& id, const std::string& client, const std::string& body,
                          const std::string& version = "1") {
    sdk::Report record;
    record.source_id = id;
    record.source_version = version;
    record.client = client;
    record.kind_code = "daily";
    record.kind_label = "Dagrapportage";
    record.body = body;
    record.happened_at = utc("2026-11-20T10:00:00Z");
    return record;
}

inline sdk::CarePlan plan(const std::string& id, const std::string& client, int version) {
    sdk::CarePlan record;
    record.source_id = id;
    record.source_version = "1";
    record.client = client;
    record.plan = "P";
    record.version = version;
    record.title = "Zorgleefplan";
    record.status = "active";
    record.valid_from = std::chrono::year{2026} / 1 / version;
    return record;
}

inline sdk::CareEpisode episode(const std::string& id, const std::string& client,
                                std::optional<sdk::Date> ends_on = std::nullopt) {
    sdk::CareEpisode record;
    record.source_id = id;
    record.source_version = ends_on ? "2" : "1";
    record.client = client;
    record.starts_on = std::chrono::year{2025} / 1 / 1;
    record.ends_on = ends_on;
    return record;
}

inline sdk::Message message(const std::string& id, const std::string& client, const std::string& conversation,
                            const std::string& reply_to = "") {
    sdk::Message record;
    record.source_id = id;
    record.source_version = "1";
    record.client = client;
    record.conversation = conversation;
    record.subject = "Bezoek";
    record.author_name = "Zuster";
    record.body = "Goedemorgen";
    record.in_reply_to = reply_to;
    record.sent_at = utc("2026-11-21T09:00:00Z");
    return record;
}

}  // namespace inzage::sync::test
