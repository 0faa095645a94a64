#pragma once
#include <optional>
#include <string>

#include "plugins/sdk/json_reader.h"
#include "plugins/sdk/records.h"

namespace inzage::json_folder {

/// A record, or why it can't be one: "birth_date is no day". The reason names a field and never what it
/// holds.
struct Reading {
    std::optional<sdk::Record> record;
    std::string problem;
};

[[nodiscard]] Reading readClient(const sdk::JsonValue& value);
[[nodiscard]] Reading readReport(const sdk::JsonValue& value);

}  // namespace inzage::json_folder
