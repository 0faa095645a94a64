#include "platform/identity/external/id_token.h"

#include <gtest/gtest.h>

#include "tests/unit/identity/soft_provider.h"

namespace inzage::identity {
namespace {

using nlohmann::json;
using test::SoftProviderKey;

const UtcTime kNow = *parseIsoUtc("2026-11-24T10:00:00Z");
const std::int64_t kNowS = std::chrono::duration_cast<std::chrono::seconds>(kNow.time_since_epoch()).count();
const std::string kNonce = "de-vraag-van-deze-browser-0123456789";

/// A provider with a key of each kind, and a token in order that each test spoils in one way.
class IdTokenTest : public ::testing::Test {
  protected:
    void SetUp() override {
        body_ = {{"iss", "https://login.test"},  {"aud", "inzage"},
                 {"sub", "persoon-1"},           {"nonce", kNonce},
                 {"exp", kNowS + 300},           {"iat", kNowS - 5},
                 {"email", "Anna@Voorbeeld.nl"}, {"email_verified", true}};
    }
    [[nodiscard]] static std::string listOf(const std::vector<json>& keys) {
        return json{{"keys", keys}}.dump();
    }
    [[nodiscard]] std::variant<ExternalPerson, TokenFault> check(const std::string& token,
                                                                 const std::vector<json>& keys) const {
        const std::vector<std::string> levels = levels_;
        return checkToken(token, ProviderKeys::read(listOf(keys)),
                          {"https://login.test", "inzage", kNonce, levels, kNow});
    }
    [[nodiscard]] std::variant<ExternalPerson, TokenFault> check(const std::string& token) const {
        return check(token, {rsa().jwk(), elliptic().jwk()});
    }
    /// The fault of the body as it is now, under a right signature; absent when it is taken.
    [[nodiscard]] std::optional<TokenFault> fault() const {
        const auto result = check(rsa().sign("RS256", body_));
        const auto* found = std::get_if<TokenFault>(&result);
        return found == nullptr ? std::nullopt : std::optional{*found};
    }
    [[nodiscard]] std::string email() const {
        const auto result = check(rsa().sign("RS256", body_));
        const auto* person = std::get_if<ExternalPerson>(&result);
        return person == nullptr ? "refused" : person->email.reveal();
    }
    static const SoftProviderKey& rsa() {
        static const auto key = SoftProviderKey::rsa("rsa-1");
        return key;
    }
    static const SoftProviderKey& elliptic() {
        static const auto key = SoftProviderKey::elliptic("ec-1");
        return key;
    }

    json body_;
    std::vector<std::string> levels_;
};

TEST_F(IdTokenTest, ATokenInOrderSaysWhoItIs) {
    for (const auto& token :
         {rsa().sign("RS256", body_), rsa().sign("PS256", body_), elliptic().sign("ES256", body_)}) {
        const auto result = check(token);
        ASSERT_TRUE(std::holds_alternative<ExternalPerson>(result));
        const auto& person = std::get<ExternalPerson>(result);
        EXPECT_EQ(person.subject.reveal(), "persoon-1");
        EXPECT_EQ(person.email.reveal(), "anna@voorbeeld.nl");
    }
}

TEST_F(IdTokenTest, NothingUnsignedOrSignedWithASecretIsTaken) {
    const json unsigned_head{{"alg", "none"}, {"kid", "rsa-1"}};
    const auto bare = base64Url(unsigned_head.dump()) + "." + base64Url(body_.dump()) + ".";
    EXPECT_EQ(std::get<TokenFault>(check(bare)), TokenFault::Algorithm);
    EXPECT_EQ(std::get<TokenFault>(check(rsa().signUnder(unsigned_head, body_))), TokenFault::Algorithm);
    for (const auto* algorithm : {"HS256", "rs256", "RS1", ""})
        EXPECT_EQ(std::get<TokenFault>(check(rsa().sign(algorithm, body_))), TokenFault::Algorithm);
}

TEST_F(IdTokenTest, WhatMustBeUnderstoodAndIsNotIsRefused) {
    const json head{{"alg", "RS256"}, {"kid", "rsa-1"}, {"crit", {"b64"}}, {"b64", false}};
    EXPECT_EQ(std::get<TokenFault>(check(rsa().signUnder(head, body_))), TokenFault::Algorithm);
}

TEST_F(IdTokenTest, AnotherKeysSignatureIsRefused) {
    const auto stranger = SoftProviderKey::rsa("rsa-1");
    EXPECT_EQ(std::get<TokenFault>(check(stranger.sign("RS256", body_))), TokenFault::BadSignature);
    EXPECT_EQ(std::get<TokenFault>(check(stranger.sign("PS256", body_))), TokenFault::BadSignature);
    const auto curve = SoftProviderKey::elliptic("ec-1");
    EXPECT_EQ(std::get<TokenFault>(check(curve.sign("ES256", body_))), TokenFault::BadSignature);
}

TEST_F(IdTokenTest, ASignatureIsOfThisTextAndInThisWay) {
    auto token = rsa().sign("RS256", body_);
    const auto first = token.find('.');
    const auto second = token.find('.', first + 1);
    body_["sub"] = "persoon-2";
    const auto other = token.substr(0, first + 1) + base64Url(body_.dump()) + token.substr(second);
    EXPECT_EQ(std::get<TokenFault>(check(other)), TokenFault::BadSignature);
    EXPECT_EQ(std::get<TokenFault>(check(token.substr(0, second + 1))), TokenFault::BadSignature);
    // RS256's signature under a head that says PS256.
    const json head{{"alg", "PS256"}, {"kid", "rsa-1"}};
    const auto text = base64Url(head.dump()) + token.substr(first, second - first);
    EXPECT_EQ(std::get<TokenFault>(check(text + token.substr(second))), TokenFault::BadSignature);
}

TEST_F(IdTokenTest, ASignatureOfAnotherLengthIsNone) {
    const auto token = elliptic().sign("ES256", body_);
    for (const std::size_t left : {std::size_t{80}, std::size_t{10}, std::size_t{1}})
        EXPECT_EQ(std::get<TokenFault>(check(token.substr(0, token.rfind('.') + 1 + left))),
                  TokenFault::BadSignature);
}

TEST_F(IdTokenTest, AKeyServesItsOwnKindOnly) {
    EXPECT_EQ(std::get<TokenFault>(check(rsa().signUnder(json{{"alg", "ES256"}, {"kid", "rsa-1"}}, body_))),
              TokenFault::UnknownKey);
    auto pss = rsa().jwk();
    pss["alg"] = "PS256";
    EXPECT_EQ(std::get<TokenFault>(check(rsa().sign("RS256", body_), {pss})), TokenFault::UnknownKey);
    auto secret = rsa().jwk();
    secret["use"] = "enc";
    EXPECT_EQ(std::get<TokenFault>(check(rsa().sign("RS256", body_), {secret})), TokenFault::UnknownKey);
}

TEST_F(IdTokenTest, WithoutAKeyIdThereMustBeOneKey) {
    const auto token = rsa().signUnder(json{{"alg", "RS256"}}, body_);
    EXPECT_TRUE(std::holds_alternative<ExternalPerson>(check(token)));
    auto second = SoftProviderKey::rsa("rsa-2").jwk();
    EXPECT_EQ(std::get<TokenFault>(check(token, {rsa().jwk(), second})), TokenFault::UnknownKey);
    EXPECT_EQ(std::get<TokenFault>(check(rsa().signUnder(json{{"alg", "RS256"}, {"kid", "rsa-9"}}, body_))),
              TokenFault::UnknownKey);
}

TEST_F(IdTokenTest, WeakAndBrokenKeysAreLeftOut) {
    const auto weak = SoftProviderKey::rsa("rsa-1", 1024);
    EXPECT_EQ(std::get<TokenFault>(check(weak.sign("RS256", body_), {weak.jwk()})), TokenFault::UnknownKey);
    auto off_curve = elliptic().jwk();
    off_curve["y"] = off_curve["x"];
    auto other_curve = elliptic().jwk();
    other_curve["crv"] = "P-384";
    auto one = rsa().jwk();
    one["e"] = base64Url(std::string{"\x01"});
    for (const auto& key :
         {off_curve, other_curve, one, json{{"kty", "oct"}, {"k", "AAAA"}}, json("RSA"), json(nullptr)})
        EXPECT_TRUE(ProviderKeys::read(listOf({key})).empty()) << key.dump();
    for (const auto* text : {"", "[]", "{}", "{\"keys\":{}}", "nee"})
        EXPECT_TRUE(ProviderKeys::read(text).empty()) << text;
}

TEST_F(IdTokenTest, AnotherIssuerIsRefused) {
    for (const auto* issuer : {"https://login.test/", "https://login.tes", "http://login.test", ""}) {
        body_["iss"] = issuer;
        EXPECT_EQ(fault(), TokenFault::Issuer) << issuer;
    }
    body_.erase("iss");
    EXPECT_EQ(fault(), TokenFault::Issuer);
}

TEST_F(IdTokenTest, ATokenForSomebodyElseIsRefused) {
    for (const json& audience : {json("ander"), json("inzage2"), json::array(), json(7), json(nullptr)}) {
        body_["aud"] = audience;
        EXPECT_EQ(fault(), TokenFault::Audience) << audience.dump();
    }
    body_.erase("aud");
    EXPECT_EQ(fault(), TokenFault::Audience);
}

TEST_F(IdTokenTest, ATokenForSeveralMustBeMadeForUs) {
    body_["aud"] = json::array({"inzage", "ander"});
    EXPECT_EQ(fault(), TokenFault::Audience);
    body_["azp"] = "ander";
    EXPECT_EQ(fault(), TokenFault::Audience);
    body_["azp"] = "inzage";
    EXPECT_EQ(fault(), std::nullopt);
    body_["aud"] = json::array({"inzage"});
    body_.erase("azp");
    EXPECT_EQ(fault(), std::nullopt);
    body_["aud"] = "inzage";
    body_["azp"] = "ander";
    EXPECT_EQ(fault(), TokenFault::Audience);
}

TEST_F(IdTokenTest, TheAnswerToAnotherQuestionIsRefused) {
    body_["nonce"] = "een-andere-vraag";
    EXPECT_EQ(fault(), TokenFault::Nonce);
    body_.erase("nonce");
    EXPECT_EQ(fault(), TokenFault::Nonce);
    const std::vector<std::string> none;
    body_["nonce"] = "";
    const auto result = checkToken(rsa().sign("RS256", body_), ProviderKeys::read(listOf({rsa().jwk()})),
                                   {"https://login.test", "inzage", "", none, kNow});
    EXPECT_EQ(std::get<TokenFault>(result), TokenFault::Nonce) << "without a question there is no answer";
}

TEST_F(IdTokenTest, ATokenEndsAMinuteAfterItsEnd) {
    body_["exp"] = kNowS - 59;
    EXPECT_EQ(fault(), std::nullopt);
    body_["exp"] = kNowS - 60;
    EXPECT_EQ(fault(), TokenFault::Expired);
    for (const json& end : {json("morgen"), json(-1), json(1e300), json(nullptr)}) {
        body_["exp"] = end;
        EXPECT_EQ(fault(), TokenFault::Expired) << end.dump();
    }
    body_.erase("exp");
    EXPECT_EQ(fault(), TokenFault::Expired);
}

TEST_F(IdTokenTest, ATokenOfTheFutureOrOfLongAgoIsRefused) {
    body_["iat"] = kNowS + 60;
    EXPECT_EQ(fault(), std::nullopt);
    body_["iat"] = kNowS + 61;
    EXPECT_EQ(fault(), TokenFault::NotYet);
    body_["iat"] = kNowS - 599;
    EXPECT_EQ(fault(), std::nullopt);
    body_["iat"] = kNowS - 600;
    EXPECT_EQ(fault(), TokenFault::NotYet);
    body_.erase("iat");
    EXPECT_EQ(fault(), TokenFault::NotYet);
    body_["iat"] = kNowS;
    body_["nbf"] = kNowS + 61;
    EXPECT_EQ(fault(), TokenFault::NotYet);
    body_["nbf"] = "nu";
    EXPECT_EQ(fault(), TokenFault::NotYet);
    body_["nbf"] = kNowS;
    EXPECT_EQ(fault(), std::nullopt);
}

TEST_F(IdTokenTest, WithoutAUsableSubjectItIsNobody) {
    for (const json& subject :
         {json(""), json(7), json(std::string(256, 'a')), json("met spatie"), json("caf\xc3\xa9")}) {
        body_["sub"] = subject;
        EXPECT_EQ(fault(), TokenFault::Subject) << subject.dump();
    }
    body_.erase("sub");
    EXPECT_EQ(fault(), TokenFault::Subject);
    body_["sub"] = std::string(255, 'a');
    EXPECT_EQ(fault(), std::nullopt);
}

TEST_F(IdTokenTest, TheAssuranceThatWasAskedForMustBeReached) {
    levels_ = {"substantieel", "hoog"};
    EXPECT_EQ(fault(), TokenFault::Level);
    body_["acr"] = "basis";
    EXPECT_EQ(fault(), TokenFault::Level);
    body_["acr"] = "hoog";
    EXPECT_EQ(fault(), std::nullopt);
}

TEST_F(IdTokenTest, OnlyAVerifiedAddressCounts) {
    for (const json& verified : {json(false), json("true"), json(1), json(nullptr)}) {
        body_["email_verified"] = verified;
        EXPECT_EQ(email(), "") << verified.dump();
    }
    body_.erase("email_verified");
    EXPECT_EQ(email(), "");
    body_["email_verified"] = true;
    for (const json& address : {json("geen adres"), json(7), json("\xd0\xb0nna@voorbeeld.nl")}) {
        body_["email"] = address;
        EXPECT_EQ(email(), "") << address.dump();
    }
}

TEST_F(IdTokenTest, WhatIsNoTokenIsRefused) {
    const auto good = rsa().sign("RS256", body_);
    for (const auto& token : {std::string{}, std::string{"a.b"}, std::string{"a.b.c"}, good + ".d",
                              "x" + good, std::string(20'000, 'a'), base64Url("[]") + ".e30.AA"})
        EXPECT_EQ(std::get<TokenFault>(check(token)), TokenFault::Malformed) << token.substr(0, 40);
    body_["meer"] = std::string(20'000, 'a');
    EXPECT_EQ(fault(), TokenFault::Malformed) << "longer than any provider makes";
    const auto text = base64Url(json{{"alg", "RS256"}, {"kid", "rsa-1"}}.dump());
    EXPECT_EQ(std::get<TokenFault>(check(text + "." + base64Url("{}") + ".~~")), TokenFault::BadSignature);
}

}  // namespace
}  // namespace inzage::identity
