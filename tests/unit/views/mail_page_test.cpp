#include "platform/views/mail_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_tree.h"

namespace inzage::views {
namespace {

using testing::HasSubstr;
using testing::Not;

const Templates& product() {
    static const Templates templates{INZAGE_SOURCE_DIR "/platform"};
    return templates;
}

MailLook look() {
    return {"Stichting \"Zorg & Zo\"",
            "hulp@example.nl",
            "https://zorg.example.nl",
            "#0a5c7a",
            "#f5f2ec",
            "#8fd0e8",
            {}};
}

MailWords words() {
    return {"Kies een nieuw wachtwoord",
            {"Dag Anna,", "U vroeg om een nieuw wachtwoord."},
            "Kies een wachtwoord",
            "https://zorg.example.nl/wachtwoord/abc-DEF_123",
            "De link werkt 30 minuten."};
}

TEST(MailPage, BothPartsSayTheSame) {
    const auto page = mailPage(product(), Language::Dutch, look(), words());
    EXPECT_EQ(page.subject, "Kies een nieuw wachtwoord");
    for (const auto* part : {&page.text, &page.html}) {
        EXPECT_THAT(*part, HasSubstr("Dag Anna,"));
        EXPECT_THAT(*part, HasSubstr("U vroeg om een nieuw wachtwoord."));
        EXPECT_THAT(*part, HasSubstr("Kies een wachtwoord"));
        EXPECT_THAT(*part, HasSubstr("https://zorg.example.nl/wachtwoord/abc-DEF_123"));
        EXPECT_THAT(*part, HasSubstr("De link werkt 30 minuten."));
        EXPECT_THAT(*part, HasSubstr("hulp@example.nl"));
    }
    EXPECT_THAT(page.text, HasSubstr("Stichting \"Zorg & Zo\""));
    EXPECT_THAT(page.text, Not(HasSubstr("<")));
}

TEST(MailPage, TheLinkIsAButtonAndWrittenOut) {
    const auto page = mailPage(product(), Language::Dutch, look(), words());
    const std::string href = "href=\"https://zorg.example.nl/wachtwoord/abc-DEF_123\"";
    const auto first = page.html.find(href);
    ASSERT_NE(first, std::string::npos);
    EXPECT_NE(page.html.find(href, first + 1), std::string::npos);
    EXPECT_THAT(page.html, HasSubstr(">https://zorg.example.nl/wachtwoord/abc-DEF_123</a>"));
}

TEST(MailPage, IsInTheOrganisationsColoursAndLargePrint) {
    const auto page = mailPage(product(), Language::English, look(), words());
    EXPECT_THAT(page.html, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(page.html, HasSubstr("color:#0a5c7a"));
    EXPECT_THAT(page.html, HasSubstr("color: #8fd0e8 !important"));
    EXPECT_THAT(page.html, HasSubstr("font-size:20px"));
    EXPECT_THAT(page.html, HasSubstr("content=\"light dark\""));
}

TEST(MailPage, LoadsNothingFromElsewhere) {
    const auto page = mailPage(product(), Language::Dutch, look(), words());
    for (const char* loads : {"<img", "<script", "<link", " src=", "url(", "@import", "http://"})
        EXPECT_THAT(page.html, Not(HasSubstr(loads)));
}

TEST(MailPage, WhatPeopleTypedStaysText) {
    auto evil = words();
    evil.paragraphs = {"<script>alert(1)</script>"};
    evil.subject = "Dag\r\nBcc: iemand@example.nl";
    evil.button = "<b>klik</b>";
    evil.link = "javascript:alert(1)";
    auto dressed = look();
    dressed.brand = "red;background:url(https://elsewhere.example)";
    const auto page = mailPage(product(), Language::Dutch, dressed, evil);
    EXPECT_EQ(page.subject, "Dag  Bcc: iemand@example.nl");
    for (const char* alive : {"<script", "<b>", "href=\"javascript:", "url("})
        EXPECT_THAT(page.html, Not(HasSubstr(alive)));
}

TEST(MailPage, AMailWithoutLinkHasNoButton) {
    auto plain = words();
    plain.button.clear();
    plain.link.clear();
    plain.after.clear();
    auto silent = look();
    silent.helpdesk_email.clear();
    const auto page = mailPage(product(), Language::Dutch, silent, plain);
    EXPECT_THAT(page.html, Not(HasSubstr("<a ")));
    EXPECT_THAT(page.text, Not(HasSubstr(":\n\n")));
}

TEST(MailPage, AnOrganisationMaySayItInItsOwnWords) {
    auto own = look();
    own.own_texts = {{"nl", {{"views.mail_written_out", "Of kopieer dit:"}}}};
    EXPECT_THAT(mailPage(product(), Language::Dutch, own, words()).html, HasSubstr("Of kopieer dit:"));
}

TEST(MailPage, OnlyMailsMayHaveStylesInTheirTemplate) {
    const SampleTree tree;
    tree.write("room/templates/mail.tpl",
               kPragmaLine + "<style>p { color: {{INK}} }</style><p style=\"color:{{INK}}\">x</p>");
    EXPECT_EQ(tree.refusal(), "");
    tree.write("room/templates/mail.tpl", kPragmaLine + "<p onclick=\"x()\">x</p>");
    EXPECT_THAT(tree.refusal(), HasSubstr("the attribute onclick"));
    tree.write("room/templates/mail.tpl", kPragmaLine + "x");
    EXPECT_THAT(tree.refusalOf("<p style=\"color:red\">x</p>"), HasSubstr("the attribute style"));
}

}  // namespace
}  // namespace inzage::views
