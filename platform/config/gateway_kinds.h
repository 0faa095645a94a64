#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/config/tenant_settings.h"

namespace inzage::config {

/// What a gateway takes of GatewaySettings, besides its name and the sender.
struct GatewayKind {
    std::string_view name;
    bool mail = false;  ///< else SMS
    std::string_view
        endpoint;  ///< the provider's own; empty: the settings must name one, unless it takes none
    std::vector<std::string_view>
        schemes;                         ///< of its endpoint; http only to this machine, unless it is listed
    std::string_view user;               ///< what `user` is, in words; empty: it takes none
    std::string_view secret;             ///< what `secret_file` holds, in words; empty: it takes none
    bool login_optional = false;         ///< user and secret: both or neither
    std::vector<std::string_view> more;  ///< names of other settings that it takes
};

/// Every gateway that there is code for; delivery's tests compare.
[[nodiscard]] const std::vector<GatewayKind>& gatewayKinds();
/// Null for an unknown name. `file` is a kind of both channels.
[[nodiscard]] const GatewayKind* gatewayKind(std::string_view name, bool mail) noexcept;
/// The names of a channel, for the table of settings.
[[nodiscard]] std::vector<std::string> gatewayNames(bool mail);

/// Where the gateway is reached.
[[nodiscard]] std::string endpointOf(const GatewaySettings& settings, bool mail);

/// The ways to send, first and second, of a tenant: its own, or else the platform's with the tenant's sender.
[[nodiscard]] std::vector<GatewaySettings> gatewaysFor(const ChannelSettings& own,
                                                       const ChannelSettings& platform);

/// The path of a secret file as settings name it.
[[nodiscard]] std::string secretPath(const std::string& secrets_dir, const std::string& file);

/// Why secret files that these settings name can't serve, a sentence each. For the platform's own, whose
/// secrets folder is known only to the program that starts.
[[nodiscard]] std::vector<std::string> secretFaults(const DeliverySettings& delivery,
                                                    const std::string& secrets_dir);

}  // namespace inzage::config
