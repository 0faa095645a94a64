// What somebody may send, and what is refused with which sentence. The pictures are made here.
#include <gtest/gtest.h>
#include <vips/vips.h>

#include "platform/files/content.h"
#include "platform/files/files.h"

namespace inzage::files {
namespace {

using namespace std::string_literals;

/// A picture of stripes, so that up and down can be told; `note` is put into its EXIF.
struct Made {
    int width = 60;
    int height = 30;
    bool alpha = false;
    int orientation = 0;
    bool gps = false;
};
VipsImage* made(const Made& what) {
    VipsImage* image = nullptr;
    vips_black(&image, what.width, what.height, "bands", what.alpha ? 4 : 3, nullptr);
    VipsImage* copy = nullptr;
    // Red on the left half, so that turning shows.
    VipsImage* red = nullptr;
    std::vector<double> ink{255, 0, 0, 128};
    vips_copy(image, &copy, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr);
    g_object_unref(image);
    red = vips_image_copy_memory(copy);
    g_object_unref(copy);
    vips_draw_rect(red, ink.data(), what.alpha ? 4 : 3, 0, 0, what.width / 2, what.height, "fill", TRUE,
                   nullptr);
    if (what.orientation != 0) {
        vips_image_set_int(red, "orientation", what.orientation);
        vips_image_set_string(red, "exif-ifd0-Orientation", std::to_string(what.orientation).c_str());
    }
    if (what.gps) {
        vips_image_set_string(red, "exif-ifd3-GPSLatitude",
                              "51/1 35/1 20/1 (51, 35, 20, Rational, 3 components, 24 bytes)");
        vips_image_set_string(red, "exif-ifd0-Artist", "Piet Puk (Piet Puk, ASCII, 9 components, 9 bytes)");
    }
    return red;
}
std::string jpeg(const Made& what = {}) {
    VipsImage* image = made(what);
    void* data = nullptr;
    std::size_t bytes = 0;
    vips_jpegsave_buffer(image, &data, &bytes, nullptr);
    std::string out{static_cast<char*>(data), bytes};
    g_free(data);
    g_object_unref(image);
    return out;
}
std::string png(const Made& what = {}) {
    VipsImage* image = made(what);
    void* data = nullptr;
    std::size_t bytes = 0;
    vips_pngsave_buffer(image, &data, &bytes, nullptr);
    std::string out{static_cast<char*>(data), bytes};
    g_free(data);
    g_object_unref(image);
    return out;
}
std::string webp() {
    VipsImage* image = made({});
    void* data = nullptr;
    std::size_t bytes = 0;
    vips_webpsave_buffer(image, &data, &bytes, nullptr);
    std::string out{static_cast<char*>(data), bytes};
    g_free(data);
    g_object_unref(image);
    return out;
}
std::string pdf(const std::string& inside = "", const std::string& after = "") {
    return "%PDF-1.4\n1 0 obj<</Type/Catalog" + inside +
           ">>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF\n" + after;
}
/// An empty ZIP archive.
std::string zip() {
    return "PK\x05\x06"s + std::string(18, '\0');
}

class Checking : public testing::Test {
  protected:
    static void SetUpTestSuite() { ASSERT_EQ(VIPS_INIT("unit_files"), 0); }

    std::variant<Accepted, Refusal> check(const std::string& content, const std::string& name = "foto.jpg",
                                          Purpose purpose = Purpose::PinboardPhoto) {
        return files::check({name, content}, purpose, settings_, workshop_);
    }
    /// "415 files.svg", or "taken".
    std::string verdict(const std::string& content, const std::string& name = "foto.jpg",
                        Purpose purpose = Purpose::PinboardPhoto) {
        const auto checked = check(content, name, purpose);
        const auto* refusal = std::get_if<Refusal>(&checked);
        return refusal == nullptr ? "taken"
                                  : std::to_string(refusal->status) + ' ' + std::string{refusal->text_key};
    }

    config::FilesSettings settings_;
    Workshop workshop_{INZAGE_IMAGE, 2, std::chrono::seconds{20}};
};

/// The finished file, opened again.
struct Opened {
    explicit Opened(const std::string& content)
        : image{vips_image_new_from_buffer(content.data(), content.size(), "", nullptr)} {}
    ~Opened() {
        if (image != nullptr)
            g_object_unref(image);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    VipsImage* image;
};

TEST_F(Checking, aPhotoIsDrawnAnewUprightAndSaysNothingOfWhoWhereAndWith) {
    const std::string sent = jpeg({.orientation = 6, .gps = true});
    ASSERT_NE(sent.find("Piet Puk"), std::string::npos) << "the photo that is sent says who made it";
    const auto checked = check(sent, "Mijn foto.JPEG");
    ASSERT_TRUE(std::holds_alternative<Accepted>(checked));
    const auto& file = std::get<Accepted>(checked);
    EXPECT_EQ(file.content_type, "image/jpeg");
    EXPECT_EQ(file.name, "Mijn foto.jpg");
    for (const std::string* content : {&file.content, &file.thumbnail}) {
        EXPECT_EQ(content->find("Exif"), std::string::npos);
        EXPECT_EQ(content->find("Piet"), std::string::npos);
        const Opened opened{*content};
        ASSERT_NE(opened.image, nullptr);
        EXPECT_EQ(vips_image_get_width(opened.image), 30) << "a phone held upright";
        EXPECT_EQ(vips_image_get_height(opened.image), 60);
        EXPECT_EQ(vips_image_get_typeof(opened.image, VIPS_META_EXIF_NAME), 0U);
    }
}

TEST_F(Checking, aLargePhotoBecomesSmallerAndGetsASmallOne) {
    const auto checked = check(jpeg({.width = 4000, .height = 3000}));
    ASSERT_TRUE(std::holds_alternative<Accepted>(checked));
    const Opened large{std::get<Accepted>(checked).content};
    const Opened small{std::get<Accepted>(checked).thumbnail};
    EXPECT_EQ(vips_image_get_width(large.image), 2048);
    EXPECT_EQ(vips_image_get_height(large.image), 1536);
    EXPECT_EQ(vips_image_get_width(small.image), 640);
}

TEST_F(Checking, pngAndWebpComeOutAsWhatEveryBrowserShows) {
    auto type = [](const std::variant<Accepted, Refusal>& checked) {
        const auto* file = std::get_if<Accepted>(&checked);
        return file == nullptr ? "refused"s : file->content_type + ' ' + file->name;
    };
    EXPECT_EQ(type(check(png(), "a.png")), "image/jpeg a.jpg");
    EXPECT_EQ(type(check(png({.alpha = true}), "a.png")), "image/png a.png");
    EXPECT_EQ(type(check(webp(), "WhatsApp.jpg")), "image/jpeg WhatsApp.jpg")
        << "the content counts, not the name";
}

TEST_F(Checking, whatHangsBehindAPhotoIsGone) {
    const std::string film = "\0\0\0\x18"s + "ftypmp42"s + std::string(5000, 'm');
    const auto checked = check(jpeg() + film);
    ASSERT_TRUE(std::holds_alternative<Accepted>(checked)) << "phones put a short film there";
    EXPECT_EQ(std::get<Accepted>(checked).content.find("mmmm"), std::string::npos);
}

TEST_F(Checking, tooManyBytesAreRefused) {
    std::string photo = jpeg();
    photo.resize((std::size_t{10} << 20U) + 1, '\0');
    EXPECT_EQ(verdict(photo), "413 files.too_large");
    photo.resize(std::size_t{10} << 20U);
    EXPECT_EQ(verdict(photo), "taken") << "10 MiB exactly";
}

TEST_F(Checking, tooManyPixelsAreRefusedBeforeTheyAreUnpacked) {
    const std::string bomb = png({.width = 8000, .height = 5001});
    ASSERT_LT(bomb.size(), 1'000'000U);
    EXPECT_EQ(verdict(bomb), "422 files.pixels");
    std::string claims = png();
    claims[16] = '\x0F';  // a width of 251 million
    EXPECT_NE(verdict(claims), "taken");
}

TEST_F(Checking, fortyMegapixelsAreTaken) {
    EXPECT_EQ(verdict(jpeg({.width = 8000, .height = 5000})), "taken");
}

TEST_F(Checking, drawingsAndOtherKindsAreRefused) {
    EXPECT_EQ(verdict("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
              "415 files.svg");
    EXPECT_EQ(verdict("\xEF\xBB\xBF  <SVG onload=alert(1)>"), "415 files.svg");
    EXPECT_EQ(verdict("\0\0\0\x18"s + "ftypheic\0\0\0\0"s), "415 files.heic");
    EXPECT_EQ(verdict("GIF89a\x01\x01"), "415 files.photo_kind");
    EXPECT_EQ(verdict("MZ\x90 a program"), "415 files.photo_kind");
    EXPECT_EQ(verdict("just text"), "415 files.photo_kind");
    EXPECT_EQ(verdict("just text", "brief.jpg", Purpose::Attachment), "415 files.kind");
    EXPECT_EQ(verdict(""), "422 files.empty");
}

TEST_F(Checking, aFileOfTwoKindsIsRefused) {
    std::string with_note = jpeg();
    const std::string note = "<script>alert(1)</script>";
    with_note.insert(2, "\xFF\xFE"s + '\0' + static_cast<char>(note.size() + 2) + note);
    EXPECT_EQ(verdict(with_note), "422 files.two_faced");
    EXPECT_EQ(verdict(jpeg() + "<?php system($_GET[0]); ?>"), "422 files.two_faced");
    EXPECT_EQ(verdict(jpeg() + pdf()), "422 files.two_faced");
    EXPECT_EQ(verdict(jpeg() + zip()), "422 files.two_faced");
    EXPECT_EQ(verdict(png() + zip()), "422 files.two_faced");
    EXPECT_EQ(verdict(png() + "<html>"), "422 files.two_faced");
    EXPECT_EQ(verdict(webp() + "<SCRIPT>"), "422 files.two_faced");
    EXPECT_EQ(verdict(pdf("", "<html><script>"), "a.pdf", Purpose::Attachment), "422 files.two_faced");
    EXPECT_EQ(verdict(pdf() + zip(), "a.pdf", Purpose::Attachment), "422 files.two_faced");
}

TEST_F(Checking, theTestVirusIsRefusedWhereverItStands) {
    const std::string eicar = R"(X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-)"s + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
    EXPECT_EQ(verdict(eicar, "eicar.com"), "422 files.virus");
    EXPECT_EQ(verdict(jpeg() + eicar), "422 files.virus");
    EXPECT_EQ(verdict(pdf(eicar), "a.pdf", Purpose::Attachment), "422 files.virus");
}

TEST_F(Checking, aPhotoThatIsNotWholeIsRefused) {
    const std::string whole = jpeg({.width = 600, .height = 400});
    EXPECT_EQ(verdict(whole.substr(0, whole.size() / 2)), "422 files.damaged");
    const std::string drawing = png({.width = 600, .height = 400});
    EXPECT_EQ(verdict(drawing.substr(0, drawing.size() / 2)), "422 files.damaged");
    EXPECT_EQ(verdict("\xFF\xD8\xFF"), "422 files.damaged");
    EXPECT_EQ(verdict("\x89PNG\r\n\x1A\n"), "422 files.damaged");
    EXPECT_EQ(verdict("RIFF\x08\0\0\0WEBPVP8 "s), "422 files.damaged");
    EXPECT_EQ(verdict("\xFF\xD8\xFF\xE0" + std::string(2000, '\x01')), "422 files.damaged");
}

TEST_F(Checking, aPdfIsAnAttachmentAndNeverAPhoto) {
    const auto checked = check(pdf(), "uitnodiging.PDF", Purpose::Attachment);
    ASSERT_TRUE(std::holds_alternative<Accepted>(checked));
    EXPECT_EQ(std::get<Accepted>(checked).content, pdf()) << "as it is";
    EXPECT_EQ(std::get<Accepted>(checked).name, "uitnodiging.pdf");
    EXPECT_EQ(verdict(pdf(), "a.pdf", Purpose::ProfilePhoto), "415 files.photo_kind");
    EXPECT_EQ(verdict("%PDF-1.4\nno end", "a.pdf", Purpose::Attachment), "422 files.damaged");
    EXPECT_EQ(verdict(pdf("/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "a.pdf", Purpose::Attachment),
              "422 files.active");
    EXPECT_EQ(verdict(pdf("/AA<</O<</S/Launch>>>>"), "a.pdf", Purpose::Attachment), "422 files.active");
}

TEST_F(Checking, oddNamesAreRefused) {
    for (const std::string& name :
         {"../x"s, "..\\x.jpg"s, "/etc/passwd"s, "C:\\foto.jpg"s, ".htaccess"s, "a\nb.jpg"s, "a\x7F.jpg"s,
          ""s, " foto.jpg"s, "foto.jpg."s, "foto\u202Egpj.exe"s, "a\u0085b.jpg"s, "a<b>.jpg"s, "a\"b.jpg"s,
          std::string(121, 'a'), "a:b"s, "nul|x"s})
        EXPECT_EQ(verdict(jpeg(), name), "422 files.name") << name;
    for (const std::string& name :
         {"foto.jpg"s, "IMG_2026-11-22 (2).JPG"s, "Oma's taart.jpg"s, "één ☀ dag.png"s, "foto"s})
        EXPECT_EQ(verdict(jpeg(), name), "taken") << name;
}

TEST_F(Checking, whenAllPlacesAreTakenSomebodyIsAskedToWait) {
    Workshop closed{INZAGE_IMAGE, 0, std::chrono::milliseconds{1}};
    const auto checked = files::check({"a.jpg", jpeg()}, Purpose::PinboardPhoto, settings_, closed);
    ASSERT_TRUE(std::holds_alternative<Refusal>(checked));
    EXPECT_EQ(std::get<Refusal>(checked).status, 503);
}

TEST(Reader, whatItAnswersIsBelievedOnlyWhole) {
    const ImageAnswer answer{"ok", true, "content", "small"};
    const auto read = answerFrom(lineOf(answer) + answer.content + answer.thumbnail);
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->png);
    EXPECT_EQ(read->content, "content");
    EXPECT_EQ(read->thumbnail, "small");
    EXPECT_FALSE(answerFrom(lineOf(answer) + answer.content));
    EXPECT_FALSE(answerFrom("ok jpeg 0 0\n"));
    EXPECT_FALSE(answerFrom("ok gif 1 1\nab"));
    EXPECT_FALSE(answerFrom(""));
    EXPECT_EQ(answerFrom("damaged\n")->word, "damaged");
}

TEST(Reader, anOrderIsReadAsItWasWritten) {
    const ImageOrder order{Picture::Webp, 2048, 640, 40'000'000, 12345};
    const std::string line = lineOf(order);
    const auto read = orderFrom(std::string_view{line}.substr(0, line.size() - 1));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->picture, Picture::Webp);
    EXPECT_EQ(read->pixels_max, 40'000'000U);
    EXPECT_EQ(read->bytes, 12345U);
    for (const std::string_view odd : {"", "jpeg", "gif 1 1 1 1", "jpeg 0 1 1 1", "jpeg 1 1 1 99999999999",
                                       "jpeg 1 1 1 -1", "jpeg 1 1 1 1 1"})
        EXPECT_FALSE(orderFrom(odd)) << odd;
}

}  // namespace
}  // namespace inzage::files
