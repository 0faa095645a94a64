#include "platform/agenda/form_parts.h"

#include <algorithm>

#include "platform/agenda/local_time.h"
#include "platform/agenda/page_parts.h"
#include "platform/agenda/views.h"
#include "platform/base/text.h"
#include "platform/base/token.h"
#include "platform/views/dutch_time.h"

namespace inzage::agenda {
namespace {

using tenancy::Visit;

std::string field(const Visit& visit, std::string_view name) {
    return std::string{trimmed(visit.request.form(name).value_or(""))};
}

TypedDate dateIn(const Visit& visit, const std::string& name) {
    return {field(visit, name + "dag"), field(visit, name + "maand"), field(visit, name + "jaar")};
}

/// Browsers send lines with CR LF.
std::string plainLines(std::string text) {
    std::erase(text, '\r');
    return std::string{trimmed(text)};
}

std::string_view wordOf(FaultKind kind) {
    switch (kind) {
        case FaultKind::Missing:
            return "missing";
        case FaultKind::TooLong:
            return "too_long";
        case FaultKind::NoDate:
            return "no_date";
        case FaultKind::NoTime:
            return "no_time";
        case FaultKind::Skipped:
            return "skipped";
        case FaultKind::Past:
            return "past";
        case FaultKind::TooSoon:
            return "too_soon";
        case FaultKind::TooFar:
            return "too_far";
        case FaultKind::NotAfter:
            return "not_after";
        case FaultKind::TooMany:
            return "too_many";
        case FaultKind::Overtaken:
            return "overtaken";
    }
    return "";
}

/// The word of the field in the catalogue.
std::string_view wordOf(Field field) {
    switch (field) {
        case Field::Title:
            return "title";
        case Field::Note:
            return "note";
        case Field::First:
            return "day";
        case Field::Last:
            return "last";
        case Field::From:
            return "from";
        case Field::To:
            return "to";
        case Field::Until:
            return "until";
    }
    return "";
}

/// The section of the template that shows what is wrong with this field.
std::string_view sectionOf(Field field) {
    switch (field) {
        case Field::Title:
            return "WRONG_TITLE";
        case Field::Note:
            return "WRONG_NOTE";
        case Field::First:
            return "WRONG_DAY";
        case Field::Last:
            return "WRONG_LAST";
        case Field::From:
            return "WRONG_FROM";
        case Field::To:
            return "WRONG_TO";
        case Field::Until:
            return "WRONG_UNTIL";
    }
    return "";
}

/// "donderdag 26 november om 20.45 uur": before it nothing can begin.
std::string firstMomentText(const Visit& visit) {
    return views::momentText(firstMoment(visit.settings().agenda, visit.at), visit.zone(), visit.at,
                             visit.language);
}

std::string faultText(const Visit& visit, const Fault& fault) {
    const std::string key =
        "agenda.fault_" + std::string{wordOf(fault.field)} + "_" + std::string{wordOf(fault.kind)};
    switch (fault.kind) {
        case FaultKind::TooSoon:
            return visit.say(key, {{"HOURS", std::to_string(visit.settings().agenda.lead_time_h)},
                                   {"MOMENT", firstMomentText(visit)}});
        case FaultKind::TooLong:
            return visit.say(key, {{"MOST", std::to_string(fault.field == Field::Title  ? kTitleCharsMax
                                                           : fault.field == Field::Note ? kNoteCharsMax
                                                                                        : kDaysMax)}});
        case FaultKind::TooMany:
            return visit.say(key, {{"MOST", std::to_string(kRepeatsMax)}});
        case FaultKind::Missing:
        case FaultKind::NoDate:
        case FaultKind::NoTime:
        case FaultKind::Skipped:
        case FaultKind::Past:
        case FaultKind::TooFar:
        case FaultKind::NotAfter:
        case FaultKind::Overtaken:
            break;
    }
    return visit.say(key);
}

void showFaults(const Visit& visit, const FormPage& page, views::Model& model) {
    if (page.full)
        model.add("FULL").set("MOST", static_cast<long>(kComingMax));
    if (page.faults.empty())
        return;
    views::Model& summary = model.add("FAULTS");
    for (const auto& fault : page.faults) {
        const std::string text = faultText(visit, fault);
        views::Model& line = summary.add("FAULT");
        line.set("AT", idOf(fault.field));
        line.set("TEXT", text);
        model.add(sectionOf(fault.field)).set("TEXT", text);
    }
}

void showClashes(const Visit& visit, const FormPage& page, views::Model& model) {
    if (page.clashes.empty()) {
        model.show("FIRST_TIME");
        return;
    }
    views::Model& clash = model.add("CLASH");
    clash.set("AGREEMENT", page.agreement);
    for (const auto& one : page.clashes) {
        views::Model& line = clash.add("THERE");
        line.set("TITLE", titleOf(visit, one));
        line.set("WHEN", whenText(visit, one.span()));
    }
    const auto& own = visit.settings().agenda.clash_text;
    clash.set("WHOM", own.empty() ? visit.say("agenda.clash_whom") : own);
}

void showDate(const Visit& visit, const TypedDate& typed, const std::string& section, views::Model& model) {
    views::Model& date = model.add(section);
    date.set("DAY_VALUE", typed.day);
    date.set("YEAR_VALUE", typed.year);
    for (int month = 1; month <= 12; ++month) {
        const std::string number = std::to_string(month);
        views::Model& option = date.add("MONTH_OPTION");
        option.set("NUMBER", number);
        option.set("NAME",
                   views::monthName("2000-" + std::to_string(100 + month).substr(1) + "-01", visit.language));
        if (typed.month == number || typed.month == "0" + number)
            option.show("IS_CHOSEN");
    }
}

void showRepeat(const Visit& visit, const FormPage& page, views::Model& model) {
    if (!page.edits.empty())
        return;
    views::Model& repeat = model.add("REPEAT");
    if (!page.typed.repeat.empty() || !page.typed.until.day.empty())
        repeat.show("IS_OPEN");
    for (const Repeat kind :
         {Repeat::Never, Repeat::Daily, Repeat::Weekly, Repeat::TwoWeekly, Repeat::Monthly}) {
        views::Model& option = repeat.add("REPEAT_OPTION");
        const std::string word{wordOf(kind)};
        option.set("WORD", word);
        option.set("NAME", sayWord(visit, "repeat", word.empty() ? "nooit" : word));
        if (page.typed.repeat == word)
            option.show("IS_CHOSEN");
    }
    showDate(visit, page.typed.until, "UNTIL_DATE", repeat);
}

/// What the organisation says about own appointments, beside the form.
void showAdvice(const Visit& visit, views::Model& model) {
    const auto& rules = visit.settings().agenda;
    if (rules.lead_time_h > 0) {
        views::Model& lead = model.add("LEAD");
        lead.set("HOURS", static_cast<long>(rules.lead_time_h));
        lead.set("MOMENT", firstMomentText(visit));
    } else {
        model.show("NO_LEAD");
    }
    if (!rules.advice.empty())
        model.add("ADVICE").set("TEXT", rules.advice);
    model.set("VISIBILITY",
              !rules.visibility_text.empty()
                  ? rules.visibility_text
                  : visit.say(rules.private_offered ? "agenda.visibility_both" : "agenda.visibility_public"));
}

void showTyped(const Visit& visit, const FormPage& page, views::Model& model) {
    const auto& typed = page.typed;
    model.set("TITLE_VALUE", typed.title);
    model.set("NOTE_VALUE", typed.note);
    model.set("FROM_VALUE", typed.from);
    model.set("TO_VALUE", typed.to);
    if (typed.all_day)
        model.show("IS_ALL_DAY");
    showDate(visit, typed.first, "FIRST_DATE", model);
    views::Model& longer = model.add("LONGER");
    if (!typed.last.day.empty() || !typed.last.month.empty())
        longer.show("IS_OPEN");
    showDate(visit, typed.last, "LAST_DATE", longer);
    showRepeat(visit, page, model);
    if (visit.settings().agenda.private_offered) {
        views::Model& choice = model.add("VISIBLE_TO");
        choice.show(typed.is_private ? "CHOSE_PRIVATE" : "CHOSE_PUBLIC");
        choice.show(visit.settings().agenda.private_kept_from_family ? "FROM_FAMILY_TOO" : "FAMILY_READS");
    }
    if (page.series_coming > 1) {
        views::Model& series = model.add("SERIES");
        series.set("COUNT", static_cast<long>(page.series_coming));
        series.show(page.whole_series ? "CHOSE_ALL" : "CHOSE_ONE");
    }
}

}  // namespace

http::Response formPage(const Visit& visit, const access::Viewer& viewer, const FormPage& page, int status) {
    views::Model model;
    const bool is_new = page.edits.empty();
    const std::string title = visit.say(is_new ? "agenda.new" : "agenda.edit_title");
    model.set("TITLE", title);
    model.set("ACTION", is_new ? "/agenda/nieuw" : pageOf(page.edits, "/wijzigen"));
    model.set("BACK", is_new ? "/agenda" : pageOf(page.edits));
    if (is_new)
        model.add("KEY").set("VALUE", page.key);
    showFaults(visit, page, model);
    showClashes(visit, page, model);
    showAdvice(visit, model);
    showTyped(visit, page, model);
    return access::page(visit, viewer, "agenda/form",
                        {.title = title, .nav = "agenda", .error = !page.faults.empty() || page.full}, model,
                        status);
}

TypedAppointment typedOf(const Visit& visit) {
    return {.title = Private{field(visit, "titel")},
            .note = Private{plainLines(std::string{visit.request.form("opmerking").value_or("")})},
            .first = dateIn(visit, ""),
            .last = dateIn(visit, "laatste-"),
            .from = field(visit, "van"),
            .to = field(visit, "tot"),
            .all_day = !field(visit, "hele-dag").empty(),
            .repeat = std::string{wordOf(repeatOf(field(visit, "herhaal")))},
            .until = dateIn(visit, "herhaal-"),
            .is_private = visit.settings().agenda.private_offered && field(visit, "zicht") == "prive"};
}

TypedAppointment typedOf(const Visit& visit, const Private<std::string>& title,
                         const Private<std::string>& note, const Span& span, bool is_private) {
    const auto wall = wallOf(span, visit.zone());
    return {.title = title,
            .note = note,
            .first = typedDateOf(wall.first),
            .last = wall.last == wall.first ? TypedDate{} : typedDateOf(wall.last),
            .from = wall.all_day ? "" : timeOf(wall.from_minute),
            .to = wall.all_day ? "" : timeOf(wall.to_minute),
            .all_day = wall.all_day,
            .is_private = is_private};
}

std::string keyOf(const Visit& visit) {
    const auto key = visit.request.form("sleutel").value_or("");
    return isUuid(key) ? std::string{key} : newUuid();
}

std::string dayOfNew(const Visit& visit) {
    return dayAsked(visit.request.query("dag").value_or(""), "");
}

Private<std::string> oneLine(const Private<std::string>& typed) {
    std::string line = typed.reveal();
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    return Private{std::string{trimmed(line)}};
}

std::string agreementOf(const std::vector<Span>& spans) {
    std::string text;
    for (const auto& span : spans)
        text += isoUtc(span.starts_at) + isoUtc(span.ends_at);
    return sha256Hex(text);
}

}  // namespace inzage::agenda
