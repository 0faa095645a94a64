#include <algorithm>

#include "platform/access/refusal_pages.h"
#include "platform/base/text.h"
#include "platform/http/url_text.h"
#include "platform/profile/page_parts.h"
#include "platform/profile/profile_store.h"

/// /profiel/contactgegevens: the landline and the postal address, where the organisation lets people keep
/// them. Nobody comes in by them, so no code is asked.
namespace inzage::profile {
namespace {

using tenancy::Visit;

constexpr std::string_view kPage = "/profiel/contactgegevens";
constexpr std::size_t kAddressBytesMax = 300;

bool mayChange(const Visit& visit, config::OwnData data) {
    const auto& list = visit.settings().profile.editable;
    return std::find(list.begin(), list.end(), data) != list.end();
}

bool offered(const Visit& visit) {
    return mayChange(visit, config::OwnData::Phone) || mayChange(visit, config::OwnData::Address);
}

/// 8 to 15 digits, with what people put between them.
bool isNumber(std::string_view text) {
    const auto digits =
        std::count_if(text.begin(), text.end(), [](unsigned char c) { return c >= '0' && c <= '9'; });
    return digits >= 8 && digits <= 15 &&
           text.find_first_not_of("0123456789 +-()/.") == std::string_view::npos;
}

http::Response detailsPage(const Visit& visit, const access::Viewer& viewer, const OwnDetails& typed,
                           std::string_view fault) {
    views::Model model;
    const bool wrong = !fault.empty();
    const auto say = [&] { return visit.say("profile.fault_" + std::string{fault}); };
    if (wrong)
        model.add("SUMMARY").set("TEXT", say());
    if (wrong)
        model.set("AT", fault == "landline" ? "telefoon" : "adres");
    if (mayChange(visit, config::OwnData::Phone)) {
        auto& field = model.add("LANDLINE");
        field.set("VALUE", typed.landline);
        if (fault == "landline")
            field.add("WRONG").set("TEXT", say());
    }
    if (mayChange(visit, config::OwnData::Address)) {
        auto& field = model.add("ADDRESS");
        field.set("VALUE", typed.address);
        if (fault == "address")
            field.add("WRONG").set("TEXT", say());
    }
    return access::page(visit, viewer, "profile/details",
                        {.title = visit.say("profile.details_title"), .nav = "", .error = wrong}, model,
                        wrong ? 422 : 200);
}

/// What the form brought, over what there was: a field that isn't offered stays as it is.
OwnDetails typedOver(const Visit& visit, OwnDetails details) {
    const auto typed = [&](std::string_view name) {
        return std::string{trimmed(visit.request.form(name).value_or(""))};
    };
    if (mayChange(visit, config::OwnData::Phone) && visit.request.form("telefoon"))
        details.landline = Private<std::string>{typed("telefoon")};
    if (mayChange(visit, config::OwnData::Address) && visit.request.form("adres")) {
        auto lines = typed("adres");
        lines.erase(std::remove_if(lines.begin(), lines.end(),
                                   [](unsigned char c) { return (c < ' ' && c != '\n') || c == 0x7F; }),
                    lines.end());
        details.address = Private<std::string>{std::move(lines)};
    }
    return details;
}

http::Response showDetails(const Visit& visit) {
    const access::Look look{.event = "account.details", .object_kind = "account"};
    if (!offered(visit))
        return access::notOffered(visit, look, "own_data");
    auto found = findOwnAccount(visit, look.event);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, account] = std::get<OwnAccountAnswer>(found);
    return detailsPage(visit, viewer, typedOver(visit, account.details), "");
}

http::Response keepDetails(const Visit& visit) {
    const access::Look look{.event = "account.details", .action = 'U', .object_kind = "account"};
    if (!offered(visit))
        return access::notOffered(visit, look, "own_data");
    auto entered = access::enterToWrite(visit, look);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const auto details = typedOver(visit, readDetails(tx, viewer.account));
    const auto& landline = details.landline.reveal();
    std::string_view fault;
    if (!landline.empty() && !isNumber(landline))
        fault = "landline";
    else if (details.address.reveal().size() > kAddressBytesMax)
        fault = "address";
    if (fault.empty())
        storeDetails(tx, viewer.account, details, visit.at);
    tx.commit();
    return fault.empty() ? http::redirect(303, "/profiel?gedaan=gegevens")
                         : detailsPage(visit, viewer, details, fault);
}

}  // namespace

void registerDetailsPages(tenancy::Pages& pages) {
    using http::Method;
    using http::RouteRight;
    pages.add(Method::Get, std::string{kPage}, RouteRight::SignedIn, showDetails);
    pages.add(Method::Post, std::string{kPage}, RouteRight::SignedIn, keepDetails,
              {.typed_at = std::string{kPage}});
}

}  // namespace inzage::profile
