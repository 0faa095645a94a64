#include "platform/http/request.h"

#include <algorithm>

namespace inzage::http {
namespace {

std::optional<std::string_view> firstOf(const Fields& fields, std::string_view name) noexcept {
    for (const auto& [field, value] : fields)
        if (field == name)
            return std::string_view{value};
    return std::nullopt;
}

}  // namespace

std::string_view nameOf(Method method) noexcept {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Head:
            return "HEAD";
        case Method::Post:
            return "POST";
    }
    return "";
}

std::optional<std::string_view> Request::query(std::string_view name) const noexcept {
    return firstOf(parts_.query, name);
}

std::optional<std::string_view> Request::form(std::string_view name) const noexcept {
    return firstOf(parts_.form, name);
}

std::vector<std::string_view> Request::formAll(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [field, value] : parts_.form)
        if (field == name)
            values.emplace_back(value);
    return values;
}

std::vector<Upload> Request::uploads(std::string_view name) const {
    std::vector<Upload> found;
    for (const UploadPlace& place : parts_.uploads)
        if (place.field == name && (place.bytes > 0 || !place.file_name.empty()))
            found.push_back({place.file_name, std::string_view{parts_.body}.substr(place.at, place.bytes)});
    return found;
}

std::optional<Upload> Request::upload(std::string_view name) const noexcept {
    for (const UploadPlace& place : parts_.uploads)
        if (place.field == name && (place.bytes > 0 || !place.file_name.empty()))
            return Upload{place.file_name, std::string_view{parts_.body}.substr(place.at, place.bytes)};
    return std::nullopt;
}

std::optional<std::string_view> Request::header(std::string_view name) const noexcept {
    return firstOf(parts_.headers, name);
}

std::optional<std::string_view> Request::cookie(std::string_view name) const noexcept {
    constexpr std::string_view kPrefix = "__Host-";
    std::string_view rest = header("cookie").value_or("");
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        const std::string_view trimmed = pair.substr(std::min(pair.find_first_not_of(' '), pair.size()));
        if (trimmed.size() > kPrefix.size() + name.size() && trimmed.starts_with(kPrefix) &&
            trimmed.substr(kPrefix.size(), name.size()) == name &&
            trimmed[kPrefix.size() + name.size()] == '=')
            return trimmed.substr(kPrefix.size() + name.size() + 1);
    }
    return std::nullopt;
}

}  // namespace inzage::http
