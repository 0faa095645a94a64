#pragma once
#include <memory>
#include <string>

#include "platform/base/failure.h"
#include "platform/config/platform_settings.h"

namespace inzage::app {

/// Where an inzaged was told to work. Paths are absolute.
struct ProgramPlace {
    config::PlatformSettings settings;
    std::string var_dir;
    std::string tenants_dir;
    std::string program_dir;   ///< folder of the running program: adapters and inzage-sync start there
    std::string platform_dir;  ///< <room>/templates and <room>/texts
    std::string static_dir;    ///< styles, icons, fonts
};

/// The whole server: portal and ops listener, planned runs, delivery. Made complete, then started; a failure
/// to start says what to do in one sentence. One thread calls start and stop.
class Program {
  public:
    /// Throws std::runtime_error when templates or settings can't be used.
    explicit Program(ProgramPlace place);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] Outcome<void> start();
    /// What changes slowly: idle connections, the list of tenants. Call every second.
    void tick();
    /// Ready turns false, running requests are answered, runs and messages in work end, all within drain_s.
    void stop();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace inzage::app
