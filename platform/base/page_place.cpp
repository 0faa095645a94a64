#include "platform/base/page_place.h"

#include <charconv>

#include "platform/base/ids.h"

namespace inzage {
namespace {

// 1 January 2200 in microseconds: what lies behind it was not made by us.
constexpr long long kLatest = 7'258'118'400'000'000;

}  // namespace

std::optional<PagePlace> PagePlace::parse(std::string_view text) {
    const auto wave = text.find('~');
    if (wave == std::string_view::npos || !isUuid(text.substr(wave + 1)))
        return std::nullopt;
    long long micros = 0;
    const char* end = text.data() + wave;
    const auto [stop, error] = std::from_chars(text.data(), end, micros);
    if (error != std::errc{} || stop != end || micros < 0 || micros > kLatest)
        return std::nullopt;
    return PagePlace{UtcTime{std::chrono::microseconds{micros}}, std::string{text.substr(wave + 1)}};
}

std::string PagePlace::text() const {
    return std::to_string(before.time_since_epoch().count()) + "~" + id;
}

PagePlace PagePlace::newest() {
    return {UtcTime{std::chrono::microseconds{kLatest}}, "ffffffff-ffff-ffff-ffff-ffffffffffff"};
}

}  // namespace inzage
