#pragma once
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/base/clock.h"
#include "platform/base/guarded.h"
#include "platform/config/tenant_settings.h"
#include "platform/delivery/http_client.h"
#include "platform/identity/external/id_token.h"

/// Talking to identity providers (OpenID Connect Core 1.0 and Discovery 1.0). A provider that doesn't answer
/// may cost its own organisation the sign-in, and nobody else anything: each call takes 4 s at most, so many
/// calls run at once and no more, and a provider that was away is not asked again for a while.
namespace inzage::identity {

enum class ProviderFault {
    Busy,   ///< too many sign-ins talk to providers now
    Away,   ///< no answer, or not a good one
    Wrong,  ///< it answers, but not as the standard and our settings say
    Taken,  ///< it doesn't take the code: too old, used, or not its own
};
/// "busy", "away", "wrong", "taken": for events and metrics.
[[nodiscard]] std::string_view nameOf(ProviderFault fault) noexcept;

/// Where a provider is spoken to.
struct ProviderPlaces {
    std::string authorization;
    std::string token;
    std::string keys;
    bool secret_in_form = false;  ///< else in the Authorization header
    bool names_itself = false;    ///< its answers say which issuer they are of (RFC 9207)
};

struct CodeToRedeem {
    std::string_view code;
    std::string_view verifier;  ///< of PKCE (RFC 7636)
    std::string_view redirect_uri;
    bool issuer_named = false;  ///< the answer with the code said that it is this issuer's
};

/// How many calls may run, and wait, over all organisations. A wait costs a worker too.
struct ProviderLimits {
    int at_once = 4;
    int at_once_each = 2;  ///< at one provider
    int waiting = 4;
    std::chrono::milliseconds wait_max{1000};
    int call_ms = 4000;
};

/// Thread-safe. What providers tell about themselves is kept for an hour, in memory.
class Providers {
  public:
    Providers(delivery::HttpClientOptions options, std::string secrets_dir, ProviderLimits limits);
    Providers(const Providers&) = delete;
    Providers& operator=(const Providers&) = delete;

    /// From the discovery document. Asks the provider only when that is older than an hour, and does with an
    /// older one when the provider is away.
    [[nodiscard]] std::variant<ProviderPlaces, ProviderFault> find(
        const config::ExternalLoginSettings& settings, UtcTime at);

    /// Redeems the code and checks the ID token that comes for it.
    [[nodiscard]] std::variant<ExternalPerson, TokenFault, ProviderFault> redeem(
        const config::ExternalLoginSettings& settings, const CodeToRedeem& code,
        const TokenExpected& expected);

  private:
    struct Known {
        std::optional<ProviderPlaces> places;
        UtcTime places_at;
        std::shared_ptr<const ProviderKeys> keys;
        UtcTime keys_at;
        std::optional<UtcTime> away_until;
    };
    class Turn;
    using Keys = std::shared_ptr<const ProviderKeys>;

    [[nodiscard]] bool take(const std::string& issuer);
    void give(const std::string& issuer);
    [[nodiscard]] Known known(const std::string& issuer) const;
    [[nodiscard]] std::variant<std::string, ProviderFault> call(const std::string& issuer,
                                                                delivery::HttpCall call, UtcTime at);
    [[nodiscard]] std::variant<ProviderPlaces, ProviderFault> discover(
        const config::ExternalLoginSettings& settings, UtcTime at);
    [[nodiscard]] std::variant<std::string, ProviderFault> tokenFor(
        const config::ExternalLoginSettings& settings, const ProviderPlaces& places, const CodeToRedeem& code,
        UtcTime at);
    [[nodiscard]] std::variant<Keys, ProviderFault> keysFor(const std::string& issuer,
                                                            const ProviderPlaces& places,
                                                            const TokenHead& head, UtcTime at);

    delivery::HttpClient http_;
    const std::string secrets_dir_;
    const ProviderLimits limits_;
    Guarded<std::map<std::string, Known>> known_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::map<std::string, int> running_;
    int running_all_ = 0;
    int waiting_ = 0;
};

}  // namespace inzage::identity
