#include "platform/sharing/adding_store.h"

namespace inzage::sharing {
namespace {

// $1 viewer, $2 this client, $3 e-mail, $4 first name, $5 family name with its prefix, $6 today
constexpr database::Statement kKnown{"sharing_known", R"sql(
    SELECT k.id, k.given_name, k.prefix, k.family_name, k.email, bool_or(t.client_id = $2::uuid) AS here
      FROM access o
      JOIN access t ON t.client_id = o.client_id AND t.account_id <> o.account_id
       AND (t.ends_on IS NULL OR t.ends_on >= $6::date)
      JOIN account k ON k.id = t.account_id AND k.state = 'active' AND k.email <> ''
     WHERE o.account_id = $1::uuid AND (o.ends_on IS NULL OR o.ends_on >= $6::date)
       AND (k.email = lower($3)
            OR (lower(k.given_name) = lower($4) AND lower(concat_ws(' ', nullif(k.prefix, ''), k.family_name)) = lower($5)))
     GROUP BY k.id ORDER BY k.email = lower($3) DESC, k.family_name, k.id LIMIT 5)sql"};

}  // namespace

std::vector<Known> knownPeople(database::TenantTx& tx, const AccountId& viewer, const ClientId& client,
                               const TypedPerson& typed, std::string_view today) {
    std::vector<Known> people;
    for (const auto& row :
         tx.run(kKnown, {viewer, client, typed.email, typed.given_name, typed.family_name, today}))
        if (const auto account = row.id<AccountId>("id"))
            people.push_back({*account, row.personal("given_name"), row.personal("prefix"),
                              row.personal("family_name"), row.personal("email"), row.flag("here")});
    return people;
}

}  // namespace inzage::sharing
