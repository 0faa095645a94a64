// A load generator that counts what every connection gets. One thread, epoll, keep-alive.
//   load ADDRESS PORT CONNECTIONS SECONDS WARM_UP_SECONDS REQUESTS [random]
// REQUESTS is a file with lines "HOST<TAB>PATH<TAB>COOKIE", or "HOST<TAB>PATH<TAB>COOKIE<TAB>FORM" for a form
// that is posted and leads on to another page. Connection i asks for line i, again and again;
// with "random" it takes any line every time. Prints one JSON object; latencies in ms, from sending to the
// last byte.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Connection {
    int fd = -1;
    std::string request;
    std::size_t sent = 0;
    std::string answer;
    std::size_t body_starts = 0;  ///< 0 while the header is not complete
    std::size_t whole = 0;
    bool posts = false;
    Clock::time_point asked_at{};
    long long answers = 0;
};

struct Totals {
    std::vector<float> latencies_ms;
    long long not_200 = 0;
    long long broken = 0;
    long long bytes = 0;
    std::string first_wrong;
};

std::vector<std::string> fieldsOf(const std::string& line) {
    std::vector<std::string> fields;
    std::size_t from = 0;
    for (auto tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', from)) {
        fields.push_back(line.substr(from, tab - from));
        from = tab + 1;
    }
    fields.push_back(line.substr(from));
    return fields;
}

std::vector<std::string> readRequests(const char* path) {
    std::vector<std::string> requests;
    std::ifstream in{path};
    for (std::string line; std::getline(in, line);) {
        const auto fields = fieldsOf(line);
        if (fields.size() != 3 && fields.size() != 4)
            throw std::runtime_error{"a line of requests has three or four fields"};
        const bool post = fields.size() == 4;
        std::string request =
            (post ? "POST " : "GET ") + fields[1] + " HTTP/1.1\r\nHost: " + fields[0] +
            "\r\nUser-Agent: bench\r\nAccept: text/html\r\nAccept-Language: nl\r\nCookie: " + fields[2] +
            "\r\n";
        if (post)
            request += "Origin: http://" + fields[0] +
                       "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                       std::to_string(fields[3].size()) + "\r\n\r\n" + fields[3];
        else
            request += "\r\n";
        requests.push_back(std::move(request));
    }
    if (requests.empty())
        throw std::runtime_error{"no requests"};
    return requests;
}

class Load {
  public:
    Load(const char* address, int port, int connections, std::vector<std::string> requests, bool random)
        : requests_{std::move(requests)}, random_{random}, epoll_{::epoll_create1(0)} {
        peer_.sin_family = AF_INET;
        peer_.sin_port = htons(static_cast<std::uint16_t>(port));
        if (::inet_pton(AF_INET, address, &peer_.sin_addr) != 1)
            throw std::runtime_error{"not an address"};
        connections_.resize(static_cast<std::size_t>(connections));
        for (std::size_t i = 0; i < connections_.size(); ++i)
            open(i);
    }

    void run(double warm_up_s, double seconds) {
        turn(Clock::now() +
             std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(warm_up_s)));
        totals_ = {};
        for (auto& connection : connections_)
            connection.answers = 0;
        const auto start = Clock::now();
        turn(start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds)));
        seconds_ = std::chrono::duration<double>(Clock::now() - start).count();
    }

    void print() {
        auto& ms = totals_.latencies_ms;
        // What a connection still waits for counts as well: a starved one would be missing otherwise.
        for (const auto& connection : connections_)
            if (connection.answers == 0)
                ms.push_back(static_cast<float>(seconds_ * 1000));
        std::sort(ms.begin(), ms.end());
        const auto quantile = [&](double q) {
            return ms.empty() ? 0.0
                              : static_cast<double>(
                                    ms[static_cast<std::size_t>(q * static_cast<double>(ms.size() - 1))]);
        };
        const auto [least, most] =
            std::minmax_element(connections_.begin(), connections_.end(),
                                [](const auto& a, const auto& b) { return a.answers < b.answers; });
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        const double cpu_s = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                             static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
        long long answers = 0;
        for (const auto& connection : connections_)
            answers += connection.answers;
        std::printf(
            R"({"rate": %.1f, "answers": %lld, "not_200": %lld, "broken": %lld, "p50_ms": %.2f, "p95_ms": %.2f, "p99_ms": %.2f, "max_ms": %.2f, "least_per_connection": %lld, "most_per_connection": %lld, "bytes_per_answer": %lld, "seconds": %.2f, "client_cpu_s": %.2f, "first_wrong": "%s"})"
            "\n",
            static_cast<double>(answers) / seconds_, answers, totals_.not_200, totals_.broken, quantile(0.5),
            quantile(0.95), quantile(0.99), quantile(1.0), least->answers, most->answers,
            answers > 0 ? totals_.bytes / answers : 0, seconds_, cpu_s, totals_.first_wrong.c_str());
    }

  private:
    void open(std::size_t index) {
        Connection& connection = connections_[index];
        const long long answers = connection.answers;
        connection = {};
        connection.answers = answers;
        connection.fd = ::socket(AF_INET, SOCK_STREAM, 0);
        const int on = 1;
        ::setsockopt(connection.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(connection.fd, reinterpret_cast<const sockaddr*>(&peer_), sizeof peer_) != 0)
            throw std::runtime_error{"the portal does not take a connection"};
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = index;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.fd, &event);
        ask(index);
    }

    void ask(std::size_t index) {
        Connection& connection = connections_[index];
        const std::string& request =
            requests_[random_ ? dice_() % requests_.size() : index % requests_.size()];
        connection.answer.clear();
        connection.body_starts = connection.whole = 0;
        connection.posts = request.starts_with("POST");
        connection.asked_at = Clock::now();
        if (::send(connection.fd, request.data(), request.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(request.size()))
            again(index);
    }

    void again(std::size_t index) {
        ++totals_.broken;
        ::close(connections_[index].fd);
        open(index);
    }

    void turn(Clock::time_point until) {
        std::vector<epoll_event> events(connections_.size());
        for (;;) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
            if (left <= 0)
                return;
            const int ready =
                ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(left));
            for (int i = 0; i < ready; ++i)
                read(static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64));
        }
    }

    void read(std::size_t index) {
        Connection& connection = connections_[index];
        const ssize_t got = ::recv(connection.fd, buffer_.data(), buffer_.size(), 0);
        if (got <= 0)
            return again(index);
        connection.answer.append(buffer_.data(), static_cast<std::size_t>(got));
        if (connection.body_starts == 0 && !header(connection))
            return;
        if (connection.answer.size() < connection.whole)
            return;
        totals_.latencies_ms.push_back(
            std::chrono::duration<float, std::milli>(Clock::now() - connection.asked_at).count());
        totals_.bytes += static_cast<long long>(connection.answer.size());
        ++connection.answers;
        const std::string_view status = std::string_view{connection.answer}.substr(0, 12);
        if (status != (connection.posts ? "HTTP/1.1 303" : "HTTP/1.1 200")) {
            ++totals_.not_200;
            if (totals_.first_wrong.empty())
                totals_.first_wrong = status;
        }
        if (closes_)
            return again(index);
        ask(index);
    }

    bool header(Connection& connection) {
        const auto end = connection.answer.find("\r\n\r\n");
        if (end == std::string::npos)
            return false;
        std::string lower = connection.answer.substr(0, end + 2);
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const auto at = lower.find("\r\ncontent-length: ");
        if (at == std::string::npos)
            throw std::runtime_error{"an answer without Content-Length"};
        std::size_t length = 0;
        std::from_chars(lower.data() + at + 18, lower.data() + lower.size(), length);
        closes_ = lower.find("\r\nconnection: close") != std::string::npos;
        connection.body_starts = end + 4;
        connection.whole = connection.body_starts + length;
        return true;
    }

    std::vector<std::string> requests_;
    bool random_;
    int epoll_;
    sockaddr_in peer_{};
    std::vector<Connection> connections_;
    std::vector<char> buffer_ = std::vector<char>(256 * 1024);
    std::minstd_rand dice_{7};
    Totals totals_;
    double seconds_ = 0;
    bool closes_ = false;
};

}  // namespace

int main(int count, char** words) try {
    if (count < 7) {
        std::fputs("load ADDRESS PORT CONNECTIONS SECONDS WARM_UP_SECONDS REQUESTS [random]\n", stderr);
        return 2;
    }
    Load load{words[1], std::atoi(words[2]), std::atoi(words[3]), readRequests(words[6]),
              count > 7 && std::string_view{words[7]} == "random"};
    load.run(std::atof(words[5]), std::atof(words[4]));
    load.print();
    return 0;
} catch (const std::exception& failure) {
    std::fprintf(stderr, "load: %s\n", failure.what());
    return 1;
}
