#include "platform/http/server.h"

#include "platform/http/gate.h"

namespace inzage::http {

struct Server::Impl {
    Impl(ServerOptions with, Answer by)
        : options{std::move(with)}, answer{std::move(by)}, gate{options, answer} {}

    const ServerOptions options;
    const Answer answer;
    Gate gate;
};

Server::Server(ServerOptions options, Answer answer)
    : impl_{std::make_unique<Impl>(std::move(options), std::move(answer))} {}
Server::~Server() = default;

Outcome<void> Server::start(const std::string& address) {
    return impl_->gate.start(address);
}
std::uint16_t Server::port() const noexcept {
    return impl_->gate.port();
}
void Server::stop(std::chrono::seconds drain) {
    impl_->gate.stop(drain);
}
Server::Load Server::load() const noexcept {
    return impl_->gate.load();
}

}  // namespace inzage::http
