#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

/// What a file is, by its content. What the browser or the name says about it counts for nothing.
namespace inzage::files {

enum class Kind {
    Jpeg,
    Png,
    Webp,
    Pdf,
    Svg,   ///< a drawing that can hold programs
    Heic,  ///< an iPhone's own kind of photo
    Gif,
    Other,
};
[[nodiscard]] Kind kindOf(std::string_view content) noexcept;

enum class Fault {
    Virus,     ///< the test file that every virus scanner knows (EICAR)
    TwoFaced,  ///< a picture or PDF that is something else as well: a web page, a program, an archive
    Damaged,   ///< it has no beginning or no end of its kind
    Active,    ///< a PDF that starts programs
};
/// What is wrong with a picture or PDF as far as its container shows; pictures are then decoded in a process
/// of their own. Reads the content once; takes no memory.
[[nodiscard]] std::optional<Fault> faultOf(Kind kind, std::string_view content) noexcept;

/// A file name that says nothing but a name: 1 to 120 bytes, no path, no hidden file, no control character
/// and none that turns the direction of writing around.
[[nodiscard]] bool isPlainName(std::string_view name) noexcept;

}  // namespace inzage::files
