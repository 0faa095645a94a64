#pragma once
#include <gtest/gtest.h>

#include <string>

#include "platform/base/ids.h"
#include "platform/database/tenant_pools.h"
#include "tests/postgres/test_cluster.h"

namespace inzage::notices {

/// One tenant on a real PostgreSQL: two clients, Anna with all rights at both, Piet with the dossier of one.
class NoticesWorld : public ::testing::Test {
  protected:
    NoticesWorld() {
        database_ = cluster_.makeTenant("teller").name;
        sql("TRUNCATE account, client, notice, outbox, link_token CASCADE");
        for (const auto& [client, source, name] :
             {std::tuple{mother_, "C1", "Jansen"}, std::tuple{father_, "C2", "Pietersen"}})
            sql("INSERT INTO client (id, source_id, source_version, family_name, run_id, created_at, "
                "updated_at) "
                "VALUES ('" +
                client.text() + "', '" + source + "', '1', '" + name + "', gen_random_uuid(), " + kLongAgo +
                ", " + kLongAgo + ")");
        account(anna_, "anna");
        account(piet_, "piet");
        access(anna_, mother_, "true");
        access(anna_, father_, "true");
        access(piet_, mother_, "false");
    }
    void account(const AccountId& id, const std::string& name) {
        sql("INSERT INTO account (id, login_name, email, given_name, created_at, updated_at) VALUES ('" +
            id.text() + "', '" + name + "', '" + name + "@voorbeeld.nl', '" + name + "', " + kLongAgo + ", " +
            kLongAgo + ")");
    }
    void access(const AccountId& account, const ClientId& client, const std::string& all) {
        sql("INSERT INTO access (account_id, client_id, role, right_messages, right_appointments, "
            "right_dossier, "
            "right_details, right_settings, created_at, updated_at) VALUES ('" +
            account.text() + "', '" + client.text() + "', 'contact', " + all + ", " + all + ", true, " + all +
            ", " + all + ", " + kLongAgo + ", " + kLongAgo + ")");
    }
    std::string sql(const std::string& text) {
        const auto rows = cluster_.asSuperuser(database_, text);
        return rows.empty() ? "" : rows[0][0];
    }
    /// How many unread notices the gate counts.
    int newsAt(const AccountId& account, const ClientId& client) {
        return std::stoi(
            sql("SELECT count(*) FROM access x, notices_of(x.client_id, x.account_id, access_rights(x), "
                "true, '" +
                isoUtc(at_) + "') n WHERE x.account_id = '" + account.text() + "' AND x.client_id = '" +
                client.text() +
                "' AND NOT EXISTS (SELECT FROM notice_seen s WHERE s.notice_id = n.id AND s.account_id = "
                "x.account_id)"));
    }
    int newsOf(const AccountId& account) { return newsAt(account, mother_); }
    template <class Work>
    auto within(Work work) {
        auto tx = cluster_.pools().begin(tenant_);
        if constexpr (std::is_void_v<decltype(work(tx))>) {
            work(tx);
            tx.commit();
        } else {
            auto result = work(tx);
            tx.commit();
            return result;
        }
    }

    static constexpr const char* kLongAgo = "'2026-01-01T00:00:00Z'";
    test::TestCluster& cluster_ = test::TestCluster::shared();
    std::string database_;
    TenantId tenant_ = TenantId::parse("teller").value();
    UtcTime at_ = parseIsoUtc("2026-11-24T10:00:00Z").value();
    ClientId mother_ = ClientId::random();
    ClientId father_ = ClientId::random();
    AccountId anna_ = AccountId::random();
    AccountId piet_ = AccountId::random();
};

}  // namespace inzage::notices
