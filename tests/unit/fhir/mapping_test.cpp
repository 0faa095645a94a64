#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/fhir/capabilities.h"
#include "plugins/fhir/outgoing_resource.h"
#include "plugins/fhir/resource_records.h"

namespace inzage::fhir {
namespace {

using sdk::RecordKind;
using testing::HasSubstr;
using testing::Not;

std::vector<sdk::Record> recordsOf(RecordKind kind, std::string_view json, FhirSettings settings = {}) {
    std::vector<sdk::Record> records;
    EXPECT_EQ(readRecords(kind, sdk::readJson(json, {"test"}), settings, records), Verdict::Taken);
    return records;
}

template <class R>
R recordOf(RecordKind kind, std::string_view json, FhirSettings settings = {}) {
    const auto records = recordsOf(kind, json, std::move(settings));
    return records.size() == 1 ? std::get<R>(records.front()) : R{};
}

std::string objectionTo(RecordKind kind, std::string_view json) {
    std::vector<sdk::Record> records;
    try {
        (void)readRecords(kind, sdk::readJson(json, {"test"}), {}, records);
    } catch (const Unusable& unusable) {
        return unusable.reason;
    }
    return "nothing";
}

TEST(FhirMapping, APatientKeepsNamePartsAndLosesItsBsn) {
    const auto client = recordOf<sdk::Client>(RecordKind::Client, R"({"resourceType":"Patient","id":"C1",
        "meta":{"versionId":"7","lastUpdated":"2026-11-24T10:00:00+01:00"},
        "identifier":[{"system":"http://fhir.nl/fhir/NamingSystem/bsn","value":"999911120"},{"system":"urn:x","value":"20001"}],
        "name":[{"use":"old","family":"Puk"},{"use":"official","family":"van der Berg","_family":{"extension":[
            {"url":"http://hl7.org/fhir/StructureDefinition/humanname-own-prefix","valueString":"van der"},
            {"url":"http://hl7.org/fhir/StructureDefinition/humanname-own-name","valueString":"Berg"}]},
            "given":["Anna","A."],"_given":[null,{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier","valueCode":"IN"}]}]}],
        "gender":"female","birthDate":"1939-03-14","extension":[{"url":"urn:other:thing","valueString":"?"}]})");
    EXPECT_EQ(client.client_number, "20001");
    EXPECT_EQ(client.prefix, "van der");
    EXPECT_EQ(client.family_name, "Berg");
    EXPECT_EQ(client.given_name, "Anna");
    EXPECT_EQ(client.initials, "A.");
    EXPECT_EQ(client.form_of_address, "mevrouw");
    EXPECT_THAT(client.source_version, testing::StartsWith("7."));
}

TEST(FhirMapping, AnUnknownCodeOfAMeasurementKeepsItsOwnWords) {
    const auto of = [](std::string_view code) {
        return recordOf<sdk::Measurement>(
            RecordKind::Measurement,
            R"({"resourceType":"Observation","id":"O1","subject":{"reference":"https://x/fhir/Patient/C1/_history/3"},"code":)" +
                std::string{code} +
                R"(,"valueQuantity":{"value":61.80,"unit":"kg"},"effectiveDateTime":"2026-11-24"})");
    };
    const auto known = of(R"({"coding":[{"system":"http://loinc.org","code":"29463-7"}],"text":"Gewicht"})");
    EXPECT_EQ(known.kind_code, "weight");
    EXPECT_EQ(known.value, "61.80") << "as it was written";
    EXPECT_EQ(known.client, "C1");
    const auto unknown = of(R"({"coding":[{"system":"urn:x","code":"Q9","display":"Knijpkracht"}]})");
    EXPECT_EQ(unknown.kind_code, "Q9");
    EXPECT_EQ(unknown.kind_label, "Knijpkracht");
}

TEST(FhirMapping, SystolicComesFirstWhateverTheOrder) {
    const auto pressure =
        recordOf<sdk::Measurement>(RecordKind::Measurement, R"({"resourceType":"Observation","id":"O1",
        "subject":{"reference":"Patient/C1"},"code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},"effectiveDateTime":"2026-11-24T10:00:00Z",
        "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{"value":80}},
                     {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":120}}]})");
    EXPECT_EQ(pressure.value, "120");
    EXPECT_EQ(pressure.value2, "80");
}

TEST(FhirMapping, WhatCanNotBeTakenNamesTheElementAndNoValue) {
    EXPECT_EQ(
        objectionTo(RecordKind::Report,
                    R"({"resourceType":"DocumentReference","id":"R","subject":{"reference":"Group/7"}})"),
        "subject names no Patient");
    EXPECT_EQ(objectionTo(RecordKind::Report,
                          R"({"resourceType":"DocumentReference","id":"R","subject":{"reference":"Patient/7"},
        "type":{"text":"x"},"date":"gisteren","content":[{"attachment":{"data":"eA=="}}]})"),
              "date is no moment with zone and no day");
    EXPECT_EQ(objectionTo(RecordKind::Report,
                          R"({"resourceType":"DocumentReference","id":"R","subject":{"reference":"Patient/7"},
        "type":{"text":"x"},"date":"2026-11-24","content":[{"attachment":{"contentType":"application/pdf","data":"eA=="}}]})"),
              "content.attachment.contentType is not text/plain");
    EXPECT_EQ(objectionTo(RecordKind::Measurement,
                          R"({"resourceType":"Observation","id":"O","subject":{"reference":"Patient/7"},
        "code":{"text":"x"},"valueString":"veel","effectiveDateTime":"2026-11-24"})"),
              "there is no number in valueQuantity, valueInteger or component");
    EXPECT_EQ(objectionTo(RecordKind::Client, R"({"resourceType":"Patient","id":"C"})"), "name is missing");
}

TEST(FhirMapping, LegalRepresentativesAreThoseOfTheCodeList) {
    const auto contact = [](const std::string& code) {
        return recordOf<sdk::Contact>(
            RecordKind::Contact,
            R"({"resourceType":"RelatedPerson","id":"K","patient":{"reference":"Patient/C1"},
            "name":[{"text":"Anna"}],"relationship":[{"coding":[{"system":"urn:oid:2.16.840.1.113883.2.4.3.11.22.472","code":")" +
                code + R"("}]},{"text":"dochter"}]})");
    };
    for (const std::string code : {"03", "11", "15", "24"})
        EXPECT_TRUE(contact(code).roles.legal_representative) << code;
    for (const std::string code : {"01", "02", "04", "14", "23"})
        EXPECT_FALSE(contact(code).roles.legal_representative) << code;
    EXPECT_EQ(contact("01").relation, "dochter");
}

TEST(FhirMapping, AMessageIsOfItsConversationAndThePinboardIsAnother) {
    const std::string message =
        R"({"resourceType":"Communication","id":"B2","status":"completed","subject":{"reference":"Patient/C1"},
        "inResponseTo":[{"reference":"Communication/B1"}],"sent":"2026-11-24T10:00:00Z","sender":{"reference":"RelatedPerson/K1","display":"Anna"},"payload":[{"contentString":"Dag"}]})";
    const auto read = recordOf<sdk::Message>(RecordKind::Message, message);
    EXPECT_EQ(read.conversation, "B1");
    EXPECT_FALSE(read.author_is_staff);
    std::vector<sdk::Record> none;
    EXPECT_EQ(readRecords(RecordKind::PinboardPost, sdk::readJson(message, {"test"}), {}, none),
              Verdict::Another);
}

TEST(FhirMapping, Base64IsReadAsItIsWritten) {
    for (const std::string text : {"", "a", "ab", "abc", "één 😀"})
        EXPECT_EQ(fromBase64(toBase64(text)), text);
    EXPECT_EQ(fromBase64("YW\nJj\r\n"), "abc");
    for (const std::string_view wrong : {"a", "YWJj=", "YQ==YQ==", "Y*==", "Y==="})
        EXPECT_EQ(fromBase64(wrong), std::nullopt) << wrong;
}

TEST(FhirMapping, ADateOfHttpIsRead) {
    EXPECT_EQ(readHttpDate("Tue, 24 Nov 2026 15:40:00 GMT"),
              std::chrono::sys_seconds{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}} +
                  std::chrono::minutes{940});
    EXPECT_EQ(readHttpDate("Tue, 24 Now 2026 15:40:00 GMT"), std::nullopt);
    EXPECT_EQ(readHttpDate("2026-11-24T15:40:00Z"), std::nullopt);
}

sdk::Appointment appointmentWith(sdk::Visibility visibility) {
    sdk::Appointment appointment;
    appointment.client = "C1";
    appointment.title = "Geheim";
    appointment.note = "Geheim";
    appointment.place = "Geheim";
    appointment.with_name = "Geheim";
    appointment.kind = sdk::AppointmentKind::Own;
    appointment.visibility = visibility;
    return appointment;
}

TEST(FhirOutgoing, APrivateAppointmentIsOnlyThatSomebodyIsBusy) {
    const FhirSettings settings;
    sdk::OutboundChange change;
    change.record = appointmentWith(sdk::Visibility::Private);
    EXPECT_THAT(outgoingResource(change, "k", settings), Not(HasSubstr("Geheim")));
    change.record = appointmentWith(sdk::Visibility::Public);
    const std::string open = outgoingResource(change, "k", settings);
    EXPECT_THAT(open, HasSubstr("Geheim"));
    // One that was public and becomes private leaves nothing behind.
    change.record = appointmentWith(sdk::Visibility::Private);
    const std::string closed = outgoingResource(change, "k2", settings);
    EXPECT_THAT(
        updatedResource(sdk::readJson(open, {"a"}), sdk::readJson(closed, {"b"}), RecordKind::Appointment),
        Not(HasSubstr("Geheim")));
}

TEST(FhirOutgoing, AnUpdateKeepsWhatThePortalKnowsNothingOf) {
    const FhirSettings settings;
    sdk::OutboundChange change;
    change.record = appointmentWith(sdk::Visibility::Public);
    const auto current = sdk::readJson(
        R"({"resourceType":"Appointment","id":"A1","meta":{"versionId":"3","tag":[{"code":"t"}]},"description":"oud",
        "priority":3,"extension":[{"url":"urn:other","valueDecimal":1.50}]})",
        {"a"});
    const std::string updated = updatedResource(
        current, sdk::readJson(outgoingResource(change, "k", settings), {"b"}), RecordKind::Appointment);
    EXPECT_THAT(updated, HasSubstr(R"("extension":[{"url":"urn:other","valueDecimal":1.50}])"));
    EXPECT_THAT(updated, HasSubstr(R"("priority":3)"));
    EXPECT_THAT(updated, HasSubstr(R"("tag":[{"code":"t"}])"));
    EXPECT_THAT(updated, Not(HasSubstr("oud")));
    EXPECT_TRUE(carriesKey(sdk::readJson(updated, {"c"}), "k", settings));
}

}  // namespace
}  // namespace inzage::fhir
