#include "platform/adapter_host/guarded_sink.h"

#include <type_traits>

#include "plugins/sdk/text.h"

namespace inzage::adapter_host {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::isCleanText;

constexpr std::size_t kCursorBytesMax = 1000;
constexpr std::size_t kPartsMax = 500;

/// Walks a record's fields and keeps the first complaint.
class Inspector {
  public:
    const char* complaint = nullptr;

    void text(const std::string& field) {
        if (complaint != nullptr)
            return;
        if (field.size() > sdk::kTextBytesMax)
            complaint = "a text is longer than 1 MiB";
        else if (!isCleanText(field))
            complaint = "a text is not valid UTF-8 or contains NUL";
    }
    void decimal(const std::string& field) {
        if (complaint == nullptr && !field.empty() && !isDecimal(field))
            complaint = "a number is not a decimal number";
    }
    void moment(sdk::UtcTime at) {
        using namespace std::chrono;
        constexpr sdk::UtcTime first{sys_days{year{1900} / 1 / 1}};
        constexpr sdk::UtcTime last{sys_days{year{2200} / 1 / 1}};
        if (complaint == nullptr && (at < first || at >= last))
            complaint = "a moment is outside the years 1900 to 2199";
    }
    void day(sdk::Date date) {
        if (complaint == nullptr &&
            (!date.ok() || date.year() < std::chrono::year{1800} || date.year() > std::chrono::year{2199}))
            complaint = "a date is not a calendar day of the years 1800 to 2199";
    }
    void day(const std::optional<sdk::Date>& date) {
        if (date)
            day(*date);
    }
    template <class... Fields>
    void texts(const Fields&... fields) {
        (text(fields), ...);
    }
    void parts(std::size_t count) {
        if (complaint == nullptr && count > kPartsMax)
            complaint = "it has more than 500 answers or goals";
    }

  private:
    static bool isDecimal(std::string_view field) {
        if (field.size() > 30)
            return false;
        if (field.front() == '-')
            field.remove_prefix(1);
        const std::size_t dot = field.find('.');
        const auto digits = [](std::string_view part) {
            return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
        };
        if (dot == std::string_view::npos)
            return digits(field);
        return digits(field.substr(0, dot)) && digits(field.substr(dot + 1));
    }
};

void inspect(Inspector& i, const sdk::Client& r) {
    i.texts(r.client_number, r.form_of_address, r.given_name, r.initials, r.prefix, r.family_name, r.location,
            r.ward, r.email, r.phone);
    i.day(r.birth_date);
}
void inspect(Inspector& i, const sdk::CareEpisode& r) {
    i.texts(r.client, r.kind, r.reason);
    i.day(r.starts_on);
    i.day(r.ends_on);
}
void inspect(Inspector& i, const sdk::Report& r) {
    i.texts(r.client, r.kind_code, r.kind_label, r.title, r.body, r.author_name, r.author_role);
    i.moment(r.happened_at);
}
void inspect(Inspector& i, const sdk::Measurement& r) {
    i.texts(r.client, r.kind_code, r.kind_label, r.unit, r.author_name, r.note);
    i.decimal(r.value);
    i.decimal(r.value2);
    i.decimal(r.low);
    i.decimal(r.high);
    i.moment(r.taken_at);
}
void inspect(Inspector& i, const sdk::Questionnaire& r) {
    i.texts(r.client, r.title, r.author_name, r.author_role);
    i.decimal(r.score);
    i.moment(r.filled_at);
    i.parts(r.answers.size());
    for (const sdk::Answer& answer : r.answers)
        i.texts(answer.question, answer.answer);
}
void inspect(Inspector& i, const sdk::CarePlan& r) {
    i.texts(r.client, r.plan, r.title, r.status);
    i.day(r.valid_from);
    i.day(r.valid_until);
    if (r.signed_at)
        i.moment(*r.signed_at);
    i.parts(r.goals.size());
    for (const sdk::CarePlanGoal& goal : r.goals) {
        i.texts(goal.area, goal.wish, goal.agreement, goal.who);
        i.day(goal.review_on);
    }
    if (i.complaint == nullptr && (r.plan.empty() || r.version < 1))
        i.complaint = "a care plan needs a plan id and a version of 1 or more";
}
void inspect(Inspector& i, const sdk::Appointment& r) {
    i.texts(r.client, r.title, r.place, r.with_name, r.with_role, r.note);
    i.moment(r.starts_at);
    i.moment(r.ends_at);
    if (i.complaint == nullptr && r.ends_at < r.starts_at)
        i.complaint = "an appointment ends before it starts";
}
void inspect(Inspector& i, const sdk::Message& r) {
    i.texts(r.client, r.conversation, r.subject, r.author_name, r.author_role, r.body, r.in_reply_to);
    i.moment(r.sent_at);
}
void inspect(Inspector& i, const sdk::PinboardPost& r) {
    i.texts(r.client, r.author_name, r.body);
    i.moment(r.posted_at);
}
void inspect(Inspector& i, const sdk::Contact& r) {
    i.texts(r.client, r.person, r.form_of_address, r.given_name, r.initials, r.prefix, r.family_name,
            r.relation, r.email, r.phone, r.address);
}
void inspect(Inspector& i, const sdk::CareTeamMember& r) {
    i.texts(r.client, r.name, r.role, r.phone);
}

}  // namespace

const char* defectOf(const sdk::Record& record) {
    return std::visit(
        [](const auto& r) -> const char* {
            if (r.source_id.empty() || r.source_id.size() > sdk::kSourceIdBytesMax)
                return "its source_id is empty or longer than 200 bytes";
            Inspector inspector;
            inspector.texts(r.source_id, r.source_version);
            inspector.moment(r.changed_at);
            inspect(inspector, r);
            if constexpr (!std::is_same_v<std::decay_t<decltype(r)>, sdk::Client>)
                if (inspector.complaint == nullptr && r.client.empty())
                    return "it names no client";
            return inspector.complaint;
        },
        record);
}

GuardedSink::GuardedSink(std::span<const sdk::RecordKind> kinds, sdk::RecordSink& inner) : inner_{inner} {
    for (const sdk::RecordKind kind : kinds)
        wanted_ |= 1U << static_cast<unsigned>(kind);
}

bool GuardedSink::wanted(sdk::RecordKind kind) const noexcept {
    return (wanted_ & (1U << static_cast<unsigned>(kind))) != 0;
}

template <class Step>
void GuardedSink::inside(Step&& step) {
    if (inner_failure_)
        throw AdapterFailure{AdapterFailureKind::Transient, "the platform has stopped this run"};
    if (!violation_.empty())
        throw AdapterFailure{AdapterFailureKind::Defect, violation_};
    try {
        step();
    } catch (...) {
        inner_failure_ = std::current_exception();
        throw AdapterFailure{AdapterFailureKind::Transient, "the platform has stopped this run"};
    }
}

void GuardedSink::violate(std::string what) {
    violation_ = std::move(what);
    throw AdapterFailure{AdapterFailureKind::Defect, violation_};
}

void GuardedSink::put(const sdk::Record& record) {
    const sdk::RecordKind kind = sdk::kindOf(record);
    if (!wanted(kind))
        return;
    if (const char* defect = defectOf(record))
        return setAside(kind, sdk::originOf(record).source_id, defect);
    inside([&] { inner_.put(record); });
}

void GuardedSink::remove(sdk::RecordKind kind, std::string_view source_id) {
    if (!wanted(kind))
        return;
    if (source_id.empty() || source_id.size() > sdk::kSourceIdBytesMax || !isCleanText(source_id))
        violate("the adapter removed a record without a valid source_id");
    inside([&] { inner_.remove(kind, source_id); });
}

void GuardedSink::fullSetBegins(sdk::RecordKind kind) {
    if (open_set_)
        violate("the adapter began a full set inside another");
    open_set_ = kind;
    if (wanted(kind))
        inside([&] { inner_.fullSetBegins(kind); });
}

void GuardedSink::fullSetEnds(sdk::RecordKind kind) {
    if (open_set_ != kind)
        violate("the adapter ended a full set that it had not begun");
    open_set_.reset();
    if (wanted(kind))
        inside([&] { inner_.fullSetEnds(kind); });
}

void GuardedSink::cursor(std::string_view text) {
    if (open_set_)
        violate("the adapter gave a cursor inside a full set");
    if (text.empty() || text.size() > kCursorBytesMax || !isCleanText(text))
        violate("the adapter gave a cursor that is empty, longer than 1,000 bytes or not text");
    inside([&] { inner_.cursor(text); });
}

void GuardedSink::setAside(sdk::RecordKind kind, std::string_view source_id, std::string_view reason) {
    if (!wanted(kind))
        return;
    const bool id_is_usable = source_id.size() <= sdk::kSourceIdBytesMax && isCleanText(source_id);
    inside(
        [&] { inner_.setAside(kind, id_is_usable ? source_id : std::string_view{}, reason.substr(0, 300)); });
}

void GuardedSink::rethrowInner() const {
    if (inner_failure_)
        std::rethrow_exception(inner_failure_);
}

}  // namespace inzage::adapter_host
