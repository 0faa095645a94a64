#pragma once
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "admin/adapter_kit/kit.h"

namespace inzage::adapter_kit {

/// A folder for one example, gone afterwards.
class ExamplePlace {
  public:
    explicit ExamplePlace(const std::string& name)
        : folder_{std::filesystem::temp_directory_path() /
                  ("inzage_kit_" + std::to_string(::getpid()) + "_" + name)} {
        std::filesystem::create_directories(folder_ / "box");
        write("token", "geheim-token-van-de-bron\n");
        ::chmod((folder_ / "token").c_str(), 0600);
    }
    ~ExamplePlace() {
        std::error_code code;
        std::filesystem::remove_all(folder_, code);
    }
    ExamplePlace(const ExamplePlace&) = delete;
    ExamplePlace& operator=(const ExamplePlace&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((folder_ / name).parent_path());
        std::ofstream{folder_ / name, std::ios::binary} << text;
    }
    /// The example's file with this text, read.
    [[nodiscard]] Outcome<KitSettings> read(const std::string& yaml) const {
        write("example.yaml", yaml);
        return readKitSettings((folder_ / "example.yaml").string());
    }

  private:
    std::filesystem::path folder_;
};

/// "memory privacy": what failed, in the order of the list.
[[nodiscard]] inline std::string failedOf(const std::vector<Result>& results) {
    std::string names;
    for (const Result& one : results)
        if (one.verdict == Verdict::Failed)
            names += (names.empty() ? "" : " ") + one.check;
    return names;
}

}  // namespace inzage::adapter_kit
