#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "platform/base/text.h"
#include "platform/config/checks.h"
#include "platform/config/formats.h"
#include "platform/config/gateway_kinds.h"
#include "platform/config/secret_file.h"
#include "platform/config/theme.h"

namespace inzage::config {
namespace {

constexpr std::size_t kPictureBytesMax = std::size_t{256} * 1024;

/// What the checks share.
struct Checks {
    TenantSettings& settings;
    const YamlNode& root;
    const ReadOptions& options;
    ErrorList& errors;

    void refuse(std::string_view path, const std::string& what) const {
        errors.add(placeOfSetting(root, path), std::string{path} + " " + what);
    }
    void demand(bool good, std::string_view path, const std::string& what) const {
        if (!good && !errors.concerns(path))
            refuse(path, what);
    }
};

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

void checkIdentity(const Checks& c, const std::string& folder) {
    const IdentitySettings& identity = c.settings.identity;
    c.demand(identity.id.empty() || identity.id == folder, "identity.id",
             "is \"" + identity.id + "\" but the folder is \"" + folder + "\"; they must be the same");
    c.demand(!identity.hosts.empty() || c.root.at("identity.hosts") == nullptr, "identity.hosts",
             "is empty; a portal needs at least one host name");
    c.demand(!identity.languages.empty(), "identity.languages", "is empty (known: nl, en)");
}

/// True for onload="…" and the like, in lower-case SVG.
bool hasEventAttribute(const std::string& svg) {
    for (std::size_t at = svg.find(" on"); at != std::string::npos; at = svg.find(" on", at + 1)) {
        std::size_t end = at + 3;
        while (end < svg.size() && svg[end] >= 'a' && svg[end] <= 'z')
            ++end;
        if (end > at + 3 && end < svg.size() && svg[end] == '=')
            return true;
    }
    return false;
}

/// A picture that the pages show. A script in an SVG can't run there (the pages load it as an image under a
/// strict policy); it is refused all the same, because somebody may open the file by itself.
std::string pictureFault(const std::string& path) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode))
        return "is not there: " + path;
    if (static_cast<std::size_t>(about.st_size) > kPictureBytesMax)
        return "is larger than 256 KiB: " + path;
    std::ifstream file{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    if (!file)
        return "can't be read: " + path;
    if (endsWith(path, ".png"))
        return bytes.substr(0, 8) == "\x89PNG\r\n\x1a\n" ? "" : "is not a PNG: " + path;
    if (!endsWith(path, ".svg"))
        return "must end in .svg or .png";
    const std::string svg = lowered(bytes);
    if (svg.find("<svg") == std::string::npos)
        return "is not an SVG: " + path;
    for (const std::string_view bad : {"<script", "<!doctype", "<!entity", "javascript:", "<foreignobject"})
        if (svg.find(bad) != std::string::npos)
            return "holds \"" + std::string{bad} + "\", which a picture here may not: " + path;
    return hasEventAttribute(svg) ? "holds an on…= attribute, which a picture here may not: " + path : "";
}

void checkBranding(const Checks& c) {
    for (const ContrastFault& fault : contrastFaults(c.settings.branding))
        c.refuse("branding." + fault.setting,
                 "can't be read well enough: " + fault.what + " (WCAG 2.2, 1.4.3)");
    if (!c.options.check_files)
        return;
    const auto picture = [&](std::string_view path, const std::string& file) {
        const std::string fault = pictureFault(c.settings.source_dir + "/" + file);
        c.demand(fault.empty(), path, "(" + file + ") " + fault);
    };
    picture("branding.logo_file", c.settings.branding.logo_file);
    picture("branding.scene_file", c.settings.branding.scene_file);
}

void checkLogin(const Checks& c) {
    const LoginSettings& login = c.settings.login;
    c.demand(login.session.warn_before_min < login.session.idle_min, "login.session.warn_before_min",
             "must be less than login.session.idle_min (" + std::to_string(login.session.idle_min) + ")");
    if (login.terms_of_use.must_accept) {
        c.demand(!login.terms_of_use.text.empty(), "login.terms_of_use.text",
                 "is needed because login.terms_of_use.must_accept is true");
        c.demand(!login.terms_of_use.version.empty(), "login.terms_of_use.version",
                 "is needed because login.terms_of_use.must_accept is true");
    }
    const SmsSettings& sms = login.sms;
    c.demand(!sms.countries.empty(), "login.sms.countries", "is empty, so no code can be sent");
    c.demand(sms.other_device, "login.sms.other_device",
             "must be true: else a password alone opens a dossier (NEN 7510 asks two factors)");
    c.demand(
        !sms.resend_waits_s.empty() && std::is_sorted(sms.resend_waits_s.begin(), sms.resend_waits_s.end()),
        "login.sms.resend_waits_s", "must have one or more waits, each at least as long as the one before");
    c.demand(sms.per_number_10min <= sms.per_number_24h, "login.sms.per_number_24h",
             "must be at least login.sms.per_number_10min");
    c.demand(login.reset.kind != ResetKind::MailedPassword || sms.forgotten_password,
             "login.sms.forgotten_password",
             "must be true: login.reset.kind is mailed_password, which is safe with a code only");
    c.demand(!login.one_account_per_client || login.name_kind == LoginName::Email, "login.name_kind",
             "must be email when login.one_account_per_client is true");
}

void checkDossier(const Checks& c) {
    const DossierSettings& dossier = c.settings.dossier;
    const bool has_tab =
        std::find(dossier.tabs.begin(), dossier.tabs.end(), DossierTab::Write) != dossier.tabs.end();
    c.demand(has_tab == dossier.writing.allowed, has_tab ? "dossier.writing.allowed" : "dossier.tabs",
             has_tab ? "must be true: dossier.tabs has write"
                     : "has no write, but dossier.writing.allowed is true");
    c.demand(!dossier.sections.empty(), "dossier.sections", "is empty, so there would be nothing to read");
    c.demand(!dossier.tabs.empty(), "dossier.tabs", "is empty, so there would be nothing to read");
    c.demand(dossier.plan_change_notice == PlanChangeNotice::None ||
                 std::find(dossier.sections.begin(), dossier.sections.end(), DossierSection::CarePlan) !=
                     dossier.sections.end(),
             "dossier.plan_change_notice", "must be none when dossier.sections has no care_plan");
}

void checkPeople(const Checks& c) {
    const PeopleSettings& people = c.settings.people;
    c.demand(people.adding != AddingPeople::RequestToOrganisation || !people.request_url.empty(),
             "people.request_url", "is needed because people.adding is request_to_organisation");
    const MessagesToStaff to_staff = c.settings.messages.to_staff;
    c.demand(!people.care_team_message_button || to_staff == MessagesToStaff::LinkedCarer ||
                 to_staff == MessagesToStaff::CareTeam,
             "people.care_team_message_button",
             "must be false unless messages.to_staff is linked_carer or care_team");
    c.demand(to_staff != MessagesToStaff::ReplyOnly || c.settings.messages.staff_may_start,
             "messages.staff_may_start",
             "must be true: messages.to_staff is reply_only, so nobody could begin");
}

void checkAnnouncements(const Checks& c) {
    const std::string& zone = c.settings.identity.time_zone;
    if (!isKnownZone(zone))
        return;
    const YamlNode* list = c.root.at("announcements");
    std::size_t index = 0;
    for (Announcement& one : c.settings.announcements) {
        const auto utc = [&](std::chrono::sys_seconds local) {
            const long seconds = static_cast<long>(local.time_since_epoch().count());
            return std::chrono::sys_seconds{std::chrono::seconds{utcSecondsOf(seconds, zone)}};
        };
        const std::string name = "announcements[" + std::to_string(index + 1) + "]";
        if ((one.shown_from > one.from || one.from >= one.until) && !c.errors.concerns(name)) {
            c.errors.add(list->children[index].place,
                         name + (one.from >= one.until ? ".until must be later than from"
                                                       : ".shown_from must not be later than from"));
        }
        one.from = utc(one.from);
        one.until = utc(one.until);
        if (one.shown_from != std::chrono::sys_seconds{})
            one.shown_from = utc(one.shown_from);
        ++index;
    }
}

void checkSecrets(const Checks& c, const SettingTree& tree, const std::string& path) {
    for (const auto& [key, child] : tree.children) {
        const std::string child_path = path + "." + key;
        if (child.kind != SettingTree::Kind::Text) {
            checkSecrets(c, child, child_path);
            continue;
        }
        if (!endsWith(key, "_file"))
            continue;
        const std::string& base =
            c.options.secrets_dir.empty() ? c.settings.source_dir : c.options.secrets_dir;
        const std::string file =
            !child.text.empty() && child.text.front() == '/' ? child.text : base + "/" + child.text;
        if (const auto fault = secretFileFault(file))
            c.errors.add({child.line, child.column}, child_path + ": " + *fault);
    }
}

void checkDelivery(const Checks& c) {
    checkGateways(c.settings.delivery, c.root, c.errors);
    if (!c.options.check_files)
        return;
    checkSecrets(c, c.settings.sync.adapter_settings, "sync.settings");
    const std::string& base = c.options.secrets_dir.empty() ? c.settings.source_dir : c.options.secrets_dir;
    for (const std::string& fault : secretFaults(c.settings.delivery, base))
        c.errors.add(placeOfSetting(c.root, fault.substr(0, fault.find(':'))), fault);
}

}  // namespace

Place placeOfSetting(const YamlNode& root, std::string_view dotted_path) {
    while (!dotted_path.empty()) {
        if (const YamlNode* node = root.at(dotted_path); node != nullptr)
            return node->kind == YamlNode::Kind::Map ? node->key_place : node->place;
        const std::size_t dot = dotted_path.rfind('.');
        dotted_path = dot == std::string_view::npos ? std::string_view{} : dotted_path.substr(0, dot);
    }
    return {1, 1};
}

void checkTenant(TenantSettings& settings, const YamlNode& root, const std::string& folder,
                 const ReadOptions& options, ErrorList& errors) {
    const Checks checks{settings, root, options, errors};
    checkIdentity(checks, folder);
    checkBranding(checks);
    checkLogin(checks);
    checkExternal(settings.login.external, root,
                  options.secrets_dir.empty() ? settings.source_dir : options.secrets_dir,
                  options.check_files, errors);
    checkDossier(checks);
    checkSchedules(settings.sync, root, errors);
    checkPeople(checks);
    checkAnnouncements(checks);
    checkDelivery(checks);
}

void checkPlatform(const PlatformSettings& settings, const YamlNode& root, ErrorList& errors) {
    const auto demand = [&](bool good, std::string_view path, const std::string& what) {
        if (!good)
            errors.add(placeOfSetting(root, path), std::string{path} + " " + what);
    };
    const ListenerSettings& l = settings.listeners;
    demand(l.portal_port != l.ops_port || l.portal_address != l.ops_address, "listeners.ops_port",
           "must differ from listeners.portal_port");
    demand(l.portal_address.find('/') == std::string::npos, "listeners.portal_address",
           "must be one address");
    demand(l.ops_address.find('/') == std::string::npos, "listeners.ops_address", "must be one address");
    demand(settings.environment == Environment::Test || settings.test_clock_offset_file.empty(),
           "test_clock_offset_file", "is allowed only when environment is test");
    demand(settings.environment != Environment::Production || l.public_scheme == "https",
           "listeners.public_scheme", "must be https when environment is production");
    demand(settings.database.per_tenant_max <= settings.database.global_max, "database.global_max",
           "must be at least database.per_tenant_max");
    checkGateways(settings.delivery, root, errors);
    demand(settings.delivery.proxy.empty() || settings.delivery.proxy.starts_with("http://") ||
               settings.delivery.proxy.starts_with("https://"),
           "delivery.proxy", "must begin with http:// or https://");
    demand(settings.delivery.ca_file.empty() || settings.delivery.ca_file.starts_with('/'),
           "delivery.ca_file", "must be an absolute path");
}

}  // namespace inzage::config
