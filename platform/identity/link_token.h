#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/database/tenant_tx.h"
#include "platform/tenancy/tenant.h"

/// Links in mails. A link holds 256 random bits, of which the database keeps the SHA-256 only; it works until
/// its time is over, until it is used, or until a newer one takes its place (OWASP ASVS 5 §6.5). Times are
/// passed in; all functions throw DatabaseError.
namespace inzage::identity {

/// A link of one purpose doesn't work for another.
enum class LinkPurpose { Invitation, Reset, Registration, Email, Undo, Download, Unsubscribe };

struct NewLink {
    std::string token;  ///< 43 characters that fit into a path as they are; nobody can make it again
    UtcTime until;      ///< it no longer works at this moment
};

/// Makes a link about an account, or about what `detail_json` (an object) says when there is no account.
/// Older ones of the same purpose about the same stop working, also when two are made at once.
[[nodiscard]] NewLink makeLink(database::TenantTx& tx, LinkPurpose purpose,
                               const std::optional<AccountId>& account, const std::string& detail_json,
                               UtcTime at, std::chrono::minutes lifetime);

/// A link that stays the same for its account, in every mail: `token` is worked out from a key by the caller.
/// Made or kept alive until `at` plus `lifetime`.
void keepLink(database::TenantTx& tx, LinkPurpose purpose, const AccountId& account, std::string_view token,
              UtcTime at, std::chrono::minutes lifetime);

struct OpenLink {
    std::optional<AccountId> account;
    std::string detail_json;
    UtcTime until;
};

/// Absent unless it works at `at`. Notes the first time; the link stays usable, because mail programs open
/// links before people do.
[[nodiscard]] std::optional<OpenLink> openLink(database::TenantTx& tx, LinkPurpose purpose,
                                               std::string_view token, UtcTime at);
/// As openLink, and the link is used up: of any number of parallel calls one gets it.
[[nodiscard]] std::optional<OpenLink> useLink(database::TenantTx& tx, LinkPurpose purpose,
                                              std::string_view token, UtcTime at);
/// The same for whoever kept the token's SHA-256 instead of the token.
[[nodiscard]] std::optional<OpenLink> useLinkOfHash(database::TenantTx& tx, LinkPurpose purpose,
                                                    const std::string& token_hash, UtcTime at);

/// Links about this stop working.
void endLinks(database::TenantTx& tx, LinkPurpose purpose, const std::optional<AccountId>& account,
              const std::string& detail_json, std::string_view why, UtcTime at);

/// What became of a link, for the page that explains it. Only who holds the token learns it.
enum class LinkState { Open, Expired, Used, Replaced, Withdrawn, Unknown };
struct KnownLink {
    LinkState state = LinkState::Unknown;
    std::string detail_json;  ///< "" when unknown
};
[[nodiscard]] KnownLink lookAtLink(database::TenantTx& tx, LinkPurpose purpose, std::string_view token,
                                   UtcTime at);

/// An address of the portal for a mail: the organisation's own host from its settings, whatever a request
/// said. `path` starts with '/'.
[[nodiscard]] std::string ownLink(const tenancy::Tenant& tenant, std::string_view path);

}  // namespace inzage::identity
