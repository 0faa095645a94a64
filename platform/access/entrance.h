#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/base/right.h"
#include "platform/database/tenant_tx.h"
#include "platform/tenancy/visit.h"

/// The gate in SQL: `FROM enter($1, …, $12) AS viewer`. A page's statement is written as
///
///   constexpr Statement kTimeline{"dossier_timeline",
///       "SELECT " INZAGE_VIEWER ", r.id, … FROM " INZAGE_ENTER " AS viewer "
///       "LEFT JOIN LATERAL (SELECT … WHERE r.client_id = viewer.client_id AND … $13 …) AS r ON true"};
///
/// so that checking the session and the right, the access-log row and the data are one statement and one
/// round trip, and a page that forgets the gate has no client to ask for. The viewer is the outer side of the
/// join, so it always runs. Own parameters start at $13.
#define INZAGE_ENTER \
    "enter($1, $2::uuid, $3, $4, $5, $6, $7, $8, $9::timestamptz, $10::date, $11::integer, $12::integer)"
/// The viewer's columns. INZAGE_VIEWER_ON is for statements that give many rows: they are filled on the row
/// for which `first` holds only, because on every row they would be half of what travels. That row must come
/// first.
#define INZAGE_VIEWER_COLUMN(first, name) "CASE WHEN " first " THEN viewer." name " END AS v_" name
#define INZAGE_CLIENT_PHOTO(client) \
    "(SELECT cf.id FROM file cf WHERE cf.client_id = " client " AND cf.purpose = 'client_photo')"
#define INZAGE_VIEWER_ON(first) \
    INZAGE_VIEWER_COLUMN(first, "account_id") ", " \
    INZAGE_VIEWER_COLUMN(first, "session_id") ", " \
    INZAGE_VIEWER_COLUMN(first, "given_name") ", " \
    INZAGE_VIEWER_COLUMN(first, "person") ", " \
    INZAGE_VIEWER_COLUMN(first, "role") ", " \
    INZAGE_VIEWER_COLUMN(first, "client_id") ", " \
    INZAGE_VIEWER_COLUMN(first, "client") ", " \
    INZAGE_VIEWER_COLUMN(first, "rights") ", " \
    INZAGE_VIEWER_COLUMN(first, "clients") ", " \
    INZAGE_VIEWER_COLUMN(first, "notices_new") ", " \
    INZAGE_VIEWER_COLUMN(first, "since") ", " \
    INZAGE_VIEWER_COLUMN(first, "care_ended_on") ", " \
    INZAGE_VIEWER_COLUMN(first, "preview_account") ", " \
    INZAGE_VIEWER_COLUMN(first, "preview") ", " \
    "CASE WHEN " first " THEN " INZAGE_CLIENT_PHOTO("viewer.client_id") " END AS v_client_photo"
#define INZAGE_VIEWER INZAGE_VIEWER_ON("true")

namespace inzage::access {

struct ClientChoice {
    ClientId id;
    Private<std::string> name;
};

/// The person who looks, at the client looked at. Made by the gate only.
struct Viewer {
    AccountId account;
    SessionId session;
    Private<std::string> given_name;
    Private<std::string> person;
    std::string role;  ///< client, portal_manager, legal_representative, contact; "" without a client
    std::optional<ClientId> client;
    Private<std::string> client_name;
    std::string client_photo{};         ///< file id of the chosen client's photo; "" for none
    std::vector<Right> rights;          ///< at this client
    std::vector<ClientChoice> clients;  ///< to choose from; empty when there is only one
    int notices_new = 0;
    std::optional<UtcTime> since;  ///< the visit before this one: what is newer is "Nieuw"
    std::string care_ended_on;     ///< "2026-11-01", or ""
    /// Through whose eyes is looked, and their name; absent and "": one's own. Rights are then those that
    /// both have, `given_name` is theirs, and nothing can be written.
    std::optional<AccountId> preview_account{};
    Private<std::string> preview{};

    [[nodiscard]] bool may(Right right) const noexcept;
};

/// What the access log says about this look. The right comes from the route, so that the list of routes is
/// the truth; only of a file it is that of what the file belongs to.
struct Look {
    std::string_view event;  ///< "dossier.timeline"
    char action = 'R';       ///< C, R, U, D, E as in NEN 7513
    std::string_view object_kind{};
    std::string_view object_id{};
    std::optional<ClientId> client{};  ///< absent: the client chosen in this session
    std::string_view right{};          ///< "": the route's; else one of the gate's words
};

struct Entered {
    Viewer viewer;
    database::Rows rows;  ///< at least one
};

/// Runs a page's statement behind the gate. Gives the viewer and the rows, or the answer that explains the
/// refusal: to the login page without a session, 401 when it is over or of another tenant, 403 without the
/// right, 404 for a client that isn't theirs. Throws DatabaseError when the database can't be asked, which
/// the frame shows as 503: no access-log row, no data.
[[nodiscard]] std::variant<Entered, http::Response> enter(const tenancy::Visit& visit, const Look& look,
                                                          const database::Statement& statement,
                                                          std::initializer_list<database::Param> own = {});

/// The gate alone, for pages that read nothing about the client or write in a transaction of their own
/// afterwards.
[[nodiscard]] std::variant<Entered, http::Response> enter(const tenancy::Visit& visit, const Look& look);

/// Who sends a form whose deed writes its own row into the access log, so that it isn't two; else the answer,
/// as enter() gives it. Asks for no client and no right.
[[nodiscard]] std::variant<Viewer, http::Response> actor(const tenancy::Visit& visit);

/// A deed that was let in: everything else that it does belongs into this transaction, so that there is no
/// deed without its row in the access log.
struct EnteredToWrite {
    Viewer viewer;
    database::TenantTx tx;
};
/// The gate as the first statement of a transaction. A refusal's own row is kept.
[[nodiscard]] std::variant<EnteredToWrite, http::Response> enterToWrite(const tenancy::Visit& visit,
                                                                        const Look& look);

/// The frame of a signed-in page: base frame plus viewer, client, menu and switcher.
struct SignedInFrame {
    std::string title;
    std::string_view nav;  ///< "start", "agenda", "berichten", "dossier", "gegevens" or ""
    /// The kinds whose freshness the page shows; with synced_at from the page's own statement.
    std::vector<RecordKind> kinds{};
    std::optional<UtcTime> synced_at{};
    bool error = false;
};
[[nodiscard]] http::Response page(const tenancy::Visit& visit, const Viewer& viewer, std::string_view name,
                                  const SignedInFrame& frame, views::Model& model, int status = 200);

/// The masked form token of this session, for pages with forms of their own.
[[nodiscard]] std::string formToken(const tenancy::Visit& visit);

}  // namespace inzage::access
