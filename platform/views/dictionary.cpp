#include "platform/views/dictionary.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

namespace inzage::views {
namespace {

bool same(std::string_view name, const ctemplate::TemplateString& asked) {
    return name.size() == asked.size() && std::memcmp(name.data(), asked.data(), name.size()) == 0;
}

}  // namespace

class Dictionary::Rows final : public Iterator {
  public:
    Rows(const Dictionary* const* rows, std::size_t count) : next_{rows}, end_{rows + count} {}
    [[nodiscard]] bool HasNext() const override { return next_ != end_; }
    const TemplateDictionaryInterface& Next() override { return **next_++; }

  private:
    const Dictionary* const* next_;
    const Dictionary* const* end_;
};

Dictionary::Dictionary(Memory& memory, const Dictionary* values_from, const Dictionary* sections_from)
    : memory_{memory},
      values_from_{values_from},
      sections_from_{sections_from},
      values_{&memory},
      sections_{&memory} {
    values_.reserve(4);
}

std::string_view Dictionary::kept(std::string_view text) {
    if (text.empty())
        return {};
    auto* place = static_cast<char*>(memory_.allocate(text.size(), 1));
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
}

void Dictionary::set(std::string_view name, std::string_view text) {
    const auto old =
        std::find_if(values_.begin(), values_.end(), [&](const Value& value) { return value.name == name; });
    if (old != values_.end())
        old->text = kept(text);
    else
        values_.push_back({kept(name), kept(text)});
}

void Dictionary::set(std::string_view name, long number) {
    std::array<char, 24> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    set(name, std::string_view{text.data(), static_cast<std::size_t>(end - text.data())});
}

Dictionary::Section& Dictionary::sectionOf(std::string_view name) {
    const auto found = std::find_if(sections_.begin(), sections_.end(),
                                    [&](const Section& section) { return section.name == name; });
    if (found != sections_.end())
        return *found;
    return sections_.emplace_back(Section{kept(name), std::pmr::vector<const Dictionary*>{&memory_}});
}

void Dictionary::show(std::string_view section) {
    (void)sectionOf(section);
}

Dictionary& Dictionary::add(std::string_view section) {
    auto* row = std::pmr::polymorphic_allocator<>{&memory_}.new_object<Dictionary>(memory_, this, this);
    sectionOf(section).rows.push_back(row);
    return *row;
}

Dictionary& Dictionary::addContent() {
    auto* content =
        std::pmr::polymorphic_allocator<>{&memory_}.new_object<Dictionary>(memory_, this, nullptr);
    content_ = content;
    return *content;
}

void Dictionary::setContentTemplate(std::string_view key) {
    auto* place = static_cast<char*>(memory_.allocate(key.size() + 1, 1));
    std::memcpy(place, key.data(), key.size());
    place[key.size()] = '\0';
    content_template_ = place;
}

ctemplate::TemplateString Dictionary::GetValue(const ctemplate::TemplateString& name) const {
    for (const auto* place = this; place != nullptr; place = place->values_from_)
        for (const auto& value : place->values_)
            if (same(value.name, name))
                return viewOf(value.text);
    return {""};
}

const Dictionary::Section* Dictionary::findSection(const ctemplate::TemplateString& name) const {
    for (const auto* place = this; place != nullptr; place = place->sections_from_)
        for (const auto& section : place->sections_)
            if (same(section.name, name))
                return &section;
    return nullptr;
}

bool Dictionary::IsHiddenSection(const ctemplate::TemplateString& name) const {
    return findSection(name) == nullptr;
}

bool Dictionary::IsUnhiddenSection(const ctemplate::TemplateString& name) const {
    return findSection(name) != nullptr;
}

bool Dictionary::IsHiddenTemplate(const ctemplate::TemplateString&) const {
    return content_template_ == nullptr;
}

const char* Dictionary::GetIncludeTemplateName(const ctemplate::TemplateString&, int) const {
    return content_template_;
}

// ctemplate deletes what these two give.
Dictionary::Iterator* Dictionary::CreateTemplateIterator(const ctemplate::TemplateString&) const {
    return std::make_unique<Rows>(&content_, content_ == nullptr ? 0U : 1U).release();
}

Dictionary::Iterator* Dictionary::CreateSectionIterator(const ctemplate::TemplateString& name) const {
    const Section* section = findSection(name);
    if (section == nullptr)
        return std::make_unique<Rows>(nullptr, 0U).release();
    return std::make_unique<Rows>(section->rows.data(), section->rows.size()).release();
}

// A dump would hold personal data.
void Dictionary::DumpToString(std::string*, int) const {}

}  // namespace inzage::views
