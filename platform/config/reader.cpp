#include "platform/config/reader.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "platform/config/formats.h"
#include "platform/config/scalars.h"
#include "platform/config/text_bytes.h"

namespace inzage::config {
namespace {

std::string join(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words)
        all += (all.empty() ? "" : ", ") + word;
    return all;
}

std::vector<std::string> namesOf(const std::vector<SettingDef>& defs) {
    std::vector<std::string> names;
    for (const SettingDef& def : defs)
        names.push_back(def.name);
    return names;
}

std::string suggestion(std::string_view written, const std::vector<std::string>& known) {
    const auto meant = didYouMean(written, known);
    return meant ? ". Did you mean " + *meant + "?" : "";
}

/// One setting being read.
struct Reading {
    const SettingDef& def;
    const std::string path;  ///< "login.sms.code_tries", with [2] for the entry of a list
    ErrorList& errors;

    void refuse(const YamlNode& node, const std::string& what) const {
        errors.add(node.place, path + " " + what);
    }
};

std::string bounds(const SettingDef& def) {
    return std::to_string(*def.min) + " to " + std::to_string(*def.max) + (def.unit.empty() ? "" : " ") +
           def.unit;
}

std::optional<std::string> readText(const Reading& r, const YamlNode& node) {
    if (node.kind != YamlNode::Kind::Text) {
        r.refuse(node, "must be a text");
        return std::nullopt;
    }
    if (const auto fault = ambiguity(node)) {
        r.refuse(node, *fault);
        return std::nullopt;
    }
    const long characters = static_cast<long>(characterCount(node.text));
    const long least = r.def.required ? std::max(1L, r.def.min.value_or(0)) : r.def.min.value_or(0);
    if (characters < least || characters > r.def.max.value_or(200)) {
        r.refuse(node, "has " + std::to_string(characters) + " characters; " + std::to_string(least) +
                           " to " + std::to_string(r.def.max.value_or(200)) + " are allowed");
        return std::nullopt;
    }
    if (characters > 0)
        if (const auto fault = formatFault(r.def.format, node.text)) {
            r.refuse(node, "\"" + node.text + "\" " + *fault);
            return std::nullopt;
        }
    return node.text;
}

std::optional<long> readWhole(const Reading& r, const YamlNode& node) {
    const ScalarOrFault<long> number = wholeNumber(node);
    if (!number.value) {
        r.refuse(node, number.fault);
        return std::nullopt;
    }
    if (*number.value < *r.def.min || *number.value > *r.def.max) {
        r.refuse(node, "is " + std::to_string(*number.value) + "; " + bounds(r.def) + " is allowed");
        return std::nullopt;
    }
    return number.value;
}

std::optional<std::string> readChoice(const Reading& r, const YamlNode& node) {
    if (node.kind != YamlNode::Kind::Text) {
        r.refuse(node, "must be one word (known: " + join(r.def.allowed) + ")");
        return std::nullopt;
    }
    if (std::find(r.def.allowed.begin(), r.def.allowed.end(), node.text) == r.def.allowed.end()) {
        r.refuse(node, "can't be \"" + node.text + "\" (known: " + join(r.def.allowed) + ")" +
                           suggestion(node.text, r.def.allowed));
        return std::nullopt;
    }
    return node.text;
}

template <class T>
std::optional<T> take(const Reading& r, const YamlNode& node, const ScalarOrFault<T>& read) {
    if (!read.value)
        r.refuse(node, read.fault);
    return read.value;
}

/// Every entry is read, so that every wrong one is reported.
template <class T, class ReadOne>
std::optional<std::vector<T>> readList(const Reading& r, const YamlNode& node, ReadOne read_one) {
    if (node.kind != YamlNode::Kind::List) {
        r.refuse(node, "must be a list");
        return std::nullopt;
    }
    constexpr std::size_t kEntriesMax = 100;
    if (node.children.size() > kEntriesMax) {
        r.refuse(node, "has more than " + std::to_string(kEntriesMax) + " entries");
        return std::nullopt;
    }
    std::vector<T> values;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const Reading entry{r.def, r.path + "[" + std::to_string(i + 1) + "]", r.errors};
        const std::optional<T> value = read_one(entry, node.children[i]);
        if (!value)
            continue;
        if (std::find(values.begin(), values.end(), *value) != values.end())
            entry.refuse(node.children[i], "\"" + node.children[i].text + "\" is in the list twice");
        values.push_back(*value);
    }
    return values.size() == node.children.size() ? std::optional{values} : std::nullopt;
}

std::optional<TextMaps> readTextMaps(const Reading& r, const YamlNode& node) {
    TextMaps maps;
    bool good = node.kind == YamlNode::Kind::Map;
    if (!good)
        r.refuse(node, "must be a map of languages");
    for (const YamlNode& language : node.children) {
        if (const auto fault = formatFault(TextFormat::Language, language.key)) {
            r.errors.add(language.key_place, r.path + "." + language.key + " " + *fault);
            good = false;
        }
        if (language.kind != YamlNode::Kind::Map) {
            r.refuse(language, language.key + " must be a map of texts");
            good = false;
        }
        for (const YamlNode& text : language.children) {
            const Reading entry{r.def, r.path + "." + language.key + "." + text.key, r.errors};
            if (const auto value = readText(entry, text))
                maps[language.key][text.key] = *value;
            else
                good = false;
        }
    }
    return good ? std::optional{maps} : std::nullopt;
}

template <class T>
void give(const Reading& r, void* owner, const std::optional<T>& value) {
    if (value)
        r.def.set(owner, SettingValue{*value});
}

void readGroups(const Reading& r, const YamlNode& node, void* owner) {
    if (node.kind != YamlNode::Kind::List) {
        r.refuse(node, "must be a list");
        return;
    }
    if (static_cast<long>(node.children.size()) > *r.def.max) {
        r.refuse(node, "has more than " + std::to_string(*r.def.max) + " entries");
        return;
    }
    for (std::size_t i = 0; i < node.children.size(); ++i)
        readGroup(node.children[i], r.def.children, r.def.open(owner),
                  r.path + "[" + std::to_string(i + 1) + "]", r.errors);
}

void readSetting(const Reading& r, const YamlNode& node, void* owner) {
    if (node.kind == YamlNode::Kind::Nothing) {
        r.refuse(node, "has no value; give one or leave the line out");
        return;
    }
    switch (r.def.kind) {
        case SettingKind::Text:
            return give(r, owner, readText(r, node));
        case SettingKind::Whole:
            return give(r, owner, readWhole(r, node));
        case SettingKind::Flag:
            return give(r, owner, take(r, node, trueOrFalse(node)));
        case SettingKind::Choice:
            return give(r, owner, readChoice(r, node));
        case SettingKind::Clock:
            return give(r, owner, take(r, node, clockTime(node)));
        case SettingKind::LocalTime:
            return give(r, owner, take(r, node, localMoment(node)));
        case SettingKind::TextList:
            return give(r, owner, readList<std::string>(r, node, readText));
        case SettingKind::WholeList:
            return give(r, owner, readList<long>(r, node, readWhole));
        case SettingKind::ChoiceList:
            return give(r, owner, readList<std::string>(r, node, readChoice));
        case SettingKind::ClockList:
            return give(r, owner, readList<long>(r, node, [](const Reading& entry, const YamlNode& one) {
                            return take(entry, one, clockTime(one));
                        }));
        case SettingKind::Group:
            return readGroup(node, r.def.children, r.def.open(owner), r.path, r.errors);
        case SettingKind::GroupList:
            return readGroups(r, node, owner);
        case SettingKind::Tree: {
            const SettingTree tree = treeOf(node);
            if (node.kind != YamlNode::Kind::Map)
                r.refuse(node, "must be a map");
            else
                r.def.set(owner, SettingValue{&tree});
            return;
        }
        case SettingKind::TextMaps:
            if (const auto maps = readTextMaps(r, node))
                r.def.set(owner, SettingValue{&*maps});
            return;
    }
}

}  // namespace

bool ErrorList::concerns(std::string_view path) const {
    return std::any_of(errors_.begin(), errors_.end(), [&](const SettingsError& error) {
        const std::string_view what = error.what;
        return what.substr(0, path.size()) == path && what.size() > path.size() &&
               std::string_view{" .[:"}.find(what[path.size()]) != std::string_view::npos;
    });
}

std::vector<SettingsError> ErrorList::take() {
    std::stable_sort(errors_.begin(), errors_.end(), [](const SettingsError& a, const SettingsError& b) {
        return a.line != b.line ? a.line < b.line : a.column < b.column;
    });
    return std::move(errors_);
}

void readGroup(const YamlNode& node, const std::vector<SettingDef>& defs, void* owner,
               const std::string& path, ErrorList& errors) {
    const std::string prefix = path.empty() ? "" : path + ".";
    if (node.kind != YamlNode::Kind::Map) {
        errors.add(node.place, (path.empty() ? "the file" : path) +
                                   " must be a map of settings (known: " + join(namesOf(defs)) + ")");
        return;
    }
    for (const YamlNode& child : node.children) {
        const auto def = std::find_if(defs.begin(), defs.end(),
                                      [&](const SettingDef& one) { return one.name == child.key; });
        if (def == defs.end()) {
            const auto known = namesOf(defs);
            errors.add(child.key_place, prefix + child.key + " is not a setting here (known: " + join(known) +
                                            ")" + suggestion(child.key, known));
            continue;
        }
        readSetting({*def, prefix + def->name, errors}, child, owner);
    }
    for (const SettingDef& def : defs)
        if (def.required && node.find(def.name) == nullptr)
            errors.add(node.place, prefix + def.name + " is missing: " + def.doc);
}

}  // namespace inzage::config
