#include "admin/ctl/arguments.h"

#include <algorithm>
#include <charconv>

namespace inzage::ctl {
namespace {

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Failure misuse(std::string what) {
    return {FailureKind::Refused, std::move(what)};
}

}  // namespace

Outcome<Arguments> Arguments::parse(const std::vector<std::string>& words, const Known& known) {
    Arguments found;
    bool options_over = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (options_over || !word.starts_with("--")) {
            found.words_.push_back(word);
            continue;
        }
        if (word == "--") {
            options_over = true;
            continue;
        }
        const auto equals = word.find('=');
        const std::string name = word.substr(0, equals);
        if (contains(known.switches, name) && equals == std::string::npos) {
            found.options_[name] = "";
        } else if (!contains(known.with_value, name)) {
            return misuse("unknown option " + name);
        } else if (equals != std::string::npos) {
            found.given_.emplace_back(name, found.options_[name] = word.substr(equals + 1));
        } else if (i + 1 < words.size()) {
            found.given_.emplace_back(name, found.options_[name] = words[++i]);
        } else {
            return misuse(name + " needs a value");
        }
    }
    return found;
}

std::optional<std::string> Arguments::value(std::string_view name) const {
    const auto found = options_.find(name);
    if (found == options_.end())
        return std::nullopt;
    return found->second;
}

std::vector<std::string> Arguments::values(std::string_view name) const {
    std::vector<std::string> all;
    for (const auto& [key, value] : given_)
        if (key == name)
            all.push_back(value);
    return all;
}

Outcome<long long> Arguments::number(std::string_view name, long long otherwise, long long from,
                                     long long to) const {
    const auto text = value(name);
    if (!text)
        return otherwise;
    long long number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc{} || end != text->data() + text->size() || number < from || number > to)
        return misuse(std::string{name} + " takes a whole number from " + std::to_string(from) + " to " +
                      std::to_string(to));
    return number;
}

}  // namespace inzage::ctl
