#include "platform/access/refusal_pages.h"
#include "platform/dossier/dossier_pages.h"
#include "platform/dossier/dossier_tabs.h"
#include "platform/dossier/glossary.h"
#include "platform/dossier/reading_store.h"
#include "platform/http/url_text.h"
#include "platform/views/dutch_time.h"

namespace inzage::dossier {
namespace {

constexpr std::size_t kKindCharsMax = 100;

std::string pathOf(const ReadingItem& item) {
    return (item.questionnaire ? "/dossier/lezen/vragenlijst/" : "/dossier/lezen/rapportage/") + item.id;
}

void setItem(const tenancy::Visit& visit, const ReadingItem& item, const std::string& kind,
             views::Model& line) {
    line.set("PATH", pathOf(item));
    line.set("TITLE", item.title);
    line.set("MOMENT", views::momentLabel(item.at, visit.zone(), visit.at, visit.language));
    if (!item.author_name.reveal().empty())
        line.add("AUTHOR").set("NAME", item.author_name);
    if (!kind.empty())
        line.add("OF_KIND").set("KIND", kind);
}

void showKinds(const tenancy::Visit& visit, const ReadingPage& page, const std::string& chosen,
               views::Model& model) {
    const auto add = [&](std::string_view code, std::string_view label) {
        views::Model& kind = model.add("KIND_CHOICE");
        kind.set("CODE", code);
        kind.set("LABEL", label);
        if (code == chosen)
            kind.show("CHOSEN");
    };
    add("", visit.say("dossier.all_kinds"));
    for (const auto& kind : page.kinds)
        add(kind.code, kind.code == kQuestionnaires ? visit.say("dossier.kinds_vragenlijst") : kind.label);
}

/// The text in paragraphs: an empty line in the care record starts a new one.
void showBody(std::string_view body, views::Model& article) {
    while (!body.empty()) {
        const auto gap = body.find("\n\n");
        const auto paragraph = body.substr(0, gap);
        if (!paragraph.empty()) {
            views::Model& block = article.add("PARAGRAPH");
            std::string_view rest = paragraph;
            while (true) {
                const auto line_end = rest.find('\n');
                block.add("TEXT_LINE").set("TEXT", rest.substr(0, line_end));
                if (line_end == std::string_view::npos)
                    break;
                rest = rest.substr(line_end + 1);
            }
        }
        body = gap == std::string_view::npos ? std::string_view{} : body.substr(gap + 2);
    }
}

/// The organisation's words that stand in this text, explained below it: the text itself stays as it is.
void showGlossary(const tenancy::Visit& visit, const Reading& reading, views::Model& article) {
    std::vector<std::string_view> texts{reading.body.reveal(), reading.item.title.reveal()};
    for (const auto& answer : reading.answers) {
        texts.push_back(answer.question.reveal());
        texts.push_back(answer.answer.reveal());
    }
    const auto words = explained(visit.settings().dossier.glossary, texts);
    if (words.empty())
        return;
    views::Model& list = article.add("GLOSSARY");
    list.set("COUNT", static_cast<long>(words.size()));
    for (const auto* entry : words) {
        views::Model& word = list.add("WORD");
        word.set("SHORT", entry->word);
        word.set("PLAIN", entry->meaning);
    }
}

void showReading(const tenancy::Visit& visit, const Reading& reading, views::Model& model) {
    views::Model& article = model.add("READING");
    article.set("TITLE", reading.item.title);
    article.set("DATE",
                views::longDateText(views::localDateOf(reading.item.at, visit.zone()), visit.language));
    article.set("TIME", views::timeText(reading.item.at, visit.zone(), visit.language));
    if (reading.item.questionnaire)
        article.show("IS_QUESTIONNAIRE");
    else
        article.add("IS_REPORT").set("KIND", reading.kind_label);
    if (reading.is_new)
        article.show("IS_NEW");
    if (reading.by_family)
        showFamily(reading.state, article);
    if (!reading.item.author_name.reveal().empty()) {
        views::Model& author = article.add("AUTHOR");
        author.set("NAME", reading.item.author_name);
        if (!reading.author_role.empty())
            author.add("WITH_ROLE").set("ROLE", reading.author_role);
    }
    showBody(reading.body.reveal(), article);
    if (!reading.answers.empty()) {
        views::Model& list = article.add("ANSWERS");
        for (const auto& answer : reading.answers) {
            views::Model& pair = list.add("ANSWER");
            pair.set("QUESTION", answer.question);
            pair.set("TEXT", answer.answer);
        }
    }
    if (!reading.score.reveal().empty())
        article.add("SCORE").set("TEXT", reading.score);
    showGlossary(visit, reading, article);
    if (!visit.settings().dossier.questions_text.empty())
        article.add("QUESTIONS").set("TEXT", visit.settings().dossier.questions_text);
}

void showNeighbours(const tenancy::Visit& visit, const ReadingPage& page, const std::string& kind,
                    views::Model& model) {
    if (!page.newer && !page.older)
        return;
    views::Model& pager = model.add("PAGER");
    if (page.older)
        setItem(visit, *page.older, kind, pager.add("OLDER"));
    if (page.newer)
        setItem(visit, *page.newer, kind, pager.add("NEWER"));
}

/// The list alone was asked for: beside it stands the newest, where there is room. What somebody can read is
/// in the access log, so it is asked for as if it had been chosen.
std::variant<ReadingAnswer, http::Response> withNewest(const tenancy::Visit& visit, ReadingQuestion question,
                                                       ReadingAnswer answer) {
    if (answer.page.list.empty())
        return answer;
    question.id = answer.page.list.front().id;
    question.questionnaire = answer.page.list.front().questionnaire;
    auto found = findReading(visit, question);
    const auto* with_newest = std::get_if<ReadingAnswer>(&found);
    // Withdrawn between the two looks.
    if (with_newest != nullptr && with_newest->page.unknown)
        return answer;
    return found;
}

http::Response show(const tenancy::Visit& visit, std::optional<std::string> id, bool questionnaire) {
    const auto& settings = visit.settings();
    if (!hasTab(settings, config::DossierTab::Read))
        return access::notOffered(visit, {.event = "dossier.list"}, "reports");
    const std::string kind{http::firstBytes(visit.request.query("soort").value_or(""), kKindCharsMax)};
    const ReadingQuestion question{.kind = kind,
                                   .id = std::move(id),
                                   .questionnaire = questionnaire,
                                   .reports = shows(settings, config::DossierSection::Reports),
                                   .questionnaires = shows(settings, config::DossierSection::Questionnaires)};
    auto found = findReading(visit, question);
    if (!question.id && std::holds_alternative<ReadingAnswer>(found))
        found = withNewest(visit, question, std::get<ReadingAnswer>(std::move(found)));
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, page] = std::get<ReadingAnswer>(found);
    if (page.unknown)
        return access::notFound(visit, viewer);
    views::Model model;
    showTabs(visit, "lezen", model);
    showKinds(visit, page, kind, model);
    for (const auto& item : page.list) {
        views::Model& line = model.add("ITEM");
        setItem(visit, item, kind, line);
        if (page.reading && item.id == page.reading->item.id)
            line.show("CHOSEN");
    }
    if (page.list.empty())
        model.show("EMPTY");
    if (page.reading) {
        showReading(visit, *page.reading, model);
        showNeighbours(visit, page, kind, model);
        if (!kind.empty())
            model.add("KEEP_KIND").set("KIND", kind);
    }
    model.show(question.id ? "ONE" : "LIST");
    if (question.reports)
        model.show("SEARCH");
    std::vector<RecordKind> kinds;
    if (question.reports)
        kinds.push_back(RecordKind::Report);
    if (question.questionnaires)
        kinds.push_back(RecordKind::Questionnaire);
    const std::string title =
        question.id ? page.reading->item.title.reveal() : visit.say("dossier.title_reading");
    return access::page(visit, viewer, "dossier/reading",
                        {.title = title, .nav = "dossier", .kinds = kinds, .synced_at = page.synced_at},
                        model);
}

http::Response showOne(const tenancy::Visit& visit, bool questionnaire) {
    return show(visit, uuidOrNobodys(visit.params.get("id")), questionnaire);
}

}  // namespace

void registerReadingPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/dossier/lezen", http::RouteRight::Dossier,
              [](const tenancy::Visit& visit) { return show(visit, std::nullopt, false); });
    pages.add(http::Method::Get, "/dossier/lezen/rapportage/{id}", http::RouteRight::Dossier,
              [](const tenancy::Visit& visit) { return showOne(visit, false); });
    pages.add(http::Method::Get, "/dossier/lezen/vragenlijst/{id}", http::RouteRight::Dossier,
              [](const tenancy::Visit& visit) { return showOne(visit, true); });
}

}  // namespace inzage::dossier
