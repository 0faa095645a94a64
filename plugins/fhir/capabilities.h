#pragma once
#include <chrono>
#include <set>
#include <span>
#include <string>

#include "plugins/fhir/connection.h"

namespace inzage::fhir {

/// What a server says of itself in its CapabilityStatement.
struct Capabilities {
    std::set<std::string, std::less<>> searched;     ///< types that can be searched; empty: it doesn't say
    std::set<std::string, std::less<>> history;      ///< types whose history can be read
    std::set<std::string, std::less<>> conditional;  ///< types that know If-None-Exist
    std::set<std::string, std::less<>> created;
    /// The server's clock, else ours.
    std::chrono::sys_time<std::chrono::milliseconds> now;
};

/// GET metadata. AdapterFailure(Config) when it is no FHIR R4.
[[nodiscard]] Capabilities readCapabilities(Connection& connection);

/// AdapterFailure(Config) naming the first kind whose resources the server doesn't offer.
void requireOffered(const Capabilities& capabilities, std::span<const sdk::RecordKind> kinds);

/// "Tue, 24 Nov 2026 15:40:00 GMT" (RFC 9110); absent for anything else.
[[nodiscard]] std::optional<std::chrono::sys_seconds> readHttpDate(std::string_view text);

}  // namespace inzage::fhir
