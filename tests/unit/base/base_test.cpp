#include <gtest/gtest.h>

#include <set>
#include <type_traits>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/base/private.h"
#include "platform/base/tenant_id.h"
#include "platform/base/text.h"
#include "platform/base/token.h"

namespace inzage {
namespace {

template <class T, class = void>
struct CanPrint : std::false_type {};
template <class T>
struct CanPrint<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<T>())>>
    : std::true_type {};

TEST(Private, personalDataCannotBePrinted) {
    static_assert(CanPrint<std::string>::value);
    static_assert(!CanPrint<Private<std::string>>::value);
    EXPECT_EQ(Private<std::string>{"Anna"}.reveal(), "Anna");
}

TEST(Text, anAddressIsKeptWithoutBlanksAroundItAndInLowerCase) {
    EXPECT_EQ(plainAddress(" \tAnna.Jansen@Voorbeeld.NL\r\n"), "anna.jansen@voorbeeld.nl");
    EXPECT_EQ(trimmed(" a b "), "a b");
    EXPECT_EQ(trimmed(" \n"), "");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_EQ(lowered("\u00c9VA"), "\u00c9va") << "only ASCII: what SQL's lower() does depends on a locale";
}

TEST(Ids, areCanonicalVersion4AndDiffer) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = newUuid();
        EXPECT_TRUE(isUuid(id)) << id;
        EXPECT_EQ(id[14], '4');
        seen.insert(id);
    }
    EXPECT_EQ(seen.size(), 1000U);
}

TEST(Ids, anythingButTheCanonicalFormIsAbsent) {
    for (const char* text :
         {"", "1", "00000000-0000-0000-0000-00000000000", "00000000-0000-0000-0000-00000000000G",
          "00000000-0000-0000-0000-0000000000000", "0000000A-0000-4000-8000-000000000000"})
        EXPECT_FALSE(ClientId::parse(text)) << text;
}

TEST(TenantId, refusesWhatCouldLeaveItsFolder) {
    EXPECT_TRUE(TenantId::parse("debeyart"));
    for (const char* text : {"", "a", "../x", "De", "a/b", "1a", "a_b", "-a", "a.b"})
        EXPECT_FALSE(TenantId::parse(text)) << text;
}

TEST(UtcTime, isWrittenAndReadBackToTheMicrosecond) {
    const UtcTime at{std::chrono::microseconds{1'795'330'000'123'456}};
    EXPECT_EQ(parseIsoUtc(isoUtc(at)), at);
    EXPECT_EQ(isoUtc(UtcTime{}), "1970-01-01T00:00:00.000000Z");
    for (const char* text :
         {"2024-02-29T23:59:59.000001Z", "1899-12-31T09:08:07.999999Z", "9999-01-01T00:00:00.000000Z"})
        EXPECT_EQ(isoUtc(*parseIsoUtc(text)), text);
    EXPECT_EQ(parseIsoUtc("2024-02-29 12:30:00.5+00"), parseIsoUtc("2024-02-29T12:30:00.500000Z"));
}

TEST(UtcTime, refusesWhatIsNoMomentInUtc) {
    for (const char* text : {"2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00",
                             "2026-01-01T00:00:00+01", "2026-01-01", "x", "2026-01-01T00:00:00.Z"})
        EXPECT_FALSE(parseIsoUtc(text)) << text;
}

TEST(Token, has256BitsInUrlCharacters) {
    const std::string token = newToken();
    EXPECT_EQ(token.size(), 43U);
    EXPECT_EQ(token.find_first_of("+/="), std::string::npos);
    EXPECT_NE(token, newToken());
}

TEST(Token, hashesAsPublishedVectors) {
    EXPECT_EQ(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hmacHex("Jefe", "what do ya want for nothing?"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

}  // namespace
}  // namespace inzage
