#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/adapter_host/adapter_host.h"

namespace inzage::adapter_host {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Remembers what arrived, as short texts.
struct Notebook final : sdk::RecordSink {
    std::vector<std::string> notes;
    bool fails = false;

    void put(const sdk::Record& record) override {
        if (fails)
            throw std::runtime_error{"the database is away"};
        notes.push_back("put " + std::string{sdk::nameOf(sdk::kindOf(record))} + " " +
                        sdk::originOf(record).source_id);
    }
    void remove(sdk::RecordKind, std::string_view id) override {
        notes.push_back("remove " + std::string{id});
    }
    void fullSetBegins(sdk::RecordKind) override { notes.emplace_back("begin"); }
    void fullSetEnds(sdk::RecordKind) override { notes.emplace_back("end"); }
    void cursor(std::string_view text) override { notes.push_back("cursor " + std::string{text}); }
    void setAside(sdk::RecordKind, std::string_view id, std::string_view reason) override {
        notes.push_back("aside " + std::string{id} + ": " + std::string{reason});
    }
};

class Wall : public testing::Test {
  protected:
    Outcome<void> inMode(const std::string& mode) {
        auto loaded = loadAdapter(std::string{BROKEN_ADAPTERS} + "/scripted.so", BROKEN_ADAPTERS);
        EXPECT_TRUE(loaded.ok());
        adapter_ = std::move(loaded).value();
        sdk::AdapterSettings settings;
        settings.root.children.push_back({"mode", mode, {}, ""});
        return adapter_->configure(settings);
    }
    Outcome<void> pull() {
        constexpr std::array kinds{sdk::RecordKind::Client};
        return adapter_->pull(kinds, std::nullopt, sink_, {});
    }
    std::unique_ptr<LoadedAdapter> adapter_;
    Notebook sink_;
};

TEST_F(Wall, LetsRecordsThrough) {
    ASSERT_TRUE(inMode("").ok());
    ASSERT_TRUE(pull().ok());
    EXPECT_THAT(sink_.notes, testing::ElementsAre("put client C1", "cursor 1"));
}

TEST_F(Wall, KeepsTheKindOfAFailureAndMakesItOneLine) {
    const auto outcome = inMode("config");
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().kind, FailureKind::Config);
    EXPECT_EQ(outcome.failure().what, "mode is wrong");
}

TEST_F(Wall, TurnsForeignExceptionsIntoDefectsThatNameTheTypeOnly) {
    for (const auto& [mode, type] :
         {std::pair{"throw_int", "int"}, std::pair{"throw_foreign", "ForeignTrouble"},
          std::pair{"throw_std", "std::runtime_error"}}) {
        ASSERT_TRUE(inMode(mode).ok());
        const auto outcome = adapter_->check({});
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.failure().kind, FailureKind::Defect);
        EXPECT_THAT(outcome.failure().what, HasSubstr(type));
        EXPECT_THAT(outcome.failure().what, Not(HasSubstr("Jansen")));
    }
}

TEST_F(Wall, SetsDefectiveRecordsAsideAndGoesOn) {
    ASSERT_TRUE(inMode("bad_text").ok());
    ASSERT_TRUE(pull().ok());
    EXPECT_THAT(sink_.notes,
                testing::ElementsAre(HasSubstr("aside C1: a text is not valid UTF-8"), "cursor 1"));
    sink_.notes.clear();
    ASSERT_TRUE(inMode("no_id").ok());
    ASSERT_TRUE(pull().ok());
    EXPECT_THAT(sink_.notes, testing::ElementsAre(HasSubstr("aside : its source_id"), "cursor 1"));
}

TEST_F(Wall, PassesOverKindsThatNobodyAskedFor) {
    ASSERT_TRUE(inMode("other_kind").ok());
    ASSERT_TRUE(pull().ok());
    EXPECT_THAT(sink_.notes, testing::ElementsAre("put client C1", "cursor 1"));
}

TEST_F(Wall, FailsAPullThatBreaksTheProtocol) {
    for (const auto& [mode, words] :
         {std::pair{"open_set", "middle of a full set"}, std::pair{"cursor_in_set", "inside a full set"},
          std::pair{"end_without_begin", "had not begun"}, std::pair{"long_cursor", "longer than 1,000"}}) {
        ASSERT_TRUE(inMode(mode).ok());
        const auto outcome = pull();
        ASSERT_FALSE(outcome.ok()) << mode;
        EXPECT_EQ(outcome.failure().kind, FailureKind::Defect);
        EXPECT_THAT(outcome.failure().what, HasSubstr(words));
    }
}

TEST_F(Wall, GivesTheCallerItsOwnExceptionBack) {
    ASSERT_TRUE(inMode("").ok());
    sink_.fails = true;
    EXPECT_THROW((void)pull(), std::runtime_error);
}

TEST_F(Wall, GivesTheCallerItsOwnExceptionBackEvenIfTheAdapterSwallowedIt) {
    ASSERT_TRUE(inMode("swallow").ok());
    sink_.fails = true;
    EXPECT_THROW((void)pull(), std::runtime_error);
}

TEST_F(Wall, StopsWhenTheTimeIsOver) {
    ASSERT_TRUE(inMode("").ok());
    constexpr std::array kinds{sdk::RecordKind::Client};
    sdk::Call late;
    late.deadline = std::chrono::steady_clock::now() - std::chrono::seconds{1};
    const auto outcome = adapter_->pull(kinds, std::nullopt, sink_, late);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().kind, FailureKind::Transient);
}

TEST_F(Wall, RefusesToPushWhatTheAdapterDoesNotTake) {
    ASSERT_TRUE(inMode("").ok());
    const auto outcome = adapter_->push({}, "key", {});
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().kind, FailureKind::Refused);
}

}  // namespace
}  // namespace inzage::adapter_host
