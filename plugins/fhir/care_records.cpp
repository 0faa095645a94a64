#include <array>
#include <utility>

#include "plugins/fhir/kind_readers.h"
#include "plugins/sdk/text.h"

namespace inzage::fhir {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;
constexpr std::string_view kLoinc = "http://loinc.org";
/// LOINC of the nl-core profiles → the portal's kinds of measurement.
constexpr std::array<Pair, 12> kMeasured{{{"29463-7", "weight"},
                                          {"3141-9", "weight"},
                                          {"85354-9", "blood_pressure"},
                                          {"55284-4", "blood_pressure"},
                                          {"8310-5", "temperature"},
                                          {"2708-6", "oxygen_saturation"},
                                          {"59408-5", "oxygen_saturation"},
                                          {"8867-4", "pulse"},
                                          {"8893-0", "pulse"},
                                          {"14743-9", "blood_sugar"},
                                          {"15074-8", "blood_sugar"},
                                          {"8302-2", "height"}}};

std::string mapped(const TextMap& map, std::string_view key) {
    const auto found = map.find(key);
    return found == map.end() ? std::string{} : found->second;
}

/// Fills kind_code and kind_label. What nobody knows keeps its own code and words.
template <class R>
void readKind(const JsonValue* concept_value, const KindSettings& settings, R& into) {
    std::string theirs{codeOf(concept_value)};
    if (theirs.empty())
        theirs = words(concept_value);
    std::string ours = mapped(settings.codes, theirs);
    if (const auto loinc = codeOf(concept_value, kLoinc); ours.empty() && !loinc.empty())
        for (const auto& [code, name] : kMeasured)
            if (code == loinc)
                ours = name;
    into.kind_code = ours.empty() ? theirs : ours;
    into.kind_label = mapped(settings.labels, into.kind_code);
    if (into.kind_label.empty())
        into.kind_label = plain(words(concept_value));
}

std::string_view contentTypeOf(const JsonValue& attachment) {
    const std::string_view type = attachment.textOf("contentType", "text/plain");
    return type.substr(0, type.find(';'));
}

std::string valueOf(const JsonValue& holder) {
    if (const JsonValue* quantity = holder.find("valueQuantity")) {
        if (!quantity->textOf("comparator").empty())
            throw Unusable{"valueQuantity is no number but a bound (comparator)"};
        return decimalOf(quantity->find("value"), "valueQuantity.value");
    }
    if (const JsonValue* whole = holder.find("valueInteger"))
        return decimalOf(whole, "valueInteger");
    return {};
}

std::string_view unitOf(const JsonValue& holder) {
    const JsonValue* quantity = holder.find("valueQuantity");
    if (quantity == nullptr)
        return {};
    return quantity->textOf("unit", quantity->textOf("code"));
}

std::string answerText(const JsonValue& answer) {
    for (const JsonValue& value : answer.children) {
        if (value.name == "valueBoolean")
            return value.flag ? "ja" : "nee";
        if (value.name == "valueCoding")
            return plain(value.textOf("display", value.textOf("code")));
        if (value.name == "valueQuantity")
            return std::string{value.textOf("value")} + " " + std::string{value.textOf("unit")};
        if (value.name.starts_with("value"))
            return plain(value.text);
    }
    return {};
}

void readItems(const JsonValue& holder, sdk::Questionnaire& into) {
    for (const JsonValue& item : holder.listOf("item")) {
        const std::string_view link = item.textOf("linkId");
        const auto answers = item.listOf("answer");
        if ((link == "score" || link == "total-score") && !answers.empty()) {
            const JsonValue& score = answers.front();
            const JsonValue* decimal = score.find("valueDecimal");
            into.score = decimalOf(decimal == nullptr ? score.find("valueInteger") : decimal, "score");
            continue;
        }
        std::string text;
        for (const JsonValue& answer : answers)
            text += (text.empty() ? "" : ", ") + answerText(answer);
        // A group is a heading of what is in it.
        if (!text.empty() || item.listOf("item").empty())
            into.answers.push_back({plain(item.textOf("text")), std::move(text)});
        readItems(item, into);
        for (const JsonValue& answer : answers)
            readItems(answer, into);
    }
}

const JsonValue* containedGoal(const JsonValue& resource, const JsonValue& reference) {
    const std::string_view id = reference.textOf("reference");
    for (const JsonValue& one : resource.listOf("contained"))
        if (id.starts_with('#') && one.textOf("id") == id.substr(1))
            return &one;
    return nullptr;
}

void readActivity(const JsonValue& resource, std::string_view goal, sdk::CarePlanGoal& into) {
    for (const JsonValue& activity : resource.listOf("activity")) {
        const JsonValue* detail = activity.find("detail");
        if (detail == nullptr)
            continue;
        for (const JsonValue& reference : detail->listOf("goal"))
            if (reference.textOf("reference") == goal) {
                into.agreement = plain(detail->textOf("description"));
                into.who = plain(shown(resource, first(*detail, "performer")));
                return;
            }
    }
}

}  // namespace

Verdict readReport(const JsonValue& resource, const FhirSettings& settings, sdk::Report& into) {
    into.client = requireClient(resource.find("subject"), "subject");
    const JsonValue* kind = first(resource, "category");
    readKind(kind == nullptr ? resource.find("type") : kind, settings.of(sdk::RecordKind::Report), into);
    if (into.kind_code.empty())
        throw Unusable{"neither category nor type says what it is"};
    const JsonValue* content = first(resource, "content");
    const JsonValue* attachment = content == nullptr ? nullptr : content->find("attachment");
    if (attachment == nullptr)
        throw Unusable{"content.attachment is missing"};
    if (contentTypeOf(*attachment) != "text/plain")
        throw Unusable{"content.attachment.contentType is not text/plain"};
    const JsonValue* data = attachment->find("data");
    if (data == nullptr)
        throw Unusable{"content.attachment has no data; a text at a url isn't fetched"};
    const auto bytes = fromBase64(data->text);
    if (!bytes || !sdk::isCleanText(*bytes))
        throw Unusable{"content.attachment.data is no base64 of UTF-8 text"};
    into.title = plain(attachment->textOf("title"));
    into.body = plain(*bytes);
    if (into.body.empty())
        throw Unusable{"content.attachment.data is empty"};
    const JsonValue* author = first(resource, "author");
    into.author_name = plain(shown(resource, author));
    into.author_role = roleOf(resource, author);
    const JsonValue* period = resource.path({"context", "period"});
    auto at = period == nullptr ? std::nullopt : momentOf(*period, "start");
    if (!at)
        at = momentOf(resource, "date");
    if (!at)
        throw Unusable{"date is missing"};
    into.happened_at = *at;
    into.withdrawn =
        resource.textOf("status") == "entered-in-error" || resource.textOf("status") == "superseded";
    return Verdict::Taken;
}

Verdict readMeasurement(const JsonValue& resource, const FhirSettings& settings, sdk::Measurement& into) {
    const std::string_view status = resource.textOf("status");
    if (status == "entered-in-error" || status == "cancelled")
        return Verdict::Gone;
    into.client = requireClient(resource.find("subject"), "subject");
    readKind(resource.find("code"), settings.of(sdk::RecordKind::Measurement), into);
    if (into.kind_code.empty())
        throw Unusable{"code says not what was measured"};
    into.value = valueOf(resource);
    into.unit = plain(unitOf(resource));
    const auto components = resource.listOf("component");
    if (into.value.empty() && !components.empty()) {
        into.value = valueOf(components[0]);
        into.unit = plain(unitOf(components[0]));
        if (components.size() > 1)
            into.value2 = valueOf(components[1]);
        // Systolic first, whatever the order.
        if (components.size() > 1 && codeOf(components[0].find("code"), kLoinc) == "8462-4")
            std::swap(into.value, into.value2);
    }
    if (into.value.empty())
        throw Unusable{"there is no number in valueQuantity, valueInteger or component"};
    if (const JsonValue* range = first(resource, "referenceRange")) {
        if (const JsonValue* low = range->path({"low", "value"}))
            into.low = decimalOf(low, "referenceRange.low");
        if (const JsonValue* high = range->path({"high", "value"}))
            into.high = decimalOf(high, "referenceRange.high");
    }
    auto at = momentOf(resource, "effectiveDateTime");
    if (const JsonValue* period = resource.find("effectivePeriod"); !at && period != nullptr)
        at = momentOf(*period, "start");
    if (!at)
        at = momentOf(resource, "effectiveInstant");
    if (!at)
        throw Unusable{"effectiveDateTime is missing"};
    into.taken_at = *at;
    into.author_name = plain(shown(resource, first(resource, "performer")));
    if (const JsonValue* note = first(resource, "note"))
        into.note = plain(note->textOf("text"));
    return Verdict::Taken;
}

Verdict readQuestionnaire(const JsonValue& resource, const FhirSettings& settings, sdk::Questionnaire& into) {
    const std::string_view status = resource.textOf("status");
    if (status == "entered-in-error")
        return Verdict::Gone;
    if (status == "in-progress" || status == "stopped")
        return Verdict::Another;
    into.client = requireClient(resource.find("subject"), "subject");
    const std::string canonical{resource.textOf("questionnaire")};
    into.title = mapped(settings.of(sdk::RecordKind::Questionnaire).labels, canonical);
    if (const JsonValue* more = resource.find("_questionnaire"); into.title.empty() && more != nullptr)
        if (const JsonValue* display = extension(*more, "http://hl7.org/fhir/StructureDefinition/display"))
            into.title = plain(display->textOf("valueString"));
    if (into.title.empty())
        into.title =
            canonical.substr(canonical.rfind('/') == std::string::npos ? 0 : canonical.rfind('/') + 1);
    if (into.title.empty())
        throw Unusable{"questionnaire is missing: nothing names the form"};
    const auto at = momentOf(resource, "authored");
    if (!at)
        throw Unusable{"authored is missing"};
    into.filled_at = *at;
    into.author_name = plain(shown(resource, resource.find("author")));
    into.author_role = roleOf(resource, resource.find("author"));
    readItems(resource, into);
    return Verdict::Taken;
}

Verdict readPlan(const JsonValue& resource, const FhirSettings& /*settings*/, sdk::CarePlan& into) {
    const std::string_view status = resource.textOf("status");
    if (status == "entered-in-error")
        return Verdict::Gone;
    into.client = requireClient(resource.find("subject"), "subject");
    const JsonValue* identifier = first(resource, "identifier");
    into.plan = plain(identifier == nullptr ? std::string_view{} : identifier->textOf("value"));
    if (into.plan.empty())
        into.plan = into.source_id;
    std::string version = ownText(resource, "version");
    if (version.empty())
        if (const JsonValue* meta = resource.find("meta"))
            version = meta->textOf("versionId");
    const bool counts = !version.empty() && version.size() <= 6 &&
                        version.find_first_not_of("0123456789") == std::string::npos;
    into.version = counts && version != "0" ? std::stoi(version) : 1;
    into.title = plain(resource.textOf("title", "Zorgplan"));
    const auto begin = dayOf(resource.find("period"), "start");
    if (!begin)
        throw Unusable{"period.start is missing"};
    into.valid_from = *begin;
    into.valid_until = dayOf(resource.find("period"), "end");
    into.status = status == "draft"                           ? "draft"
                  : status == "active" || status == "on-hold" ? "active"
                                                              : "ended";
    if (const JsonValue* sign = ownExtension(resource, "signed"))
        into.signed_at = momentOf(*sign, "valueDateTime");
    for (const JsonValue& reference : resource.listOf("goal")) {
        const JsonValue* goal = containedGoal(resource, reference);
        sdk::CarePlanGoal one;
        if (goal != nullptr) {
            one.area = plain(words(first(*goal, "category")));
            one.wish = plain(words(goal->find("description")));
            one.review_on = dayOf(first(*goal, "target"), "dueDate");
        } else {
            one.wish = plain(reference.textOf("display"));
        }
        if (one.wish == "-")
            one.wish.clear();
        readActivity(resource, reference.textOf("reference"), one);
        into.goals.push_back(std::move(one));
    }
    return Verdict::Taken;
}

}  // namespace inzage::fhir
