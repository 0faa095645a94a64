// First: it includes what ctemplate forgets.
#include "platform/views/model_state.h"

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>

#include "platform/views/frame.h"
#include "platform/views/template_source.h"
#include "platform/views/texts.h"
#include "platform/views/views.h"

namespace inzage::views {
namespace {

namespace fs = std::filesystem;

constexpr std::array kLanguages{Language::Dutch, Language::English};

/// platform/*/<folder>/, in a fixed order.
std::vector<fs::path> roomFolders(const std::string& platform_dir, const char* folder) {
    std::vector<fs::path> folders;
    for (const auto& room : fs::directory_iterator{platform_dir})
        if (fs::is_directory(room.path() / folder))
            folders.push_back(room.path() / folder);
    std::sort(folders.begin(), folders.end());
    return folders;
}

std::string keyOf(Language language, std::string_view page) {
    return std::string{codeOf(language)} + ":" + std::string{page};
}

/// Every key in every language with the same {{NAME}}s, so that no page breaks in one of them.
void compareCatalogues(const Texts& a, const Texts& b) {
    for (const auto& [key, text] : a.all()) {
        const std::string* other = b.find(key);
        if (other == nullptr)
            throw std::runtime_error{"the catalogues differ: " + key + " is missing in one language"};
        if (placeholdersOf(text) != placeholdersOf(*other))
            throw std::runtime_error{"the catalogues differ: " + key +
                                     " has other {{NAME}}s in one language"};
    }
}

}  // namespace

struct Templates::State {
    std::array<Texts, kLanguages.size()> texts;
    ctemplate::TemplateCache cache;

    [[nodiscard]] const Texts& of(Language language) const {
        return texts.at(static_cast<std::size_t>(language));
    }
};

std::string_view codeOf(Language language) noexcept {
    switch (language) {
        case Language::Dutch:
            return "nl";
        case Language::English:
            return "en";
    }
    return "nl";
}

Language languageFromCode(std::string_view code) noexcept {
    return code == "en" ? Language::English : Language::Dutch;
}

Templates::Templates(const std::string& platform_dir) : state_{std::make_unique<State>()} {
    for (const Language language : kLanguages) {
        Texts& texts = state_->texts.at(static_cast<std::size_t>(language));
        for (const auto& folder : roomFolders(platform_dir, "texts"))
            texts.read((folder / (std::string{codeOf(language)} + ".yaml")).string());
    }
    compareCatalogues(state_->texts[0], state_->texts[1]);
    compareCatalogues(state_->texts[1], state_->texts[0]);
    for (const auto& folder : roomFolders(platform_dir, "templates")) {
        for (const auto& file : fs::directory_iterator{folder}) {
            if (file.path().extension() != ".tpl")
                continue;
            const std::string page =
                folder.parent_path().filename().string() + "/" + file.path().stem().string();
            for (const Language language : kLanguages) {
                const std::string source =
                    readTemplate(file.path().string(), platform_dir, state_->of(language));
                // A template that does not parse says why on stderr only; the file's name is what an operator
                // needs.
                if (!state_->cache.StringToTemplateCache(keyOf(language, page), source,
                                                         ctemplate::STRIP_BLANK_LINES))
                    throw std::runtime_error{file.path().string() + ": ctemplate can't parse it"};
            }
        }
    }
    state_->cache.Freeze();
}

Templates::~Templates() = default;

std::string Templates::render(Frame frame, std::string_view page, Language language, const FrameModel& around,
                              Model& model) const {
    if (!model.page_)
        throw std::logic_error{"a row of a model is no page"};
    Dictionary& whole = *model.page_->frame;
    fillFrame(around, whole);
    whole.setContentTemplate(keyOf(language, page));
    std::string out;
    // The timeline's usual 50 cards fit, so that the text is not copied while it grows.
    constexpr std::size_t kPageBytes = 64 * 1024;
    out.reserve(kPageBytes);
    const std::string key = keyOf(language, frame == Frame::Plain ? "views/plain" : "views/portal");
    if (!state_->cache.ExpandNoLoad(key, ctemplate::STRIP_BLANK_LINES, &whole, nullptr, &out))
        throw std::logic_error{"the template " + std::string{page} + " could not be filled in"};
    return out;
}

std::string Templates::renderBare(std::string_view page, Language language, Model& model) const {
    std::string out;
    if (!state_->cache.ExpandNoLoad(keyOf(language, page), ctemplate::STRIP_BLANK_LINES, model.own_, nullptr,
                                    &out))
        throw std::logic_error{"the template " + std::string{page} + " could not be filled in"};
    return out;
}

std::string Templates::say(Language language, std::string_view key, Placeholders values) const {
    const std::string* text = state_->of(language).find(key);
    if (text == nullptr)
        throw std::logic_error{"the catalogue has no text " + std::string{key}};
    return fillIn(*text, values);
}

}  // namespace inzage::views
