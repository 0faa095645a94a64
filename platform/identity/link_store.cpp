#include "platform/base/token.h"
#include "platform/identity/link_token.h"

namespace inzage::identity {
namespace {

using database::Statement;

// Whoever makes a link about the same waits until this transaction ends.
constexpr Statement kLock{"identity_lock_links", R"(
    SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || coalesce($2, ($3::jsonb)::text), 2)))"};

// Two statements: one with a choice in it would have no index to go by.
#define INZAGE_END_LINKS                                                \
    "UPDATE link_token SET ended_at = $3::timestamptz, ended_why = $4 " \
    "WHERE purpose = $1 AND used_at IS NULL AND ended_at IS NULL "
constexpr Statement kEndOfAccount{"identity_end_links_of_account",
                                  INZAGE_END_LINKS "AND account_id = $2::uuid"};
constexpr Statement kEndAbout{"identity_end_links_about",
                              INZAGE_END_LINKS "AND account_id IS NULL AND detail = $2::jsonb"};
#undef INZAGE_END_LINKS

constexpr Statement kMake{"identity_make_link", R"(
    INSERT INTO link_token (token_hash, purpose, account_id, detail, created_at, expires_at)
    VALUES ($1, $2, $3::uuid, $4::jsonb, $5::timestamptz, $6::timestamptz))"};

constexpr Statement kKeep{"identity_keep_link", R"(
    INSERT INTO link_token (token_hash, purpose, account_id, created_at, expires_at)
    VALUES ($1, $2, $3::uuid, $4::timestamptz, $5::timestamptz)
    ON CONFLICT (token_hash) DO UPDATE SET expires_at = greatest(link_token.expires_at, excluded.expires_at))"};

#define INZAGE_LINK_WORKS                                                              \
    "WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND ended_at IS NULL " \
    "AND expires_at > $3::timestamptz RETURNING account_id, detail, expires_at"
constexpr Statement kOpen{
    "identity_open_link",
    "UPDATE link_token SET opened_at = coalesce(opened_at, $3::timestamptz) " INZAGE_LINK_WORKS};
constexpr Statement kUse{"identity_use_link",
                         "UPDATE link_token SET used_at = $3::timestamptz " INZAGE_LINK_WORKS};
#undef INZAGE_LINK_WORKS

constexpr Statement kLook{"identity_look_at_link", R"(
    SELECT CASE WHEN used_at IS NOT NULL THEN 'used' WHEN ended_at IS NOT NULL THEN ended_why
                WHEN expires_at <= $3::timestamptz THEN 'expired' ELSE 'open' END AS state, detail
      FROM link_token WHERE token_hash = $1 AND purpose = $2)"};

std::string_view wordOf(LinkPurpose purpose) {
    switch (purpose) {
        case LinkPurpose::Invitation:
            return "invitation";
        case LinkPurpose::Reset:
            return "reset";
        case LinkPurpose::Registration:
            return "registration";
        case LinkPurpose::Email:
            return "email";
        case LinkPurpose::Undo:
            return "undo";
        case LinkPurpose::Download:
            return "download";
        case LinkPurpose::Unsubscribe:
            return "unsubscribe";
    }
    return "";
}

LinkState stateOf(std::string_view word) {
    if (word == "open")
        return LinkState::Open;
    if (word == "used")
        return LinkState::Used;
    if (word == "replaced")
        return LinkState::Replaced;
    return word == "expired" ? LinkState::Expired : LinkState::Withdrawn;
}

std::optional<OpenLink> linkOf(const database::Rows& rows) {
    if (rows.empty())
        return std::nullopt;
    const auto until = rows[0].time("expires_at");
    if (!until)
        return std::nullopt;
    return OpenLink{rows[0].id<AccountId>("account_id"), std::string{rows[0].text("detail")}, *until};
}

}  // namespace

NewLink makeLink(database::TenantTx& tx, LinkPurpose purpose, const std::optional<AccountId>& account,
                 const std::string& detail_json, UtcTime at, std::chrono::minutes lifetime) {
    tx.run(kLock, {wordOf(purpose), account, detail_json});
    endLinks(tx, purpose, account, detail_json, "replaced", at);
    NewLink link{newToken(), at + lifetime};
    tx.run(kMake, {sha256Hex(link.token), wordOf(purpose), account, detail_json, at, link.until});
    return link;
}

void keepLink(database::TenantTx& tx, LinkPurpose purpose, const AccountId& account, std::string_view token,
              UtcTime at, std::chrono::minutes lifetime) {
    tx.run(kKeep, {sha256Hex(token), wordOf(purpose), account, at, at + lifetime});
}

std::optional<OpenLink> openLink(database::TenantTx& tx, LinkPurpose purpose, std::string_view token,
                                 UtcTime at) {
    return linkOf(tx.run(kOpen, {sha256Hex(token), wordOf(purpose), at}));
}

std::optional<OpenLink> useLink(database::TenantTx& tx, LinkPurpose purpose, std::string_view token,
                                UtcTime at) {
    return useLinkOfHash(tx, purpose, sha256Hex(token), at);
}

std::optional<OpenLink> useLinkOfHash(database::TenantTx& tx, LinkPurpose purpose,
                                      const std::string& token_hash, UtcTime at) {
    return linkOf(tx.run(kUse, {token_hash, wordOf(purpose), at}));
}

void endLinks(database::TenantTx& tx, LinkPurpose purpose, const std::optional<AccountId>& account,
              const std::string& detail_json, std::string_view why, UtcTime at) {
    if (account)
        tx.run(kEndOfAccount, {wordOf(purpose), *account, at, why});
    else
        tx.run(kEndAbout, {wordOf(purpose), detail_json, at, why});
}

KnownLink lookAtLink(database::TenantTx& tx, LinkPurpose purpose, std::string_view token, UtcTime at) {
    const auto rows = tx.run(kLook, {sha256Hex(token), wordOf(purpose), at});
    if (rows.empty())
        return {};
    return {stateOf(rows[0].text("state")), std::string{rows[0].text("detail")}};
}

std::string ownLink(const tenancy::Tenant& tenant, std::string_view path) {
    return tenant.public_url + std::string{path};
}

}  // namespace inzage::identity
