#include "platform/http/multipart.h"

#include <gtest/gtest.h>

#include "platform/http/request_parser.h"

namespace inzage::http {
namespace {

using namespace std::string_literals;

constexpr std::string_view kBoundary = "----WebKitFormBoundaryAbc123";

std::string part(const std::string& disposition, const std::string& content) {
    return "--" + std::string{kBoundary} + "\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content +
           "\r\n";
}
std::string field(const std::string& name, const std::string& value) {
    return part("form-data; name=\"" + name + '"', value);
}
std::string file(const std::string& field_name, const std::string& file_name, const std::string& content) {
    return part(
        "form-data; name=\"" + field_name + "\"; filename=\"" + file_name + "\"\r\nContent-Type: image/jpeg",
        content);
}
std::string ended(const std::string& parts) {
    return parts + "--" + std::string{kBoundary} + "--\r\n";
}
bool isRead(const std::string& parts) {
    return readMultipart(ended(parts), kBoundary).has_value();
}

/// What a page sees of a posted body.
Request requestWith(const std::string& body) {
    auto head = std::get<RequestHead>(
        parseHead("POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=" +
                  std::string{kBoundary} + "\r\n\r\n"));
    EXPECT_TRUE(takeBody(head, body));
    return Request{std::move(head.parts)};
}

TEST(Multipart, aFormWithAPhotoIsReadAsABrowserSendsIt) {
    const std::string photo = "\xFF\xD8\r\n--not the boundary\r\n\0binary"s;
    const Request request = requestWith(ended(field("csrf", "abc") + field("tekst", "Dag oma,\r\nkijk é") +
                                              field("leeg", "") + file("foto", "tulpen ☀.jpg", photo)));
    EXPECT_EQ(request.form("csrf"), "abc");
    EXPECT_EQ(request.form("tekst"), "Dag oma,\r\nkijk é");
    EXPECT_EQ(request.form("leeg"), "");
    EXPECT_FALSE(request.form("foto")) << "a file is no field";
    ASSERT_TRUE(request.upload("foto"));
    EXPECT_EQ(request.upload("foto")->file_name, "tulpen ☀.jpg");
    EXPECT_EQ(request.upload("foto")->content, photo);
}

TEST(Multipart, nothingChosenIsNoFile) {
    const Request request = requestWith(ended(file("foto", "", "")));
    EXPECT_FALSE(request.upload("foto"));
    EXPECT_TRUE(request.uploads("foto").empty());
}

TEST(Multipart, severalFilesUnderOneNameKeepTheirOrder) {
    const Request request = requestWith(ended(file("foto", "a", "1") + file("bijlage", "x", "9") +
                                              file("foto", "", "") + file("foto", "b", "22")));
    const auto files = request.uploads("foto");
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].content, "1");
    EXPECT_EQ(files[1].content, "22");
    EXPECT_EQ(request.upload("bijlage")->content, "9");
}

TEST(Multipart, oddFileNamesComeAsTheyAre) {
    const auto name_of = [](const std::string& written) {
        const auto read = readMultipart(ended(file("f", written, "x")), kBoundary);
        return read ? read->uploads.at(0).file_name : "refused"s;
    };
    EXPECT_EQ(name_of("../../etc/passwd"), "../../etc/passwd");
    EXPECT_EQ(name_of("C:\\foto\\a.jpg"), "C:\\foto\\a.jpg");
    EXPECT_EQ(name_of("zeg \\\"hoi\\\".jpg"), "zeg \"hoi\".jpg");
    EXPECT_EQ(name_of("a%22b.jpg"), "a%22b.jpg");
    EXPECT_EQ(name_of("a; name=csrf.jpg"), "a; name=csrf.jpg");
    EXPECT_EQ(name_of("\xFF.jpg"), "refused");
    EXPECT_EQ(name_of("a\0b.jpg"s), "refused");
    EXPECT_EQ(name_of(std::string(kFileNameBytesMax, 'a')), std::string(kFileNameBytesMax, 'a'));
    EXPECT_EQ(name_of(std::string(kFileNameBytesMax + 1, 'a')), "refused");
}

TEST(Multipart, whatTwoProgramsCouldReadDifferentlyIsRefused) {
    EXPECT_TRUE(isRead(field("a", "1")));
    EXPECT_FALSE(isRead(part("form-data", "1"))) << "no name";
    EXPECT_FALSE(isRead(part("form-data; name=\"\"", "1")));
    EXPECT_FALSE(isRead(part("form-data; name=\"a\"; name=\"csrf\"", "1")));
    EXPECT_FALSE(isRead(part("form-data; name=\"a\"; filename=\"b\"; filename*=UTF-8''c", "1")));
    EXPECT_FALSE(isRead(part("form-data; name=\"a\"; odd=\"b\"", "1")));
    EXPECT_FALSE(isRead(part("form-data; name=\"a", "1")));
    EXPECT_FALSE(isRead(part("attachment; name=\"a\"", "1")));
    EXPECT_FALSE(isRead(part("form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"", "1")));
    EXPECT_FALSE(isRead(part("form-data; name=\"a\"\r\nno colon", "1")));
    EXPECT_FALSE(isRead("before\r\n" + field("a", "1")));
    EXPECT_FALSE(readMultipart(ended(field("a", "1")) + "after", kBoundary));
    EXPECT_FALSE(readMultipart(field("a", "1"), kBoundary)) << "the end is missing";
    EXPECT_FALSE(readMultipart("", kBoundary));
    EXPECT_FALSE(readMultipart("--" + std::string{kBoundary}, kBoundary));
    EXPECT_FALSE(readMultipart("--" + std::string{kBoundary} + "\r\nContent-Disposition", kBoundary));
}

TEST(Multipart, everythingHasALimit) {
    std::string many;
    for (std::size_t i = 0; i < kPartsMax; ++i)
        many += field("a", "1");
    EXPECT_TRUE(isRead(many));
    EXPECT_FALSE(isRead(many + field("a", "1")));
    std::string files;
    for (std::size_t i = 0; i < kUploadsMax; ++i)
        files += file("f", "a", "1");
    EXPECT_TRUE(isRead(files));
    EXPECT_FALSE(isRead(files + file("f", "a", "1")));
    EXPECT_FALSE(isRead(part("form-data; name=\"a\"\r\nX: " + std::string(kPartHeaderBytesMax, 'x'), "1")));
    EXPECT_TRUE(isRead(field("a", std::string(kMultipartTextBytesMax, 'x'))));
    EXPECT_FALSE(isRead(field("a", std::string(kMultipartTextBytesMax, 'x')) + field("b", "y")));
    EXPECT_TRUE(isRead(field(std::string(100, 'n'), "1")));
    EXPECT_FALSE(isRead(field(std::string(101, 'n'), "1")));
}

TEST(Multipart, fieldsAreTextThatPostgresTakes) {
    EXPECT_FALSE(isRead(field("a", "x\0y"s)));
    EXPECT_FALSE(isRead(field("a", "\xC3")));
    EXPECT_FALSE(isRead(field("\xC3", "a")));
}

TEST(Multipart, theBoundaryIsTheOneOfTheHeader) {
    EXPECT_EQ(multipartBoundary("multipart/form-data; boundary=abc"), "abc");
    EXPECT_EQ(multipartBoundary("Multipart/Form-Data; charset=utf-8; Boundary=\"a b:c\"; x=y"), "a b:c");
    EXPECT_FALSE(multipartBoundary("multipart/form-data"));
    EXPECT_FALSE(multipartBoundary("multipart/mixed; boundary=abc"));
    EXPECT_FALSE(multipartBoundary("multipart/form-data; boundary="));
    EXPECT_FALSE(multipartBoundary("multipart/form-data; boundary=\"a"));
    EXPECT_FALSE(multipartBoundary("multipart/form-data; boundary=a\xC3"));
    EXPECT_FALSE(multipartBoundary("multipart/form-data; boundary=" + std::string(71, 'a')));
}

TEST(Multipart, aMalformedBodyIsNoRequest) {
    auto head = std::get<RequestHead>(
        parseHead("POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n"));
    EXPECT_FALSE(takeBody(head, "--b\r\nnonsense"));
}

}  // namespace
}  // namespace inzage::http
