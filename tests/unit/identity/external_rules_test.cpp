#include "platform/identity/external/external_rules.h"

#include <gtest/gtest.h>

#include "platform/base/token.h"
#include "platform/identity/cookies.h"

namespace inzage::identity {
namespace {

bool served(http::Method method, const std::string& pattern, http::RouteRight right) {
    return servedWithExternalLogin({method, pattern, right, {}});
}

TEST(ExternalRulesTest, AWayInThatNobodyHasThoughtAboutIsRefused) {
    using http::Method;
    using http::RouteRight;
    EXPECT_FALSE(served(Method::Get, "/inloggen/met-iets-nieuws", RouteRight::SignedOut));
    EXPECT_FALSE(served(Method::Post, "/inloggen", RouteRight::SignedOut));
    EXPECT_TRUE(served(Method::Get, "/inloggen", RouteRight::SignedOut));
    EXPECT_TRUE(served(Method::Get, "/informatie", RouteRight::Public));
    EXPECT_TRUE(served(Method::Get, "/dossier/tijdslijn", RouteRight::Dossier));
    EXPECT_FALSE(served(Method::Post, "/profiel/wachtwoord/nog-iets", RouteRight::SignedIn));
    EXPECT_TRUE(served(Method::Get, "/profiel/wachtwoorden", RouteRight::SignedIn));
}

TEST(ExternalRulesTest, ASessionIsOfTheWayInThatTheOrganisationHas) {
    const auto token = newToken();
    config::LoginSettings own;
    EXPECT_EQ(sessionHash(own, token), sha256Hex(token));
    auto external = own;
    external.external.issuer = "https://login.test";
    external.external.client_id = "inzage";
    EXPECT_NE(sessionHash(external, token), sha256Hex(token));
    auto moved = external;
    moved.external.issuer = "https://login.ander";
    EXPECT_NE(sessionHash(moved, token), sessionHash(external, token));
    EXPECT_EQ(sessionHash(external, token), sessionHash(external, token));
}

}  // namespace
}  // namespace inzage::identity
