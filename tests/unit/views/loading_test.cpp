#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_tree.h"

namespace inzage::views {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(Loading, ATemplateWithoutThePragmaIsRefused) {
    const SampleTree tree;
    tree.write("room/templates/page.tpl", "<p>{{NAME}}</p>\n");
    EXPECT_THAT(tree.refusal(), HasSubstr("page.tpl:1: the first line must be {{%AUTOESCAPE"));
    tree.write("room/templates/page.tpl", "");
    EXPECT_THAT(tree.refusal(), HasSubstr("page.tpl:1: the first line must be"));
    tree.write("room/templates/page.tpl", "\n" + kPragmaLine);
    EXPECT_THAT(tree.refusal(), HasSubstr("page.tpl:1: the first line must be"));
}

TEST(Loading, APartWithoutThePragmaIsRefusedAsWell) {
    const SampleTree tree;
    tree.page("[[> room/part]]");
    tree.write("room/templates/part.tpl", "{{NAME}}\n");
    EXPECT_THAT(tree.refusal(), HasSubstr("part.tpl:1: "));
}

TEST(Loading, SwitchingEscapingOffIsRefused) {
    const SampleTree tree;
    EXPECT_THAT(tree.refusalOf("\n<p>{{NAME:none}}</p>"), HasSubstr("page.tpl:3: the modifier :none"));
    EXPECT_THAT(tree.refusalOf("{{NAME:url_query_escape:none}}"), HasSubstr("page.tpl:2: the modifier"));
    EXPECT_THAT(tree.refusalOf("{{%AUTOESCAPE context=\"MANUAL\"}}"),
                HasSubstr("may not change its escaping"));
}

TEST(Loading, WhatCanNotBeReadIsRefusedWithItsLine) {
    const SampleTree tree;
    EXPECT_THAT(tree.refusalOf("a\n{{NAME"), HasSubstr("page.tpl:3: {{ without }}"));
    EXPECT_THAT(tree.refusalOf("{{name}}"), HasSubstr("page.tpl:2: {{name}} is no name"));
    EXPECT_THAT(tree.refusalOf("{{#ROW}}x"), HasSubstr("{{#ROW}} has no end"));
    EXPECT_THAT(tree.refusalOf("{{#A}}{{#B}}x{{/A}}{{/B}}"),
                HasSubstr("page.tpl:2: {{/A}} closes no section"));
    EXPECT_THAT(tree.refusalOf("x{{/A}}"), HasSubstr("{{/A}} closes no section"));
    EXPECT_THAT(tree.refusalOf("<p class=\"x"), HasSubstr("ends inside an element's tag"));
    EXPECT_THAT(tree.refusalOf("\n\n[[room.word"), HasSubstr("page.tpl:4: [[ without ]]"));
}

TEST(Loading, AnIncludeMustExist) {
    const SampleTree tree;
    EXPECT_THAT(tree.refusalOf("\n[[> room/absent]]"), HasSubstr("page.tpl:3: there is no part room/absent"));
    EXPECT_THAT(tree.refusalOf("{{>OTHER}}"), HasSubstr("write [[> room/part]]"));
    EXPECT_THAT(tree.refusalOf("[[> ../../etc/passwd]]"), HasSubstr("no template name"));
    EXPECT_THAT(tree.refusalOf("[[> room/page]]"), HasSubstr("deep"));
}

TEST(Loading, AnUnknownTextIsRefused) {
    const SampleTree tree;
    EXPECT_THAT(tree.refusalOf("[[room.absent]]"),
                HasSubstr("page.tpl:2: the catalogue has no text room.absent"));
}

TEST(Loading, NothingInlineThatTheBrowserWouldNotObey) {
    const SampleTree tree;
    EXPECT_THAT(tree.refusalOf("<p style=\"color:red\">x</p>"), HasSubstr("the attribute style"));
    EXPECT_THAT(tree.refusalOf("<p onClick=\"x()\">x</p>"), HasSubstr("the attribute onclick"));
    EXPECT_THAT(tree.refusalOf("<script>x()</script>"), HasSubstr("scripts only from files"));
    EXPECT_THAT(tree.refusalOf("<style>p{}</style>"), HasSubstr("styles only from files"));
    EXPECT_EQ(tree.refusalOf("<script src=\"/static/portal.js\" defer></script>"), "");
}

TEST(Loading, VariablesStandOnlyWhereTheyCanBeEscaped) {
    const SampleTree tree;
    EXPECT_THAT(tree.refusalOf("<p class={{NAME}}>x</p>"), HasSubstr("outside quotes"));
    EXPECT_THAT(tree.refusalOf("<p {{NAME}}>x</p>"), HasSubstr("outside quotes"));
    EXPECT_THAT(tree.refusalOf("<a href=\"/zoek?q={{Q}}\">x</a>"), HasSubstr("needs :url_query_escape"));
    EXPECT_THAT(tree.refusalOf("<a href=\"/zoek{{#K}}?q={{Q}}{{/K}}\">x</a>"), HasSubstr("url_query_escape"));
    EXPECT_THAT(tree.refusalOf("<a href=\"mailto:{{MAIL}}\">x</a>"), HasSubstr("needs :url_query_escape"));
    EXPECT_EQ(tree.refusalOf("<a href=\"{{PATH}}{{#K}}?q={{Q:url_query_escape}}{{/K}}\">x</a>"), "");
}

TEST(Loading, StrongWordsDoNotFitInAnAttribute) {
    const SampleTree tree;
    tree.texts("room.word: '**let op**'\n", "room.word: x\n");
    EXPECT_THAT(tree.refusalOf("<p title=\"[[room.word]]\">x</p>"),
                HasSubstr("an element inside an attribute"));
    EXPECT_EQ(tree.refusalOf("<p>[[room.word]]</p>"), "");
}

TEST(Catalogues, ABrokenTextIsRefusedWhereItIsUsed) {
    const SampleTree tree;
    tree.texts("room.word: 'te **veel'\n", "room.word: x\n");
    EXPECT_THAT(tree.refusalOf("[[room.word]]"), HasSubstr("room.word: a text has ** without its end"));
}

TEST(Catalogues, ALanguageThatLacksAKeyIsRefused) {
    const SampleTree tree;
    tree.texts("room.word: a\nroom.more: b\n", "room.word: a\n");
    EXPECT_THAT(tree.refusal(), HasSubstr("room.more"));
    tree.texts("room.word: a\n", "room.word: a\nroom.extra: b\n");
    EXPECT_THAT(tree.refusal(), HasSubstr("room.extra"));
}

TEST(Catalogues, OtherPlaceholdersInOneLanguageAreRefused) {
    const SampleTree tree;
    tree.texts("room.word: '{{A}} en {{B}}'\n", "room.word: '{{B}} and {{C}}'\n");
    EXPECT_THAT(tree.refusal(), HasSubstr("room.word has other {{NAME}}s"));
    tree.texts("room.word: '{{A}} en {{B}}'\n", "room.word: '{{B}} and {{A}}'\n");
    EXPECT_EQ(tree.refusal(), "");
}

TEST(Catalogues, DuplicatesAndOddKeysAreRefusedWithTheirLine) {
    const SampleTree tree;
    tree.texts("room.word: a\nroom.word: b\n", "room.word: a\n");
    EXPECT_THAT(tree.refusal(), AllOf(HasSubstr("nl.yaml:2: "), HasSubstr("twice")));
    tree.texts("room.word: a\nword: b\n", "room.word: a\n");
    EXPECT_THAT(tree.refusal(), AllOf(HasSubstr("nl.yaml:2: "), HasSubstr("room.word")));
    tree.texts("room.word: a\nroom.empty:\n", "room.word: a\n");
    EXPECT_THAT(tree.refusal(), AllOf(HasSubstr("nl.yaml:2: "), HasSubstr("has no text")));
    tree.texts("room.word: a\n other: - b\n", "room.word: a\n");
    EXPECT_THAT(tree.refusal(), HasSubstr("nl.yaml:"));
    tree.texts("room.word: a\nother.word: b\n", "room.word: a\n");
    EXPECT_THAT(tree.refusal(), AllOf(HasSubstr("nl.yaml:2: "), HasSubstr("belongs in other/texts")));
}

TEST(Catalogues, ASentenceIsFilledInAsPlainText) {
    const SampleTree tree;
    tree.texts("room.word: 'Dag {{NAME}}, **{{N}}** nieuw'\n", "room.word: '{{N}} new for {{NAME}}'\n");
    tree.page("x");
    const auto templates = tree.load();
    EXPECT_EQ(templates->say(Language::Dutch, "room.word", {{"NAME", "<Anna>"}, {"N", "{{NAME}}"}}),
              "Dag <Anna>, {{NAME}} nieuw");
    EXPECT_EQ(templates->say(Language::English, "room.word", {{"NAME", "Anna"}, {"N", "2"}}),
              "2 new for Anna");
    EXPECT_THROW((void)templates->say(Language::Dutch, "room.absent"), std::logic_error);
    EXPECT_THROW((void)templates->say(Language::Dutch, "room.word", {{"N", "2"}}), std::logic_error);
}

TEST(Catalogues, EachLanguageHasItsOwnPages) {
    const SampleTree tree;
    Model model;
    EXPECT_EQ(tree.show("[[room.word]]", model, Language::Dutch), "woord\n");
    EXPECT_EQ(tree.show("[[room.word]]", model, Language::English), "word\n");
}

}  // namespace
}  // namespace inzage::views
