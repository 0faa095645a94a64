#include "platform/sync/background.h"

#include <utility>

namespace inzage::sync {

Background::~Background() {
    {
        const std::lock_guard lock{mutex_};
        over_ = true;
        changed_.notify_all();
    }
    if (thread_.joinable())
        thread_.join();
}

void Background::start(std::function<void()> deed) {
    wait();
    const std::lock_guard lock{mutex_};
    deed_ = std::move(deed);
    changed_.notify_all();
    if (!thread_.joinable())
        thread_ = std::thread{[this] { work(); }};
}

void Background::wait() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return !deed_; });
    if (failure_)
        std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Background::work() {
    std::unique_lock lock{mutex_};
    for (;;) {
        changed_.wait(lock, [this] { return over_ || deed_; });
        if (!deed_)
            return;
        lock.unlock();
        std::exception_ptr failure;
        try {
            deed_();
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        failure_ = failure;
        deed_ = nullptr;
        changed_.notify_all();
    }
}

}  // namespace inzage::sync
