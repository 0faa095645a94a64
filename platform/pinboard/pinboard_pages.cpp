#include "platform/pinboard/pinboard_pages.h"

#include <algorithm>
#include <array>

#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/files/files.h"
#include "platform/people/details_tabs.h"
#include "platform/pinboard/page_parts.h"
#include "platform/sharing/rules.h"
#include "platform/views/dutch_time.h"

namespace inzage::pinboard {
namespace {

using tenancy::Visit;

constexpr std::array<std::string_view, 8> kDone{"geplaatst", "gereageerd", "gewijzigd", "weggehaald",
                                                "terug",     "te-laat",    "gemeld",    "blijft"};

/// What the deed before did: the words are in the texts, the address only names them.
void showDone(const Visit& visit, views::Model& model) {
    const auto asked = visit.request.query("gedaan").value_or("");
    const auto* const known = std::find(kDone.begin(), kDone.end(), asked);
    if (known == kDone.end())
        return;
    std::string key{*known};
    std::replace(key.begin(), key.end(), '-', '_');
    model.add(*known == "te-laat" ? "DONE_NOT" : "DONE").set("TEXT", visit.say("pinboard.done_" + key));
}

/// What this person can do with a note. In a preview nothing.
void showDeeds(const access::Viewer& viewer, const Note& note, views::Model& row) {
    if (viewer.preview_account)
        return;
    const bool manages = viewer.role == "portal_manager";
    if (!note.mine && !manages && note.reported)
        row.show("REPORTED_BY_SOMEBODY");
    if (!note.mine && manages && note.reported)
        row.add("LOOK").set("ID", note.id);
    if (!note.mine && !manages && note.reported)
        return;
    views::Model& deeds = row.add("DEEDS");
    const auto offer = [&](std::string_view deed) {
        views::Model& one = deeds.add(deed);
        one.set("ID", note.id);
        one.set("NAME", note.author);
    };
    if (note.mine)
        offer("CHANGE");
    if (note.mine || manages)
        offer("TAKE_AWAY");
    if (!note.mine && !manages)
        offer("REPORT");
}

/// A note, or that it was taken away and can come back.
/// The sections have names of their own for answers: a row also shows the sections around it.
void showOrGone(const Visit& visit, const access::Viewer& viewer, const Note& note, std::string_view prefix,
                views::Model& row) {
    const std::string own{prefix};
    row.set("ID", note.id);
    if (note.deleted) {
        views::Model& gone = row.add(own + "GONE");
        gone.set("ID", note.id);
        gone.set("UNTIL",
                 views::timeText(*note.deleted_at + sharing::kUndoTime, visit.zone(), visit.language));
        return;
    }
    views::Model& here = row.add(own + "HERE");
    showNote(visit, note, here);
    if (note.is_new)
        here.show("IS_NEW");
    showDeeds(viewer, note, here);
}

void showPost(const Visit& visit, const access::Viewer& viewer, const Post& post, const Typed& typed,
              views::Model& model) {
    views::Model& card = model.add("POST");
    showOrGone(visit, viewer, post.note, "", card);
    const bool can_answer =
        visit.settings().pinboard.reactions && !viewer.preview_account && !post.note.deleted;
    if (post.replies.empty() && !can_answer)
        return;
    views::Model& replies = card.add("REPLIES");
    for (const auto& reply : post.replies)
        showOrGone(visit, viewer, reply, "REPLY_", replies.add("REPLY"));
    if (!can_answer)
        return;
    views::Model& form = replies.add("ANSWER");
    form.set("ID", post.note.id);
    const bool here = typed.answers == post.note.id;
    form.set("TYPED", here ? std::string_view{typed.body} : "");
    if (here && !typed.fault.empty())
        form.add("WRONG").set("TEXT", typed.fault);
}

void showForm(const Visit& visit, const access::Viewer& viewer, const Typed& typed, views::Model& model) {
    if (viewer.preview_account)
        return;
    views::Model& form = model.add("FORM");
    const bool here = typed.answers.empty();
    form.set("TYPED", here ? std::string_view{typed.body} : "");
    if (here && !typed.fault.empty() && !typed.in_photo)
        form.add("TEXT_WRONG").set("TEXT", typed.fault);
    if (!visit.settings().pinboard.photos)
        return;
    views::Model& photo = form.add("PHOTO_FIELD");
    photo.set("ACCEPT", files::kAccept);
    photo.set("HINT", visit.say("pinboard.photo_hint",
                                {{"NUMBER", std::to_string(visit.settings().pinboard.photo_mib_max)}}));
    if (typed.in_photo)
        photo.add("PHOTO_WRONG").set("TEXT", typed.fault);
}

void showReaders(const Visit& visit, views::Model& model) {
    const auto& rules = visit.settings().pinboard;
    switch (rules.staff) {
        case config::StaffOnPinboard::NoAccess:
            model.show("NO_STAFF");
            break;
        case config::StaffOnPinboard::ReadsWithoutAlert:
            model.show("STAFF_READS");
            break;
    }
    if (!rules.hint.empty())
        model.add("HINT").set("TEXT", rules.hint);
}

}  // namespace

void showNote(const Visit& visit, const Note& note, views::Model& model) {
    if (note.portrait.empty())
        model.add("LETTERS").set("INITIALS", access::initialsOf(note.author.reveal()));
    else
        model.add("PORTRAIT").set("SRC", files::urlOf(note.portrait, true));
    if (note.mine)
        model.set("NAME", visit.say("pinboard.you"));
    else
        model.set("NAME", note.author);
    model.set("ID", note.id);
    model.set("MOMENT", views::momentLabel(note.posted_at, visit.zone(), visit.at, visit.language));
    if (note.edited)
        model.show("EDITED");
    if (!note.body.reveal().empty())
        access::showLines(note.body.reveal(), model.add("BODY"));
    if (note.photo.empty())
        return;
    views::Model& photo = model.add("PHOTO");
    photo.set("LARGE", files::urlOf(note.photo));
    photo.set("SMALL", files::urlOf(note.photo, true));
    if (note.mine)
        photo.set("AUTHOR", visit.say("pinboard.yourself"));
    else
        photo.set("AUTHOR", note.author);
}

http::Response showPinboard(const Visit& visit, const Typed& typed) {
    if (!visit.settings().pinboard.posts) {
        const std::string first = people::firstTab(visit.settings());
        return first.empty() ? access::notOffered(visit, {.event = "pinboard"}, "details")
                             : http::redirect(303, first);
    }
    const auto before = PagePlace::parse(visit.request.query("voor").value_or(""));
    auto found = findPinboard(visit, before);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, pinboard] = std::get<PinboardAnswer>(found);
    views::Model model;
    people::showTabs(visit, "prikbord", model);
    showDone(visit, model);
    if (!typed.fault.empty()) {
        views::Model& fault = model.add("FAULT");
        fault.set("TEXT", typed.fault);
        fault.set("FIELD", typed.in_photo          ? "foto"
                           : typed.answers.empty() ? "tekst"
                                                   : "reactie-" + typed.answers);
    }
    if (!before)
        showForm(visit, viewer, typed, model);
    for (const auto& post : pinboard.posts)
        showPost(visit, viewer, post, typed, model);
    if (pinboard.posts.empty())
        model.show("EMPTY");
    if (before)
        model.show("NOT_NEWEST");
    if (pinboard.older)
        model.add("OLDER").set("PLACE", pinboard.older->text());
    showReaders(visit, model);
    return access::page(visit, viewer, "pinboard/pinboard",
                        {.title = visit.say("pinboard.title"),
                         .nav = "gegevens",
                         .kinds = {RecordKind::PinboardPost},
                         .synced_at = pinboard.synced_at,
                         .error = !typed.fault.empty()},
                        model, typed.status);
}

void registerPages(tenancy::Pages& pages, files::Workshop& workshop) {
    // What was typed before signing in again stands in its form.
    pages.add(http::Method::Get, std::string{kPath}, http::RouteRight::Details, [](const Visit& visit) {
        return showPinboard(visit, {.body = typedBody(visit.request),
                                    .answers = std::string{visit.request.form("aan").value_or("")}});
    });
    registerWritingPages(pages, workshop);
    registerCarePages(pages);
}

}  // namespace inzage::pinboard
