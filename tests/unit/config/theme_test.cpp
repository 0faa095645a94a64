#include "platform/config/theme.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/config/sample.h"

namespace inzage::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Contrast, IsTheRatioOfWcag) {
    EXPECT_NEAR(contrastRatio("#000000", "#ffffff"), 21.0, 0.001);
    EXPECT_NEAR(contrastRatio("#ffffff", "#ffffff"), 1.0, 0.001);
    EXPECT_NEAR(contrastRatio("#767676", "#ffffff"), 4.54, 0.01);
    EXPECT_NEAR(contrastRatio("#777777", "#ffffff"), 4.48, 0.01);
}

TEST(Contrast, BrandJustBelowAaIsRefusedWithTheFigures) {
    EXPECT_THAT(
        errorsOf(sampleWith("brand: \"#374a63\"", "brand: \"#777777\"")),
        ElementsAre("7:10: branding.brand can't be read well enough: #777777 on white has contrast 4.4:1; at "
                    "least 4.5:1 is needed (WCAG 2.2, 1.4.3)",
                    HasSubstr("#777777 on paper has contrast"), HasSubstr("#777777 on brand_soft has")));
}

TEST(Contrast, EveryRoleHasItsOwnRule) {
    const auto refuses = [](const std::string& from, const std::string& to, const std::string& setting) {
        const auto errors = errorsOf(sampleWith(from, to));
        return !errors.empty() &&
               errors.front().find("branding." + setting + " can't be read") != std::string::npos;
    };
    EXPECT_TRUE(refuses("brand_strong: \"#243246\"", "brand_strong: \"#5a5a5a\"", "brand_strong"));
    EXPECT_TRUE(refuses("accent_soft: \"#f8f2e5\"", "accent_soft: \"#888888\"", "accent_soft"));
    EXPECT_TRUE(refuses("night_brand: \"#b3c7e0\"", "night_brand: \"#606060\"", "night_brand"));
    EXPECT_TRUE(refuses("paper: \"#f6f7f9\"", "paper: \"#b0b0b0\"", "brand"));
    EXPECT_THAT(errorsOf(sampleWith("brand_line: \"#cfd8e3\"", "brand_line: \"#ffffff\"")), IsEmpty());
}

TEST(Contrast, ColoursAreSixLowerCaseDigits) {
    for (const char* colour : {"red", "#fff", "#37 a63", "#374A63", "url(x)", "#374a63;"})
        EXPECT_THAT(errorsOf(sampleWith("brand: \"#374a63\"", std::string{"brand: \""} + colour + "\"")),
                    ElementsAre(testing::AllOf(
                        testing::StartsWith("7:10: branding.brand "),
                        testing::AnyOf(HasSubstr("is not a colour"), HasSubstr("characters")))))
            << colour;
}

TEST(ThemeCss, HoldsTheTenPropertiesOfTheTenant) {
    const auto read = parseSample(kSample);
    ASSERT_TRUE(read.settings) << textOf(read.errors);
    EXPECT_EQ(themeCss(*read.settings), R"(.tenant-voorbeeld {
  --iz-brand: #374a63;
  --iz-brand-strong: #243246;
  --iz-brand-soft: #edf1f6;
  --iz-brand-line: #cfd8e3;
  --iz-accent: #b88a3b;
  --iz-accent-soft: #f8f2e5;
  --iz-paper: #f6f7f9;
  --iz-night-brand: #b3c7e0;
  --iz-radius: 12px;
  --iz-font-heading: "Figtree Variable", Figtree, "Noto Sans", system-ui, sans-serif;
}
)");
}

}  // namespace
}  // namespace inzage::config
