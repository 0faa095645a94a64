#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A reader and writer of JSON (RFC 8259) for adapters. Strict: no comments, no trailing commas, no names
/// that occur twice, only well-formed UTF-8 without NUL. A number is kept as the decimal text that stands
/// there, so that 61.80 stays 61.80. Every fault is AdapterFailure(Defect) "name, line 3, byte 120: what",
/// and never repeats what the document holds.
namespace inzage::sdk {

enum class JsonKind : std::uint8_t { Null, Boolean, Number, Text, List, Map };

/// One value with all that is in it.
struct JsonValue {
    JsonKind kind = JsonKind::Null;
    bool flag = false;                ///< of a Boolean
    std::string name;                 ///< key in a Map; empty elsewhere
    std::string text;                 ///< of a Text, unescaped; of a Number, as written
    std::vector<JsonValue> children;  ///< of a List or a Map, in the order of the document

    /// The child with this key, or null when there is none or this is no Map.
    [[nodiscard]] const JsonValue* find(std::string_view key) const noexcept;
    /// The child at the end of these keys, or null: path({"meta", "lastUpdated"}).
    [[nodiscard]] const JsonValue* path(std::initializer_list<std::string_view> keys) const noexcept;
    /// The text of the child with this key when it is a Text or a Number, else `otherwise`.
    [[nodiscard]] std::string_view textOf(std::string_view key,
                                          std::string_view otherwise = {}) const noexcept;
    /// The flag of the child with this key when it is a Boolean, else `otherwise`.
    [[nodiscard]] bool flagOf(std::string_view key, bool otherwise = false) const noexcept;
    /// What the child with this key lists; empty when there is none or it is no List.
    [[nodiscard]] std::span<const JsonValue> listOf(std::string_view key) const noexcept;
};

struct JsonLimits {
    std::size_t bytes_max = 16UL * 1024 * 1024;  ///< of one document, or of one element of a walk
    std::size_t depth_max = 64;                  ///< lists and maps inside each other, at most 500
};

/// Where a document starts in what it was cut from; for messages.
struct JsonPlace {
    std::string name;        ///< what messages call the document: "patients.json", "the answer of /Patient"
    std::size_t line = 1;    ///< from 1
    std::size_t offset = 0;  ///< bytes before it
};

/// Is the whole text one JSON number?
[[nodiscard]] bool isJsonNumber(std::string_view text) noexcept;

/// Reads one whole document; white space around it is allowed, anything else is a fault.
[[nodiscard]] JsonValue readJson(std::string_view text, const JsonPlace& place, JsonLimits limits = {});

/// Walks over the list that one member of the top-level map holds ("entry" of a FHIR Bundle), from chunks as
/// they come, and hands over each element as soon as it is complete. Memory stays at one element and the
/// other members, whatever the document's size.
class JsonWalk {
  public:
    struct Options {
        std::string name;         ///< what messages call the document
        std::string list_member;  ///< the key of the list
        JsonLimits limits;        ///< of one element and of the other members together
        std::size_t total_bytes_max = 1024UL * 1024 * 1024;  ///< of the whole document
        /// Gets each element; what it throws ends the walk.
        std::function<void(JsonValue&&)> element;
    };

    explicit JsonWalk(Options options);

    /// The next piece of the document, cut anywhere.
    void push(std::string_view chunk);
    /// The document is over: throws when it isn't complete. Gives the top-level map without the list.
    [[nodiscard]] JsonValue finish();
    [[nodiscard]] std::size_t elements() const noexcept { return elements_; }
    /// Was the list there, if only empty? What is missing must not be taken for a list without elements.
    [[nodiscard]] bool listSeen() const noexcept { return list_seen_; }

  private:
    enum class State : std::uint8_t {
        Start,
        FirstKeyOrEnd,
        Key,
        Colon,
        Value,
        CommaOrEnd,
        FirstElementOrEnd,
        Element,
        ElementCommaOrEnd,
        Done
    };
    /// How far a piece that is being collected has come.
    struct Piece {
        std::string bytes;
        JsonPlace place;
        std::size_t depth = 0;
        bool in_text = false;
        bool escaped = false;
        bool plain = false;  ///< a number, true, false or null: ends before the byte that isn't its own
    };

    void step(char byte);
    void between(char byte);
    void begin(char byte);
    bool collect(char byte);
    void collected();
    void takeMember(JsonValue&& value);
    [[noreturn]] void fail(std::string_view what) const;

    Options options_;
    State state_ = State::Start;
    bool collecting_ = false;
    Piece piece_;
    std::string key_;
    JsonValue rest_;
    std::size_t rest_bytes_ = 0;
    bool list_seen_ = false;
    std::size_t elements_ = 0;
    std::size_t line_ = 1;
    std::size_t offset_ = 0;
};

/// Builds a document, compact, in the order of the calls. The caller keeps the pairs; text() of an open list
/// or map is unfinished.
class JsonWriter {
  public:
    JsonWriter& beginMap();
    JsonWriter& endMap();
    JsonWriter& beginList();
    JsonWriter& endList();
    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);
    /// As decimal text: "61.8". Throws std::invalid_argument when it is no JSON number.
    JsonWriter& number(std::string_view decimal);
    JsonWriter& number(long long whole);
    JsonWriter& flag(bool set);
    JsonWriter& null();
    /// A tree as readJson() gives it.
    JsonWriter& tree(const JsonValue& value);
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

  private:
    void separate();

    std::string text_;
    bool comma_ = false;  ///< the next value or key needs a ',' before it
};

/// The text between quotation marks, escaped so that it stays valid in JSON inside HTML and JavaScript too.
[[nodiscard]] std::string jsonQuoted(std::string_view text);

}  // namespace inzage::sdk
