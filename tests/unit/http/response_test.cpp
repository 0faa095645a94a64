#include "platform/http/response.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "platform/http/csrf.h"
#include "platform/http/response_writer.h"
#include "platform/http/static_files.h"

namespace inzage::http {
namespace {

using namespace std::string_literals;

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

TEST(Response, dataCannotWriteHeaders) {
    Response response;
    for (const std::string& value : {"a\r\nSet-Cookie: x=1"s, "a\nb"s, "a\0b"s, "a\x7f"s})
        EXPECT_THROW(response.header("X-Test", value), std::invalid_argument);
    EXPECT_THROW(response.header("X Test", "a"), std::invalid_argument);
    EXPECT_THROW(response.header("", "a"), std::invalid_argument);
    EXPECT_TRUE(response.headers.empty());
}

TEST(Response, noPageCanWeakenWhatTheGateWrites) {
    Response response;
    for (const char* name :
         {"Content-Security-Policy", "cache-control", "Content-Length", "Transfer-Encoding", "Connection",
          "Server", "Strict-Transport-Security", "Referrer-Policy"})
        EXPECT_THROW(response.header(name, "x"), std::invalid_argument) << name;
}

TEST(Response, everyAnswerCarriesTheSecurityHeaders) {
    for (const Response& response :
         {html(200, "x"), redirect(303, "/start"), gateAnswer(400), gateAnswer(503)}) {
        const std::string head = headOf(response, false);
        for (const char* line :
             {"Strict-Transport-Security: max-age=31536000\r\n", "X-Content-Type-Options: nosniff\r\n",
              "Referrer-Policy: same-origin\r\n", "default-src 'none'; ", "frame-ancestors 'none'",
              "base-uri 'none'", "form-action 'self'", "Permissions-Policy: ", "Cache-Control: no-store\r\n",
              "Cross-Origin-Opener-Policy: same-origin\r\n", "Cross-Origin-Resource-Policy: same-origin\r\n"})
            EXPECT_TRUE(contains(head, line)) << line << head;
        EXPECT_FALSE(contains(head, "unsafe"));
        EXPECT_FALSE(contains(head, "\r\nServer:"));
    }
}

TEST(Response, onlyAStaticAnswerMayBeKept) {
    Response response = html(200, "x");
    EXPECT_TRUE(contains(headOf(response, false), "Cache-Control: no-store\r\n"));
    response.caching = Caching::Immutable;
    EXPECT_TRUE(contains(headOf(response, false), "immutable"));
}

TEST(Response, cookiesHaveAllProtections) {
    Response response;
    response.setCookie({"session", "abc_-.~1", std::nullopt});
    EXPECT_EQ(response.headers.back().second,
              "__Host-session=abc_-.~1; Path=/; Secure; HttpOnly; SameSite=Lax");
    response.setCookie({"device", "x", std::chrono::hours{24}});
    EXPECT_TRUE(response.headers.back().second.ends_with("; Max-Age=86400"));
    response.clearCookie("device");
    EXPECT_TRUE(response.headers.back().second.starts_with("__Host-device=; "));
    EXPECT_TRUE(response.headers.back().second.ends_with("; Max-Age=0"));
    for (const char* value : {"a;b", "a b", "a,b", "a\"", "a\\", "a\r\n", "\xC3\xA9"})
        EXPECT_THROW(response.setCookie({"session", value}), std::invalid_argument) << value;
    EXPECT_THROW(response.setCookie({"a=b", "x"}), std::invalid_argument);
}

TEST(Redirect, neverLeavesThePortal) {
    for (const char* path : {"//evil.example", "/\\evil.example", "https://evil.example", "", "evil",
                             "/\t/evil.example", "/a\r\nSet-Cookie: x", "/a\\b", "javascript:alert(1)"}) {
        EXPECT_FALSE(isLocalPath(path)) << path;
        EXPECT_EQ(redirect(303, path).headers.front().second, "/") << path;
    }
    EXPECT_EQ(redirect(303, "/dossier?dag=1").headers.front().second, "/dossier?dag=1");
    EXPECT_TRUE(isLocalPath("/"));
}

TEST(Csrf, aTokenDiffersEachTimeAndBelongsToItsSecret) {
    const std::string secret(32, 'k');
    const std::string one = maskCsrf(secret);
    EXPECT_NE(one, maskCsrf(secret));
    EXPECT_FALSE(contains(one, secret));
    EXPECT_TRUE(checkCsrf(secret, one));
    EXPECT_TRUE(checkCsrf(secret, maskCsrf(secret)));
    EXPECT_FALSE(checkCsrf(std::string(32, 'j'), one));
}

TEST(Csrf, anythingElseIsRefused) {
    const std::string secret(32, 'k');
    const std::string good = maskCsrf(secret);
    for (const std::string& bad :
         {""s, "x"s, good + "A", good.substr(1), good.substr(0, good.size() - 1), good + "=", good + " ",
          "A" + good, std::string(1000, 'A'), std::string(86, 'A'), secret})
        EXPECT_FALSE(checkCsrf(secret, bad)) << bad;
    EXPECT_FALSE(checkCsrf("", ""));
    EXPECT_FALSE(checkCsrf("", maskCsrf("")));
}

Request getRequest(const std::string& path, Fields headers = {}, Fields query = {}) {
    RequestParts parts;
    parts.path = path;
    parts.headers = std::move(headers);
    parts.query = std::move(query);
    return Request{std::move(parts)};
}

std::optional<std::string_view> headerOf(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name)
            return value;
    return std::nullopt;
}

/// A folder for one test.
class Folder {
  public:
    Folder()
        : path_{std::filesystem::temp_directory_path() / ("inzage_static_" + std::to_string(::getpid()))} {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_ / "sub");
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    void write(const std::string& name, const std::string& content) const {
        std::ofstream{path_ / name} << content;
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

TEST(StaticFiles, areServedFromMemoryWithTypeAndVersion) {
    const Folder folder;
    folder.write("a.css", "body{}");
    folder.write("sub/b.svg", "<svg/>");
    StaticFiles files;
    ASSERT_TRUE(files.load(folder.path(), "/static/"));
    const auto found = files.find(getRequest("/static/a.css"));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->content(), "body{}");
    EXPECT_EQ(headerOf(*found, "Content-Type"), "text/css; charset=utf-8");
    EXPECT_EQ(found->caching, Caching::Validate);
    EXPECT_TRUE(files.find(getRequest("/static/sub/b.svg")));

    const std::string address = files.versioned("/static/a.css");
    ASSERT_TRUE(address.starts_with("/static/a.css?v="));
    const std::string version = address.substr(address.find('=') + 1);
    EXPECT_EQ(files.find(getRequest("/static/a.css", {}, {{"v", version}}))->caching, Caching::Immutable);
    // An old address must not pin the new content for a year.
    EXPECT_EQ(files.find(getRequest("/static/a.css", {}, {{"v", "0000"}}))->caching, Caching::Validate);
    const auto again = files.find(getRequest("/static/a.css", {{"if-none-match", "\"" + version + "\""}}));
    EXPECT_EQ(again->status, 304);
    EXPECT_TRUE(again->content().empty());
}

TEST(StaticFiles, compressedFormsGoOnlyToWhoTakesThem) {
    StaticFiles files;
    ASSERT_TRUE(files.put("/s/a.js", "plain"));
    ASSERT_TRUE(files.put("/s/a.js.br", "BR"));
    ASSERT_TRUE(files.put("/s/a.js.gz", "GZ"));
    EXPECT_EQ(files.find(getRequest("/s/a.js"))->content(), "plain");
    EXPECT_EQ(files.find(getRequest("/s/a.js", {{"accept-encoding", "gzip, deflate, br"}}))->content(), "BR");
    EXPECT_EQ(files.find(getRequest("/s/a.js", {{"accept-encoding", "gzip;q=0.5"}}))->content(), "GZ");
    EXPECT_EQ(files.find(getRequest("/s/a.js", {{"accept-encoding", "br;q=0, gzip;q=0"}}))->content(),
              "plain");
    EXPECT_EQ(headerOf(*files.find(getRequest("/s/a.js")), "Vary"), "Accept-Encoding");
    EXPECT_FALSE(files.find(getRequest("/s/a.js.br")));
}

TEST(StaticFiles, hiddenFilesAndLinksAreNotRead) {
    const Folder folder;
    folder.write("a.css", "x");
    folder.write(".secret.txt", "x");
    std::filesystem::create_symlink("/etc/passwd", folder.path() / "passwd.txt");
    std::filesystem::create_directory_symlink("/etc", folder.path() / "etc");
    StaticFiles files;
    ASSERT_TRUE(files.load(folder.path(), "/static/"));
    EXPECT_TRUE(files.find(getRequest("/static/a.css")));
    for (const char* path :
         {"/static/.secret.txt", "/static/passwd.txt", "/static/etc/passwd", "/etc/passwd", "/static"})
        EXPECT_FALSE(files.find(getRequest(path))) << path;
}

TEST(StaticFiles, aStrangeFileStopsTheStartWithItsName) {
    const Folder folder;
    folder.write("dump.sql", "x");
    StaticFiles files;
    const auto loaded = files.load(folder.path(), "/static/");
    ASSERT_FALSE(loaded);
    EXPECT_TRUE(contains(loaded.failure().what, "dump.sql"));
    EXPECT_FALSE(StaticFiles{}.load("/nonexistent", "/static/"));
}

}  // namespace
}  // namespace inzage::http
