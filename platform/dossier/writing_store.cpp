#include "platform/dossier/writing_store.h"

#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"

namespace inzage::dossier {
namespace {

#define INZAGE_OWN_REPORTS(CLIENT, ACCOUNT, BEFORE, BEFORE_ID)                                             \
    "SELECT r.id, r.kind_label, left(r.body, 260) AS excerpt, r.created_at, change_state(r.id) AS state, " \
    "row_number() OVER (ORDER BY r.created_at DESC, r.id DESC) AS nth FROM report r WHERE r.client_id "    \
    "= " CLIENT " AND r.written_by = " ACCOUNT " AND (r.created_at, r.id) < (" BEFORE ", " BEFORE_ID       \
    ") ORDER "                                                                                             \
    "BY r.created_at DESC, r.id DESC LIMIT 11"

// $13 before (time), $14 before (id)
constexpr database::Statement kOwn{
    "dossier_own_reports",
    "SELECT " INZAGE_VIEWER ", w.* FROM " INZAGE_ENTER
    " AS viewer LEFT JOIN LATERAL (" INZAGE_OWN_REPORTS("viewer.client_id", "viewer.account_id",
                                                        "$13::timestamptz", "$14::uuid") ") AS w ON true "
    "ORDER BY w.nth"};
constexpr database::Statement kOwnAgain{"dossier_own_reports_again",
                                        INZAGE_OWN_REPORTS("$1", "$2", "'infinity'::timestamptz",
                                                           "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid")};
#undef INZAGE_OWN_REPORTS

constexpr database::Statement kCount{"dossier_written_today",
                                     "SELECT count(*) AS n FROM report WHERE client_id = $1 AND written_by = "
                                     "$2 AND created_at > $3::timestamptz "
                                     "- interval '1 day' AND id <> $4"};
constexpr database::Statement kWrite{
    "dossier_write",
    "INSERT INTO report (id, client_id, kind_code, kind_label, body, author_name, author_role, happened_at, "
    "written_by, created_at, updated_at) SELECT $1, x.client_id, $4, $5, $6, person_name(a.given_name, "
    "a.prefix, a.family_name), access_relation(x), $7, a.id, $8, $8 FROM account a JOIN access x ON "
    "x.account_id = a.id WHERE a.id = $2 AND x.client_id = $3 ON CONFLICT (id) DO NOTHING RETURNING id"};

OwnReports reportsFrom(const database::Rows& rows) {
    OwnReports own;
    for (const auto& row : rows) {
        const auto at = row.time("created_at");
        if (!at)
            continue;
        if (own.reports.size() == kOwnReportsPerPage) {
            own.older = PagePlace{own.reports.back().written_at, own.reports.back().id};
            break;
        }
        own.reports.push_back(
            {.id = std::string{row.text("id")},
             .kind_label = std::string{row.text("kind_label")},
             .excerpt = row.personal("excerpt"),
             .written_at = *at,
             .state = changes::changeStateFrom(row.text("state")).value_or(changes::ChangeState::Delivered)});
    }
    return own;
}

}  // namespace

std::variant<OwnReportsAnswer, http::Response> findOwnReports(const tenancy::Visit& visit,
                                                              const std::optional<PagePlace>& before) {
    const PagePlace from = before.value_or(PagePlace::newest());
    auto entered = access::enter(visit, {.event = "dossier.writing"}, kOwn, {from.before, from.id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    return OwnReportsAnswer{std::move(viewer), reportsFrom(rows)};
}

OwnReports ownReports(database::TenantTx& tx, const access::Viewer& viewer) {
    return reportsFrom(tx.run(kOwnAgain, {viewer.client, viewer.account}));
}

WriteAnswer writeReport(database::TenantTx& tx, const access::Viewer& viewer, const Draft& draft,
                        const config::WritingKind& kind, UtcTime happened_at, UtcTime at) {
    if (tx.run(kCount, {viewer.client, viewer.account, at, draft.key})[0].integer("n") >= kReportsPerDayMax)
        return WriteAnswer::TooMany;
    const auto written = tx.run(kWrite, {draft.key, viewer.account, viewer.client, kind.code, kind.label,
                                         draft.text, happened_at, at});
    if (written.empty())
        return WriteAnswer::Written;
    const nlohmann::json payload{{"kind_code", kind.code},
                                 {"kind_label", kind.label},
                                 {"body", draft.text.reveal()},
                                 {"happened_at", isoUtc(happened_at)}};
    (void)changes::queue(tx, {.kind = RecordKind::Report,
                              .client = viewer.client.value(),
                              .account = viewer.account,
                              .object_id = draft.key,
                              .action = changes::Action::Create,
                              .payload_json = jsonText(payload),
                              .at = at});
    return WriteAnswer::Written;
}

}  // namespace inzage::dossier
