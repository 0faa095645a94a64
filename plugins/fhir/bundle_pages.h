#pragma once
#include <functional>
#include <string>
#include <vector>

#include "plugins/fhir/connection.h"

namespace inzage::fhir {

/// What one page said beside its entries.
struct Page {
    std::string self;  ///< what the server says it searched; may be empty
    bool last = false;
};

struct PageReaders {
    /// Gets every entry of every page as it comes in.
    std::function<void(const sdk::JsonValue& entry)> entry;
    /// After each page; may be empty.
    std::function<void(const Page&)> page;
};

/// Reads a search or history and all its pages, following the next links as the server gives them. False when
/// the first answer has one of these statuses. AdapterFailure(Defect): a next link that leads to another
/// origin (it would carry the token and the question there), a page that comes a second time, no Bundle.
bool eachEntry(Connection& connection, const std::string& url, const PageReaders& readers,
               const std::vector<int>& or_statuses = {});

}  // namespace inzage::fhir
