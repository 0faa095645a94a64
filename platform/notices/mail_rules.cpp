#include "platform/notices/mail_rules.h"

#include <date/tz.h>

#include <algorithm>
#include <charconv>

#include "platform/access/offers.h"

namespace inzage::notices {
namespace {

using std::chrono::minutes;

constexpr int kDayMin = 24 * 60;

UtcTime momentOf(date::local_days day, int at_min, const date::time_zone& zone) {
    // Where clocks go forward a time that isn't there is the moment they jump; where they go back, the first.
    return date::floor<std::chrono::microseconds>(zone.to_sys(day + minutes{at_min}, date::choose::earliest));
}

bool within(int minute, const QuietHours& quiet) {
    if (quiet.from_min == quiet.until_min)
        return false;
    return quiet.from_min < quiet.until_min ? minute >= quiet.from_min && minute < quiet.until_min
                                            : minute >= quiet.from_min || minute < quiet.until_min;
}

UtcTime afterQuiet(UtcTime at, const QuietHours& quiet, const std::string& zone) {
    const auto local = date::locate_zone(zone)->to_local(at);
    const auto minute = date::floor<minutes>(local - date::floor<date::days>(local)).count();
    return within(static_cast<int>(minute), quiet) ? nextTimeOfDay(at, quiet.until_min, zone) : at;
}

std::optional<int> hourOf(std::string_view text) {
    int hour = -1;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), hour);
    if (error != std::errc{} || stop != text.data() + text.size() || hour < 0 || hour > 23)
        return std::nullopt;
    return hour;
}

std::optional<QuietHours> quietOf(std::string_view word) {
    if (word == "none")
        return QuietHours{};
    const auto dash = word.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;
    const auto from = hourOf(word.substr(0, dash));
    const auto until = hourOf(word.substr(dash + 1));
    if (!from || !until || *from == *until)
        return std::nullopt;
    return QuietHours{*from * 60, *until * 60};
}

MailChoice defaultOf(const config::NoticesSettings& settings, NewsKind kind) {
    switch (kind) {
        case NewsKind::Message:
            return settings.mail_message;
        case NewsKind::Appointment:
            return settings.mail_appointment;
        case NewsKind::Pinboard:
            return settings.mail_pinboard;
        case NewsKind::Plan:
            return settings.mail_plan;
        case NewsKind::Report:
            return settings.mail_report;
        case NewsKind::ChangeFailed:
            return settings.mail_change_failed;
        case NewsKind::Access:
        case NewsKind::Device:
            break;
    }
    return MailChoice::Off;
}

}  // namespace

MailChoice MailChoices::of(NewsKind kind) const {
    const auto found = kinds.find(kind);
    return stopped || found == kinds.end() ? MailChoice::Off : found->second;
}

std::vector<NewsKind> MailChoices::mailed() const {
    std::vector<NewsKind> mailed;
    std::copy_if(kMailedKinds.begin(), kMailedKinds.end(), std::back_inserter(mailed),
                 [this](NewsKind kind) { return of(kind) != MailChoice::Off; });
    return mailed;
}

MailChoices choicesOf(const config::NoticesSettings& defaults,
                      const std::map<std::string, std::string>& saved) {
    const auto word = [&](const std::string& name) {
        const auto found = saved.find(name);
        return found == saved.end() ? std::string{} : found->second;
    };
    MailChoices choices;
    for (const auto kind : kMailedKinds)
        choices.kinds[kind] =
            mailChoiceOf(word("mail." + std::string{nameOf(kind)})).value_or(defaultOf(defaults, kind));
    choices.quiet =
        quietOf(word("mail.quiet"))
            .value_or(QuietHours{defaults.quiet_from_min % kDayMin, defaults.quiet_until_min % kDayMin});
    choices.stopped = !word("mail.stopped").empty();
    return choices;
}

std::string_view wordOf(MailChoice choice) noexcept {
    switch (choice) {
        case MailChoice::AtOnce:
            return "at_once";
        case MailChoice::Daily:
            return "daily";
        case MailChoice::Off:
            return "off";
    }
    return "";
}

std::optional<MailChoice> mailChoiceOf(std::string_view word) noexcept {
    for (const auto choice : {MailChoice::AtOnce, MailChoice::Daily, MailChoice::Off})
        if (wordOf(choice) == word)
            return choice;
    return std::nullopt;
}

std::string wordOf(const QuietHours& quiet) {
    if (quiet.from_min == quiet.until_min)
        return "none";
    return std::to_string(quiet.from_min / 60) + "-" + std::to_string(quiet.until_min / 60);
}

std::vector<NewsKind> offeredKinds(const config::TenantSettings& settings) {
    const auto has = [&](config::DossierSection section) {
        const auto& sections = settings.dossier.sections;
        return std::find(sections.begin(), sections.end(), section) != sections.end();
    };
    const bool told = settings.dossier.plan_change_notice != config::PlanChangeNotice::None;
    const bool writes = settings.dossier.writing.allowed ||
                        settings.messages.to_staff != config::MessagesToStaff::None ||
                        settings.agenda.own_appointments != config::Who::Nobody;
    std::vector<NewsKind> kinds;
    if (access::offersMessages(settings))
        kinds.push_back(NewsKind::Message);
    if (access::offersAgenda(settings))
        kinds.push_back(NewsKind::Appointment);
    if (settings.pinboard.posts)
        kinds.push_back(NewsKind::Pinboard);
    if (told && has(config::DossierSection::CarePlan))
        kinds.push_back(NewsKind::Plan);
    if (told && has(config::DossierSection::Reports))
        kinds.push_back(NewsKind::Report);
    if (writes)
        kinds.push_back(NewsKind::ChangeFailed);
    return kinds;
}

std::optional<UtcTime> mailDue(MailChoice choice, UtcTime at, const std::string& zone,
                               const config::NoticesSettings& settings, const QuietHours& quiet,
                               const MailsSoFar& so_far) {
    if (choice == MailChoice::Off)
        return std::nullopt;
    if (choice == MailChoice::Daily || so_far.today >= settings.mails_per_day_max) {
        const auto daily = nextTimeOfDay(at, settings.digest_at_min, zone);
        // The day's number is used up: not today any more, also when the daily mail is still to come.
        const bool tomorrow = so_far.today >= settings.mails_per_day_max &&
                              date::floor<date::days>(date::locate_zone(zone)->to_local(daily)) ==
                                  date::floor<date::days>(date::locate_zone(zone)->to_local(at));
        return afterQuiet(tomorrow ? nextTimeOfDay(daily, settings.digest_at_min, zone) : daily, quiet, zone);
    }
    const UtcTime earliest = so_far.last ? std::max(at, *so_far.last + kBetweenMails) : at;
    return afterQuiet(earliest, quiet, zone);
}

UtcTime nextTimeOfDay(UtcTime at, int at_min, const std::string& zone) {
    const auto* place = date::locate_zone(zone);
    auto day = date::floor<date::days>(place->to_local(at));
    while (momentOf(day, at_min, *place) <= at)
        day += date::days{1};
    return momentOf(day, at_min, *place);
}

}  // namespace inzage::notices
