#include "plugins/odbc/odbc_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "plugins/odbc/odbc_adapter.h"

namespace inzage::odbc {
namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::RecordKind;
using sdk::SettingNode;
using testing::HasSubstr;

SettingNode node(std::string name, std::string text, std::vector<SettingNode> children = {}) {
    return {name, std::move(text), std::move(children), "tenant.yaml:1:" + name};
}

SettingNode map(std::string name, std::vector<SettingNode> children) {
    return node(std::move(name), "", std::move(children));
}

sdk::AdapterSettings good() {
    sdk::AdapterSettings settings;
    settings.root =
        map("", {map("connection",
                     {node("driver", "PostgreSQL Unicode"), node("host", "pg/run"), node("port", "5433"),
                      node("database", "reporting"), node("user", "reader"),
                      node("password_file", "reader.password"), map("extra", {node("SSLmode", "disable")})}),
                 node("overlap_min", "5"), node("sweep_h", "0"),
                 map("queries", {map("report", {node("sql", "SELECT * FROM portal.report"),
                                                node("changed_column", "changed_at"),
                                                node("removed_sql", "SELECT id FROM portal.removed"),
                                                map("columns", {node("body", "tekst")}),
                                                map("codes", {map("kind_code", {node("DR", "daily")})}),
                                                map("labels", {node("daily", "Dagrapportage")})})})});
    settings.secrets = {{"password_file", "secret-9471"}};
    settings.time_zone = "Europe/Amsterdam";
    settings.base_folder = "/var/lib/inzage";
    return settings;
}

SettingNode& at(SettingNode& root, const std::vector<std::string>& path) {
    SettingNode* found = &root;
    for (const std::string& name : path)
        for (SettingNode& child : found->children)
            if (child.name == name) {
                found = &child;
                break;
            }
    return *found;
}

std::string objection(const std::function<void(SettingNode&)>& edit) {
    sdk::AdapterSettings settings = good();
    edit(settings.root);
    OdbcAdapter adapter;
    try {
        adapter.configure(settings);
    } catch (const AdapterFailure& failure) {
        EXPECT_EQ(failure.kind(), AdapterFailureKind::Config);
        return failure.what();
    }
    return {};
}

TEST(OdbcSettings, areReadWithTheirMapping) {
    const OdbcSettings read = readSettings(good());
    EXPECT_EQ(read.connection.host, "/var/lib/inzage/pg/run");
    EXPECT_EQ(read.connection.port, 5433);
    EXPECT_EQ(read.connection.password, "secret-9471");
    EXPECT_EQ(read.overlap, std::chrono::minutes{5});
    EXPECT_EQ(read.sweep_every.count(), 0);
    EXPECT_EQ(read.time_zone, "Europe/Amsterdam");
    EXPECT_FALSE(read.of(RecordKind::Client));
    const KindQuery& report = *read.of(RecordKind::Report);
    EXPECT_EQ(report.theirs("body"), "tekst");
    EXPECT_EQ(report.theirs("title"), "title");
    EXPECT_EQ(report.rows.name(), "queries.report.sql (tenant.yaml:1:sql)");
    EXPECT_EQ(report.removed->sql, "SELECT id FROM portal.removed");
}

TEST(OdbcSettings, refuseWhatIsUnknownOrMissingWithKeyAndPlace) {
    const auto dropped = [](std::vector<std::string> parent, std::string name) {
        return objection([&](SettingNode& root) {
            std::erase_if(at(root, parent).children, [&](const SettingNode& n) { return n.name == name; });
        });
    };
    for (const char* name : {"driver", "host", "database", "user", "password_file"})
        EXPECT_THAT(dropped({"connection"}, name),
                    HasSubstr("connection." + std::string{name} + " is missing"));
    EXPECT_THAT(dropped({}, "connection"), HasSubstr("connection is missing"));
    EXPECT_THAT(dropped({}, "queries"), HasSubstr("queries is missing"));
    EXPECT_THAT(dropped({"queries", "report"}, "sql"), HasSubstr("queries.report.sql is missing"));

    const auto renamed = [](std::vector<std::string> path, std::string name) {
        return objection([&](SettingNode& root) { at(root, path).name = name; });
    };
    EXPECT_THAT(renamed({"overlap_min"}, "overlap"),
                HasSubstr("tenant.yaml:1:overlap_min: overlap is not a setting"));
    EXPECT_THAT(renamed({"connection", "driver"}, "drvier"), HasSubstr("connection.drvier is not a setting"));
    EXPECT_THAT(renamed({"queries", "report"}, "raport"), HasSubstr("queries.raport is no record kind"));
    EXPECT_THAT(renamed({"queries", "report", "sql"}, "select"),
                HasSubstr("queries.report.select is not a setting"));
    EXPECT_THAT(renamed({"queries", "report", "columns", "body"}, "bdy"),
                HasSubstr("queries.report.columns.bdy is no column of report"));
    EXPECT_THAT(renamed({"queries", "report", "codes", "kind_code"}, "kind"),
                HasSubstr("codes.kind is no column"));
}

TEST(OdbcSettings, refuseValuesThatCantBe) {
    const auto set = [](std::vector<std::string> path, std::string text) {
        return objection([&](SettingNode& root) { at(root, path).text = text; });
    };
    EXPECT_THAT(set({"overlap_min"}, "-1"), HasSubstr("overlap_min must be a whole number from 0 to 10080"));
    EXPECT_THAT(set({"connection", "port"}, "70000"), HasSubstr("connection.port must be a whole number"));
    EXPECT_THAT(set({"queries", "report", "sql"}, "DELETE FROM t"),
                HasSubstr("queries.report.sql is not one SELECT"));
    EXPECT_THAT(set({"queries", "report", "removed_sql"}, "SELECT 1;"),
                HasSubstr("queries.report.removed_sql is not one SELECT: it has a semicolon"));
    for (const std::vector<std::string>& path :
         std::vector<std::vector<std::string>>{{"queries"},
                                               {"connection"},
                                               {"connection", "extra"},
                                               {"queries", "report", "columns"},
                                               {"queries", "report", "codes"},
                                               {"queries", "report", "codes", "kind_code"},
                                               {"queries", "report", "labels"}})
        EXPECT_THAT(set(path, "text"), HasSubstr(path.back() + " must hold keys and values"));
    EXPECT_THAT(set({"connection", "host"}, ""), HasSubstr("connection.host must be a text"));
    EXPECT_THAT(
        objection([](SettingNode& root) { root.children.push_back(node("time_zone", "../etc/passwd")); }),
        HasSubstr("time_zone is not the name of a time zone"));
    EXPECT_THAT(objection([](SettingNode& root) {
                    at(root, {"connection"}).children.push_back(node("dsn", "Reporting"));
                }),
                HasSubstr("connection.dsn names driver, host, port and database already"));
    for (const char* keyword : {"PWD", "Password", "servername", "Database", "UID"})
        EXPECT_THAT(objection([&](SettingNode& root) {
                        at(root, {"connection", "extra", "SSLmode"}).name = keyword;
                    }),
                    HasSubstr("has a setting of its own"));
    EXPECT_THAT(objection([](SettingNode& root) {
                    at(root, {"connection", "extra", "SSLmode"}).name = "a;PWD";
                }),
                HasSubstr("is no keyword"));
}

TEST(OdbcSettings, recordsOfSeveralRowsNeedAnOrder) {
    EXPECT_THAT(objection([](SettingNode& root) {
                    SettingNode& report = at(root, {"queries", "report"});
                    report.name = "care_plan";
                    std::erase_if(report.children, [](const SettingNode& n) {
                        return n.name == "columns" || n.name == "codes" || n.name == "labels";
                    });
                }),
                HasSubstr("queries.care_plan.order_column is missing"));
    EXPECT_THAT(objection([](SettingNode& root) {
                    at(root, {"queries", "report"}).children.push_back(node("order_column", "row_no"));
                }),
                HasSubstr("order_column is for questionnaire and care_plan only"));
}

TEST(OdbcAdapter, declaresEveryKeyItTakesAndNoPush) {
    const sdk::Description description = OdbcAdapter{}.describe();
    EXPECT_TRUE(description.can(sdk::Capability::Pull));
    EXPECT_TRUE(description.can(sdk::Capability::Incremental));
    EXPECT_TRUE(description.can(sdk::Capability::Removals));
    EXPECT_FALSE(description.can(sdk::Capability::Push));
    EXPECT_TRUE(description.pushes.empty());
    EXPECT_EQ(description.settings.size(), 13U);
}

}  // namespace
}  // namespace inzage::odbc
