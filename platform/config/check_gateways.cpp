#include <algorithm>
#include <array>

#include "platform/config/checks.h"
#include "platform/config/gateway_kinds.h"

namespace inzage::config {
namespace {

/// One group of the settings: "delivery.sms", "delivery.mail.second".
struct Group {
    const GatewaySettings& settings;
    std::string path;
    bool mail;
    std::string sender;  ///< also that of the first, for a second
};

class GatewayCheck {
  public:
    GatewayCheck(const Group& group, const YamlNode& root, ErrorList& errors)
        : group_{group}, root_{root}, errors_{errors} {}

    void run() {
        checkSender();
        const GatewayKind* kind = gatewayKind(group_.settings.gateway, group_.mail);
        if (kind == nullptr) {
            refuseOthers({});
            return;
        }
        std::vector<std::string_view> takes = kind->more;
        if (!kind->schemes.empty())
            takes.push_back("endpoint");
        if (!kind->user.empty())
            takes.push_back("user");
        if (!kind->secret.empty())
            takes.push_back("secret_file");
        refuseOthers(takes);
        checkEndpoint(*kind);
        checkLogin(*kind);
        const bool sends = kind->name != "file" && group_.settings.messaging_service.empty();
        demand(!sends || !group_.sender.empty(), "from", "is needed to send");
        checkReportsUrl();
    }

  private:
    void demand(bool good, std::string_view setting, const std::string& what) {
        const std::string path = group_.path + "." + std::string{setting};
        if (!good)
            errors_.add(placeOfSetting(root_, path), path + " " + what);
    }

    [[nodiscard]] bool given(std::string_view setting) const {
        return root_.at(group_.path + "." + std::string{setting}) != nullptr;
    }

    /// A setting that is for another gateway would be believed to work.
    void refuseOthers(const std::vector<std::string_view>& takes) {
        static constexpr std::array<std::string_view, 7> kAll{
            "endpoint", "user", "secret_file", "route", "messaging_service", "reports_url", "starttls"};
        const std::string& name = group_.settings.gateway;
        for (const auto setting : kAll)
            if (std::find(takes.begin(), takes.end(), setting) == takes.end())
                demand(!given(setting), setting,
                       name.empty() ? "says nothing without a gateway beside it"
                                    : "is not for the gateway " + name);
    }

    void checkEndpoint(const GatewayKind& kind) {
        const std::string endpoint = endpointOf(group_.settings, group_.mail);
        if (kind.schemes.empty())
            return;
        const auto scheme = endpoint.substr(0, endpoint.find("://"));
        const auto host = hostOf(endpoint);
        const bool local = host == "127.0.0.1" || host == "localhost" || host == "[::1]";
        const bool listed = std::find(kind.schemes.begin(), kind.schemes.end(), scheme) != kind.schemes.end();
        std::string words;
        for (const auto one : kind.schemes)
            words += (words.empty() ? "" : " or ") + std::string{one} + "://";
        demand(!host.empty() && (listed || (local && scheme == "http" && !group_.mail)), "endpoint",
               endpoint.empty() ? "is needed: the gateway " + std::string{kind.name} + " has none of its own"
                                : "must begin with " + words + " and name a host");
        demand(endpoint.find_first_of("@?# ") == std::string::npos, "endpoint",
               "may hold no login, question mark or space");
    }

    void checkLogin(const GatewayKind& kind) {
        const bool user = !group_.settings.user.empty();
        const bool secret = !group_.settings.secret_file.empty();
        if (kind.login_optional) {
            demand(user == secret, user ? "secret_file" : "user",
                   "is needed beside the other half of the login");
            return;
        }
        demand(kind.user.empty() || user, "user", "is needed: " + std::string{kind.user});
        demand(kind.secret.empty() || secret, "secret_file",
               "is needed: a file with " + std::string{kind.secret});
    }

    void checkReportsUrl() {
        const std::string& url = group_.settings.reports_url;
        const bool web = url.starts_with("http://") || url.starts_with("https://");
        const auto path = url.find('/', url.find("://") + 3);
        demand(url.empty() ||
                   (web && path == std::string::npos && url.find_first_of("@?# ") == std::string::npos),
               "reports_url", "must be http(s)://host or http(s)://host:port");
    }

    void checkSender() {
        const std::string& sender = group_.settings.from;
        if (group_.mail || sender.empty())
            return;
        const bool number = sender.front() == '+';
        const bool good = std::all_of(sender.begin() + (number ? 1 : 0), sender.end(), [&](char ch) {
            const bool digit = ch >= '0' && ch <= '9';
            return digit || (!number && ((ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z') || ch == ' '));
        });
        constexpr std::size_t kSenderLetters = 11;
        demand(good && (number || sender.size() <= kSenderLetters), "from",
               "\"" + sender + "\" is neither at most 11 letters and digits nor a number that begins with +");
    }

    static std::string hostOf(const std::string& url) {
        const auto from = url.find("://");
        if (from == std::string::npos)
            return {};
        auto host = url.substr(from + 3, url.find('/', from + 3) - from - 3);
        const auto colon = host.rfind(':');
        if (colon != std::string::npos && host.find(']', colon) == std::string::npos)
            host.resize(colon);
        return host;
    }

    const Group& group_;
    const YamlNode& root_;
    ErrorList& errors_;
};

}  // namespace

void checkGateways(const DeliverySettings& delivery, const YamlNode& root, ErrorList& errors) {
    const auto both = [&](const ChannelSettings& channel, const std::string& path, bool mail) {
        GatewayCheck{{channel, path, mail, channel.from}, root, errors}.run();
        const std::string sender = channel.second.from.empty() ? channel.from : channel.second.from;
        GatewayCheck{{channel.second, path + ".second", mail, sender}, root, errors}.run();
        if (!channel.second.gateway.empty() && channel.gateway.empty())
            errors.add(placeOfSetting(root, path + ".second"),
                       path + ".second.gateway says nothing without " + path + ".gateway");
    };
    both(delivery.sms, "delivery.sms", false);
    both(delivery.mail, "delivery.mail", true);
}

}  // namespace inzage::config
