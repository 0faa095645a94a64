#pragma once
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "platform/config/load.h"

namespace inzage::config {

/// A small valid file; tests change or add lines. Line numbers below count in this text.
inline const std::string kSample = R"(identity:
  id: voorbeeld
  name: Zorg Voorbeeld
  short_name: Voorbeeld
  hosts: [voorbeeld.localhost]
branding:
  brand: "#374a63"
  brand_strong: "#243246"
  brand_soft: "#edf1f6"
  brand_line: "#cfd8e3"
  accent: "#b88a3b"
  accent_soft: "#f8f2e5"
  paper: "#f6f7f9"
  night_brand: "#b3c7e0"
  login_words: Uw zorg.
helpdesk:
  email: hulp@voorbeeld.nl
sync:
  settings: {folder: drops/voorbeeld}
  schedules:
    - kinds: [client, care_episode, report, measurement, questionnaire, care_plan, appointment, message, pinboard_post, contact, care_team_member]
      every_min: 60
)";

/// The sample with the first `from` replaced by `to`.
inline std::string sampleWith(const std::string& from, const std::string& to) {
    std::string text = kSample;
    const std::size_t at = text.find(from);
    return at == std::string::npos ? "the sample has no " + from : text.replace(at, from.size(), to);
}

inline ParseResult parseSample(const std::string& yaml) {
    return parseTenantText(yaml, "tenants/voorbeeld/tenant.yaml", {.secrets_dir = "", .check_files = false});
}

/// All errors of a text, each without the file name: "3:5: …"; one about the whole file keeps it.
inline std::vector<std::string> errorsOf(const std::string& yaml) {
    std::vector<std::string> texts;
    const std::string file = "tenants/voorbeeld/tenant.yaml:";
    for (const SettingsError& error : parseSample(yaml).errors) {
        const std::string text = error.text();
        texts.push_back(error.line > 0 ? text.substr(file.size()) : text);
    }
    return texts;
}

/// A folder that is gone after the test.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "inzage-config-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    std::string write(const std::string& name, const std::string& text, unsigned mode = 0644) const {
        const std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file} << text;
        std::filesystem::permissions(file, static_cast<std::filesystem::perms>(mode));
        return file.string();
    }

  private:
    std::filesystem::path path_;
};

}  // namespace inzage::config
