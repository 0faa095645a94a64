#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/fhir/cursor.h"
#include "plugins/fhir/fhir_settings.h"
#include "plugins/sdk/failure.h"

namespace inzage::fhir {
namespace {

using sdk::AdapterFailure;
using sdk::AdapterFailureKind;
using sdk::SettingNode;
using testing::HasSubstr;

SettingNode text(std::string name, std::string value) {
    return {std::move(name), std::move(value), {}, "tenant.yaml:3:5"};
}

sdk::AdapterSettings settingsWith(std::vector<SettingNode> more) {
    sdk::AdapterSettings settings;
    settings.root.children = {text("base_url", "https://ecd.example/fhir/")};
    for (SettingNode& one : more) {
        std::erase_if(settings.root.children, [&](const SettingNode& n) { return n.name == one.name; });
        settings.root.children.push_back(std::move(one));
    }
    return settings;
}

std::string objectionTo(std::vector<SettingNode> more) {
    try {
        (void)readSettings(settingsWith(std::move(more)));
    } catch (const AdapterFailure& failure) {
        EXPECT_EQ(failure.kind(), AdapterFailureKind::Config);
        return failure.what();
    }
    return "nothing";
}

TEST(FhirSettings, AreReadWithTheirDefaults) {
    const FhirSettings settings = readSettings(settingsWith({}));
    EXPECT_EQ(settings.base_url, "https://ecd.example/fhir");
    EXPECT_EQ(settings.access.kind, Auth::None);
    EXPECT_EQ(settings.page_size, 200);
    EXPECT_EQ(settings.overlap, std::chrono::seconds{300});
    EXPECT_EQ(settings.fingerprint.size(), 8U);
}

TEST(FhirSettings, EveryDefaultIsTheOneThatIsDeclared) {
    std::vector<SettingNode> all;
    for (const sdk::SettingSpec& spec : settingSpecs())
        if (spec.type == sdk::SettingType::Number)
            all.push_back(text(spec.key, spec.default_value));
    const FhirSettings with = readSettings(settingsWith(all));
    const FhirSettings without = readSettings(settingsWith({}));
    EXPECT_EQ(with.page_size, without.page_size);
    EXPECT_EQ(with.overlap, without.overlap);
    EXPECT_EQ(with.sweep_every, without.sweep_every);
    EXPECT_EQ(with.timeout, without.timeout);
}

TEST(FhirSettings, AWrongOneIsNamedWithItsPlace) {
    EXPECT_THAT(objectionTo({text("base_ulr", "x")}),
                HasSubstr("tenant.yaml:3:5: base_ulr is not a setting"));
    EXPECT_THAT(objectionTo({text("base_url", "http://ecd.example/fhir")}),
                HasSubstr("base_url must be an https URL"));
    EXPECT_THAT(objectionTo({text("base_url", "http://127.0.0.1.evil.example/")}),
                HasSubstr("base_url must be"));
    EXPECT_THAT(objectionTo({text("base_url", "https://u:p@ecd.example/")}), HasSubstr("without account"));
    EXPECT_THAT(objectionTo({text("page_size", "0")}),
                HasSubstr("page_size must be a whole number from 1 to 10000"));
    EXPECT_THAT(objectionTo({text("overlap_s", "-1")}), HasSubstr("overlap_s"));
    EXPECT_THAT(objectionTo({text("auth", "basic")}),
                HasSubstr("auth is no way to be known (known: none, bearer"));
    EXPECT_THAT(objectionTo({text("auth", "bearer")}), HasSubstr("token_file is missing"));
    EXPECT_THAT(objectionTo({text("auth", "client_secret"), text("token_url", "https://a.example/t"),
                             text("client_id", "c")}),
                HasSubstr("client_secret_file is missing"));
    EXPECT_THAT(objectionTo({text("token_file", "t")}),
                HasSubstr("token_file has no meaning with auth none"));
    EXPECT_THAT(objectionTo({text("scope", "s")}), HasSubstr("scope has no meaning"));
    EXPECT_THAT(objectionTo({text("certificate_file", "c")}), HasSubstr("certificate_key_file is missing"));
    EXPECT_EQ(objectionTo({text("base_url", "http://127.0.0.1:8090/fhir")}), "nothing");
}

TEST(FhirSettings, AMissingBaseUrlIsNamed) {
    sdk::AdapterSettings settings;
    EXPECT_THROW(
        {
            try {
                (void)readSettings(settings);
            } catch (const AdapterFailure& failure) {
                EXPECT_THAT(failure.what(), HasSubstr("base_url is missing"));
                throw;
            }
        },
        AdapterFailure);
}

TEST(FhirSettings, OfAKindAreChecked) {
    const auto kinds = [](std::string kind, SettingNode one) {
        SettingNode of_kind{std::move(kind), "", {std::move(one)}, ""};
        return std::vector<SettingNode>{{"kinds", "", {std::move(of_kind)}, ""}};
    };
    EXPECT_THAT(objectionTo(kinds("rapport", text("search", "a=b"))),
                HasSubstr("kinds.rapport is no record kind"));
    EXPECT_THAT(objectionTo(kinds("report", text("searches", "a=b"))),
                HasSubstr("kinds.report.searches is not a setting"));
    EXPECT_THAT(objectionTo(kinds("report", text("search", "_lastUpdated=ge2020"))),
                HasSubstr("_lastUpdated, which the adapter sets"));
    EXPECT_THAT(objectionTo(kinds("report", text("search", "a b"))), HasSubstr("must be search parameters"));
    EXPECT_EQ(objectionTo(kinds("report", text("search", "category=x%7Cy"))), "nothing");
}

TEST(FhirSettings, OthersMakeOtherVersions) {
    SettingNode codes{"codes", "", {text("DR", "daily")}, ""};
    SettingNode report{"report", "", {codes}, ""};
    const FhirSettings mapped = readSettings(settingsWith({{"kinds", "", {report}, ""}}));
    EXPECT_NE(mapped.fingerprint, readSettings(settingsWith({})).fingerprint);
    EXPECT_EQ(readSettings(settingsWith({text("page_size", "7")})).fingerprint,
              readSettings(settingsWith({})).fingerprint);
}

TEST(FhirCursor, ComesBackAsItWas) {
    Cursor cursor;
    cursor.fingerprint = "0123abcd";
    for (const sdk::RecordKind kind : sdk::kRecordKinds)
        cursor.of(kind) =
            Cursor::Place{Cursor::Moment{std::chrono::milliseconds{1'790'000'000'123}}, std::nullopt,
                          Cursor::Moment{std::chrono::milliseconds{1'790'000'000'000}}};
    const std::string text = cursor.text();
    EXPECT_LE(text.size(), 1000U);
    EXPECT_EQ(Cursor::parse(text).text(), text);
}

TEST(FhirCursor, OfSomebodyElseIsADefect) {
    for (const std::string text :
         {"", "odbc1 report:1", "fhir1", "fhir1 0123abcd x:1:-:-", "fhir1 0123abcd report:1:-",
          "fhir1 0123abcd report:-1:-:-", "fhir1 0123ABCD", "fhir1 0123abcd  report:1:-:-",
          "fhir1 0123abcd report:1:-:- report:1:-:-", "fhir1 0123abcd report:99999999999999:-:-"}) {
        try {
            (void)Cursor::parse(text);
            ADD_FAILURE() << text;
        } catch (const AdapterFailure& failure) {
            EXPECT_EQ(failure.kind(), AdapterFailureKind::Defect) << text;
        }
    }
}

}  // namespace
}  // namespace inzage::fhir
