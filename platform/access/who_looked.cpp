#include "platform/access/who_looked.h"

#include <algorithm>
#include <charconv>

namespace inzage::access {
namespace {

struct EventPart {
    std::string_view event;
    std::string_view part;
};
/// Every event that a page can write about a client, by its whole name.
constexpr std::array<EventPart, 81> kEvents{{
    {"dossier.list", "reports"},
    {"dossier.read", "reports"},
    {"dossier.timeline", "timeline"},
    {"dossier.measurements", "measurements"},
    {"dossier.care_plan", "care_plan"},
    {"dossier.search", "search"},
    {"dossier.writing", "writing"},
    {"dossier.write", "writing"},
    {"dossier.write_again", "writing"},
    {"agenda", "agenda"},
    {"agenda.appointment", "agenda"},
    {"agenda.new", "agenda"},
    {"agenda.edit", "agenda"},
    {"agenda.cancel", "agenda"},
    {"agenda.put_back", "agenda"},
    {"agenda.file", "agenda"},
    {"agenda.links", "agenda_links"},
    {"agenda.link", "agenda_links"},
    {"agenda.subscription", "agenda"},
    {"messages.list", "messages"},
    {"messages.thread", "messages"},
    {"messages.new", "messages"},
    {"messages.news", "messages"},
    {"messages.send", "messages"},
    {"messages.draft", "messages"},
    {"messages.send_again", "messages"},
    {"people.care_team", "care_team"},
    {"people.contacts", "contacts"},
    {"pinboard", "pinboard"},
    {"pinboard.post", "pinboard"},
    {"pinboard.answer", "pinboard"},
    {"pinboard.change", "pinboard"},
    {"pinboard.take_away", "pinboard"},
    {"pinboard.put_back", "pinboard"},
    {"pinboard.report", "pinboard"},
    {"pinboard.keep_reported", "pinboard"},
    {"sharing.people", "people"},
    {"sharing.person", "people"},
    {"sharing.adding", "people"},
    {"sharing.invite", "people"},
    {"sharing.resend", "people"},
    {"sharing.withdraw", "people"},
    {"sharing.right", "people"},
    {"sharing.rights", "people"},
    {"sharing.end", "people"},
    {"sharing.remove", "people"},
    {"sharing.undo", "people"},
    {"sharing.ask", "people"},
    {"sharing.asked", "people"},
    {"sharing.dismiss", "people"},
    {"invitation_requested", "people"},
    {"invitation_approved", "people"},
    {"invitation_refused", "people"},
    {"invitation_sent", "people"},
    {"invitation_withdrawn", "people"},
    {"access_granted", "people"},
    {"sharing.preview_start", "preview"},
    {"sharing.preview_stop", "preview"},
    {"access_log", "access_log"},
    {"access_log.searched", "access_log"},
    {"client.switch", "client"},
    {"client.photo", "client_photo"},
    {"client.photo_shown", "client_photo"},
    {"start", "start"},
    {"notices", "notices"},
    {"notices.seen", "notices"},
    {"notices.choices", "notice_choices"},
    {"notices.choices_saved", "notice_choices"},
    {"account.profile", "account"},
    {"account.photo", "account"},
    {"account.details", "account"},
    {"account.mobile", "account"},
    {"account.email", "account"},
    {"account.password", "account"},
    {"account.factors", "account"},
    {"account.passkeys", "account"},
    {"account.confirm", "account"},
    {"file", "files"},
    {"download", "download"},
    {"download.ask", "download"},
    {"download.fetch", "download"},
}};

}  // namespace

std::optional<LogPlace> LogPlace::parse(std::string_view text) {
    // 1 January 2200 in microseconds: what lies behind it was not made by us.
    constexpr std::int64_t kLatest = 7'258'118'400'000'000;
    const auto number = [](std::string_view digits) -> std::optional<std::int64_t> {
        std::int64_t value = -1;
        const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc{} || stop != digits.data() + digits.size() || value < 0)
            return std::nullopt;
        return value;
    };
    const auto wave = text.find('~');
    if (wave == std::string_view::npos)
        return std::nullopt;
    const auto micros = number(text.substr(0, wave));
    const auto row = number(text.substr(wave + 1));
    if (!micros || !row || *micros > kLatest)
        return std::nullopt;
    return LogPlace{UtcTime{std::chrono::microseconds{*micros}}, *row};
}

std::string LogPlace::text() const {
    return std::to_string(before.time_since_epoch().count()) + "~" + std::to_string(row);
}

std::string_view partOf(std::string_view event, std::string_view object_kind) noexcept {
    // Reports and questionnaires are read at one address.
    if (event == "dossier.read" && object_kind == "questionnaire")
        return "questionnaires";
    for (const auto& known : kEvents)
        if (known.event == event)
            return known.part;
    return "portal";
}

std::vector<std::string_view> loggedParts() {
    std::vector<std::string_view> parts{"portal", "questionnaires"};
    for (const auto& known : kEvents)
        if (std::find(parts.begin(), parts.end(), known.part) == parts.end())
            parts.push_back(known.part);
    return parts;
}

std::string_view deedOf(std::string_view action) noexcept {
    if (action == "R")
        return "read";
    if (action == "C")
        return "added";
    if (action == "U")
        return "changed";
    return action == "D" ? "removed" : "did";
}

const Period& periodOf(std::string_view word) noexcept {
    for (const auto& period : kPeriods)
        if (period.word == word)
            return period;
    return kPeriods.front();
}

}  // namespace inzage::access
