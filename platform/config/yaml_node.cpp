#include "platform/config/yaml_node.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <sstream>

#include "platform/config/text_bytes.h"

namespace inzage::config {
namespace {

constexpr std::size_t kLevelsMax = 16;
constexpr std::size_t kNodesMax = 20'000;

Place placeOf(const YAML::Mark& mark) {
    return {mark.line + 1, mark.column + 1};
}

/// Stops yaml-cpp from inside an event; the reason is in the faults already.
struct StopReading {};

/// Builds nodes from yaml-cpp's events. The stack holds the open maps and lists by value; a closed one moves
/// into its parent.
class NodeBuilder final : public YAML::EventHandler {
  public:
    explicit NodeBuilder(std::vector<YamlFault>& faults) : faults_{faults} {}

    YamlNode takeRoot() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuseAnchor(mark, anchor);
        put(YamlNode{.place = placeOf(mark)});
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        faults_.push_back({placeOf(mark), "aliases (*name) are not allowed here; write the value out"});
        put(YamlNode{.place = placeOf(mark)});
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuseAnchor(mark, anchor);
        refuseTag(mark, tag);
        if (const auto fault = textFault(value))
            faults_.push_back({placeOf(mark), "this text holds " + fault->what});
        put(YamlNode{
            .kind = YamlNode::Kind::Text, .text = value, .quoted = tag == "!", .place = placeOf(mark)});
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, YamlNode::Kind::List);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, YamlNode::Kind::Map);
    }
    void OnMapEnd() override { close(); }

  private:
    struct Open {
        YamlNode node;
        bool awaits_value = false;  ///< a map whose key has come
        std::string key{};
        Place key_place{};
    };

    void refuseAnchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor)
            faults_.push_back({placeOf(mark), "anchors (&name) are not allowed here; write the value out"});
    }

    void refuseTag(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!")
            faults_.push_back({placeOf(mark), "tags (" + tag + ") are not allowed here"});
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
        refuseAnchor(mark, anchor);
        refuseTag(mark, tag);
        if (stack_.size() >= kLevelsMax) {
            faults_.push_back(
                {placeOf(mark), "nested deeper than " + std::to_string(kLevelsMax) + " levels"});
            throw StopReading{};
        }
        stack_.push_back(Open{.node = YamlNode{.kind = kind, .place = placeOf(mark)}});
    }

    void close() {
        YamlNode done = std::move(stack_.back().node);
        stack_.pop_back();
        put(std::move(done));
    }

    void put(YamlNode node) {
        if (++nodes_ > kNodesMax) {
            faults_.push_back({node.place, "more than " + std::to_string(kNodesMax) + " values in one file"});
            throw StopReading{};
        }
        if (stack_.empty()) {
            root_ = std::move(node);
            return;
        }
        Open& parent = stack_.back();
        if (parent.node.kind == YamlNode::Kind::List) {
            parent.node.children.push_back(std::move(node));
        } else if (parent.awaits_value) {
            putInMap(parent, std::move(node));
        } else {
            takeKey(parent, node);
        }
    }

    void takeKey(Open& parent, const YamlNode& node) {
        if (node.kind != YamlNode::Kind::Text || node.text.empty())
            faults_.push_back({node.place, "a key must be a word"});
        parent.awaits_value = true;
        parent.key = node.text;
        parent.key_place = node.place;
    }

    void putInMap(Open& parent, YamlNode node) {
        parent.awaits_value = false;
        node.key = parent.key;
        node.key_place = parent.key_place;
        if (const YamlNode* first = parent.node.find(node.key); first != nullptr) {
            faults_.push_back({node.key_place, node.key + " is given twice; the first time in line " +
                                                   std::to_string(first->key_place.line)});
            return;
        }
        parent.node.children.push_back(std::move(node));
    }

    std::vector<YamlFault>& faults_;
    std::vector<Open> stack_;
    YamlNode root_;
    std::size_t nodes_ = 0;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view child_key) const noexcept {
    if (kind == Kind::Map)
        for (const YamlNode& child : children)
            if (child.key == child_key)
                return &child;
    return nullptr;
}

const YamlNode* YamlNode::at(std::string_view dotted_path) const noexcept {
    const YamlNode* node = this;
    while (node != nullptr && !dotted_path.empty()) {
        const std::size_t dot = dotted_path.find('.');
        node = node->find(dotted_path.substr(0, dot));
        dotted_path = dot == std::string_view::npos ? std::string_view{} : dotted_path.substr(dot + 1);
    }
    return node;
}

YamlResult readYaml(std::string_view text) {
    YamlResult result;
    for (const TextFault& fault : byteFaults(text))
        result.faults.push_back({{fault.line, fault.column}, "the file holds " + fault.what});
    if (!result.faults.empty())
        return result;
    try {
        std::istringstream stream{std::string{text}};
        YAML::Parser parser{stream};
        NodeBuilder builder{result.faults};
        const bool any = parser.HandleNextDocument(builder);
        result.root = builder.takeRoot();
        if (!any || result.root.kind == YamlNode::Kind::Nothing) {
            result.faults.push_back({{1, 1}, "the file holds no settings"});
            return result;
        }
        std::vector<YamlFault> ignored;
        NodeBuilder second{ignored};
        if (parser.HandleNextDocument(second)) {
            const Place place = second.takeRoot().place;
            result.faults.push_back({place, "a second document begins here; a settings file holds one"});
            return result;
        }
        result.complete = true;
    } catch (const StopReading&) {
        return result;
    } catch (const YAML::Exception& failure) {
        result.faults.push_back({placeOf(failure.mark), "not valid YAML: " + failure.msg});
    }
    return result;
}

SettingTree treeOf(const YamlNode& node) {
    SettingTree tree;
    tree.line = node.place.line;
    tree.column = node.place.column;
    tree.text = node.text;
    switch (node.kind) {
        case YamlNode::Kind::Nothing:
        case YamlNode::Kind::Text:
            tree.kind = SettingTree::Kind::Text;
            break;
        case YamlNode::Kind::Map:
            tree.kind = SettingTree::Kind::Map;
            break;
        case YamlNode::Kind::List:
            tree.kind = SettingTree::Kind::List;
            break;
    }
    std::size_t index = 0;
    for (const YamlNode& child : node.children)
        tree.children.emplace_back(node.kind == YamlNode::Kind::Map ? child.key : std::to_string(index++),
                                   treeOf(child));
    return tree;
}

}  // namespace inzage::config
