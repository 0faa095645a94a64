#include "platform/notices/tell.h"

#include "tests/unit/notices/notices_world.h"

namespace inzage::notices {
namespace {

using std::chrono::hours;

class TellTest : public NoticesWorld {
  protected:
    void news(const News& news) {
        within([&](auto& tx) { tell(tx, news); });
    }
};

TEST_F(TellTest, EverybodyWithTheRightIsToldAndNobodyElse) {
    news({.kind = NewsKind::Message, .client = mother_, .at = at_});
    EXPECT_EQ(newsOf(anna_), 1);
    EXPECT_EQ(newsOf(piet_), 0) << "Piet has only the dossier";
    news({.kind = NewsKind::Plan, .client = mother_, .at = at_});
    EXPECT_EQ(newsOf(anna_), 2);
    EXPECT_EQ(newsOf(piet_), 1);
    sql("UPDATE access SET right_dossier = false WHERE account_id = '" + piet_.text() + "'");
    EXPECT_EQ(newsOf(piet_), 0) << "a right that is withdrawn takes its news along";
}

TEST_F(TellTest, OneOnesOwnDeedIsNoNews) {
    news({.kind = NewsKind::Pinboard, .client = mother_, .actor = anna_, .at = at_});
    news({.kind = NewsKind::ChangeFailed, .account = anna_, .actor = anna_, .at = at_});
    EXPECT_EQ(newsOf(anna_), 0);
    sql("UPDATE access SET right_details = true");
    EXPECT_EQ(newsOf(piet_), 1);
}

TEST_F(TellTest, WhatIsForOnePersonIsToldToThatPersonAlone) {
    news({.kind = NewsKind::Message, .client = mother_, .account = anna_, .at = at_});
    EXPECT_EQ(newsOf(anna_), 1);
    EXPECT_EQ(newsOf(piet_), 0);
}

TEST_F(TellTest, NewsOfOneClientIsNotToldAtAnother) {
    news({.kind = NewsKind::Message, .client = mother_, .account = anna_, .at = at_});
    news({.kind = NewsKind::Plan, .client = mother_, .at = at_});
    EXPECT_EQ(newsAt(anna_, father_), 0);
    news({.kind = NewsKind::Device, .account = anna_, .at = at_});
    EXPECT_EQ(newsAt(anna_, father_), 1) << "one's own account is the same everywhere";
}

TEST_F(TellTest, NobodyIsToldWhatWasBeforeTheyCame) {
    news({.kind = NewsKind::Plan, .client = mother_, .at = at_ - hours{1}});
    sql("UPDATE access SET created_at = '" + isoUtc(at_) + "' WHERE account_id = '" + piet_.text() + "'");
    EXPECT_EQ(newsOf(anna_), 1);
    EXPECT_EQ(newsOf(piet_), 0);
}

TEST_F(TellTest, WhatIsSeenIsSeenByThatPersonOnly) {
    const std::string conversation = newUuid();
    news({.kind = NewsKind::Plan, .client = mother_, .object_id = conversation, .at = at_});
    within([&](auto& tx) { sawIt(tx, anna_, NewsKind::Plan, conversation, at_); });
    EXPECT_EQ(newsOf(anna_), 0);
    EXPECT_EQ(newsOf(piet_), 1);
    within([&](auto& tx) { sawIt(tx, anna_, NewsKind::Plan, "nothing", at_); });
}

TEST_F(TellTest, KindsAreCalledAsTheTableHasThem) {
    for (const auto kind :
         {NewsKind::Plan, NewsKind::Report, NewsKind::Access, NewsKind::Device, NewsKind::Message,
          NewsKind::Pinboard, NewsKind::Appointment, NewsKind::ChangeFailed})
        EXPECT_EQ(newsKindOf(nameOf(kind)), kind);
    EXPECT_FALSE(newsKindOf("rights"));
}

}  // namespace
}  // namespace inzage::notices
