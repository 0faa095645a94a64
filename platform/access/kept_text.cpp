#include "platform/access/kept_text.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "platform/access/kept_text_store.h"
#include "platform/base/json_text.h"
#include "platform/base/token.h"
#include "platform/identity/cookies.h"

namespace inzage::access {
namespace {

/// The page of the route's form, with this request's own parts in it.
std::string formPath(const tenancy::Visit& visit) {
    std::string path;
    for (std::string_view rest = visit.params.route().options.typed_at; !rest.empty();) {
        const auto open = std::min(rest.find('{'), rest.size());
        path += rest.substr(0, open);
        rest.remove_prefix(open);
        if (rest.empty())
            break;
        const auto close = std::min(rest.find('}'), rest.size() - 1);
        path += visit.params.get(rest.substr(1, close - 1));
        rest.remove_prefix(close + 1);
    }
    return path;
}

std::optional<http::Fields> fieldsOf(const std::string& json) {
    const auto read = readJson(json);
    if (!read.is_array())
        return std::nullopt;
    return read.get<http::Fields>();
}

}  // namespace

bool isSecretField(std::string_view name) noexcept {
    static constexpr std::array kSecret{"csrf", "wachtwoord", "nogmaals", "oud", "code", "vraag", "passkey"};
    return std::any_of(kSecret.begin(), kSecret.end(),
                       [&](std::string_view secret) { return name == secret; });
}

http::Fields typedFields(const http::Fields& form) {
    http::Fields typed;
    std::size_t bytes = 0;
    bool anything = false;
    for (const auto& [name, value] : form) {
        if (isSecretField(name))
            continue;
        bytes += name.size() + value.size();
        anything = anything || !value.empty();
        typed.emplace_back(name, value);
    }
    return anything && bytes <= kTypedBytesMax ? typed : http::Fields{};
}

std::optional<KeptForm> keepTyped(const tenancy::Visit& visit, const std::string& session_hash) {
    if (visit.request.method() != http::Method::Post || visit.params.route().options.typed_at.empty())
        return std::nullopt;
    const auto fields = typedFields(visit.request.formFields());
    if (fields.empty())
        return std::nullopt;
    const auto token = newToken();
    const auto path = formPath(visit);
    if (!storeTyped(visit, {session_hash, sha256Hex(token), path, jsonText(nlohmann::json(fields))}))
        return std::nullopt;
    return KeptForm{path, {std::string{kTypedCookie}, token, kTypedKept}};
}

http::Response withTyped(const tenancy::Visit& visit, const tenancy::Page& page) {
    const auto cookie = visit.request.cookie(kTypedCookie);
    const auto session = identity::sessionTokenHash(visit.request, visit.settings().login);
    if (!cookie || !session || visit.request.method() != http::Method::Get)
        return page(visit);
    const auto token_hash = sha256Hex(*cookie);
    const auto json = findTyped(visit, *session, token_hash);
    const auto fields = json ? fieldsOf(json->reveal()) : std::nullopt;
    if (!fields)
        return page(visit);
    const http::Request typed = visit.request.withForm(*fields);
    auto response = page({.request = typed,
                          .params = visit.params,
                          .tenant = visit.tenant,
                          .services = visit.services,
                          .at = visit.at,
                          .today = visit.today,
                          .display = visit.display,
                          .language = visit.language});
    // What couldn't be shown is there for the next try, within its hour.
    if (response.status == 200) {
        forgetTyped(visit, token_hash);
        response.clearCookie(kTypedCookie);
    }
    return response;
}

bool showsTyped(const http::Request& request) noexcept {
    return request.method() == http::Method::Get && !request.formFields().empty();
}

}  // namespace inzage::access
