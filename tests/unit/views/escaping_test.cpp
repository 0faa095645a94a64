#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "sample_tree.h"

namespace inzage::views {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kHostile = "<script>alert(1)</script>\"'&";

TEST(Escaping, TextCanNotBecomeAnElement) {
    const SampleTree tree;
    Model model;
    model.set("NAME", kHostile);
    const auto html = tree.show("<p>{{NAME}}</p>", model);
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
}

TEST(Escaping, AValueCanNotLeaveItsAttribute) {
    const SampleTree tree;
    Model model;
    model.set("NAME", "\" onmouseover=\"alert(1)");
    const auto html = tree.show("<input value=\"{{NAME}}\">", model);
    EXPECT_THAT(html, Not(HasSubstr("\" onmouseover")));
    EXPECT_THAT(html, HasSubstr("&quot;"));
}

TEST(Escaping, AnAddressThatIsAScriptBecomesNothing) {
    const SampleTree tree;
    for (const char* address :
         {"javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,<script>", "vbscript:x"}) {
        Model model;
        model.set("PATH", address);
        const auto html = tree.show("<a href=\"{{PATH}}\">x</a>", model);
        EXPECT_THAT(html, HasSubstr("href=\"#\"")) << address;
    }
}

TEST(Escaping, OurOwnAddressesStayAsTheyAre) {
    const SampleTree tree;
    Model model;
    model.set("PATH", "/dossier/lezen/1b4e28ba?soort=dag");
    EXPECT_THAT(tree.show("<a href=\"{{PATH}}\">x</a>", model),
                HasSubstr("\"/dossier/lezen/1b4e28ba?soort=dag\""));
}

TEST(Escaping, AValueInAQueryCanNotAddAParameter) {
    const SampleTree tree;
    Model model;
    model.set("Q", "a&rol=beheerder#x");
    const auto html = tree.show("<a href=\"/zoek?q={{Q:url_query_escape}}\">x</a>", model);
    EXPECT_THAT(html, HasSubstr("q=a%26rol%3Dbeheerder%23x\""));
}

TEST(Escaping, PersonalDataIsEscapedAsWell) {
    const SampleTree tree;
    Model model;
    model.set("NAME", Private<std::string>{"<b>Jansen</b>"});
    EXPECT_THAT(tree.show("{{NAME}}", model), HasSubstr("&lt;b&gt;Jansen&lt;/b&gt;"));
}

TEST(Escaping, ReachesRowsAndParts) {
    const SampleTree tree;
    tree.write("room/templates/part.tpl", kPragmaLine + "<b title=\"{{NAME}}\">{{NAME}}</b>");
    Model model;
    for (int i = 0; i < 3; ++i)
        model.add("ROW").set("NAME", kHostile);
    const auto html = tree.show("<ul>{{#ROW}}<li>[[> room/part]]</li>{{/ROW}}</ul>", model);
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("\"'")));
}

TEST(Escaping, ATextOfTheCatalogueIsNoHtmlButItsStrongWordsAre) {
    const SampleTree tree;
    tree.texts("room.word: 'Meer dan <b>5</b> & \"6\": **{{N}} nieuw**'\n", "room.word: '{{N}}'\n");
    Model model;
    model.set("N", "<i>");
    const auto html = tree.show("<p>[[room.word]]</p>", model);
    EXPECT_THAT(html, HasSubstr("Meer dan &lt;b&gt;5&lt;/b&gt; &amp; &quot;6&quot;: "
                                "<strong>&lt;i&gt; nieuw</strong>"));
}

TEST(Escaping, ATextInAnAttributeCanNotLeaveIt) {
    const SampleTree tree;
    tree.texts("room.word: 'Zeg \"hallo\"'\n", "room.word: x\n");
    Model model;
    EXPECT_THAT(tree.show("<p title=\"[[room.word]]\"></p>", model),
                HasSubstr("title=\"Zeg &quot;hallo&quot;\""));
}

TEST(Escaping, LinesOfATextAreKeptWithPreEscape) {
    const SampleTree tree;
    Model model;
    model.set("TEXT", "een\n<twee>");
    EXPECT_THAT(tree.show("<textarea name=\"t\">{{TEXT:pre_escape}}</textarea>", model),
                HasSubstr(">een\n&lt;twee&gt;<"));
}

TEST(Rendering, SectionsAreShownAsOftenAsTheyHaveRows) {
    const SampleTree tree;
    Model model;
    model.set("HEAD", "h");
    for (const char* name : {"a", "b", "c"}) {
        Model& row = model.add("ROW");
        row.set("NAME", name);
        if (*name == 'b')
            row.show("CHOSEN");
    }
    const auto html =
        tree.show("{{HEAD}}{{#ROW}}[{{NAME}}{{#CHOSEN}}*{{/CHOSEN}}]{{/ROW}}{{#NONE}}never{{/NONE}}", model);
    EXPECT_EQ(html, "h[a][b*][c]\n");
}

TEST(Rendering, ARowStaysValidWhileOthersAreAdded) {
    const SampleTree tree;
    Model model;
    Model& first = model.add("ROW");
    for (int i = 0; i < 1000; ++i)
        model.add("ROW").set("N", static_cast<long>(i));
    first.set("N", "first");
    EXPECT_THAT(tree.show("{{#ROW}}{{N}},{{/ROW}}", model), testing::StartsWith("first,0,1,"));
}

TEST(Rendering, ARowSeesTheValuesAndSectionsAroundItUnlessItHasItsOwn) {
    const SampleTree tree;
    Model model;
    model.set("KIND", "outer");
    model.show("BOLD");
    model.add("ROW");
    Model& second = model.add("ROW");
    second.set("KIND", "inner");
    second.add("BOLD").set("KIND", "deep");
    EXPECT_EQ(tree.show("{{#ROW}}{{KIND}}{{#BOLD}}({{KIND}}){{/BOLD}} {{/ROW}}{{KIND}}", model),
              "outer(outer) inner(deep) outer\n");
}

TEST(Rendering, TheLastValueOfANameIsShown) {
    const SampleTree tree;
    Model model;
    model.set("N", "first");
    model.set("N", 7L);
    EXPECT_EQ(tree.show("{{N}}{{UNSET}}", model), "7\n");
}

TEST(Rendering, SomethingStandsBetweenRowsOnly) {
    const SampleTree tree;
    Model model;
    for (const char* text : {"a", "b", "c"})
        model.add("LINE").set("TEXT", text);
    EXPECT_EQ(tree.show("{{#LINE}}{{TEXT}}{{#LINE_separator}}, {{/LINE_separator}}{{/LINE}}", model),
              "a, b, c\n");
}

TEST(Rendering, AModelCanBeHandedOn) {
    const SampleTree tree;
    Model first;
    first.add("ROW").set("NAME", "x");
    Model second{std::move(first)};
    second.add("ROW").set("NAME", "y");
    EXPECT_EQ(tree.show("{{#ROW}}{{NAME}}{{/ROW}}", second), "xy\n");
}

TEST(Rendering, GoesOnInManyThreadsAtOnce) {
    const SampleTree tree;
    tree.page("{{#ROW}}<li>{{NAME}}</li>{{/ROW}}");
    const auto templates = tree.load();
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i) {
                Model model;
                const std::string name = std::to_string(t) + "-" + std::to_string(i);
                model.add("ROW").set("NAME", name);
                const auto language = i % 2 == 0 ? Language::Dutch : Language::English;
                wrong += templates->renderBare("room/page", language, model) != "<li>" + name + "</li>\n";
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(wrong, 0);
}

TEST(Rendering, APageThatDoesNotExistIsAnErrorAndNotAnEmptyPage) {
    const SampleTree tree;
    tree.page("x");
    Model model;
    EXPECT_THROW((void)tree.load()->renderBare("room/other", Language::Dutch, model), std::logic_error);
}

}  // namespace
}  // namespace inzage::views
