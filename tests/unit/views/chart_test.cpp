#include "platform/views/chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_tree.h"

namespace inzage::views {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The part itself comes from the product, in a page of our own.
std::string drawn(const ChartSpec& spec) {
    const SampleTree tree;
    tree.page("{{#CHART}}[[> views/chart]]{{/CHART}}");
    std::ifstream part{INZAGE_SOURCE_DIR "/platform/views/templates/chart.tpl"};
    tree.write("views/templates/chart.tpl", {std::istreambuf_iterator<char>{part}, {}});
    Model model;
    addChart(model, "CHART", spec);
    return tree.load()->renderBare("room/page", Language::Dutch, model);
}

std::size_t count(const std::string& text, std::string_view word) {
    std::size_t found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        ++found;
    return found;
}

ChartSpec weights(int how_many) {
    ChartSpec spec{.id = "g",
                   .title = "Gewicht",
                   .description = "Het gewicht is nu 61,8 kilo.",
                   .unit = "kg",
                   .points = {},
                   .second = {},
                   .range_low = 60,
                   .range_high = 62.5};
    for (int i = 0; i < how_many; ++i)
        spec.points.push_back({60.0 + i * 0.1, "w" + std::to_string(i), "dag" + std::to_string(i)});
    return spec;
}

TEST(Chart, IsDrawnWideWithTwelvePointsAndNarrowWithSix) {
    const auto svg = drawn(weights(30));
    EXPECT_EQ(count(svg, "<svg"), 2U);
    EXPECT_EQ(count(svg, "<circle"), 18U);
    EXPECT_THAT(svg, HasSubstr("iz-chart--wide"));
    EXPECT_THAT(svg, HasSubstr("iz-chart--narrow"));
    EXPECT_EQ(count(svg, "w29"), 2U) << "the newest value is written in both";
    EXPECT_EQ(count(svg, "dag29"), 2U) << "the newest day is written in both";
}

TEST(Chart, HasATitleAndADescriptionOfItsOwnInEachForm) {
    const auto svg = drawn(weights(3));
    EXPECT_EQ(count(svg, ">Gewicht</title>"), 2U);
    EXPECT_EQ(count(svg, "<desc id="), 2U);
    for (const char* id : {"gwt", "gwd", "gnt", "gnd"})
        EXPECT_EQ(count(svg, std::string{"id=\""} + id + "\""), 1U) << id;
}

TEST(Chart, EscapesEveryWordAndHasNoInlineStyle) {
    auto spec = weights(3);
    spec.title = spec.description = spec.unit = "<script>x</script>";
    spec.points.back().label = spec.points.back().day = "\"><script>x</script>";
    const auto svg = drawn(spec);
    EXPECT_THAT(svg, Not(HasSubstr("<script")));
    EXPECT_THAT(svg, Not(HasSubstr("style=")));
}

TEST(Chart, EveryPointLiesInsideThePicture) {
    auto spec = weights(2);
    spec.points[0].value = -4;
    spec.points[1].value = 250000;
    spec.range_low.reset();
    spec.range_high.reset();
    const auto svg = drawn(spec);
    EXPECT_THAT(svg, Not(HasSubstr("class=\"band\"")));
    EXPECT_THAT(svg, Not(HasSubstr("\"-")));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

TEST(Chart, EqualValuesAreALineAndNoDivisionByZero) {
    auto spec = weights(4);
    for (auto& point : spec.points)
        point.value = 37;
    spec.range_low.reset();
    spec.range_high.reset();
    const auto svg = drawn(spec);
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(svg, Not(HasSubstr("inf")));
}

TEST(Chart, ASecondLineIsDrawnBesideTheFirst) {
    auto spec = weights(5);
    spec.second = spec.points;
    for (auto& point : spec.second)
        point.value -= 40;
    EXPECT_EQ(count(drawn(spec), "<polyline"), 4U);
}

TEST(Chart, OnePointIsNoLine) {
    EXPECT_THAT(drawn(weights(1)), Not(HasSubstr("<svg")));
}

TEST(Chart, ItsAxisSpeaksTheLanguageOfThePage) {
    auto spec = weights(3);
    spec.range_low.reset();
    spec.range_high.reset();
    EXPECT_THAT(drawn(spec), HasSubstr(">60,1<"));
    spec.language = Language::English;
    EXPECT_THAT(drawn(spec), HasSubstr(">60.1<"));
}

}  // namespace
}  // namespace inzage::views
