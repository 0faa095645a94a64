#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/private.h"
#include "platform/sharing/rules.h"

/// What somebody types to bring in another person.
namespace inzage::sharing {

/// As typed, without spaces around it. Kept from step to step.
struct TypedPerson {
    Private<std::string> given_name;
    Private<std::string> family_name;  ///< with its prefix: "van den Berg"
    Private<std::string> email;
};

enum class PersonFault {
    None,
    Missing,
    TooLong,
    NotAnAddress,
    NotAName,  ///< holds an address of the web: names go into mails that we send
    TooMany,   ///< too many different addresses today
};

struct PersonFaults {
    PersonFault given_name = PersonFault::None;
    PersonFault family_name = PersonFault::None;
    PersonFault email = PersonFault::None;

    [[nodiscard]] bool any() const noexcept;
};

constexpr std::size_t kNameBytesMax = 100;
constexpr std::size_t kEmailBytesMax = 254;

[[nodiscard]] PersonFaults faultsOf(const TypedPerson& typed);

/// "van den" and "Berg" of "van den Berg".
struct FamilyName {
    std::string prefix;
    std::string name;
};
[[nodiscard]] FamilyName familyNameOf(std::string_view typed);

}  // namespace inzage::sharing
