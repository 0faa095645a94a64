#pragma once
#include <string>
#include <string_view>

namespace inzage::tenancy {

enum class TextSize { Normal, Large, Largest };
enum class Colours { Normal, Night, Auto, Contrast };

/// How this device wants its pages; kept in the cookie "weergave" ("groot.contrast.nl") for a year.
struct Display {
    TextSize text_size = TextSize::Normal;
    Colours colours = Colours::Normal;
    std::string language;  ///< "" as long as nobody chose: the tenant's first language

    bool operator==(const Display&) const = default;
};

constexpr std::string_view kDisplayCookie = "weergave";

/// Never fails: an unknown part is the default.
[[nodiscard]] Display parseDisplay(std::string_view cookie);
/// What the cookie holds: only letters and dots.
[[nodiscard]] std::string displayCookie(const Display& display);

}  // namespace inzage::tenancy
