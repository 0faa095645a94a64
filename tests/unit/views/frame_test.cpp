#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "sample_tree.h"

namespace inzage::views {
namespace {

using testing::HasSubstr;
using testing::Not;

const Templates& product() {
    static const Templates templates{INZAGE_SOURCE_DIR "/platform"};
    return templates;
}

FrameModel around() {
    FrameModel frame;
    frame.title = "Start";
    frame.language_code = "nl";
    frame.tenant_id = "zuyderland";
    frame.tenant_name = "Zuyderland Zorgcentra";
    frame.short_name = "Zuyderland";
    frame.mode_classes = " iz-text-large iz-night";
    frame.nlds_css = "/static/nlds.css?v=1";
    frame.portal_css = "/static/portal.css?v=2";
    frame.tenant_css = "/static/tenant/zuyderland.css?v=3";
    frame.portal_js = "/static/portal.js?v=4";
    frame.icons = "/static/icons.svg?v=5";
    frame.logo = "/static/tenant/zuyderland-logo.svg?v=6";
    frame.csrf = "token";
    frame.path = "/start?x=1&y=2";
    frame.text_size = 1;
    frame.helpdesk_email = "cliëntportaal@zuyderland.nl";
    return frame;
}

FrameModel signedIn() {
    auto frame = around();
    frame.signed_in = true;
    frame.person = Private<std::string>{"Anna Jansen"};
    frame.initials = "AJ";
    frame.nav = "dossier";
    frame.nav_items = {"start", "dossier"};
    frame.client_name = Private<std::string>{"Mevrouw C. Jansen"};
    frame.fresh = "Bijgewerkt vandaag om 16.00 uur.";
    return frame;
}

std::string page(Frame frame, const FrameModel& model, Language language = Language::Dutch) {
    Model content;
    content.set("TITLE", "Titel");
    content.set("TEXT", "Tekst");
    return product().render(frame, "views/message", language, model, content);
}

TEST(Frame, SaysWhenTheSessionEndsAndWarnsBeforeThat) {
    auto frame = signedIn();
    EXPECT_THAT(page(Frame::Portal, frame), Not(HasSubstr("data-idle")));
    frame.idle_s = 900;
    frame.idle_warning_s = 120;
    EXPECT_THAT(page(Frame::Portal, frame),
                testing::AllOf(HasSubstr("data-warn-after-s=\"780\""), HasSubstr("data-over-after-s=\"900\""),
                               HasSubstr("Over 2 minuten logt het portaal u uit.")));
    EXPECT_THAT(page(Frame::Portal, frame, Language::English), HasSubstr("In 2 minutes"));
    frame.signed_in = false;
    EXPECT_THAT(page(Frame::Plain, frame), Not(HasSubstr("data-idle")));
}

TEST(Frame, SaysWhoseLookAndModeInOneElement) {
    EXPECT_THAT(page(Frame::Plain, around()),
                HasSubstr("<html lang=\"nl\" class=\"utrecht-root voorbeeld-theme tenant-zuyderland "
                          "iz-text-large iz-night\">"));
}

TEST(Frame, LoadsStylesInTheOrderInWhichTheyOverrule) {
    const auto html = page(Frame::Plain, around());
    const auto nlds = html.find("nlds.css?v=1");
    const auto portal = html.find("portal.css?v=2");
    const auto tenant = html.find("zuyderland.css?v=3");
    EXPECT_LT(nlds, portal);
    EXPECT_LT(portal, tenant);
    EXPECT_NE(tenant, std::string::npos);
}

TEST(Frame, NamesThePageAndTheOrganisationAndTellsOfAnError) {
    auto model = around();
    EXPECT_THAT(page(Frame::Plain, model), HasSubstr("<title>Start - Zuyderland</title>"));
    model.error = true;
    EXPECT_THAT(page(Frame::Plain, model), HasSubstr("<title>Fout: Start - Zuyderland</title>"));
    model.language_code = "en";
    EXPECT_THAT(page(Frame::Plain, model, Language::English), HasSubstr("<title>Error: Start"));
}

TEST(Frame, TheDisplayFormCarriesItsTokenAndComesBackToThePage) {
    const auto html = page(Frame::Plain, around());
    EXPECT_THAT(html, HasSubstr("action=\"/weergave\""));
    EXPECT_THAT(html, HasSubstr("name=\"csrf\" value=\"token\""));
    EXPECT_THAT(html, HasSubstr("name=\"terug\" value=\"/start?x=1&amp;y=2\""));
    EXPECT_THAT(html, HasSubstr("value=\"groot\" aria-pressed=\"true\""));
    EXPECT_THAT(html, HasSubstr("value=\"gewoon\" aria-pressed=\"false\""));
}

TEST(Frame, APageKnowsWhatItsFrameKnowsButNotItsSections) {
    const SampleTree tree;
    tree.write("views/templates/plain.tpl",
               kPragmaLine + "{{#IS_ERROR}}error {{/IS_ERROR}}<main>{{>CONTENT}}</main>{{CSRF}}");
    tree.page(
        "<a href=\"{{ICONS}}#bell\">{{CSRF}}</a>{{#ROW}}{{CSRF}}{{/ROW}}{{#IS_ERROR}}never{{/IS_ERROR}}");
    auto model = around();
    model.error = true;
    Model content;
    content.add("ROW").set("X", "x");
    EXPECT_EQ(tree.load()->render(Frame::Plain, "room/page", Language::Dutch, model, content),
              "error <main><a href=\"/static/icons.svg?v=5#bell\">token</a>token\n</main>token\n");
}

TEST(Frame, EveryFormCarriesTheToken) {
    auto model = signedIn();
    model.clients = {{"1", Private<std::string>{"Mevrouw C. Jansen"}, true},
                     {"2", Private<std::string>{"De heer H. Jansen"}, false}};
    const auto html = page(Frame::Portal, model);
    std::size_t forms = 0;
    for (auto at = html.find("<form"); at != std::string::npos; at = html.find("<form", at + 1), ++forms) {
        const auto form = html.substr(at, html.find("</form>", at) - at);
        EXPECT_THAT(form, HasSubstr("name=\"csrf\" value=\"token\"")) << form;
    }
    EXPECT_GE(forms, 2U);
}

TEST(Frame, HelpHasAWorkingMailAddressAlsoWithLettersOutsideAscii) {
    EXPECT_THAT(page(Frame::Plain, around()),
                HasSubstr("href=\"mailto:cli%C3%ABntportaal%40zuyderland.nl\""));
}

TEST(Frame, ThePlainOneShowsNobody) {
    const auto html = page(Frame::Plain, signedIn());
    EXPECT_THAT(html, Not(HasSubstr("Anna Jansen")));
    EXPECT_THAT(html, Not(HasSubstr("Mevrouw C. Jansen")));
    EXPECT_THAT(html, Not(HasSubstr("iz-nav\"")));
}

TEST(Frame, SignedOutNobodysNameIsEvenInReach) {
    const SampleTree tree;
    tree.write(
        "views/templates/plain.tpl",
        kPragmaLine + "<main>{{PERSON}}{{#CLIENT_BAR}}{{CLIENT_NAME}}{{/CLIENT_BAR}}{{>CONTENT}}</main>");
    tree.page("{{PERSON}}");
    auto model = signedIn();
    model.signed_in = false;
    Model content;
    EXPECT_THAT(tree.load()->render(Frame::Plain, "room/page", Language::Dutch, model, content),
                Not(HasSubstr("Jansen")));
}

TEST(Frame, TheMenuHasOnlyWhatTheViewerMaySee) {
    const auto html = page(Frame::Portal, signedIn());
    EXPECT_THAT(html, HasSubstr("href=\"/dossier/tijdslijn\" aria-current=\"page\""));
    EXPECT_THAT(html, HasSubstr("href=\"/start\">"));
    for (const char* absent : {"/agenda", "/berichten", "/gegevens", "/gebruikersbeheer", "/download"})
        EXPECT_THAT(html, Not(HasSubstr(std::string{"href=\""} + absent))) << absent;
}

TEST(Frame, SaysWhoseDossierAndHowFresh) {
    auto model = signedIn();
    auto html = page(Frame::Portal, model);
    EXPECT_THAT(html, HasSubstr("<strong>Mevrouw C. Jansen</strong>"));
    EXPECT_THAT(html, HasSubstr("Bijgewerkt vandaag om 16.00 uur."));
    EXPECT_THAT(html, Not(HasSubstr("action=\"/wissel\""))) << "one client: nothing to switch to";
    EXPECT_THAT(html, Not(HasSubstr("iz-tag--warn")));
    model.stale = true;
    html = page(Frame::Portal, model);
    EXPECT_THAT(html, HasSubstr("iz-tag--warn"));
}

TEST(Frame, TheSwitcherMarksTheChosenClient) {
    auto model = signedIn();
    model.clients = {{"id-1", Private<std::string>{"Mevrouw C. Jansen"}, true},
                     {"id-2", Private<std::string>{"De heer <H.> Jansen"}, false}};
    const auto html = page(Frame::Portal, model);
    EXPECT_THAT(html, HasSubstr("value=\"id-1\" aria-current=\"true\""));
    EXPECT_THAT(html, HasSubstr("value=\"id-2\">"));
    EXPECT_THAT(html, HasSubstr("De heer &lt;H.&gt; Jansen"));
}

TEST(Frame, HasOneMainOneTitleAndUniqueIds) {
    for (const Frame frame : {Frame::Plain, Frame::Portal}) {
        Model content;
        content.add("AGENDA").show("NOTHING");
        const auto html = product().render(frame, frame == Frame::Plain ? "views/message" : "home/start",
                                           Language::Dutch, signedIn(), content);
        std::multiset<std::string> ids;
        std::size_t mains = 0;
        for (auto at = html.find(" id=\""); at != std::string::npos; at = html.find(" id=\"", at + 1))
            ids.insert(html.substr(at + 5, html.find('"', at + 5) - at - 5));
        for (auto at = html.find("<main"); at != std::string::npos; at = html.find("<main", at + 1))
            ++mains;
        EXPECT_EQ(mains, 1U);
        for (const auto& id : ids)
            EXPECT_EQ(ids.count(id), 1U) << id;
    }
}

TEST(Frame, ReadAloudIsOnEveryPageAndAppearsOnlyWithAScript) {
    for (const Frame frame : {Frame::Plain, Frame::Portal})
        EXPECT_THAT(page(frame, signedIn()),
                    testing::ContainsRegex("<button[^>]* data-read-aloud[^>]* hidden"));
}

}  // namespace
}  // namespace inzage::views
