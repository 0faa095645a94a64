#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "platform/config/setting_tree.h"

/// The table of settings: one definition per setting, from which the parser, the defaults, the bounds, the
/// error texts, the JSON Schema and the settings reference all come. A section is declared in its own file
/// (table_*.cpp). Defaults are not repeated here: they are the member initialisers of the structs.
namespace inzage::config {

enum class SettingKind {
    Text,
    Whole,      ///< a whole number
    Flag,       ///< true or false
    Choice,     ///< one of the allowed words
    Clock,      ///< "08:00", kept as minutes from midnight
    LocalTime,  ///< "2026-11-26 22:00", kept as seconds since 1970 as if it were UTC
    TextList,
    WholeList,
    ChoiceList,
    ClockList,
    Group,      ///< a map with settings of its own
    GroupList,  ///< a list of such maps
    Tree,       ///< free-form, checked elsewhere
    TextMaps,   ///< language → key → text
};

/// What a text must look like; formats.h holds the check and the words for it.
enum class TextFormat {
    Words,  ///< anything
    TenantId,
    Word,  ///< a-z, 0-9, '_' and '-'
    Host,
    Zone,
    Language,
    Colour,
    Email,
    HttpsUrl,
    FileName,
    Path,
    Network,  ///< an address or a CIDR block
    Version,
};

using TextMaps = std::map<std::string, std::map<std::string, std::string>>;
using SettingValue = std::variant<std::string, long, bool, std::vector<std::string>, std::vector<long>,
                                  const SettingTree*, const TextMaps*>;

struct SettingDef {
    std::string name;
    SettingKind kind = SettingKind::Text;
    std::string doc;   ///< one sentence or two, English, for whoever writes the file
    std::string unit;  ///< "minutes"; empty: none
    bool required = false;
    bool optional_number = false;  ///< may be absent without a default
    TextFormat format = TextFormat::Words;
    std::optional<long> min;  ///< number: value; text: characters; list: entries
    std::optional<long> max;
    std::vector<std::string> allowed;
    std::vector<SettingDef> children;

    std::function<void(void* owner, const SettingValue& value)> set;  ///< not for Group and GroupList
    std::function<void*(void* owner)> open;  ///< Group: the member; GroupList: a new last element
    std::function<std::string(const void* owner)>
        show;  ///< the value of a default-made owner as YAML; "" for none
    std::function<const void*(const void* owner)> look;  ///< Group: the member, for showing defaults
};

struct Bounds {
    long min = 0;
    long max = 0;
    std::string_view unit = {};
};

struct TextRule {
    TextFormat format = TextFormat::Words;
    bool required = false;
    long min = 0;
    long max = 200;  ///< characters
};

template <class E>
using Words = std::vector<std::pair<std::string, E>>;

/// `[a, b]`, `"…"`, as the reference shows a default.
[[nodiscard]] std::string showText(const std::string& text);
[[nodiscard]] std::string showList(const std::vector<std::string>& texts);

/// Declares the settings of one struct.
template <class S>
class GroupDef {
  public:
    explicit GroupDef(std::vector<SettingDef>& into) : into_{into} {}

    void text(std::string name, std::string S::*member, TextRule rule, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::Text, std::move(doc));
        apply(def, rule);
        def.set = [member](void* o, const SettingValue& v) { of(o).*member = std::get<std::string>(v); };
        def.show = [member](const void* o) { return showText(of(o).*member); };
    }

    void texts(std::string name, std::vector<std::string> S::*member, TextRule rule, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::TextList, std::move(doc));
        apply(def, rule);
        def.set = [member](void* o, const SettingValue& v) {
            of(o).*member = std::get<std::vector<std::string>>(v);
        };
        def.show = [member](const void* o) { return showList(of(o).*member); };
    }

    void whole(std::string name, int S::*member, Bounds bounds, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::Whole, std::move(doc));
        apply(def, bounds);
        def.set = [member](void* o, const SettingValue& v) {
            of(o).*member = static_cast<int>(std::get<long>(v));
        };
        def.show = [member](const void* o) { return std::to_string(of(o).*member); };
    }

    void whole(std::string name, std::optional<int> S::*member, Bounds bounds, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::Whole, std::move(doc));
        apply(def, bounds);
        def.optional_number = true;
        def.set = [member](void* o, const SettingValue& v) {
            of(o).*member = static_cast<int>(std::get<long>(v));
        };
        def.show = [](const void*) { return std::string{}; };
    }

    void wholes(std::string name, std::vector<int> S::*member, Bounds bounds, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::WholeList, std::move(doc));
        apply(def, bounds);
        def.set = [member](void* o, const SettingValue& v) { assign(of(o).*member, v); };
        def.show = [member](const void* o) {
            std::vector<std::string> shown;
            for (const int one : of(o).*member)
                shown.push_back(std::to_string(one));
            return showList(shown);
        };
    }

    void flag(std::string name, bool S::*member, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::Flag, std::move(doc));
        def.set = [member](void* o, const SettingValue& v) { of(o).*member = std::get<bool>(v); };
        def.show = [member](const void* o) { return std::string{of(o).*member ? "true" : "false"}; };
    }

    /// Minutes from midnight, 0 to 1440.
    void clock(std::string name, int S::*member, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::Clock, std::move(doc));
        def.set = [member](void* o, const SettingValue& v) {
            of(o).*member = static_cast<int>(std::get<long>(v));
        };
        def.show = [member](const void* o) { return showClock(of(o).*member); };
    }

    void clocks(std::string name, std::vector<int> S::*member, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::ClockList, std::move(doc));
        def.set = [member](void* o, const SettingValue& v) { assign(of(o).*member, v); };
        def.show = [](const void*) { return std::string{}; };
    }

    /// `take` gets the seconds since 1970 that the wall clock would show were it UTC.
    void localTime(std::string name, bool required, std::function<void(S&, long)> take, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::LocalTime, std::move(doc));
        def.required = required;
        def.set = [take](void* o, const SettingValue& v) { take(of(o), std::get<long>(v)); };
        def.show = [](const void*) { return std::string{}; };
    }

    template <class E>
    void choice(std::string name, E S::*member, const Words<E>& words, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::Choice, std::move(doc));
        allow(def, words);
        def.set = [member, words](void* o, const SettingValue& v) {
            of(o).*member = meaning(words, std::get<std::string>(v));
        };
        def.show = [member, words](const void* o) { return wordFor(words, of(o).*member); };
    }

    /// One of fixed words that stays a text.
    void word(std::string name, std::string S::*member, std::vector<std::string> words, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::Choice, std::move(doc));
        def.allowed = std::move(words);
        def.set = [member](void* o, const SettingValue& v) { of(o).*member = std::get<std::string>(v); };
        def.show = [member](const void* o) { return of(o).*member; };
    }

    template <class E>
    void choices(std::string name, std::vector<E> S::*member, const Words<E>& words, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::ChoiceList, std::move(doc));
        allow(def, words);
        def.set = [member, words](void* o, const SettingValue& v) {
            (of(o).*member).clear();
            for (const std::string& one : std::get<std::vector<std::string>>(v))
                (of(o).*member).push_back(meaning(words, one));
        };
        def.show = [member, words](const void* o) {
            std::vector<std::string> shown;
            for (const E one : of(o).*member)
                shown.push_back(wordFor(words, one));
            return showList(shown);
        };
    }

    template <class G, class Declare>
    void group(std::string name, G S::*member, std::string doc, Declare declare) {
        SettingDef& def = add(std::move(name), SettingKind::Group, std::move(doc));
        def.open = [member](void* o) -> void* { return &(of(o).*member); };
        def.look = [member](const void* o) -> const void* { return &(of(o).*member); };
        GroupDef<G> inner{def.children};
        declare(inner);
    }

    template <class G, class Declare>
    void groups(std::string name, std::vector<G> S::*member, long max, std::string doc, Declare declare) {
        SettingDef& def = add(std::move(name), SettingKind::GroupList, std::move(doc));
        def.max = max;
        def.open = [member](void* o) -> void* { return &(of(o).*member).emplace_back(); };
        def.look = [](const void*) -> const void* {
            static const G fresh{};
            return &fresh;
        };
        GroupDef<G> inner{def.children};
        declare(inner);
    }

    void tree(std::string name, SettingTree S::*member, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::Tree, std::move(doc));
        def.set = [member](void* o, const SettingValue& v) {
            of(o).*member = *std::get<const SettingTree*>(v);
        };
        def.show = [](const void*) { return std::string{}; };
    }

    void textMaps(std::string name, TextMaps S::*member, std::string doc) {
        SettingDef& def = add(std::move(name), SettingKind::TextMaps, std::move(doc));
        def.max = 2000;
        def.set = [member](void* o, const SettingValue& v) { of(o).*member = *std::get<const TextMaps*>(v); };
        def.show = [](const void*) { return std::string{}; };
    }

    /// The last setting must be in the file.
    void mustBeGiven() { into_.back().required = true; }

  private:
    static S& of(void* owner) { return *static_cast<S*>(owner); }
    static const S& of(const void* owner) { return *static_cast<const S*>(owner); }

    static std::string showClock(int minutes);

    static void assign(std::vector<int>& numbers, const SettingValue& value) {
        numbers.clear();
        for (const long one : std::get<std::vector<long>>(value))
            numbers.push_back(static_cast<int>(one));
    }

    template <class E>
    static E meaning(const Words<E>& words, const std::string& word) {
        for (const auto& [text, value] : words)
            if (text == word)
                return value;
        return words.front().second;  // not reached: the reader takes allowed words only
    }

    template <class E>
    static std::string wordFor(const Words<E>& words, E value) {
        for (const auto& [text, meant] : words)
            if (meant == value)
                return text;
        return {};
    }

    template <class E>
    static void allow(SettingDef& def, const Words<E>& words) {
        for (const auto& [text, value] : words)
            def.allowed.push_back(text);
    }

    static void apply(SettingDef& def, const TextRule& rule) {
        def.format = rule.format;
        def.required = rule.required;
        def.min = rule.min;
        def.max = rule.max;
    }

    static void apply(SettingDef& def, const Bounds& bounds) {
        def.min = bounds.min;
        def.max = bounds.max;
        def.unit = bounds.unit;
    }

    SettingDef& add(std::string name, SettingKind kind, std::string doc) {
        SettingDef& def = into_.emplace_back();
        def.name = std::move(name);
        def.kind = kind;
        def.doc = std::move(doc);
        return def;
    }

    std::vector<SettingDef>& into_;
};

/// "08:00" in quotes, as a default is shown.
[[nodiscard]] std::string showClockText(int minutes);

template <class S>
std::string GroupDef<S>::showClock(int minutes) {
    return showClockText(minutes);
}

}  // namespace inzage::config
