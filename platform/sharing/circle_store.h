#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/ids.h"
#include "platform/sharing/rules.h"

/// SQL about the people around a client.
namespace inzage::sharing {

/// Access that was removed so shortly ago that it can be given back.
struct Removed {
    AccountId account;
    Private<std::string> name;
    UtcTime until;  ///< the last moment to undo it
};

/// Somebody asks for a right; `wanted` is a right's name or "any".
struct Asked {
    AccountId account;
    Private<std::string> name;
    std::string wanted;
    UtcTime at;
};

struct Circle {
    std::vector<Person> people;  ///< the client first, then managers, representatives, contacts by name
    std::vector<Removed> removed;
    std::vector<Asked> asked;

    [[nodiscard]] const Person* find(const AccountId& account) const noexcept;
};

constexpr int kPeopleMax = 100;  ///< around one client

struct CircleAnswer {
    access::Viewer viewer;
    Circle circle;
};
/// The page's look, in one round trip. `person`: an id from the address, or ""; it is written down.
[[nodiscard]] std::variant<CircleAnswer, http::Response> findCircle(const tenancy::Visit& visit,
                                                                    std::string_view event,
                                                                    const std::string& person = "");

/// As it is now; nobody else changes it until this transaction ends.
[[nodiscard]] Circle lockCircle(database::TenantTx& tx, const ClientId& client, std::string_view today);

void storeRights(database::TenantTx& tx, const ClientId& client, const AccountId& person,
                 const std::vector<Right>& rights, const AccountId& by, UtcTime at);
/// `day`: "2026-12-31", the last one; "": no end.
void storeEnd(database::TenantTx& tx, const ClientId& client, const AccountId& person, const std::string& day,
              UtcTime at);
/// Takes the access away and keeps it for kUndoTime.
void removeAccess(database::TenantTx& tx, const ClientId& client, const AccountId& person,
                  const AccountId& by, UtcTime at);
/// Exactly as it was. False when there is nothing (any more) to undo.
[[nodiscard]] bool restoreAccess(database::TenantTx& tx, const ClientId& client, const AccountId& person,
                                 UtcTime at);
/// Whether this person ever had access to this client that was removed here.
[[nodiscard]] bool wasHere(database::TenantTx& tx, const ClientId& client, const AccountId& person);

/// Asks for a right; false when it was asked within the last day.
[[nodiscard]] bool noteAsked(database::TenantTx& tx, const ClientId& client, const AccountId& person,
                             std::string_view wanted, UtcTime at);
/// Whatever this person asked is answered.
void closeAsked(database::TenantTx& tx, const ClientId& client, const AccountId& person, UtcTime at);

/// One row of the access log beside the gate's: what was done about whom, or why not.
struct Deed {
    std::string_view event;
    char action = 'U';
    std::string reason{};  ///< why refused; "": done
    std::string person{};  ///< the account it is about
    std::string what{};    ///< "messages,dossier": for the column of the rule
};
void logDeed(database::TenantTx& tx, const access::Viewer& viewer, const Deed& deed, std::string_view ip,
             UtcTime at);

/// Where a mail about a client's circle goes to.
struct Reader {
    std::optional<AccountId> account;
    Private<std::string> email;
    std::string language;
};
/// The client's own accounts; without one the address that the care record has; none: nobody to tell.
[[nodiscard]] std::vector<Reader> clientReaders(database::TenantTx& tx, const ClientId& client);
/// By account: for somebody who has no access any more too.
[[nodiscard]] std::optional<Reader> readerOf(database::TenantTx& tx, const AccountId& account);
/// Notes for the person, in the portal, that their access was changed.
void noteAccessChanged(database::TenantTx& tx, const ClientId& client, const AccountId& person, UtcTime at);

}  // namespace inzage::sharing
