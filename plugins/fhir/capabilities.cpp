#include "plugins/fhir/capabilities.h"

#include <algorithm>
#include <array>

#include "plugins/fhir/resource_records.h"
#include "plugins/sdk/field_values.h"

namespace inzage::fhir {

namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::JsonValue;

constexpr std::size_t kStatementBytesMax = 32UL * 1024 * 1024;

bool interacts(const JsonValue& resource, std::string_view code) {
    return std::ranges::any_of(resource.listOf("interaction"),
                               [&](const JsonValue& one) { return one.textOf("code") == code; });
}

}  // namespace

std::optional<std::chrono::sys_seconds> readHttpDate(std::string_view text) {
    static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != 29 || !text.ends_with(" GMT"))
        return std::nullopt;
    const auto month = std::ranges::find(kMonths, text.substr(8, 3));
    if (month == kMonths.end())
        return std::nullopt;
    const auto number = static_cast<int>(month - kMonths.begin()) + 1;
    const std::string iso = std::string{text.substr(12, 4)} + (number < 10 ? "-0" : "-") +
                            std::to_string(number) + "-" + std::string{text.substr(5, 2)} + "T" +
                            std::string{text.substr(17, 8)} + "Z";
    const auto at = sdk::readMoment(iso);
    return at ? std::optional{std::chrono::floor<std::chrono::seconds>(*at)} : std::nullopt;
}

Capabilities readCapabilities(Connection& connection) {
    Connection::Question question;
    question.url = connection.urlOf("metadata");
    question.accept = {404};
    const sdk::HttpResponse response = connection.ask(question);
    if (!response.good())
        throw AdapterFailure{AdapterFailureKind::Config,
                             "base_url has no metadata (status 404): it is not where a FHIR server begins"};
    sdk::JsonLimits limits;
    limits.bytes_max = kStatementBytesMax;
    const JsonValue statement = sdk::readJson(response.body, {"the CapabilityStatement"}, limits);
    if (statement.textOf("resourceType") != "CapabilityStatement")
        throw AdapterFailure{AdapterFailureKind::Config,
                             "base_url gives no CapabilityStatement: it is not where a FHIR server begins"};
    if (!statement.textOf("fhirVersion", "4.0.1").starts_with("4."))
        throw AdapterFailure{AdapterFailureKind::Config,
                             "the server at base_url speaks another version of FHIR than R4 (4.0.1)"};
    Capabilities found;
    for (const JsonValue& rest : statement.listOf("rest"))
        for (const JsonValue& resource : rest.listOf("resource")) {
            const std::string type{resource.textOf("type")};
            if (interacts(resource, "search-type"))
                found.searched.insert(type);
            if (interacts(resource, "history-type"))
                found.history.insert(type);
            if (interacts(resource, "create"))
                found.created.insert(type);
            if (resource.flagOf("conditionalCreate"))
                found.conditional.insert(type);
        }
    const std::string* date = response.header("Date");
    const auto at = date == nullptr ? std::nullopt : readHttpDate(*date);
    found.now = at ? *at : Connection::machineTime();
    return found;
}

void requireOffered(const Capabilities& capabilities, std::span<const sdk::RecordKind> kinds) {
    if (capabilities.searched.empty())
        return;
    for (const sdk::RecordKind kind : kinds) {
        const std::string type{sourceOf(kind).type};
        if (!capabilities.searched.contains(type))
            throw AdapterFailure{AdapterFailureKind::Config,
                                 "the FHIR server offers no " + type + ", which " +
                                     std::string{sdk::nameOf(kind)} +
                                     " comes from: leave this kind out of the schedules"};
    }
}

}  // namespace inzage::fhir
