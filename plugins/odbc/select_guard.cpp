#include "plugins/odbc/select_guard.h"

#include <algorithm>
#include <array>

namespace inzage::odbc {

namespace {

constexpr std::array<std::string_view, 17> kWrites{
    "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "CREATE", "ALTER",   "DROP", "GRANT",
    "REVOKE", "INTO",   "CALL",   "EXEC",  "COPY",     "VACUUM", "EXECUTE", "LOCK"};

bool isWordByte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Walks over the text once; throws nothing, keeps the first objection.
class Walk {
  public:
    explicit Walk(std::string_view sql) : sql_{sql} {}

    std::string run() {
        while (objection_.empty() && at_ < sql_.size())
            step();
        if (!objection_.empty())
            return objection_;
        if (first_.empty())
            return "is empty";
        if (depth_ != 0)
            return "has a parenthesis that isn't closed";
        return {};
    }

  private:
    void step() {
        const char c = sql_[at_];
        if (isWordByte(c) || c == '#' || c == '@')
            return word();
        if (c == '\'' || c == '"' || c == '`')
            return quoted(c);
        if (c == '[')
            return bracketed();
        if (sql_.substr(at_, 2) == "--")
            return toEndOfLine();
        if (sql_.substr(at_, 2) == "/*")
            return comment();
        mark(c);
    }

    void mark(char c) {
        if (c == ';')
            objection_ = "has a semicolon: one SELECT, without one";
        else if (c == '$')
            objection_ = "has a '$', with which some databases begin a text: use '…'";
        else if (c == '?')
            objection_ = "has a '?': there are no parameters";
        else if (c == '\0')
            objection_ = "has a NUL";
        else if (c == '(')
            ++depth_;
        else if (c == ')' && --depth_ < 0)
            objection_ = "closes a parenthesis that it didn't open";
        ++at_;
    }

    void word() {
        const std::size_t begin = at_;
        while (at_ < sql_.size() && (isWordByte(sql_[at_]) || sql_[at_] == '#' || sql_[at_] == '@'))
            ++at_;
        std::string name{sql_.substr(begin, at_ - begin)};
        std::ranges::transform(name, name.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
        if (name.find_first_of("#@") != std::string::npos)
            objection_ = "has a '#' or '@' outside texts";
        else if (std::ranges::find(kWrites, name) != kWrites.end())
            objection_ = "has the word " + name +
                         ": only reading is allowed (a column of that name needs quotation marks)";
        if (!first_.empty())
            return;
        first_ = name;
        if (objection_.empty() && name != "SELECT" && name != "WITH")
            objection_ = "doesn't begin with SELECT or WITH";
    }

    void quoted(char mark) {
        for (++at_; at_ < sql_.size(); ++at_) {
            if (sql_[at_] == '\\') {
                objection_ = "has a backslash inside quotation marks, which databases read differently";
                return;
            }
            if (sql_[at_] == '\0')
                break;
            if (sql_[at_] != mark)
                continue;
            if (at_ + 1 < sql_.size() && sql_[at_ + 1] == mark) {
                ++at_;
                continue;
            }
            ++at_;
            return;
        }
        objection_ = "has a quotation mark that isn't closed";
    }

    /// [a name] in some databases, an index in others: the same for both only without quotation marks.
    void bracketed() {
        const std::size_t end = sql_.find(']', at_);
        const std::string_view inside =
            sql_.substr(at_ + 1, end == std::string_view::npos ? end : end - at_ - 1);
        if (end == std::string_view::npos)
            objection_ = "has a '[' that isn't closed";
        else if (!std::ranges::all_of(inside, [](char c) { return isWordByte(c) || c == ' '; }))
            objection_ = "has more than letters, digits and blanks between '[' and ']'";
        else
            at_ = end + 1;
    }

    void toEndOfLine() {
        const std::size_t end = sql_.find('\n', at_);
        at_ = end == std::string_view::npos ? sql_.size() : end + 1;
    }

    void comment() {
        const std::size_t end = sql_.find("*/", at_ + 2);
        const std::string_view inside =
            sql_.substr(at_ + 2, end == std::string_view::npos ? end : end - at_ - 2);
        if (end == std::string_view::npos)
            objection_ = "has a comment that isn't closed";
        else if (inside.find("/*") != std::string_view::npos || inside.starts_with('!'))
            objection_ = "has a comment inside a comment, or one that is an order (/*!)";
        else
            at_ = end + 2;
    }

    std::string_view sql_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::string first_;
    std::string objection_;
};

}  // namespace

std::string objectionTo(std::string_view sql) {
    if (sql.size() > kQueryBytesMax)
        return "is longer than " + std::to_string(kQueryBytesMax) + " bytes: make a view of it";
    return Walk{sql}.run();
}

}  // namespace inzage::odbc
