#include "platform/access/refusal_pages.h"
#include "platform/agenda/calendar_file.h"
#include "platform/agenda/form_parts.h"
#include "platform/agenda/link_store.h"
#include "platform/agenda/page_parts.h"
#include "platform/base/token.h"
#include "platform/views/dutch_time.h"

/// /agenda/koppelen: private links for calendar programs; /agenda-koppeling/{token}: what such a program
/// gets.
namespace inzage::agenda {
namespace {

using tenancy::Visit;

constexpr std::string_view kFeedPath = "/agenda-koppeling/";

struct LinksPage {
    std::string fresh{};  ///< the token made just now: it is shown once
    bool too_many = false;
};

void showLinks(const Visit& visit, const std::vector<CalendarLink>& links, views::Model& model) {
    if (links.empty())
        return;
    model.show("HAS_LINKS");
    for (const auto& link : links) {
        views::Model& row = model.add("LINK");
        row.set("LINK_ID", link.id);
        row.set("MADE", views::momentText(link.created_at, visit.zone(), visit.at, visit.language));
        row.show(link.with_titles ? "TITLES" : "BUSY");
        if (link.last_used_at)
            row.add("USED").set(
                "MOMENT", views::momentText(*link.last_used_at, visit.zone(), visit.at, visit.language));
        else
            row.show("UNUSED");
    }
}

http::Response linksPage(const Visit& visit, const access::Viewer& viewer,
                         const std::vector<CalendarLink>& links, const LinksPage& page, int status) {
    views::Model model;
    if (!page.fresh.empty())
        model.add("FRESH").set("ADDRESS",
                               Private{visit.tenant->public_url + std::string{kFeedPath} + page.fresh});
    if (page.too_many)
        model.add("TOO_MANY").set("MOST", static_cast<long>(kLinksMax));
    if (visit.request.query("gedaan").value_or("") == "ingetrokken")
        model.show("REVOKED");
    showLinks(visit, links, model);
    if (!viewer.preview_account && page.fresh.empty())
        model.add("MAKE").set("KEY", newUuid());
    return access::page(visit, viewer, "agenda/links",
                        {.title = visit.say("agenda.links_title"), .nav = "agenda", .error = page.too_many},
                        model, status);
}

bool offered(const Visit& visit) {
    return visit.settings().agenda.calendar_links;
}

http::Response showPage(const Visit& visit) {
    if (!offered(visit))
        return access::notOffered(visit, {.event = "agenda.links"}, "calendar_links");
    auto found = findLinks(visit);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, links] = std::get<LinksAnswer>(found);
    return linksPage(visit, viewer, links, {}, 200);
}

http::Response make(const Visit& visit) {
    if (!offered(visit))
        return access::notOffered(visit, {.event = "agenda.link", .action = 'C'}, "calendar_links");
    auto entered =
        access::enterToWrite(visit, {.event = "agenda.link", .action = 'C', .object_kind = "calendar_link"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    if (auto links = linksOf(tx, viewer); links.size() >= kLinksMax) {
        tx.commit();
        return linksPage(visit, viewer, links, {.too_many = true}, 422);
    }
    const std::string token = newToken();
    keepLink(tx, viewer, token, visit.request.form("inhoud").value_or("") == "alles", keyOf(visit), visit.at);
    const auto links = linksOf(tx, viewer);
    tx.commit();
    // Not by way of another page: nobody can show the token later.
    return linksPage(visit, viewer, links, {.fresh = token}, 200);
}

http::Response revoke(const Visit& visit) {
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto entered = access::enterToWrite(
        visit, {.event = "agenda.link", .action = 'D', .object_kind = "calendar_link", .object_id = id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const bool known = revokeLink(tx, viewer, id, visit.at);
    tx.commit();
    return known ? http::redirect(303, "/agenda/koppelen?gedaan=ingetrokken")
                 : access::notFound(visit, viewer);
}

/// For a calendar program. Whatever is wrong with a link, the answer is the same.
http::Response showFeed(const Visit& visit) {
    constexpr std::size_t kTokenChars = 43;
    const auto token = visit.params.get("token");
    auto feed = offered(visit) && token.size() == kTokenChars ? findFeed(visit, token) : std::nullopt;
    if (!feed)
        return http::text(404, visit.say("agenda.feed_gone") + "\n");
    if (feed->too_often) {
        auto wait = http::text(429, visit.say("agenda.feed_too_often") + "\n");
        wait.header("Retry-After", "3600");
        return wait;
    }
    std::vector<CalendarEvent> events;
    for (const auto& appointment : feed->appointments)
        events.push_back(eventOf(visit, appointment, feed->with_titles));
    const std::string name = feed->with_titles
                                 ? visit.say("agenda.feed_name", {{"CLIENT", feed->client_name.reveal()}})
                                 : visit.say("agenda.title");
    auto response = http::text(200, calendarFile(name, visit.at, events));
    response.headers.clear();
    response.header("Content-Type", "text/calendar; charset=utf-8");
    return response;
}

}  // namespace

void registerLinkPages(tenancy::Pages& pages) {
    using http::Method;
    constexpr auto kRight = http::RouteRight::Appointments;
    pages.add(Method::Get, "/agenda/koppelen", kRight, showPage);
    pages.add(Method::Post, "/agenda/koppelen", kRight, make);
    pages.add(Method::Post, "/agenda/koppelen/{id}/intrekken", kRight, revoke);
    pages.add(Method::Get, std::string{kFeedPath} + "{token}", http::RouteRight::Machine, showFeed);
}

}  // namespace inzage::agenda
