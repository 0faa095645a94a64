#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/page_place.h"
#include "platform/base/private.h"

namespace inzage::dossier {

constexpr std::size_t kSearchBytesMax = 200;
constexpr int kFoundPerPage = 20;
/// Around what was found, in FoundReport::excerpt: characters that no text of care has.
constexpr std::string_view kFoundBegins = "\xEE\x80\x80";  // U+E000
constexpr std::string_view kFoundEnds = "\xEE\x80\x81";    // U+E001

/// One report in which all words were found.
struct FoundReport {
    std::string id;
    Private<std::string> title;
    Private<std::string> author_name;
    UtcTime at;
    Private<std::string> excerpt;  ///< one or two pieces of the text
};

struct Found {
    std::vector<FoundReport> reports;  ///< newest first
    std::optional<PagePlace> older;
    bool no_words = false;  ///< nothing to look for in what was typed: only words like "de" and "en"
    std::optional<UtcTime> synced_at;
};
struct FoundAnswer {
    access::Viewer viewer;
    Found found;
};

/// Reports of the chosen client with all the words, in any of their Dutch endings and also as the beginning
/// of a longer word ("tuinen" finds "tuin", "fysio" finds "fysiotherapie"). In one round trip. Cost is that
/// of this client's reports with these words, whatever else the organisation holds (index report_search).
/// What is looked for is in no log.
[[nodiscard]] std::variant<FoundAnswer, http::Response> findReports(const tenancy::Visit& visit,
                                                                    const std::string& words,
                                                                    const std::optional<PagePlace>& before);

}  // namespace inzage::dossier
