#include "platform/files/content.h"
#include "platform/files/files.h"

namespace inzage::files {
namespace {

constexpr std::size_t kMib = std::size_t{1} << 20U;
constexpr std::size_t kMegapixel = 1'000'000;

struct Size {
    int edge_px;
    int thumbnail_edge_px;
};
Size sizeFor(Purpose purpose) {
    switch (purpose) {
        case Purpose::ProfilePhoto:
        case Purpose::ClientPhoto:
            return {640, 160};
        case Purpose::PinboardPhoto:
            return {2048, 640};
        case Purpose::Attachment:
            return {2048, 320};
    }
    return {2048, 320};
}

std::optional<Picture> pictureOf(Kind kind) {
    switch (kind) {
        case Kind::Jpeg:
            return Picture::Jpeg;
        case Kind::Png:
            return Picture::Png;
        case Kind::Webp:
            return Picture::Webp;
        case Kind::Pdf:
        case Kind::Svg:
        case Kind::Heic:
        case Kind::Gif:
        case Kind::Other:
            break;
    }
    return std::nullopt;
}

Refusal wrongKind(Kind kind, Purpose purpose) {
    if (kind == Kind::Svg)
        return {415, "files.svg"};
    if (kind == Kind::Heic)
        return {415, "files.heic"};
    return {415, purpose == Purpose::Attachment ? "files.kind" : "files.photo_kind"};
}

Refusal refusalFor(Fault fault) {
    switch (fault) {
        case Fault::Virus:
            return {422, "files.virus"};
        case Fault::TwoFaced:
            return {422, "files.two_faced"};
        case Fault::Damaged:
            return {422, "files.damaged"};
        case Fault::Active:
            return {422, "files.active"};
    }
    return {422, "files.damaged"};
}

/// The name with the ending of what the file is now: "oma.heic.webp" becomes "oma.heic.jpg".
std::string renamed(std::string_view name, std::string_view ending) {
    const std::size_t dot = name.rfind('.');
    std::string out{dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot)};
    return out += ending;
}

}  // namespace

std::variant<Accepted, Refusal> check(const http::Upload& upload, Purpose purpose,
                                      const config::FilesSettings& settings, Workshop& workshop) {
    if (upload.content.size() > static_cast<std::size_t>(settings.file_mib_max) * kMib)
        return Refusal{413, "files.too_large", settings.file_mib_max};
    if (!isPlainName(upload.file_name))
        return Refusal{422, "files.name"};
    if (upload.content.empty())
        return Refusal{422, "files.empty"};
    const Kind kind = kindOf(upload.content);
    if (const auto fault = faultOf(kind, upload.content))
        return refusalFor(*fault);
    if (kind == Kind::Pdf && purpose == Purpose::Attachment)
        return Accepted{std::string{upload.content}, "", "application/pdf",
                        renamed(upload.file_name, ".pdf")};
    const auto picture = pictureOf(kind);
    if (!picture)
        return wrongKind(kind, purpose);
    const Size size = sizeFor(purpose);
    auto drawn =
        workshop.redraw({.picture = *picture,
                         .edge_px = size.edge_px,
                         .thumbnail_edge_px = size.thumbnail_edge_px,
                         .pixels_max = static_cast<std::size_t>(settings.megapixels_max) * kMegapixel,
                         .bytes = upload.content.size()},
                        upload.content);
    if (std::holds_alternative<Workshop::Busy>(drawn))
        return Refusal{503, "files.busy"};
    auto* answer = std::get_if<ImageAnswer>(&drawn);
    if (answer == nullptr || answer->word == "damaged")
        return Refusal{422, "files.damaged"};
    if (answer->word == "pixels")
        return Refusal{422, "files.pixels", settings.megapixels_max};
    return Accepted{std::move(answer->content), std::move(answer->thumbnail),
                    answer->png ? "image/png" : "image/jpeg",
                    renamed(upload.file_name, answer->png ? ".png" : ".jpg")};
}

std::string sentence(const tenancy::Visit& visit, const Refusal& refusal) {
    const std::string number = std::to_string(refusal.number);
    return visit.say(refusal.text_key, {{"NUMBER", number}});
}

http::Response refusedWith(http::Response page, const Refusal& refusal) {
    page.status = refusal.status;
    if (refusal.status == 503)
        page.header("Retry-After", "30");
    return page;
}

std::string urlOf(std::string_view file_id, bool small) {
    return "/bestand/" + std::string{file_id} + (small ? "/klein" : "");
}

}  // namespace inzage::files
