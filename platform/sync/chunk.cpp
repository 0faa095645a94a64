#include "platform/sync/chunk.h"

#include <array>
#include <cstdio>
#include <functional>
#include <type_traits>

#include "platform/base/clock.h"
#include "platform/observe/json_text.h"

namespace inzage::sync {

namespace {

constexpr std::size_t kSlotsFirst = 1024;

std::string dateText(sdk::Date date) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text.data();
}

std::string answersJson(const std::vector<sdk::Answer>& answers) {
    std::string json = "[";
    for (const sdk::Answer& answer : answers) {
        json += json.size() > 1 ? ",{\"question\":" : "{\"question\":";
        observe::appendJsonString(json, answer.question);
        json += ",\"answer\":";
        observe::appendJsonString(json, answer.answer);
        json += '}';
    }
    return json + ']';
}

std::string goalsJson(const std::vector<sdk::CarePlanGoal>& goals) {
    std::string json = "[";
    for (const sdk::CarePlanGoal& goal : goals) {
        json += json.size() > 1 ? ",{\"area\":" : "{\"area\":";
        observe::appendJsonString(json, goal.area);
        json += ",\"wish\":";
        observe::appendJsonString(json, goal.wish);
        json += ",\"agreement\":";
        observe::appendJsonString(json, goal.agreement);
        json += ",\"who\":";
        observe::appendJsonString(json, goal.who);
        json += ",\"review_on\":";
        observe::appendJsonString(json, goal.review_on ? dateText(*goal.review_on) : std::string{});
        json += '}';
    }
    return json + ']';
}

std::string_view nameOf(sdk::AppointmentKind kind) {
    switch (kind) {
        case sdk::AppointmentKind::Care:
            return "care";
        case sdk::AppointmentKind::Therapy:
            return "therapy";
        case sdk::AppointmentKind::Own:
            return "own";
    }
    return "care";
}

}  // namespace

bool TextFilter::add(std::string_view text) {
    if ((count_ + 1) * 2 > slots_.size())
        grow();
    const std::uint64_t hash = std::hash<std::string_view>{}(text) | 1U;
    for (std::size_t at = hash % slots_.size();; at = (at + 1) % slots_.size()) {
        if (slots_[at] == hash)
            return true;
        if (slots_[at] == 0) {
            slots_[at] = hash;
            ++count_;
            return false;
        }
    }
}

bool TextFilter::mayHold(std::string_view text) const {
    if (count_ == 0)
        return false;
    const std::uint64_t hash = std::hash<std::string_view>{}(text) | 1U;
    for (std::size_t at = hash % slots_.size(); slots_[at] != 0; at = (at + 1) % slots_.size())
        if (slots_[at] == hash)
            return true;
    return false;
}

void TextFilter::clear() {
    if (count_ > 0)
        std::fill(slots_.begin(), slots_.end(), 0);
    count_ = 0;
}

void TextFilter::grow() {
    std::vector<std::uint64_t> before(slots_.empty() ? kSlotsFirst : slots_.size() * 2);
    before.swap(slots_);
    for (const std::uint64_t hash : before) {
        if (hash == 0)
            continue;
        std::size_t at = hash % slots_.size();
        while (slots_[at] != 0)
            at = (at + 1) % slots_.size();
        slots_[at] = hash;
    }
}

/// Appends the values of one row; the order is that of the staging columns.
class RowWriter {
  public:
    RowWriter(Chunk& chunk, const sdk::Origin& origin) : chunk_{chunk} {
        text(std::to_string(chunk.rows_));
        text(origin.source_id);
        text(origin.source_version);
        if (origin.changed_at == sdk::UtcTime{})
            null();
        else
            moment(origin.changed_at);
    }
    void text(std::string_view value) {
        chunk_.text_ += value;
        chunk_.ends_.push_back(static_cast<std::uint32_t>(chunk_.text_.size()));
    }
    template <class... Values>
    void texts(const Values&... values) {
        (text(values), ...);
    }
    void null() { chunk_.ends_.push_back(Chunk::kNull); }
    void textOrNull(std::string_view value) { value.empty() ? null() : text(value); }
    void flag(bool value) { text(value ? "t" : "f"); }
    void moment(sdk::UtcTime at) { text(isoUtc(at)); }
    void day(sdk::Date date) { text(dateText(date)); }
    void day(const std::optional<sdk::Date>& date) { date ? day(*date) : null(); }

  private:
    Chunk& chunk_;
};

namespace {

const char* faultOf(const sdk::Measurement& r) {
    return r.value.empty() ? "a measurement has no value" : nullptr;
}
const char* faultOf(const sdk::CarePlan& r) {
    return r.status.empty() || r.status == "draft" || r.status == "active" || r.status == "ended"
               ? nullptr
               : "a care plan's status is not draft, active or ended";
}
template <class Other>
const char* faultOf(const Other& /*r*/) {
    return nullptr;
}

void write(RowWriter& w, const sdk::Client& r) {
    w.texts(r.client_number, r.form_of_address, r.initials, r.given_name, r.prefix, r.family_name);
    w.day(r.birth_date);
    w.flag(r.home_care);
    w.text(r.ward.empty() || r.location.empty() ? r.location + r.ward : r.location + ", " + r.ward);
    w.texts(r.email, r.phone);
}
void write(RowWriter& w, const sdk::CareEpisode& r) {
    w.text(r.client);
    w.day(r.starts_on);
    w.day(r.ends_on);
    w.texts(r.kind, r.reason);
}
void write(RowWriter& w, const sdk::Report& r) {
    w.texts(r.client, r.kind_code, r.kind_label, r.title, r.body, r.author_name, r.author_role);
    w.moment(r.happened_at);
}
void write(RowWriter& w, const sdk::Measurement& r) {
    w.texts(r.client, r.kind_code, r.kind_label, r.value);
    w.textOrNull(r.value2);
    w.text(r.unit);
    w.textOrNull(r.low);
    w.textOrNull(r.high);
    w.texts(r.note, r.author_name);
    w.moment(r.taken_at);
}
void write(RowWriter& w, const sdk::Questionnaire& r) {
    w.texts(r.client, r.title, r.score, answersJson(r.answers), r.author_name, r.author_role);
    w.moment(r.filled_at);
}
void write(RowWriter& w, const sdk::CarePlan& r) {
    w.texts(r.client, r.plan, std::to_string(r.version), r.title, r.status.empty() ? "active" : r.status);
    w.day(r.valid_from);
    w.day(r.valid_until);
    r.signed_at ? w.moment(*r.signed_at) : w.null();
    w.text(goalsJson(r.goals));
}
void write(RowWriter& w, const sdk::Appointment& r) {
    w.texts(r.client, nameOf(r.kind), r.title, r.note, r.place, r.with_name, r.with_role);
    w.moment(r.starts_at);
    w.moment(r.ends_at);
    w.text(r.visibility == sdk::Visibility::Private ? "private" : "public");
    w.flag(r.cancelled);
}
void write(RowWriter& w, const sdk::Message& r) {
    // A message outside any conversation is a conversation of its own.
    w.texts(r.client, r.conversation.empty() ? "message:" + r.source_id : r.conversation, r.subject,
            r.in_reply_to, r.author_name, r.author_role);
    w.flag(r.author_is_staff);
    w.text(r.body);
    w.moment(r.sent_at);
}
void write(RowWriter& w, const sdk::PinboardPost& r) {
    w.texts(r.client, r.author_name, r.body);
    w.moment(r.posted_at);
}
void write(RowWriter& w, const sdk::Contact& r) {
    w.texts(r.client, r.person, r.form_of_address, r.given_name, r.initials, r.prefix, r.family_name,
            r.relation);
    w.flag(r.roles.first_contact);
    w.flag(r.roles.legal_representative);
    w.flag(r.roles.portal_manager);
    w.flag(r.locked);
    w.texts(r.email, r.phone, r.address);
}
void write(RowWriter& w, const sdk::CareTeamMember& r) {
    w.texts(r.client, r.name, r.role, r.phone);
    w.flag(r.is_own_carer);
    w.flag(r.receives_messages);
}

}  // namespace

const char* Chunk::append(const sdk::Record& record) {
    return std::visit(
        [this](const auto& r) -> const char* {
            if (const char* fault = faultOf(r))
                return fault;
            if (ids_.add(r.source_id))
                repeats_ = true;
            RowWriter writer{*this, r};
            write(writer, r);
            ++rows_;
            return nullptr;
        },
        record);
}

void Chunk::clear() {
    text_.clear();
    ends_.clear();
    ids_.clear();
    rows_ = 0;
    repeats_ = false;
}

}  // namespace inzage::sync
