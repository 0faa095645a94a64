#pragma once
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/record_kind.h"
#include "platform/base/right.h"
#include "platform/config/setting_tree.h"

/// Every rule that a care organisation publishes for its portal, read from tenants/<id>/tenant.yaml. Plain
/// values: once read they never change (a reload makes a new snapshot), so they may be shared between threads
/// freely. The structs have the names of the YAML sections, the fields those of the settings;
/// docs/settings-reference.md says what each means, its bounds and its default. A default here is what an
/// organisation gets that says nothing.
namespace inzage::config {

// ---- identity, look, help
// -------------------------------------------------------------------------------------

struct IdentitySettings {
    std::string id;                                  ///< equal to the folder's name; a valid TenantId
    std::string name;                                ///< "Stichting …": mails, page titles
    std::string short_name;                          ///< header, at most 14 characters fit on a phone
    std::vector<std::string> languages{"nl", "en"};  ///< the first is the default
    std::string time_zone = "Europe/Amsterdam";      ///< IANA name, known to this machine
    std::vector<std::string>
        hosts;  ///< lower case, no port; links are built from the first (never from a request)
};

enum class HeadingFont { Figtree, SourceSerif4 };

/// Colours are "#rrggbb" in lower case and have passed the contrast check.
struct BrandingSettings {
    std::string brand;
    std::string brand_strong;
    std::string brand_soft;
    std::string brand_line;
    std::string accent;
    std::string accent_soft;
    std::string paper;
    std::string night_brand;
    int radius_px = 12;
    HeadingFont font_heading = HeadingFont::Figtree;
    std::string login_words;             ///< the sentence on the login picture
    std::string logo_file = "logo.svg";  ///< a file name in the tenant's folder
    std::string scene_file = "scene.svg";
};

struct HelpLine {
    std::string topic;  ///< "Vragen over de zorg"
    std::string text;   ///< "Bel de afdeling."
};

enum class HelpPageKind { Page, Video, Manual, Form };

struct HelpPage {
    std::string title;
    std::string url;  ///< https
    HelpPageKind kind = HelpPageKind::Page;
};

struct HelpdeskSettings {
    std::string email;     ///< may hold non-ASCII letters before the @
    std::string phone;     ///< as shown; empty: none
    std::string hours;     ///< "op werkdagen van 9.00 tot 17.00 uur"
    std::string form_url;  ///< https; empty: none
    std::string info_url;  ///< where the i button leads; empty: the portal's own help page
    std::vector<HelpLine> lines;
    std::vector<HelpPage> pages;
    std::string own_equipment_text;  ///< "cannot solve faults of your own equipment"; empty: nothing is said
    std::string screen_advice;       ///< which screens and browsers are advised; empty: nothing is said
};

// ---- login
// ----------------------------------------------------------------------------------------------------

enum class LoginName { UserName, Email, Both };
enum class ShowPassword { Toggle, WhileHeld };
enum class ResetKind {
    Link,            ///< a mailed link to choose a new password
    MailedPassword,  ///< a mailed one-time password, useless without the SMS code; the old one keeps working
};
enum class FirstAccess {
    Invited,    ///< login details or an invitation link arrive by mail
    Registers,  ///< the user registers: e-mail code, password, mobile number
};
/// Which changes of one's own data need an SMS code.
enum class OwnDataSms { None, PhoneAndEmail, Any };

struct TermsOfUseSettings {
    bool must_accept = false;
    std::string version;  ///< a new version is asked again
    std::string text;
};

struct RegistrationSettings {
    FirstAccess kind = FirstAccess::Invited;
    std::string email_not_received_label = "Geen e-mail ontvangen";
    std::string text;  ///< with which e-mail address, where it comes from; shown on /registreren
    int email_code_lifetime_min = 30;
};

struct PasswordSettings {
    int min_length = 12;
    std::optional<int> age_days;       ///< a new one is demanded this long after it was set; absent: never
    std::optional<int> age_idle_days;  ///< … and this long after the last login; the earlier counts
    bool must_change_at_first_login = true;
    ShowPassword show = ShowPassword::Toggle;
};

struct ResetSettings {
    ResetKind kind = ResetKind::Link;
    int link_lifetime_min = 30;
    int one_time_password_lifetime_min = 30;
    bool asks_user_name = false;  ///< besides the e-mail address
};

struct SmsSettings {
    bool first_login = true;
    bool other_device = true;
    int idle_days = 30;        ///< again after so many days without a login from that device
    int fixed_age_days = 180;  ///< again so many days after the code, whatever the use
    bool password_change = true;
    bool forgotten_password = true;
    OwnDataSms own_data_change = OwnDataSms::PhoneAndEmail;
    std::string not_received_label = "Geen code ontvangen";
    std::string not_received_advice;  ///< shown when a new code was sent
    int code_lifetime_s = 300;
    int code_tries = 5;
    std::vector<int> resend_waits_s{30, 60, 120};
    int per_number_10min = 5;
    int per_number_24h = 10;
    int per_tenant_hour = 500;
    std::vector<int> countries{31};  ///< allowed calling codes
};

struct SessionSettings {
    int idle_min = 15;
    int max_h = 12;
    int warn_before_min = 2;
};

/// Which account of the organisation somebody is who comes from its identity provider.
enum class AccountClaim {
    Email,    ///< the one with the address that the provider has verified; from then on by the subject
    Subject,  ///< the one that was linked to the provider's subject, by an invitation or by the helpdesk
};

/// Signing in at an identity provider (OpenID Connect) in place of everything of the portal's own.
struct ExternalLoginSettings {
    std::string issuer;  ///< "https://…", exactly as the provider writes it; empty: no external login
    std::string client_id;
    std::string client_secret_file;  ///< empty: a client without a secret
    std::vector<std::string> scopes{"openid", "email"};
    AccountClaim account_claim = AccountClaim::Email;
    std::vector<std::string> acr_values;  ///< levels of assurance that are good enough; empty: any
    bool asks_again = true;               ///< the provider asks who it is also when it knows the browser
    std::string name;                     ///< "DigiD": what people know it by

    [[nodiscard]] bool on() const noexcept { return !issuer.empty(); }
};

struct LoginSettings {
    LoginName name_kind = LoginName::Both;
    bool one_account_per_client =
        false;  ///< client and representative share it; each login records who uses it
    bool logout_asks = true;
    bool code_app = true;   ///< an app that gives codes, in place of the SMS, for who chooses it
    bool passkeys = false;  ///< signing in with a passkey in place of password and SMS
    TermsOfUseSettings terms_of_use;
    RegistrationSettings registration;
    PasswordSettings password;
    ResetSettings reset;
    SmsSettings sms;
    SessionSettings session;
    ExternalLoginSettings external;
};

// ---- dossier and synchronisation
// --------------------------------------------------------------------------------

enum class DossierSection { Reports, Measurements, Questionnaires, CarePlan, Notices };
enum class DossierTab { Timeline, Read, Write, Plans };
enum class PlanChangeNotice {
    None,
    InDossier,      ///< a notice in the dossier
    NoticesButton,  ///< the button "Meldingen" becomes active
};

/// A kind of report that client and family may write, as the care-record system knows it.
struct WritingKind {
    std::string code;
    std::string label;
};

struct WritingSettings {
    bool allowed = false;  ///< client and family may write a report
    std::string hint;      ///< what it is for and what not
    std::vector<WritingKind>
        kinds;  ///< to choose from, the first one at first; empty: one, from the catalogue
    int text_chars_max = 4000;
    int days_back_max = 14;  ///< what happened longer ago can't be written any more
};

/// A word of care staff and what it means.
struct GlossaryEntry {
    std::string word;
    std::string meaning;
};

struct DossierSettings {
    std::vector<DossierSection> sections{DossierSection::Reports, DossierSection::Measurements,
                                         DossierSection::Questionnaires, DossierSection::CarePlan,
                                         DossierSection::Notices};
    /// In this order; Write is there only when writing.allowed.
    std::vector<DossierTab> tabs{DossierTab::Timeline, DossierTab::Read, DossierTab::Plans};
    WritingSettings writing;
    PlanChangeNotice plan_change_notice = PlanChangeNotice::InDossier;
    std::string silence_text;    ///< why there may be no new report; empty: nothing is said
    std::string questions_text;  ///< whom to ask about the contents
    /// A day with a visit of the care and without a report says so.
    bool visits_shown = true;
    std::vector<GlossaryEntry> glossary;  ///< explained under the texts where they stand
    int visible_after_care_days = 30;
};

/// When some kinds are synchronised. Wall-clock times in the tenant's zone, as minutes from midnight; 1440 is
/// 24:00, the end of that day. Either `at_min` has times, or `every_min` > 0 counts from `from_min` up to and
/// including `to_min`. `timesOfDay` (platform/config/schedule.h) lists the moments of both forms.
struct ScheduleRule {
    std::vector<RecordKind> kinds;  ///< never empty
    std::vector<int> at_min;        ///< ascending
    int every_min = 0;
    int from_min = 0;
    int to_min = 1439;
};

/// What people write in the portal, on its way to the care-record system.
struct OutboundSettings {
    int every_s = 60;          ///< at most one run of its own so often
    int give_up_after_h = 72;  ///< a change that can't be handed over is then set aside
};

struct SyncSettings {
    std::string adapter = "csv";  ///< the plugin's name
    SettingTree
        adapter_settings;  ///< YAML: sync.settings; checked by the adapter, only its *_file secrets here
    std::vector<ScheduleRule> schedules;
    int deadline_s = 900;       ///< wall time of one run; must be shorter than the shortest interval
    int late_after_min = 0;     ///< when a missed run is an alert; 0: after twice the longest gap
    int failures_to_pause = 3;  ///< crashes in a row after which the adapter is paused
    OutboundSettings outbound;
};

// ---- agenda, messages, pinboard, people, profile
// ------------------------------------------------------------------

/// Who may do something, of those whose rights reach the page at all.
enum class Who { Nobody, Manager, ClientAndManager, ClientAndRepresentative, EveryoneWithRight };

struct AgendaSettings {
    Who own_appointments = Who::EveryoneWithRight;
    int lead_time_h = 0;          ///< an own appointment lies at least so far ahead
    bool private_offered = true;  ///< the ward then sees only "busy"
    std::string visibility_text;  ///< who reads a public appointment, who a private one
    std::string advice;           ///< shown above the form: agree with staff first
    std::string clash_text;       ///< shown when something stands there already
    bool care_appointments_shown = true;
    bool home_care_sees_own_only = false;  ///< clients in home care see only the appointments they made
    bool private_kept_from_family = true;  ///< others in the portal see only "busy" of a private one as well
    bool calendar_links = true;            ///< a calendar program may read the agenda by a private link
};

enum class MessagesToStaff {
    None,
    ReplyOnly,    ///< staff may start, the user may answer
    LinkedCarer,  ///< to the own carer linked in the care team
    CareTeam,     ///< to every member of the care team
};

struct MessagesSettings {
    bool between_people = true;
    bool several_recipients = true;
    MessagesToStaff to_staff = MessagesToStaff::None;
    Who to_staff_by = Who::EveryoneWithRight;
    bool staff_may_start = false;
    bool newest_first = true;
    std::string audience_text;    ///< who reads these messages
    std::string holiday_warning;  ///< colleagues can't read a message to somebody on holiday; empty: none
    std::string reply_time_text;  ///< when the care answers; empty: nothing is said
    int text_chars_max = 4000;
    int per_hour_max = 30;  ///< messages that one person may send in an hour
};

enum class StaffOnPinboard {
    NoAccess,
    ReadsWithoutAlert,  ///< staff see the pinboard but get no alert
};

struct PinboardSettings {
    bool posts = true;
    bool reactions = true;
    bool photos = true;
    StaffOnPinboard staff = StaffOnPinboard::NoAccess;
    std::string hint;  ///< "not meant for care"; empty: nothing is said
    int text_chars_max = 2000;
    int photo_mib_max = 10;
};

enum class ContactsOrder { Alphabetical, CareRecord };
enum class AddingPeople {
    ByOrganisation,         ///< the organisation gives access
    RequestToOrganisation,  ///< the portal holder asks the organisation by its form
    ByUser,                 ///< everyone with the right settings
    ByManager,              ///< the portal manager: name, e-mail, "Bedoelde u", rights, invitation
};

struct PeopleSettings {
    bool contacts_shown = true;
    ContactsOrder contacts_order = ContactsOrder::Alphabetical;
    bool care_team_shown = true;
    bool care_team_roles_shown = true;
    bool care_team_message_button = false;  ///< "Stuur een bericht"; only where messages.to_staff allows it
    AddingPeople adding = AddingPeople::ByManager;
    std::string request_url;  ///< the organisation's form, for RequestToOrganisation
    bool rights_per_person = true;
    std::vector<Right> default_rights;  ///< ticked for somebody new: none unless said
    bool last_login_shown = true;
    bool locked_people = true;  ///< people whom the care record locks can't be removed here ("slotje")
    std::string invited_role = "Contactpersoon cliëntportaal";
    bool invited_role_fixed = true;
    std::string rights_advice;  ///< "don't give everybody all rights"
    int invitation_lifetime_h = 168;
    int invited_addresses_per_day = 20;  ///< different ones, of one person; more wait until tomorrow
};

/// By mail that there is something new: at once, once a day, or not. Never what.
enum class MailChoice { AtOnce, Daily, Off };

/// What counts for people who chose nothing themselves.
struct NoticesSettings {
    MailChoice mail_message = MailChoice::AtOnce;
    MailChoice mail_appointment = MailChoice::Daily;
    MailChoice mail_pinboard = MailChoice::Daily;
    MailChoice mail_plan = MailChoice::Daily;
    MailChoice mail_report = MailChoice::Daily;
    MailChoice mail_change_failed = MailChoice::AtOnce;
    int digest_at_min = 17 * 60;   ///< the daily mail, wall clock of the tenant's zone
    int quiet_from_min = 21 * 60;  ///< no mails from then …
    int quiet_until_min = 8 * 60;  ///< … until then; the same: none
    int mails_per_day_max = 5;     ///< to one person
};

enum class OwnData { Mobile, Email, Password, Phone, Address };

struct ProfileSettings {
    std::vector<OwnData> editable{OwnData::Mobile, OwnData::Email, OwnData::Password};
    std::string other_changes_text;  ///< whom to tell about everything else
    bool own_photo = true;
    bool client_photo_editable = false;
};

/// Photos and attachments.
struct FilesSettings {
    int file_mib_max = 10;
    int megapixels_max = 40;
    int person_mib_max = 250;  ///< all that one person keeps here
};

struct DownloadSettings {
    Who allowed = Who::Manager;
    std::string warning;
    int link_lifetime_h = 24;
};

// ---- keeping, telling, delivering
// -----------------------------------------------------------------------------------

struct RetentionSettings {
    int purge_after_visible_days = 30;  ///< after dossier.visible_after_care_days
    int access_log_years = 5;           ///< NEN 7513; never shorter
    int sent_messages_days = 30;        ///< SMS and mail in the outbox after sending
    int ended_sessions_days = 30;
};

/// Maintenance or other news, shown on the login page and inside, from `shown_from` until `until`.
struct Announcement {
    std::string title;
    std::string text;
    std::chrono::sys_seconds from;  ///< YAML: wall-clock time in the tenant's zone
    std::chrono::sys_seconds until;
    std::chrono::sys_seconds shown_from;  ///< at most `from`
};

/// One way to send SMS or mail. Which of the fields a gateway takes: gateway_kinds.h.
struct GatewaySettings {
    std::string gateway;  ///< a name of gateway_kinds.h; empty: none here (a tenant then uses the platform's)
    std::string from;     ///< SMS: sender of at most 11 letters or digits, or a number; mail: address
    std::string from_name;           ///< mail only
    std::string endpoint;            ///< empty: the provider's own
    std::string user;                ///< the account at the provider
    std::string secret_file;         ///< its token or password: relative to the secrets folder
    std::string route = "business";  ///< spryng
    std::string messaging_service;   ///< twilio: instead of a sender
    std::string reports_url;  ///< under which the provider reaches this portal; empty: the tenant's own host
    std::string starttls = "required";  ///< smtp: required, off
};

/// The gateway of a channel, and the one for when it fails.
struct ChannelSettings : GatewaySettings {
    GatewaySettings second;
};

struct DeliverySettings {
    ChannelSettings sms;
    ChannelSettings mail;
};

/// One organisation's settings, checked as a whole.
struct TenantSettings {
    IdentitySettings identity;
    BrandingSettings branding;
    HelpdeskSettings helpdesk;
    LoginSettings login;
    DossierSettings dossier;
    SyncSettings sync;
    AgendaSettings agenda;
    MessagesSettings messages;
    PinboardSettings pinboard;
    PeopleSettings people;
    ProfileSettings profile;
    NoticesSettings notices;
    FilesSettings files;
    DownloadSettings download;
    RetentionSettings retention;
    std::vector<Announcement> announcements;
    std::map<std::string, std::map<std::string, std::string>>
        texts;  ///< language → catalogue key → own wording
    DeliverySettings delivery;

    std::string source_file;  ///< path of the file that was read
    std::string source_dir;   ///< its folder: logo_file and scene_file are in it
};

}  // namespace inzage::config
