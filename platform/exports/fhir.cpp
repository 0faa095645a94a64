#include "platform/exports/fhir.h"

#include <openssl/evp.h>

#include <nlohmann/json.hpp>

#include "platform/base/json_text.h"
#include "platform/base/text.h"

namespace inzage::exports {
namespace {

using Json = nlohmann::ordered_json;
using database::Row;

std::string base64(std::string_view bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

/// "2026-11-22T06:45:19Z": an instant has a zone, and needs no more than seconds.
std::string instant(const std::optional<UtcTime>& at) {
    return isoUtc(at.value_or(UtcTime{})).substr(0, 19) + "Z";
}

/// FHIR knows no empty text: a value that isn't there is left out.
void put(Json& into, const char* name, std::string_view value) {
    if (const auto text = trimmed(value); !text.empty())
        into[name] = text;
}

void putNumber(Json& into, const char* name, std::string_view decimal) {
    if (!decimal.empty())
        into[name] = parseOrderedJson(decimal);
}

Json displayed(const Row& row) {
    Json who;
    std::string name{trimmed(row.text("author_name"))};
    const auto role = trimmed(row.text("author_role"));
    if (!role.empty())
        name += (name.empty() ? "" : ", ") + std::string{role};
    put(who, "display", name);
    return who;
}

Json textOnly(std::string_view text) {
    Json codeable;
    codeable["text"] = trimmed(text).empty() ? std::string_view{"-"} : trimmed(text);
    return codeable;
}

Json humanName(const Row& row) {
    Json name;
    put(name, "text", row.text("name"));
    const std::string prefix{trimmed(row.text("prefix"))};
    const std::string own{trimmed(row.text("family_name"))};
    put(name, "family", prefix.empty() ? own : prefix + " " + own);
    if (!prefix.empty()) {
        Json extension = Json::array();
        extension.push_back({{"url", "http://hl7.org/fhir/StructureDefinition/humanname-own-prefix"},
                             {"valueString", prefix}});
        extension.push_back(
            {{"url", "http://hl7.org/fhir/StructureDefinition/humanname-own-name"}, {"valueString", own}});
        name["_family"]["extension"] = extension;
    }
    if (!trimmed(row.text("given_name")).empty())
        name["given"] = Json::array({trimmed(row.text("given_name"))});
    return name;
}

void putContactPoints(Json& into, const Row& row, bool with_mail) {
    Json points = Json::array();
    if (!trimmed(row.text("phone")).empty())
        points.push_back({{"system", "phone"}, {"value", trimmed(row.text("phone"))}});
    if (with_mail && !trimmed(row.text("email")).empty())
        points.push_back({{"system", "email"}, {"value", trimmed(row.text("email"))}});
    if (!points.empty())
        into["telecom"] = points;
}

/// One row as a resource; `subject` is the reference to the client.
using Builder = Json (*)(const Row& row, const Json& subject);

Json patient(const Row& row, const Json&) {
    Json made{{"resourceType", "Patient"}};
    if (!trimmed(row.text("client_number")).empty())
        made["identifier"] = Json::array({{{"value", trimmed(row.text("client_number"))}}});
    made["name"] = Json::array({humanName(row)});
    put(made, "birthDate", row.text("birth_date"));
    put(made, "deceasedDateTime", row.text("deceased_on"));
    return made;
}

Json report(const Row& row, const Json& subject) {
    Json made{{"resourceType", "DocumentReference"}, {"status", "current"}};
    made["type"] = {
        {"coding", {{{"system", "http://loinc.org"}, {"code", "34746-8"}, {"display", "Nurse Note"}}}},
        {"text", trimmed(row.text("kind_label"))}};
    made["subject"] = subject;
    made["date"] = instant(row.time("at"));
    if (const Json who = displayed(row); !who.empty())
        made["author"] = Json::array({who});
    Json attachment{{"contentType", "text/plain; charset=utf-8"}, {"data", base64(row.text("body"))}};
    put(attachment, "title", row.text("title"));
    if (attachment["data"].get_ref<const std::string&>().empty())
        attachment.erase("data");
    made["content"] = Json::array({{{"attachment", attachment}}});
    return made;
}

Json quantity(std::string_view value, std::string_view unit) {
    Json made;
    putNumber(made, "value", value);
    put(made, "unit", unit);
    return made;
}

Json measurement(const Row& row, const Json& subject) {
    Json made{{"resourceType", "Observation"}, {"status", "final"}, {"code", textOnly(row.text("label"))}};
    made["subject"] = subject;
    made["effectiveDateTime"] = instant(row.time("at"));
    if (const Json who = displayed(row); !who.empty())
        made["performer"] = Json::array({who});
    const auto unit = row.text("unit");
    if (row.isNull("value_second")) {
        made["valueQuantity"] = quantity(row.text("value"), unit);
    } else {
        Json parts = Json::array();
        parts.push_back({{"code", {{"text", "1"}}}, {"valueQuantity", quantity(row.text("value"), unit)}});
        parts.push_back(
            {{"code", {{"text", "2"}}}, {"valueQuantity", quantity(row.text("value_second"), unit)}});
        made["component"] = parts;
    }
    Json range;
    if (!row.isNull("range_low"))
        range["low"] = quantity(row.text("range_low"), unit);
    if (!row.isNull("range_high"))
        range["high"] = quantity(row.text("range_high"), unit);
    if (!range.empty())
        made["referenceRange"] = Json::array({range});
    if (!trimmed(row.text("note")).empty())
        made["note"] = Json::array({{{"text", trimmed(row.text("note"))}}});
    return made;
}

Json questionnaire(const Row& row, const Json& subject) {
    Json made{{"resourceType", "QuestionnaireResponse"}, {"status", "completed"}};
    made["subject"] = subject;
    made["authored"] = instant(row.time("at"));
    if (const Json who = displayed(row); !who.empty())
        made["author"] = who;
    Json items = Json::array();
    const auto add = [&](std::string_view question, std::string_view answer) {
        Json item{{"linkId", std::to_string(items.size() + 1)}};
        put(item, "text", question);
        if (!trimmed(answer).empty())
            item["answer"] = Json::array({{{"valueString", trimmed(answer)}}});
        items.push_back(item);
    };
    add(row.text("title"), row.text("score"));
    for (const auto& one : parseOrderedJson(row.text("answers")))
        add(one.value("question", ""), one.value("answer", ""));
    made["item"] = items;
    return made;
}

Json carePlan(const Row& row, const Json& subject) {
    Json made{{"resourceType", "CarePlan"}};
    Json goals = Json::array();
    Json references = Json::array();
    Json activities = Json::array();
    for (const auto& goal : parseOrderedJson(row.text("goals"))) {
        const std::string local = "doel-" + std::to_string(goals.size() + 1);
        Json one{{"resourceType", "Goal"}, {"id", local}, {"lifecycleStatus", "active"}};
        if (!goal.value("area", "").empty())
            one["category"] = Json::array({textOnly(goal.value("area", ""))});
        one["description"] = textOnly(goal.value("wish", ""));
        one["subject"] = subject;
        if (!goal.value("review_on", "").empty())
            one["target"] = Json::array({{{"dueDate", goal.value("review_on", "")}}});
        goals.push_back(one);
        references.push_back({{"reference", "#" + local}});
        if (!goal.value("agreement", "").empty()) {
            Json detail{{"status", "in-progress"}, {"description", goal.value("agreement", "")}};
            if (!goal.value("who", "").empty())
                detail["performer"] = Json::array({{{"display", goal.value("who", "")}}});
            activities.push_back({{"detail", detail}});
        }
    }
    if (!goals.empty())
        made["contained"] = goals;
    made["status"] = row.text("status") == "ended" ? "completed" : "active";
    made["intent"] = "plan";
    put(made, "title", row.text("title"));
    made["subject"] = subject;
    Json period;
    put(period, "start", row.text("valid_from"));
    put(period, "end", row.text("valid_until"));
    if (!period.empty())
        made["period"] = period;
    if (const Json who = displayed(row); !who.empty())
        made["author"] = who;
    if (!references.empty())
        made["goal"] = references;
    if (!activities.empty())
        made["activity"] = activities;
    return made;
}

Json appointment(const Row& row, const Json& subject) {
    Json made{{"resourceType", "Appointment"}, {"status", row.flag("cancelled") ? "cancelled" : "booked"}};
    put(made, "description", row.text("title"));
    made["start"] = instant(row.time("at"));
    made["end"] = instant(row.time("ends_at"));
    put(made, "comment", row.text("note"));
    Json people = Json::array();
    people.push_back({{"actor", subject}, {"status", "accepted"}});
    if (!trimmed(row.text("with_name")).empty())
        people.push_back({{"actor", {{"display", trimmed(row.text("with_name"))}}}, {"status", "accepted"}});
    made["participant"] = people;
    return made;
}

Json communication(const Row& row, const Json& subject, std::string_view kind, std::string_view topic) {
    Json made{{"resourceType", "Communication"}, {"status", "completed"}};
    made["category"] = Json::array({textOnly(kind)});
    made["subject"] = subject;
    if (!trimmed(topic).empty())
        made["topic"] = textOnly(topic);
    made["sent"] = instant(row.time("at"));
    Json sender;
    put(sender, "display", row.text("author_name"));
    if (!sender.empty())
        made["sender"] = sender;
    if (!trimmed(row.text("body")).empty())
        made["payload"] = Json::array({{{"contentString", trimmed(row.text("body"))}}});
    return made;
}

Json message(const Row& row, const Json& subject) {
    return communication(row, subject, "Bericht", row.text("subject"));
}

Json post(const Row& row, const Json& subject) {
    return communication(row, subject, "Prikbord", "");
}

Json contact(const Row& row, const Json& subject) {
    Json made{{"resourceType", "RelatedPerson"}, {"patient", subject}};
    if (!trimmed(row.text("relation")).empty())
        made["relationship"] = Json::array({textOnly(row.text("relation"))});
    made["name"] = Json::array({humanName(row)});
    putContactPoints(made, row, true);
    if (!trimmed(row.text("address")).empty())
        made["address"] = Json::array({{{"text", trimmed(row.text("address"))}}});
    return made;
}

Json accessLogRow(const Row& row, const Json& subject) {
    Json made{{"resourceType", "AuditEvent"}};
    made["type"] = {{"system", "http://terminology.hl7.org/CodeSystem/audit-event-type"}, {"code", "rest"}};
    made["subtype"] = Json::array({{{"display", row.text("event")}}});
    made["action"] = row.text("action");
    made["recorded"] = instant(row.time("at"));
    made["outcome"] = row.text("outcome") == "granted" ? "0" : "4";
    Json agent{{"requestor", true}};
    if (!trimmed(row.text("role")).empty())
        agent["role"] = Json::array({textOnly(row.text("role"))});
    put(agent, "name", row.text("person"));
    made["agent"] = Json::array({agent});
    made["source"] = {{"observer", {{"display", "Inzage"}}}};
    made["entity"] = Json::array({{{"what", subject}}});
    return made;
}

Json file(const Row& row, const Json& subject, const std::string& path) {
    Json made{{"resourceType", "DocumentReference"}, {"status", "current"}};
    made["subject"] = subject;
    made["date"] = instant(row.time("at"));
    Json attachment{{"contentType", row.text("content_type")}, {"url", path}};
    put(attachment, "title", row.text("name"));
    made["content"] = Json::array({{{"attachment", attachment}}});
    return made;
}

}  // namespace

struct FhirBundle::State {
    std::ostream& out;
    std::string client_id;
    Json subject;
    UtcTime at;
    bool first = true;
    Json team = Json::array();  ///< participants, at most a few hundred

    void write(const std::string& id, Json resource) {
        // The resource's own fields come after its type and id, as people expect to read them.
        Json ordered{{"resourceType", resource["resourceType"]}, {"id", id}};
        resource.erase("resourceType");
        ordered.update(resource);
        const Json entry{{"fullUrl", "urn:uuid:" + id}, {"resource", ordered}};
        out << (first ? "\n" : ",\n") << lenientJsonText(entry);
        first = false;
    }
};

FhirBundle::FhirBundle(std::ostream& out, std::string client_id, UtcTime at)
    : state_{std::make_unique<State>(State{out, client_id, {{"reference", "urn:uuid:" + client_id}}, at})} {
    out << R"({"resourceType":"Bundle","type":"collection","timestamp":")" << instant(at) << R"(","entry":[)";
}

FhirBundle::~FhirBundle() = default;

void FhirBundle::add(Part part, const Row& row, const std::string& path) {
    const std::string id{row.text("id")};
    const auto& subject = state_->subject;
    switch (part) {
        case Part::Client:
            return state_->write(id, patient(row, subject));
        case Part::Reports:
            return state_->write(id, report(row, subject));
        case Part::Measurements:
            return state_->write(id, measurement(row, subject));
        case Part::Questionnaires:
            return state_->write(id, questionnaire(row, subject));
        case Part::CarePlans:
            return state_->write(id, carePlan(row, subject));
        case Part::Appointments:
            return state_->write(id, appointment(row, subject));
        case Part::Messages:
            return state_->write(id, message(row, subject));
        case Part::Pinboard:
            return state_->write(id, post(row, subject));
        case Part::Contacts:
            return state_->write(id, contact(row, subject));
        case Part::CareTeam: {
            Json member;
            if (!trimmed(row.text("role")).empty())
                member["role"] = Json::array({textOnly(row.text("role"))});
            member["member"] = {{"display", row.text("name")}};
            state_->team.push_back(member);
            return;
        }
        case Part::AccessLog:
            return state_->write(id, accessLogRow(row, subject));
        case Part::Files:
            return state_->write(id, file(row, subject, path));
    }
}

void FhirBundle::finish() {
    if (!state_->team.empty()) {
        Json team{{"resourceType", "CareTeam"}, {"status", "active"}};
        team["subject"] = state_->subject;
        team["participant"] = state_->team;
        // One per client: the client's own id, which no other kind of resource uses.
        std::string id = state_->client_id;
        id.back() = id.back() == '0' ? '1' : '0';
        state_->write(id, std::move(team));
    }
    state_->out << "\n]}\n";
}

}  // namespace inzage::exports
