#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_tree.h"

namespace inzage::views {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A frame, a page and a part, each with a text.
class OwnTextsTest : public ::testing::Test {
  protected:
    OwnTextsTest() {
        tree_.texts("room.word: woord\nroom.part: deel\nroom.label: naam\nroom.hello: Dag {{NAME}}\n",
                    "room.word: word\nroom.part: part\nroom.label: name\nroom.hello: Hello {{NAME}}\n");
        tree_.write("views/texts/nl.yaml", "views.menu: Menu\n");
        tree_.write("views/texts/en.yaml", "views.menu: Menu\n");
        for (const char* frame : {"plain", "portal"})
            tree_.write("views/templates/" + std::string{frame} + ".tpl",
                        kPragmaLine + "[[views.menu]]: {{>CONTENT}}\n");
        tree_.page("<p title=\"[[room.label]]\">[[room.word]], [[room.hello]], [[> room/part]]</p>");
        tree_.write("room/templates/part.tpl", kPragmaLine + "[[room.part]]\n");
        templates_ = tree_.load();
    }
    std::string shown(const OwnTexts& own, Language language = Language::Dutch) {
        const auto made = templates_->withOwn(own);
        Model model;
        model.set("NAME", "Anna & Piet");
        FrameModel around;
        around.own = made.get();
        return templates_->render(Frame::Plain, "room/page", language, around, model);
    }

    SampleTree tree_;
    std::unique_ptr<Templates> templates_;
};

TEST_F(OwnTextsTest, WinOverTheCatalogueInPagePartFrameAndCode) {
    const OwnTexts own{{"nl",
                        {{"room.word", "eigen **woord**"},
                         {"room.part", "eigen deel"},
                         {"room.hello", "Welkom {{NAME}}"},
                         {"views.menu", "Keuzes"}}}};
    const auto page = shown(own);
    EXPECT_THAT(page, HasSubstr("Keuzes: "));
    EXPECT_THAT(page, HasSubstr("eigen <strong>woord</strong>"));
    EXPECT_THAT(page, HasSubstr("Welkom Anna &amp; Piet"));
    EXPECT_THAT(page, HasSubstr("eigen deel"));
    EXPECT_THAT(page, HasSubstr("title=\"naam\"")) << "what is not said otherwise stays";
    EXPECT_EQ(templates_->say(Language::Dutch, "room.hello", {{"NAME", "Anna"}}, own), "Welkom Anna");
    EXPECT_EQ(templates_->say(Language::Dutch, "room.label", {}, own), "naam");
}

TEST_F(OwnTextsTest, AreOfOneOrganisationAndOneLanguage) {
    const OwnTexts own{{"nl", {{"room.word", "eigen"}}}};
    EXPECT_THAT(shown(own), HasSubstr("eigen"));
    EXPECT_THAT(shown(own, Language::English), HasSubstr(">word,"));
    EXPECT_EQ(templates_->say(Language::English, "room.word", {}, own), "word");
    EXPECT_THAT(shown({}), HasSubstr(">woord,")) << "another organisation";
    EXPECT_EQ(templates_->withOwn({}), nullptr);
}

TEST_F(OwnTextsTest, AreNoWayToMarkup) {
    const auto page =
        shown({{"nl", {{"room.word", "<script>x</script>"}, {"room.label", "\" onclick=\"x"}}}});
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
    EXPECT_THAT(page, HasSubstr("title=\"&quot; onclick=&quot;x\""));
}

TEST_F(OwnTextsTest, ThatDoNotFitAreAllNamed) {
    EXPECT_THAT(templates_->objectionsTo({{"nl", {{"room.word", "eigen"}}}}), IsEmpty());
    EXPECT_THAT(templates_->objectionsTo({{"en", {{"room.absent", "x"}}},
                                          {"nl",
                                           {{"room.hello", "Dag"},
                                            {"room.label", ""},
                                            {"room.part", "[[> room/page]]"},
                                            {"room.word", "{{OTHER}} **half"}}}}),
                ElementsAre(HasSubstr("texts.en.room.absent is no text"),
                            HasSubstr("texts.nl.room.hello must have {{NAME}}"),
                            HasSubstr("texts.nl.room.label is empty"), HasSubstr("texts.nl.room.part has [["),
                            HasSubstr("texts.nl.room.word must have no {{NAME}}")));
    EXPECT_THAT(templates_->objectionsTo({{"nl", {{"room.word", "**half"}}}}),
                ElementsAre(HasSubstr("** without its end")));
    EXPECT_THAT(templates_->objectionsTo({{"nl", {{"room.label", "**strong**"}}}}),
                ElementsAre(HasSubstr("page.tpl:2")))
        << "no element inside an attribute";
    EXPECT_THROW((void)templates_->withOwn({{"nl", {{"room.absent", "x"}}}}), std::runtime_error);
}

}  // namespace
}  // namespace inzage::views
