#include "platform/files/workshop.h"

#include "platform/observe/events.h"
#include "platform/process/launch.h"

namespace inzage::files {
namespace {

constexpr std::chrono::seconds kDeadline{20};
constexpr std::chrono::seconds kGrace{1};
constexpr std::size_t kAnswerBytesMax = std::size_t{24} << 20U;
constexpr std::size_t kWordsBytesMax = 65536;
constexpr std::size_t kWordsBytesKept = 500;

}  // namespace

bool Workshop::enter() {
    std::unique_lock lock{mutex_};
    // Each one that waits holds its photo in memory.
    if (working_ >= slots_ && waiting_ >= slots_)
        return false;
    ++waiting_;
    const bool free = left_.wait_for(lock, wait_max_, [this] { return working_ < slots_; });
    --waiting_;
    if (free)
        ++working_;
    return free;
}

void Workshop::leave() {
    {
        const std::lock_guard lock{mutex_};
        --working_;
    }
    left_.notify_one();
}

std::variant<ImageAnswer, Workshop::Busy, Workshop::Died> Workshop::redraw(const ImageOrder& order,
                                                                           std::string_view picture) {
    if (!enter()) {
        observe::logEvent(observe::Event::FILES_BUSY, {});
        return Busy{};
    }
    process::Ending ending = process::launch(program_, lineOf(order),
                                             {.deadline = kDeadline,
                                              .grace = kGrace,
                                              .answer_bytes_max = kAnswerBytesMax,
                                              .words_bytes_kept = kWordsBytesKept,
                                              .words_bytes_max = kWordsBytesMax},
                                             {}, picture);
    leave();
    if (ending.cause == process::Ending::Cause::NotStarted) {
        observe::logEvent(observe::Event::FILES_PROGRAM_MISSING, {{"why", ending.why}});
        return Busy{};
    }
    if (ending.cause == process::Ending::Cause::Exited && ending.exit_status == 0)
        if (auto answer = answerFrom(std::move(ending.answer)))
            return std::move(*answer);
    observe::logEvent(observe::Event::FILES_PICTURE_BROKE_READER,
                      {{"exit_status", ending.exit_status}, {"signal", ending.signal}});
    return Died{};
}

}  // namespace inzage::files
