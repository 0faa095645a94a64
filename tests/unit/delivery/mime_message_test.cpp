#include "platform/delivery/mime_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace inzage::delivery {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

MimeMail mail() {
    return {
        "portaal@example.nl",    "Cliëntportaal",    "anna@example.nl", "Uw code",
        "Dag Anna,\n\nRegel.\n", "<p>Dag Anna,</p>", "0b5c@example.nl", *parseIsoUtc("2026-11-22T13:04:05Z")};
}

TEST(MimeMessage, HasBothPartsAndTheHeadersOfAMachine) {
    const auto text = mimeMessage(mail());
    EXPECT_THAT(text, StartsWith("Date: Sun, 22 Nov 2026 13:04:05 +0000\r\n"));
    EXPECT_THAT(text, HasSubstr("From: =?UTF-8?B?Q2xpw6tudHBvcnRhYWw=?= <portaal@example.nl>\r\n"));
    EXPECT_THAT(text, HasSubstr("To: <anna@example.nl>\r\n"));
    EXPECT_THAT(text, HasSubstr("Message-ID: <0b5c@example.nl>\r\n"));
    EXPECT_THAT(text, HasSubstr("Auto-Submitted: auto-generated\r\n"));
    EXPECT_THAT(text, HasSubstr("multipart/alternative; boundary=\"=_0b5c\""));
    EXPECT_LT(text.find("text/plain"), text.find("text/html"));
    EXPECT_THAT(text, HasSubstr("\r\n--=_0b5c--\r\n"));
}

TEST(MimeMessage, WithoutHtmlItIsPlain) {
    auto plain = mail();
    plain.html.clear();
    EXPECT_THAT(mimeMessage(plain), Not(HasSubstr("multipart")));
}

TEST(MimeMessage, NothingCanBeginAnotherHeader) {
    auto evil = mail();
    evil.subject = "Dag\r\nBcc: a@b.nl\r\n\r\n<p>";
    evil.from_name = "Zorg\"\r\nBcc: c@d.nl";
    std::istringstream lines{mimeMessage(evil)};
    for (std::string line; std::getline(lines, line) && line != "\r";)
        EXPECT_THAT(line, Not(StartsWith("Bcc")));
    evil.subject = "Cliënt\r\nBcc: a@b.nl";
    EXPECT_THAT(mimeMessage(evil), Not(HasSubstr("\nBcc")));
}

TEST(MimeMessage, AddressesThatMeanMoreAreNone) {
    EXPECT_TRUE(isPlainAddress("anna@example.nl"));
    EXPECT_TRUE(isPlainAddress("cliënt@example.nl"));
    for (const char* odd :
         {"", "@", "a@", "@b", "a@b\r\nRCPT TO:<c@d.nl>", "a b@c.nl", "a@b@c", "<a@b.nl>", "a@b.nl,c@d.nl"})
        EXPECT_FALSE(isPlainAddress(odd)) << odd;
}

TEST(MimeMessage, LongWordsAreEncodedInPiecesThatKeepLettersWhole) {
    const auto words =
        encodedWords("Een héél lang onderwerp met één ë en nóg één, tot het niet meer op één regel past");
    std::istringstream lines{words};
    int pieces = 0;
    for (std::string line; std::getline(lines, line); ++pieces)
        EXPECT_LE(line.size(), 77U);
    EXPECT_GT(pieces, 1);
    EXPECT_EQ(encodedWords("gewoon"), "gewoon");
}

TEST(MimeMessage, QuotedPrintableKeepsLinesShortAndEndsThemRight) {
    EXPECT_EQ(quotedPrintable("één = 1\n"), "=C3=A9=C3=A9n =3D 1\r\n");
    EXPECT_EQ(quotedPrintable("spatie \nop"), "spatie=20\r\nop");
    std::istringstream lines{quotedPrintable(std::string(500, 'x') + std::string(100, '='))};
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(line.size(), 77U);
    EXPECT_EQ(quotedPrintable("."), ".") << "libcurl doubles it where SMTP needs that";
}

}  // namespace
}  // namespace inzage::delivery
