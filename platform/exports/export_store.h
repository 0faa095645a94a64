#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/access/entrance.h"
#include "platform/exports/export.h"

/// SQL of a download's own life. What goes into it: content_store.h.
namespace inzage::exports {

struct ExportAnswer {
    access::Viewer viewer;
    std::optional<Export> latest;  ///< of this person at this client
    Private<std::string> manager;  ///< the first portal manager, to ask; "" when there is none
};
[[nodiscard]] std::variant<ExportAnswer, http::Response> findExport(const tenancy::Visit& visit);

enum class Asked {
    Queued,
    AlreadyThere,  ///< one is being made or waits to be fetched
    TooMany,       ///< kExportsPerDay
};
[[nodiscard]] Asked askExport(database::TenantTx& tx, const access::Viewer& viewer, std::string_view language,
                              UtcTime at);

/// Hands a ready archive over once: of parallel calls one gets it. Absent when there is none, or when the
/// person has lost a right since, which ends it. Also ends it for everybody else.
struct Fetched {
    std::string id;
    std::int64_t bytes = 0;
};
[[nodiscard]] std::optional<Fetched> fetchExport(database::TenantTx& tx, const access::Viewer& viewer,
                                                 UtcTime at);
/// Piece `number` (from 0) of a fetched archive; absent when there is none.
[[nodiscard]] std::optional<std::string> readPiece(database::TenantTx& tx, const std::string& id, int number);
/// After the last piece.
void dropPieces(database::TenantTx& tx, const std::string& id);

/// A row of the access log that says why not.
void logRefused(database::TenantTx& tx, const access::Viewer& viewer, std::string_view event, char action,
                std::string_view reason, std::string_view ip, UtcTime at);

/// For the maker: takes the oldest that waits or whose maker was lost.
struct Task {
    std::string id;
    std::string language;
    AccountId account;
    ClientId client;
    Private<std::string> email;
    bool has_email = false;
    Private<std::string> person;
    Private<std::string> client_name;
    UtcTime asked_at;
};
[[nodiscard]] std::optional<Task> claim(database::TenantTx& tx, UtcTime at);
void noteProgress(database::TenantTx& tx, const std::string& id, int percent, UtcTime at);
void storePiece(database::TenantTx& tx, const std::string& id, int number, std::string_view content);
/// False when it isn't being made any more.
[[nodiscard]] bool finish(database::TenantTx& tx, const std::string& id, std::int64_t bytes,
                          std::string_view rights, UtcTime at, UtcTime expires_at);
void giveUp(database::TenantTx& tx, const std::string& id);

}  // namespace inzage::exports
