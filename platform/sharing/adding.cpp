#include "platform/sharing/adding.h"

#include <algorithm>
#include <array>

#include "platform/base/text.h"
#include "platform/config/formats.h"

namespace inzage::sharing {
namespace {

constexpr std::array<std::string_view, 22> kPrefixes{"van", "de", "der", "den", "het", "'t", "te", "ten",
                                                     "ter", "in", "op",  "von", "la",  "le", "du", "des",
                                                     "'s",  "el", "al",  "bij", "aan", "uit"};

PersonFault faultOfName(const std::string& name) {
    if (name.empty())
        return PersonFault::Missing;
    return name.size() > kNameBytesMax ? PersonFault::TooLong : PersonFault::None;
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
