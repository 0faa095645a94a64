#pragma once
#include <string>
#include <vector>

#include "platform/config/definition.h"
#include "platform/config/settings_error.h"
#include "platform/config/yaml_node.h"

namespace inzage::config {

/// Collects the errors of one file.
class ErrorList {
  public:
    explicit ErrorList(std::string file) : file_{std::move(file)} {}
    void add(Place place, std::string what) {
        errors_.push_back({file_, place.line, place.column, std::move(what)});
    }
    [[nodiscard]] bool empty() const noexcept { return errors_.empty(); }
    /// Whether something was said about this setting or one inside it: what follows from that is not said
    /// too.
    [[nodiscard]] bool concerns(std::string_view path) const;
    /// In file order.
    [[nodiscard]] std::vector<SettingsError> take();

  private:
    std::string file_;
    std::vector<SettingsError> errors_;
};

/// Reads a map into the struct that `defs` describe. `path` is the dotted name so far, "" at the top. What is
/// wrong goes to `errors`, and reading goes on.
void readGroup(const YamlNode& node, const std::vector<SettingDef>& defs, void* owner,
               const std::string& path, ErrorList& errors);

}  // namespace inzage::config
