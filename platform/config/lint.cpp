#include <algorithm>
#include <functional>
#include <set>

#include "platform/config/load.h"

namespace inzage::config {
namespace {

using Visit = std::function<void(const std::string& setting, const std::string& text)>;

void visitTexts(const TenantSettings& s, const Visit& visit) {
    visit("branding.login_words", s.branding.login_words);
    visit("helpdesk.hours", s.helpdesk.hours);
    visit("helpdesk.own_equipment_text", s.helpdesk.own_equipment_text);
    visit("helpdesk.screen_advice", s.helpdesk.screen_advice);
    for (const HelpLine& line : s.helpdesk.lines)
        visit("helpdesk.lines", line.text);
    visit("login.terms_of_use.text", s.login.terms_of_use.text);
    visit("login.registration.text", s.login.registration.text);
    visit("login.sms.not_received_advice", s.login.sms.not_received_advice);
    visit("dossier.writing.hint", s.dossier.writing.hint);
    visit("dossier.silence_text", s.dossier.silence_text);
    visit("dossier.questions_text", s.dossier.questions_text);
    visit("agenda.visibility_text", s.agenda.visibility_text);
    visit("agenda.advice", s.agenda.advice);
    visit("agenda.clash_text", s.agenda.clash_text);
    visit("messages.audience_text", s.messages.audience_text);
    visit("messages.holiday_warning", s.messages.holiday_warning);
    visit("pinboard.hint", s.pinboard.hint);
    visit("people.rights_advice", s.people.rights_advice);
    visit("profile.other_changes_text", s.profile.other_changes_text);
    visit("download.warning", s.download.warning);
    for (const Announcement& one : s.announcements)
        visit("announcements", one.text);
    for (const auto& [language, texts] : s.texts)
        for (const auto& [key, text] : texts)
            visit("texts." + language + "." + key, text);
}

/// The words of a text that hold `sign`, without the punctuation around them.
std::vector<std::string> wordsWith(const std::string& text, std::string_view sign) {
    std::vector<std::string> found;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find_first_of(" \n\t()<>\"", at), text.size());
        std::string word = text.substr(at, end - at);
        while (!word.empty() && std::string_view{".,;:!?"}.find(word.back()) != std::string_view::npos)
            word.pop_back();
        if (word.find(sign) != std::string::npos)
            found.push_back(std::move(word));
        at = end + 1;
    }
    return found;
}

std::string hostOf(const std::string& url) {
    const std::size_t start = url.find("://") + 3;
    return url.substr(start, url.find_first_of("/:?#", start) - start);
}

bool looksLikeTestHost(const std::string& host) {
    const std::string first = host.substr(0, host.find('.'));
    return first.find("accp") != std::string::npos || first.find("acceptatie") != std::string::npos ||
           first.find("test") != std::string::npos || host == "localhost";
}

}  // namespace

std::vector<SettingsError> lintTexts(const TenantSettings& settings) {
    std::vector<SettingsError> objections;
    const auto object = [&](const std::string& setting, const std::string& what) {
        objections.push_back({settings.source_file, 0, 0, setting + " " + what});
    };
    const std::set<std::string> own_hosts{settings.identity.hosts.begin(), settings.identity.hosts.end()};
    visitTexts(settings, [&](const std::string& setting, const std::string& text) {
        for (const std::string& mailbox : wordsWith(text, "@"))
            if (mailbox != settings.helpdesk.email)
                object(setting, "names " + mailbox + ", but helpdesk.email is " + settings.helpdesk.email);
        for (const std::string& url : wordsWith(text, "://"))
            if (const std::string host = hostOf(url); looksLikeTestHost(host) && own_hosts.count(host) == 0)
                object(setting, "names the test host " + host);
    });
    return objections;
}

}  // namespace inzage::config
