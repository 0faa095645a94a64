#pragma once
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace inzage::http {

using namespace std::chrono_literals;

/// A client that sends exactly the bytes a test wants, whole or in drips.
class RawClient {
  public:
    explicit RawClient(std::uint16_t port) : fd_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        const int on = 1;
        ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    ~RawClient() { ::close(fd_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    RawClient(RawClient&& other) noexcept
        : fd_{std::exchange(other.fd_, -1)}, connected_{other.connected_}, rest_{std::move(other.rest_)} {}

    [[nodiscard]] bool connected() const { return connected_; }

    void receiveBuffer(int bytes) { ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes); }

    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// One whole answer (head and Content-Length bytes), or what had come when the peer closed or time was
    /// up.
    std::string answer(std::chrono::milliseconds within = 3000ms, bool head_only = false) {
        const auto until = std::chrono::steady_clock::now() + within;
        for (;;) {
            const std::size_t head = rest_.find("\r\n\r\n");
            if (head != std::string::npos) {
                const std::size_t at = rest_.find("Content-Length: ");
                std::size_t total = head + 4;
                if (at < head && !head_only)
                    total += std::stoul(rest_.substr(at + 16, 20));
                if (rest_.size() >= total) {
                    std::string whole = rest_.substr(0, total);
                    rest_.erase(0, total);
                    return whole;
                }
            }
            if (!readSome(until))
                return std::exchange(rest_, {});
        }
    }

    /// True when the peer closes within the time (what it still sends is thrown away).
    bool closedWithin(std::chrono::milliseconds within) {
        const auto until = std::chrono::steady_clock::now() + within;
        while (readSome(until)) {
        }
        return ended_;
    }

    std::string exchange(std::string_view request, std::chrono::milliseconds within = 3000ms) {
        send(request);
        return answer(within);
    }

  private:
    bool readSome(std::chrono::steady_clock::time_point until) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd watch{fd_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&watch, 1, static_cast<int>(left.count())) <= 0)
            return false;
        char buffer[16384];
        const ssize_t got = ::recv(fd_, buffer, sizeof buffer, 0);
        if (got <= 0) {
            ended_ = true;
            return false;
        }
        rest_.append(buffer, static_cast<std::size_t>(got));
        return true;
    }

    int fd_;
    bool connected_ = false;
    bool ended_ = false;
    std::string rest_;
};

inline int statusOf(const std::string& answer) {
    return answer.size() > 12 && answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}

}  // namespace inzage::http
