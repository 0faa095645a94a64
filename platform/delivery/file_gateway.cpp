#include "platform/delivery/file_gateway.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "platform/base/json_text.h"

namespace inzage::delivery {
namespace {

using Line = nlohmann::ordered_json;

class FileGateway final : public Gateway {
  public:
    explicit FileGateway(std::string folder) : folder_{std::move(folder)} {}
    [[nodiscard]] std::string_view name() const noexcept override { return "file"; }

    [[nodiscard]] SendAnswer send(const OutgoingMessage& message, const GatewayAccount& /*account*/,
                                  UtcTime at) override {
        Line line{{"time", isoUtc(at)}, {"tenant", message.tenant}, {"to", message.to.reveal()}};
        if (message.channel == Channel::Mail)
            line["subject"] = message.subject;
        line["text"] = message.text.reveal();
        if (message.channel == Channel::Mail)
            line["html"] = message.html.reveal();
        if (!message.unsubscribe_url.empty())
            line["list_unsubscribe"] = message.unsubscribe_url;
        // Replacing broken UTF-8 keeps one bad name from holding up the rest.
        const auto text = lenientJsonText(line) + '\n';
        return append(folder_ + (message.channel == Channel::Sms ? "/sms.jsonl" : "/mail.jsonl"), text);
    }

  private:
    [[nodiscard]] SendAnswer append(const std::string& path, const std::string& text) const {
        std::error_code ignored;
        if (std::filesystem::create_directories(folder_, ignored))
            ::chmod(folder_.c_str(), 0700);
        const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0)
            return {SendResult::TryAgain, "", path + ": " + std::strerror(errno)};
        // One write: lines of several processes never mix.
        const auto written = ::write(file, text.data(), text.size());
        const int why = errno;
        ::close(file);
        if (written != static_cast<ssize_t>(text.size()))
            return {SendResult::TryAgain, "", path + ": " + (written < 0 ? std::strerror(why) : "disk full")};
        return {SendResult::Sent, "", ""};
    }

    std::string folder_;
};

}  // namespace

std::unique_ptr<Gateway> makeFileGateway(std::string folder) {
    return std::make_unique<FileGateway>(std::move(folder));
}

}  // namespace inzage::delivery
