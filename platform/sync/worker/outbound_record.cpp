#include "platform/sync/worker/outbound_record.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "platform/base/json_text.h"

namespace inzage::sync {

namespace {

using nlohmann::json;

std::string text(const json& from, const char* name) {
    const auto found = from.find(name);
    return found == from.end() || found->is_null() ? std::string{} : found->get<std::string>();
}

sdk::UtcTime moment(const json& from, const char* name) {
    const auto at = parseIsoUtc(from.at(name).get<std::string>());
    if (!at)
        throw std::invalid_argument{std::string{name} + " is no moment"};
    return *at;
}

sdk::Report reportFrom(const json& from, const changes::WaitingChange& change) {
    sdk::Report report;
    report.kind_code = text(from, "kind_code");
    report.kind_label = text(from, "kind_label");
    report.title = text(from, "title");
    report.body = text(from, "body");
    report.author_name = change.written_by_name;
    report.author_role = change.written_by_role;
    report.happened_at = moment(from, "happened_at");
    return report;
}

sdk::AppointmentKind appointmentKind(std::string_view word) {
    if (word == "care")
        return sdk::AppointmentKind::Care;
    return word == "therapy" ? sdk::AppointmentKind::Therapy : sdk::AppointmentKind::Own;
}

sdk::Appointment appointmentFrom(const json& from) {
    sdk::Appointment appointment;
    appointment.starts_at = moment(from, "starts_at");
    appointment.ends_at = moment(from, "ends_at");
    appointment.kind = appointmentKind(text(from, "kind"));
    appointment.cancelled = from.value("cancelled", false);
    if (text(from, "visibility") == "private") {
        appointment.visibility = sdk::Visibility::Private;
        return appointment;
    }
    appointment.title = text(from, "title");
    appointment.note = text(from, "note");
    appointment.place = text(from, "place");
    appointment.with_name = text(from, "with_name");
    appointment.with_role = text(from, "with_role");
    return appointment;
}

std::vector<std::string> linesOf(std::string_view lines) {
    std::vector<std::string> all;
    while (!lines.empty()) {
        all.emplace_back(lines.substr(0, lines.find('\n')));
        lines.remove_prefix(std::min(lines.size(), all.back().size() + 1));
    }
    return all;
}

sdk::Message messageFrom(const json& from, const changes::WaitingChange& change) {
    sdk::Message message;
    message.conversation = change.conversation_source_id;
    message.subject = text(from, "subject");
    message.author_name = change.written_by_name;
    message.author_role = change.written_by_role;
    message.author_is_staff = false;
    message.sent_at = moment(from, "sent_at");
    message.body = text(from, "body");
    message.in_reply_to = change.reply_source_id;
    message.recipients = linesOf(change.recipients);
    return message;
}

sdk::PinboardPost postFrom(const json& from, const changes::WaitingChange& change) {
    sdk::PinboardPost post;
    post.author_name = change.written_by_name;
    post.body = text(from, "body");
    post.posted_at = moment(from, "posted_at");
    return post;
}

sdk::Contact contactFrom(const json& from) {
    sdk::Contact contact;
    contact.form_of_address = text(from, "form_of_address");
    contact.given_name = text(from, "given_name");
    contact.initials = text(from, "initials");
    contact.prefix = text(from, "prefix");
    contact.family_name = text(from, "family_name");
    contact.relation = text(from, "relation");
    contact.email = text(from, "email");
    contact.phone = text(from, "phone");
    contact.address = text(from, "address");
    return contact;
}

sdk::Client clientFrom(const json& from) {
    sdk::Client client;
    client.client_number = text(from, "client_number");
    client.form_of_address = text(from, "form_of_address");
    client.given_name = text(from, "given_name");
    client.initials = text(from, "initials");
    client.prefix = text(from, "prefix");
    client.family_name = text(from, "family_name");
    client.email = text(from, "email");
    client.phone = text(from, "phone");
    return client;
}

/// With an empty payload, for a removal: only the kind counts.
sdk::Record emptyOf(RecordKind kind) {
    if (kind == RecordKind::Appointment)
        return sdk::Appointment{};
    if (kind == RecordKind::Message)
        return sdk::Message{};
    if (kind == RecordKind::PinboardPost)
        return sdk::PinboardPost{};
    if (kind == RecordKind::Contact)
        return sdk::Contact{};
    return sdk::Report{};
}

sdk::Record recordFrom(const json& from, const changes::WaitingChange& change) {
    if (change.kind == RecordKind::Report)
        return reportFrom(from, change);
    if (change.kind == RecordKind::Appointment)
        return appointmentFrom(from);
    if (change.kind == RecordKind::Message)
        return messageFrom(from, change);
    if (change.kind == RecordKind::PinboardPost)
        return postFrom(from, change);
    if (change.kind == RecordKind::Contact)
        return contactFrom(from);
    if (change.kind == RecordKind::Client)
        return clientFrom(from);
    throw std::invalid_argument{"nobody writes records of this kind"};
}

template <class One>
void identify(One& record, const changes::WaitingChange& change) {
    record.source_id = change.source_id;
    if constexpr (requires { record.client; })
        record.client = change.client_source_id;
}

/// Who takes time for themselves stays unsaid, with all the rest of a private appointment. Of one that is
/// taken away only a payload that says so makes it public.
bool namesNobody(const sdk::OutboundChange& out, const json& from) {
    const auto* appointment = std::get_if<sdk::Appointment>(&out.record);
    if (appointment == nullptr)
        return false;
    if (out.operation == sdk::OutboundChange::Operation::Remove)
        return text(from, "visibility") != "public";
    return appointment->visibility == sdk::Visibility::Private;
}

}  // namespace

Outcome<sdk::OutboundChange> outboundChange(const changes::WaitingChange& change) {
    sdk::OutboundChange out;
    out.written_at = change.written_at;
    try {
        const json from = parseJson(change.payload_json);
        if (change.action == changes::Action::Delete) {
            out.operation = sdk::OutboundChange::Operation::Remove;
            out.record = emptyOf(change.kind);
        } else {
            // What went out once is changed, not made again.
            out.operation = change.source_id.empty() ? sdk::OutboundChange::Operation::Create
                                                     : sdk::OutboundChange::Operation::Update;
            out.record = recordFrom(from, change);
        }
        if (!namesNobody(out, from)) {
            out.written_by_name = change.written_by_name;
            out.written_by_role = change.written_by_role;
        }
    } catch (const json::exception&) {
        return Failure{FailureKind::Defect, "what was written can't be read as a record"};
    } catch (const std::invalid_argument& wrong) {
        return Failure{FailureKind::Defect, std::string{"what was written can't be read: "} + wrong.what()};
    }
    std::visit([&](auto& record) { identify(record, change); }, out.record);
    return out;
}

}  // namespace inzage::sync
