#include <signal.h>
#include <string.h>

#include <algorithm>

#include "platform/sync/launch.h"
#include "plugins/sdk/text.h"

namespace inzage::sync {

namespace {

constexpr std::string_view kBlank = "***";
constexpr std::size_t kDigitsShown = 4;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isAddressChar(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
           c == '-' || c == '+' || static_cast<unsigned char>(c) >= 0x80;
}

void blankSecrets(std::string& text, const std::vector<std::string>& secrets) {
    for (const std::string& secret : secrets)
        for (std::size_t at = 0; !secret.empty() && (at = text.find(secret, at)) != std::string::npos;
             at += kBlank.size())
            text.replace(at, secret.size(), kBlank);
}

void blankAddresses(std::string& text) {
    for (std::size_t at = 0; (at = text.find('@', at)) != std::string::npos;) {
        std::size_t from = at;
        while (from > 0 && isAddressChar(text[from - 1]))
            --from;
        std::size_t until = at + 1;
        while (until < text.size() && isAddressChar(text[until]))
            ++until;
        text.replace(from, until - from, kBlank);
        at = from + kBlank.size();
    }
}

/// Phone numbers, client numbers, citizen service numbers; short ones are line numbers and sizes.
void blankNumbers(std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t until = at;
        while (until < text.size() && isDigit(text[until]))
            ++until;
        if (until - at > kDigitsShown) {
            text.replace(at, until - at, kBlank);
            until = at + kBlank.size();
        }
        at = std::max(until, at + 1);
    }
}

}  // namespace

std::string scrubbed(std::string_view words, const std::vector<std::string>& secrets, std::size_t bytes_max) {
    std::string text{words};
    blankSecrets(text, secrets);
    blankAddresses(text);
    blankNumbers(text);
    for (char& c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F)
            c = ' ';
    if (!sdk::isCleanText(text))
        std::ranges::replace_if(
            text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    if (text.size() > bytes_max)
        text.erase(0, text.size() - bytes_max);
    while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xC0U) == 0x80U)
        text.erase(0, 1);
    return text;
}

std::string describe(const Ending& ending) {
    switch (ending.cause) {
        case Ending::Cause::Exited:
            return {};
        case Ending::Cause::Signal:
            return ending.signal == SIGXCPU
                       ? std::string{"the run used up its CPU time and was ended"}
                       : "the worker crashed with signal " + std::to_string(ending.signal) + " (" +
                             ::sigabbrev_np(ending.signal) +
                             "): a fault of the adapter, or not enough memory";
        case Ending::Cause::Deadline:
            return "the run was not done at its deadline and was killed";
        case Ending::Cause::Stopped:
            return "the run was stopped";
        case Ending::Cause::Flooded:
            return "the adapter printed without end and was killed";
        case Ending::Cause::NotStarted:
            return ending.why;
    }
    return {};
}

}  // namespace inzage::sync
