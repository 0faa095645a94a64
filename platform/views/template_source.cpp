#include "platform/views/template_source.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace inzage::views {
namespace {

constexpr std::string_view kPragma = R"({{%AUTOESCAPE context="HTML"}})";
constexpr int kPartsDeep = 4;

[[noreturn]] void refuse(const std::string& path, std::size_t line, const std::string& what) {
    throw std::runtime_error{path + ":" + std::to_string(line) + ": " + what};
}

void appendFile(const std::string& path, const std::string& platform_dir, const Texts& texts, int depth,
                std::string& out);

/// Puts in what stands between [[ and ]] on one line.
std::string expanded(std::string_view line, const std::string& path, std::size_t number,
                     const std::string& platform_dir, const Texts& texts, int depth) {
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
        if (word.substr(0, 2) == "> ") {
            appendFile(templatePath(platform_dir, word.substr(2)), platform_dir, texts, depth + 1, out);
        } else {
            const std::string* text = texts.find(word);
            if (text == nullptr)
                refuse(path, number, "the catalogue has no text " + std::string{word});
            out += asTemplate(*text);
        }
        line = line.substr(close + 2);
    }
    return out;
}

void appendFile(const std::string& path, const std::string& platform_dir, const Texts& texts, int depth,
                std::string& out) {
    if (depth > kPartsDeep)
        refuse(path, 1, "parts within parts more than " + std::to_string(kPartsDeep) + " deep");
    std::ifstream file{path};
    if (!file)
        throw std::runtime_error{path + ": there is no such template"};
    std::string line;
    std::size_t number = 0;
    while (std::getline(file, line)) {
        ++number;
        if (number == 1) {
            if (line != kPragma)
                refuse(path, 1, "the first line must be " + std::string{kPragma});
            continue;
        }
        if (line.find(":none") != std::string::npos || line.find("%AUTOESCAPE") != std::string::npos)
            refuse(path, number, "a template may not switch escaping off");
        if (line.find("<style") != std::string::npos || line.find(" style=") != std::string::npos ||
            (line.find("<script") != std::string::npos && line.find("src=") == std::string::npos))
            refuse(path, number,
                   "scripts and styles only from files: the content security policy allows no others");
        const auto first = line.find_first_not_of(' ');
        if (first == std::string::npos)
            continue;
        out += expanded(std::string_view{line}.substr(first), path, number, platform_dir, texts, depth);
        out += '\n';
    }
    if (number == 0)
        refuse(path, 1, "the first line must be " + std::string{kPragma});
}

}  // namespace

std::string templatePath(const std::string& platform_dir, std::string_view name) {
    const auto slash = name.find('/');
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '/';
    });
    if (!plain || slash == std::string_view::npos || slash == 0 || slash + 1 == name.size())
        throw std::runtime_error{std::string{name} + " is no template name of the form room/name"};
    return platform_dir + "/" + std::string{name.substr(0, slash)} + "/templates/" +
           std::string{name.substr(slash + 1)} + ".tpl";
}

std::string readTemplate(const std::string& path, const std::string& platform_dir, const Texts& texts) {
    std::string out{kPragma};
    out += '\n';
    appendFile(path, platform_dir, texts, 0, out);
    return out;
}

}  // namespace inzage::views
