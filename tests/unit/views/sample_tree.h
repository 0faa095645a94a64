#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include "platform/views/views.h"

namespace inzage::views {

inline const std::string kPragmaLine = "{{%AUTOESCAPE context=\"HTML\"}}\n";

/// A folder with rooms, templates and texts of a test's own; gone after the test.
class SampleTree {
  public:
    SampleTree() {
        std::string name = (std::filesystem::temp_directory_path() / "inzage-views-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw std::runtime_error{"no temporary folder"};
        folder_ = name;
        texts("room.word: woord\n", "room.word: word\n");
    }
    ~SampleTree() { std::filesystem::remove_all(folder_); }
    SampleTree(const SampleTree&) = delete;
    SampleTree& operator=(const SampleTree&) = delete;

    void write(const std::string& path, const std::string& content) const {
        const auto file = std::filesystem::path{folder_} / path;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file} << content;
    }
    /// room/page, with the first line that every template needs.
    void page(const std::string& body) const { write("room/templates/page.tpl", kPragmaLine + body); }
    void texts(const std::string& dutch, const std::string& english) const {
        write("room/texts/nl.yaml", dutch);
        write("room/texts/en.yaml", english);
    }
    [[nodiscard]] std::unique_ptr<Templates> load() const { return std::make_unique<Templates>(folder_); }
    [[nodiscard]] std::string show(const std::string& body, Model& model,
                                   Language language = Language::Dutch) const {
        page(body);
        return load()->renderBare("room/page", language, model);
    }
    /// Why the tree does not load; "" when it does.
    [[nodiscard]] std::string refusal() const {
        try {
            const auto loaded = load();
            return "";
        } catch (const std::runtime_error& wrong) {
            return wrong.what();
        }
    }
    [[nodiscard]] std::string refusalOf(const std::string& body) const {
        page(body);
        return refusal();
    }

  private:
    std::string folder_;
};

}  // namespace inzage::views
