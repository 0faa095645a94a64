#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "platform/files/job.h"

namespace inzage::files {

/// Has pictures read and written anew by inzage-image, a few at once, each in a process of its own with
/// limits. Thread-safe.
class Workshop {
  public:
    /// `program` is inzage-image; who finds no place within `wait_max`, or too many waiting before them, is
    /// told Busy.
    Workshop(std::string program, int slots, std::chrono::milliseconds wait_max)
        : program_{std::move(program)}, slots_{slots}, wait_max_{wait_max} {}

    struct Busy {};
    struct Died {};  ///< crashed, ran into a limit or was too slow: the picture is to blame
    [[nodiscard]] std::variant<ImageAnswer, Busy, Died> redraw(const ImageOrder& order,
                                                               std::string_view picture);

  private:
    [[nodiscard]] bool enter();
    void leave();

    const std::string program_;
    const int slots_;
    const std::chrono::milliseconds wait_max_;
    std::mutex mutex_;
    std::condition_variable left_;
    int working_ = 0;
    int waiting_ = 0;
};

}  // namespace inzage::files
