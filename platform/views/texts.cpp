#include "platform/views/texts.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace inzage::views {
namespace {

bool isKey(std::string_view key) {
    const auto dot = key.find('.');
    return dot != std::string_view::npos && dot > 0 && dot + 1 < key.size() &&
           std::all_of(key.begin(), key.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
           });
}

/// Calls `literal` for the text between and `name` for each {{NAME}}.
template <class Literal, class Name>
void walk(std::string_view text, Literal literal, Name name) {
    while (!text.empty()) {
        const auto open = text.find("{{");
        literal(text.substr(0, open));
        if (open == std::string_view::npos)
            return;
        const auto close = text.find("}}", open);
        if (close == std::string_view::npos)
            throw std::runtime_error{"a text has {{ without }}"};
        name(text.substr(open + 2, close - open - 2));
        text = text.substr(close + 2);
    }
}

void appendEscaped(std::string_view text, std::string& out) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
}

}  // namespace

void Texts::read(const std::string& path) {
    YAML::Node file;
    try {
        file = YAML::LoadFile(path);
    } catch (const YAML::BadFile&) {
        throw std::runtime_error{path + ": there is no such catalogue"};
    } catch (const YAML::Exception& wrong) {
        throw std::runtime_error{path + ":" + std::to_string(wrong.mark.line + 1) + ": " + wrong.msg};
    }
    const auto room = std::filesystem::path{path}.parent_path().parent_path().filename().string();
    for (const auto& entry : file) {
        const auto key = entry.first.as<std::string>();
        const std::string place = path + ":" + std::to_string(entry.first.Mark().line + 1) + ": ";
        if (!isKey(key))
            throw std::runtime_error{place + key + " is no key of the form room.word"};
        if (key.substr(0, key.find('.')) != room)
            throw std::runtime_error{place + key + " belongs in " + key.substr(0, key.find('.')) +
                                     "/texts: a room writes its own texts"};
        if (!entry.second.IsScalar() || entry.second.Scalar().empty())
            throw std::runtime_error{place + key + " has no text"};
        if (!texts_.emplace(key, entry.second.Scalar()).second)
            throw std::runtime_error{place + key + " stands in the catalogue twice"};
    }
}

const std::string* Texts::find(std::string_view key) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? nullptr : &found->second;
}

std::vector<std::string> placeholdersOf(std::string_view text) {
    std::vector<std::string> names;
    walk(
        text, [](std::string_view) {}, [&](std::string_view name) { names.emplace_back(name); });
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string fillIn(std::string_view text, Placeholders values) {
    std::string out;
    walk(
        text,
        [&](std::string_view literal) {
            for (std::size_t i = 0; i < literal.size(); ++i) {
                if (literal.substr(i, 2) == "**")
                    ++i;
                else
                    out += literal[i];
            }
        },
        [&](std::string_view name) {
            const auto value = std::find_if(values.begin(), values.end(),
                                            [&](const auto& pair) { return pair.first == name; });
            if (value == values.end())
                throw std::logic_error{"a text was asked for without its value " + std::string{name}};
            out += value->second;
        });
    return out;
}

std::string asTemplate(std::string_view text) {
    std::string out;
    bool strong = false;
    walk(
        text,
        [&](std::string_view literal) {
            for (auto mark = literal.find("**"); mark != std::string_view::npos; mark = literal.find("**")) {
                appendEscaped(literal.substr(0, mark), out);
                out += strong ? "</strong>" : "<strong>";
                strong = !strong;
                literal = literal.substr(mark + 2);
            }
            appendEscaped(literal, out);
        },
        [&](std::string_view name) { out.append("{{").append(name).append("}}"); });
    if (strong)
        throw std::runtime_error{"a text has ** without its end"};
    return out;
}

}  // namespace inzage::views
