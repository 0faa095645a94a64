#include "platform/exports/readable.h"

#include <nlohmann/json.hpp>

#include "platform/access/page_parts.h"
#include "platform/access/who_looked.h"
#include "platform/base/json_text.h"
#include "platform/views/dutch_time.h"

namespace inzage::exports {
namespace {

using database::Row;

std::string both(std::string_view name, std::string_view role) {
    std::string text{name};
    if (!role.empty())
        text.append(text.empty() ? "" : ", ").append(role);
    return text;
}

/// Fills an entry with what is asked of the row; leaves out what isn't there.
class Filler {
  public:
    Filler(const Row& row, const ReadableWords& words, Entry& entry)
        : row_{row}, words_{words}, entry_{entry} {}

    void value(std::string_view label, std::string_view text) const {
        if (!text.empty())
            entry_.values.emplace_back(words_.say("exports." + std::string{label}), text);
    }
    void column(std::string_view label, std::string_view name) const { value(label, row_.text(name)); }
    void date(std::string_view label, std::string_view name) const {
        if (const auto day = row_.text(name); !day.empty())
            value(label, views::dateText(day, words_.language));
    }
    void yes(std::string_view label, std::string_view name) const {
        if (row_.flag(name))
            value(label, words_.say("exports.yes"));
    }
    [[nodiscard]] std::string moment(std::string_view name) const {
        const auto at = row_.time(name);
        return at ? views::longDateText(views::localDateOf(*at, words_.zone), words_.language) + ", " +
                        views::timeText(*at, words_.zone, words_.language)
                  : std::string{};
    }

  private:
    const Row& row_;
    const ReadableWords& words_;
    Entry& entry_;
};

void readClient(const Row& row, const Filler& fill, Entry& entry) {
    entry.heading = row.text("name");
    fill.column("client_number", "client_number");
    fill.date("birth_date", "birth_date");
    fill.column("location", "location");
    fill.date("care_ended_on", "care_ended_on");
    fill.date("deceased_on", "deceased_on");
}

void readReport(const Row& row, const Filler& fill, Entry& entry) {
    entry.heading = row.text("title").empty() ? row.text("kind_label") : row.text("title");
    entry.moment = fill.moment("at");
    entry.who = both(row.text("author_name"), row.text("author_role"));
    entry.text = row.text("body");
    if (!row.text("title").empty())
        fill.column("kind", "kind_label");
}

void readMeasurement(const Row& row, const Filler& fill, const ReadableWords& words, Entry& entry) {
    entry.heading = row.text("label");
    entry.moment = fill.moment("at");
    entry.who = both(row.text("author_name"), row.text("author_role"));
    fill.value("value", views::measuredText(row.personal("value"), row.personal("value_second"),
                                            row.text("unit"), words.language));
    entry.text = row.text("note");
}

void readQuestionnaire(const Row& row, const Filler& fill, Entry& entry) {
    entry.heading = row.text("title");
    entry.moment = fill.moment("at");
    entry.who = both(row.text("author_name"), row.text("author_role"));
    fill.column("score", "score");
    for (const auto& one : parseJson(row.text("answers")))
        entry.values.emplace_back(one.value("question", ""), one.value("answer", ""));
}

void readCarePlan(const Row& row, const Filler& fill, const ReadableWords& words, Entry& entry) {
    entry.heading = row.text("title");
    entry.who = both(row.text("author_name"), row.text("author_role"));
    fill.column("version", "version");
    fill.date("valid_from", "valid_from");
    fill.date("valid_until", "valid_until");
    fill.date("signed_on", "signed_on");
    for (const auto& goal : parseJson(row.text("goals"))) {
        fill.value("goal_area", goal.value("area", ""));
        fill.value("goal_wish", goal.value("wish", ""));
        fill.value("goal_agreement", goal.value("agreement", ""));
        fill.value("goal_who", goal.value("who", ""));
        if (const std::string day = goal.value("review_on", ""); !day.empty())
            fill.value("goal_review", views::dateText(day, words.language));
    }
}

void readAppointment(const Row& row, const Filler& fill, const ReadableWords& words, Entry& entry) {
    entry.heading = row.flag("hidden") ? words.say("exports.busy") : std::string{row.text("title")};
    entry.moment = fill.moment("at");
    entry.who = both(row.text("with_name"), row.text("with_role"));
    entry.text = row.text("note");
    fill.value("until", fill.moment("ends_at"));
    fill.column("place", "place");
    fill.yes("cancelled", "cancelled");
    if (row.text("visibility") == "private")
        fill.value("private", words.say("exports.yes"));
}

void readContact(const Row& row, const Filler& fill, Entry& entry) {
    entry.heading = row.text("name");
    entry.who = row.text("relation");
    fill.yes("first_contact", "first_contact");
    fill.yes("legal_representative", "legal_representative");
    fill.column("email", "email");
    fill.column("phone", "phone");
    fill.column("address", "address");
}

void readLook(const Row& row, const Filler& fill, const ReadableWords& words, Entry& entry) {
    entry.heading =
        row.text("person").empty() ? words.say("exports.unknown_person") : std::string{row.text("person")};
    entry.moment = fill.moment("at");
    fill.value(
        "what_seen",
        words.say(
            "access.log_deed_" + std::string{access::deedOf(row.text("action"))},
            {{"PART", words.say("access.log_part_" +
                                std::string{access::partOf(row.text("event"), row.text("object_kind"))})}}));
    if (row.text("outcome") != "granted")
        fill.value("outcome", words.say("exports.refused"));
}

}  // namespace

Entry entryOf(Part part, const Row& row, const ReadableWords& words) {
    Entry entry;
    const Filler fill{row, words, entry};
    switch (part) {
        case Part::Client:
            readClient(row, fill, entry);
            break;
        case Part::Reports:
            readReport(row, fill, entry);
            break;
        case Part::Measurements:
            readMeasurement(row, fill, words, entry);
            break;
        case Part::Questionnaires:
            readQuestionnaire(row, fill, entry);
            break;
        case Part::CarePlans:
            readCarePlan(row, fill, words, entry);
            break;
        case Part::Appointments:
            readAppointment(row, fill, words, entry);
            break;
        case Part::Messages:
            entry.heading =
                row.text("subject").empty() ? words.say("exports.message") : std::string{row.text("subject")};
            entry.moment = fill.moment("at");
            entry.who = both(row.text("author_name"), row.text("author_role"));
            entry.text = row.text("body");
            break;
        case Part::Pinboard:
            entry.heading = words.say(row.isNull("in_reply_to") ? "exports.post" : "exports.reply");
            entry.moment = fill.moment("at");
            entry.who = row.text("author_name");
            entry.text = row.text("body");
            break;
        case Part::Contacts:
            readContact(row, fill, entry);
            break;
        case Part::CareTeam:
            entry.heading = row.text("name");
            entry.who = row.text("role");
            fill.column("phone", "phone");
            fill.yes("own_carer", "own_carer");
            break;
        case Part::AccessLog:
            readLook(row, fill, words, entry);
            break;
        case Part::Files:
            break;  // a file of its own
    }
    return entry;
}

std::string documentHead(const ReadableWords& words, const std::string& title, bool by_time) {
    views::Model model;
    model.set("LANGUAGE", views::codeOf(words.language));
    model.set("TITLE", title);
    if (by_time)
        model.show("ORDER");
    return words.templates.renderBare("exports/document_head", words.language, model);
}

std::string documentEntries(const ReadableWords& words, const std::vector<Entry>& entries) {
    views::Model model;
    for (const Entry& entry : entries) {
        views::Model& shown = model.add("ENTRY");
        shown.set("HEADING", entry.heading);
        if (!entry.moment.empty())
            shown.add("AT").set("MOMENT", entry.moment);
        if (!entry.who.empty())
            shown.add("BY").set("WHO", entry.who);
        if (!entry.text.empty())
            access::showLines(entry.text, shown.add("TEXT_BLOCK"));
        if (entry.values.empty())
            continue;
        views::Model& list = shown.add("VALUES");
        for (const auto& [label, value] : entry.values) {
            views::Model& line = list.add("VALUE");
            line.set("LABEL", label);
            line.set("TEXT", value);
        }
    }
    return words.templates.renderBare("exports/document_entries", words.language, model);
}

std::string documentFoot(const ReadableWords& words) {
    views::Model model;
    return words.templates.renderBare("exports/document_foot", words.language, model);
}

std::string contentsPage(const ReadableWords& words, const Contents& contents) {
    views::Model model;
    model.set("LANGUAGE", views::codeOf(words.language));
    model.set("ORGANISATION", contents.organisation);
    model.set("CLIENT", contents.client);
    model.set("PERSON", contents.person);
    model.set("MOMENT", views::longDateText(views::localDateOf(words.at, words.zone), words.language) + ", " +
                            views::timeText(words.at, words.zone, words.language));
    for (const auto& line : contents.lines) {
        views::Model& row = model.add("LINE");
        views::Model& shown = row.add(line.path.empty() ? "NOTHING" : "SOMETHING");
        shown.set("TITLE", line.title);
        shown.set("COUNT", line.count);
        if (!line.path.empty())
            shown.set("FILE_PATH", line.path);
    }
    if (contents.has_files)
        model.show("FILES");
    return words.templates.renderBare("exports/contents", words.language, model);
}

std::string_view archiveStyle() noexcept {
    return "body{font:1.15rem/1.6 "
           "Verdana,Arial,sans-serif;color:#1e2429;background:#fff;max-width:44rem;margin:2rem auto;"
           "padding:0 1rem}\n"
           "h1{font-size:1.9rem;line-height:1.25}h2{font-size:1.3rem;margin:0}article{border-top:1px solid "
           "#767676;"
           "padding:1rem 0;break-inside:avoid}\n"
           "p{margin:.5rem 0;overflow-wrap:anywhere}.soft{color:#505a63}dl{margin:.5rem "
           "0}dt{font-weight:bold}dd{margin:0 0 .5rem}\n"
           "li{margin:.5rem 0}a{color:#0b4ea2}\n"
           "@media "
           "(prefers-color-scheme:dark){body{color:#eef1f3;background:#15191d}.soft{color:#b7c0c8}a{color:#"
           "9cc4ff}}\n";
}

}  // namespace inzage::exports
