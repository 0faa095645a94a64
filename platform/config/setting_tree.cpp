#include "platform/config/setting_tree.h"

namespace inzage::config {
namespace {

void collect(const SettingTree& tree, const std::string& path, std::map<std::string, std::string>& into) {
    if (tree.kind == SettingTree::Kind::Text) {
        into.emplace(path, tree.text);
        return;
    }
    for (const auto& [key, child] : tree.children)
        collect(child, path.empty() ? key : path + "." + key, into);
}

}  // namespace

const SettingTree* SettingTree::find(std::string_view key) const noexcept {
    for (const auto& [name, child] : children)
        if (name == key)
            return &child;
    return nullptr;
}

std::string SettingTree::at(std::string_view dotted_path, std::string_view otherwise) const {
    const SettingTree* tree = this;
    while (tree != nullptr && !dotted_path.empty()) {
        const std::size_t dot = dotted_path.find('.');
        tree = tree->find(dotted_path.substr(0, dot));
        dotted_path = dot == std::string_view::npos ? std::string_view{} : dotted_path.substr(dot + 1);
    }
    if (tree == nullptr || tree->kind != Kind::Text)
        return std::string{otherwise};
    return tree->text;
}

std::map<std::string, std::string> SettingTree::flat() const {
    std::map<std::string, std::string> all;
    if (kind != Kind::Text)
        collect(*this, "", all);
    return all;
}

}  // namespace inzage::config
