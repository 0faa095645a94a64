#include "platform/notices/choices_store.h"

#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"

namespace inzage::notices {
namespace {

using database::Statement;

constexpr Statement kFind{"notices_choices", "SELECT " INZAGE_VIEWER R"sql(,
       (SELECT k.email FROM account k WHERE k.id = viewer.account_id) AS email,
       (SELECT jsonb_object_agg(p.name, p.value) FROM preference p
         WHERE p.account_id = viewer.account_id AND p.name LIKE 'mail.%') AS saved
  FROM )sql" INZAGE_ENTER " AS viewer"};

constexpr Statement kForget{"notices_forget_choices", R"sql(
    DELETE FROM preference WHERE account_id = $1::uuid AND name LIKE 'mail.%')sql"};

constexpr Statement kKeep{"notices_keep_choice", R"sql(
    INSERT INTO preference (account_id, name, value) VALUES ($1::uuid, $2, $3)
    ON CONFLICT (account_id, name) DO UPDATE SET value = excluded.value)sql"};

constexpr Statement kDrop{"notices_drop_planned", R"sql(
    UPDATE notice_mail SET due_at = NULL WHERE account_id = $1::uuid)sql"};

constexpr Statement kLogStopped{"notices_log_stopped", R"sql(
    INSERT INTO access_log (at, event, action, outcome, account_id, person, ip, object_kind, object_id, rule)
    SELECT $2::timestamptz, 'notices.mail_stopped', 'U', 'granted', k.id,
           person_name(k.given_name, k.prefix, k.family_name), $3, 'account', k.id::text, 'link:unsubscribe'
      FROM account k WHERE k.id = $1::uuid)sql"};

}  // namespace

std::variant<SavedChoices, http::Response> findChoices(const tenancy::Visit& visit) {
    auto entered = access::enter(visit, {.event = "notices.choices", .object_kind = "account"}, kFind);
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, rows] = std::get<access::Entered>(entered);
    SavedChoices choices{std::move(viewer), {}, rows[0].personal("email")};
    if (!rows[0].isNull("saved"))
        choices.saved = parseJson(rows[0].text("saved")).get<std::map<std::string, std::string>>();
    return choices;
}

void saveChoices(database::TenantTx& tx, const AccountId& account,
                 const std::map<std::string, std::string>& choices) {
    tx.run(kForget, {account});
    for (const auto& [name, value] : choices)
        tx.run(kKeep, {account, name, value});
}

void stopMails(database::TenantTx& tx, const AccountId& account, std::string_view ip, UtcTime at) {
    tx.run(kKeep, {account, "mail.stopped", "true"});
    tx.run(kDrop, {account});
    tx.run(kLogStopped, {account, at, ip});
}

}  // namespace inzage::notices
