#include "platform/tenancy/visit.h"

#include <utility>

#include "platform/observe/events.h"
#include "platform/tenancy/problem_pages.h"

namespace inzage::tenancy {
namespace {

std::string modeClasses(const Display& display) {
    std::string classes;
    switch (display.text_size) {
        case TextSize::Normal:
            break;
        case TextSize::Large:
            classes += " iz-text-large";
            break;
        case TextSize::Largest:
            classes += " iz-text-largest";
            break;
    }
    switch (display.colours) {
        case Colours::Normal:
            break;
        case Colours::Night:
            classes += " iz-night";
            break;
        case Colours::Auto:
            classes += " iz-auto";
            break;
        case Colours::Contrast:
            classes += " iz-contrast";
            break;
    }
    return classes;
}

/// Where the display form comes back to: the page itself with its question, or the page that a form was sent
/// from.
std::string returnPath(const http::Request& request) {
    std::string path = request.path();
    if (request.method() == http::Method::Get && !request.rawQuery().empty())
        path += "?" + request.rawQuery();
    return path;
}

/// The database can't be asked, or takes no row in the access log: no data, and the visitor may try again
/// soon. A programming error (Wrong, Conflict) goes on to the router, which answers 500.
bool isAway(database::DatabaseError::Kind kind) noexcept {
    using Kind = database::DatabaseError::Kind;
    switch (kind) {
        case Kind::Unavailable:
        case Kind::Busy:
        case Kind::InDoubt:
        case Kind::Refused:
            return true;
        case Kind::Conflict:
        case Kind::Wrong:
            break;
    }
    return false;
}

constexpr std::string_view kTryAgainAfterS = "5";

}  // namespace

std::string Visit::say(std::string_view key, views::Placeholders values) const {
    return services.templates.say(language, key, values, settings().texts);
}

http::Response atTenant(const Services& services, const http::Request& request,
                        const http::PathParams& params, const Page& page) {
    auto tenant = services.tenants.byHost(request.host());
    if (!tenant)
        return http::text(421, "Unknown host.\n");
    const UtcTime at = services.clock.now();
    const auto& identity = tenant->settings->identity;
    const Display display = parseDisplay(request.cookie(kDisplayCookie).value_or(""));
    const bool offered = std::find(identity.languages.begin(), identity.languages.end(), display.language) !=
                         identity.languages.end();
    const auto language = views::languageFromCode(offered ? display.language : identity.languages.front());
    const Visit visit{.request = request,
                      .params = params,
                      .tenant = tenant,
                      .services = services,
                      .at = at,
                      .today = localDate(at, identity.time_zone),
                      .display = display,
                      .language = language};
    return services.with_kept_text ? services.with_kept_text(visit, page) : page(visit);
}

void Pages::add(http::Method method, std::string pattern, http::RouteRight right, Page page,
                http::RouteOptions options) {
    router_.add(
        method, std::move(pattern), right,
        [&services = services_, page = std::move(page)](const http::Request& request,
                                                        const http::PathParams& params) {
            try {
                return atTenant(services, request, params, page);
            } catch (const database::DatabaseError& failed) {
                if (!isAway(failed.kind()))
                    throw;
                observe::logEvent(observe::Event::TENANCY_DATABASE_AWAY,
                                  {{"route", params.route().pattern}, {"why", failed.what()}});
                auto response = problemPages(services)(503, request);
                response.header("Retry-After", std::string{kTryAgainAfterS});
                return response;
            }
        },
        options);
}

views::FrameModel baseFrame(const Visit& visit, const PageFrame& page) {
    const auto& settings = visit.settings();
    const auto& files = visit.services.files;
    const std::string tenant_files = "/static/tenant/" + visit.tenant->id.text();
    return {.title = page.title,
            .error = page.error,
            .language_code = std::string{views::codeOf(visit.language)},
            .tenant_id = visit.tenant->id.text(),
            .tenant_name = settings.identity.name,
            .short_name = settings.identity.short_name,
            .mode_classes = modeClasses(visit.display),
            .nlds_css = files.versioned("/static/nlds.css"),
            .portal_css = files.versioned("/static/portal.css"),
            .tenant_css = files.versioned(tenant_files + ".css"),
            .portal_js = files.versioned("/static/portal.js"),
            .icons = files.versioned("/static/icons.svg"),
            .logo = files.versioned(tenant_files + "-logo.svg"),
            .scene = files.versioned(tenant_files + "-scene.svg"),
            .csrf = page.csrf,
            .path = returnPath(visit.request),
            .text_size = static_cast<int>(visit.display.text_size),
            .contrast = visit.display.colours == Colours::Contrast,
            .night = visit.display.colours == Colours::Night,
            .helpdesk_email = settings.helpdesk.email,
            .helpdesk_phone = settings.helpdesk.phone,
            .helpdesk_hours = settings.helpdesk.hours,
            .login_words = settings.branding.login_words,
            .own = visit.tenant->own_templates.get()};
}

http::Response plainPage(const Visit& visit, int status, std::string_view name, const PageFrame& page,
                         views::Model& model) {
    auto around = baseFrame(visit, page);
    std::optional<http::CookieSpec> cookie;
    if (around.csrf.empty()) {
        auto token = visit.services.form_token(visit.request);
        around.csrf = std::move(token.masked);
        cookie = std::move(token.cookie);
    }
    auto response = http::html(
        status, visit.services.templates.render(views::Frame::Plain, name, visit.language, around, model));
    if (cookie)
        response.setCookie(*cookie);
    return response;
}

http::Response messagePage(const Visit& visit, int status, const Message& message) {
    views::Model model;
    model.set("TITLE", message.title);
    model.set("TEXT", message.text);
    if (!message.more.empty())
        model.add("MORE").set("TEXT", message.more);
    if (!message.button_text.empty()) {
        views::Model& button = model.add("BUTTON");
        button.set("TEXT", message.button_text);
        button.set("PATH", message.button_path);
    }
    return plainPage(visit, status, "views/message", {.title = message.title, .csrf = "", .error = false},
                     model);
}

}  // namespace inzage::tenancy
