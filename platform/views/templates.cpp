// First: it includes what ctemplate forgets.
#include "platform/views/model_state.h"

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "platform/views/frame.h"
#include "platform/views/own_texts.h"
#include "platform/views/template_source.h"
#include "platform/views/texts.h"
#include "platform/views/views.h"

namespace inzage::views {
namespace {

namespace fs = std::filesystem;

constexpr std::array kLanguages{Language::Dutch, Language::English};

/// platform/*/<folder>/, in a fixed order.
/// A room's folder of that name, or that of a part of a room: platform/identity/reset/texts.
std::vector<fs::path> roomFolders(const std::string& platform_dir, const char* folder) {
    std::vector<fs::path> folders;
    const auto look = [&](const fs::path& place) {
        if (fs::is_directory(place / folder))
            folders.push_back(place / folder);
    };
    for (const auto& room : fs::directory_iterator{platform_dir}) {
        look(room.path());
        if (room.is_directory())
            for (const auto& part : fs::directory_iterator{room.path()})
                look(part.path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

std::string keyOf(Language language, std::string_view page) {
    return std::string{codeOf(language)} + ":" + std::string{page};
}

void cacheTemplate(ctemplate::TemplateCache& cache, const std::string& key, const std::string& path,
                   const std::string& source) {
    // A template that does not parse says why on stderr only; the file's name is what an operator needs.
    if (!cache.StringToTemplateCache(key, source, ctemplate::STRIP_BLANK_LINES))
        throw std::runtime_error{path + ": ctemplate can't parse it"};
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
    /// One template of the product.
    struct Page {
        std::string name;
        std::string path;
        std::set<std::string, std::less<>> keys;  ///< texts that stand in it or in its parts
    };
    std::string platform_dir;
    std::array<Texts, kLanguages.size()> texts;
    std::vector<Page> pages;
    ctemplate::TemplateCache cache;

    [[nodiscard]] const Texts& of(Language language) const {
        return texts.at(static_cast<std::size_t>(language));
    }
    [[nodiscard]] Texts& of(Language language) { return texts.at(static_cast<std::size_t>(language)); }
    void readPage(Page page);
};

void Templates::State::readPage(Page page) {
    for (const Language language : kLanguages) {
        auto source = readTemplate(page.path, platform_dir, of(language));
        cacheTemplate(cache, keyOf(language, page.name), page.path, source.text);
        page.keys.merge(source.keys);
    }
    pages.push_back(std::move(page));
}

class OwnTemplates {
  public:
    OwnTemplates(const Templates::State& platform, const OwnTexts& own)
        : cache_{std::unique_ptr<ctemplate::TemplateCache>{platform.cache.Clone()}} {
        for (const auto& [code, texts] : own)
            replace(platform, languageFromCode(code), texts);
        cache_->Freeze();
    }
    [[nodiscard]] const ctemplate::TemplateCache& cache() const noexcept { return *cache_; }

  private:
    void replace(const Templates::State& platform, Language language,
                 const std::map<std::string, std::string>& own) {
        Texts texts = platform.of(language);
        for (const auto& [key, text] : own)
            texts.replace(key, text);
        for (const auto& page : platform.pages) {
            const bool has_own = std::any_of(
                own.begin(), own.end(), [&](const auto& entry) { return page.keys.contains(entry.first); });
            if (!has_own)
                continue;
            const std::string key = keyOf(language, page.name);
            cache_->Delete(key);
            cacheTemplate(*cache_, key, page.path,
                          readTemplate(page.path, platform.platform_dir, texts).text);
        }
    }

    std::unique_ptr<ctemplate::TemplateCache> cache_;
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
    state_->platform_dir = platform_dir;
    for (const Language language : kLanguages)
        for (const auto& folder : roomFolders(platform_dir, "texts"))
            state_->of(language).read((folder / (std::string{codeOf(language)} + ".yaml")).string());
    compareCatalogues(state_->texts[0], state_->texts[1]);
    compareCatalogues(state_->texts[1], state_->texts[0]);
    for (const auto& folder : roomFolders(platform_dir, "templates"))
        for (const auto& file : fs::directory_iterator{folder})
            if (file.path().extension() == ".tpl")
                state_->readPage(
                    {.name = (folder.parent_path().lexically_relative(platform_dir) / file.path().stem())
                                 .generic_string(),
                     .path = file.path().string(),
                     .keys = {}});
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
    const auto& cache = around.own != nullptr ? around.own->cache() : state_->cache;
    if (!cache.ExpandNoLoad(key, ctemplate::STRIP_BLANK_LINES, &whole, nullptr, &out))
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

std::string Templates::say(Language language, std::string_view key, Placeholders values,
                           const OwnTexts& own) const {
    if (const std::string* text = findOwn(own, codeOf(language), key))
        return fillIn(*text, values);
    const std::string* text = state_->of(language).find(key);
    if (text == nullptr)
        throw std::logic_error{"the catalogue has no text " + std::string{key}};
    return fillIn(*text, values);
}

std::vector<std::string> Templates::objectionsTo(const OwnTexts& own) const {
    std::vector<std::string> objections;
    for (const auto& [code, texts] : own)
        for (const auto& [key, text] : texts)
            if (const auto why = objectionTo(text, state_->of(languageFromCode(code)).find(key));
                !why.empty())
                objections.push_back("texts." + code + "." + key + " " + why);
    if (!objections.empty() || own.empty())
        return objections;
    try {
        const OwnTemplates tried{*state_, own};
    } catch (const std::runtime_error& wrong) {
        objections.push_back(std::string{"texts: with the organisation's own text, "} + wrong.what());
    }
    return objections;
}

std::shared_ptr<const OwnTemplates> Templates::withOwn(const OwnTexts& own) const {
    if (own.empty())
        return nullptr;
    if (const auto objections = objectionsTo(own); !objections.empty())
        throw std::runtime_error{objections.front()};
    return std::make_shared<const OwnTemplates>(*state_, own);
}

}  // namespace inzage::views
