#include "platform/views/model_state.h"

namespace inzage::views {

Model::Model() : state_{std::make_unique<State>()} {
    constexpr std::size_t kFirstBytes = 32 * 1024;
    state_->memory = std::make_unique<Dictionary::Memory>(kFirstBytes);
    std::pmr::polymorphic_allocator<> memory{state_->memory.get()};
    state_->frame = memory.new_object<Dictionary>(*state_->memory);
    state_->own = &state_->frame->addContent();
}

Model::Model(std::unique_ptr<State> state) : state_{std::move(state)} {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

void Model::set(std::string_view name, std::string_view value) {
    state_->own->set(name, value);
}

void Model::set(std::string_view name, long value) {
    state_->own->set(name, value);
}

void Model::set(std::string_view name, const Private<std::string>& value) {
    set(name, std::string_view{value.reveal()});
}

void Model::show(std::string_view section) {
    state_->own->show(section);
}

Model& Model::add(std::string_view section) {
    auto state = std::make_unique<State>();
    state->own = &state_->own->add(section);
    state_->rows.push_back(std::make_unique<Model>(Model{std::move(state)}));
    return *state_->rows.back();
}

}  // namespace inzage::views
