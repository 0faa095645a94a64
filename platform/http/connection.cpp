#include "platform/http/connection.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "platform/http/response_writer.h"

namespace inzage::http {
namespace {

constexpr std::size_t kReadBytes = 65536;
constexpr std::size_t kKeptBufferBytes = 4096;       ///< an idle connection keeps no more than this
constexpr std::size_t kSmallBodyBytes = 65536;       ///< not counted in the budget
constexpr std::size_t kLingerBytesMax = 32U << 20U;  ///< what is thrown away after a refused upload
constexpr std::chrono::seconds kLinger{2};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

void dropBuffer(std::string& buffer) {
    if (buffer.capacity() > kKeptBufferBytes)
        std::string{}.swap(buffer);
    else
        buffer.clear();
}

}  // namespace

Connection::~Connection() {
    if (fd_ >= 0)
        closeSocket(reset());
}

void Connection::closeSocket(int fd) {
    if (fd >= 0)
        ::close(fd);
}

int Connection::reset() {
    budget_.giveBack(std::exchange(reserved_, 0U));
    in_ = {};
    out_head_ = {};
    out_ = {};
    head_.reset();
    deadline_.store(SteadyTime::max(), std::memory_order_relaxed);
    return std::exchange(fd_, -1);
}

void Connection::open(int fd, const IpAddress& peer, SteadyTime now) {
    fd_ = fd;
    peer_ = peer;
    scanned_ = 0;
    out_sent_ = 0;
    discarded_ = 0;
    over_budget_ = false;
    close_after_ = false;
    // A connection that never says anything is as slow as one that drips.
    enter(Phase::Head, now, now + options_.header_deadline);
}

void Connection::enter(Phase phase, SteadyTime now, SteadyTime deadline) {
    phase_.store(phase, std::memory_order_relaxed);
    since_.store(now, std::memory_order_relaxed);
    deadline_.store(deadline, std::memory_order_relaxed);
}

void Connection::moveDeadline(std::size_t bytes_done) {
    const std::chrono::milliseconds earned{bytes_done * 1000 / options_.body_bytes_per_s_min};
    deadline_.store(since() + options_.body_grace + earned, std::memory_order_relaxed);
}

Connection::Received Connection::receive(SteadyTime now) {
    thread_local std::array<char, kReadBytes> buffer;
    const ssize_t got = ::recv(fd_, buffer.data(), buffer.size(), 0);
    if (got == 0)
        return Received::Ended;
    if (got < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? Received::Nothing
                                                                         : Received::Ended;
    if (phase() == Phase::Idle)
        enter(Phase::Head, now, now + options_.header_deadline);
    in_.append(buffer.data(), static_cast<std::size_t>(got));
    if (phase() == Phase::Body) {
        moveDeadline(in_.size());
        reserveBody();
    }
    return Received::Data;
}

void Connection::reserveBody() {
    if (head_->content_length <= kSmallBodyBytes || in_.size() <= reserved_)
        return;
    const std::size_t more = in_.size() - reserved_;
    if (budget_.take(more))
        reserved_ += more;
    else
        over_budget_ = true;
}

std::optional<Connection::Refused> Connection::readHead(SteadyTime now) {
    const HeadEnd end = findHeadEnd(in_, scanned_);
    if (end.malformed)
        return Refused{400};
    if (std::max(end.bytes, end.bytes == 0 ? in_.size() : 0U) > options_.header_bytes_max)
        return Refused{431};
    if (end.bytes == 0)
        return std::nullopt;
    std::variant<RequestHead, int> parsed = parseHead(std::string_view{in_}.substr(0, end.bytes));
    if (const int* status = std::get_if<int>(&parsed))
        return Refused{*status};
    RequestHead& head = std::get<RequestHead>(parsed);
    std::size_t body_max = options_.body_bytes_max;
    if (options_.body_limit && head.content_length > 0)
        body_max = std::min(body_max, options_.body_limit(head.parts.path));
    if (head.content_length > body_max)
        return Refused{413};
    in_.erase(0, end.bytes);
    // Growing by doubling would take up to three times the body for a moment.
    if (head.content_length > kSmallBodyBytes)
        in_.reserve(head.content_length);
    if (head.content_length > in_.size()) {
        enter(Phase::Body, now, now + options_.body_grace);
        // Best effort: a client that never sees it sends the body after its own second of waiting.
        if (head.expects_continue)
            static_cast<void>(::send(fd_, kContinue.data(), kContinue.size(), MSG_NOSIGNAL));
    }
    head_ = std::move(head);
    reserveBody();
    return std::nullopt;
}

std::variant<Connection::NeedsMore, Connection::Refused, RequestParts> Connection::next(SteadyTime now) {
    if (!head_) {
        if (in_.empty())
            return NeedsMore{};
        if (const std::optional<Refused> refused = readHead(now))
            return *refused;
    }
    if (over_budget_)
        return Refused{503};
    if (!head_ || in_.size() < head_->content_length)
        return NeedsMore{};
    // An upload is not copied: nothing has arrived after it but in a pipelined request.
    std::string body;
    if (in_.size() == head_->content_length && in_.size() > kSmallBodyBytes) {
        body = std::exchange(in_, {});
    } else {
        body = in_.substr(0, head_->content_length);
        in_.erase(0, head_->content_length);
    }
    if (in_.empty())
        dropBuffer(in_);
    const bool understood = takeBody(*head_, std::move(body));
    scanned_ = 0;
    if (!understood)
        return Refused{400};
    keep_alive_ = head_->keep_alive;
    RequestParts parts = std::move(head_->parts);
    head_.reset();
    head_only_ = parts.method == Method::Head;
    enter(Phase::Busy, now, SteadyTime::max());
    return parts;
}

void Connection::answer(Response response, bool close, SteadyTime now) {
    // The body lives as long as the page that reads it.
    budget_.giveBack(std::exchange(reserved_, 0U));
    // Nothing more is read of a connection that closes: half an upload would stay until its peer has gone.
    if (close) {
        std::string{}.swap(in_);
        head_.reset();
    }
    close_after_ = close;
    out_head_ = headOf(response, close);
    out_ = std::move(response);
    if (std::exchange(head_only_, false) || out_.status == 304 || out_.status == 204) {
        out_.body.clear();
        out_.shared_body.reset();
        out_.pieces.reset();
    }
    out_sent_ = 0;
    out_before_ = 0;
    pieces_left_ = out_.pieces ? out_.pieces->bytes() : 0;
    enter(Phase::Writing, now, now + options_.body_grace);
}

Connection::Sent Connection::send(SteadyTime now) {
    static_cast<void>(now);
    for (;;) {
        if (const Sent sent = sendAtHand(); sent != Sent::All)
            return sent;
        if (pieces_left_ == 0)
            return Sent::All;
        if (!fetchPiece())
            return Sent::Failed;
    }
}

bool Connection::fetchPiece() {
    try {
        std::optional<std::string> piece = out_.pieces->next();
        if (!piece || piece->empty() || piece->size() > pieces_left_)
            return false;
        pieces_left_ -= piece->size();
        out_before_ += std::exchange(out_sent_, 0U);
        out_head_.clear();
        out_.body = std::move(*piece);
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

Connection::Sent Connection::sendAtHand() {
    const std::string_view body = out_.content();
    const std::size_t total = out_head_.size() + body.size();
    while (out_sent_ < total) {
        std::array<iovec, 2> pieces{};
        std::size_t count = 0;
        if (out_sent_ < out_head_.size())
            pieces[count++] = {out_head_.data() + out_sent_, out_head_.size() - out_sent_};
        const std::size_t body_sent = out_sent_ > out_head_.size() ? out_sent_ - out_head_.size() : 0;
        if (body_sent < body.size())
            pieces[count++] = {const_cast<char*>(body.data()) + body_sent, body.size() - body_sent};
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = count;
        const ssize_t sent = ::sendmsg(fd_, &message, MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno == EINTR)
                continue;
            return errno == EAGAIN || errno == EWOULDBLOCK ? Sent::Blocked : Sent::Failed;
        }
        out_sent_ += static_cast<std::size_t>(sent);
        moveDeadline(out_before_ + out_sent_);
    }
    return Sent::All;
}

bool Connection::goesOn(SteadyTime now) {
    dropBuffer(out_head_);
    out_ = {};
    if (!close_after_) {
        if (in_.empty())
            enter(Phase::Idle, now, now + options_.idle_max);
        else
            enter(Phase::Head, now, now + options_.header_deadline);
        return true;
    }
    ::shutdown(fd_, SHUT_WR);
    enter(Phase::Lingering, now, now + kLinger);
    return false;
}

bool Connection::discard() {
    std::array<char, kReadBytes> buffer;
    for (;;) {
        const ssize_t got = ::recv(fd_, buffer.data(), buffer.size(), 0);
        if (got == 0)
            return false;
        if (got < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
        discarded_ += static_cast<std::size_t>(got);
        if (discarded_ > kLingerBytesMax)
            return false;
    }
}

void Connection::hurry(SteadyTime until) {
    const bool quiet = phase() == Phase::Idle || (phase() == Phase::Head && in_.empty());
    if (quiet && deadline() > until)
        deadline_.store(until, std::memory_order_relaxed);
}

}  // namespace inzage::http
