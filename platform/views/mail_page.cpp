#include "platform/views/mail_page.h"

#include <algorithm>

namespace inzage::views {
namespace {

/// A line end in a subject would begin another header.
std::string oneLine(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    return text;
}

/// The sentences that every mail has.
struct Around {
    std::string written_out;
    std::string sender;
    std::string helpdesk;
};

Around aroundOf(const Templates& templates, Language language, const MailLook& look) {
    const auto say = [&](std::string_view key, Placeholders values) {
        return templates.say(language, key, values, look.own_texts);
    };
    return {say("views.mail_written_out", {}),
            say("views.mail_sender", {{"ORGANISATION", look.organisation}, {"PORTAL", look.portal_url}}),
            look.helpdesk_email.empty() ? std::string{}
                                        : say("views.mail_helpdesk", {{"EMAIL", look.helpdesk_email}})};
}

std::string textPart(const MailWords& words, const Around& around) {
    std::string text;
    const auto paragraph = [&](const std::string& one) {
        if (!one.empty())
            text += one + "\n\n";
    };
    for (const auto& one : words.paragraphs)
        paragraph(one);
    if (!words.link.empty())
        paragraph(words.button + ":\n" + words.link);
    paragraph(words.after);
    if (!words.stop_link.empty())
        paragraph(words.stop + ":\n" + words.stop_link);
    text += "-- \n" + around.sender + "\n";
    if (!around.helpdesk.empty())
        text += around.helpdesk + "\n";
    return text;
}

}  // namespace

MailPage mailPage(const Templates& templates, Language language, const MailLook& look,
                  const MailWords& words) {
    const Around around = aroundOf(templates, language, look);
    const std::string subject = oneLine(words.subject);
    Model model;
    model.set("LANGUAGE", codeOf(language));
    model.set("SUBJECT", subject);
    model.set("ORGANISATION", look.organisation);
    model.set("BRAND", look.brand);
    model.set("PAPER", look.paper);
    model.set("NIGHT_BRAND", look.night_brand);
    for (const auto& one : words.paragraphs)
        model.add("PARAGRAPH").set("TEXT", one);
    if (!words.link.empty()) {
        auto& button = model.add("BUTTON");
        button.set("LABEL", words.button);
        button.set("LINK", words.link);
        button.set("WRITTEN_OUT", around.written_out);
    }
    if (!words.after.empty())
        model.add("AFTER").set("TEXT", words.after);
    if (!words.stop_link.empty()) {
        auto& stop = model.add("STOP");
        stop.set("LABEL", words.stop);
        stop.set("LINK", words.stop_link);
    }
    model.set("SENDER", around.sender);
    model.set("HELPDESK", around.helpdesk);
    return {subject, textPart(words, around), templates.renderBare("views/mail", language, model)};
}

}  // namespace inzage::views
