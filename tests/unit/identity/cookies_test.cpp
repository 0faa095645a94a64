#include <gtest/gtest.h>

#include "platform/base/token.h"
#include "platform/identity/cookies.h"

namespace inzage::identity {
namespace {

http::Request requestWith(const std::string& cookies) {
    http::RequestParts parts;
    parts.headers = {{"cookie", cookies}};
    return http::Request{std::move(parts)};
}

std::string cookieOf(const http::CookieSpec& spec) {
    return "__Host-" + spec.name + "=" + spec.value;
}

TEST(FormTokenTest, ATokenOfOneBrowserIsRefusedInAnother) {
    const auto here = requestWith("__Host-inzage_session=" + newToken());
    const auto there = requestWith("__Host-inzage_session=" + newToken());
    const auto token = formToken(here);
    EXPECT_TRUE(checkFormToken(here, token.masked));
    EXPECT_FALSE(checkFormToken(there, token.masked));
    EXPECT_FALSE(checkFormToken(requestWith(""), token.masked));
    EXPECT_FALSE(checkFormToken(here, ""));
}

TEST(FormTokenTest, BeforeASessionTheFormCookieBindsTheForm) {
    const auto token = formToken(requestWith(""));
    ASSERT_TRUE(token.cookie.has_value());
    const auto browser = requestWith(cookieOf(*token.cookie));
    EXPECT_TRUE(checkFormToken(browser, token.masked));
    EXPECT_FALSE(formToken(browser).cookie.has_value());
    EXPECT_NE(formToken(browser).masked, formToken(browser).masked) << "masked anew each time";
}

TEST(FormTokenTest, ACookieWithoutTheHostPrefixIsNotRead) {
    EXPECT_FALSE(sessionTokenHash(requestWith("inzage_session=" + newToken()), {}).has_value());
}

TEST(DeviceCookieTest, ADeviceOfOneTenantIsForeignAtAnother) {
    const auto browser = requestWith(cookieOf(deviceCookieOf(newToken(), "alpha")));
    EXPECT_FALSE(deviceCookie(browser, "alpha").token.empty());
    EXPECT_FALSE(deviceCookie(browser, "alpha").foreign);
    EXPECT_TRUE(deviceCookie(browser, "beta").token.empty());
    EXPECT_TRUE(deviceCookie(browser, "beta").foreign);
}

TEST(DeviceCookieTest, OneDeviceIsAnotherForEachAccount) {
    const auto token = newToken();
    EXPECT_NE(deviceHash(token, "a"), deviceHash(token, "b"));
}

}  // namespace
}  // namespace inzage::identity
