#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "admin/demo_data/dutch_time.h"
#include "admin/demo_data/random.h"

namespace inzage::demo_data {

struct Name {
    bool female = false;
    std::string given;
    std::string initials;
    std::string prefix;
    std::string family;

    [[nodiscard]] std::string_view formOfAddress() const { return female ? "mevrouw" : "de heer"; }
    /// "Anna Jansen", "Piet van der Berg"
    [[nodiscard]] std::string full() const {
        return given + (prefix.empty() ? " " : " " + prefix + " ") + family;
    }
};

struct Relative {
    std::string person;  ///< the same for one person at two clients
    Name name;
    std::string relation;
    std::string email;
    std::string phone;
    std::string address;
    bool portal_manager = false;
    bool legal_representative = false;
    bool first_contact = false;
    bool locked = false;
};

enum class Job { Nurse, Carer, NightCarer, Physio, Activities };
[[nodiscard]] std::string_view roleOf(Job job);

struct Staff {
    Name name;
    Job job;
};

/// Who works together: a ward, or a team for home care.
struct Team {
    std::string location;
    std::string ward;
    bool home_care = false;
    std::vector<Staff> staff;  ///< nurse, 3 carers, night carer, physio, activities: in this order

    [[nodiscard]] const Staff& one(Job job, std::size_t turn = 0) const;
};

enum class Mobility { Rollator, Wheelchair };

/// A client with everything that stays the same through the years.
struct Profile {
    int number = 0;
    std::string source_id;
    Name name;
    Day born{};
    Team team;
    int room = 0;
    Mobility mobility = Mobility::Rollator;
    bool diabetic = false;
    std::array<std::size_t, 2> hobbies{};
    std::vector<Relative> relatives;
    std::size_t own_carer = 0;  ///< which of the carers
    int reports = 0;
    Day care_from{};
    std::optional<Day> care_until;
    double weight_kg = 70;
};

/// All clients of one organisation, number 1 first.
[[nodiscard]] std::vector<Profile> inventClients(std::uint64_t seed, int count, Day today);

}  // namespace inzage::demo_data
