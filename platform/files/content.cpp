#include "platform/files/content.h"

#include <string.h>

#include <algorithm>
#include <array>

#include "platform/http/url_text.h"

namespace inzage::files {
namespace {

using namespace std::string_view_literals;

// In two pieces, so that no scanner takes this program for it.
constexpr std::array<std::string_view, 2> kEicar{R"(X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-)"sv,
                                                 "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"sv};

constexpr std::size_t kPdfSearchBytes = 1024;  ///< readers look so far for "%PDF-" and "%%EOF"
constexpr std::size_t kNameBytesMax = 120;

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool holds(std::string_view text, std::string_view word) noexcept {
    return ::memmem(text.data(), text.size(), word.data(), word.size()) != nullptr;
}

/// Without regard to the case of ASCII letters; `word` in lower case.
bool holdsAnyCase(std::string_view text, std::string_view word) noexcept {
    const auto same = [](char a, char b) { return lower(a) == b; };
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

bool holdsEicar(std::string_view content) noexcept {
    for (;;) {
        const std::size_t at = content.find(kEicar[0]);
        if (at == std::string_view::npos)
            return false;
        content.remove_prefix(at + kEicar[0].size());
        if (content.starts_with(kEicar[1]))
            return true;
    }
}

unsigned byteAt(std::string_view content, std::size_t at) noexcept {
    return static_cast<unsigned char>(content[at]);
}
std::size_t bigEndian(std::string_view content, std::size_t at, std::size_t bytes) noexcept {
    std::size_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value = value << 8U | byteAt(content, at + i);
    return value;
}

/// Whether bytes that are no picture could be something else: a page, a program, an archive, a document.
bool isSomethingElse(std::string_view bytes) noexcept {
    constexpr std::array kWords{"<script"sv,   "<?php"sv,       "<html"sv,   "<svg"sv,
                                "<!doctype"sv, "javascript:"sv, "<iframe"sv, "%pdf-"sv};
    constexpr std::array kMagics{"PK\x03\x04"sv, "Rar!\x1A\x07"sv, "7z\xBC\xAF\x27\x1C"sv,
                                 "\x7F"
                                 "ELF"sv};
    const auto word_in = [&](std::string_view word) { return holdsAnyCase(bytes, word); };
    const auto magic_in = [&](std::string_view magic) { return holds(bytes.substr(0, 65536), magic); };
    return std::any_of(kWords.begin(), kWords.end(), word_in) ||
           std::any_of(kMagics.begin(), kMagics.end(), magic_in) || bytes.starts_with("MZ") ||
           bytes.starts_with("#!");
}

/// An archive begins at its end: a directory whose comment ends with the file.
bool endsAsArchive(std::string_view content) noexcept {
    constexpr std::size_t kDirectoryBytes = 22;
    constexpr std::size_t kCommentBytesMax = 65535;
    if (content.size() < kDirectoryBytes)
        return false;
    const std::size_t last = content.size() - kDirectoryBytes;
    const std::size_t first = last - std::min(last, kCommentBytesMax);
    for (std::size_t at = content.rfind("PK\x05\x06", last); at != std::string_view::npos && at >= first;
         at = at == 0 ? std::string_view::npos : content.rfind("PK\x05\x06", at - 1)) {
        const std::size_t comment = byteAt(content, at + 20) | byteAt(content, at + 21) << 8U;
        if (at + kDirectoryBytes + comment == content.size())
            return true;
    }
    return false;
}

/// What of a JPEG is no picture: notes before it, and what follows its end. Phones put a second picture or a
/// short film there, which is harmless and goes.
std::optional<Fault> faultOfJpeg(std::string_view content) noexcept {
    std::size_t at = 2;
    for (;;) {
        if (at + 4 > content.size() || byteAt(content, at) != 0xFF)
            return Fault::Damaged;
        const unsigned marker = byteAt(content, at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        const std::size_t bytes = bigEndian(content, at + 2, 2);
        if (bytes < 2 || at + 2 + bytes > content.size())
            return Fault::Damaged;
        const bool note = marker == 0xFE || (marker >= 0xE0 && marker <= 0xEF);
        if (note && isSomethingElse(content.substr(at + 4, bytes - 2)))
            return Fault::TwoFaced;
        at += 2 + bytes;
        if (marker == 0xDA)
            break;
    }
    const std::size_t end = content.find("\xFF\xD9", at);
    if (end == std::string_view::npos)
        return Fault::Damaged;
    return isSomethingElse(content.substr(end + 2)) ? std::optional{Fault::TwoFaced} : std::nullopt;
}

std::optional<Fault> faultOfPng(std::string_view content) noexcept {
    constexpr std::array kPixels{"IHDR"sv, "PLTE"sv, "IDAT"sv, "fdAT"sv, "IEND"sv};
    for (std::size_t at = 8; at + 12 <= content.size();) {
        const std::size_t bytes = bigEndian(content, at, 4);
        if (bytes > content.size() - at - 12)
            return Fault::Damaged;
        const std::string_view type = content.substr(at + 4, 4);
        const bool pixels = std::find(kPixels.begin(), kPixels.end(), type) != kPixels.end();
        if (!pixels && isSomethingElse(content.substr(at + 8, bytes)))
            return Fault::TwoFaced;
        at += 12 + bytes;
        if (type == "IEND")
            return isSomethingElse(content.substr(at)) ? std::optional{Fault::TwoFaced} : std::nullopt;
    }
    return Fault::Damaged;
}

std::optional<Fault> faultOfWebp(std::string_view content) noexcept {
    const auto littleEndian = [&](std::size_t at) {
        return byteAt(content, at) | byteAt(content, at + 1) << 8U | byteAt(content, at + 2) << 16U |
               byteAt(content, at + 3) << 24U;
    };
    const std::size_t end = std::size_t{8} + littleEndian(4);
    if (end > content.size() + 1)
        return Fault::Damaged;
    for (std::size_t at = 12; at + 8 <= std::min(end, content.size());) {
        const std::size_t bytes = littleEndian(at + 4);
        if (bytes > content.size() - at - 8)
            return Fault::Damaged;
        const std::string_view type = content.substr(at, 4);
        if (!type.starts_with("VP8") && type != "ALPH" && type != "ANMF" &&
            isSomethingElse(content.substr(at + 8, bytes)))
            return Fault::TwoFaced;
        at += 8 + bytes + bytes % 2;
    }
    return end < content.size() && isSomethingElse(content.substr(end)) ? std::optional{Fault::TwoFaced}
                                                                        : std::nullopt;
}

std::optional<Fault> faultOfPdf(std::string_view content) noexcept {
    const std::string_view tail = content.substr(content.size() - std::min(content.size(), kPdfSearchBytes));
    const std::size_t end = tail.rfind("%%EOF");
    if (!holds(content, "startxref") || end == std::string_view::npos)
        return Fault::Damaged;
    constexpr std::array kPages{"<html"sv, "<script"sv, "<!doctype"sv, "<?php"sv};
    const std::string_view beginning = content.substr(0, kPdfSearchBytes);
    const auto is_page = [&](std::string_view word) {
        return holdsAnyCase(beginning, word) || holdsAnyCase(tail.substr(end), word);
    };
    if (std::any_of(kPages.begin(), kPages.end(), is_page))
        return Fault::TwoFaced;
    constexpr std::array kPrograms{"/JavaScript"sv, "/Launch"sv, "/EmbeddedFile"sv, "/RichMedia"sv};
    const auto starts_program = [&](std::string_view word) { return holds(content, word); };
    return std::any_of(kPrograms.begin(), kPrograms.end(), starts_program) ? std::optional{Fault::Active}
                                                                           : std::nullopt;
}

bool isSvg(std::string_view content) noexcept {
    const std::string_view beginning = content.substr(0, 4096);
    const std::size_t text = beginning.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    return text != std::string_view::npos && beginning[text] == '<' && holdsAnyCase(beginning, "<svg");
}

}  // namespace

Kind kindOf(std::string_view content) noexcept {
    if (content.starts_with("\xFF\xD8\xFF"))
        return Kind::Jpeg;
    if (content.starts_with("\x89PNG\r\n\x1A\n"))
        return Kind::Png;
    if (content.size() >= 16 && content.starts_with("RIFF") && content.substr(8, 4) == "WEBP")
        return Kind::Webp;
    if (content.starts_with("%PDF-1.") || content.starts_with("%PDF-2."))
        return Kind::Pdf;
    if (content.starts_with("GIF87a") || content.starts_with("GIF89a"))
        return Kind::Gif;
    if (content.size() >= 12 && content.substr(4, 4) == "ftyp") {
        constexpr std::array kBrands{"heic"sv, "heix"sv, "heif"sv, "mif1"sv, "msf1"sv, "hevc"sv, "avif"sv};
        if (std::find(kBrands.begin(), kBrands.end(), content.substr(8, 4)) != kBrands.end())
            return Kind::Heic;
    }
    return isSvg(content) ? Kind::Svg : Kind::Other;
}

std::optional<Fault> faultOf(Kind kind, std::string_view content) noexcept {
    if (holdsEicar(content))
        return Fault::Virus;
    if (kind != Kind::Other && endsAsArchive(content))
        return Fault::TwoFaced;
    switch (kind) {
        case Kind::Jpeg:
            return faultOfJpeg(content);
        case Kind::Png:
            return faultOfPng(content);
        case Kind::Webp:
            return faultOfWebp(content);
        case Kind::Pdf:
            return faultOfPdf(content);
        case Kind::Svg:
        case Kind::Heic:
        case Kind::Gif:
        case Kind::Other:
            return std::nullopt;
    }
    return std::nullopt;
}

bool isPlainName(std::string_view name) noexcept {
    if (name.empty() || name.size() > kNameBytesMax || name.front() == '.' || name.front() == ' ' ||
        name.back() == '.' || name.back() == ' ' || !http::isUtf8(name))
        return false;
    for (const char c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
            "/\\:*?\"<>|"sv.find(c) != std::string_view::npos)
            return false;
    // Marks that turn the direction of writing: "foto<U+202E>gpj.exe" looks like "fotoexe.jpg". U+0080 to
    // U+009F are control characters too.
    for (std::size_t at = 0; at + 1 < name.size(); ++at) {
        const unsigned first = byteAt(name, at);
        const unsigned second = byteAt(name, at + 1);
        const unsigned third = at + 2 < name.size() ? byteAt(name, at + 2) : 0;
        const bool turns = first == 0xE2 && ((second == 0x80 && third >= 0x8B && third <= 0x8F) ||
                                             (second == 0x80 && third >= 0xA8 && third <= 0xAE) ||
                                             (second == 0x81 && third >= 0xA0 && third <= 0xAF));
        if (turns || (first == 0xC2 && second >= 0x80 && second <= 0x9F))
            return false;
    }
    return true;
}

}  // namespace inzage::files
