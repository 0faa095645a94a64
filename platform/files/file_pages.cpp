#include "platform/access/refusal_pages.h"
#include "platform/files/file_store.h"
#include "platform/files/files.h"
#include "platform/http/url_text.h"

namespace inzage::files {
namespace {

http::Response serve(const tenancy::Visit& visit, bool small) {
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto found = findFile(visit, id, small);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    auto& file = std::get<0>(found);
    if (!file)
        return access::notFound(visit);
    http::Response response;
    response.header("Content-Type", file->content_type);
    // A document is for the program that reads documents, never for a window of this portal.
    const bool picture = file->content_type.starts_with("image/");
    response.header("Content-Disposition", std::string{picture ? "inline" : "attachment"} +
                                               "; filename*=UTF-8''" + http::percentEncode(file->name));
    response.sandboxed = true;
    response.body = std::move(file->bytes);
    return response;
}

}  // namespace

void registerPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/bestand/{id}", http::RouteRight::SignedIn,
              [](const tenancy::Visit& visit) { return serve(visit, false); });
    pages.add(http::Method::Get, "/bestand/{id}/klein", http::RouteRight::SignedIn,
              [](const tenancy::Visit& visit) { return serve(visit, true); });
}

}  // namespace inzage::files
