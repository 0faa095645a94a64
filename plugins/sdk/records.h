#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The records that a care-record system and the portal exchange. Plain structs of std types only, so that an
/// adapter and the platform need to agree on nothing else.
///
/// Rules for every field:
/// - Text is valid UTF-8 without NUL. Empty text means "not known". The platform shows text as text: no HTML,
///   no RTF. Line breaks are '\n'.
/// - Moments are UTC. A source that keeps local time converts with AdapterSettings::time_zone.
/// - Numbers that come from care (weights, scores) stay decimal text with '.', because rounding is not ours.
/// - A text longer than kTextBytesMax or a record whose source_id is empty or longer than kSourceIdBytesMax
/// is set
///   aside by the platform, and so is a record whose client it does not know.
namespace inzage::sdk {

using UtcTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;
/// A calendar day without zone: birth dates, validity.
using Date = std::chrono::year_month_day;

inline constexpr std::size_t kSourceIdBytesMax = 200;
inline constexpr std::size_t kTextBytesMax = 1024 * 1024;

/// The kinds, in the order in which they should be delivered: clients first, because all others point at
/// them. The order is the platform's and equals the order of the alternatives of Record.
enum class RecordKind : std::uint8_t {
    Client,
    CareEpisode,
    Report,
    Measurement,
    Questionnaire,
    CarePlan,
    Appointment,
    Message,
    PinboardPost,
    Contact,
    CareTeamMember,
};

inline constexpr std::array kRecordKinds{
    RecordKind::Client,        RecordKind::CareEpisode, RecordKind::Report,        RecordKind::Measurement,
    RecordKind::Questionnaire, RecordKind::CarePlan,    RecordKind::Appointment,   RecordKind::Message,
    RecordKind::PinboardPost,  RecordKind::Contact,     RecordKind::CareTeamMember};

/// Names as in settings, file names and metrics; index is the RecordKind.
inline constexpr std::array<std::string_view, kRecordKinds.size()> kRecordKindNames{
    "client",      "care_episode", "report",        "measurement", "questionnaire",   "care_plan",
    "appointment", "message",      "pinboard_post", "contact",     "care_team_member"};

[[nodiscard]] constexpr std::string_view nameOf(RecordKind kind) noexcept {
    return kRecordKindNames[static_cast<std::size_t>(kind)];
}

[[nodiscard]] constexpr std::optional<RecordKind> recordKindFromName(std::string_view name) noexcept {
    for (const RecordKind kind : kRecordKinds)
        if (nameOf(kind) == name)
            return kind;
    return std::nullopt;
}

/// Where a record comes from. Every record begins with this.
struct Origin {
    /// Identifies the record among its kind at this source, for ever. Opaque; compared byte by byte.
    std::string source_id;
    /// Changes whenever the record changes at the source. Opaque: only equality counts. A record whose
    /// version is known already is passed over without looking at the rest; leave it empty when the source
    /// has none, then the platform compares the fields.
    std::string source_version;
    /// When the source changed the record last.
    UtcTime changed_at{};
};

/// Someone who receives care. source_id is what the others call `client`.
struct Client : Origin {
    std::string client_number;    ///< the number staff and family know
    std::string form_of_address;  ///< "mevrouw", "de heer" or what this person prefers
    std::string given_name;       ///< "Cornelia"
    std::string initials;         ///< "C."
    std::string prefix;           ///< "van der"
    std::string family_name;      ///< "Jansen"
    std::optional<Date> birth_date;
    bool home_care = false;  ///< receives care at home, not in a ward
    std::string location;    ///< "De Linde"
    std::string ward;        ///< "Afdeling 2, kamer 14"
    std::string email;
    std::string phone;
};

/// A period of care. Without an open one the dossier closes after the organisation's term.
struct CareEpisode : Origin {
    std::string client;  ///< source_id of the client; the same in every struct below
    Date starts_on{};
    std::optional<Date> ends_on;  ///< last day of care
    std::string kind;             ///< "verpleeghuiszorg", "thuiszorg", …
    std::string reason;           ///< why it ended, for staff; not shown
};

struct Report : Origin {
    std::string client;
    std::string kind_code;   ///< stable code of the kind of report, "daily"
    std::string kind_label;  ///< what people read, "Dagrapportage"
    std::string title;       ///< may be empty
    std::string body;
    std::string author_name;
    std::string author_role;
    UtcTime happened_at{};
    bool withdrawn = false;  ///< the source took it back: it disappears for everybody
};

struct Measurement : Origin {
    std::string client;
    std::string kind_code;   ///< "weight", "blood_pressure", "temperature", "blood_sugar", …
    std::string kind_label;  ///< "Gewicht"
    std::string value;       ///< decimal; systolic for blood pressure
    std::string value2;      ///< decimal; diastolic for blood pressure, else empty
    std::string unit;        ///< "kg", "mmHg", "°C", "mmol/l"
    std::string low;         ///< decimal; lower bound of what is normal for this client, or empty
    std::string high;        ///< decimal; upper bound, or empty
    UtcTime taken_at{};
    std::string author_name;
    std::string note;
};

struct Answer {
    std::string question;
    std::string answer;
};

/// A filled-in questionnaire.
struct Questionnaire : Origin {
    std::string client;
    std::string title;
    UtcTime filled_at{};
    std::string author_name;
    std::string author_role;
    std::string score;  ///< decimal, or empty
    std::vector<Answer> answers;
};

struct CarePlanGoal {
    std::string area;       ///< "Lichamelijk welbevinden"
    std::string wish;       ///< what the client wants
    std::string agreement;  ///< what was agreed
    std::string who;        ///< who does it
    std::optional<Date> review_on;
};

/// One version of a care plan. Each version is a record with its own source_id; `plan` ties versions
/// together.
struct CarePlan : Origin {
    std::string client;
    std::string plan;  ///< the same for all versions of one plan
    int version = 1;   ///< 1, 2, 3…; the highest is the current one
    std::string title;
    Date valid_from{};
    std::optional<Date> valid_until;
    std::string status;  ///< "draft", "active", "ended"
    std::optional<UtcTime> signed_at;
    std::vector<CarePlanGoal> goals;
};

enum class AppointmentKind : std::uint8_t { Care, Therapy, Own };
enum class Visibility : std::uint8_t {
    Public,   ///< the ward reads title and note
    Private,  ///< the ward sees only that the client is busy
};

struct Appointment : Origin {
    std::string client;
    std::string title;
    UtcTime starts_at{};
    UtcTime ends_at{};  ///< not before starts_at
    std::string place;
    std::string with_name;
    std::string with_role;
    AppointmentKind kind = AppointmentKind::Care;
    Visibility visibility = Visibility::Public;
    bool cancelled = false;
    std::string note;
};

struct Message : Origin {
    std::string client;
    std::string conversation;  ///< source's id of the conversation
    std::string subject;       ///< of the conversation; may be empty
    std::string author_name;
    std::string author_role;
    bool author_is_staff = true;
    UtcTime sent_at{};
    std::string body;
    std::string in_reply_to;  ///< source_id of a message, or empty
    /// Of a message that goes out: source_ids of the care-team members it is for; empty: the care team.
    std::vector<std::string> recipients;
};

struct PinboardPost : Origin {
    std::string client;
    std::string author_name;
    UtcTime posted_at{};
    std::string body;
};

/// Roles a contact may have, as plain flags.
struct ContactRoles {
    bool portal_manager = false;        ///< decides who sees what
    bool legal_representative = false;  ///< mentor, curator, …
    bool first_contact = false;
};

struct Contact : Origin {
    std::string client;
    std::string person;  ///< source's id of the person, the same when one person is a contact of two clients
    std::string form_of_address;
    std::string given_name;
    std::string initials;
    std::string prefix;
    std::string family_name;
    std::string relation;  ///< "dochter"
    ContactRoles roles;
    std::string email;
    std::string phone;
    std::string address;  ///< one line
    bool locked = false;  ///< can't be removed in the portal
};

struct CareTeamMember : Origin {
    std::string client;
    std::string name;
    std::string role;                ///< "verzorgende", "fysiotherapeut"
    bool is_own_carer = false;       ///< "contactverzorgende": the client's own carer
    bool receives_messages = false;  ///< the family may write to this person
    std::string phone;
};

using Record = std::variant<Client, CareEpisode, Report, Measurement, Questionnaire, CarePlan, Appointment,
                            Message, PinboardPost, Contact, CareTeamMember>;
static_assert(std::variant_size_v<Record> == kRecordKinds.size());

[[nodiscard]] inline RecordKind kindOf(const Record& record) noexcept {
    return static_cast<RecordKind>(record.index());
}

[[nodiscard]] inline const Origin& originOf(const Record& record) {
    return std::visit([](const auto& r) -> const Origin& { return r; }, record);
}

}  // namespace inzage::sdk
