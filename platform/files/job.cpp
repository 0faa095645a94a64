#include "platform/files/job.h"

#include <array>
#include <charconv>
#include <vector>

namespace inzage::files {
namespace {

constexpr std::size_t kBytesMax = std::size_t{64} << 20U;
constexpr std::size_t kPixelsMax = std::size_t{200} * 1000 * 1000;
constexpr std::size_t kEdgeMax = 10'000;

std::vector<std::string_view> wordsOf(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

std::optional<std::size_t> numberIn(std::string_view word, std::size_t max) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (word.empty() || error != std::errc{} || end != word.data() + word.size() || value > max)
        return std::nullopt;
    return value;
}

}  // namespace

std::string_view nameOf(Picture picture) noexcept {
    switch (picture) {
        case Picture::Jpeg:
            return "jpeg";
        case Picture::Png:
            return "png";
        case Picture::Webp:
            return "webp";
    }
    return "";
}

std::string lineOf(const ImageOrder& order) {
    return std::string{nameOf(order.picture)} + ' ' + std::to_string(order.edge_px) + ' ' +
           std::to_string(order.thumbnail_edge_px) + ' ' + std::to_string(order.pixels_max) + ' ' +
           std::to_string(order.bytes) + '\n';
}

std::optional<ImageOrder> orderFrom(std::string_view line) {
    const auto words = wordsOf(line);
    if (words.size() != 5)
        return std::nullopt;
    ImageOrder order;
    bool known = false;
    for (const Picture picture : {Picture::Jpeg, Picture::Png, Picture::Webp})
        if (nameOf(picture) == words[0]) {
            order.picture = picture;
            known = true;
        }
    const auto edge = numberIn(words[1], kEdgeMax);
    const auto thumbnail = numberIn(words[2], kEdgeMax);
    const auto pixels = numberIn(words[3], kPixelsMax);
    const auto bytes = numberIn(words[4], kBytesMax);
    if (!known || !edge || !thumbnail || !pixels || !bytes || *edge == 0 || *thumbnail == 0 || *bytes == 0)
        return std::nullopt;
    order.edge_px = static_cast<int>(*edge);
    order.thumbnail_edge_px = static_cast<int>(*thumbnail);
    order.pixels_max = *pixels;
    order.bytes = *bytes;
    return order;
}

std::string lineOf(const ImageAnswer& answer) {
    if (answer.word != "ok")
        return answer.word + '\n';
    return std::string{answer.png ? "ok png " : "ok jpeg "} + std::to_string(answer.content.size()) + ' ' +
           std::to_string(answer.thumbnail.size()) + '\n';
}

std::optional<ImageAnswer> answerFrom(std::string&& output) {
    const std::size_t end = output.find('\n');
    if (end == std::string::npos)
        return std::nullopt;
    const auto words = wordsOf(std::string_view{output}.substr(0, end));
    ImageAnswer answer;
    if (words.size() == 1 && (words[0] == "pixels" || words[0] == "damaged")) {
        answer.word = words[0];
        return answer;
    }
    if (words.size() != 4 || words[0] != "ok" || (words[1] != "png" && words[1] != "jpeg"))
        return std::nullopt;
    const auto content = numberIn(words[2], kBytesMax);
    const auto thumbnail = numberIn(words[3], kBytesMax);
    if (!content || !thumbnail || *content == 0 || *thumbnail == 0 ||
        output.size() != end + 1 + *content + *thumbnail)
        return std::nullopt;
    answer.word = "ok";
    answer.png = words[1] == "png";
    answer.thumbnail = output.substr(end + 1 + *content);
    output.resize(end + 1 + *content);
    output.erase(0, end + 1);
    answer.content = std::move(output);
    return answer;
}

}  // namespace inzage::files
