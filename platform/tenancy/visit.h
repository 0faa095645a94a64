#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/config/platform_settings.h"
#include "platform/database/tenant_pools.h"
#include "platform/http/request.h"
#include "platform/http/response.h"
#include "platform/http/router.h"
#include "platform/http/static_files.h"
#include "platform/tenancy/display.h"
#include "platform/tenancy/tenant.h"
#include "platform/views/views.h"

namespace inzage::tenancy {

/// The token that a page's forms carry, and the cookie that binds it when the browser had none yet.
struct FormToken {
    std::string masked;
    std::optional<http::CookieSpec> cookie;
};

struct Visit;
using Page = std::function<http::Response(const Visit&)>;

/// What every page may use. Lives as long as the server; all parts are thread-safe.
struct Services {
    database::TenantPools& pools;
    const views::Templates& templates;
    const Clock& clock;
    const Tenants& tenants;
    const config::PlatformSettings& platform;
    const http::StaticFiles& files;
    /// Tells delivery, after a commit, that this tenant has something to send.
    std::function<void(const TenantId&)> wake_delivery;
    /// Makes the form token of a request; identity's, set by the program.
    std::function<FormToken(const http::Request&)> form_token;
    /// When these record kinds are next brought up to date; empty when never. Set by the program from sync's
    /// schedule.
    std::function<std::optional<UtcTime>(const config::TenantSettings&, const std::vector<RecordKind>&,
                                         UtcTime)>
        next_run;
    /// Runs a page for a visit, with what its visitor had typed there before (access/kept_text.h); empty:
    /// runs it as it is. Set by the program.
    std::function<http::Response(const Visit&, const Page&)> with_kept_text{};
};

/// One request at one tenant: what a page handler gets.
struct Visit {
    const http::Request& request;
    const http::PathParams& params;
    std::shared_ptr<const Tenant> tenant;
    const Services& services;
    UtcTime at;         ///< one "now" for the whole request
    std::string today;  ///< the date in the tenant's zone, "2026-11-22"
    Display display;
    views::Language language;

    [[nodiscard]] const config::TenantSettings& settings() const noexcept { return *tenant->settings; }
    [[nodiscard]] const std::string& zone() const noexcept { return tenant->settings->identity.time_zone; }
    /// A sentence of the organisation's own texts or of the catalogue, in the visitor's language.
    [[nodiscard]] std::string say(std::string_view key, views::Placeholders values = {}) const;
};

/// Finds the tenant by its host name, makes the Visit and runs `page`; 421 for an unknown host.
[[nodiscard]] http::Response atTenant(const Services& services, const http::Request& request,
                                      const http::PathParams& params, const Page& page);

/// Registers the pages of the portal: finds the tenant, makes the Visit. A page must say its right.
class Pages {
  public:
    Pages(http::Router& router, const Services& services) : router_{router}, services_{services} {}
    void add(http::Method method, std::string pattern, http::RouteRight right, Page page,
             http::RouteOptions options = {});

  private:
    http::Router& router_;
    const Services& services_;
};

/// What a page tells the frame around it.
struct PageFrame {
    std::string title;   ///< without the tenant's name
    std::string csrf;    ///< masked form token; empty: plainPage() makes one
    bool error = false;  ///< the title starts with "Fout:"
};

/// The part of the frame that every page has: tenant, look, language, helpdesk, announcements. For signed-in
/// pages access::frame() adds the viewer.
[[nodiscard]] views::FrameModel baseFrame(const Visit& visit, const PageFrame& page);

/// A whole page in the plain frame (login, errors, signed out).
[[nodiscard]] http::Response plainPage(const Visit& visit, int status, std::string_view name,
                                       const PageFrame& page, views::Model& model);

/// "Say it, explain it, offer the next step": the page for what can't be shown.
struct Message {
    std::string title;
    std::string text;
    std::string more;         ///< a second paragraph; may be empty
    std::string button_text;  ///< may be empty
    std::string button_path;
};
[[nodiscard]] http::Response messagePage(const Visit& visit, int status, const Message& message);

}  // namespace inzage::tenancy
