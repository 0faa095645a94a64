#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "plugins/sdk/json_reader.h"
#include "plugins/sdk/records.h"

/// What the datatypes of FHIR R4 say, as text. Everything that isn't there is empty; nothing throws but
/// Unusable.
namespace inzage::fhir {

using sdk::JsonValue;

/// The resource can't be a record: why, in words without values, "effectiveDateTime is no moment".
struct Unusable {
    std::string reason;
};

/// The namespace of what base R4 and nl-core have no place for: "urn:inzage:fhir:ward".
inline constexpr std::string_view kOwn = "urn:inzage:fhir:";

/// The first element of a list, or null.
[[nodiscard]] const JsonValue* first(const JsonValue& value, std::string_view list);

/// The extension with this URL, or null. `own` ones are named without kOwn.
[[nodiscard]] const JsonValue* extension(const JsonValue& value, std::string_view url);
[[nodiscard]] const JsonValue* ownExtension(const JsonValue& value, std::string_view name);
/// The value[x] of an own extension, as text.
[[nodiscard]] std::string ownText(const JsonValue& value, std::string_view name);
[[nodiscard]] bool ownFlag(const JsonValue& value, std::string_view name);

/// What people read of a CodeableConcept: its text, else a coding's display, else its code.
[[nodiscard]] std::string_view words(const JsonValue* concept_value);
/// The code of the coding with this system; with an empty system, the first code.
[[nodiscard]] std::string_view codeOf(const JsonValue* concept_value, std::string_view system = {});
/// Does any concept of this list have this coding?
[[nodiscard]] bool hasCode(const JsonValue& value, std::string_view list, std::string_view system,
                           std::string_view code);

/// The id in a Reference to this type: of "Patient/1", "https://…/Patient/1/_history/2". Empty for others.
[[nodiscard]] std::string_view idIn(const JsonValue* reference, std::string_view type);
/// The display of a Reference, else the name of the contained resource that it names.
[[nodiscard]] std::string_view shown(const JsonValue& resource, const JsonValue* reference);
/// What somebody is: our extension, else what a contained PractitionerRole or RelatedPerson says.
[[nodiscard]] std::string roleOf(const JsonValue& resource, const JsonValue* reference);

/// A dateTime or instant; of one without a time, its midnight in UTC. Absent when there is none; throws
/// Unusable naming `key` when it is something else.
[[nodiscard]] std::optional<sdk::UtcTime> momentOf(const JsonValue& value, std::string_view key);
/// The day of a date or dateTime, as it is written there.
[[nodiscard]] std::optional<sdk::Date> dayOf(const JsonValue* value, std::string_view key);

/// A decimal of a Quantity or number, as written; "1.5e2" becomes no decimal: Unusable naming `what`.
[[nodiscard]] std::string decimalOf(const JsonValue* value, std::string_view what);

/// Line ends as '\n', no blanks around.
[[nodiscard]] std::string plain(std::string_view text);

/// base64 (RFC 4648), with or without line ends. Absent when it is none.
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text);
[[nodiscard]] std::string toBase64(std::string_view bytes);

}  // namespace inzage::fhir
