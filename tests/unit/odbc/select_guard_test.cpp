#include "plugins/odbc/select_guard.h"

#include <gtest/gtest.h>

namespace inzage::odbc {
namespace {

TEST(SelectGuard, takesOneSelectWithWhatPeopleWriteInIt) {
    for (const char* good :
         {"SELECT * FROM portal.report",
          "select a, 'x;y' as b from t -- DELETE is a word in a comment\n where c = ';'",
          "WITH r AS (SELECT 1) SELECT * FROM r", "SELECT \"update\", `into`, [delete from] FROM t",
          "/* INSERT */ (SELECT 1) UNION SELECT 2", "SELECT 'it''s', a[1], replace(b, 'x', 'y') FROM t",
          "SELECT updated_at, inserted, created FROM t"})
        EXPECT_EQ(objectionTo(good), "") << good;
}

TEST(SelectGuard, refusesWhatWrites) {
    for (const char* bad :
         {"DELETE FROM t", "SELECT * INTO copy FROM t",
          "WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone", "SELECT * FROM t FOR UPDATE",
          "select 1 union select * from (insert into t values (1)) x", "DROP TABLE t", "CALL p()", "EXEC p",
          "TRUNCATE t", "copy t to '/tmp/x'", "SELECT {call p()}", "explain analyze select 1"})
        EXPECT_NE(objectionTo(bad), "") << bad;
}

TEST(SelectGuard, refusesASecondStatementHoweverItIsHidden) {
    for (const char* bad : {"SELECT 1;",
                            "SELECT 1; SELECT 2",
                            "SELECT 'a\\'; DROP TABLE t; --'",
                            "SELECT $$a$$; DROP TABLE t",
                            "SELECT $x$;$x$",
                            "SELECT 1) x; DROP TABLE t; SELECT * FROM (SELECT 1",
                            "SELECT 1) UNION SELECT (2",
                            "SELECT 'open",
                            "SELECT \"open",
                            "SELECT 1 /* open",
                            "SELECT /* a /* b */ 1",
                            "SELECT /*! DROP TABLE t */ 1",
                            "SELECT [a'] , ';' FROM t",
                            "SELECT [open",
                            "SELECT 1 # '\n",
                            "SELECT (1",
                            "",
                            "   ",
                            "-- nothing",
                            "?"})
        EXPECT_NE(objectionTo(bad), "") << bad;
    EXPECT_NE(objectionTo(std::string("SELECT 1\0 FROM t", 16)), "");
    EXPECT_NE(objectionTo("SELECT " + std::string(kQueryBytesMax, '1')), "");
}

TEST(SelectGuard, saysWhatIsWrong) {
    EXPECT_EQ(objectionTo("SELECT 1;"), "has a semicolon: one SELECT, without one");
    EXPECT_NE(objectionTo("SELECT * FROM t FOR UPDATE").find("UPDATE"), std::string::npos);
}

}  // namespace
}  // namespace inzage::odbc
