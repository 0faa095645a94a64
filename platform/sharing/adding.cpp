#include "platform/sharing/adding.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "platform/base/text.h"
#include "platform/config/formats.h"

namespace inzage::sharing {
namespace {

constexpr std::array<std::string_view, 22> kPrefixes{"van", "de", "der", "den", "het", "'t", "te", "ten",
                                                     "ter", "in", "op",  "von", "la",  "le", "du", "des",
                                                     "'s",  "el", "al",  "bij", "aan", "uit"};

/// "www.geld.nl", "kijk op https://x", "Bel x@y": what mail programs make links of. Initials ("J.P.") are
/// names, and so is "Th.van Dijk".
bool holdsWebAddress(std::string_view name) {
    if (name.find_first_of("/\\@<>") != std::string_view::npos ||
        lowered(name).find("www.") != std::string::npos)
        return true;
    const auto part_of_word = [&](std::size_t at) {
        const auto c = static_cast<unsigned char>(name[at]);
        return (std::isalnum(c) != 0) || c >= 0x80 || c == '-';
    };
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1)) {
        std::size_t before = 0;
        while (before < dot && part_of_word(dot - before - 1))
            ++before;
        std::size_t after = 0;
        while (dot + 1 + after < name.size() && part_of_word(dot + 1 + after))
            ++after;
        const std::size_t end = dot + 1 + after;
        const bool initial = before == 2 && end < name.size() && name[end] == ' ' &&
                             std::ranges::find(kPrefixes, name.substr(dot + 1, after)) != kPrefixes.end();
        if (before > 1 && after > 1 && !initial)
            return true;
    }
    return false;
}

PersonFault faultOfName(const std::string& name) {
    if (name.empty())
        return PersonFault::Missing;
    if (name.size() > kNameBytesMax)
        return PersonFault::TooLong;
    return holdsWebAddress(name) ? PersonFault::NotAName : PersonFault::None;
}

PersonFault faultOfEmail(std::string_view email) {
    if (email.empty())
        return PersonFault::Missing;
    if (email.size() > kEmailBytesMax)
        return PersonFault::TooLong;
    return config::isPlainEmail(lowered(email)) ? PersonFault::None : PersonFault::NotAnAddress;
}

}  // namespace

bool PersonFaults::any() const noexcept {
    return given_name != PersonFault::None || family_name != PersonFault::None || email != PersonFault::None;
}

PersonFaults faultsOf(const TypedPerson& typed) {
    return {faultOfName(typed.given_name.reveal()), faultOfName(typed.family_name.reveal()),
            faultOfEmail(typed.email.reveal())};
}

FamilyName familyNameOf(std::string_view typed) {
    FamilyName name;
    std::string_view rest = typed;
    for (;;) {
        const auto space = rest.find(' ');
        if (space == std::string_view::npos)
            break;
        const auto word = rest.substr(0, space);
        if (std::find(kPrefixes.begin(), kPrefixes.end(), lowered(word)) == kPrefixes.end())
            break;
        name.prefix += (name.prefix.empty() ? "" : " ") + std::string{word};
        rest.remove_prefix(space + 1);
    }
    name.name = rest;
    return name;
}

}  // namespace inzage::sharing
