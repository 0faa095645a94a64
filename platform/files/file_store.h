#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/access/entrance.h"

namespace inzage::files {

struct ServedFile {
    std::string content_type;
    std::string name;
    std::string bytes;
};

/// Two round trips and one more per half MiB. Asks the gate with the right of what the file belongs to, at
/// the chosen client. Absent: there is none, or none for this person; the access log says so.
[[nodiscard]] std::variant<std::optional<ServedFile>, http::Response> findFile(const tenancy::Visit& visit,
                                                                               std::string_view id,
                                                                               bool small);

}  // namespace inzage::files
