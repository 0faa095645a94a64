#include <algorithm>

#include "platform/access/offers.h"
#include "platform/access/refusal_pages.h"
#include "platform/base/text.h"
#include "platform/dossier/dossier_pages.h"
#include "platform/dossier/dossier_tabs.h"
#include "platform/dossier/writing_store.h"
#include "platform/views/dutch_time.h"

/// /dossier/schrijven: the form, what one wrote before and how far it is, and sending again what failed.
namespace inzage::dossier {
namespace {

using changes::ChangeState;

/// What the page shows besides the reports written before.
struct FormState {
    Draft draft;
    DraftFaults faults{};
    bool too_many = false;
};

FormState emptyForm(const tenancy::Visit& visit) {
    return {.draft = {.key = newUuid(), .kind_code = "", .day = visit.today, .text = Private{std::string{}}}};
}

void showChoices(const tenancy::Visit& visit, const Draft& draft, views::Model& form) {
    const auto kinds = writingKinds(visit.settings().dossier.writing);
    if (kinds.size() == 1)
        form.add("ONE_KIND").set("CODE", kinds.front().code);
    else {
        views::Model& choice = form.add("KINDS");
        for (const auto& kind : kinds) {
            views::Model& line = choice.add("KIND_CHOICE");
            line.set("CODE", kind.code);
            line.set("LABEL", kind.label);
            if (kind.code == draft.kind_code)
                line.show("CHOSEN");
        }
    }
    for (int back = 0; back <= visit.settings().dossier.writing.days_back_max; ++back) {
        const std::string date = views::addDays(visit.today, -back);
        views::Model& day = form.add("DAY_CHOICE");
        day.set("DATE", date);
        day.set("LABEL", views::dayChoice(date, visit.today, visit.language));
        if (date == draft.day)
            day.show("CHOSEN");
    }
}

void fault(views::Model& model, std::string_view section, std::string_view at, const std::string& text) {
    views::Model& line = model.add("FAULT");
    line.set("AT", at);
    line.set("TEXT", text);
    model.add(section).set("TEXT", text);
}

void showFaults(const tenancy::Visit& visit, const FormState& state, views::Model& model) {
    const auto& writing = visit.settings().dossier.writing;
    if (!state.faults.any() && !state.too_many)
        return;
    model.show("FAULTS");
    if (state.faults.kind != DraftFault::None)
        fault(model, "WRONG_KIND", "soort", visit.say("dossier.fault_kind"));
    if (state.faults.day != DraftFault::None)
        fault(model, "WRONG_DAY", "dag",
              visit.say("dossier.fault_day", {{"DAYS", std::to_string(writing.days_back_max)}}));
    if (state.faults.text == DraftFault::Missing)
        fault(model, "WRONG_TEXT", "tekst", visit.say("dossier.fault_text_missing"));
    if (state.faults.text == DraftFault::TooLong)
        fault(model, "WRONG_TEXT", "tekst",
              visit.say("dossier.fault_text_long", {{"CHARS", std::to_string(state.faults.chars)},
                                                    {"MAX", std::to_string(writing.text_chars_max)}}));
    if (state.too_many)
        fault(model, "WRONG_TEXT", "tekst", visit.say("dossier.fault_too_many"));
}

void showOwn(const tenancy::Visit& visit, const access::Viewer& viewer, const OwnReports& own,
             views::Model& model) {
    if (own.reports.empty())
        return;
    views::Model& list = model.add("OWN");
    for (const auto& report : own.reports) {
        views::Model& line = list.add("OWN_REPORT");
        line.set("PATH", "/dossier/lezen/rapportage/" + report.id);
        line.set("KIND", report.kind_label);
        line.set("MOMENT", views::momentLabel(report.written_at, visit.zone(), visit.at, visit.language));
        line.set("TEXT", report.excerpt);
        switch (report.state) {
            case ChangeState::Queued:
            case ChangeState::Sending:
                line.show("ON_ITS_WAY");
                break;
            case ChangeState::Sent:
                line.show("AWAITED");
                break;
            case ChangeState::Delivered:
                line.show("ARRIVED");
                break;
            case ChangeState::Conflict:
            case ChangeState::SetAside: {
                views::Model& failed = line.add("FAILED");
                if (!viewer.preview_account)
                    failed.add("AGAIN").set("ID", report.id);
                break;
            }
        }
    }
    if (own.older)
        list.add("OLDER").set("CURSOR", own.older->text());
}

http::Response formPage(const tenancy::Visit& visit, const access::Viewer& viewer, const OwnReports& own,
                        const FormState& state, int status = 200) {
    const auto& settings = visit.settings();
    views::Model model;
    showTabs(visit, "schrijven", model);
    if (!settings.dossier.writing.hint.empty())
        model.add("HINT").set("TEXT", settings.dossier.writing.hint);
    if (access::offersMessages(settings) && viewer.may(Right::Messages))
        model.show("TO_MESSAGES");
    if (const auto done = visit.request.query("gelukt"); done == "verstuurd")
        model.show("SENT");
    else if (done == "opnieuw")
        model.show("SENT_AGAIN");
    showFaults(visit, state, model);
    if (viewer.preview_account) {
        model.show("NOT_IN_PREVIEW");
    } else if (!viewer.care_ended_on.empty() && viewer.care_ended_on < visit.today) {
        model.show("CARE_ENDED");
    } else {
        views::Model& form = model.add("FORM");
        form.set("KEY", state.draft.key);
        form.set("TYPED", state.draft.text);
        showChoices(visit, state.draft, form);
    }
    showOwn(visit, viewer, own, model);
    return access::page(visit, viewer, "dossier/writing",
                        {.title = visit.say("dossier.title_writing"),
                         .nav = "dossier",
                         .error = state.faults.any() || state.too_many},
                        model, status);
}

Draft draftOf(const tenancy::Visit& visit) {
    const auto field = [&](std::string_view name) {
        return std::string{trimmed(visit.request.form(name).value_or(""))};
    };
    Draft draft{.key = field("nummer"),
                .kind_code = field("soort"),
                .day = field("dag"),
                .text = Private{cleanText(visit.request.form("tekst").value_or(""))}};
    if (!isUuid(draft.key))
        draft.key = newUuid();
    return draft;
}

http::Response showWriting(const tenancy::Visit& visit) {
    if (!hasTab(visit.settings(), config::DossierTab::Write))
        return access::notOffered(visit, {.event = "dossier.writing"}, "writing");
    auto found = findOwnReports(visit, PagePlace::parse(visit.request.query("voor").value_or("")));
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, own] = std::get<OwnReportsAnswer>(found);
    // What was typed before signing in again stands in the form.
    return formPage(visit, viewer, own,
                    visit.request.form("tekst") ? FormState{.draft = draftOf(visit)} : emptyForm(visit));
}

http::Response takeReport(const tenancy::Visit& visit) {
    const auto& writing = visit.settings().dossier.writing;
    if (!hasTab(visit.settings(), config::DossierTab::Write))
        return access::notOffered(visit, {.event = "dossier.write"}, "writing");
    FormState state{.draft = draftOf(visit)};
    auto entered = access::enterToWrite(visit, {.event = "dossier.write",
                                                .action = 'C',
                                                .object_kind = "written_report",
                                                .object_id = state.draft.key});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    state.faults = faultsOf(state.draft, writing, visit.today);
    const bool ended = !viewer.care_ended_on.empty() && viewer.care_ended_on < visit.today;
    if (!state.faults.any() && !ended) {
        const auto kinds = writingKinds(writing);
        const auto kind = std::ranges::find(kinds, state.draft.kind_code, &config::WritingKind::code);
        state.too_many = writeReport(tx, viewer, state.draft, *kind,
                                     momentOf(state.draft, visit.today, visit.zone(), visit.at),
                                     visit.at) == WriteAnswer::TooMany;
        if (!state.too_many) {
            tx.commit();
            return http::redirect(303, "/dossier/schrijven?gelukt=verstuurd");
        }
    }
    const OwnReports own = ownReports(tx, viewer);
    tx.commit();
    return formPage(visit, viewer, own, state, 422);
}

http::Response sendAgain(const tenancy::Visit& visit) {
    if (!hasTab(visit.settings(), config::DossierTab::Write))
        return access::notOffered(visit, {.event = "dossier.write_again"}, "writing");
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto entered = access::enterToWrite(
        visit, {.event = "dossier.write_again", .action = 'U', .object_kind = "report", .object_id = id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const bool queued = changes::sendAgain(tx, viewer.account, id, visit.at);
    tx.commit();
    return queued ? http::redirect(303, "/dossier/schrijven?gelukt=opnieuw")
                  : access::notFound(visit, viewer);
}

}  // namespace

void registerWritingPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/dossier/schrijven", http::RouteRight::Dossier, showWriting);
    pages.add(http::Method::Post, "/dossier/schrijven", http::RouteRight::Dossier, takeReport,
              {.typed_at = "/dossier/schrijven"});
    pages.add(http::Method::Post, "/dossier/schrijven/{id}/opnieuw", http::RouteRight::Dossier, sendAgain);
}

}  // namespace inzage::dossier
