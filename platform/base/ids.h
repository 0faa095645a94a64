#pragma once
#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace inzage {

/// A new random UUID v4 (122 random bits, OWASP ASVS 5 §8.2.2), lower case text form. Thread-safe.
[[nodiscard]] std::string newUuid();

/// True for exactly the canonical form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx in lower case hex.
[[nodiscard]] bool isUuid(std::string_view text) noexcept;

/// What an address names, or an id that nothing has (it is never handed out), so that a malformed one is
/// asked for like an unknown one: behind the gate, with its row in the access log.
[[nodiscard]] std::string uuidOrNobodys(std::string_view text);

/// The id of one kind of thing. Different tags don't mix, so a report's id can't be passed as a client's.
/// Holds the canonical text form, because that is what URLs and the database protocol carry.
template <class Tag>
class Id {
  public:
    /// Absent when `text` is not a canonical UUID: callers answer as for an unknown id.
    [[nodiscard]] static std::optional<Id> parse(std::string_view text) {
        if (!isUuid(text))
            return std::nullopt;
        return Id{std::string{text}};
    }
    [[nodiscard]] static Id random() { return Id{newUuid()}; }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    auto operator<=>(const Id&) const = default;

  private:
    explicit Id(std::string text) : text_{std::move(text)} {}
    std::string text_;
};

using ClientId = Id<struct ClientTag>;
using AccountId = Id<struct AccountTag>;
using SessionId = Id<struct SessionTag>;
using DeviceId = Id<struct DeviceTag>;
using ReportId = Id<struct ReportTag>;
using CarePlanId = Id<struct CarePlanTag>;
using QuestionnaireId = Id<struct QuestionnaireTag>;
using RunId = Id<struct RunTag>;
using ChallengeId = Id<struct ChallengeTag>;
using InvitationId = Id<struct InvitationTag>;
using AppointmentId = Id<struct AppointmentTag>;

}  // namespace inzage
