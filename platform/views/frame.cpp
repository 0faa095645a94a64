#include "platform/views/frame.h"

#include <algorithm>
#include <array>

#include "platform/views/model_state.h"

namespace inzage::views {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

void setText(Dictionary& into, std::string_view name, std::string_view value) {
    into.SetValue(viewOf(name), viewOf(value));
}

void showIf(Dictionary& into, std::string_view section, bool wanted) {
    if (wanted)
        into.ShowSection(viewOf(section));
}

void addFiles(const FrameModel& around, Dictionary& frame) {
    setText(frame, "NLDS_CSS", around.nlds_css);
    setText(frame, "PORTAL_CSS", around.portal_css);
    setText(frame, "TENANT_CSS", around.tenant_css);
    setText(frame, "PORTAL_JS", around.portal_js);
    setText(frame, "ICONS", around.icons);
    setText(frame, "LOGO", around.logo);
    setText(frame, "SCENE", around.scene);
}

void addDisplayTools(const FrameModel& around, Dictionary& frame) {
    setText(frame, "PATH", around.path);
    setText(frame, "CSRF", around.csrf);
    static constexpr std::array<std::string_view, 3> kSizes{"SIZE_NORMAL", "SIZE_LARGE", "SIZE_LARGEST"};
    for (std::size_t i = 0; i < kSizes.size(); ++i)
        setText(frame, kSizes[i], static_cast<std::size_t>(around.text_size) == i ? "true" : "false");
    setText(frame, "CONTRAST", around.contrast ? "true" : "false");
    setText(frame, "CONTRAST_TO", around.contrast ? "gewoon" : "hoog");
}

void addHelp(const FrameModel& around, Dictionary& frame) {
    if (!around.helpdesk_email.empty())
        setText(*frame.AddSectionDictionary("HELP_EMAIL"), "EMAIL", around.helpdesk_email);
    if (!around.helpdesk_phone.empty())
        setText(*frame.AddSectionDictionary("HELP_PHONE"), "PHONE", around.helpdesk_phone);
    if (!around.helpdesk_hours.empty())
        setText(*frame.AddSectionDictionary("HELP_HOURS"), "HOURS", around.helpdesk_hours);
    setText(frame, "LOGIN_WORDS", around.login_words);
}

void addNavigation(const FrameModel& around, Dictionary& frame) {
    struct Item {
        std::string_view key;
        std::string_view section;
    };
    static constexpr std::array kItems{Item{"start", "NAV_START"}, Item{"agenda", "NAV_AGENDA"},
                                       Item{"berichten", "NAV_MESSAGES"}, Item{"dossier", "NAV_DOSSIER"},
                                       Item{"gegevens", "NAV_DETAILS"}};
    for (const auto& item : kItems) {
        const bool shown =
            std::find(around.nav_items.begin(), around.nav_items.end(), item.key) != around.nav_items.end();
        if (!shown)
            continue;
        auto* entry = frame.AddSectionDictionary(viewOf(item.section));
        showIf(*entry, "CURRENT", around.nav == item.key);
    }
}

void addClient(const FrameModel& around, Dictionary& frame) {
    if (around.client_name.reveal().empty())
        return;
    auto* bar = frame.AddSectionDictionary("CLIENT_BAR");
    setText(*bar, "CLIENT_NAME", around.client_name.reveal());
    if (!around.clients.empty()) {
        auto* menu = bar->AddSectionDictionary("SWITCH");
        for (const auto& client : around.clients) {
            auto* choice = menu->AddSectionDictionary("CHOICE");
            setText(*choice, "ID", client.id);
            setText(*choice, "NAME", client.name.reveal());
            showIf(*choice, "CHOSEN", client.chosen);
        }
    }
    if (around.fresh.empty())
        return;
    auto* fresh = bar->AddSectionDictionary(around.stale ? "STALE" : "FRESH");
    setText(*fresh, "FRESH_TEXT", around.fresh);
    setText(*fresh, "FRESH_NEXT", around.fresh_next);
}

}  // namespace

void fillFrame(const FrameModel& around, ctemplate::TemplateDictionary& frame) {
    setText(frame, "PAGE_TITLE", around.title);
    showIf(frame, "IS_ERROR", around.error);
    setText(frame, "LANGUAGE", around.language_code);
    showIf(frame, around.language_code == "nl" ? "IN_DUTCH" : "IN_ENGLISH", true);
    setText(frame, "TENANT", around.tenant_id);
    setText(frame, "TENANT_NAME", around.tenant_name);
    setText(frame, "SHORT_NAME", around.short_name);
    setText(frame, "MODE_CLASSES", around.mode_classes);
    addFiles(around, frame);
    addDisplayTools(around, frame);
    addHelp(around, frame);
    if (!around.signed_in)
        return;
    setText(frame, "PERSON", around.person.reveal());
    setText(frame, "INITIALS", around.initials);
    addNavigation(around, frame);
    addClient(around, frame);
    if (around.notices_new > 0)
        frame.AddSectionDictionary("NOTICES_NEW")->SetIntValue("COUNT", around.notices_new);
    showIf(frame, "MAY_MANAGE", around.may_manage);
    showIf(frame, "MAY_DOWNLOAD", around.may_download);
}

}  // namespace inzage::views
