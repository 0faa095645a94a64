#pragma once
#include <span>
#include <string_view>

/// The sentences that the demo reports are made of: Dutch at B1, as care workers write. Placeholders:
/// %S Mevrouw/Meneer, %s mevrouw/meneer, %Z Zij/Hij, %z zij/hij, %o haar/hem, %b haar/zijn, %F a relative
/// ("dochter Anna"), %N a colleague's first name, %d a number from 2 to 5.
namespace inzage::demo_data::fragments {

using Lines = std::span<const std::string_view>;

// The day in a care home.
[[nodiscard]] Lines morningCare();
[[nodiscard]] Lines breakfast();
[[nodiscard]] Lines mood();
[[nodiscard]] Lines rollator();
[[nodiscard]] Lines wheelchair();
[[nodiscard]] Lines activity();
[[nodiscard]] Lines meal();
[[nodiscard]] Lines visit();
[[nodiscard]] Lines afternoon();
[[nodiscard]] Lines evening();
[[nodiscard]] Lines night();
[[nodiscard]] Lines medicine();

// The day at home.
[[nodiscard]] Lines homeMorning();
[[nodiscard]] Lines homeDay();
[[nodiscard]] Lines homeEvening();

/// What this person likes; `hobby` from 0 to hobbyCount() - 1.
[[nodiscard]] std::size_t hobbyCount();
[[nodiscard]] Lines hobby(std::size_t hobby);
/// "muziek", "de tuin": for care plans, as in "Ik hou van …".
[[nodiscard]] std::string_view hobbyName(std::size_t hobby);
/// 1 to 12.
[[nodiscard]] Lines season(unsigned month);

// What happens now and then.
[[nodiscard]] Lines doctorOpening();
[[nodiscard]] Lines doctorFinding();
[[nodiscard]] Lines doctorAgreement();
[[nodiscard]] Lines physio();
[[nodiscard]] Lines fall();
[[nodiscard]] Lines afterFall();
[[nodiscard]] Lines cold();
[[nodiscard]] Lines skin();
[[nodiscard]] Lines familyContact();
[[nodiscard]] Lines planMeeting();
[[nodiscard]] Lines staffMessage();

}  // namespace inzage::demo_data::fragments
