#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "template_adapter.h"

// Calls the adapter as the platform does. What every adapter must keep to is what `inzagectl adapter check`
// looks at; here stands what only this source has.
namespace inzage::json_folder {

namespace {

using sdk::AdapterFailureKind;
using sdk::RecordKind;

struct Sink final : sdk::RecordSink {
    std::vector<std::string> seen;
    std::string last_cursor;
    void put(const sdk::Record& record) override { seen.push_back("put " + sdk::originOf(record).source_id); }
    void remove(RecordKind, std::string_view id) override { seen.push_back("remove " + std::string{id}); }
    void fullSetBegins(RecordKind kind) override {
        seen.push_back("begin " + std::string{sdk::nameOf(kind)});
    }
    void fullSetEnds(RecordKind kind) override { seen.push_back("end " + std::string{sdk::nameOf(kind)}); }
    void cursor(std::string_view text) override { last_cursor = text; }
    void setAside(RecordKind, std::string_view id, std::string_view reason) override {
        seen.push_back("aside " + std::string{id} + ": " + std::string{reason});
    }
};

class Template : public ::testing::Test {
  protected:
    void SetUp() override {
        std::filesystem::copy(EXAMPLE_FOLDER, folder_, std::filesystem::copy_options::recursive);
        sdk::AdapterSettings settings;
        settings.root.children = {{.name = "folder", .text = folder_, .children = {}, .place = ""}};
        adapter_.configure(settings);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream{folder_ + "/" + name} << text;
    }
    Sink pull(const std::optional<std::string>& cursor = {}) {
        Sink sink;
        adapter_.pull(kBoth, cursor, sink, {});
        return sink;
    }
    AdapterFailureKind failureOf(const std::function<void()>& deed) {
        try {
            deed();
        } catch (const sdk::AdapterFailure& failure) {
            return failure.kind();
        }
        ADD_FAILURE() << "no failure";
        return AdapterFailureKind::Config;
    }

    static constexpr std::array kBoth{RecordKind::Client, RecordKind::Report};
    std::string folder_ = std::filesystem::temp_directory_path() / ("template-" + std::to_string(::getpid()));
    TemplateAdapter adapter_;
};

TEST_F(Template, DeliversEverythingOnceAndNothingUntilTheNextExport) {
    const Sink first = pull();
    EXPECT_EQ(first.seen, (std::vector<std::string>{"begin client", "put c1", "put c2", "end client",
                                                    "begin report", "put r1", "put r2", "end report"}));
    EXPECT_EQ(first.last_cursor, "clients=3 reports=3");
    EXPECT_TRUE(pull(first.last_cursor).seen.empty());
    write("export.json", R"({"number": 4})");
    EXPECT_EQ(pull(first.last_cursor).seen.size(), 8U);
}

TEST_F(Template, GoesOnWithTheKindThatWasNotTakenYet) {
    const Sink rest = pull("clients=3 reports=2");
    EXPECT_EQ(rest.seen.front(), "begin report");
    EXPECT_EQ(rest.last_cursor, "clients=3 reports=3");
}

TEST_F(Template, SetsOneBadRecordAsideWithoutRepeatingWhatItHolds) {
    write("clients.json", R"({"clients": [{"id": "c1", "family_name": "X", "birth_date": "12-4-1938",
        "changed_at": "2026-11-20T09:00:00Z"}]})");
    EXPECT_EQ(pull().seen.at(1), "aside c1: birth_date is no day");
}

TEST_F(Template, RefusesWhatIsNoExportAndRemovesNothing) {
    for (const char* bad : {"", "{}", "[]", R"({"clients": [)", R"({"clients": [{"family_name": "X"}]})"}) {
        write("clients.json", bad);
        Sink sink;
        EXPECT_EQ(failureOf([&] { adapter_.pull(kBoth, std::nullopt, sink, {}); }),
                  AdapterFailureKind::Defect)
            << bad;
        EXPECT_EQ(std::count(sink.seen.begin(), sink.seen.end(), "end client"), 0) << bad;
    }
    std::filesystem::remove(folder_ + "/export.json");
    EXPECT_EQ(failureOf([&] { adapter_.check({}); }), AdapterFailureKind::Transient);
}

TEST_F(Template, RefusesACursorThatItCannotHaveGiven) {
    for (const char* bad :
         {"", "3", "clients=3", "clients=03 reports=3", "clients=3 reports=3 ", "clients=4 reports=3"})
        EXPECT_EQ(failureOf([&] { (void)pull(bad); }), AdapterFailureKind::Defect) << bad;
}

TEST_F(Template, AMessageTwiceIsOneFileAndOneReceipt) {
    sdk::Message message;
    message.client = "c1";
    message.body = "Dag \"zuster\"";
    const sdk::OutboundChange change{.operation = sdk::OutboundChange::Operation::Create,
                                     .record = message,
                                     .written_by_name = "A. Dochter",
                                     .written_by_role = "dochter",
                                     .written_at = {}};
    const sdk::PushReceipt first = adapter_.push(change, "key-1", {});
    const sdk::PushReceipt second = adapter_.push(change, "key-1", {});
    EXPECT_EQ(first.source_id, second.source_id);
    EXPECT_NE(adapter_.push(change, "key-2", {}).source_id, first.source_id);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder_ + "/messages"})
        files += entry.path().extension() == ".json" ? 1 : 0;
    EXPECT_EQ(files, 2U);
    EXPECT_EQ(failureOf([&] { (void)adapter_.push(change, "../x", {}); }), AdapterFailureKind::Defect);
}

}  // namespace

}  // namespace inzage::json_folder
