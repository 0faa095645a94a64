#include "plugins/sdk/csv_reader.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <unistd.h>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/field_values.h"
#include "plugins/sdk/text.h"

namespace inzage::sdk {
namespace {

using Row = std::vector<std::string>;

/// All rows of a text, read from a file in memory.
std::vector<Row> rowsOf(const std::string& text, char separator = '\0') {
    const int fd = ::memfd_create("csv", MFD_CLOEXEC);
    EXPECT_EQ(::write(fd, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    ::lseek(fd, 0, SEEK_SET);
    std::vector<Row> rows;
    CsvReader csv{fd, "x.csv", {separator, true, {}}};
    while (csv.next())
        rows.emplace_back(csv.fields().begin(), csv.fields().end());
    ::close(fd);
    return rows;
}

using testing::ElementsAre;

// RFC 4180, section 2, by rule.
TEST(CsvReader, Rule1And2LinesEndInCrlfOrLfAndTheLastMayHaveNone) {
    EXPECT_THAT(rowsOf("a,b\r\nc,d\r\n"), ElementsAre(Row{"a", "b"}, Row{"c", "d"}));
    EXPECT_THAT(rowsOf("a,b\nc,d"), ElementsAre(Row{"a", "b"}, Row{"c", "d"}));
}
TEST(CsvReader, Rule4SpacesBelongToTheField) {
    EXPECT_THAT(rowsOf("a;b\n x ;y \n"), ElementsAre(Row{"a", "b"}, Row{" x ", "y "}));
}
TEST(CsvReader, Rule4EmptyFields) {
    EXPECT_THAT(rowsOf("a;b;c\n;;\n"), ElementsAre(Row{"a", "b", "c"}, Row{"", "", ""}));
}
TEST(CsvReader, Rule5And6QuotesHoldSeparatorsAndLineEnds) {
    EXPECT_THAT(rowsOf("a;b\n\"x;y\";\"p\r\nq\"\n"), ElementsAre(Row{"a", "b"}, Row{"x;y", "p\nq"}));
}
TEST(CsvReader, Rule7DoubledQuotes) {
    EXPECT_THAT(rowsOf("a\n\"\"\"x\"\"\"\n\"\"\n\"\"\"\"\n"),
                ElementsAre(Row{"a"}, Row{"\"x\""}, Row{""}, Row{"\""}));
}
TEST(CsvReader, AnEmptyFileHasNoRows) {
    EXPECT_THAT(rowsOf(""), testing::IsEmpty());
}
TEST(CsvReader, TheSeparatorGivenWinsOverTheGuess) {
    EXPECT_THAT(rowsOf("a,b,c;d\n", ';'), ElementsAre(Row{"a,b,c", "d"}));
}

TEST(CsvReader, RowsAcrossBufferEndsAreWhole) {
    // Rows of all lengths around the buffer of 1 MiB, with quotes that need unescaping at every place.
    std::string text = "id;body\n";
    std::vector<std::string> bodies;
    for (int i = 0; i < 400; ++i) {
        const std::string filler(static_cast<std::size_t>(i) * 61 % 9000, 'x');
        bodies.push_back(filler + "\"q\"\n" + filler);
        text += std::to_string(i) + ";\"" + filler + "\"\"q\"\"\r\n" + filler + "\"\n";
    }
    const auto rows = rowsOf(text);
    ASSERT_EQ(rows.size(), 401U);
    for (std::size_t i = 0; i < bodies.size(); ++i)
        EXPECT_EQ(rows[i + 1][1], bodies[i]) << i;
}

TEST(CsvReader, CountsLinesThroughQuotedLineEnds) {
    try {
        (void)rowsOf("a;b\n\"1\n2\n3\";x\ny\"z;\n");
        FAIL();
    } catch (const AdapterFailure& failure) {
        EXPECT_STREQ(failure.what(),
                     "x.csv, line 5: a quotation mark stands inside a field that doesn't begin with one");
    }
}

TEST(CsvReader, RefusesARowWithoutEnd) {
    EXPECT_THROW((void)rowsOf("a\n\"" + std::string(5'000'000, 'x')), AdapterFailure);
}

TEST(CleanText, KnowsUtf8) {
    EXPECT_TRUE(isCleanText("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 0123456789"));
    for (const std::string_view bad : {"\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                       "\x80", "\xFF", "12345678\xE9 12345678"})
        EXPECT_FALSE(isCleanText(bad));
    EXPECT_FALSE(
        isCleanText(std::string_view{"1234\0"
                                     "5678",
                                     9}));
}

TEST(Values, Dates) {
    EXPECT_TRUE(sdk::readDate("2024-02-29"));
    for (const std::string_view bad :
         {"2023-02-29", "2024-2-1", "01-02-2024", "2024-13-01", "1799-01-01", "2024-01-01 ", ""})
        EXPECT_FALSE(sdk::readDate(bad)) << bad;
}
TEST(Values, MomentsNeedAZone) {
    EXPECT_EQ(sdk::readMoment("2026-10-25T02:30:00+02:00"), sdk::readMoment("2026-10-25T00:30Z"));
    EXPECT_EQ(sdk::readMoment("2026-01-01T00:30:00+01:00"), sdk::readMoment("2025-12-31T23:30:00Z"));
    for (const std::string_view bad :
         {"2026-10-25T02:30:00", "2026-10-25", "2026-10-25T24:00:00Z", "2026-10-25T02:60Z",
          "2026-10-25T02:30:00.Z", "2026-10-25T02:30:00+1:00", "2026-10-25T02:30:00+15:00"})
        EXPECT_FALSE(sdk::readMoment(bad)) << bad;
}
TEST(Values, Decimals) {
    std::string into;
    EXPECT_TRUE(sdk::readDecimal("-61,80", into));
    EXPECT_EQ(into, "-61.80");
    for (const std::string_view bad :
         {"", "-", "1.", ".5", "1.2.3", "1e5", "1 000", "0x1", "123456789012345678901234"})
        EXPECT_FALSE(sdk::readDecimal(bad, into)) << bad;
}

}  // namespace
}  // namespace inzage::sdk
