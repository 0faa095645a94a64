#pragma once
#include <string>
#include <vector>

namespace inzage::config {

/// One thing that is wrong in a settings file, as a sentence the person who keeps the file can act on.
struct SettingsError {
    std::string file;
    int line = 0;  ///< 1-based; 0 when it is about the whole file
    int column = 0;
    std::string what;  ///< English; what is wrong, what is known, "Did you mean …?"

    /// "tenants/x/tenant.yaml:14:3: login.sms.code_lifetime is not a setting here (known: …). Did you mean
    /// …?"
    [[nodiscard]] std::string text() const;
};

/// One error per line, in file order.
[[nodiscard]] std::string textOf(const std::vector<SettingsError>& errors);

}  // namespace inzage::config
