#include "platform/views/template_source.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <stdexcept>
#include <vector>

#include "platform/views/template_check.h"

namespace inzage::views {
namespace {

constexpr std::string_view kPragma = R"({{%AUTOESCAPE context="HTML"}})";
constexpr int kPartsDeep = 4;

[[noreturn]] void refuse(const std::string& path, std::size_t line, const std::string& what) {
    throw std::runtime_error{path + ":" + std::to_string(line) + ": " + what};
}

/// Puts in what stands between [[ and ]] on one line: `replaced` gives it for the word there, or nothing when
/// the word stays as it is.
std::string expanded(std::string_view line, const std::string& path, std::size_t number,
                     const std::function<std::optional<std::string>(std::string_view)>& replaced) {
    std::string out;
    while (!line.empty()) {
        const auto open = line.find("[[");
        out += line.substr(0, open);
        if (open == std::string_view::npos)
            break;
        const auto close = line.find("]]", open);
        if (close == std::string_view::npos)
            refuse(path, number, "[[ without ]]");
        const auto word = line.substr(open + 2, close - open - 2);
        if (const auto text = replaced(word))
            out += *text;
        else
            out += line.substr(open, close + 2 - open);
        line = line.substr(close + 2);
    }
    return out;
}

bool isPart(std::string_view word) {
    return word.substr(0, 2) == "> ";
}

std::string textOf(std::string_view key, const std::string& path, std::size_t number, const Texts& texts) {
    const std::string* text = texts.find(key);
    if (text == nullptr)
        refuse(path, number, "the catalogue has no text " + std::string{key});
    try {
        return asTemplate(*text);
    } catch (const std::runtime_error& wrong) {
        refuse(path, number, std::string{key} + ": " + wrong.what());
    }
}

/// The lines after the pragma, with the catalogue's texts in them, indentation left out (nobody reads it and
/// everybody loads it).
std::vector<std::string> readLines(const std::string& path, const Texts& texts,
                                   std::set<std::string, std::less<>>& keys) {
    std::ifstream file{path};
    if (!file)
        throw std::runtime_error{path + ": there is no such template"};
    std::vector<std::string> lines;
    std::string line;
    if (!std::getline(file, line) || line != kPragma)
        refuse(path, 1, "the first line must be " + std::string{kPragma});
    for (std::size_t number = 2; std::getline(file, line); ++number) {
        if (line.find("%AUTOESCAPE") != std::string::npos)
            refuse(path, number, "a template may not change its escaping");
        line.erase(0, line.find_first_not_of(' '));
        lines.push_back(
            expanded(line, path, number, [&](std::string_view word) -> std::optional<std::string> {
                if (isPart(word))
                    return std::nullopt;
                keys.emplace(word);
                return textOf(word, path, number, texts);
            }));
    }
    return lines;
}

void appendFile(const std::string& path, const std::string& platform_dir, const Texts& texts, int depth,
                TemplateSource& out) {
    const auto lines = readLines(path, texts, out.keys);
    std::string own;
    for (const auto& line : lines)
        own += line + "\n";
    checkTemplate(own, path, 2);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].empty())
            continue;
        out.text += expanded(lines[i], path, i + 2, [&](std::string_view word) {
            if (depth == kPartsDeep)
                refuse(path, i + 2, "parts within parts more than " + std::to_string(kPartsDeep) + " deep");
            TemplateSource part;
            const std::string part_path = templatePath(platform_dir, word.substr(2));
            if (!std::filesystem::exists(part_path))
                refuse(path, i + 2, "there is no part " + std::string{word.substr(2)});
            appendFile(part_path, platform_dir, texts, depth + 1, part);
            out.keys.merge(part.keys);
            return std::optional{part.text};
        });
        out.text += '\n';
    }
}

}  // namespace

std::string templatePath(const std::string& platform_dir, std::string_view name) {
    const auto slash = name.rfind('/');
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '/';
    });
    if (!plain || slash == std::string_view::npos || slash == 0 || slash + 1 == name.size())
        throw std::runtime_error{std::string{name} + " is no template name of the form room/name"};
    return platform_dir + "/" + std::string{name.substr(0, slash)} + "/templates/" +
           std::string{name.substr(slash + 1)} + ".tpl";
}

TemplateSource readTemplate(const std::string& path, const std::string& platform_dir, const Texts& texts) {
    TemplateSource out{.text = std::string{kPragma} + '\n', .keys = {}};
    appendFile(path, platform_dir, texts, 0, out);
    return out;
}

}  // namespace inzage::views
