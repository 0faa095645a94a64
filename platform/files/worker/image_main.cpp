// inzage-image: reads one picture from standard input and writes it anew: turned upright, no larger than
// ordered, without anything but its pixels; and a small one beside it. inzaged starts it for each picture
// (platform/files/workshop.h); job.h is what they say to each other. Ends with 0 whenever it gave an answer.
#include <unistd.h>
#include <vips/vips.h>

#include <cerrno>
#include <memory>
#include <string>

#include "platform/files/job.h"
#include "platform/files/worker/limits.h"

namespace {

using inzage::files::ImageAnswer;
using inzage::files::ImageOrder;
using inzage::files::Picture;

constexpr int kJpegQuality = 82;
constexpr std::size_t kPngBytesMax = std::size_t{4} << 20U;  ///< a larger one loses its transparency instead
constexpr std::size_t kOrderBytesMax = 200;

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

bool readSome(std::string& into, std::size_t bytes_max) {
    const std::size_t before = into.size();
    into.resize(before + bytes_max);
    ssize_t got = 0;
    do
        got = ::read(STDIN_FILENO, into.data() + before, bytes_max);
    while (got < 0 && errno == EINTR);
    into.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return got > 0;
}

bool writeAll(std::string_view text) {
    while (!text.empty()) {
        const ssize_t put = ::write(STDOUT_FILENO, text.data(), text.size());
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

/// The order, and the picture behind its line.
std::optional<ImageOrder> readOrder(std::string& picture) {
    std::string input;
    while (input.find('\n') == std::string::npos)
        if (input.size() > kOrderBytesMax || !readSome(input, 64))
            return std::nullopt;
    const std::size_t end = input.find('\n');
    const auto order = inzage::files::orderFrom(std::string_view{input}.substr(0, end));
    if (!order)
        return std::nullopt;
    picture.reserve(order->bytes + 65536);
    picture = input.substr(end + 1);
    while (picture.size() < order->bytes)
        if (!readSome(picture, std::min<std::size_t>(order->bytes - picture.size(), 65536)))
            return std::nullopt;
    return order;
}

/// Only the three loaders, whatever the content looks like to others.
bool startVips() {
    if (VIPS_INIT("inzage-image") != 0)
        return false;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set("VipsForeignLoadPng", FALSE);
    vips_operation_block_set("VipsForeignLoadWebp", FALSE);
    return true;
}

/// What the header says, by the loader of that kind and no other.
Image headerOf(const ImageOrder& order, std::string& picture) {
    VipsImage* image = nullptr;
    int failed = -1;
    switch (order.picture) {
        case Picture::Jpeg:
            failed = vips_jpegload_buffer(picture.data(), picture.size(), &image, "fail_on",
                                          VIPS_FAIL_ON_ERROR, nullptr);
            break;
        case Picture::Png:
            failed = vips_pngload_buffer(picture.data(), picture.size(), &image, "fail_on",
                                         VIPS_FAIL_ON_ERROR, nullptr);
            break;
        case Picture::Webp:
            failed = vips_webpload_buffer(picture.data(), picture.size(), &image, "fail_on",
                                          VIPS_FAIL_ON_ERROR, nullptr);
            break;
    }
    return Image{failed == 0 ? image : nullptr};
}

/// Upright, sRGB, no larger than ordered; in memory, because two files are written from it.
Image shrunk(const ImageOrder& order, std::string& picture) {
    VipsImage* image = nullptr;
    if (vips_thumbnail_buffer(picture.data(), picture.size(), &image, order.edge_px, "height", order.edge_px,
                              "size", VIPS_SIZE_DOWN, "export_profile", "srgb", "fail_on", VIPS_FAIL_ON_ERROR,
                              nullptr) != 0)
        return nullptr;
    const Image lazy{image};
    return Image{vips_image_copy_memory(lazy.get())};
}

Image onWhite(VipsImage* image) {
    VipsImage* flat = nullptr;
    VipsArrayDouble* const white = vips_array_double_newv(1, 255.0);
    const int failed = vips_flatten(image, &flat, "background", white, nullptr);
    vips_area_unref(VIPS_AREA(white));
    return Image{failed == 0 ? flat : nullptr};
}

/// "" when it fails.
std::string saved(VipsImage* image, bool png) {
    void* data = nullptr;
    std::size_t bytes = 0;
    const int failed =
        png ? vips_pngsave_buffer(image, &data, &bytes, "strip", TRUE, "compression", 7, nullptr)
            : vips_jpegsave_buffer(image, &data, &bytes, "strip", TRUE, "Q", kJpegQuality, "optimize_coding",
                                   TRUE, nullptr);
    std::string out;
    if (failed == 0)
        out.assign(static_cast<const char*>(data), bytes);
    g_free(data);
    return out;
}

ImageAnswer work(const ImageOrder& order, std::string& picture) {
    const ImageAnswer damaged{"damaged"};
    const Image header = headerOf(order, picture);
    if (!header)
        return damaged;
    const auto width = static_cast<std::size_t>(vips_image_get_width(header.get()));
    const auto height = static_cast<std::size_t>(vips_image_get_height(header.get()));
    if (width * height > order.pixels_max)
        return {"pixels"};
    Image image = shrunk(order, picture);
    if (!image)
        return damaged;
    ImageAnswer answer{"ok"};
    if (vips_image_hasalpha(image.get())) {
        answer.content = saved(image.get(), true);
        answer.png = !answer.content.empty() && answer.content.size() <= kPngBytesMax;
        if (!answer.png && !(image = onWhite(image.get())))
            return damaged;
    }
    if (!answer.png)
        answer.content = saved(image.get(), false);
    VipsImage* small = nullptr;
    if (vips_thumbnail_image(image.get(), &small, order.thumbnail_edge_px, "height", order.thumbnail_edge_px,
                             "size", VIPS_SIZE_DOWN, nullptr) != 0)
        return damaged;
    answer.thumbnail = saved(Image{small}.get(), answer.png);
    return answer.content.empty() || answer.thumbnail.empty() ? damaged : answer;
}

}  // namespace

int main() {
    if (!inzage::files::limitBeforeReading() || !startVips() || !inzage::files::closeTheDoor())
        return 2;
    std::string picture;
    const auto order = readOrder(picture);
    if (!order)
        return 3;
    const ImageAnswer answer = work(*order, picture);
    return writeAll(lineOf(answer)) && writeAll(answer.content) && writeAll(answer.thumbnail) ? 0 : 4;
}
