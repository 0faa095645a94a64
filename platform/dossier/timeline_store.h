#pragma once
#include <variant>

#include "platform/access/entrance.h"
#include "platform/dossier/timeline.h"

namespace inzage::dossier {

/// The timeline of the chosen client behind the gate, in one round trip. Cost does not grow with the size of
/// the dossier: each kind reads at most a page from its own index.
struct TimelineAnswer {
    access::Viewer viewer;
    Timeline timeline;
};
[[nodiscard]] std::variant<TimelineAnswer, http::Response> findTimeline(const tenancy::Visit& visit,
                                                                        const TimelineQuestion& question);

}  // namespace inzage::dossier
