#include "platform/notices/mailer_store.h"

#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"

namespace inzage::notices {
namespace {

using database::Statement;

// $1 number, $2 now, $3 today, $4 visible days. Of two days ago and before nobody is mailed any more.
constexpr Statement kTakeNews{"notices_take_news", R"sql(
WITH fresh AS (
    UPDATE notice SET mail_planned = true
     WHERE id IN (SELECT id FROM notice WHERE NOT mail_planned AND kind NOT IN ('access', 'device')
                   ORDER BY created_at LIMIT $1::integer FOR UPDATE SKIP LOCKED)
    RETURNING id, client_id, account_id, kind, actor, created_at)
SELECT (SELECT count(*) FROM fresh) AS taken, t.account, t.kind, m.last_mail_at,
       CASE WHEN m.mails_on = $3::date THEN m.mails ELSE 0 END AS mails,
       (SELECT jsonb_object_agg(p.name, p.value) FROM preference p
         WHERE p.account_id = t.account AND p.name LIKE 'mail.%') AS saved
  FROM (SELECT) AS one
  LEFT JOIN LATERAL (
      SELECT DISTINCT k.id AS account, n.kind
        FROM fresh n
        LEFT JOIN client c ON c.id = n.client_id
        LEFT JOIN access x ON x.client_id = n.client_id AND (n.account_id IS NULL OR x.account_id = n.account_id)
        JOIN account k ON k.id = coalesce(x.account_id, CASE WHEN n.client_id IS NULL THEN n.account_id END)
       WHERE k.state = 'active' AND k.email <> '' AND (k.ends_on IS NULL OR k.ends_on >= $3::date)
         AND k.id IS DISTINCT FROM n.actor AND n.created_at > $2::timestamptz - interval '2 days'
         AND c.deceased_on IS NULL
         AND (n.client_id IS NULL OR (n.created_at > x.created_at AND access_obstacle(x, c.care_ended_on, notice_right(n.kind), $3::date, $4::integer) = ''))) AS t
    ON true
  LEFT JOIN notice_mail m ON m.account_id = t.account)sql"};

constexpr Statement kPlan{"notices_plan_mail", R"sql(
    INSERT INTO notice_mail (account_id, due_at) VALUES ($1::uuid, $2::timestamptz)
    ON CONFLICT (account_id) DO UPDATE SET due_at = least(notice_mail.due_at, excluded.due_at))sql"};

// $1 number, $2 now, $3 today, $4 visible days
constexpr Statement kTakeDue{"notices_take_due", R"sql(
WITH due AS (
    SELECT account_id, last_mail_at FROM notice_mail WHERE due_at <= $2::timestamptz
     ORDER BY due_at LIMIT $1::integer FOR UPDATE SKIP LOCKED)
SELECT d.account_id AS account, CASE WHEN k.state = 'active' THEN k.email ELSE '' END AS email, k.language,
       (SELECT jsonb_object_agg(p.name, p.value) FROM preference p
         WHERE p.account_id = k.id AND p.name LIKE 'mail.%') AS saved,
       (SELECT string_agg(DISTINCT n.kind, ',') FROM (
            SELECT n.id, n.kind, n.created_at
              FROM access x JOIN client c ON c.id = x.client_id
             CROSS JOIN LATERAL notices_of(x.client_id, k.id, access_rights(x), true, $2::timestamptz) n
             WHERE x.account_id = k.id AND c.deceased_on IS NULL
               AND access_obstacle(x, c.care_ended_on, 'any', $3::date, $4::integer) = ''
             UNION ALL
            SELECT n.id, n.kind, n.created_at FROM notice n WHERE n.account_id = k.id AND n.client_id IS NULL) AS n
         WHERE n.created_at > coalesce(d.last_mail_at, '-infinity')
           AND NOT EXISTS (SELECT FROM notice_seen s WHERE s.notice_id = n.id AND s.account_id = k.id)) AS unread
  FROM due d JOIN account k ON k.id = d.account_id)sql"};

constexpr Statement kMailed{"notices_note_mailed", R"sql(
    UPDATE notice_mail SET due_at = NULL,
           last_mail_at = CASE WHEN $2::boolean THEN $3::timestamptz ELSE last_mail_at END,
           mails = CASE WHEN NOT $2::boolean THEN mails WHEN mails_on = $4::date THEN mails + 1 ELSE 1 END,
           mails_on = CASE WHEN $2::boolean THEN $4::date ELSE mails_on END
     WHERE account_id = $1::uuid)sql"};

// $1 number, $2 today, $3 visible days. An end that was taken back is forgotten, so that a new one is told.
constexpr Statement kCareEnds{"notices_care_ends", R"sql(
WITH back AS (
    UPDATE client SET care_end_told = NULL WHERE care_end_told IS NOT NULL AND care_ended_on IS NULL),
told AS (
    UPDATE client SET care_end_told = care_ended_on
     WHERE id IN (SELECT c.id FROM client c
                   WHERE c.care_ended_on IS NOT NULL AND c.care_end_told IS DISTINCT FROM c.care_ended_on
                     AND c.care_ended_on + $3::integer >= $2::date
                   ORDER BY c.id LIMIT $1::integer FOR UPDATE SKIP LOCKED)
    RETURNING id, care_ended_on, deceased_on)
SELECT k.id AS account, k.email, k.language, t.care_ended_on AS ended_on, x.role
  FROM told t JOIN access x ON x.client_id = t.id JOIN account k ON k.id = x.account_id
 WHERE k.state = 'active' AND k.email <> '' AND (k.ends_on IS NULL OR k.ends_on >= $2::date)
   AND (x.ends_on IS NULL OR x.ends_on >= $2::date)
   AND NOT (t.deceased_on IS NOT NULL AND x.role = 'client'))sql"};

constexpr Statement kNext{"notices_next_mail", R"sql(
    SELECT min(due_at) AS due FROM notice_mail WHERE due_at IS NOT NULL)sql"};

std::map<std::string, std::string> savedOf(const database::Row& row) {
    if (row.isNull("saved"))
        return {};
    return parseJson(row.text("saved")).get<std::map<std::string, std::string>>();
}

std::vector<NewsKind> kindsOf(std::string_view words) {
    std::vector<NewsKind> kinds;
    while (!words.empty()) {
        const auto comma = words.find(',');
        if (const auto kind = newsKindOf(words.substr(0, comma)))
            kinds.push_back(*kind);
        words = comma == std::string_view::npos ? std::string_view{} : words.substr(comma + 1);
    }
    return kinds;
}

}  // namespace

std::vector<Told> takeNews(database::TenantTx& tx, int max, UtcTime at, const std::string& today,
                           int visible_days, int& taken) {
    std::vector<Told> told;
    for (const auto& row : tx.run(kTakeNews, {max, at, today, visible_days})) {
        taken = static_cast<int>(row.integer("taken"));
        const auto account = row.id<AccountId>("account");
        const auto kind = newsKindOf(row.text("kind"));
        if (account && kind)
            told.push_back({*account,
                            *kind,
                            savedOf(row),
                            {row.time("last_mail_at"), static_cast<int>(row.integer("mails"))}});
    }
    return told;
}

void planMail(database::TenantTx& tx, const AccountId& account, UtcTime due) {
    tx.run(kPlan, {account, due});
}

std::vector<DueMail> takeDue(database::TenantTx& tx, int max, UtcTime at, const std::string& today,
                             int visible_days) {
    std::vector<DueMail> due;
    for (const auto& row : tx.run(kTakeDue, {max, at, today, visible_days}))
        if (const auto account = row.id<AccountId>("account"))
            due.push_back({*account, row.personal("email"), std::string{row.text("language")}, savedOf(row),
                           kindsOf(row.text("unread"))});
    return due;
}

void noteMailed(database::TenantTx& tx, const AccountId& account, bool mailed, UtcTime at,
                const std::string& today) {
    tx.run(kMailed, {account, mailed, at, today});
}

std::vector<CareEndReader> takeCareEnds(database::TenantTx& tx, int max, const std::string& today,
                                        int visible_days) {
    std::vector<CareEndReader> readers;
    for (const auto& row : tx.run(kCareEnds, {max, today, visible_days}))
        if (const auto account = row.id<AccountId>("account"))
            readers.push_back({*account, row.personal("email"), std::string{row.text("language")},
                               std::string{row.text("ended_on")}, std::string{row.text("role")}});
    return readers;
}

std::optional<UtcTime> nextMail(database::TenantTx& tx) {
    const auto rows = tx.run(kNext);
    return rows.empty() ? std::nullopt : rows[0].time("due");
}

}  // namespace inzage::notices
