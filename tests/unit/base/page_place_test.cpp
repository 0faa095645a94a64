#include "platform/base/page_place.h"

#include <gtest/gtest.h>

namespace inzage {
namespace {

constexpr const char* kId = "1b4e28ba-2fa1-4d3e-8f5c-6a7b8c9d0e1f";

TEST(PagePlace, ComesBackFromItsAddress) {
    const PagePlace place{parseIsoUtc("2026-11-22T08:00:00.123456Z").value(), kId};
    const auto back = PagePlace::parse(place.text());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->before, place.before);
    EXPECT_EQ(back->id, place.id);
}

TEST(PagePlace, TheNewestComesBackAsWell) {
    EXPECT_TRUE(PagePlace::parse(PagePlace::newest().text()));
}

TEST(PagePlace, NothingElseIsTaken) {
    const std::string id{kId};
    EXPECT_TRUE(PagePlace::parse("1~" + id));
    for (const std::string& text :
         {std::string{}, std::string{"~"}, "~" + id, std::string{"1"}, "1~" + id.substr(1), "-1~" + id,
          "1x~" + id, " 1~" + id, "1~" + id + "~", "7258118400000001~" + id, "99999999999999999999~" + id})
        EXPECT_FALSE(PagePlace::parse(text)) << text;
}

}  // namespace
}  // namespace inzage
