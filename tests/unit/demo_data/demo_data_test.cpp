#include "admin/demo_data/demo_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "admin/demo_data/dutch_time.h"
#include "plugins/csv/csv_adapter.h"

namespace inzage::demo_data {
namespace {

namespace fs = std::filesystem;

const UtcTime kUntil = *parseIsoUtc("2026-11-24T18:00:00Z");

std::string contents(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::map<std::string, std::string> contentsOf(const fs::path& dir) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator{dir})
        files[entry.path().filename().string()] = contents(entry.path());
    return files;
}

struct Collected final : sdk::RecordSink {
    std::vector<sdk::Record> records;
    void put(const sdk::Record& record) override { records.push_back(record); }
    void remove(sdk::RecordKind, std::string_view) override {}
    void fullSetBegins(sdk::RecordKind) override {}
    void fullSetEnds(sdk::RecordKind) override {}
    void cursor(std::string_view) override {}
    void setAside(sdk::RecordKind, std::string_view, std::string_view) override {}

    template <class R>
    [[nodiscard]] std::vector<R> all() const {
        std::vector<R> found;
        for (const sdk::Record& record : records)
            if (const auto* one = std::get_if<R>(&record))
                found.push_back(*one);
        return found;
    }
};

class DemoDrop : public testing::Test {
  protected:
    DemoDrop() : dir_{fs::temp_directory_path() / ("inzage_demo_" + std::to_string(::getpid()))} {}
    ~DemoDrop() override { fs::remove_all(dir_); }

    static Outcome<DemoSummary> make(const fs::path& dir, const char* tenant = "debeyart",
                                     std::uint64_t seed = 1) {
        DemoOptions options;
        options.until = kUntil;
        return writeDemoDrop(*TenantId::parse(tenant), seed, dir, options);
    }
    static Collected taken(const fs::path& dir) {
        sdk::AdapterSettings settings;
        settings.root.children.push_back({"folder", dir.string(), {}, ""});
        csv::CsvAdapter adapter;
        adapter.configure(settings);
        Collected sink;
        adapter.pull(sdk::kRecordKinds, std::nullopt, sink, {});
        return sink;
    }
    fs::path dir_;
};

TEST_F(DemoDrop, IsTheSameForTheSameSeedAndAnotherForAnother) {
    ASSERT_TRUE(make(dir_ / "a").ok());
    ASSERT_TRUE(make(dir_ / "b").ok());
    EXPECT_TRUE(contentsOf(dir_ / "a") == contentsOf(dir_ / "b"));
    ASSERT_TRUE(make(dir_ / "b", "debeyart", 2).ok());
    EXPECT_FALSE(contentsOf(dir_ / "a") == contentsOf(dir_ / "b"));
    ASSERT_TRUE(make(dir_ / "b", "treant").ok());
    EXPECT_NE(contents(dir_ / "a/client.csv"), contents(dir_ / "b/client.csv"));
}

TEST_F(DemoDrop, IsTakenWholeByTheCsvAdapterAndHoldsWhatItPromises) {
    const auto made = make(dir_);
    ASSERT_TRUE(made.ok());
    const Collected seen = taken(dir_);
    const auto clients = seen.all<sdk::Client>();
    EXPECT_GE(clients.size(), 40U);
    EXPECT_EQ(static_cast<long long>(clients.size()), made.value().clients);
    std::map<std::string, int> reports;
    for (const auto& report : seen.all<sdk::Report>()) {
        ++reports[report.client];
        EXPECT_LE(report.happened_at, kUntil);
        EXPECT_EQ(report.body.find('%'), std::string::npos) << report.body;
    }
    EXPECT_EQ(reports.size(), clients.size());
    for (const auto& [client, count] : reports) {
        EXPECT_GE(count, 45) << client;
        EXPECT_LE(count, 3020) << client;
    }
    EXPECT_GE(reports["C0003"], 2900);
    for (const std::size_t count :
         {seen.all<sdk::Measurement>().size(), seen.all<sdk::Questionnaire>().size(),
          seen.all<sdk::CarePlan>().size(), seen.all<sdk::Appointment>().size(),
          seen.all<sdk::Message>().size(), seen.all<sdk::CareTeamMember>().size()})
        EXPECT_GE(count, 40U);
}

TEST_F(DemoDrop, HasMrsJansenHerFamilyAndHerHusband) {
    ASSERT_TRUE(make(dir_).ok());
    const Collected seen = taken(dir_);
    const auto clients = seen.all<sdk::Client>();
    EXPECT_EQ(clients.at(0).source_id, "C0001");
    EXPECT_EQ(clients.at(0).initials + " " + clients.at(0).family_name, "C. Jansen");
    EXPECT_EQ(clients.at(0).form_of_address, "mevrouw");
    EXPECT_EQ(clients.at(1).initials + " " + clients.at(1).family_name, "H. Jansen");
    std::map<std::string, std::set<std::string>> people;
    for (const auto& contact : seen.all<sdk::Contact>()) {
        people[contact.client].insert(contact.person);
        if (contact.person == "P0001") {
            EXPECT_EQ(contact.email, "anna.jansen@example.nl");
            EXPECT_TRUE(contact.roles.portal_manager && contact.roles.legal_representative);
        }
        if (contact.person == "P0003") {
            EXPECT_EQ(contact.email, "piet.puk@example.nl");
            EXPECT_FALSE(contact.roles.portal_manager || contact.roles.legal_representative);
        }
    }
    EXPECT_EQ(people["C0001"].size(), 4U);
    EXPECT_TRUE(people["C0002"].contains("P0001"));
}

TEST_F(DemoDrop, HasAPinboardOfTheFamilyWhereTheOrganisationHasOne) {
    ASSERT_TRUE(make(dir_).ok());
    const Collected seen = taken(dir_);
    std::map<std::string, std::set<std::string>> family;
    for (const auto& contact : seen.all<sdk::Contact>())
        family[contact.client].insert(contact.given_name + " " +
                                      (contact.prefix.empty() ? "" : contact.prefix + " ") +
                                      contact.family_name);
    std::map<std::string, int> posts;
    for (const auto& post : seen.all<sdk::PinboardPost>()) {
        ++posts[post.client];
        EXPECT_TRUE(family[post.client].contains(post.author_name)) << post.client << " " << post.author_name;
        EXPECT_LE(post.posted_at, kUntil);
    }
    EXPECT_GE(posts.size(), 40U);
    EXPECT_GE(posts["C0001"], 5);
    DemoOptions options;
    options.until = kUntil;
    options.pinboard = false;
    ASSERT_TRUE(writeDemoDrop(*TenantId::parse("hetspectrum"), 1, dir_, options).ok());
    EXPECT_TRUE(taken(dir_).all<sdk::PinboardPost>().empty());
    EXPECT_FALSE(fs::exists(dir_ / "pinboard_post.csv"));
}

TEST_F(DemoDrop, HasOneEndedEpisodeAndPlansWithVersions) {
    ASSERT_TRUE(make(dir_).ok());
    const Collected seen = taken(dir_);
    int ended = 0;
    for (const auto& episode : seen.all<sdk::CareEpisode>())
        ended += episode.ends_on ? 1 : 0;
    EXPECT_EQ(ended, 1);
    int versions = 0;
    for (const auto& plan : seen.all<sdk::CarePlan>())
        versions = plan.client == "C0001" ? std::max(versions, plan.version) : versions;
    EXPECT_EQ(versions, 4);
    int to_come = 0;
    for (const auto& appointment : seen.all<sdk::Appointment>())
        to_come += appointment.client == "C0001" && appointment.starts_at > kUntil ? 1 : 0;
    EXPECT_GE(to_come, 10);
}

TEST_F(DemoDrop, ReplacesAnOlderOneInTheSameFolder) {
    ASSERT_TRUE(writeBenchDrop(dir_, 10, 100, kUntil, 1).ok());
    EXPECT_EQ(taken(dir_).all<sdk::Report>().size(), 100U);
    ASSERT_TRUE(make(dir_).ok());
    ASSERT_TRUE(writeBenchDrop(dir_, 10, 200, kUntil, 2).ok());
    EXPECT_EQ(taken(dir_).records.size(), 210U);
}

TEST_F(DemoDrop, CanBeSealedAgainAfterAnEdit) {
    ASSERT_TRUE(make(dir_).ok());
    std::ofstream{dir_ / "report.csv", std::ios::app} << "NEW;2026-11-24T12:00:00Z;C0001;daily;Dagrapportage;"
                                                         "T;\"Twee\nregels\";N;r;2026-11-24T12:00:00Z;0\n";
    EXPECT_THROW((void)taken(dir_), sdk::AdapterFailure);
    ASSERT_TRUE(resealDrop(dir_).ok());
    EXPECT_EQ(taken(dir_).all<sdk::Report>().back().source_id, "NEW");
    EXPECT_FALSE(resealDrop(dir_ / "nowhere").ok());
}

TEST_F(DemoDrop, RefusesOptionsOutOfBounds) {
    DemoOptions options;
    options.clients = 3;
    EXPECT_EQ(writeDemoDrop(*TenantId::parse("treant"), 1, dir_, options).failure().kind,
              FailureKind::Refused);
    EXPECT_EQ(writeBenchDrop(dir_, 0, 1, kUntil, 1).failure().kind, FailureKind::Refused);
}

TEST(DutchTime, KnowsSummerAndWinter) {
    const Day winter{std::chrono::year{2026} / 1 / 15};
    const Day summer{std::chrono::year{2026} / 7 / 15};
    EXPECT_EQ(isoMoment(fromDutchClock(winter, 600)), "2026-01-15T09:00:00Z");
    EXPECT_EQ(isoMoment(fromDutchClock(summer, 600)), "2026-07-15T08:00:00Z");
    const Day spring{std::chrono::year{2026} / 3 / 29};
    EXPECT_EQ(isoMoment(fromDutchClock(spring, 119)), "2026-03-29T00:59:00Z");
    EXPECT_EQ(isoMoment(fromDutchClock(spring, 180)), "2026-03-29T01:00:00Z");
    EXPECT_EQ(dutchDay(*parseIsoUtc("2026-07-15T22:30:00Z")), Day{std::chrono::year{2026} / 7 / 16});
}

}  // namespace
}  // namespace inzage::demo_data
