#include "platform/dossier/glossary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inzage::dossier {
namespace {

using testing::ElementsAre;

const std::vector<config::GlossaryEntry> kWords{
    {"ADL", "dagelijkse dingen"}, {"z.n.", "zo nodig"}, {"HA", "huisarts"}, {"mw", "mevrouw"}};

std::vector<std::string> wordsIn(std::string_view text) {
    std::vector<std::string> words;
    for (const auto* entry : explained(kWords, {text}))
        words.push_back(entry->word);
    return words;
}

TEST(Glossary, FindsWholeWordsWhateverTheirCapitalsInItsOwnOrder) {
    EXPECT_THAT(wordsIn("Mw. kreeg hulp bij de adl, paracetamol z.n. gegeven."),
                ElementsAre("ADL", "z.n.", "mw"));
    EXPECT_THAT(wordsIn("(ADL)"), ElementsAre("ADL"));
}

TEST(Glossary, LeavesPartsOfWordsAndOrdinaryWordsAlone) {
    EXPECT_THAT(wordsIn("radla adls ADLé mwst"), ElementsAre());
    EXPECT_THAT(wordsIn("Ha, dat is fijn"), ElementsAre());
    EXPECT_THAT(wordsIn("De HA kwam."), ElementsAre("HA"));
    EXPECT_THAT(wordsIn(""), ElementsAre());
}

TEST(Glossary, ExplainsAWordOnceAndNotMoreThanAPageHolds) {
    std::vector<config::GlossaryEntry> many;
    std::string text;
    for (int i = 0; i < 40; ++i) {
        many.push_back({"w" + std::to_string(i), "x"});
        text += "w" + std::to_string(i) + " w" + std::to_string(i) + " ";
    }
    EXPECT_EQ(explained(many, {text, text}).size(), kExplainedMax);
}

}  // namespace
}  // namespace inzage::dossier
