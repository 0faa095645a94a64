#pragma once
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/private.h"

/// Pages from templates. Everything that a page shows goes through ctemplate's automatic escaping (text,
/// attribute, address): a template without it does not load.
namespace inzage::views {

/// Languages that have a catalogue.
enum class Language { Dutch, English };
/// "nl", "en".
[[nodiscard]] std::string_view codeOf(Language language) noexcept;
/// Dutch for anything unknown.
[[nodiscard]] Language languageFromCode(std::string_view code) noexcept;

using Placeholders = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// What an organisation says in its own words instead of the catalogue's: language code → key → text, as in
/// the setting `texts`.
using OwnTexts = std::map<std::string, std::map<std::string, std::string>>;
/// The templates with an organisation's own words in them. Made by Templates::withOwn(), never changes.
class OwnTemplates;

class Dictionary;

/// What one page shows: values and repeated or optional sections, by UPPER_SNAKE names. Move-only, one
/// thread.
class Model {
  public:
    Model();
    Model(Model&&) noexcept;
    Model& operator=(Model&&) noexcept;
    ~Model();

    void set(std::string_view name, std::string_view value);
    void set(std::string_view name, long value);
    /// Personal data that the viewer may see: the page is its place.
    void set(std::string_view name, const Private<std::string>& value);
    /// Shows a section once.
    void show(std::string_view section);
    /// Shows a section once more and gives its row; it lives as long as this model.
    Model& add(std::string_view section);

  private:
    friend class Templates;
    struct Page;
    explicit Model(Dictionary& own) noexcept;
    std::unique_ptr<Page> page_;  ///< of the model of a page; rows live in its memory
    Dictionary* own_;
};

/// One choice of the client switcher.
struct FrameClient {
    std::string id;
    Private<std::string> name;
    bool chosen = false;
};

/// What the frame around a page shows.
struct FrameModel {
    std::string title;
    bool error = false;         ///< the title starts with "Fout:"
    std::string language_code;  ///< "nl"
    std::string tenant_id;
    std::string tenant_name;
    std::string short_name;
    std::string mode_classes;  ///< "iz-text-large iz-night"
    std::string nlds_css;      ///< versioned addresses of the files
    std::string portal_css;
    std::string tenant_css;
    std::string portal_js;
    std::string icons;  ///< icons.svg, to which "#name" is added
    std::string logo;
    std::string scene;
    std::string csrf;   ///< masked; "" = none
    std::string path;   ///< where the display form comes back to
    int text_size = 0;  ///< 0 normal, 1 large, 2 largest: which button is pressed
    bool contrast = false;
    bool night = false;
    std::string helpdesk_email;
    std::string helpdesk_phone;
    std::string helpdesk_hours;
    std::string login_words;
    /// The organisation's own templates; null: those of the platform. Must outlive the rendering.
    const OwnTemplates* own = nullptr;
    // Only for signed-in pages:
    bool signed_in = false;
    Private<std::string> person;
    std::string initials;
    std::string nav;                     ///< "start", "agenda", "berichten", "dossier", "gegevens" or ""
    std::vector<std::string> nav_items;  ///< those shown, in order
    bool may_manage = false;             ///< user administration in the account menu
    bool may_download = false;
    Private<std::string> preview;  ///< as whom is looked; "": as oneself
    int notices_new = 0;
    Private<std::string> client_name;
    std::string client_photo;          ///< its address; "": none
    std::vector<FrameClient> clients;  ///< empty: no switcher
    std::string fresh;                 ///< "Bijgewerkt vandaag om 16.00 uur."; "" = nothing is said
    std::string fresh_next;            ///< "Volgende keer: …"
    bool stale = false;
    /// Seconds without a request after which a session is over, and how long before that the page says so; 0:
    /// says nothing.
    int idle_s = 0;
    int idle_warning_s = 0;
    bool typed_back = false;  ///< shows what was typed before signing in again
};

enum class Frame { Plain, Portal };

/// All templates in all languages, loaded and checked at start. Thread-safe afterwards.
class Templates {
  public:
    /// `platform_dir`: the folder with views/ and the other rooms (<room>/templates/*.tpl,
    /// <room>/texts/<language>.yaml). Throws std::runtime_error with file and line for the first template or
    /// catalogue that may not load.
    explicit Templates(const std::string& platform_dir);
    ~Templates();
    Templates(const Templates&) = delete;
    Templates& operator=(const Templates&) = delete;

    /// "dossier/timeline" is platform/dossier/templates/timeline.tpl. The frame goes around it.
    [[nodiscard]] std::string render(Frame frame, std::string_view page, Language language,
                                     const FrameModel& around, Model& model) const;
    /// A template without frame: mails, parts.
    [[nodiscard]] std::string renderBare(std::string_view page, Language language, Model& model) const;
    /// A sentence of the catalogue, or the organisation's own for it, with its {{NAME}}s filled in, as plain
    /// text. Throws std::logic_error for an unknown key.
    [[nodiscard]] std::string say(Language language, std::string_view key, Placeholders values = {},
                                  const OwnTexts& own = {}) const;

    /// Why an organisation's own texts can't be used, a line each; empty when they can. A text must have a
    /// key of the catalogue, exactly the {{NAME}}s of the text that it replaces, and must fit in the
    /// templates.
    [[nodiscard]] std::vector<std::string> objectionsTo(const OwnTexts& own) const;
    /// The templates in which one of these texts stands, made with it; the others are shared. Null without
    /// own texts. Reads the templates' files again. Throws std::runtime_error with the first objection.
    [[nodiscard]] std::shared_ptr<const OwnTemplates> withOwn(const OwnTexts& own) const;

  private:
    friend class OwnTemplates;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace inzage::views
