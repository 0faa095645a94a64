#include "admin/adapter_kit/record_text.h"

#include <array>
#include <cstdint>
#include <cstdio>

#include "admin/adapter_kit/plan.h"

namespace inzage::adapter_kit {

namespace {

/// FNV-1a over everything that it is given.
class Fold {
  public:
    void operator()(const std::string& text) {
        number(text.size());
        for (const char c : text)
            byte(static_cast<unsigned char>(c));
    }
    void operator()(bool flag) { byte(flag ? 1 : 0); }
    void operator()(int value) { number(static_cast<std::uint64_t>(value)); }
    void operator()(sdk::UtcTime at) { number(static_cast<std::uint64_t>(at.time_since_epoch().count())); }
    void operator()(const sdk::Date& day) {
        (*this)(static_cast<int>(day.year()));
        number(static_cast<unsigned>(day.month()));
        number(static_cast<unsigned>(day.day()));
    }
    void operator()(sdk::AppointmentKind kind) { number(static_cast<std::uint64_t>(kind)); }
    void operator()(sdk::Visibility visibility) { number(static_cast<std::uint64_t>(visibility)); }
    void operator()(const sdk::Answer& one) { all(one.question, one.answer); }
    void operator()(const sdk::CarePlanGoal& one) {
        all(one.area, one.wish, one.agreement, one.who, one.review_on);
    }
    void operator()(const sdk::ContactRoles& one) {
        all(one.portal_manager, one.legal_representative, one.first_contact);
    }
    template <class T>
    void operator()(const std::optional<T>& value) {
        byte(value ? 1 : 0);
        if (value)
            (*this)(*value);
    }
    template <class T>
    void operator()(const std::vector<T>& values) {
        number(values.size());
        for (const T& value : values)
            (*this)(value);
    }
    template <class... Fields>
    void all(const Fields&... fields) {
        ((*this)(fields), ...);
    }
    [[nodiscard]] std::string text() const {
        std::array<char, 17> digits{};
        (void)std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(sum_));
        return digits.data();
    }

  private:
    void byte(unsigned char value) { sum_ = (sum_ ^ value) * 1099511628211ULL; }
    void number(std::uint64_t value) {
        for (int i = 0; i < 8; ++i)
            byte(static_cast<unsigned char>(value >> (8 * i)));
    }
    std::uint64_t sum_ = 14695981039346656037ULL;
};

void fold(Fold& f, const sdk::Client& r) {
    f.all(r.client_number, r.form_of_address, r.given_name, r.initials, r.prefix, r.family_name, r.birth_date,
          r.home_care, r.location, r.ward, r.email, r.phone);
}
void fold(Fold& f, const sdk::CareEpisode& r) {
    f.all(r.client, r.starts_on, r.ends_on, r.kind, r.reason);
}
void fold(Fold& f, const sdk::Report& r) {
    f.all(r.client, r.kind_code, r.kind_label, r.title, r.body, r.author_name, r.author_role, r.happened_at,
          r.withdrawn);
}
void fold(Fold& f, const sdk::Measurement& r) {
    f.all(r.client, r.kind_code, r.kind_label, r.value, r.value2, r.unit, r.low, r.high, r.taken_at,
          r.author_name, r.note);
}
void fold(Fold& f, const sdk::Questionnaire& r) {
    f.all(r.client, r.title, r.filled_at, r.author_name, r.author_role, r.score, r.answers);
}
void fold(Fold& f, const sdk::CarePlan& r) {
    f.all(r.client, r.plan, r.version, r.title, r.valid_from, r.valid_until, r.status, r.signed_at, r.goals);
}
void fold(Fold& f, const sdk::Appointment& r) {
    f.all(r.client, r.title, r.starts_at, r.ends_at, r.place, r.with_name, r.with_role, r.kind, r.visibility,
          r.cancelled, r.note);
}
void fold(Fold& f, const sdk::Message& r) {
    f.all(r.client, r.conversation, r.subject, r.author_name, r.author_role, r.author_is_staff, r.sent_at,
          r.body, r.in_reply_to, r.recipients);
}
void fold(Fold& f, const sdk::PinboardPost& r) {
    f.all(r.client, r.author_name, r.posted_at, r.body);
}
void fold(Fold& f, const sdk::Contact& r) {
    f.all(r.client, r.person, r.form_of_address, r.given_name, r.initials, r.prefix, r.family_name,
          r.relation, r.roles, r.email, r.phone, r.address, r.locked);
}
void fold(Fold& f, const sdk::CareTeamMember& r) {
    f.all(r.client, r.name, r.role, r.is_own_carer, r.receives_messages, r.phone);
}

void keep(const std::string& text, std::size_t bytes_min, std::vector<std::string>& into) {
    if (text.size() >= bytes_min)
        into.push_back(text);
}

constexpr std::size_t kNameBytesMin = 5;    // shorter ones stand in other words
constexpr std::size_t kNumberBytesMin = 7;  // shorter ones are line numbers and sizes

constexpr sdk::UtcTime kSampleTime{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} +
                                   std::chrono::hours{9}};

sdk::Record emptyOf(sdk::RecordKind kind) {
    sdk::Record record;
    switch (kind) {
        case sdk::RecordKind::Client:
            record = sdk::Client{};
            break;
        case sdk::RecordKind::Report:
            record = sdk::Report{};
            break;
        case sdk::RecordKind::Appointment:
            record = sdk::Appointment{};
            break;
        case sdk::RecordKind::Message:
            record = sdk::Message{};
            break;
        case sdk::RecordKind::PinboardPost:
            record = sdk::PinboardPost{};
            break;
        case sdk::RecordKind::Contact:
            record = sdk::Contact{};
            break;
        case sdk::RecordKind::CareEpisode:
        case sdk::RecordKind::Measurement:
        case sdk::RecordKind::Questionnaire:
        case sdk::RecordKind::CarePlan:
        case sdk::RecordKind::CareTeamMember:
            break;
    }
    return record;
}

void fill(sdk::Client& r, const std::string& /*text*/) {
    r.phone = "0201234567";
    r.email = "adapterproef@example.nl";
}
void fill(sdk::Contact& r, const std::string& text) {
    r.person = r.source_id;
    r.family_name = text;
    r.phone = "0201234567";
    r.email = "adapterproef@example.nl";
}
void fill(sdk::Report& r, const std::string& text) {
    r.kind_code = "family";
    r.kind_label = "Familie";
    r.body = text;
    r.author_name = text;
    r.happened_at = kSampleTime;
}
void fill(sdk::Appointment& r, const std::string& text) {
    r.title = text;
    r.starts_at = kSampleTime;
    r.ends_at = kSampleTime + std::chrono::hours{1};
    r.kind = sdk::AppointmentKind::Own;
}
void fill(sdk::Message& r, const std::string& text) {
    r.subject = text;
    r.body = text;
    r.author_name = text;
    r.author_is_staff = false;
    r.sent_at = kSampleTime;
}
void fill(sdk::PinboardPost& r, const std::string& text) {
    r.body = text;
    r.author_name = text;
    r.posted_at = kSampleTime;
}
template <class Other>
void fill(Other& /*r*/, const std::string& /*text*/) {}

}  // namespace

std::string fingerprintOf(const sdk::Record& record) {
    Fold sum;
    std::visit(
        [&](const auto& r) {
            sum.all(r.source_version, r.changed_at);
            fold(sum, r);
        },
        record);
    return sum.text();
}

void collectPersonal(const sdk::Record& record, std::vector<std::string>& into) {
    if (const auto* client = std::get_if<sdk::Client>(&record)) {
        keep(client->family_name, kNameBytesMin, into);
        keep(client->given_name, kNameBytesMin, into);
        keep(client->email, kNameBytesMin, into);
        keep(client->phone, kNumberBytesMin, into);
        if (client->client_number != client->source_id)
            keep(client->client_number, kNumberBytesMin, into);
    }
    if (const auto* contact = std::get_if<sdk::Contact>(&record)) {
        keep(contact->family_name, kNameBytesMin, into);
        keep(contact->given_name, kNameBytesMin, into);
        keep(contact->email, kNameBytesMin, into);
        keep(contact->phone, kNumberBytesMin, into);
        keep(contact->address, kNumberBytesMin, into);
    }
}

bool sampleIsNew(sdk::RecordKind kind) noexcept {
    return kind != sdk::RecordKind::Client && kind != sdk::RecordKind::Contact;
}

std::optional<sdk::Record> sampleOf(sdk::RecordKind kind, const std::string& client,
                                    const std::string& record, const std::string& key) {
    sdk::Record sample = emptyOf(kind);
    if (sdk::kindOf(sample) != kind)
        return std::nullopt;
    std::visit(
        [&](auto& r) {
            r.source_id = record;
            r.changed_at = kSampleTime;
            if constexpr (!std::is_same_v<std::decay_t<decltype(r)>, sdk::Client>)
                r.client = client;
            fill(r, std::string{kSampleWord});
            if constexpr (std::is_same_v<std::decay_t<decltype(r)>, sdk::Message>)
                r.conversation = "inzage-kit-" + key;
        },
        sample);
    return sample;
}

}  // namespace inzage::adapter_kit
