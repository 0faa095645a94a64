#include "plugins/sdk/xml_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/sdk/failure.h"

namespace inzage::sdk {

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string xmlFault(const std::function<void()>& deed) {
    try {
        deed();
    } catch (const AdapterFailure& failure) {
        EXPECT_EQ(failure.kind(), AdapterFailureKind::Defect);
        return failure.what();
    }
    return "no fault";
}

std::string xmlFaultOf(std::string_view text, XmlLimits limits = {}) {
    return xmlFault([&] { (void)readXml(text, "a.xml", limits); });
}

constexpr std::string_view kClients =
    "<?xml version=\"1.0\"?>\n<export xmlns=\"urn:x\">\n<client id='1'><name>de&amp;B&#233; "
    "<![CDATA[<r>]]></name></client>\n"
    "<other><client id='2'/></other></export>";

TEST(XmlReader, GivesTheTreeWithTextAttributesAndNamespaces) {
    const XmlElement root = readXml(kClients, "a.xml");
    EXPECT_EQ(root.name, "export");
    const XmlElement* client = root.find("client");
    ASSERT_NE(client, nullptr);
    ASSERT_NE(client->attribute("id"), nullptr);
    EXPECT_EQ(*client->attribute("id"), "1");
    EXPECT_EQ(client->attribute("none"), nullptr);
    EXPECT_EQ(client->textOf("name"), "de&Bé <r>");
    EXPECT_EQ(client->textOf("none", "otherwise"), "otherwise");
    EXPECT_EQ(root.find("none"), nullptr);
    const XmlElement spaced = readXml(kClients, "a.xml", {}, true);
    EXPECT_EQ(spaced.name, "{urn:x}export");
    EXPECT_NE(spaced.find("{urn:x}client")->attribute("id"), nullptr);
    EXPECT_EQ(readXml("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", "a.xml").text, "é");
}

TEST(XmlReader, RefusesDocumentTypesAndWithThemEveryEntity) {
    const std::string laughs = "<!DOCTYPE a [<!ENTITY b 'haha'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;&c;</a>";
    EXPECT_EQ(xmlFaultOf(laughs), "a.xml, line 1: a document type (DTD) is not taken");
    EXPECT_NE(xmlFaultOf("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), "no fault");
    EXPECT_NE(xmlFaultOf("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"), "no fault");
    EXPECT_NE(xmlFaultOf("<!DOCTYPE a><a/>"), "no fault");
    EXPECT_NE(xmlFaultOf("<a>&b;</a>"), "no fault");
}

TEST(XmlReader, RefusesWhatIsNoXmlAndSaysWhereWithoutRepeatingIt) {
    for (const char* bad : {"", " ", "a", "<a>", "<a></b>", "<a/><b/>", "<a b=1/>", "<a b='1' b='2'/>",
                            "<a>\xff</a>", "<a>&#0;</a>", "<a>\x01</a>"})
        EXPECT_NE(xmlFaultOf(bad), "no fault") << bad;
    const std::string fault = xmlFaultOf("<a>\n<Jansen>x</a>");
    EXPECT_THAT(fault, HasSubstr("a.xml, line 2: no XML: "));
    EXPECT_THAT(fault, Not(HasSubstr("Jansen")));
}

TEST(XmlReader, StopsAtItsLimits) {
    EXPECT_EQ(xmlFaultOf("<a><b><c/></b></a>", {.depth_max = 3}), "no fault");
    EXPECT_THAT(xmlFaultOf("<a><b><c><d/></c></b></a>", {.depth_max = 3}), HasSubstr("more than 3 deep"));
    std::string deep;
    for (int i = 0; i < 600; ++i)
        deep += "<a>";
    EXPECT_THAT(xmlFaultOf(deep, {.depth_max = 1'000'000}), HasSubstr("more than 500 deep"));
    EXPECT_THAT(xmlFaultOf("<a>" + std::string(2000, 'x') + "</a>", {.bytes_max = 1500}),
                HasSubstr("larger than 1500 bytes"));
    EXPECT_THAT(xmlFaultOf("<a b='1' c='2'/>", {.attributes_max = 1}), HasSubstr("more than 1 attributes"));
    EXPECT_THAT(xmlFaultOf("<a>12345</a>", {.total_bytes_max = 11}), HasSubstr("larger than 11 bytes"));
    EXPECT_EQ(xmlFaultOf("<a>12345</a>", {.total_bytes_max = 12}), "no fault");
}

TEST(XmlWalk, HandsOverEveryElementWhereverTheDocumentIsCut) {
    for (std::size_t piece = 1; piece <= kClients.size(); ++piece) {
        std::string ids;
        XmlWalk walk{{.name = "a.xml", .element = "client", .take = [&](XmlElement&& client) {
                          ids += *client.attribute("id") + std::string{client.textOf("name")};
                      }}};
        for (std::size_t at = 0; at < kClients.size(); at += piece)
            walk.push(kClients.substr(at, piece));
        walk.finish();
        EXPECT_EQ(ids, "1de&Bé <r>2") << piece;
        EXPECT_EQ(walk.elements(), 2U);
    }
}

TEST(XmlWalk, HoldsOneElementOnlyAndEndsWithTheDocument) {
    const auto walkOver = [](int count, std::string_view end) {
        XmlWalk walk{
            {.name = "a.xml", .element = "c", .limits = {.bytes_max = 400}, .take = [](XmlElement&&) {}}};
        walk.push("<all>");
        for (int i = 0; i < count; ++i)
            walk.push("<c>0123456789</c>text between");
        walk.push(end);
        walk.finish();
    };
    EXPECT_EQ(xmlFault([&] { walkOver(10'000, "</all>"); }), "no fault");
    EXPECT_NE(xmlFault([&] { walkOver(1, "<c>" + std::string(400, 'x') + "</c></all>"); }), "no fault");
    EXPECT_NE(xmlFault([&] { walkOver(1, ""); }), "no fault");
    for (const char* begin : {"<a b='", "<!-- ", "<a>text</a><?pi "}) {
        XmlWalk endless{
            {.name = "a.xml", .element = "c", .limits = {.bytes_max = 1000}, .take = [](XmlElement&&) {}}};
        endless.push(begin);
        EXPECT_THAT(xmlFault([&] {
                        for (int i = 0; i < 40; ++i)
                            endless.push(std::string(100'000, 'x'));
                    }),
                    HasSubstr("one tag or comment is larger"))
            << begin;
    }
    XmlWalk throwing{
        {.name = "a.xml", .element = "c", .take = [](XmlElement&&) { throw std::out_of_range{"x"}; }}};
    EXPECT_THROW(throwing.push("<a><c/><c/>"), std::out_of_range);
}

TEST(XmlEscaped, ComesBackAsItWas) {
    const std::string text = "<a b=\"'\"> & é\r\n\t";
    EXPECT_EQ(
        readXml("<x y=\"" + xmlEscaped("<'\">&") + "\">" + xmlEscaped(text + '\x01') + "</x>", "a.xml").text,
        text);
    EXPECT_EQ(*readXml("<x y=\"" + xmlEscaped("<'\">&") + "\"/>", "a.xml").attribute("y"), "<'\">&");
}

}  // namespace

}  // namespace inzage::sdk
