// What a browser says about a passkey: every check of WebAuthn §7.1 and §7.2 that is ours, with a passkey of
// OpenSSL's.
#include "platform/identity/passkeys/webauthn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/identity/soft_passkey.h"

namespace inzage::identity {
namespace {

class Passkey : public ::testing::Test {
  protected:
    const RelyingParty party{"portaal.example.nl", "https://portaal.example.nl"};
    const std::string challenge = "a challenge of some length";
    SoftPasskey soft;

    PasskeyKey made() {
        auto read = readCreation(party, challenge, soft.create());
        EXPECT_TRUE(std::holds_alternative<PasskeyKey>(read));
        return std::get<PasskeyKey>(read);
    }
    std::optional<PasskeyFault> creationFault(const Creation& creation) {
        const auto read = readCreation(party, challenge, creation);
        const auto* fault = std::get_if<PasskeyFault>(&read);
        return fault == nullptr ? std::nullopt : std::optional{*fault};
    }
    std::optional<PasskeyFault> faultOf(const PasskeyKey& key, const Assertion& said) {
        const auto checked = checkAssertion(party, challenge, key, said);
        const auto* fault = std::get_if<PasskeyFault>(&checked);
        return fault == nullptr ? std::nullopt : std::optional{*fault};
    }
};

TEST_F(Passkey, IsReadFromWhatTheBrowserSaysAndSignsIn) {
    const auto key = made();
    EXPECT_EQ(key.credential_id, soft.id);
    EXPECT_EQ(key.counter, 7U);
    soft.counter = 8;
    const auto checked = checkAssertion(party, challenge, key, soft.sign());
    ASSERT_TRUE(std::holds_alternative<std::uint32_t>(checked));
    EXPECT_EQ(std::get<std::uint32_t>(checked), 8U);
}

TEST_F(Passkey, OfAnotherAddressIsRefused) {
    const auto key = made();
    soft.counter = 8;
    for (const auto* origin : {"https://portaal.example.nl.evil.example", "http://portaal.example.nl",
                               "https://evil.example", "https://portaal.example.nl:8443", ""}) {
        soft.origin = origin;
        EXPECT_EQ(faultOf(key, soft.sign()), PasskeyFault::WrongOrigin) << origin;
        EXPECT_EQ(creationFault(soft.create()), PasskeyFault::WrongOrigin) << origin;
    }
}

TEST_F(Passkey, UsedInAFrameOfAnotherSiteIsRefused) {
    const auto key = made();
    soft.counter = 8;
    soft.more = R"(,"crossOrigin":true)";
    EXPECT_EQ(faultOf(key, soft.sign()), PasskeyFault::WrongOrigin);
    soft.more = R"(,"crossOrigin":false)";
    EXPECT_EQ(faultOf(key, soft.sign()), std::nullopt);
}

TEST_F(Passkey, OfAnotherPartyIsRefused) {
    const auto key = made();
    soft.counter = 8;
    soft.party = "example.nl";
    EXPECT_EQ(faultOf(key, soft.sign()), PasskeyFault::WrongParty);
    EXPECT_EQ(creationFault(soft.create()), PasskeyFault::WrongParty);
}

TEST_F(Passkey, AnswerToAnotherChallengeIsRefused) {
    const auto key = made();
    soft.counter = 8;
    soft.challenge = "another challenge of some length";
    EXPECT_EQ(faultOf(key, soft.sign()), PasskeyFault::WrongChallenge);
    EXPECT_EQ(creationFault(soft.create()), PasskeyFault::WrongChallenge);
    soft.challenge = "";
    EXPECT_EQ(faultOf(key, soft.sign()), PasskeyFault::WrongChallenge);
}

TEST_F(Passkey, AnswerToAnotherQuestionIsRefused) {
    const auto key = made();
    soft.counter = 8;
    soft.type = "webauthn.create";
    EXPECT_EQ(faultOf(key, soft.sign()), PasskeyFault::WrongType);
    soft.type = "webauthn.get";
    EXPECT_EQ(creationFault(soft.create()), PasskeyFault::WrongType);
}

TEST_F(Passkey, WithoutFingerFaceOrPinIsRefused) {
    const auto key = made();
    soft.counter = 8;
    soft.flags = kUserPresent;
    EXPECT_EQ(faultOf(key, soft.sign()), PasskeyFault::NotVerified);
    EXPECT_EQ(creationFault(soft.create()), PasskeyFault::NotVerified);
    soft.flags = kUserVerified;
    EXPECT_EQ(faultOf(key, soft.sign()), PasskeyFault::NotPresent);
    EXPECT_EQ(creationFault(soft.create()), PasskeyFault::NotPresent);
}

TEST_F(Passkey, SignatureOfAnotherKeyOrOverOtherWordsIsRefused) {
    const auto key = made();
    SoftPasskey stranger;
    stranger.counter = 8;
    EXPECT_EQ(faultOf(key, stranger.sign()), PasskeyFault::BadSignature);
    soft.counter = 8;
    auto said = soft.sign();
    said.client_data.insert(said.client_data.size() - 1, R"(,"a":1)");
    EXPECT_EQ(faultOf(key, said), PasskeyFault::BadSignature);
    said = soft.sign();
    said.authenticator_data[36] = 9;
    EXPECT_EQ(faultOf(key, said), PasskeyFault::BadSignature);
    said = soft.sign();
    said.signature.back() = static_cast<char>(said.signature.back() ^ 1);
    EXPECT_EQ(faultOf(key, said), PasskeyFault::BadSignature);
    said.signature = "";
    EXPECT_EQ(faultOf(key, said), PasskeyFault::Malformed);
}

TEST_F(Passkey, WhoseCounterGoesBackIsRefusedUnlessItNeverCounts) {
    auto key = made();
    for (const std::uint32_t counter : {0U, 6U, 7U}) {
        soft.counter = counter;
        EXPECT_EQ(faultOf(key, soft.sign()), PasskeyFault::CounterBack) << counter;
    }
    key.counter = 0;
    soft.counter = 0;
    EXPECT_EQ(faultOf(key, soft.sign()), std::nullopt);
}

TEST_F(Passkey, NonsenseIsRefusedAndNeverThrows) {
    const auto key = made();
    soft.counter = 8;
    const auto right = soft.sign();
    for (const std::string& data : {std::string{}, std::string{"{"}, std::string{"[]"}, std::string{"null"},
                                    std::string(5000, ' '), std::string{"{\"type\":1}"}}) {
        auto said = right;
        said.client_data = data;
        EXPECT_NE(faultOf(key, said), std::nullopt) << data.substr(0, 20);
        auto creation = soft.create();
        creation.client_data = data;
        EXPECT_NE(creationFault(creation), std::nullopt) << data.substr(0, 20);
    }
    for (std::size_t bytes = 0; bytes < right.authenticator_data.size(); ++bytes) {
        auto said = right;
        said.authenticator_data.resize(bytes);
        EXPECT_NE(faultOf(key, said), std::nullopt) << bytes;
    }
    const auto whole = soft.create();
    for (std::size_t bytes = 0; bytes < whole.authenticator_data.size(); ++bytes) {
        auto cut = whole;
        cut.authenticator_data.resize(bytes);
        EXPECT_NE(creationFault(cut), std::nullopt) << bytes;
    }
    auto other = right;
    other.credential_id = "another";
    EXPECT_EQ(faultOf(key, other), PasskeyFault::Malformed);
    auto bare = key;
    bare.public_key = "-7:short";
    EXPECT_EQ(faultOf(bare, right), PasskeyFault::Algorithm);
}

TEST_F(Passkey, PartyComesFromTheAddressOfThePortal) {
    EXPECT_EQ(partyOf("https://portaal.example.nl").id, "portaal.example.nl");
    EXPECT_EQ(partyOf("https://portaal.example.nl").origin, "https://portaal.example.nl");
    EXPECT_EQ(partyOf("http://x.localhost:8080").id, "x.localhost");
    EXPECT_EQ(partyOf("http://x.localhost:8080").origin, "http://x.localhost:8080");
}

}  // namespace
}  // namespace inzage::identity
