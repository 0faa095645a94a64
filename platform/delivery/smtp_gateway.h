#pragma once
#include <memory>
#include <string>

#include "platform/delivery/gateway.h"

namespace inzage::delivery {

/// Mail by SMTP. A server without STARTTLS gets no mail unless the settings say off; its certificate is
/// verified. 4xx means try again, 5xx refused, but who is not let in tries again: that is the operator's to
/// mend. `ca_file`: as in HttpClientOptions.
[[nodiscard]] std::unique_ptr<Gateway> makeSmtpGateway(std::string ca_file);

}  // namespace inzage::delivery
