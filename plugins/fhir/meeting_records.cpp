#include "plugins/fhir/kind_readers.h"

namespace inzage::fhir {

namespace {

constexpr std::string_view kConfidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

std::string_view mapped(const TextMap& map, std::string_view key) {
    const auto found = map.find(key);
    return found == map.end() ? key : std::string_view{found->second};
}

/// Is the resource one that only some may read?
bool isRestricted(const JsonValue& resource) {
    const JsonValue* meta = resource.find("meta");
    if (meta == nullptr)
        return false;
    for (const JsonValue& label : meta->listOf("security"))
        if (label.textOf("system") == kConfidentiality &&
            (label.textOf("code") == "R" || label.textOf("code") == "V"))
            return true;
    return false;
}

sdk::AppointmentKind appointmentKind(const JsonValue& resource, const TextMap& codes) {
    for (const std::string_view list : {"serviceCategory", "serviceType"})
        for (const JsonValue& one : resource.listOf(list)) {
            const std::string_view ours = mapped(codes, codeOf(&one));
            if (ours == "therapy")
                return sdk::AppointmentKind::Therapy;
            if (ours == "own")
                return sdk::AppointmentKind::Own;
        }
    return sdk::AppointmentKind::Care;
}

enum class Part { Client, Place, Person };
/// What takes part: by the reference's own type, else by the resource it points at.
Part partOf(const JsonValue& actor) {
    const std::string_view type = actor.textOf("type");
    if (type == "Patient" || !idIn(&actor, "Patient").empty())
        return Part::Client;
    if (type == "Location" || !idIn(&actor, "Location").empty())
        return Part::Place;
    return Part::Person;
}

constexpr std::string_view kTalk = "urn:inzage:fhir:communication";

bool isPinboard(const JsonValue& resource, const FhirSettings& settings) {
    const TextMap& codes = settings.of(sdk::RecordKind::PinboardPost).codes;
    for (const JsonValue& one : resource.listOf("category"))
        if (codeOf(&one, kTalk) == "pinboard" || mapped(codes, codeOf(&one)) == "pinboard")
            return true;
    return false;
}

std::string bodyOf(const JsonValue& resource) {
    std::string body;
    for (const JsonValue& payload : resource.listOf("payload"))
        if (const auto text = payload.textOf("contentString"); !text.empty())
            body += (body.empty() ? "" : "\n\n") + plain(text);
    if (body.empty())
        throw Unusable{"payload.contentString is missing"};
    return body;
}

sdk::UtcTime sentAt(const JsonValue& resource) {
    auto at = momentOf(resource, "sent");
    if (!at)
        at = momentOf(resource, "received");
    if (!at)
        throw Unusable{"sent is missing"};
    return *at;
}

std::string requireAuthor(const JsonValue& resource) {
    std::string name = plain(shown(resource, resource.find("sender")));
    if (name.empty())
        throw Unusable{"sender.display is missing"};
    return name;
}

/// A resource that is written and sent.
Verdict stateOf(const JsonValue& resource) {
    const std::string_view status = resource.textOf("status");
    if (status == "entered-in-error" || status == "not-done" || status == "stopped")
        return Verdict::Gone;
    return status == "preparation" ? Verdict::Another : Verdict::Taken;
}

bool isStaff(const JsonValue& resource) {
    const JsonValue* sender = resource.find("sender");
    if (sender == nullptr)
        return true;
    const std::string_view type = sender->textOf("type");
    return type != "Patient" && type != "RelatedPerson" && idIn(sender, "Patient").empty() &&
           idIn(sender, "RelatedPerson").empty();
}

/// The conversation that a message belongs to: what it is part of, else what it answers, else itself.
std::string conversationOf(const JsonValue& resource, const sdk::Message& message) {
    if (const JsonValue* thread = first(resource, "partOf")) {
        if (const JsonValue* value = thread->path({"identifier", "value"}))
            return plain(value->text);
        if (const auto id = idIn(thread, "Communication"); !id.empty())
            return std::string{id};
    }
    return message.in_reply_to.empty() ? message.source_id : message.in_reply_to;
}

}  // namespace

Verdict readAppointment(const JsonValue& resource, const FhirSettings& settings, sdk::Appointment& into) {
    const std::string_view status = resource.textOf("status");
    if (status == "entered-in-error")
        return Verdict::Gone;
    if (status == "proposed" || status == "waitlist")
        return Verdict::Another;
    for (const JsonValue& participant : resource.listOf("participant")) {
        const JsonValue* actor = participant.find("actor");
        if (actor == nullptr) {
            // Somebody of a profession, whoever it will be.
            if (into.with_role.empty())
                into.with_role = plain(words(first(participant, "type")));
            continue;
        }
        const Part part = partOf(*actor);
        if (part == Part::Client && into.client.empty())
            into.client = idIn(actor, "Patient");
        else if (part == Part::Place && into.place.empty())
            into.place = plain(actor->textOf("display"));
        else if (part == Part::Person && into.with_name.empty()) {
            into.with_name = plain(shown(resource, actor));
            into.with_role = plain(words(first(participant, "type")));
            if (into.with_role.empty())
                into.with_role = roleOf(resource, actor);
        }
    }
    if (into.client.empty())
        throw Unusable{"participant names no Patient"};
    into.title = plain(resource.textOf("description"));
    if (into.title.empty())
        into.title = plain(words(first(resource, "serviceType")));
    const auto begin = momentOf(resource, "start");
    const auto end = momentOf(resource, "end");
    if (!begin || !end)
        throw Unusable{"start or end is missing"};
    into.starts_at = *begin;
    into.ends_at = *end;
    into.note = plain(resource.textOf("comment"));
    into.kind = appointmentKind(resource, settings.of(sdk::RecordKind::Appointment).codes);
    into.visibility = isRestricted(resource) ? sdk::Visibility::Private : sdk::Visibility::Public;
    into.cancelled = status == "cancelled" || status == "noshow";
    if (into.title.empty()) {
        if (into.visibility == sdk::Visibility::Public)
            throw Unusable{"neither description nor serviceType says what it is"};
        into.title = "Bezet";
    }
    return Verdict::Taken;
}

Verdict readMessage(const JsonValue& resource, const FhirSettings& settings, sdk::Message& into) {
    if (isPinboard(resource, settings))
        return Verdict::Another;
    if (const Verdict state = stateOf(resource); state != Verdict::Taken)
        return state;
    into.client = requireClient(resource.find("subject"), "subject");
    into.in_reply_to = idIn(first(resource, "inResponseTo"), "Communication");
    into.conversation = conversationOf(resource, into);
    into.subject = plain(words(resource.find("topic")));
    into.author_name = requireAuthor(resource);
    into.author_role = roleOf(resource, resource.find("sender"));
    into.author_is_staff = isStaff(resource);
    into.sent_at = sentAt(resource);
    into.body = bodyOf(resource);
    return Verdict::Taken;
}

Verdict readPost(const JsonValue& resource, const FhirSettings& settings, sdk::PinboardPost& into) {
    if (!isPinboard(resource, settings))
        return Verdict::Another;
    if (const Verdict state = stateOf(resource); state != Verdict::Taken)
        return state;
    into.client = requireClient(resource.find("subject"), "subject");
    into.author_name = requireAuthor(resource);
    into.posted_at = sentAt(resource);
    into.body = bodyOf(resource);
    return Verdict::Taken;
}

}  // namespace inzage::fhir
