#include "platform/tenancy/display.h"

namespace inzage::tenancy {
namespace {

void readPart(std::string_view part, Display& display) {
    if (part == "groot")
        display.text_size = TextSize::Large;
    else if (part == "grootst")
        display.text_size = TextSize::Largest;
    else if (part == "nacht")
        display.colours = Colours::Night;
    else if (part == "toestel")
        display.colours = Colours::Auto;
    else if (part == "contrast")
        display.colours = Colours::Contrast;
    else if (part == "nl" || part == "en")
        display.language = part;
}

std::string_view wordOf(TextSize size) {
    switch (size) {
        case TextSize::Normal:
            return "gewoon";
        case TextSize::Large:
            return "groot";
        case TextSize::Largest:
            return "grootst";
    }
    return "gewoon";
}

std::string_view wordOf(Colours colours) {
    switch (colours) {
        case Colours::Normal:
            return "licht";
        case Colours::Night:
            return "nacht";
        case Colours::Auto:
            return "toestel";
        case Colours::Contrast:
            return "contrast";
    }
    return "licht";
}

}  // namespace

Display parseDisplay(std::string_view cookie) {
    Display display;
    while (!cookie.empty()) {
        const auto dot = cookie.find('.');
        readPart(cookie.substr(0, dot), display);
        cookie = dot == std::string_view::npos ? std::string_view{} : cookie.substr(dot + 1);
    }
    return display;
}

std::string displayCookie(const Display& display) {
    std::string text{wordOf(display.text_size)};
    text += '.';
    text += wordOf(display.colours);
    if (!display.language.empty())
        text += "." + display.language;
    return text;
}

}  // namespace inzage::tenancy
