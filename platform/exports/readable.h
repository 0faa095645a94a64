#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "platform/exports/content_store.h"
#include "platform/views/views.h"

/// The half of a download that people read: one HTML file per part, which any browser opens without network.
namespace inzage::exports {

/// In whose words, and in which zone and language dates are written.
struct ReadableWords {
    const views::Templates& templates;
    views::Language language;
    const views::OwnTexts& own_texts;
    std::string zone;
    UtcTime at;

    [[nodiscard]] std::string say(std::string_view key, views::Placeholders values = {}) const {
        return templates.say(language, key, values, own_texts);
    }
};

/// One record as people read it.
struct Entry {
    std::string heading;
    std::string moment;  ///< "Dinsdag 24 november, 9.00 uur"; "" for what has none
    std::string who;
    std::string text;                                         ///< lines as they were written
    std::vector<std::pair<std::string, std::string>> values;  ///< label, value
};
[[nodiscard]] Entry entryOf(Part part, const database::Row& row, const ReadableWords& words);

/// The file of a part begins, goes on with any number of entries, and ends.
[[nodiscard]] std::string documentHead(const ReadableWords& words, const std::string& title, bool by_time);
[[nodiscard]] std::string documentEntries(const ReadableWords& words, const std::vector<Entry>& entries);
[[nodiscard]] std::string documentFoot(const ReadableWords& words);

/// What the first page of the archive says of one file.
struct ContentsLine {
    std::string path;  ///< "" for a part in which there is nothing
    std::string title;
    long count = 0;
};
/// What that page says of the whole.
struct Contents {
    std::string organisation;
    Private<std::string> client;
    Private<std::string> person;
    std::vector<ContentsLine> lines;
    bool has_files = false;
};
[[nodiscard]] std::string contentsPage(const ReadableWords& words, const Contents& contents);

/// The style sheet of all of them: large print, wide margins, prints well.
[[nodiscard]] std::string_view archiveStyle() noexcept;

}  // namespace inzage::exports
