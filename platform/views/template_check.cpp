#include "platform/views/template_check.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

namespace inzage::views {
namespace {

constexpr std::string_view kSeparator = "_separator";

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// UPPER_SNAKE; ctemplate's NAME_separator (shown between the rows of NAME) as well.
bool isName(std::string_view name) {
    if (name.size() > kSeparator.size() && name.substr(name.size() - kSeparator.size()) == kSeparator)
        name.remove_suffix(kSeparator.size());
    return !name.empty() && name[0] >= 'A' && name[0] <= 'Z' &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// Reads a template as a browser would, just far enough to know whether a place is text, the inside of an
/// element's tag, or a quoted attribute.
class Checker {
  public:
    Checker(std::string_view text, const std::string& path, std::size_t first_line)
        : text_{text}, path_{path}, line_{first_line}, is_mail_{path.ends_with("/mail.tpl")} {}

    void run() {
        while (at_ < text_.size()) {
            if (text_.substr(at_, 2) == "{{")
                readTag();
            else if (text_.substr(at_, 4) == "[[> " && place_ != Place::Text)
                refuse("a part inside an element's tag");
            else
                readCharacter();
        }
        if (!sections_.empty())
            refuse("{{#" + sections_.back() + "}} has no end in this file");
        if (place_ != Place::Text)
            refuse("the file ends inside an element's tag");
    }

  private:
    enum class Place { Text, Tag, Value };

    [[noreturn]] void refuse(const std::string& what) const {
        throw std::runtime_error{path_ + ":" + std::to_string(line_) + ": " + what};
    }

    void readCharacter() {
        const char c = text_[at_];
        switch (place_) {
            case Place::Text:
                if (c == '<' && at_ + 1 < text_.size() &&
                    (isLetter(text_[at_ + 1]) || text_[at_ + 1] == '/' || text_[at_ + 1] == '!'))
                    openTag();
                break;
            case Place::Tag:
                readInTag(c);
                break;
            case Place::Value:
                if (c == quote_)
                    place_ = Place::Tag;
                else if (c == '<')
                    refuse("an element inside an attribute; a text with **strong** words can't stand there");
                else
                    value_ += c;
                break;
        }
        if (c == '\n')
            ++line_;
        ++at_;
    }

    void openTag() {
        place_ = Place::Tag;
        attribute_.clear();
        const auto end = text_.find_first_of(" \n/>", at_ + 1);
        element_ = text_.substr(at_ + 1, end == std::string_view::npos ? end : end - at_ - 1);
        has_source_ = false;
        if (element_ == "style" && !is_mail_)
            refuse("styles only from files: the content security policy allows no others");
    }

    void readInTag(char c) {
        if (c == '>') {
            place_ = Place::Text;
            if (element_ == "script" && !has_source_)
                refuse("scripts only from files: the content security policy allows no others");
        } else if (c == '"' || c == '\'') {
            place_ = Place::Value;
            quote_ = c;
            value_.clear();
            if (attribute_.substr(0, 2) == "on" || (attribute_ == "style" && !is_mail_))
                refuse("the attribute " + attribute_ + " is not obeyed under the content security policy");
            has_source_ = has_source_ || attribute_ == "src";
        } else if (isLetter(c) || c == '-' || (c >= '0' && c <= '9')) {
            attribute_ += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        } else if (c != '=') {
            attribute_.clear();
        }
    }

    void readTag() {
        const auto close = text_.find("}}", at_);
        if (close == std::string_view::npos)
            refuse("{{ without }}");
        const auto inside = text_.substr(at_ + 2, close - at_ - 2);
        if (inside.find('\n') != std::string_view::npos || inside.empty())
            refuse("{{ without }} on the same line");
        at_ = close + 2;
        switch (inside[0]) {
            case '!':
                return;
            case '#':
                named(inside.substr(1));
                sections_.emplace_back(inside.substr(1));
                return;
            case '/':
                if (sections_.empty() || sections_.back() != inside.substr(1))
                    refuse("{{" + std::string{inside} + "}} closes no section that is open here");
                sections_.pop_back();
                return;
            case '>':
                if (inside != ">CONTENT" || place_ != Place::Text)
                    refuse("{{" + std::string{inside} + "}}: write [[> room/part]]");
                return;
            default:
                variable(inside);
        }
    }

    void named(std::string_view name) const {
        if (!isName(name))
            refuse("{{" + std::string{name} + "}} is no name in UPPER_SNAKE");
    }

    void variable(std::string_view inside) {
        const auto colon = inside.find(':');
        named(inside.substr(0, colon));
        const auto modifier = colon == std::string_view::npos ? "" : inside.substr(colon + 1);
        if (!modifier.empty() && modifier != "url_query_escape" && modifier != "pre_escape")
            refuse("the modifier :" + std::string{modifier} +
                   " is not allowed here (known: url_query_escape, pre_escape)");
        if (place_ == Place::Tag)
            refuse("{{" + std::string{inside} + "}} stands in a tag outside quotes");
        if (element_ == "script" && place_ == Place::Text)
            refuse("a variable inside a script");
        if (place_ == Place::Value) {
            static constexpr std::array<std::string_view, 4> kAddresses{"href", "action", "src",
                                                                        "formaction"};
            const bool address =
                std::find(kAddresses.begin(), kAddresses.end(), attribute_) != kAddresses.end();
            const bool needs_escape = value_.find('?') != std::string::npos || value_ == "mailto:";
            if (address && needs_escape && modifier != "url_query_escape")
                refuse("{{" + std::string{inside} + "}} in a query needs :url_query_escape");
            value_ += 'x';
        }
    }

    std::string_view text_;
    const std::string& path_;
    std::size_t line_;
    bool is_mail_;  ///< no policy reaches it, and mail programs know only styles of the mail itself
    std::size_t at_ = 0;
    Place place_ = Place::Text;
    char quote_ = '"';
    bool has_source_ = false;
    std::string element_;
    std::string attribute_;
    std::string value_;
    std::vector<std::string> sections_;
};

}  // namespace

void checkTemplate(std::string_view text, const std::string& path, std::size_t first_line) {
    Checker{text, path, first_line}.run();
}

}  // namespace inzage::views
