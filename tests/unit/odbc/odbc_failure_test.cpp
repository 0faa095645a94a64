#include "plugins/odbc/odbc_failure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inzage::odbc {
namespace {

using enum sdk::AdapterFailureKind;
using testing::HasSubstr;
using testing::Not;

sdk::AdapterFailureKind kindOf(std::string state, Stage stage, std::string message = "") {
    return failureFor({std::move(state), std::move(message)}, stage, "it").kind();
}

TEST(OdbcFailure, theClassOfTheStateDecidesTheKind) {
    for (const char* state :
         {"08S01", "08006", "57P01", "57014", "40001", "53300", "55P03", "HYT00", "HY008", "58030"})
        EXPECT_EQ(kindOf(state, Stage::Reading), Transient) << state;
    for (const char* state :
         {"28000", "28P01", "42501", "42P01", "42703", "42S02", "3D000", "25006", "0A000", "IM002"})
        EXPECT_EQ(kindOf(state, Stage::Reading), Config) << state;
    for (const char* state : {"22012", "22P02", "XX000", "HY000", "ZZ999", ""})
        EXPECT_EQ(kindOf(state, Stage::Reading), Defect) << state;
}

TEST(OdbcFailure, whileConnectingTheWordsDecideWhatTheStateHides) {
    const auto connecting = [](std::string words) {
        return kindOf("08001", Stage::Connecting, std::move(words));
    };
    EXPECT_EQ(connecting("FATAL:  password authentication failed for user \"r\""), Config);
    EXPECT_EQ(connecting("FATAL:  database \"nosuch\" does not exist"), Config);
    EXPECT_EQ(connecting("FATAL:  role \"x\" is not permitted to log in"), Config);
    EXPECT_EQ(connecting("FATAL:  no pg_hba.conf entry for host"), Config);
    EXPECT_EQ(connecting("server does not support SSL, but SSL was required"), Config);
    EXPECT_EQ(connecting("Connection refused"), Transient);
    EXPECT_EQ(connecting("FATAL:  the database system is starting up"), Transient);
    EXPECT_EQ(connecting("FATAL:  sorry, too many clients already"), Transient);
    EXPECT_EQ(
        kindOf("01000", Stage::Connecting, "[unixODBC][Driver Manager]Can't open lib 'x' : file not found"),
        Config);
    EXPECT_EQ(kindOf("", Stage::Connecting), Transient);
}

TEST(OdbcFailure, tellsTheQueryAndTheStateAndNeverAValueOfARow) {
    const sdk::AdapterFailure reading =
        failureFor({"22P02", "ERROR: invalid input syntax for type integer: \"Mevrouw Jansen\";"},
                   Stage::Reading, "queries.report.sql");
    EXPECT_THAT(reading.what(), HasSubstr("queries.report.sql"));
    EXPECT_THAT(reading.what(), HasSubstr("SQLSTATE 22P02"));
    EXPECT_THAT(reading.what(), Not(HasSubstr("Jansen")));
    const sdk::AdapterFailure planned = failureFor(
        {"42P01", "ERROR: relation \"portal.x\" does not exist;\nNo query"}, Stage::Describing, "q");
    EXPECT_STREQ(
        planned.what(),
        "q: the database doesn't accept the query: relation \"portal.x\" does not exist (SQLSTATE 42P01)");
    EXPECT_THAT(failureFor({"42P01", "ERROR: relation \"portal.x\""}, Stage::Reading, "q").what(),
                Not(HasSubstr("portal.x")));
    EXPECT_THAT(failureFor({"22P02", "ERROR: syntax: \"Jansen\""}, Stage::Describing, "q").what(),
                Not(HasSubstr("Jansen")));
}

}  // namespace
}  // namespace inzage::odbc
