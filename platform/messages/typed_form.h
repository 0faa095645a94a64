#pragma once
#include <optional>
#include <string>

#include "platform/messages/page_parts.h"
#include "platform/messages/writing_store.h"

/// A form for a message: what was typed and what is wrong with it. A page is made of both, so a form that
/// can't be taken comes back whole.
namespace inzage::messages {

/// What stands in the form.
struct Typed {
    DraftText draft;
    std::string form_key;
    std::optional<UtcTime> saved_at;  ///< it was kept before
};

/// Texts of the catalogue; empty: nothing is wrong.
struct Faults {
    std::string recipients;
    std::string text;
    std::string attachment;
    std::string whole;  ///< of the message as such: too many in an hour, too many drafts

    [[nodiscard]] bool any() const noexcept {
        return !recipients.empty() || !text.empty() || !attachment.empty() || !whole.empty();
    }
};

enum class Deed { Send, Keep, Drop };
[[nodiscard]] Deed deedOf(const tenancy::Visit& visit);
/// `conversation`: "" for a new message.
[[nodiscard]] Typed typedOf(const tenancy::Visit& visit, const std::string& conversation);

/// What is wrong with the text alone.
[[nodiscard]] Faults textFaults(const tenancy::Visit& visit, const Typed& typed);
[[nodiscard]] std::string tooOftenText(const tenancy::Visit& visit);
[[nodiscard]] std::string tooManyDraftsText(const tenancy::Visit& visit);

/// The fields and what is wrong, for messages/write.tpl.
void showTyped(const tenancy::Visit& visit, const Typed& typed, const Faults& faults, views::Model& model);

/// To a page that says what was done; see showDone().
[[nodiscard]] http::Response done(const std::string& path, std::string_view what);

}  // namespace inzage::messages
