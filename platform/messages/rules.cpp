#include "platform/messages/rules.h"

#include <algorithm>

#include "platform/base/text.h"

namespace inzage::messages {
namespace {

using config::MessagesToStaff;

constexpr std::size_t kSubjectOfBodyChars = 50;

bool isContinuation(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The bytes of the first `characters` characters.
std::size_t bytesOf(std::string_view text, std::size_t characters) noexcept {
    std::size_t at = 0;
    for (std::size_t seen = 0; at < text.size(); ++at)
        if (!isContinuation(text[at]) && seen++ == characters)
            break;
    return at;
}

bool isAnybodyReceiving(const config::MessagesSettings& settings, const std::vector<Carer>& care_team) {
    return std::any_of(care_team.begin(), care_team.end(),
                       [&](const Carer& carer) { return receivesFrom(settings, carer); });
}

}  // namespace

bool isAllowedToWriteStaff(const config::MessagesSettings& settings, const Writer& writer) {
    using config::Who;
    switch (settings.to_staff_by) {
        case Who::Nobody:
            return false;
        case Who::Manager:
            return writer.role == "portal_manager";
        case Who::ClientAndManager:
            return writer.role == "client" || writer.role == "portal_manager";
        case Who::ClientAndRepresentative:
            return writer.role == "client" || writer.represents;
        case Who::EveryoneWithRight:
            return true;
    }
    return false;
}

bool receivesFrom(const config::MessagesSettings& settings, const Carer& carer) noexcept {
    switch (settings.to_staff) {
        case MessagesToStaff::None:
        case MessagesToStaff::ReplyOnly:
            return false;
        case MessagesToStaff::LinkedCarer:
            return carer.own_carer && carer.receives;
        case MessagesToStaff::CareTeam:
            return carer.receives;
    }
    return false;
}

NoStaff whyNoStaff(const config::MessagesSettings& settings, const Writer& writer,
                   const std::vector<Carer>& care_team) {
    if (settings.to_staff == MessagesToStaff::None)
        return NoStaff::NotHere;
    if (settings.to_staff == MessagesToStaff::ReplyOnly)
        return NoStaff::ReplyOnly;
    if (!isAllowedToWriteStaff(settings, writer))
        return NoStaff::NotThisRole;
    if (isAnybodyReceiving(settings, care_team))
        return NoStaff::None;
    return settings.to_staff == MessagesToStaff::LinkedCarer ? NoStaff::NoOwnCarer : NoStaff::NobodyReceives;
}

NoReply whyNoReply(const config::MessagesSettings& settings, const Writer& writer, const Facts& facts) {
    if (!facts.with_staff && !facts.for_circle) {
        if (!settings.between_people)
            return NoReply::NoPeople;
        return facts.readers > 0 ? NoReply::None : NoReply::NobodyLeft;
    }
    if (settings.to_staff == MessagesToStaff::None)
        return NoReply::StaffNotHere;
    if (!isAllowedToWriteStaff(settings, writer))
        return NoReply::NotThisRole;
    // Who of the care began it waits for the answer; whoever was written to may have left since.
    if (facts.for_circle || settings.to_staff == MessagesToStaff::ReplyOnly)
        return NoReply::None;
    const int left =
        settings.to_staff == MessagesToStaff::LinkedCarer ? facts.own_carers : facts.carers_receiving;
    return left > 0 ? NoReply::None : NoReply::CarerGone;
}

std::string plainText(std::string_view typed) {
    std::string plain;
    plain.reserve(typed.size());
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const char c = typed[i];
        if (c == '\r') {
            if (i + 1 == typed.size() || typed[i + 1] != '\n')
                plain += '\n';
        } else if (c == '\n' || c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) {
            plain += c;
        }
    }
    return std::string{trimmed(plain)};
}

std::string plainLine(std::string_view typed) {
    std::string plain = plainText(typed);
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return plain;
}

std::size_t charactersOf(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !isContinuation(c); }));
}

std::string subjectOf(std::string_view body) {
    const std::string line = plainLine(body);
    if (charactersOf(line) <= kSubjectOfBodyChars)
        return line;
    const std::string_view whole = std::string_view{line}.substr(0, bytesOf(line, kSubjectOfBodyChars));
    const auto space = whole.rfind(' ');
    return std::string{space == std::string_view::npos || space == 0 ? whole : whole.substr(0, space)} + "…";
}

Chosen chosenOf(const std::vector<std::string>& ids, const std::vector<Person>& people,
                const std::vector<Carer>& carers) {
    Chosen chosen;
    const auto named = [&](const std::string& id) {
        return std::find(ids.begin(), ids.end(), id) != ids.end();
    };
    for (const auto& person : people)
        if (named(person.id))
            chosen.people.push_back(person);
    for (const auto& carer : carers)
        if (named(carer.id))
            chosen.carers.push_back(carer);
    for (const auto& id : ids) {
        const auto is_it = [&](const auto& one) { return one.id == id; };
        chosen.stranger = chosen.stranger || (std::none_of(people.begin(), people.end(), is_it) &&
                                              std::none_of(carers.begin(), carers.end(), is_it));
    }
    return chosen;
}

RecipientFault faultOf(const config::MessagesSettings& settings, const Chosen& chosen) noexcept {
    if (chosen.stranger)
        return RecipientFault::Stranger;
    if (chosen.size() == 0)
        return RecipientFault::Nobody;
    if (!chosen.people.empty() && !chosen.carers.empty())
        return RecipientFault::Mixed;
    if (!settings.several_recipients && chosen.size() > 1)
        return RecipientFault::OneOnly;
    return RecipientFault::None;
}

TextFault textFaultOf(const config::MessagesSettings& settings, std::string_view body) noexcept {
    if (body.empty())
        return TextFault::Missing;
    return charactersOf(body) > static_cast<std::size_t>(settings.text_chars_max) ? TextFault::TooLong
                                                                                  : TextFault::None;
}

}  // namespace inzage::messages
