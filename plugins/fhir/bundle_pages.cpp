#include "plugins/fhir/bundle_pages.h"

#include <unordered_set>

namespace inzage::fhir {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::JsonValue;

constexpr std::size_t kEntryBytesMax = 16UL * 1024 * 1024;
constexpr std::size_t kBundleBytesMax = 4UL * 1024 * 1024 * 1024;
constexpr std::size_t kPagesMax = 1'000'000;

[[noreturn]] void refuse(const std::string& what) {
    throw AdapterFailure{AdapterFailureKind::Defect, what};
}

std::string linkOf(const JsonValue& bundle, std::string_view relation) {
    for (const JsonValue& link : bundle.listOf("link"))
        if (link.textOf("relation") == relation)
            return std::string{link.textOf("url")};
    return {};
}

/// Where the next page is, seen from this one; empty after the last.
std::string nextOf(const JsonValue& bundle, const std::string& url) {
    const std::string link = linkOf(bundle, "next");
    if (link.empty())
        return {};
    const auto next = sdk::resolveUrl(url, link);
    if (!next)
        refuse("the next link of a bundle is no URL");
    if (!sdk::sameOrigin(*next, url))
        refuse(
            "the next link of a bundle leads to another scheme, host or port than base_url: the server must "
            "know the address that it is asked under (often a setting of its proxy)");
    return *next;
}

}  // namespace

bool eachEntry(Connection& connection, const std::string& url, const PageReaders& readers,
               const std::vector<int>& or_statuses) {
    std::unordered_set<std::size_t> seen;
    for (std::string at = url; !at.empty();) {
        connection.call().proceedOrThrow();
        if (!seen.insert(std::hash<std::string>{}(at)).second)
            refuse("the next links of a bundle go round in a circle: a page came a second time");
        if (seen.size() > kPagesMax)
            refuse("a search has more than 1,000,000 pages");
        sdk::JsonWalk::Options options;
        options.name = "a bundle of the FHIR server";
        options.list_member = "entry";
        options.limits.bytes_max = kEntryBytesMax;
        options.total_bytes_max = kBundleBytesMax;
        options.element = [&](JsonValue&& entry) { readers.entry(entry); };
        sdk::JsonWalk walk{std::move(options)};
        Connection::Question question;
        question.url = at;
        question.body_to = [&](std::string_view chunk) { walk.push(chunk); };
        if (seen.size() == 1)
            question.accept = or_statuses;
        if (!connection.ask(question).good())
            return false;
        const JsonValue bundle = walk.finish();
        if (bundle.textOf("resourceType") != "Bundle")
            refuse("the FHIR server answers a search with something else than a Bundle");
        at = nextOf(bundle, at);
        if (readers.page)
            readers.page({linkOf(bundle, "self"), at.empty()});
    }
    return true;
}

}  // namespace inzage::fhir
