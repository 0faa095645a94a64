#include "platform/views/frame.h"

#include <algorithm>
#include <array>

#include "platform/views/dictionary.h"

namespace inzage::views {
namespace {

void showIf(Dictionary& into, std::string_view section, bool wanted) {
    if (wanted)
        into.show(section);
}

void addFiles(const FrameModel& around, Dictionary& frame) {
    frame.set("NLDS_CSS", around.nlds_css);
    frame.set("PORTAL_CSS", around.portal_css);
    frame.set("TENANT_CSS", around.tenant_css);
    frame.set("PORTAL_JS", around.portal_js);
    frame.set("ICONS", around.icons);
    frame.set("LOGO", around.logo);
    frame.set("SCENE", around.scene);
}

void addDisplayTools(const FrameModel& around, Dictionary& frame) {
    frame.set("PATH", around.path);
    frame.set("CSRF", around.csrf);
    static constexpr std::array<std::string_view, 3> kSizes{"SIZE_NORMAL", "SIZE_LARGE", "SIZE_LARGEST"};
    for (std::size_t i = 0; i < kSizes.size(); ++i)
        frame.set(kSizes[i], static_cast<std::size_t>(around.text_size) == i ? "true" : "false");
    frame.set("CONTRAST", around.contrast ? "true" : "false");
    frame.set("CONTRAST_TO", around.contrast ? "gewoon" : "hoog");
}

void addHelp(const FrameModel& around, Dictionary& frame) {
    if (!around.helpdesk_email.empty()) {
        // In two parts, so that a long address may break on a phone.
        const std::string_view whole = around.helpdesk_email;
        const auto at = std::min(whole.find('@'), whole.size());
        auto& email = frame.add("HELP_EMAIL");
        email.set("EMAIL", whole);
        email.set("BEFORE", whole.substr(0, at));
        email.set("AFTER", whole.substr(at));
    }
    if (!around.helpdesk_phone.empty())
        frame.add("HELP_PHONE").set("PHONE", around.helpdesk_phone);
    if (!around.helpdesk_hours.empty())
        frame.add("HELP_HOURS").set("HOURS", around.helpdesk_hours);
    frame.set("LOGIN_WORDS", around.login_words);
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
        auto& entry = frame.add(item.section);
        showIf(entry, "CURRENT", around.nav == item.key);
    }
}

void addClient(const FrameModel& around, Dictionary& frame) {
    if (around.client_name.reveal().empty())
        return;
    auto& bar = frame.add("CLIENT_BAR");
    bar.set("CLIENT_NAME", around.client_name.reveal());
    if (around.client_photo.empty())
        bar.show("CLIENT_SIGN");
    else
        bar.add("CLIENT_PHOTO").set("SRC", around.client_photo);
    if (!around.clients.empty()) {
        auto& menu = bar.add("SWITCH");
        for (const auto& client : around.clients) {
            auto& choice = menu.add("CHOICE");
            choice.set("ID", client.id);
            choice.set("NAME", client.name.reveal());
            showIf(choice, "CHOSEN", client.chosen);
        }
    }
    if (around.fresh.empty())
        return;
    auto& fresh = bar.add(around.stale ? "STALE" : "FRESH");
    fresh.set("FRESH_TEXT", around.fresh);
    fresh.set("FRESH_NEXT", around.fresh_next);
}

void addIdle(const FrameModel& around, Dictionary& frame) {
    showIf(frame, "TYPED_BACK", around.typed_back);
    if (around.idle_s <= 0)
        return;
    auto& idle = frame.add("IDLE");
    idle.set("WARN_AFTER_S", static_cast<long>(around.idle_s - around.idle_warning_s));
    idle.set("OVER_AFTER_S", static_cast<long>(around.idle_s));
    idle.set("IDLE_MINUTES", static_cast<long>(around.idle_warning_s / 60));
}

}  // namespace

void fillFrame(const FrameModel& around, Dictionary& frame) {
    frame.set("PAGE_TITLE", around.title);
    showIf(frame, "IS_ERROR", around.error);
    frame.set("LANGUAGE", around.language_code);
    showIf(frame, around.language_code == "nl" ? "IN_DUTCH" : "IN_ENGLISH", true);
    frame.set("TENANT", around.tenant_id);
    frame.set("TENANT_NAME", around.tenant_name);
    frame.set("SHORT_NAME", around.short_name);
    frame.set("MODE_CLASSES", around.mode_classes);
    addFiles(around, frame);
    addDisplayTools(around, frame);
    addHelp(around, frame);
    if (!around.signed_in)
        return;
    frame.set("PERSON", around.person.reveal());
    frame.set("INITIALS", around.initials);
    addNavigation(around, frame);
    addClient(around, frame);
    addIdle(around, frame);
    if (around.notices_new > 0)
        frame.add("NOTICES_NEW").set("COUNT", static_cast<long>(around.notices_new));
    if (!around.preview.reveal().empty())
        frame.add("PREVIEW").set("PREVIEW_OF", around.preview.reveal());
    showIf(frame, "MAY_MANAGE", around.may_manage);
    showIf(frame, "MAY_DOWNLOAD", around.may_download);
}

}  // namespace inzage::views
