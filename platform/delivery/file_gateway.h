#pragma once
#include <memory>
#include <string>

#include "platform/delivery/gateway.h"

namespace inzage::delivery {

/// For demonstrations and tests: every message is one JSON line, appended in one write to <folder>/sms.jsonl
/// {time, tenant, to, text} or <folder>/mail.jsonl {time, tenant, to, subject, text, html}. The files are
/// made with mode 0600, the folder with 0700.
[[nodiscard]] std::unique_ptr<Gateway> makeFileGateway(std::string folder);

}  // namespace inzage::delivery
