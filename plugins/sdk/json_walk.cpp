#include <algorithm>

#include "plugins/sdk/failure.h"
#include "plugins/sdk/json_reader.h"

namespace inzage::sdk {

namespace {

bool isJsonSpace(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

}  // namespace

JsonWalk::JsonWalk(Options options) : options_{std::move(options)} {
    rest_.kind = JsonKind::Map;
    // Each element is read by itself, below the map and the list that it stands in.
    options_.limits.depth_max = std::max<std::size_t>(options_.limits.depth_max, 3) - 2;
}

void JsonWalk::fail(std::string_view what) const {
    throw AdapterFailure{AdapterFailureKind::Defect, options_.name + ", line " + std::to_string(line_) +
                                                         ", byte " + std::to_string(offset_) + ": " +
                                                         std::string{what}};
}

void JsonWalk::push(std::string_view chunk) {
    if (chunk.size() > options_.total_bytes_max || offset_ > options_.total_bytes_max - chunk.size())
        fail("the document is larger than " + std::to_string(options_.total_bytes_max) + " bytes");
    for (const char byte : chunk) {
        step(byte);
        ++offset_;
        if (byte == '\n')
            ++line_;
    }
}

JsonValue JsonWalk::finish() {
    if (state_ != State::Done)
        fail("the document ends too early");
    return std::move(rest_);
}

void JsonWalk::step(char byte) {
    if (!collecting_)
        return between(byte);
    // The byte behind a number belongs to what comes next.
    if (!collect(byte))
        between(byte);
}

/// A byte that belongs to no key, value or element.
void JsonWalk::between(char byte) {
    if (isJsonSpace(byte))
        return;
    switch (state_) {
        case State::Start:
            if (byte != '{')
                fail("the document is no map");
            state_ = State::FirstKeyOrEnd;
            return;
        case State::FirstKeyOrEnd:
        case State::Key:
            if (byte == '}' && state_ == State::FirstKeyOrEnd) {
                state_ = State::Done;
                return;
            }
            if (byte != '"')
                fail("a key in quotation marks was expected");
            return begin(byte);
        case State::Colon:
            if (byte != ':')
                fail("':' was expected");
            state_ = State::Value;
            return;
        case State::Value:
            if (key_ != options_.list_member)
                return begin(byte);
            if (list_seen_)
                fail("the document holds its list twice");
            if (byte != '[')
                fail("a list was expected");
            list_seen_ = true;
            state_ = State::FirstElementOrEnd;
            return;
        case State::CommaOrEnd:
            if (byte != ',' && byte != '}')
                fail("',' or '}' was expected");
            state_ = byte == ',' ? State::Key : State::Done;
            return;
        case State::FirstElementOrEnd:
        case State::Element:
            if (byte == ']' && state_ == State::FirstElementOrEnd) {
                state_ = State::CommaOrEnd;
                return;
            }
            return begin(byte);
        case State::ElementCommaOrEnd:
            if (byte != ',' && byte != ']')
                fail("',' or ']' was expected");
            state_ = byte == ',' ? State::Element : State::CommaOrEnd;
            return;
        case State::Done:
            fail("something stands behind the end of the document");
    }
}

void JsonWalk::begin(char byte) {
    if (byte == ',' || byte == ']' || byte == '}' || byte == ':')
        fail("no JSON value");
    piece_.bytes.clear();
    piece_.place = {options_.name, line_, offset_};
    piece_.depth = 0;
    piece_.in_text = piece_.escaped = false;
    piece_.plain = byte != '{' && byte != '[' && byte != '"';
    collecting_ = true;
    collect(byte);
}

/// Adds the byte to the piece; false when the piece ended before it. Only looks for the piece's end: whether
/// it is good JSON is found when it is read.
bool JsonWalk::collect(char byte) {
    if (piece_.plain && (isJsonSpace(byte) || byte == ',' || byte == ']' || byte == '}')) {
        collected();
        return false;
    }
    if (piece_.bytes.size() == options_.limits.bytes_max)
        fail("one value is larger than " + std::to_string(options_.limits.bytes_max) + " bytes");
    piece_.bytes.push_back(byte);
    if (piece_.plain)
        return true;
    if (piece_.in_text) {
        if (piece_.escaped)
            piece_.escaped = false;
        else if (byte == '\\')
            piece_.escaped = true;
        else if (byte == '"')
            piece_.in_text = false;
    } else if (byte == '"') {
        piece_.in_text = true;
    } else if (byte == '{' || byte == '[') {
        ++piece_.depth;
    } else if (byte == '}' || byte == ']') {
        --piece_.depth;
    }
    if (!piece_.in_text && piece_.depth == 0)
        collected();
    return true;
}

void JsonWalk::collected() {
    collecting_ = false;
    JsonValue value = readJson(piece_.bytes, piece_.place, options_.limits);
    switch (state_) {
        case State::FirstKeyOrEnd:
        case State::Key:
            key_ = std::move(value.text);
            state_ = State::Colon;
            return;
        case State::Value:
            takeMember(std::move(value));
            return;
        case State::FirstElementOrEnd:
        case State::Element:
            state_ = State::ElementCommaOrEnd;
            ++elements_;
            options_.element(std::move(value));
            return;
        case State::Start:
        case State::Colon:
        case State::CommaOrEnd:
        case State::ElementCommaOrEnd:
        case State::Done:
            break;
    }
    fail("no value was expected here");
}

void JsonWalk::takeMember(JsonValue&& value) {
    rest_bytes_ += piece_.bytes.size() + key_.size();
    if (rest_bytes_ > options_.limits.bytes_max)
        fail("what stands beside the list is larger than " + std::to_string(options_.limits.bytes_max) +
             " bytes");
    if (rest_.find(key_) != nullptr)
        fail("the document holds a key twice");
    value.name = std::move(key_);
    key_.clear();
    rest_.children.push_back(std::move(value));
    state_ = State::CommaOrEnd;
}

}  // namespace inzage::sdk
