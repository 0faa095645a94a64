#include "plugins/sdk/record_columns.h"

#include <array>

#include "plugins/sdk/field_values.h"

namespace inzage::sdk {

namespace {

constexpr const char* kNotADate = "not a date (2026-11-24)";
constexpr const char* kNotAMoment = "not a moment with zone (2026-11-24T15:40:00+01:00)";
constexpr const char* kNotAFlag = "not 1/0, true/false or ja/nee";
constexpr const char* kNotADecimal = "not a decimal number";

template <class R, auto Member>
const char* text(R& r, std::string_view field) {
    (r.*Member).assign(field);
    return field.size() > kTextBytesMax ? "longer than 1 MiB" : nullptr;
}

template <class R, auto Member>
const char* id(R& r, std::string_view field) {
    (r.*Member).assign(field);
    return field.size() > kSourceIdBytesMax ? "longer than 200 bytes" : nullptr;
}

template <class R, auto Member>
const char* moment(R& r, std::string_view field) {
    const auto at = readMoment(field);
    r.*Member = at.value_or(UtcTime{});
    return at || field.empty() ? nullptr : kNotAMoment;
}

template <class R, auto Member>
const char* maybeMoment(R& r, std::string_view field) {
    r.*Member = readMoment(field);
    return r.*Member || field.empty() ? nullptr : kNotAMoment;
}

template <class R, auto Member>
const char* day(R& r, std::string_view field) {
    const auto date = readDate(field);
    r.*Member = date.value_or(Date{});
    return date ? nullptr : kNotADate;
}

template <class R, auto Member>
const char* maybeDay(R& r, std::string_view field) {
    r.*Member = readDate(field);
    return r.*Member || field.empty() ? nullptr : kNotADate;
}

template <class R, auto Member>
const char* decimal(R& r, std::string_view field) {
    if (!field.empty())
        return readDecimal(field, r.*Member) ? nullptr : kNotADecimal;
    (r.*Member).clear();
    return nullptr;
}

template <class R, auto Member>
const char* flag(R& r, std::string_view field) {
    const auto on = readFlag(field);
    r.*Member = on.value_or(false);
    return on || field.empty() ? nullptr : kNotAFlag;
}

template <auto Member>
const char* role(Contact& r, std::string_view field) {
    const auto on = readFlag(field);
    r.roles.*Member = on.value_or(false);
    return on || field.empty() ? nullptr : kNotAFlag;
}

template <auto Member>
const char* answer(Questionnaire& r, std::string_view field) {
    return text<Answer, Member>(r.answers.back(), field);
}

template <auto Member>
const char* goal(CarePlan& r, std::string_view field) {
    return text<CarePlanGoal, Member>(r.goals.back(), field);
}

const char* goalReview(CarePlan& r, std::string_view field) {
    return maybeDay<CarePlanGoal, &CarePlanGoal::review_on>(r.goals.back(), field);
}

const char* planVersion(CarePlan& r, std::string_view field) {
    const auto number = readWhole(field);
    if (!number || *number < 1 || *number > 1'000'000)
        return "not a whole number from 1 to 1,000,000";
    r.version = static_cast<int>(*number);
    return nullptr;
}

const char* planStatus(CarePlan& r, std::string_view field) {
    r.status.assign(field);
    return field == "draft" || field == "active" || field == "ended" ? nullptr : "not draft, active or ended";
}

const char* appointmentKind(Appointment& r, std::string_view field) {
    if (field == "care")
        r.kind = AppointmentKind::Care;
    else if (field == "therapy")
        r.kind = AppointmentKind::Therapy;
    else if (field == "own")
        r.kind = AppointmentKind::Own;
    else
        return "not care, therapy or own";
    return nullptr;
}

const char* visibility(Appointment& r, std::string_view field) {
    r.visibility = field == "private" ? Visibility::Private : Visibility::Public;
    return field == "private" || field == "public" || field.empty() ? nullptr : "not public or private";
}

// Every record begins with these; the client's own id is its source_id.
template <class R>
constexpr Column<R> kSourceId{"source_id", Need::Required, id<R, &Origin::source_id>};
template <class R>
constexpr Column<R> kVersion{"source_version", Need::Optional, id<R, &Origin::source_version>};
template <class R>
constexpr Column<R> kChangedAt{"changed_at", Need::Optional, moment<R, &Origin::changed_at>};
template <class R>
constexpr Column<R> kClient{"client", Need::Required, id<R, &R::client>};

template <class R, auto Member>
constexpr Column<R> needsText(std::string_view name) {
    return {name, Need::Required, text<R, Member>};
}
template <class R, auto Member>
constexpr Column<R> hasText(std::string_view name) {
    return {name, Need::Optional, text<R, Member>};
}

}  // namespace

template <>
std::span<const Column<Client>> columnsOf() {
    using R = Client;
    static constexpr std::array columns{kSourceId<R>,
                                        kVersion<R>,
                                        kChangedAt<R>,
                                        hasText<R, &R::client_number>("client_number"),
                                        hasText<R, &R::form_of_address>("form_of_address"),
                                        hasText<R, &R::given_name>("given_name"),
                                        hasText<R, &R::initials>("initials"),
                                        hasText<R, &R::prefix>("prefix"),
                                        needsText<R, &R::family_name>("family_name"),
                                        Column<R>{"birth_date", Need::Optional, maybeDay<R, &R::birth_date>},
                                        Column<R>{"home_care", Need::Optional, flag<R, &R::home_care>},
                                        hasText<R, &R::location>("location"),
                                        hasText<R, &R::ward>("ward"),
                                        hasText<R, &R::email>("email"),
                                        hasText<R, &R::phone>("phone")};
    return columns;
}

template <>
std::span<const Column<CareEpisode>> columnsOf() {
    using R = CareEpisode;
    static constexpr std::array columns{kSourceId<R>,
                                        kVersion<R>,
                                        kChangedAt<R>,
                                        kClient<R>,
                                        Column<R>{"starts_on", Need::Required, day<R, &R::starts_on>},
                                        Column<R>{"ends_on", Need::Optional, maybeDay<R, &R::ends_on>},
                                        hasText<R, &R::kind>("kind"),
                                        hasText<R, &R::reason>("reason")};
    return columns;
}

template <>
std::span<const Column<Report>> columnsOf() {
    using R = Report;
    static constexpr std::array columns{kSourceId<R>,
                                        kVersion<R>,
                                        kChangedAt<R>,
                                        kClient<R>,
                                        needsText<R, &R::kind_code>("kind_code"),
                                        hasText<R, &R::kind_label>("kind_label"),
                                        hasText<R, &R::title>("title"),
                                        needsText<R, &R::body>("body"),
                                        hasText<R, &R::author_name>("author_name"),
                                        hasText<R, &R::author_role>("author_role"),
                                        Column<R>{"happened_at", Need::Required, moment<R, &R::happened_at>},
                                        Column<R>{"withdrawn", Need::Optional, flag<R, &R::withdrawn>}};
    return columns;
}

template <>
std::span<const Column<Measurement>> columnsOf() {
    using R = Measurement;
    static constexpr std::array columns{kSourceId<R>,
                                        kVersion<R>,
                                        kChangedAt<R>,
                                        kClient<R>,
                                        needsText<R, &R::kind_code>("kind_code"),
                                        hasText<R, &R::kind_label>("kind_label"),
                                        Column<R>{"value", Need::Required, decimal<R, &R::value>},
                                        Column<R>{"value2", Need::Optional, decimal<R, &R::value2>},
                                        hasText<R, &R::unit>("unit"),
                                        Column<R>{"low", Need::Optional, decimal<R, &R::low>},
                                        Column<R>{"high", Need::Optional, decimal<R, &R::high>},
                                        Column<R>{"taken_at", Need::Required, moment<R, &R::taken_at>},
                                        hasText<R, &R::author_name>("author_name"),
                                        hasText<R, &R::note>("note")};
    return columns;
}

template <>
std::span<const Column<Questionnaire>> columnsOf() {
    using R = Questionnaire;
    static constexpr std::array columns{
        kSourceId<R>,
        kVersion<R>,
        kChangedAt<R>,
        kClient<R>,
        needsText<R, &R::title>("title"),
        Column<R>{"filled_at", Need::Required, moment<R, &R::filled_at>},
        hasText<R, &R::author_name>("author_name"),
        hasText<R, &R::author_role>("author_role"),
        Column<R>{"score", Need::Optional, decimal<R, &R::score>},
        Column<R>{"question", Need::Optional, answer<&Answer::question>, Level::Part},
        Column<R>{"answer", Need::Optional, answer<&Answer::answer>, Level::Part}};
    return columns;
}

template <>
std::span<const Column<CarePlan>> columnsOf() {
    using R = CarePlan;
    static constexpr std::array columns{
        kSourceId<R>,
        kVersion<R>,
        kChangedAt<R>,
        kClient<R>,
        Column<R>{"plan", Need::Required, id<R, &R::plan>},
        Column<R>{"version", Need::Required, planVersion},
        needsText<R, &R::title>("title"),
        Column<R>{"valid_from", Need::Required, day<R, &R::valid_from>},
        Column<R>{"valid_until", Need::Optional, maybeDay<R, &R::valid_until>},
        Column<R>{"status", Need::Required, planStatus},
        Column<R>{"signed_at", Need::Optional, maybeMoment<R, &R::signed_at>},
        Column<R>{"area", Need::Optional, goal<&CarePlanGoal::area>, Level::Part},
        Column<R>{"wish", Need::Optional, goal<&CarePlanGoal::wish>, Level::Part},
        Column<R>{"agreement", Need::Optional, goal<&CarePlanGoal::agreement>, Level::Part},
        Column<R>{"who", Need::Optional, goal<&CarePlanGoal::who>, Level::Part},
        Column<R>{"review_on", Need::Optional, goalReview, Level::Part}};
    return columns;
}

template <>
std::span<const Column<Appointment>> columnsOf() {
    using R = Appointment;
    static constexpr std::array columns{kSourceId<R>,
                                        kVersion<R>,
                                        kChangedAt<R>,
                                        kClient<R>,
                                        needsText<R, &R::title>("title"),
                                        Column<R>{"starts_at", Need::Required, moment<R, &R::starts_at>},
                                        Column<R>{"ends_at", Need::Required, moment<R, &R::ends_at>},
                                        hasText<R, &R::place>("place"),
                                        hasText<R, &R::with_name>("with_name"),
                                        hasText<R, &R::with_role>("with_role"),
                                        Column<R>{"kind", Need::Required, appointmentKind},
                                        Column<R>{"visibility", Need::Optional, visibility},
                                        Column<R>{"cancelled", Need::Optional, flag<R, &R::cancelled>},
                                        hasText<R, &R::note>("note")};
    return columns;
}

template <>
std::span<const Column<Message>> columnsOf() {
    using R = Message;
    static constexpr std::array columns{
        kSourceId<R>,
        kVersion<R>,
        kChangedAt<R>,
        kClient<R>,
        Column<R>{"conversation", Need::Required, id<R, &R::conversation>},
        hasText<R, &R::subject>("subject"),
        needsText<R, &R::author_name>("author_name"),
        hasText<R, &R::author_role>("author_role"),
        Column<R>{"author_is_staff", Need::Required, flag<R, &R::author_is_staff>},
        Column<R>{"sent_at", Need::Required, moment<R, &R::sent_at>},
        needsText<R, &R::body>("body"),
        Column<R>{"in_reply_to", Need::Optional, id<R, &R::in_reply_to>}};
    return columns;
}

template <>
std::span<const Column<PinboardPost>> columnsOf() {
    using R = PinboardPost;
    static constexpr std::array columns{kSourceId<R>,
                                        kVersion<R>,
                                        kChangedAt<R>,
                                        kClient<R>,
                                        needsText<R, &R::author_name>("author_name"),
                                        Column<R>{"posted_at", Need::Required, moment<R, &R::posted_at>},
                                        needsText<R, &R::body>("body")};
    return columns;
}

template <>
std::span<const Column<Contact>> columnsOf() {
    using R = Contact;
    static constexpr std::array columns{
        kSourceId<R>,
        kVersion<R>,
        kChangedAt<R>,
        kClient<R>,
        Column<R>{"person", Need::Optional, id<R, &R::person>},
        hasText<R, &R::form_of_address>("form_of_address"),
        hasText<R, &R::given_name>("given_name"),
        hasText<R, &R::initials>("initials"),
        hasText<R, &R::prefix>("prefix"),
        needsText<R, &R::family_name>("family_name"),
        hasText<R, &R::relation>("relation"),
        Column<R>{"portal_manager", Need::Optional, role<&ContactRoles::portal_manager>},
        Column<R>{"legal_representative", Need::Optional, role<&ContactRoles::legal_representative>},
        Column<R>{"first_contact", Need::Optional, role<&ContactRoles::first_contact>},
        hasText<R, &R::email>("email"),
        hasText<R, &R::phone>("phone"),
        hasText<R, &R::address>("address"),
        Column<R>{"locked", Need::Optional, flag<R, &R::locked>}};
    return columns;
}

template <>
std::span<const Column<CareTeamMember>> columnsOf() {
    using R = CareTeamMember;
    static constexpr std::array columns{
        kSourceId<R>,
        kVersion<R>,
        kChangedAt<R>,
        kClient<R>,
        needsText<R, &R::name>("name"),
        hasText<R, &R::role>("role"),
        Column<R>{"is_own_carer", Need::Optional, flag<R, &R::is_own_carer>},
        Column<R>{"receives_messages", Need::Optional, flag<R, &R::receives_messages>},
        hasText<R, &R::phone>("phone")};
    return columns;
}

const char* inconsistencyOf(const Record& record) {
    if (const auto* appointment = std::get_if<Appointment>(&record))
        if (appointment->ends_at < appointment->starts_at)
            return "the appointment ends before it starts";
    if (const auto* episode = std::get_if<CareEpisode>(&record))
        if (episode->ends_on && *episode->ends_on < episode->starts_on)
            return "the episode ends before it starts";
    if (const auto* plan = std::get_if<CarePlan>(&record))
        if (plan->valid_until && *plan->valid_until < plan->valid_from)
            return "the plan's validity ends before it begins";
    return nullptr;
}

namespace {
template <class R>
std::vector<ColumnInfo> infoOf() {
    std::vector<ColumnInfo> info;
    for (const Column<R>& column : columnsOf<R>())
        info.push_back({column.name, column.need == Need::Required});
    info.push_back({kDeletedColumn, false});
    return info;
}
}  // namespace

std::vector<ColumnInfo> columnInfo(RecordKind kind) {
    switch (kind) {
        case RecordKind::Client:
            return infoOf<Client>();
        case RecordKind::CareEpisode:
            return infoOf<CareEpisode>();
        case RecordKind::Report:
            return infoOf<Report>();
        case RecordKind::Measurement:
            return infoOf<Measurement>();
        case RecordKind::Questionnaire:
            return infoOf<Questionnaire>();
        case RecordKind::CarePlan:
            return infoOf<CarePlan>();
        case RecordKind::Appointment:
            return infoOf<Appointment>();
        case RecordKind::Message:
            return infoOf<Message>();
        case RecordKind::PinboardPost:
            return infoOf<PinboardPost>();
        case RecordKind::Contact:
            return infoOf<Contact>();
        case RecordKind::CareTeamMember:
            return infoOf<CareTeamMember>();
    }
    return {};
}

}  // namespace inzage::sdk
