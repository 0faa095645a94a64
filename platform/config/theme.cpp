#include "platform/config/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace inzage::config {
namespace {

// Fixed for every tenant: the inks and the night surfaces of the pages.
constexpr std::string_view kInk = "#1e2429";
constexpr std::string_view kInkSoft = "#505a63";
constexpr std::string_view kWhite = "#ffffff";
constexpr std::string_view kNightCard = "#1c2126";
constexpr std::string_view kNightTint = "#262d34";
// WCAG 2: 4.5 is AA for text, 7 is AAA, asked where text is small or the state short.
constexpr double kTextRatio = 4.5;
constexpr double kStrongRatio = 7.0;

int hexDigit(char c) noexcept {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool isColour(std::string_view text) noexcept {
    if (text.size() != 7 || text[0] != '#')
        return false;
    for (const char c : text.substr(1))
        if (hexDigit(c) < 0)
            return false;
    return true;
}

double luminance(std::string_view colour) noexcept {
    const auto channel = [&](std::size_t at) {
        const double v = (hexDigit(colour[at]) * 16 + hexDigit(colour[at + 1])) / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

std::string ratioText(double ratio) {
    std::array<char, 16> text{};
    // Rounded down: 4.49 must not read as 4.5.
    std::snprintf(text.data(), text.size(), "%.1f:1", std::floor(ratio * 10) / 10);
    return text.data();
}

std::string_view fontStack(HeadingFont font) {
    switch (font) {
        case HeadingFont::Figtree:
            return "\"Figtree Variable\", Figtree, \"Noto Sans\", system-ui, sans-serif";
        case HeadingFont::SourceSerif4:
            return "\"Source Serif 4 Variable\", \"Source Serif 4\", \"Noto Serif\", Georgia, serif";
    }
    return "sans-serif";
}

}  // namespace

double contrastRatio(std::string_view colour, std::string_view background) noexcept {
    const double a = luminance(colour);
    const double b = luminance(background);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

std::vector<ContrastFault> contrastFaults(const BrandingSettings& b) {
    struct Rule {
        std::string_view setting;  ///< the setting that is to blame
        std::string_view colour;
        std::string_view background;
        std::string_view background_name;
        double least;
    };
    const std::array rules{
        Rule{"brand", b.brand, kWhite, "white", kTextRatio},
        Rule{"brand", b.brand, b.paper, "paper", kTextRatio},
        Rule{"brand", b.brand, b.brand_soft, "brand_soft", kTextRatio},
        Rule{"brand_strong", b.brand_strong, kWhite, "white", kStrongRatio},
        Rule{"brand_soft", kInkSoft, b.brand_soft, "brand_soft", kTextRatio},
        Rule{"accent_soft", kInk, b.accent_soft, "accent_soft", kStrongRatio},
        Rule{"paper", kInkSoft, b.paper, "paper", kTextRatio},
        Rule{"night_brand", b.night_brand, kNightCard, "the night surface #1c2126", kTextRatio},
        Rule{"night_brand", b.night_brand, kNightTint, "the night tint #262d34", kTextRatio},
    };
    std::vector<ContrastFault> faults;
    for (const Rule& rule : rules) {
        if (!isColour(rule.colour) || !isColour(rule.background))
            continue;
        const double ratio = contrastRatio(rule.colour, rule.background);
        if (ratio < rule.least)
            faults.push_back({std::string{rule.setting},
                              std::string{rule.colour} + " on " + std::string{rule.background_name} +
                                  " has contrast " + ratioText(ratio) + "; at least " +
                                  ratioText(rule.least) + " is needed"});
    }
    return faults;
}

std::string themeCss(const TenantSettings& settings) {
    const BrandingSettings& b = settings.branding;
    std::string css = ".tenant-" + settings.identity.id + " {\n";
    const auto line = [&](std::string_view name, std::string_view value) {
        css.append("  --iz-").append(name).append(": ").append(value).append(";\n");
    };
    line("brand", b.brand);
    line("brand-strong", b.brand_strong);
    line("brand-soft", b.brand_soft);
    line("brand-line", b.brand_line);
    line("accent", b.accent);
    line("accent-soft", b.accent_soft);
    line("paper", b.paper);
    line("night-brand", b.night_brand);
    line("radius", std::to_string(b.radius_px) + "px");
    line("font-heading", fontStack(b.font_heading));
    return css + "}\n";
}

}  // namespace inzage::config
