#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "platform/access/refusal_pages.h"
#include "platform/dossier/dossier_pages.h"
#include "platform/dossier/dossier_tabs.h"
#include "platform/dossier/measurements_store.h"
#include "platform/dossier/timeline.h"
#include "platform/http/url_text.h"
#include "platform/views/chart.h"
#include "platform/views/dutch_time.h"

namespace inzage::dossier {
namespace {

constexpr std::size_t kCodeCharsMax = 100;
constexpr std::size_t kPointsMax = 12;

/// For drawing and differences only; what people read is the text of the care record.
double numberOf(const std::string& decimal) {
    return std::strtod(decimal.c_str(), nullptr);
}

std::string differenceText(const Measurement& now, const Measurement& before, views::Language language) {
    const double difference = numberOf(now.value.reveal()) - numberOf(before.value.reveal());
    std::string text = std::to_string(std::lround(std::fabs(difference) * 100));
    text.insert(0, text.size() < 3 ? 3 - text.size() : 0, '0');
    text.insert(text.size() - 2, ".");
    const std::string_view sign = difference > 0.004 ? "+ " : difference < -0.004 ? "− " : "";
    return std::string{sign} + views::numberText(text, language);
}

void showTable(const tenancy::Visit& visit, const MeasurementsPage& page, views::Model& table) {
    table.set("LABEL", page.label);
    // Of two values (blood pressure) there is no one difference.
    const bool compares = std::ranges::all_of(
        page.values, [](const Measurement& one) { return one.value_second.reveal().empty(); });
    if (compares)
        table.show("COMPARES");
    for (std::size_t i = 0; i < page.values.size(); ++i) {
        const auto& measurement = page.values[i];
        views::Model& row = table.add("ROW");
        row.set("DATE",
                views::dateText(views::localDateOf(measurement.taken_at, visit.zone()), visit.language));
        row.set("TIME", views::timeText(measurement.taken_at, visit.zone(), visit.language));
        row.set("VALUE",
                views::measuredText(measurement.value, measurement.value_second, page.unit, visit.language));
        if (compares) {
            const std::string difference =
                i + 1 < page.values.size() ? differenceText(measurement, page.values[i + 1], visit.language)
                                           : "";
            row.add("COLUMN").set("DIFFERENCE", difference);
            if (!difference.empty())
                row.add("UNDER").set("DIFFERENCE", difference);
        }
        if (!measurement.note.reveal().empty())
            row.add("NOTE").set("TEXT", measurement.note);
    }
    if (page.more) {
        views::Model& older = table.add("OLDER");
        older.set("CODE", page.code);
        older.set("CURSOR", TimelineCursor{page.values.back().taken_at, page.values.back().id}.text());
    }
}

views::ChartSpec chartOf(const tenancy::Visit& visit, const MeasurementsPage& page) {
    views::ChartSpec chart{.id = "meting",
                           .title = "",
                           .description = visit.say("dossier.chart_description"),
                           .unit = page.unit,
                           .points = {},
                           .second = {},
                           .range_low = std::nullopt,
                           .range_high = std::nullopt,
                           .language = visit.language};
    const std::size_t count = std::min(page.values.size(), kPointsMax);
    for (std::size_t i = count; i-- > 0;) {
        const auto& measurement = page.values[i];
        const std::string day =
            views::shortDateText(views::localDateOf(measurement.taken_at, visit.zone()), visit.language);
        chart.points.push_back({numberOf(measurement.value.reveal()),
                                views::numberText(measurement.value.reveal(), visit.language), day});
        if (!measurement.value_second.reveal().empty())
            chart.second.push_back({numberOf(measurement.value_second.reveal()),
                                    views::numberText(measurement.value_second.reveal(), visit.language),
                                    day});
    }
    if (chart.second.size() != chart.points.size())
        chart.second.clear();
    if (!page.range_low.empty() && !page.range_high.empty()) {
        chart.range_low = numberOf(page.range_low);
        chart.range_high = numberOf(page.range_high);
    }
    if (!chart.points.empty())
        chart.title = visit.say(
            "dossier.chart_title",
            {{"WHAT", page.label}, {"FROM", chart.points.front().day}, {"TO", chart.points.back().day}});
    return chart;
}

void showKind(const tenancy::Visit& visit, const MeasurementsPage& page, views::Model& model) {
    views::Model& section = model.add("SHOWN");
    section.set("LABEL", page.label);
    const auto& newest = page.values.front();
    section.set("NOW", views::measuredText(newest.value, newest.value_second, page.unit, visit.language));
    section.set("MOMENT", views::momentText(newest.taken_at, visit.zone(), visit.at, visit.language));
    if (!page.range_low.empty() && !page.range_high.empty()) {
        views::Model& range = section.add("RANGE");
        range.set("LOW", views::numberText(page.range_low, visit.language));
        range.set("HIGH", views::numberText(page.range_high, visit.language));
        range.set("UNIT", page.unit);
    }
    const auto chart = chartOf(visit, page);
    if (chart.points.size() >= 2)
        views::addChart(section, "CHART", chart);
    else
        section.show("ONE_ONLY");
    showTable(visit, page, model.add("TABLE"));
}

http::Response show(const tenancy::Visit& visit, const std::string& code) {
    if (!shows(visit.settings(), config::DossierSection::Measurements))
        return access::notOffered(visit, {.event = "dossier.measurements"}, "measurements");
    std::optional<UtcTime> before;
    if (const auto cursor = TimelineCursor::parse(visit.request.query("voor").value_or("")))
        before = cursor->before;
    auto found = findMeasurements(visit, code, before);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, page] = std::get<MeasurementsAnswer>(found);
    if (!code.empty() && page.code.empty())
        return access::notFound(visit, viewer);
    views::Model model;
    showTabs(visit, "metingen", model);
    for (const auto& kind : page.kinds) {
        views::Model& choice = model.add("KIND_CHOICE");
        choice.set("CODE", kind.code);
        choice.set("LABEL", kind.label);
        if (kind.code == page.code)
            choice.show("CHOSEN");
    }
    if (page.values.empty())
        model.show("EMPTY");
    else
        showKind(visit, page, model);
    if (before)
        model.add("NOT_NEWEST").set("CODE", page.code);
    return access::page(visit, viewer, "dossier/measurements",
                        {.title = visit.say("dossier.title_measurements"),
                         .nav = "dossier",
                         .kinds = {RecordKind::Measurement},
                         .synced_at = page.synced_at},
                        model);
}

}  // namespace

void registerMeasurementsPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/dossier/metingen", http::RouteRight::Dossier,
              [](const tenancy::Visit& visit) { return show(visit, ""); });
    pages.add(http::Method::Get, "/dossier/metingen/{soort}", http::RouteRight::Dossier,
              [](const tenancy::Visit& visit) {
                  return show(visit, std::string{http::firstBytes(visit.params.get("soort"), kCodeCharsMax)});
              });
}

}  // namespace inzage::dossier
