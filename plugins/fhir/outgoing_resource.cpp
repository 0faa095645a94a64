#include "plugins/fhir/outgoing_resource.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "plugins/fhir/element.h"

namespace inzage::fhir {

namespace {

using sdk::JsonWriter;
using sdk::RecordKind;

constexpr std::string_view kConfidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
constexpr std::string_view kRestricted = "R";

std::string instant(sdk::UtcTime at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    std::array<char, 40> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                      static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                      static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

/// FHIR knows no empty text: what isn't there is left out.
void put(JsonWriter& json, std::string_view name, std::string_view text) {
    if (!text.empty())
        json.key(name).value(text);
}

void putOwnCode(JsonWriter& json, std::string_view list, std::string_view system, std::string_view code,
                std::string_view label = {}) {
    json.key(list).beginList().beginMap().key("coding").beginList().beginMap();
    json.key("system").value(std::string{kOwn} + std::string{system}).key("code").value(code);
    json.endMap().endList();
    put(json, "text", label);
    json.endMap().endList();
}

void putPatient(JsonWriter& json, std::string_view name, const std::string& client) {
    json.key(name).beginMap().key("reference").value("Patient/" + client).endMap();
}

/// Who wrote it: the portal's people have no resource at the source.
void putAuthor(JsonWriter& json, std::string_view name, std::string_view role) {
    put(json, "display", name);
    if (role.empty())
        return;
    json.key("extension").beginList().beginMap();
    json.key("url").value(std::string{kOwn} + "role").key("valueString").value(role);
    json.endMap().endList();
}

void putIdentifier(JsonWriter& json, const std::string& key, const FhirSettings& settings) {
    json.key("identifier").beginList().beginMap();
    json.key("system").value(settings.change_system).key("value").value(key);
    json.endMap().endList();
}

/// A care-team member is "<team>/<participant>", or "<team>/Practitioner/<id>".
void putRecipients(JsonWriter& json, const sdk::Message& message) {
    if (message.recipients.empty())
        return;
    json.key("recipient").beginList();
    for (const std::string& id : message.recipients) {
        const std::size_t slash = id.find('/');
        const std::string part = slash == std::string::npos ? std::string{} : id.substr(slash + 1);
        json.beginMap();
        if (part.find('/') != std::string::npos) {
            json.key("reference").value(part);
        } else {
            json.key("reference").value("CareTeam/" + id.substr(0, slash));
            if (!part.empty()) {
                json.key("identifier").beginMap().key("system").value(std::string{kOwn} + "participant");
                json.key("value").value(part).endMap();
            }
        }
        json.endMap();
    }
    json.endList();
}

void putMessage(JsonWriter& json, const sdk::Message& message) {
    json.key("status").value("completed");
    putOwnCode(json, "category", "communication", "message");
    putPatient(json, "subject", message.client);
    if (!message.conversation.empty()) {
        json.key("partOf").beginList().beginMap().key("identifier").beginMap();
        json.key("system").value(std::string{kOwn} + "conversation").key("value").value(message.conversation);
        json.endMap().endMap().endList();
    }
    if (!message.in_reply_to.empty())
        json.key("inResponseTo")
            .beginList()
            .beginMap()
            .key("reference")
            .value("Communication/" + message.in_reply_to)
            .endMap()
            .endList();
    if (!message.subject.empty())
        json.key("topic").beginMap().key("text").value(message.subject).endMap();
    json.key("sent").value(instant(message.sent_at));
    putRecipients(json, message);
    json.key("sender").beginMap().key("type").value(message.author_is_staff ? "Practitioner"
                                                                            : "RelatedPerson");
    putAuthor(json, message.author_name, message.author_role);
    json.endMap();
    json.key("payload").beginList().beginMap().key("contentString").value(message.body).endMap().endList();
}

void putPost(JsonWriter& json, const sdk::PinboardPost& post) {
    json.key("status").value("completed");
    putOwnCode(json, "category", "communication", "pinboard");
    putPatient(json, "subject", post.client);
    json.key("sent").value(instant(post.posted_at));
    json.key("sender").beginMap().key("type").value("RelatedPerson");
    putAuthor(json, post.author_name, {});
    json.endMap();
    json.key("payload").beginList().beginMap().key("contentString").value(post.body).endMap().endList();
}

void putAccepted(JsonWriter& json, std::string_view type, std::string_view display, std::string_view role) {
    json.beginMap();
    if (!role.empty())
        json.key("type").beginList().beginMap().key("text").value(role).endMap().endList();
    json.key("actor").beginMap().key("type").value(type).key("display").value(display).endMap();
    json.key("status").value("accepted").endMap();
}

void putAppointment(JsonWriter& json, const sdk::Appointment& appointment) {
    const bool open = appointment.visibility == sdk::Visibility::Public;
    if (!open) {
        json.key("meta").beginMap().key("security").beginList().beginMap();
        json.key("system").value(kConfidentiality).key("code").value(kRestricted);
        json.endMap().endList().endMap();
    }
    json.key("status").value(appointment.cancelled ? "cancelled" : "booked");
    static constexpr std::array<std::string_view, 3> kKinds{"care", "therapy", "own"};
    putOwnCode(json, "serviceCategory", "appointment", kKinds[static_cast<std::size_t>(appointment.kind)]);
    if (open)
        put(json, "description", appointment.title);
    json.key("start").value(instant(appointment.starts_at)).key("end").value(instant(appointment.ends_at));
    if (open)
        put(json, "comment", appointment.note);
    json.key("participant").beginList().beginMap();
    putPatient(json, "actor", appointment.client);
    json.key("status").value("accepted").endMap();
    if (open && !appointment.with_name.empty())
        putAccepted(json, "Practitioner", appointment.with_name, appointment.with_role);
    if (open && !appointment.place.empty())
        putAccepted(json, "Location", appointment.place, {});
    json.endList();
}

void putReport(JsonWriter& json, const sdk::Report& report) {
    json.key("status").value(report.withdrawn ? "entered-in-error" : "current");
    putOwnCode(json, "category", "report", report.kind_code, report.kind_label);
    putPatient(json, "subject", report.client);
    json.key("date").value(instant(report.happened_at));
    if (!report.author_name.empty() || !report.author_role.empty()) {
        json.key("author").beginList().beginMap().key("type").value("RelatedPerson");
        putAuthor(json, report.author_name, report.author_role);
        json.endMap().endList();
    }
    json.key("content").beginList().beginMap().key("attachment").beginMap();
    json.key("contentType").value("text/plain; charset=utf-8").key("data").value(toBase64(report.body));
    put(json, "title", report.title);
    json.endMap().endMap().endList();
}

}  // namespace

std::string outgoingResource(const sdk::OutboundChange& change, const std::string& key,
                             const FhirSettings& settings) {
    JsonWriter json;
    const auto begin = [&](std::string_view type) {
        json.beginMap().key("resourceType").value(type);
        putIdentifier(json, key, settings);
    };
    if (const auto* message = std::get_if<sdk::Message>(&change.record)) {
        begin("Communication");
        putMessage(json, *message);
    } else if (const auto* post = std::get_if<sdk::PinboardPost>(&change.record)) {
        begin("Communication");
        putPost(json, *post);
    } else if (const auto* appointment = std::get_if<sdk::Appointment>(&change.record)) {
        begin("Appointment");
        putAppointment(json, *appointment);
    } else if (const auto* report = std::get_if<sdk::Report>(&change.record)) {
        begin("DocumentReference");
        putReport(json, *report);
    } else {
        throw sdk::AdapterFailure{sdk::AdapterFailureKind::Defect,
                                  "the fhir adapter doesn't hand over records of this kind"};
    }
    json.endMap();
    return json.text();
}

std::span<const std::string_view> ownMembers(RecordKind kind) noexcept {
    static constexpr std::array<std::string_view, 8> kAppointment{
        "status", "serviceCategory", "description", "start",
        "end",    "comment",         "participant", "patientInstruction"};
    static constexpr std::array<std::string_view, 6> kReport{"status", "category", "date",
                                                             "author", "content",  "description"};
    static constexpr std::array<std::string_view, 4> kTalk{"status", "topic", "sent", "payload"};
    if (kind == RecordKind::Appointment)
        return kAppointment;
    if (kind == RecordKind::Report)
        return kReport;
    return kTalk;
}

bool carriesKey(const sdk::JsonValue& resource, const std::string& key, const FhirSettings& settings) {
    return std::ranges::any_of(resource.listOf("identifier"), [&](const sdk::JsonValue& one) {
        return one.textOf("system") == settings.change_system && one.textOf("value") == key;
    });
}

namespace {

/// Their labels, but for the one that says who may read: that follows what was written.
void putSecurity(JsonWriter& json, const sdk::JsonValue* theirs, const sdk::JsonValue& written) {
    json.key("security").beginList();
    if (theirs != nullptr)
        for (const sdk::JsonValue& label : theirs->listOf("security"))
            if (label.textOf("system") != kConfidentiality || label.textOf("code") != kRestricted)
                json.tree(label);
    if (const sdk::JsonValue* ours = written.find("meta"))
        for (const sdk::JsonValue& label : ours->listOf("security"))
            json.tree(label);
    json.endList();
}

bool hasSecurity(const sdk::JsonValue* theirs, const sdk::JsonValue& written) {
    return written.find("meta") != nullptr ||
           (theirs != nullptr &&
            std::ranges::any_of(theirs->listOf("security"), [](const sdk::JsonValue& label) {
                return label.textOf("system") != kConfidentiality || label.textOf("code") != kRestricted;
            }));
}

}  // namespace

std::string updatedResource(const sdk::JsonValue& current, const sdk::JsonValue& written, RecordKind kind) {
    const auto ours = ownMembers(kind);
    JsonWriter json;
    json.beginMap();
    for (const sdk::JsonValue& member : current.children)
        if (member.name != "meta" && member.name != "identifier" &&
            std::ranges::find(ours, member.name) == ours.end())
            json.key(member.name).tree(member);
    const sdk::JsonValue* meta = current.find("meta");
    json.key("meta").beginMap();
    if (meta != nullptr)
        for (const sdk::JsonValue& member : meta->children)
            if (member.name != "security")
                json.key(member.name).tree(member);
    if (hasSecurity(meta, written))
        putSecurity(json, meta, written);
    json.endMap();
    json.key("identifier").beginList();
    for (const sdk::JsonValue* resource : {&current, &written})
        for (const sdk::JsonValue& one : resource->listOf("identifier"))
            json.tree(one);
    json.endList();
    for (const sdk::JsonValue& member : written.children)
        if (std::ranges::find(ours, member.name) != ours.end())
            json.key(member.name).tree(member);
    json.endMap();
    return json.text();
}

}  // namespace inzage::fhir
