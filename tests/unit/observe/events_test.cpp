#include "platform/observe/events.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <concepts>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "platform/base/private.h"
#include "platform/observe/json_text.h"

namespace inzage::observe {
namespace {

namespace fs = std::filesystem;

std::string readFile(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// Log lines of one test, in a file of its own.
class Log {
  public:
    Log() : path_{fs::temp_directory_path() / ("inzage_log_" + std::to_string(::getpid()))} {
        fs::remove(path_);
        EXPECT_TRUE(logTo(path_));
    }
    ~Log() {
        static_cast<void>(logTo(""));
        fs::remove(path_);
    }
    [[nodiscard]] std::string text() const { return readFile(path_); }
    [[nodiscard]] fs::perms permissions() const { return fs::status(path_).permissions(); }

  private:
    fs::path path_;
};

std::string jsonOf(std::string_view text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

TEST(Events, aLineIsOneJsonObjectWithTimeLevelEventAndFields) {
    const Log log;
    logEvent(Event::HTTP_LISTENING, {{"listener", "portal"}, {"port", 8080}});
    const std::string line = log.text();
    EXPECT_EQ(line.find("{\"time\":\"2"), 0U) << line;
    EXPECT_NE(line.find(R"("level":"info","event":"HTTP_LISTENING","listener":"portal","port":8080})"),
              std::string::npos)
        << line;
    EXPECT_EQ(line.back(), '\n');
    EXPECT_EQ(log.permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Events, theScopeAddsTenantAndRequestAndEndsWithItsBlock) {
    const Log log;
    {
        const LogScope scope{"debeyart", "00ff"};
        logEvent(Event::HTTP_STOPPED, {});
    }
    logEvent(Event::HTTP_STOPPED, {});
    const std::string text = log.text();
    EXPECT_NE(text.find(R"("tenant":"debeyart","request":"00ff")"), std::string::npos) << text;
    EXPECT_EQ(text.find("debeyart"), text.rfind("debeyart"));
}

TEST(Events, aHostileValueStaysInsideItsLine) {
    const Log log;
    logEvent(Event::HTTP_STOPPED, {{"why", "a\r\n{\"event\":\"FAKE\"}\x1b[2J\x7f\xff"}});
    const std::string line = log.text();
    EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
    EXPECT_NE(line.find(R"(a\u000d\u000a{\"event\":\"FAKE\"}\u001b[2J\u007f\ufffd)"), std::string::npos)
        << line;
}

TEST(Events, veryLongValuesAreCut) {
    const Log log;
    logEvent(Event::HTTP_STOPPED, {{"why", std::string(100'000, 'x')}});
    EXPECT_LT(log.text().size(), 1200U);
}

TEST(Events, aFloodOfOneEventIsLimitedAndOthersStillPass) {
    const Log log;
    for (int i = 0; i < 1000; ++i)
        logEvent(Event::HTTP_ACCEPT_FAILED, {});
    logEvent(Event::HTTP_STOPPED, {});
    const std::string text = log.text();
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 102);
    EXPECT_NE(text.find("HTTP_STOPPED"), std::string::npos);
}

TEST(Events, personalDataDoesNotConvertToALogValue) {
    static_assert(std::constructible_from<LogValue, std::string>);
    static_assert(std::constructible_from<LogValue, int>);
    static_assert(!std::constructible_from<LogValue, Private<std::string>>);
}

TEST(JsonText, keepsUtf8AndReplacesWhatIsNone) {
    EXPECT_EQ(jsonOf("één € 🙂"), "\"één € 🙂\"");
    EXPECT_EQ(jsonOf("\xC0\xAF"), R"("\ufffd\ufffd")");
    EXPECT_EQ(jsonOf("\xED\xA0\x80"), R"("\ufffd\ufffd\ufffd")");
    EXPECT_EQ(jsonOf("\xE2\x80\xA8\xC2\x9B"), R"("\u2028\u009b")");
}

/// All sources in which an event or metric may be used, in one text.
std::string allSources() {
    std::string text;
    for (const char* top : {"platform", "admin", "plugins"}) {
        const fs::path root = fs::path{INZAGE_SOURCE_DIR} / top;
        if (!fs::exists(root))
            continue;
        for (const auto& entry : fs::recursive_directory_iterator{root})
            if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
                text += readFile(entry.path());
    }
    return text;
}

TEST(EventCatalogue, everyEventIsUsedAndHasMeaningAndRemedy) {
    const std::string sources = allSources();
    for (std::size_t i = 0; i < eventCount(); ++i) {
        const EventInfo& info = infoOf(static_cast<Event>(i));
        EXPECT_GE(info.meaning.size(), 15U) << info.id << " needs a meaning in event_catalogue.def";
        EXPECT_GE(info.remedy.size(), 5U) << info.id << " needs a remedy in event_catalogue.def";
        EXPECT_NE(sources.find("Event::" + std::string{info.id}), std::string::npos)
            << info.id << " is in event_catalogue.def, but nothing logs it";
    }
}

/// A generated file in the repository equals what the code makes; INZAGE_UPDATE=1 renews it.
void expectGenerated(const fs::path& path, const std::string& made) {
    if (std::getenv("INZAGE_UPDATE") != nullptr) {
        fs::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << made;
    }
    EXPECT_EQ(readFile(path), made) << path << " is out of date: run this test once with INZAGE_UPDATE=1";
}

TEST(EventCatalogue, theReferenceForOperatorsIsUpToDate) {
    expectGenerated(fs::path{INZAGE_SOURCE_DIR} / "docs/events.md", eventReference());
}

}  // namespace
}  // namespace inzage::observe
