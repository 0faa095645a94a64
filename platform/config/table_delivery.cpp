// retention, announcements, texts, delivery; and the whole table of a tenant
#include "platform/config/gateway_kinds.h"
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
    g.whole(
        "ended_sessions_days", &RetentionSettings::ended_sessions_days, {1, 365, "days"},
        "How long ended sessions, codes, links, removed access, invitations that nobody took up, tries to "
        "sign in and devices past their term are kept.");
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

template <class S>
void declareAccount(GroupDef<S>& g, const std::string& users, const std::string& endpoints) {
    g.text("endpoint", &S::endpoint, {.max = 200}, endpoints);
    g.text("user", &S::user, {.max = 100}, users);
    g.text("secret_file", &S::secret_file, {.format = TextFormat::Path},
           "File with the token or password, and nothing else: relative to the secrets folder, mode 0600 or "
           "0400. It is read "
           "for every message, so a new one counts at once.");
}

template <class S>
void declareMail(GroupDef<S>& g) {
    g.word("gateway", &S::gateway, gatewayNames(true),
           "How mail is sent; file writes it to the outbox file. Left out: as the platform does.");
    g.text("from", &S::from, {.format = TextFormat::Email, .max = 254}, "Sender address.");
    g.text("from_name", &S::from_name, {.max = 60}, "Sender name.");
    declareAccount(g, "smtp: the user; left out: no login.",
                   "smtp: smtp://host:587, or smtps://host:465 for TLS from the start.");
    g.word("starttls", &S::starttls, {"required", "off"},
           "smtp://: a server without STARTTLS gets no mail, unless this is off.");
}

template <class S>
void declareSms(GroupDef<S>& g) {
    g.word("gateway", &S::gateway, gatewayNames(false),
           "How SMS is sent; file writes it to the outbox file. Left out: as the platform does.");
    g.text("from", &S::from, {.max = 15}, "Sender: at most 11 letters and digits, or a number with +.");
    declareAccount(g, "twilio: the account SID; kannel: the user of sendsms. The others take none.",
                   "Address of the provider's interface; left out: its own. kannel has none of its own: "
                   "http://host:13013/cgi-bin/sendsms.");
    g.text("route", &S::route, {.min = 1, .max = 40}, "spryng: the route.");
    g.text("messaging_service", &S::messaging_service, {.max = 60},
           "twilio: a messaging service's SID, which then chooses the sender.");
    g.text("reports_url", &S::reports_url, {.max = 200},
           "cm, messagebird, twilio, kannel: how the provider reaches this portal for delivery reports, "
           "http(s)://host[:port]; left out: by the organisation's own host.");
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
                [](GroupDef<DeliverySettings>& g) { declareChannels(g); });
}

template <class S>
void declareChannels(GroupDef<S>& g) {
    ChannelSettings S::*const sms = &S::sms;
    ChannelSettings S::*const mail = &S::mail;
    g.group("sms", sms, "Sending SMS.", [](GroupDef<ChannelSettings>& channel) {
        declareSms(channel);
        channel.group("second", &ChannelSettings::second, "For the next try after the first could not send.",
                      [](GroupDef<GatewaySettings>& second) { declareSms(second); });
    });
    g.group("mail", mail, "Sending mail.", [](GroupDef<ChannelSettings>& channel) {
        declareMail(channel);
        channel.group("second", &ChannelSettings::second, "For the next try after the first could not send.",
                      [](GroupDef<GatewaySettings>& second) { declareMail(second); });
    });
}

template void declareChannels(GroupDef<DeliverySettings>&);
template void declareChannels(GroupDef<PlatformDeliverySettings>&);

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
