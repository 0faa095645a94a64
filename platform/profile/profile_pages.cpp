#include "platform/profile/profile_pages.h"

#include <algorithm>
#include <array>

#include "platform/access/page_parts.h"
#include "platform/delivery/phone_number.h"
#include "platform/files/files.h"
#include "platform/identity/cookies.h"
#include "platform/identity/page_parts.h"
#include "platform/identity/sign_in.h"
#include "platform/profile/page_parts.h"
#include "platform/profile/password/password_pages.h"
#include "platform/profile/photo_pages.h"
#include "platform/profile/profile_store.h"
#include "platform/views/breakable_text.h"
#include "platform/views/dutch_time.h"

/// /profiel: everything of one's own account on one page.
namespace inzage::profile {
namespace {

using tenancy::Visit;

/// What is proven with a code, or is a password: not where people sign in elsewhere.
bool ownLogin(const Visit& visit) {
    return !visit.settings().login.external.on();
}

bool editable(const Visit& visit, config::OwnData data) {
    const bool free = data == config::OwnData::Phone || data == config::OwnData::Address;
    if (!free && !ownLogin(visit))
        return false;
    const auto& list = visit.settings().profile.editable;
    return std::find(list.begin(), list.end(), data) != list.end();
}

std::string momentOf(const Visit& visit, UtcTime at) {
    return views::momentText(at, visit.zone(), visit.at, visit.language);
}

/// "Firefox op Windows", or that we don't know.
std::string shownDevice(const Visit& visit, const std::string& name) {
    return name.empty() ? visit.say("profile.unknown_device") : access::deviceText(visit, name);
}

void showData(const Visit& visit, const OwnAccount& account, views::Model& model) {
    const auto row = [&](std::string_view section, const Private<std::string>& value, bool may_change) {
        auto& line = model.add(section);
        if (value.reveal().empty())
            line.show("NONE");
        else
            line.add("SOME").set("VALUE", value);
        if (may_change)
            line.show("MAY_CHANGE");
    };
    model.set("NAME", account.name);
    model.set("LOGIN_NAME", account.login_name);
    row("EMAIL", account.contact.email, editable(visit, config::OwnData::Email));
    row("MOBILE", Private<std::string>{delivery::shownNumber(account.contact.phone.reveal())},
        editable(visit, config::OwnData::Mobile));
    if (editable(visit, config::OwnData::Phone))
        row("LANDLINE", account.details.landline, true);
    if (editable(visit, config::OwnData::Address)) {
        auto& line = model.add("ADDRESS");
        if (account.details.address.reveal().empty())
            line.show("NONE");
        else
            access::showLines(account.details.address.reveal(), line.add("SOME"));
    }
    if (visit.settings().profile.own_photo) {
        auto& photo = model.add("PHOTO");
        if (account.photo.empty())
            photo.add("LETTERS").set("INITIALS", access::initialsOf(account.name.reveal()));
        else
            photo.add("PORTRAIT").set("SRC", files::urlOf(account.photo, true));
    }
    if (!visit.settings().profile.other_changes_text.empty())
        views::showBreakable(visit.settings().profile.other_changes_text, model.add("OTHER_CHANGES"));
    if (editable(visit, config::OwnData::Password))
        model.show("PASSWORD");
    if (!ownLogin(visit)) {
        model.add("EXTERNAL").set("EXTERNAL_NAME", visit.settings().login.external.name);
        return;
    }
    if (visit.settings().login.passkeys)
        model.show("PASSKEYS");
    auto& factors = model.add("FACTORS");
    if (account.second_factor == "totp")
        factors.show("APP_ON");
    if (account.recovery_codes_left > 0)
        factors.add("CODES_LEFT").set("LEFT", static_cast<long>(account.recovery_codes_left));
    else
        factors.show("NO_CODES");
}

void showDevices(const Visit& visit, const access::Viewer& viewer, views::Model& model) {
    const auto cookie = identity::deviceCookie(visit.request, visit.tenant->id.text());
    const auto this_device = identity::deviceHash(cookie.token, viewer.account.text());
    const auto devices = readDevices(visit, viewer.account, this_device);
    const auto& sms = visit.settings().login.sms;
    using days = std::chrono::duration<int, std::ratio<86400>>;
    auto& part = model.add("TRUSTED");
    if (devices.empty()) {
        part.show("NO_DEVICE");
        return;
    }
    auto& list = part.add("DEVICES");
    for (const auto& device : devices) {
        auto& row = list.add("DEVICE");
        row.set("ID", device.id.text());
        row.set("NAME", shownDevice(visit, device.name));
        row.set("USED", momentOf(visit, device.last_used_at));
        const auto again =
            std::min(device.last_used_at + days{sms.idle_days}, device.trusted_at + days{sms.fixed_age_days});
        row.set("AGAIN", views::dateText(views::localDateOf(again, visit.zone()), visit.language));
        if (device.this_one)
            row.show("THIS");
    }
    if (devices.size() > 1)
        part.show("FORGET_ALL");
}

void showSessions(const Visit& visit, const access::Viewer& viewer, views::Model& model) {
    for (const auto& session : readSessions(visit, viewer.account, viewer.session)) {
        auto& row = model.add("PLACE");
        row.set("ID", session.id.text());
        row.set("NAME", shownDevice(visit, identity::deviceName(session.agent)));
        row.set("SINCE", momentOf(visit, session.since));
        if (session.this_one)
            row.show("THIS");
        else
            row.add("OTHER").set("SEEN", momentOf(visit, session.last_seen_at));
    }
}

Notice noticeOf(const Visit& visit) {
    const auto done = visit.request.query("gedaan").value_or("");
    constexpr std::array kDone{"mobiel", "email", "gegevens", "apparaat",   "apparaten",
                               "plek",   "foto",  "foto-weg", "clientfoto", "clientfoto-weg"};
    if (std::find(kDone.begin(), kDone.end(), done) != kDone.end()) {
        std::string key = "profile.done_" + std::string{done};
        std::replace(key.begin(), key.end(), '-', '_');
        return {"OK", visit.say(key + "_title"), visit.say(key + "_text")};
    }
    if (done == "bezet")
        return {"WARNING", visit.say("profile.taken_title"), visit.say("profile.taken_text")};
    return {};
}

http::Response showProfile(const Visit& visit) {
    auto found = findOwnAccount(visit);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, account] = std::get<OwnAccountAnswer>(found);
    views::Model model;
    showNotice(noticeOf(visit), model);
    showData(visit, account, model);
    if (ownLogin(visit))
        showDevices(visit, viewer, model);
    if (mayChangeClientPhoto(visit, viewer))
        model.add("CLIENT_PHOTO_LINK")
            .set("TEXT", visit.say("profile.client_photo_title", {{"CLIENT", viewer.client_name.reveal()}}));
    if (!viewer.role.empty() && viewer.role != "contact")
        model.show("WHO_LOOKED");
    showSessions(visit, viewer, model);
    return access::page(visit, viewer, "profile/profile", {.title = visit.say("profile.title"), .nav = ""},
                        model);
}

}  // namespace

void registerPages(tenancy::Pages& pages, identity::Identity& identity, files::Workshop& workshop) {
    pages.add(http::Method::Get, "/profiel", http::RouteRight::SignedIn, showProfile);
    registerPhotoPages(pages, workshop);
    registerContactPages(pages, identity);
    registerDetailsPages(pages);
    registerDevicePages(pages);
    registerFactorPages(pages, identity);
    registerConfirmPages(pages, identity);
    profile::registerPasswordPages(pages, identity);
    profile::registerPasskeyPages(pages, identity);
}

}  // namespace inzage::profile
