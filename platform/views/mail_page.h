#pragma once
#include <string>
#include <vector>

#include "platform/views/views.h"

namespace inzage::views {

/// Whose mail it is and how it looks. tenancy::mailLook makes it from an organisation's settings.
struct MailLook {
    std::string organisation;    ///< the full name
    std::string helpdesk_email;  ///< empty: nothing is said
    std::string portal_url;      ///< of the organisation's settings, never of a request
    std::string brand;           ///< "#rrggbb": readable on white
    std::string paper;
    std::string night_brand;  ///< readable on the night surface
    OwnTexts own_texts;       ///< what the organisation says in its own words
};

/// What a mail says. Nothing medical in it, nobody's care, no password that works without a second factor.
struct MailWords {
    std::string subject;
    std::vector<std::string> paragraphs;
    std::string button;  ///< with link: both or neither
    std::string link;
    std::string
        after{};         ///< small print under the button: until when it works, what to do when it wasn't you
    std::string stop{};  ///< the words of a link that stops such mails; with stop_link: both or neither
    std::string stop_link{};
};

struct MailPage {
    std::string subject;  ///< one line
    std::string text;
    std::string html;
};

/// The text and the HTML part of a mail: large print, the organisation's colours by day and by night, the
/// link as a button and written out. Nothing is loaded from elsewhere, so that no one sees that it was read.
/// Throws std::logic_error when a text or the template is missing.
[[nodiscard]] MailPage mailPage(const Templates& templates, Language language, const MailLook& look,
                                const MailWords& words);

}  // namespace inzage::views
