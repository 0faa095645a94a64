#include "platform/views/model_state.h"

namespace inzage::views {

namespace {

// The timeline's usual 50 cards fit.
constexpr std::size_t kFirstBytes = 64 * 1024;

}  // namespace

Model::Model() : page_{std::make_unique<Page>(kFirstBytes)} {
    page_->frame = std::pmr::polymorphic_allocator<>{&page_->memory}.new_object<Dictionary>(page_->memory);
    own_ = &page_->frame->addContent();
}

Model::Model(Dictionary& own) noexcept : own_{&own} {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

void Model::set(std::string_view name, std::string_view value) {
    own_->set(name, value);
}

void Model::set(std::string_view name, long value) {
    own_->set(name, value);
}

void Model::set(std::string_view name, const Private<std::string>& value) {
    set(name, std::string_view{value.reveal()});
}

void Model::show(std::string_view section) {
    own_->show(section);
}

// A row is never destroyed: it owns nothing, and its place goes with the page's memory.
Model& Model::add(std::string_view section) {
    Dictionary& row = own_->add(section);
    return *std::pmr::polymorphic_allocator<>{&row.memory()}.new_object<Model>(Model{row});
}

}  // namespace inzage::views
