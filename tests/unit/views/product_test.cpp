// The product's own templates and catalogues.
#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "platform/views/texts.h"
#include "platform/views/views.h"

namespace inzage::views {
namespace {

namespace fs = std::filesystem;

std::string contentOf(const fs::path& file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// All source text in which a key may be named.
std::string everySource() {
    std::string text;
    for (const char* top : {"/platform", "/admin"})
        for (const auto& entry : fs::recursive_directory_iterator{std::string{INZAGE_SOURCE_DIR} + top}) {
            const auto kind = entry.path().extension();
            if (entry.is_regular_file() && (kind == ".cpp" || kind == ".h" || kind == ".tpl"))
                text += contentOf(entry.path());
        }
    return text;
}

Texts catalogue(const std::string& language) {
    Texts texts;
    for (const auto& room : fs::directory_iterator{INZAGE_SOURCE_DIR "/platform"}) {
        const auto file = room.path() / "texts" / (language + ".yaml");
        if (fs::exists(file))
            texts.read(file.string());
    }
    return texts;
}

/// Named whole ("room.word", [[room.word]]), or put together in C++ from a literal that ends in '.' or '_'
/// and the rest ("dossier.kind_" + word), or from a word in the middle ("access." + reason + "_title").
bool isNamed(const std::string& key, const std::string& sources) {
    if (sources.find("\"" + key + "\"") != std::string::npos ||
        sources.find("[[" + key + "]]") != std::string::npos)
        return true;
    for (std::size_t end = key.size() - 1; end > key.find('.'); --end)
        if ((key[end - 1] == '.' || key[end - 1] == '_') &&
            sources.find("\"" + key.substr(0, end) + "\"") != std::string::npos)
            return true;
    return false;
}

TEST(Product, EveryTemplateLoadsInEveryLanguage) {
    EXPECT_NO_THROW(Templates{INZAGE_SOURCE_DIR "/platform"});
}

TEST(Product, EveryTextIsUsedSomewhere) {
    const std::string sources = everySource();
    const Texts dutch = catalogue("nl");
    for (const auto& [key, text] : dutch.all())
        EXPECT_TRUE(isNamed(key, sources)) << key << " is used nowhere: remove it from both catalogues";
}

/// The keys that C++ says whole: say("room.word", …) or say("room.word").
std::set<std::string> saidKeys(const std::string& sources) {
    constexpr std::string_view kSay = ".say(";
    std::set<std::string> keys;
    for (std::size_t at = sources.find(kSay); at != std::string::npos; at = sources.find(kSay, at + 1)) {
        const auto open = sources.find_first_not_of(" \n", at + kSay.size());
        if (sources[open] != '"')
            continue;
        const auto close = sources.find('"', open + 1);
        const auto after = sources.find_first_not_of(" \n", close + 1);
        if (sources[after] == ',' || sources[after] == ')')
            keys.insert(sources.substr(open + 1, close - open - 1));
    }
    return keys;
}

// One that doesn't exist is an answer with status 500 to whoever opens that page.
TEST(Product, EveryTextThatIsSaidExists) {
    Texts dutch;
    for (const auto& entry : fs::recursive_directory_iterator{INZAGE_SOURCE_DIR "/platform"})
        if (entry.path().filename() == "nl.yaml" && entry.path().parent_path().filename() == "texts")
            dutch.read(entry.path().string());
    const auto said = saidKeys(everySource());
    EXPECT_GT(said.size(), 200U) << "they are not found any more";
    for (const auto& key : said)
        EXPECT_TRUE(dutch.all().contains(key)) << key << " stands in no catalogue";
}

TEST(Product, TextsSpeakPlainly) {
    for (const char* language : {"nl", "en"}) {
        const Texts texts = catalogue(language);
        for (const auto& [key, text] : texts.all()) {
            EXPECT_EQ(text.find("  "), std::string::npos) << key;
            EXPECT_NE(text.front(), ' ') << key;
            EXPECT_NE(text.back(), ' ') << key;
            EXPECT_EQ(text.find('!'), std::string::npos) << key << ": no exclamation marks";
        }
    }
}

// Not asserted: what a page costs on this machine stands in the test's output.
TEST(Product, ATimelineOfFiftyCardsIsMeasured) {
    const Templates templates{INZAGE_SOURCE_DIR "/platform"};
    FrameModel around;
    around.title = "Tijdslijn";
    around.language_code = "nl";
    around.signed_in = true;
    around.nav_items = {"start", "agenda", "berichten", "dossier", "gegevens"};
    around.client_name = Private<std::string>{"Mevrouw C. Jansen"};
    around.icons = "/static/icons.svg?v=0123456789abcdef";
    std::size_t bytes = 0;
    constexpr int kTimes = 200;
    // Processor time, because other tests run beside this one.
    const std::clock_t start = std::clock();
    for (int i = 0; i < kTimes; ++i) {
        Model model;
        for (int d = 0; d < 10; ++d) {
            Model& day = model.add("DAY");
            day.set("DATE", "2026-11-24");
            day.set("HEADING", "Vandaag, dinsdag 24 november");
            for (int e = 0; e < 5; ++e) {
                Model& card = day.add("ENTRY");
                card.set("TIME", "15.40 uur");
                card.set("PATH", "/dossier/lezen/1b4e28ba-2fa1-4d3e-8f5c-6a7b8c9d0e1f");
                card.set("ICON", "note-pencil");
                card.set("KIND", "Rapportage");
                card.set("TITLE", "Rapportage van de dag");
                card.show("IS_NEW");
                Model& author = card.add("AUTHOR");
                author.set("NAME", Private<std::string>{"Marga de Vries"});
                author.add("WITH_ROLE").set("ROLE", "verzorgende");
                card.add("EXCERPT").set("TEXT", std::string(240, 'x'));
            }
        }
        bytes = templates.render(Frame::Portal, "dossier/timeline", Language::Dutch, around, model).size();
    }
    const double each_us = 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / kTimes;
    std::printf("a page of 50 cards: %zu bytes in %.0f us\n", bytes, each_us);
    EXPECT_GT(bytes, 20000U);
}

}  // namespace
}  // namespace inzage::views
