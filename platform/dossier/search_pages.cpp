#include "platform/access/refusal_pages.h"
#include "platform/base/text.h"
#include "platform/dossier/dossier_pages.h"
#include "platform/dossier/dossier_tabs.h"
#include "platform/dossier/search_store.h"
#include "platform/http/url_text.h"
#include "platform/views/dutch_time.h"

/// /dossier/zoeken?woorden=: words in the reports of the chosen client.
namespace inzage::dossier {
namespace {

/// Pieces of text and what was found in them, in turn: the template escapes both.
void showExcerpt(std::string_view excerpt, views::Model& line) {
    while (!excerpt.empty()) {
        const auto begins = excerpt.find(kFoundBegins);
        views::Model& piece = line.add("PIECE");
        piece.set("TEXT", excerpt.substr(0, begins));
        if (begins == std::string_view::npos)
            return;
        excerpt.remove_prefix(begins + kFoundBegins.size());
        const auto ends = excerpt.find(kFoundEnds);
        piece.add("FOUND").set("WORD", excerpt.substr(0, ends));
        excerpt.remove_prefix(ends == std::string_view::npos ? excerpt.size() : ends + kFoundEnds.size());
    }
}

void showFound(const tenancy::Visit& visit, const Found& found, const std::string& words, bool not_newest,
               views::Model& model) {
    if (found.no_words)
        return model.show("NO_WORDS");
    if (found.reports.empty()) {
        views::Model& none = model.add("NONE");
        none.set("ASKED", words);
        none.show(not_newest ? "NO_MORE" : "NOWHERE");
        return;
    }
    views::Model& list = model.add("FOUND_LIST");
    list.set("ASKED", words);
    for (const auto& report : found.reports) {
        views::Model& line = list.add("REPORT");
        line.set("PATH", "/dossier/lezen/rapportage/" + report.id);
        line.set("TITLE", report.title);
        line.set("MOMENT", views::momentLabel(report.at, visit.zone(), visit.at, visit.language));
        if (!report.author_name.reveal().empty())
            line.add("AUTHOR").set("NAME", report.author_name);
        showExcerpt(report.excerpt.reveal(), line);
    }
    if (found.older) {
        views::Model& older = list.add("OLDER");
        older.set("ASKED", words);
        older.set("CURSOR", found.older->text());
    }
}

http::Response showSearch(const tenancy::Visit& visit) {
    const auto& settings = visit.settings();
    if (!shows(settings, config::DossierSection::Reports))
        return access::notOffered(visit, {.event = "dossier.search"}, "reports");
    const std::string words{
        http::firstBytes(trimmed(visit.request.query("woorden").value_or("")), kSearchBytesMax)};
    const auto before = PagePlace::parse(visit.request.query("voor").value_or(""));
    auto answer = findReports(visit, words, before);
    if (auto* refused = std::get_if<http::Response>(&answer))
        return std::move(*refused);
    const auto& [viewer, found] = std::get<FoundAnswer>(answer);
    views::Model model;
    showTabs(visit, "zoeken", model);
    model.set("TYPED", words);
    if (!words.empty())
        showFound(visit, found, words, before.has_value(), model);
    return access::page(visit, viewer, "dossier/search",
                        {.title = visit.say("dossier.title_search"),
                         .nav = "dossier",
                         .kinds = {RecordKind::Report},
                         .synced_at = found.synced_at},
                        model);
}

}  // namespace

void registerSearchPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/dossier/zoeken", http::RouteRight::Dossier, showSearch);
}

}  // namespace inzage::dossier
