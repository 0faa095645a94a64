#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/private.h"

namespace inzage::home {

/// One line on a panel of the start page.
struct News {
    Private<std::string> title;
    Private<std::string> from;   ///< who it is from, or with whom; may be empty
    Private<std::string> value;  ///< of a measurement
    Private<std::string> value_second;
    std::string unit;
    UtcTime at;
    bool is_new = false;
};

struct Panel {
    std::vector<News> news;  ///< at most two
    int new_count = 0;       ///< since the visit before this one; counted up to kNewCountMax
};

constexpr int kNewCountMax = 99;

struct Start {
    Panel agenda;
    Panel messages;
    Panel dossier;
    Panel pinboard;
    std::string plan_id;          ///< a plan version that is new since the last visit, or ""
    std::string plan_valid_from;  ///< its date
    std::optional<UtcTime> synced_at;
    /// Without any right: who can give one, at most three; nobody where the organisation decides.
    std::vector<Private<std::string>> deciders;
};

struct StartAnswer {
    access::Viewer viewer;
    Start start;
};

/// What is new for this viewer, only of the parts that the viewer may see. One round trip.
[[nodiscard]] std::variant<StartAnswer, http::Response> findStart(const tenancy::Visit& visit);

}  // namespace inzage::home
