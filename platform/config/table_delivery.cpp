// retention, announcements, texts, delivery; and the whole table of a tenant
#include "platform/config/tables.h"

namespace inzage::config {
namespace {

std::chrono::sys_seconds asIfUtc(long seconds) {
    return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

void declareRetention(GroupDef<RetentionSettings>& g) {
    g.whole("purge_after_visible_days", &RetentionSettings::purge_after_visible_days, {1, 3650, "days"},
            "When a dossier is removed from the portal after dossier.visible_after_care_days has passed.");
    g.whole("access_log_years", &RetentionSettings::access_log_years, {5, 20, "years"},
            "How long the access log is kept (NEN 7513: at least 5 years).");
    g.whole("sent_messages_days", &RetentionSettings::sent_messages_days, {1, 365, "days"},
            "How long SMS and mail stay in the outbox after sending.");
    g.whole("ended_sessions_days", &RetentionSettings::ended_sessions_days, {1, 365, "days"},
            "How long ended sessions, codes, links, invitations that nobody took up, tries to sign in and "
            "devices past their term are kept.");
}

void declareAnnouncement(GroupDef<Announcement>& g) {
    g.text("title", &Announcement::title, {.required = true, .max = 80}, "The first line.");
    g.text("text", &Announcement::text, {.required = true, .max = 400}, "What happens and when it is over.");
    g.localTime(
        "from", true, [](Announcement& a, long s) { a.from = asIfUtc(s); },
        "When it begins, \"2026-11-26 22:00\" in the organisation's zone.");
    g.localTime(
        "until", true, [](Announcement& a, long s) { a.until = asIfUtc(s); },
        "When it is over and no longer shown.");
    g.localTime(
        "shown_from", false, [](Announcement& a, long s) { a.shown_from = asIfUtc(s); },
        "Since when it is shown; left out: at once.");
}

void declareMail(GroupDef<GatewaySettings>& g) {
    g.word("gateway", &GatewaySettings::gateway, {"file", "smtp"},
           "How mail is sent; file writes it to the outbox file.");
    g.text("from", &GatewaySettings::from, {.format = TextFormat::Email, .max = 254}, "Sender address.");
    g.text("from_name", &GatewaySettings::from_name, {.max = 60}, "Sender name.");
    g.tree("settings", &GatewaySettings::settings, "The gateway's own settings; secrets as *_file.");
}

void declareSmsGateway(GroupDef<GatewaySettings>& g) {
    g.word("gateway", &GatewaySettings::gateway, {"file", "cm", "spryng", "messagebird", "twilio", "kannel"},
           "How SMS is sent; file writes it to the outbox file.");
    g.text("from", &GatewaySettings::from, {.max = 15},
           "Sender: at most 11 letters and digits, or a number with +.");
    g.tree("settings", &GatewaySettings::settings, "The gateway's own settings; secrets as *_file.");
}

}  // namespace

void declareDelivery(GroupDef<TenantSettings>& table) {
    table.group("retention", &TenantSettings::retention, "How long things are kept.", declareRetention);
    table.groups("announcements", &TenantSettings::announcements, 10,
                 "Maintenance and other news, shown on the login page and inside.", declareAnnouncement);
    table.textMaps("texts", &TenantSettings::texts,
                   "Own wording instead of the platform's, by language and catalogue key; with the same "
                   "{{NAME}}s as the text that it replaces.");
    table.group("delivery", &TenantSettings::delivery, "Sending SMS and mail.",
                [](GroupDef<DeliverySettings>& g) {
                    g.group("sms", &DeliverySettings::sms, "Sending SMS.", declareSmsGateway);
                    g.group("mail", &DeliverySettings::mail, "Sending mail.", declareMail);
                });
}

const std::vector<SettingDef>& tenantTable() {
    static const std::vector<SettingDef> table = [] {
        std::vector<SettingDef> defs;
        GroupDef<TenantSettings> top{defs};
        declareIdentity(top);
        declareLogin(top);
        declareDossier(top);
        declarePeople(top);
        declareDelivery(top);
        return defs;
    }();
    return table;
}

}  // namespace inzage::config
