#include "platform/base/json_text.h"

#include <nlohmann/json.hpp>

namespace inzage {

using nlohmann::json;
using nlohmann::ordered_json;

json parseJson(std::string_view text) {
    return json::parse(text);
}

ordered_json parseOrderedJson(std::string_view text) {
    return ordered_json::parse(text);
}

json readJson(std::string_view text) {
    return json::parse(text, nullptr, false);
}

ordered_json readOrderedJson(std::string_view text) {
    return ordered_json::parse(text, nullptr, false);
}

std::string jsonText(const json& value) {
    return value.dump();
}

std::string jsonText(const ordered_json& value) {
    return value.dump();
}

std::string lenientJsonText(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string lenientJsonText(const ordered_json& value) {
    return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string asciiJsonText(const json& value) {
    return value.dump(-1, ' ', true, json::error_handler_t::replace);
}

std::string indentedJson(const json& value) {
    return value.dump(2);
}

std::string indentedJson(const ordered_json& value) {
    return value.dump(2);
}

}  // namespace inzage
