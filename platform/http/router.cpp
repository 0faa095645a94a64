#include "platform/http/router.h"

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "platform/http/request_forgery.h"
#include "platform/http/response_writer.h"
#include "platform/observe/events.h"
#include "platform/observe/metrics.h"

namespace inzage::http {
namespace {

using observe::Event;
using observe::Metric;

std::vector<std::string> partsOf(std::string_view path) {
    std::vector<std::string> parts;
    for (std::size_t begin = 1; begin < path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        parts.emplace_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool isOpen(std::string_view part) {
    return part.starts_with('{');
}

/// Throws for a pattern that could never match or is ambiguous to read.
void checkPattern(const std::string& pattern) {
    const auto refuse = [&](const char* why) { throw std::logic_error{"route " + pattern + ": " + why}; };
    if (pattern.empty() || pattern.front() != '/' || (pattern.size() > 1 && pattern.back() == '/'))
        refuse("a pattern begins with one '/' and doesn't end with one");
    for (const std::string& part : partsOf(pattern)) {
        if (part.empty())
            refuse("empty part");
        const bool has_brace = part.find_first_of("{}") != std::string::npos;
        const bool whole = part.size() > 2 && part.front() == '{' && part.back() == '}' &&
                           part.find_first_of("{}", 1) == part.size() - 1;
        if (has_brace && !whole)
            refuse("a {name} is a whole part");
    }
}

/// The class of an exception and the first line of its text, without quoted and bracketed pieces: database
/// errors quote values there, and those are personal data.
std::string describe(const std::exception& failed) {
    int status = 0;
    char* demangled = abi::__cxa_demangle(typeid(failed).name(), nullptr, nullptr, &status);
    std::string out = demangled != nullptr ? demangled : "exception";
    std::free(demangled);
    out += ": ";
    char until = '\0';
    for (const char* c = failed.what(); *c != '\0' && *c != '\n'; ++c) {
        if (until != '\0') {
            until = *c == until ? '\0' : until;
            continue;
        }
        out += *c;
        until = *c == '"' || *c == '\'' ? *c : *c == '(' ? ')' : '\0';
    }
    return out;
}

}  // namespace

std::string_view nameOf(RouteRight right) noexcept {
    switch (right) {
        case RouteRight::Public:
            return "public";
        case RouteRight::Machine:
            return "machine";
        case RouteRight::SignedOut:
            return "signed_out";
        case RouteRight::SignedIn:
            return "signed_in";
        case RouteRight::Client:
            return "client";
        case RouteRight::Messages:
            return "messages";
        case RouteRight::Appointments:
            return "appointments";
        case RouteRight::Dossier:
            return "dossier";
        case RouteRight::Details:
            return "details";
        case RouteRight::Settings:
            return "settings";
    }
    return "";
}

std::string_view PathParams::get(std::string_view name) const noexcept {
    for (const auto& [param, value] : values_)
        if (param == name)
            return value;
    return {};
}

struct Router::State {
    struct Entry {
        Route route;
        std::vector<std::string> parts;  ///< empty for a pattern without {name}
        Handler handler;
    };
    /// The routes of one pattern by method.
    struct Page {
        const Entry* get = nullptr;
        const Entry* post = nullptr;
    };
    struct Match {
        Page page;
        Fields values;
    };

    std::vector<std::unique_ptr<Entry>> entries;
    std::unordered_map<std::string, Page> literal;  ///< patterns without {name}
    std::map<std::string, Page> open;               ///< the others
    ErrorPage error_page = [](int status, const Request&) { return gateAnswer(status); };
    CsrfCheck csrf;
    RouteGuard guard;
    TenantOf tenant_of;

    [[nodiscard]] std::optional<Match> match(const std::string& path) const;
    [[nodiscard]] static std::optional<Fields> valuesOf(const Entry& entry,
                                                        const std::vector<std::string>& path);
    [[nodiscard]] Response run(const Request& request, const Route*& route) const;
    [[nodiscard]] Response runEntry(const Request& request, const Entry& entry, Fields values) const;
};

std::optional<Fields> Router::State::valuesOf(const Entry& entry, const std::vector<std::string>& path) {
    if (entry.parts.size() != path.size())
        return std::nullopt;
    Fields values;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const std::string& part = entry.parts[i];
        if (isOpen(part))
            values.emplace_back(part.substr(1, part.size() - 2), path[i]);
        else if (part != path[i])
            return std::nullopt;
    }
    return values;
}

std::optional<Router::State::Match> Router::State::match(const std::string& path) const {
    if (const auto found = literal.find(path); found != literal.end())
        return Match{found->second, {}};
    const std::vector<std::string> parts = partsOf(path);
    for (const auto& [pattern, page] : open) {
        const Entry& entry = page.get != nullptr ? *page.get : *page.post;
        if (std::optional<Fields> values = valuesOf(entry, parts))
            return Match{page, std::move(*values)};
    }
    return std::nullopt;
}

Response Router::State::runEntry(const Request& request, const Entry& entry, Fields values) const {
    if (entry.route.method == Method::Post && entry.route.right != RouteRight::Machine) {
        const ForgeryVerdict verdict = judgePost(request, entry.route.options, csrf);
        if (verdict != ForgeryVerdict::Accepted) {
            observe::logEvent(Event::HTTP_CSRF_REFUSED,
                              {{"route", entry.route.pattern}, {"why", nameOf(verdict)}});
            return error_page(verdict == ForgeryVerdict::ContentType ? 415 : 403, request);
        }
    }
    return entry.handler(request, PathParams{entry.route, std::move(values)});
}

Response Router::State::run(const Request& request, const Route*& route) const {
    std::optional<Match> found = match(request.path());
    const bool post = request.method() == Method::Post;
    const Entry* entry = !found ? nullptr : post ? found->page.post : found->page.get;
    route = entry != nullptr ? &entry->route : nullptr;
    if (guard)
        if (std::optional<Response> stopped = guard(request, route))
            return std::move(*stopped);
    if (!found)
        return error_page(404, request);
    if (entry == nullptr) {
        Response refused = error_page(405, request);
        std::erase_if(refused.headers, [](const Field& header) { return header.first == "Allow"; });
        refused.header("Allow", post ? "GET, HEAD" : "POST");
        return refused;
    }
    return runEntry(request, *entry, std::move(found->values));
}

Router::Router() : state_{std::make_unique<State>()} {}
Router::~Router() = default;

void Router::add(Method method, std::string pattern, RouteRight right, Handler handler,
                 RouteOptions options) {
    checkPattern(pattern);
    if (!handler || method == Method::Head)
        throw std::logic_error{"route " + pattern + ": needs a handler and the method GET or POST"};
    auto entry = std::make_unique<State::Entry>();
    entry->route = {method, pattern, right, options};
    entry->handler = std::move(handler);
    const bool open = pattern.find('{') != std::string::npos;
    if (open)
        entry->parts = partsOf(pattern);
    // Patterns that differ only in the names of their open parts match the same addresses.
    std::string key = pattern;
    if (open) {
        key.clear();
        for (const std::string& part : entry->parts)
            (key += '/') += isOpen(part) ? "{}" : part;
    }
    State::Page& page = open ? state_->open[key] : state_->literal[key];
    const State::Entry*& place = method == Method::Post ? page.post : page.get;
    if (place != nullptr)
        throw std::logic_error{"route " + pattern + " is registered twice"};
    const State::Entry* other = method == Method::Post ? page.get : page.post;
    if (other != nullptr && other->route.pattern != pattern)
        throw std::logic_error{"route " + pattern + " is also called " + other->route.pattern};
    place = entry.get();
    state_->entries.push_back(std::move(entry));
}

void Router::onError(ErrorPage page) {
    state_->error_page = std::move(page);
}
void Router::checkCsrfWith(CsrfCheck check) {
    state_->csrf = std::move(check);
}
void Router::guardWith(RouteGuard guard) {
    state_->guard = std::move(guard);
}
void Router::nameTenantsWith(TenantOf tenant_of) {
    state_->tenant_of = std::move(tenant_of);
}

std::vector<Route> Router::list() const {
    std::vector<Route> routes;
    for (const auto& entry : state_->entries)
        routes.push_back(entry->route);
    return routes;
}

std::string Router::listJson() const {
    std::string text = "[";
    for (const auto& entry : state_->entries) {
        text += text.size() > 1 ? ",\n" : "\n";
        text += R"({"method":")" + std::string{http::nameOf(entry->route.method)} + R"(","pattern":")" +
                entry->route.pattern + R"(","right":")" + std::string{http::nameOf(entry->route.right)} +
                "\"}";
    }
    return text + "\n]\n";
}

std::size_t Router::bodyBytesMax(std::string_view path) const {
    const std::optional<State::Match> found = state_->match(std::string{path});
    return found && found->page.post != nullptr ? found->page.post->route.options.body_bytes_max
                                                : RouteOptions{}.body_bytes_max;
}

Response Router::answer(const Request& request) const {
    const auto start = std::chrono::steady_clock::now();
    std::string tenant;
    if (state_->tenant_of)
        tenant = state_->tenant_of(request.host());
    const observe::LogScope scope{tenant, request.id()};
    const Route* route = nullptr;
    Response response;
    try {
        response = state_->run(request, route);
    } catch (const std::exception& failed) {
        observe::logEvent(Event::HTTP_HANDLER_FAILED,
                          {{"route", route != nullptr ? route->pattern : "-"}, {"why", describe(failed)}});
        response = state_->error_page(500, request);
    } catch (...) {
        observe::logEvent(Event::HTTP_HANDLER_FAILED,
                          {{"route", route != nullptr ? route->pattern : "-"}, {"why", "no std::exception"}});
        response = state_->error_page(500, request);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const std::string status = std::to_string(response.status);
    const std::string_view pattern = route != nullptr ? std::string_view{route->pattern} : "none";
    observe::count(Metric::HttpRequests, {tenant, status});
    observe::count(Metric::HttpRouteRequests, {pattern, status});
    observe::observeSeconds(Metric::HttpSeconds, {tenant}, took);
    observe::observeSeconds(Metric::HttpRouteSeconds, {pattern}, took);
    return response;
}

}  // namespace inzage::http
