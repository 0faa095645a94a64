#include "platform/views/model_state.h"

namespace inzage::views {

Model::Model() : state_{std::make_unique<State>()} {
    state_->frame = std::make_unique<ctemplate::TemplateDictionary>("frame");
    state_->own = state_->frame->AddIncludeDictionary("CONTENT");
}

Model::Model(std::unique_ptr<State> state) : state_{std::move(state)} {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

void Model::set(std::string_view name, std::string_view value) {
    state_->own->SetValue(viewOf(name), viewOf(value));
}

void Model::set(std::string_view name, long value) {
    state_->own->SetIntValue(viewOf(name), value);
}

void Model::set(std::string_view name, const Private<std::string>& value) {
    set(name, std::string_view{value.reveal()});
}

void Model::show(std::string_view section) {
    state_->own->ShowSection(viewOf(section));
}

Model& Model::add(std::string_view section) {
    auto state = std::make_unique<State>();
    state->own = state_->own->AddSectionDictionary(viewOf(section));
    state_->rows.push_back(std::make_unique<Model>(Model{std::move(state)}));
    return *state_->rows.back();
}

}  // namespace inzage::views
