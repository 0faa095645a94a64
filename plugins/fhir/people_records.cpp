#include <algorithm>
#include <array>

#include "plugins/fhir/kind_readers.h"

namespace inzage::fhir {

namespace {

constexpr std::string_view kBsn = "http://fhir.nl/fhir/NamingSystem/bsn";
/// COD472-VEKT, of nl-core-ContactPerson.
constexpr std::string_view kRole = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";
constexpr std::string_view kOwnRole = "urn:inzage:fhir:role";
/// Curator, guardian, mentor, legal representative. Not 14: who keeps the money doesn't decide on care.
constexpr std::array<std::string_view, 4> kLegal{"03", "11", "15", "24"};

/// The official name, else the usual one, else the first; never an old one.
const JsonValue* nameOf(const JsonValue& resource) {
    const JsonValue* best = nullptr;
    int rank = 0;
    for (const JsonValue& name : resource.listOf("name")) {
        const std::string_view use = name.textOf("use");
        const int its = use == "official" ? 3 : use == "usual" ? 2 : use == "old" ? 0 : 1;
        if (its > rank) {
            best = &name;
            rank = its;
        }
    }
    return best;
}

/// What FHIR says of given[i] in _given[i].
std::string_view qualifierAt(const JsonValue& name, std::size_t at) {
    const auto more = name.listOf("_given");
    if (at >= more.size())
        return {};
    const JsonValue* found =
        extension(more[at], "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier");
    return found == nullptr ? std::string_view{} : found->textOf("valueCode");
}

std::string familyPart(const JsonValue& name, std::string_view part) {
    const JsonValue* family = name.find("_family");
    const JsonValue* found =
        family == nullptr
            ? nullptr
            : extension(*family, "http://hl7.org/fhir/StructureDefinition/humanname-" + std::string{part});
    return found == nullptr ? std::string{} : plain(found->textOf("valueString"));
}

template <class R>
void readName(const JsonValue& resource, R& into) {
    const JsonValue* name = nameOf(resource);
    if (name == nullptr)
        throw Unusable{"name is missing"};
    if (const JsonValue* prefix = first(*name, "prefix"))
        into.form_of_address = plain(prefix->text);
    const auto given = name->listOf("given");
    for (std::size_t i = 0; i < given.size(); ++i) {
        const bool initials = qualifierAt(*name, i) == "IN";
        std::string& names = initials ? into.initials : into.given_name;
        names += (names.empty() || initials ? "" : " ") + plain(given[i].text);
    }
    into.prefix = familyPart(*name, "own-prefix");
    into.family_name = familyPart(*name, "own-name");
    if (into.family_name.empty()) {
        into.prefix.clear();
        into.family_name = plain(name->textOf("family", name->textOf("text")));
    }
    if (into.family_name.empty())
        throw Unusable{"name has neither family nor text"};
}

std::string contactPoint(const JsonValue& resource, std::string_view system) {
    for (const JsonValue& point : resource.listOf("telecom"))
        if (point.textOf("system") == system && point.textOf("use") != "old")
            return plain(point.textOf("value"));
    return {};
}

std::string identifierOf(const JsonValue& resource, std::string_view system) {
    for (const JsonValue& one : resource.listOf("identifier"))
        if (system.empty() ? one.textOf("system") != kBsn : one.textOf("system") == system)
            return plain(one.textOf("value"));
    return {};
}

std::string addressLine(const JsonValue& resource) {
    const JsonValue* address = first(resource, "address");
    if (address == nullptr)
        return {};
    if (const auto text = address->textOf("text"); !text.empty())
        return plain(text);
    std::string line;
    for (const JsonValue& part : address->listOf("line"))
        line += (line.empty() ? "" : " ") + plain(part.text);
    std::string place = plain(address->textOf("postalCode"));
    if (const auto city = address->textOf("city"); !city.empty())
        place += (place.empty() ? "" : " ") + plain(city);
    return line + (line.empty() || place.empty() ? "" : ", ") + place;
}

std::string formOfAddress(std::string_view gender) {
    return gender == "female" ? "mevrouw" : gender == "male" ? "de heer" : "";
}

}  // namespace

std::string requireClient(const JsonValue* reference, std::string_view what) {
    const std::string_view id = idIn(reference, "Patient");
    if (id.empty())
        throw Unusable{std::string{what} + " names no Patient"};
    return std::string{id};
}

Verdict readClient(const JsonValue& resource, const FhirSettings& settings, sdk::Client& into) {
    into.client_number = identifierOf(resource, settings.client_number_system);
    readName(resource, into);
    if (into.form_of_address.empty())
        into.form_of_address = formOfAddress(resource.textOf("gender"));
    into.birth_date = dayOf(&resource, "birthDate");
    into.home_care = ownFlag(resource, "home-care");
    if (const JsonValue* organization = resource.find("managingOrganization"))
        into.location = plain(organization->textOf("display"));
    into.ward = ownText(resource, "ward");
    into.email = contactPoint(resource, "email");
    into.phone = contactPoint(resource, "phone");
    return Verdict::Taken;
}

Verdict readContact(const JsonValue& resource, const FhirSettings& /*settings*/, sdk::Contact& into) {
    if (const JsonValue* active = resource.find("active"); active != nullptr && !active->flag)
        return Verdict::Gone;
    into.client = requireClient(resource.find("patient"), "patient");
    into.person = identifierOf(resource, "urn:inzage:fhir:person");
    readName(resource, into);
    for (const JsonValue& one : resource.listOf("relationship")) {
        // Roles are not what somebody is to the client.
        if (into.relation.empty() && codeOf(&one, kRole).empty() && codeOf(&one, kOwnRole).empty())
            into.relation = plain(words(&one));
        into.roles.first_contact = into.roles.first_contact || codeOf(&one, kRole) == "01";
        into.roles.legal_representative =
            into.roles.legal_representative || std::ranges::find(kLegal, codeOf(&one, kRole)) != kLegal.end();
    }
    into.roles.portal_manager = hasCode(resource, "relationship", kOwnRole, "portal-manager");
    into.email = contactPoint(resource, "email");
    into.phone = contactPoint(resource, "phone");
    into.address = addressLine(resource);
    into.locked = ownFlag(resource, "locked");
    return Verdict::Taken;
}

Verdict readEpisode(const JsonValue& resource, const FhirSettings& /*settings*/, sdk::CareEpisode& into) {
    const std::string_view status = resource.textOf("status");
    if (status == "entered-in-error" || status == "cancelled")
        return Verdict::Gone;
    into.client = requireClient(resource.find("patient"), "patient");
    const JsonValue* period = resource.find("period");
    const auto begin = dayOf(period, "start");
    if (!begin)
        throw Unusable{"period.start is missing"};
    into.starts_on = *begin;
    into.ends_on = dayOf(period, "end");
    if (status == "finished" && !into.ends_on)
        throw Unusable{"status is finished, and period.end is missing"};
    into.kind = plain(words(first(resource, "type")));
    into.reason = ownText(resource, "end-reason");
    return Verdict::Taken;
}

Verdict readTeam(const JsonValue& resource, const sdk::Origin& origin, std::vector<sdk::Record>& into) {
    const std::string_view status = resource.textOf("status");
    if (status == "entered-in-error" || status == "inactive")
        return Verdict::Gone;
    const std::string client = requireClient(resource.find("subject"), "subject");
    std::size_t number = 0;
    for (const JsonValue& participant : resource.listOf("participant")) {
        ++number;
        const JsonValue* member = participant.find("member");
        if (member == nullptr || !idIn(member, "Patient").empty() || !idIn(member, "RelatedPerson").empty())
            continue;
        sdk::CareTeamMember one;
        static_cast<sdk::Origin&>(one) = origin;
        std::string_view id = participant.textOf("id");
        if (id.empty())
            id = member->textOf("reference");
        one.source_id += "/" + (id.empty() ? std::to_string(number) : std::string{id});
        one.client = client;
        one.name = plain(shown(resource, member));
        for (const JsonValue& role : participant.listOf("role"))
            if (one.role.empty() && codeOf(&role, kOwnRole).empty())
                one.role = plain(words(&role));
        one.is_own_carer = hasCode(participant, "role", kOwnRole, "own-carer");
        one.receives_messages = hasCode(participant, "role", kOwnRole, "receives-messages");
        one.phone = ownText(*member, "phone");
        // A place in the team without anybody in it yet.
        if (one.name.empty())
            one.name = one.role;
        if (one.name.empty())
            continue;
        into.emplace_back(std::move(one));
    }
    return Verdict::Taken;
}

}  // namespace inzage::fhir
