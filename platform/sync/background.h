#pragma once
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace inzage::sync {

/// One deed at a time on a second thread: the database takes a chunk in while the adapter reads the next.
/// What a deed throws comes out of the next start() or wait(). Belongs to one thread; between wait() and
/// start() nothing runs, so that data may be used on either side without a lock.
class Background {
  public:
    Background() = default;
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    /// Waits for the deed before, then hands over this one.
    void start(std::function<void()> deed);
    /// Until nothing runs.
    void wait();

  private:
    void work();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::function<void()> deed_;  // empty: nothing to do and nothing runs
    std::exception_ptr failure_;
    bool over_ = false;
    std::thread thread_;  // made at the first start(): small runs need none
};

}  // namespace inzage::sync
