#include "platform/pinboard/pinboard_pages.h"

#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/people/details_tabs.h"
#include "platform/pinboard/pinboard_store.h"
#include "platform/views/dutch_time.h"

namespace inzage::pinboard {
namespace {

/// `if_new`: the section of the mark, another one for answers: a row also shows the sections around it.
void showNote(const tenancy::Visit& visit, const Note& note, std::string_view if_new, views::Model& model) {
    model.set("ID", note.id);
    model.set("INITIALS", access::initialsOf(note.author.reveal()));
    if (note.mine)
        model.set("NAME", visit.say("pinboard.you"));
    else
        model.set("NAME", note.author);
    if (note.is_new)
        model.show(if_new);
    model.set("MOMENT", views::momentLabel(note.posted_at, visit.zone(), visit.at, visit.language));
    access::showLines(note.body.reveal(), model);
}

void showPost(const tenancy::Visit& visit, const Post& post, views::Model& model) {
    views::Model& card = model.add("POST");
    showNote(visit, post.note, "IS_NEW", card);
    if (post.replies.empty())
        return;
    views::Model& replies = card.add("REPLIES");
    for (const auto& reply : post.replies)
        showNote(visit, reply, "REPLY_IS_NEW", replies.add("REPLY"));
}

void showReaders(const tenancy::Visit& visit, views::Model& model) {
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

http::Response showPinboard(const tenancy::Visit& visit) {
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
    for (const auto& post : pinboard.posts)
        showPost(visit, post, model);
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
                         .synced_at = pinboard.synced_at},
                        model);
}

}  // namespace

void registerPages(tenancy::Pages& pages) {
    pages.add(http::Method::Get, "/gegevens/prikbord", http::RouteRight::Details, showPinboard);
}

}  // namespace inzage::pinboard
