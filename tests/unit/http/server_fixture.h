#pragma once
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "platform/http/server.h"
#include "platform/observe/events.h"
#include "tests/unit/http/raw_client.h"

namespace inzage::http {

using Time = std::chrono::steady_clock;

inline std::string get(const std::string& path, const std::string& headers = "",
                       const std::string& host = "a.localhost") {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n";
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// "/slow" takes 300 ms, "/big" is 16 MiB, everything else says what arrived.
inline Response testPage(const Request& request) {
    if (request.path() == "/slow")
        std::this_thread::sleep_for(300ms);
    if (request.path() == "/big")
        return text(200, std::string(16U << 20U, 'b'));
    std::string out =
        std::string{nameOf(request.method())} + ' ' + request.path() + " from " + request.remoteIp();
    out += request.secure() ? " secure" : "";
    if (const auto name = request.form("naam"))
        (out += " naam=") += *name;
    out += " body=" + std::to_string(request.body().size());
    return text(200, std::move(out));
}

class ServerTest : public testing::Test {
  protected:
    ServerTest() { static_cast<void>(observe::logTo("/dev/null")); }
    ~ServerTest() override { static_cast<void>(observe::logTo("")); }

    RawClient client() { return RawClient{server_->port()}; }
    void start(ServerOptions options = {}) {
        server_ = std::make_unique<Server>(std::move(options), testPage);
        const auto started = server_->start("127.0.0.1:0");
        ASSERT_TRUE(started) << started.failure().what;
    }
    std::unique_ptr<Server> server_;
};

}  // namespace inzage::http
