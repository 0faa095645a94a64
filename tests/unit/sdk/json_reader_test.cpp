#include "plugins/sdk/json_reader.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "plugins/sdk/failure.h"

namespace inzage::sdk {

namespace {

JsonValue read(std::string_view text, JsonLimits limits = {}) {
    return readJson(text, {.name = "a.json"}, limits);
}

std::string fault(const std::function<void()>& deed) {
    try {
        deed();
    } catch (const AdapterFailure& failure) {
        EXPECT_EQ(failure.kind(), AdapterFailureKind::Defect);
        return failure.what();
    }
    return "no fault";
}

std::string faultOf(std::string_view text, JsonLimits limits = {}) {
    return fault([&] { (void)read(text, limits); });
}

TEST(JsonReader, GivesTheTreeInTheOrderOfTheDocumentAndNumbersAsWritten) {
    const JsonValue map = read(R"( {"b":61.80,"a":[1e3,-0,true,false,null,{}],"c":{"d":"x"},"":""} )");
    ASSERT_EQ(map.kind, JsonKind::Map);
    EXPECT_EQ(map.textOf("b"), "61.80");
    EXPECT_EQ(map.listOf("a").size(), 6U);
    EXPECT_EQ(map.listOf("a")[0].text, "1e3");
    EXPECT_EQ(map.listOf("a")[1].text, "-0");
    EXPECT_TRUE(map.listOf("a")[2].flag);
    EXPECT_EQ(map.listOf("a")[3].kind, JsonKind::Boolean);
    EXPECT_EQ(map.listOf("a")[4].kind, JsonKind::Null);
    ASSERT_NE(map.path({"c", "d"}), nullptr);
    EXPECT_EQ(map.path({"c", "d"})->text, "x");
    EXPECT_EQ(map.path({"b", "d"}), nullptr);
    EXPECT_EQ(map.textOf("none", "otherwise"), "otherwise");
    EXPECT_EQ(map.textOf("a", "otherwise"), "otherwise");
    EXPECT_TRUE(map.listOf("b").empty());
}

TEST(JsonReader, UndoesEveryEscape) {
    EXPECT_EQ(read(R"("\"\\\/\b\f\n\r\t\u00e9\u20ac\ud83d\ude00é")").text, "\"\\/\b\f\n\r\té€\U0001F600é");
}

TEST(JsonReader, RefusesWhatIsNoJson) {
    for (const std::string_view bad : {"",
                                       " ",
                                       "{",
                                       "[1,]",
                                       "{\"a\":1,}",
                                       "{a:1}",
                                       "{'a':1}",
                                       "01",
                                       "1.",
                                       ".5",
                                       "+1",
                                       "1e",
                                       "-",
                                       "NaN",
                                       "tru",
                                       "\"",
                                       "\"\\x\"",
                                       "\"\\u12\"",
                                       "\"\\ud800\"",
                                       "\"\\ud800\\u0041\"",
                                       "\"\\udc00\"",
                                       "\"\\u0000\"",
                                       "\"a\nb\"",
                                       "\"\xff\"",
                                       "[1}",
                                       "{\"a\" 1}",
                                       "1 2",
                                       "[1] x",
                                       "// c\n1",
                                       "{\"a\":1,\"a\":2}"})
        EXPECT_NE(faultOf(bad), "no fault") << bad;
}

TEST(JsonReader, SaysWhereAndNeverRepeatsWhatStandsThere) {
    EXPECT_EQ(faultOf("{\n \"name\": Jansen}"), "a.json, line 2, byte 11: no JSON value");
    EXPECT_EQ(fault([] { (void)readJson("x", {.name = "b.jsonl", .line = 7, .offset = 300}); }),
              "b.jsonl, line 7, byte 300: no JSON value");
}

TEST(JsonReader, StopsAtTheLimitOfBytesAndOfDepth) {
    EXPECT_EQ(faultOf("[1,2,3]", {.bytes_max = 7}), "no fault");
    EXPECT_EQ(faultOf("[1,2,34]", {.bytes_max = 7}), "a.json, line 1, byte 0: larger than 7 bytes");
    EXPECT_EQ(faultOf("[[[]]]", {.depth_max = 3}), "no fault");
    EXPECT_EQ(faultOf("[[{\"a\":[]}]]", {.depth_max = 3}),
              "a.json, line 1, byte 7: lists and maps stand more than 3 deep in each other");
    // Nobody gets the reader to call itself until the stack is full.
    EXPECT_NE(faultOf(std::string(1'000'000, '['), {.depth_max = 1'000'000}), "no fault");
}

TEST(JsonWriter, WritesWhatTheReaderReads) {
    JsonWriter writer;
    writer.beginMap().key("naam \"x\"").value("a\\b\n</script>\x01é").key("n").number("61.80");
    writer.key("l").beginList().number(3).flag(true).null().beginMap().endMap().endList().endMap();
    EXPECT_EQ(writer.text(),
              "{\"naam \\\"x\\\"\":\"a\\\\b\\n\\u003c/script>\\u0001é\",\"n\":61.80,\"l\":[3,true,null,{}]}");
    EXPECT_EQ(JsonWriter{}.tree(read(writer.text())).text(), writer.text());
    EXPECT_THROW(JsonWriter{}.number("1,5"), std::invalid_argument);
}

// ---- the walk

constexpr std::string_view kBundle =
    R"( {"type":"searchset","total":3, "entry":[ {"id":"a]}\"","n":[1,{"x":2}]},
  7,"t", null ,[],{}],"link":[{"url":"n"}]} )";

struct Walked {
    std::string elements;
    std::string rest;
};

Walked walk(std::string_view text, std::size_t piece, JsonLimits limits = {},
            std::size_t total_bytes_max = 1024 * 1024) {
    Walked walked;
    JsonWalk walk{
        {.name = "b.json",
         .list_member = "entry",
         .limits = limits,
         .total_bytes_max = total_bytes_max,
         .element = [&](JsonValue&& value) { walked.elements += JsonWriter{}.tree(value).text() + "\n"; }}};
    for (std::size_t at = 0; at < text.size(); at += piece)
        walk.push(text.substr(at, piece));
    walked.rest = JsonWriter{}.tree(walk.finish()).text();
    return walked;
}

TEST(JsonWalk, HandsOverEveryElementWhereverTheDocumentIsCut) {
    for (std::size_t piece = 1; piece <= kBundle.size(); ++piece) {
        const Walked walked = walk(kBundle, piece);
        EXPECT_EQ(walked.elements, "{\"id\":\"a]}\\\"\",\"n\":[1,{\"x\":2}]}\n7\n\"t\"\nnull\n[]\n{}\n")
            << piece;
        EXPECT_EQ(walked.rest, R"({"type":"searchset","total":3,"link":[{"url":"n"}]})") << piece;
    }
    EXPECT_EQ(walk(R"({"entry":[]})", 3).rest, "{}");
    EXPECT_EQ(walk(R"({"a":1})", 3).rest, R"({"a":1})");
    EXPECT_EQ(walk("{}", 1).rest, "{}");
}

TEST(JsonWalk, RefusesWhatIsNoJsonOrCutOff) {
    for (const std::string_view bad :
         {"", "[]", "{", R"({"entry":[)", R"({"entry":[1,]})", R"({"entry":[,1]})", R"({"entry":[1 2]})",
          R"({"entry":[{"a":1})", R"({"entry":{}})", R"({"entry":[],"entry":[]})", R"({"a":1,"a":1})",
          R"({"a":})", R"({"a":1,})", R"({,})", R"({"a" 1})", R"({}x)", R"({"entry":[[}]})",
          R"({"entry":[nul]})"})
        for (const std::size_t piece : {std::size_t{1}, std::size_t{100}})
            EXPECT_NE(fault([&] { (void)walk(bad, piece); }), "no fault") << bad;
    EXPECT_EQ(fault([] { (void)walk("{\"entry\":[1,\n {\"a\":x}]}", 5); }),
              "b.json, line 2, byte 19: no JSON value");
}

TEST(JsonWalk, HoldsOneElementOnlyAndStopsAtItsLimits) {
    std::string text = "{\"entry\":[\"x\"";
    for (int i = 0; i < 50'000; ++i)
        text += ",\"0123456789\"";
    text += "]}";
    EXPECT_EQ(fault([&] { (void)walk(text, 4096, {.bytes_max = 20}); }), "no fault");
    EXPECT_NE(fault([&] { (void)walk(text, 4096, {.bytes_max = 11}); }), "no fault");
    EXPECT_NE(fault([&] { (void)walk(text, 4096, {}, 600'000); }), "no fault");
    // An element that never ends is refused while it comes in.
    EXPECT_EQ(fault([] { (void)walk(R"({"entry":["0123456789)", 5, {.bytes_max = 8}); }),
              "b.json, line 1, byte 18: one value is larger than 8 bytes");
    EXPECT_NE(fault([&] { (void)walk(R"({"a":"123456","b":"123456"})", 5, {.bytes_max = 14}); }), "no fault");
    EXPECT_EQ(fault([&] { (void)walk(R"({"entry":[[[]]]})", 5, {.depth_max = 4}); }), "no fault");
    EXPECT_NE(fault([&] { (void)walk(R"({"entry":[[[[]]]]})", 5, {.depth_max = 4}); }), "no fault");
}

}  // namespace

}  // namespace inzage::sdk
