#include "platform/database/provision.h"

#include <sodium.h>

#include <array>
#include <pqxx/nontransaction>
#include <pqxx/transaction>

#include "platform/base/token.h"
#include "platform/database/admin_link.h"
#include "platform/database/database_error.h"
#include "platform/database/failure_from.h"

namespace inzage::database {
namespace {

using Digest = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

Digest hmac(std::string_view key, std::string_view text) {
    Digest out{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    crypto_auth_hmacsha256_final(&state, out.data());
    return out;
}

std::string_view view(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string base64(std::string_view bytes) {
    constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), kVariant);
    text.pop_back();
    return text;
}

bool exists(pqxx::transaction_base& tx, const char* catalogue_query, const std::string& name) {
    return !tx.exec_params(catalogue_query, name).empty();
}

/// Roles in one transaction; PostgreSQL makes databases outside of one.
void makeRoles(pqxx::connection& link, const TenantDatabase& tenant) {
    pqxx::work tx{link};
    const auto make = [&](const std::string& role, const std::string& options) {
        const char* verb =
            exists(tx, "SELECT FROM pg_roles WHERE rolname = $1", role) ? "ALTER ROLE " : "CREATE ROLE ";
        tx.exec(verb + tx.quote_name(role) + ' ' + options);
    };
    const auto signsIn = [&](const std::string& password, int connections) {
        return "LOGIN CONNECTION LIMIT " + std::to_string(connections) + " PASSWORD " +
               tx.quote(scramVerifier(password));
    };
    make(tenant.ownerRole(), "NOLOGIN");
    make(tenant.migrateRole(), signsIn(tenant.migrate_password, 4) + " NOINHERIT");
    // Two nodes with eight each, a run with three.
    make(tenant.appRole(), signsIn(tenant.app_password, 20) + " NOINHERIT");
    for (const auto& role : {tenant.migrateRole(), tenant.appRole()})
        tx.exec("ALTER ROLE " + tx.quote_name(role) + " SET temp_file_limit = '1GB'");
    tx.exec("GRANT " + tx.quote_name(tenant.ownerRole()) + " TO " + tx.quote_name(tenant.migrateRole()));
    tx.exec("GRANT " + tx.quote_name(tenant.ownerRole()) + " TO CURRENT_USER");
    tx.commit();
}

void makeDatabase(pqxx::connection& link, const TenantDatabase& tenant) {
    pqxx::nontransaction tx{link};
    const std::string name = tx.quote_name(tenant.name);
    // Sorted by byte, which for UTF-8 is by code point: it never changes with the C library, so that no index
    // breaks by an upgrade, and PostgreSQL compares texts without asking the C library. Letters are told
    // apart as C.UTF-8 does. Nobody may connect until PUBLIC is shut out.
    if (!exists(tx, "SELECT FROM pg_database WHERE datname = $1", tenant.name))
        tx.exec("CREATE DATABASE " + name + " OWNER " + tx.quote_name(tenant.ownerRole()) +
                " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' STRATEGY wal_log "
                "ALLOW_CONNECTIONS false CONNECTION LIMIT 24");
    tx.exec("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
    tx.exec("GRANT CONNECT ON DATABASE " + name + " TO " + tx.quote_name(tenant.migrateRole()) + ", " +
            tx.quote_name(tenant.appRole()));
    tx.exec("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    // Not needed any more: making and dropping take it back.
    tx.exec("REVOKE " + tx.quote_name(tenant.ownerRole()) + " FROM CURRENT_USER");
}

AdminLink signIn(const ClusterAdmin& admin) {
    return AdminLink{{admin.conninfo, admin.database, admin.role, admin.password}};
}

}  // namespace

TenantDatabase newTenantDatabase() {
    return {"t_" + sha256Hex(newToken()).substr(0, 12), newToken(), newToken()};
}

std::string scramVerifier(std::string_view random_password) {
    std::array<char, 16> salt{};
    randombytes_buf(salt.data(), salt.size());
    std::string first{salt.data(), salt.size()};
    first += std::string_view{"\0\0\0\1", 4};
    const Digest salted = hmac(random_password, first);  // RFC 5802's Hi() with one iteration
    const Digest client_key = hmac(view(salted), "Client Key");
    std::array<unsigned char, crypto_hash_sha256_BYTES> stored{};
    crypto_hash_sha256(stored.data(), client_key.data(), client_key.size());
    const Digest server_key = hmac(view(salted), "Server Key");
    return "SCRAM-SHA-256$1:" + base64({salt.data(), salt.size()}) + '$' +
           base64({reinterpret_cast<const char*>(stored.data()), stored.size()}) + ':' +
           base64(view(server_key));
}

Outcome<void> createTenantDatabase(const ClusterAdmin& admin, const TenantDatabase& tenant) {
    const std::string doing = "making " + tenant.name;
    try {
        AdminLink link{signIn(admin)};
        makeRoles(link.link(), tenant);
        makeDatabase(link.link(), tenant);
        return {};
    } catch (const std::exception& thrown) {
        return failureFrom(thrown, doing);
    }
}

Outcome<void> dropTenantDatabase(const ClusterAdmin& admin, const TenantDatabase& tenant) {
    try {
        AdminLink link{signIn(admin)};
        pqxx::nontransaction tx{link.link()};
        if (exists(tx, "SELECT FROM pg_roles WHERE rolname = $1", tenant.ownerRole()))
            tx.exec("GRANT " + tx.quote_name(tenant.ownerRole()) + " TO CURRENT_USER");
        tx.exec("DROP DATABASE IF EXISTS " + tx.quote_name(tenant.name) + " WITH (FORCE)");
        for (const auto& role : {tenant.appRole(), tenant.migrateRole(), tenant.ownerRole()})
            tx.exec("DROP ROLE IF EXISTS " + tx.quote_name(role));
        return {};
    } catch (const std::exception& thrown) {
        return failureFrom(thrown, "dropping " + tenant.name);
    }
}

}  // namespace inzage::database
