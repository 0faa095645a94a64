#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// What inzaged and inzage-image say to each other, over standard input and output. One picture per process.
namespace inzage::files {

/// The kinds of pictures that are read.
enum class Picture { Jpeg, Png, Webp };
[[nodiscard]] std::string_view nameOf(Picture picture) noexcept;

struct ImageOrder {
    Picture picture = Picture::Jpeg;
    int edge_px = 0;            ///< the longer side afterwards, at most; smaller pictures stay as they are
    int thumbnail_edge_px = 0;  ///< the same of the small one
    std::size_t pixels_max = 0;
    std::size_t bytes = 0;  ///< of the picture that follows the order's line
};
[[nodiscard]] std::string lineOf(const ImageOrder& order);
/// Absent for a line that lineOf() didn't make, or with numbers beyond reason.
[[nodiscard]] std::optional<ImageOrder> orderFrom(std::string_view line);

/// What became of it. `word` is "ok", or why not: "pixels" (more than allowed), "damaged".
struct ImageAnswer {
    std::string word;
    bool png = false;  ///< else JPEG
    std::string content;
    std::string thumbnail;
};
/// The line before content and thumbnail.
[[nodiscard]] std::string lineOf(const ImageAnswer& answer);
/// Absent when it is cut off or no answer at all: the program died.
[[nodiscard]] std::optional<ImageAnswer> answerFrom(std::string&& output);

}  // namespace inzage::files
