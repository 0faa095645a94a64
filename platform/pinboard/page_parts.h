#pragma once
#include <string>
#include <string_view>

#include "platform/files/workshop.h"
#include "platform/http/request.h"
#include "platform/pinboard/pinboard_store.h"

/// What the pages of the pinboard share.
namespace inzage::pinboard {

constexpr std::string_view kPath = "/gegevens/prikbord";

/// What somebody typed and why it isn't taken; empty when nothing was typed yet.
struct Typed {
    std::string body;
    std::string answers;    ///< the post that was answered; "" for a new post
    std::string fault;      ///< the sentence; "" for none
    bool in_photo = false;  ///< the fault is the photo's
    int status = 200;
    bool busy = false;
};

/// The whole pinboard, with what was typed. Asks the gate.
[[nodiscard]] http::Response showPinboard(const tenancy::Visit& visit, const Typed& typed);

/// Author, moment, text and photo of one note into a row of a template.
void showNote(const tenancy::Visit& visit, const Note& note, views::Model& model);

/// The field's text without spaces around it, lines ended by "\n".
[[nodiscard]] std::string typedBody(const http::Request& request);
/// The sentence about a text that is too long; "" when it fits.
[[nodiscard]] std::string tooLong(const tenancy::Visit& visit, std::string_view body);

void registerWritingPages(tenancy::Pages& pages, files::Workshop& workshop);
void registerCarePages(tenancy::Pages& pages);

}  // namespace inzage::pinboard
