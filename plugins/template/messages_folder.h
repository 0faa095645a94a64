#pragma once
#include <string>

#include "plugins/sdk/record_adapter.h"

namespace inzage::json_folder {

/// Writes the message as <key>.json into `folder`, whole or not at all. The same key again leaves the file as
/// it is and gives the same receipt, which is made of the key alone.
[[nodiscard]] sdk::PushReceipt putMessage(const std::string& folder, const sdk::Message& message,
                                          const sdk::OutboundChange& change, const std::string& key);

}  // namespace inzage::json_folder
