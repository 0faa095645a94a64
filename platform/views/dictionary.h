#pragma once
// ctemplate uses strlen without including it.
#include <cstring>

#include <ctemplate/template_dictionary_interface.h>

#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

namespace inzage::views {

/// ctemplate's view of text that need not end with a NUL.
[[nodiscard]] inline ctemplate::TemplateString viewOf(std::string_view text) {
    return {text.data(), text.size()};
}

/// What a template asks for while it is filled in: values and sections by name, those of the enclosing rows
/// included. Replaces ctemplate's own TemplateDictionary, which takes a global lock and several allocations
/// for each row: that cost more than filling in the template. Everything lives in `memory` until that is
/// released; destructors do nothing. One thread.
class Dictionary final : public ctemplate::TemplateDictionaryInterface {
  public:
    using Memory = std::pmr::monotonic_buffer_resource;

    explicit Dictionary(Memory& memory) : Dictionary{memory, nullptr, nullptr} {}
    Dictionary(Memory& memory, const Dictionary* values_from, const Dictionary* sections_from);

    [[nodiscard]] Memory& memory() const noexcept { return memory_; }

    void set(std::string_view name, std::string_view text);
    void set(std::string_view name, long number);
    /// Shows a section once, filled in from here.
    void show(std::string_view section);
    /// Shows a section once more, filled in from the row that is given back.
    Dictionary& add(std::string_view section);

    /// The page inside this frame: it sees the frame's values, but not its sections.
    Dictionary& addContent();
    /// Which template {{>CONTENT}} stands for.
    void setContentTemplate(std::string_view key);

  private:
    struct Value {
        std::string_view name;
        std::string_view text;
    };
    struct Section {
        std::string_view name;
        std::pmr::vector<const Dictionary*> rows;
    };
    class Rows;

    [[nodiscard]] std::string_view kept(std::string_view text);
    [[nodiscard]] Section& sectionOf(std::string_view name);
    [[nodiscard]] const Section* findSection(const ctemplate::TemplateString& name) const;

    [[nodiscard]] ctemplate::TemplateString GetValue(const ctemplate::TemplateString& name) const override;
    [[nodiscard]] bool IsHiddenSection(const ctemplate::TemplateString& name) const override;
    [[nodiscard]] bool IsUnhiddenSection(const ctemplate::TemplateString& name) const override;
    [[nodiscard]] bool IsHiddenTemplate(const ctemplate::TemplateString& name) const override;
    [[nodiscard]] const char* GetIncludeTemplateName(const ctemplate::TemplateString& name,
                                                     int number) const override;
    [[nodiscard]] Iterator* CreateTemplateIterator(const ctemplate::TemplateString& name) const override;
    [[nodiscard]] Iterator* CreateSectionIterator(const ctemplate::TemplateString& name) const override;
    void DumpToString(std::string* out, int level) const override;

    Memory& memory_;
    const Dictionary* values_from_;
    const Dictionary* sections_from_;
    std::pmr::vector<Value> values_;
    std::pmr::vector<Section> sections_;
    const Dictionary* content_ = nullptr;
    const char* content_template_ = nullptr;  ///< ends with a NUL, as ctemplate wants it
};

}  // namespace inzage::views
