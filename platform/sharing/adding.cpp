#include "platform/sharing/adding.h"

#include <algorithm>
#include <array>

namespace inzage::sharing {
namespace {

constexpr std::array<std::string_view, 22> kPrefixes{"van", "de", "der", "den", "het", "'t", "te", "ten",
                                                     "ter", "in", "op",  "von", "la",  "le", "du", "des",
                                                     "'s",  "el", "al",  "bij", "aan", "uit"};

std::string lower(std::string_view text) {
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

PersonFault faultOfName(const std::string& name) {
    if (name.empty())
        return PersonFault::Missing;
    return name.size() > kNameBytesMax ? PersonFault::TooLong : PersonFault::None;
}

/// What a mail can be sent to: one @, something before it, a name with a point behind it, no spaces or
/// characters that end a header, and plain letters: others have twins that look alike.
PersonFault faultOfEmail(std::string_view email) {
    if (email.empty())
        return PersonFault::Missing;
    if (email.size() > kEmailBytesMax)
        return PersonFault::TooLong;
    const auto at = email.find('@');
    if (at == 0 || at == std::string_view::npos || email.find('@', at + 1) != std::string_view::npos)
        return PersonFault::NotAnAddress;
    const auto domain = email.substr(at + 1);
    const auto point = domain.find('.');
    if (point == 0 || point == std::string_view::npos || domain.ends_with('.') ||
        domain.find("..") != std::string_view::npos)
        return PersonFault::NotAnAddress;
    const bool clean = std::none_of(email.begin(), email.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= ' ' || byte >= 0x7f ||
               std::string_view{"<>()[],;:\\\""}.find(c) != std::string_view::npos;
    });
    return clean ? PersonFault::None : PersonFault::NotAnAddress;
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
        if (std::find(kPrefixes.begin(), kPrefixes.end(), lower(word)) == kPrefixes.end())
            break;
        name.prefix += (name.prefix.empty() ? "" : " ") + std::string{word};
        rest.remove_prefix(space + 1);
    }
    name.name = rest;
    return name;
}

}  // namespace inzage::sharing
