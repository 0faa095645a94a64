// identity, branding, helpdesk
#include "platform/config/tables.h"

namespace inzage::config {
namespace {

constexpr long kSentence = 400;
constexpr long kParagraph = 2000;

void declareColour(GroupDef<BrandingSettings>& g, const char* name, std::string BrandingSettings::*member,
                   const char* doc) {
    g.text(name, member, {.format = TextFormat::Colour, .required = true, .max = 7}, doc);
}

void declareBranding(GroupDef<BrandingSettings>& g) {
    declareColour(g, "brand", &BrandingSettings::brand,
                  "Buttons, links, the current item; contrast 4.5 on white, on paper and on brand_soft.");
    declareColour(g, "brand_strong", &BrandingSettings::brand_strong,
                  "A button under the pointer or pressed; contrast 7 on white.");
    declareColour(g, "brand_soft", &BrandingSettings::brand_soft,
                  "Tinted surface; the soft ink #505a63 has contrast 4.5 on it.");
    declareColour(g, "brand_line", &BrandingSettings::brand_line, "Tinted line; decoration only.");
    declareColour(g, "accent", &BrandingSettings::accent, "Second house colour; decoration, never text.");
    declareColour(g, "accent_soft", &BrandingSettings::accent_soft,
                  "Surface of side notes; the ink #1e2429 has contrast 7 on it.");
    declareColour(g, "paper", &BrandingSettings::paper,
                  "The page itself; the soft ink #505a63 has contrast 4.5 on it.");
    declareColour(g, "night_brand", &BrandingSettings::night_brand,
                  "The brand colour in night mode; contrast 4.5 on #1c2126 and #262d34.");
    g.whole("radius_px", &BrandingSettings::radius_px, {0, 24, "CSS pixels"}, "Roundness of corners.");
    g.choice(
        "font_heading", &BrandingSettings::font_heading,
        Words<HeadingFont>{{"figtree", HeadingFont::Figtree}, {"source_serif_4", HeadingFont::SourceSerif4}},
        "Font of headings, one of those the platform ships.");
    g.text("login_words", &BrandingSettings::login_words, {.required = true, .max = 160},
           "The sentence on the picture beside the login form.");
    g.text("logo_file", &BrandingSettings::logo_file, {.format = TextFormat::FileName, .min = 1, .max = 64},
           "SVG or PNG beside this file, shown 52 pixels high.");
    g.text("scene_file", &BrandingSettings::scene_file, {.format = TextFormat::FileName, .min = 1, .max = 64},
           "Decorative SVG beside this file, for the login page and the greeting.");
}

void declareHelpdesk(GroupDef<HelpdeskSettings>& g) {
    g.text("email", &HelpdeskSettings::email, {.format = TextFormat::Email, .required = true, .max = 254},
           "Where users write for help; letters such as ë are allowed.");
    g.text("phone", &HelpdeskSettings::phone, {.max = 40}, "Phone number of the helpdesk as it is shown.");
    g.text("hours", &HelpdeskSettings::hours, {.max = 200},
           "When the helpdesk answers, as the end of a sentence: \"op werkdagen van 9.00 tot 17.00 uur\".");
    g.text("form_url", &HelpdeskSettings::form_url, {.format = TextFormat::HttpsUrl, .max = 500},
           "A helpdesk form on the organisation's site.");
    g.text("info_url", &HelpdeskSettings::info_url, {.format = TextFormat::HttpsUrl, .max = 500},
           "Where the Informatie button leads; left out: to the portal's own help page.");
    g.groups("lines", &HelpdeskSettings::lines, 10, "Whom to ask about what.", [](GroupDef<HelpLine>& line) {
        line.text("topic", &HelpLine::topic, {.required = true, .max = 80}, "The kind of question.");
        line.text("text", &HelpLine::text, {.required = true, .max = kSentence}, "Whom to ask and how.");
    });
    g.groups(
        "pages", &HelpdeskSettings::pages, 20, "Help pages, videos and manuals.",
        [](GroupDef<HelpPage>& page) {
            page.text("title", &HelpPage::title, {.required = true, .max = 80}, "The words of the link.");
            page.text("url", &HelpPage::url, {.format = TextFormat::HttpsUrl, .required = true, .max = 500},
                      "Where the link leads.");
            page.choice("kind", &HelpPage::kind,
                        Words<HelpPageKind>{{"page", HelpPageKind::Page},
                                            {"video", HelpPageKind::Video},
                                            {"manual", HelpPageKind::Manual},
                                            {"form", HelpPageKind::Form}},
                        "What is found there.");
        });
    g.text("own_equipment_text", &HelpdeskSettings::own_equipment_text, {.max = kSentence},
           "That faults of the user's own equipment are not solved; left out: nothing is said.");
    g.text("screen_advice", &HelpdeskSettings::screen_advice, {.max = kParagraph},
           "Which devices and browsers the organisation advises; every page works from 320 pixels up.");
}

}  // namespace

void declareIdentity(GroupDef<TenantSettings>& table) {
    table.group("identity", &TenantSettings::identity,
                "Who the organisation is and where its portal is found.", [](GroupDef<IdentitySettings>& g) {
                    g.text("id", &IdentitySettings::id,
                           {.format = TextFormat::TenantId, .required = true, .min = 2, .max = 32},
                           "Equal to the name of this file's folder; used in metrics, logs and file names.");
                    g.text("name", &IdentitySettings::name, {.required = true, .max = 80},
                           "The organisation's name, in page titles and mails.");
                    g.text("short_name", &IdentitySettings::short_name, {.required = true, .max = 14},
                           "The name in the header; 14 characters fit on a phone.");
                    g.texts("languages", &IdentitySettings::languages,
                            {.format = TextFormat::Language, .min = 2, .max = 2},
                            "Languages on offer; the first is the one a new visitor sees.");
                    g.text("time_zone", &IdentitySettings::time_zone,
                           {.format = TextFormat::Zone, .min = 1, .max = 64},
                           "Zone of all times on pages, of schedules and of announcements.");
                    g.texts("hosts", &IdentitySettings::hosts,
                            {.format = TextFormat::Host, .required = true, .min = 1, .max = 253},
                            "Host names of the portal; links in mails are built from the first one.");
                });
    table.mustBeGiven();
    table.group("branding", &TenantSettings::branding,
                "The look: colours as #rrggbb in lower case, refused when they can't be read.",
                declareBranding);
    table.mustBeGiven();
    table.group("helpdesk", &TenantSettings::helpdesk, "Where users find help.", declareHelpdesk);
    table.mustBeGiven();
}

}  // namespace inzage::config
