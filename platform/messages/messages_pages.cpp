#include "platform/messages/messages_pages.h"

#include <algorithm>
#include <vector>

#include "platform/access/offers.h"
#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/base/ids.h"
#include "platform/messages/attachment.h"
#include "platform/messages/messages_store.h"
#include "platform/messages/page_parts.h"
#include "platform/views/dutch_time.h"

namespace inzage::messages {
namespace {

std::optional<PagePlace> placeAsked(const tenancy::Visit& visit) {
    return PagePlace::parse(visit.request.query("voor").value_or(""));
}

bool reachesStaff(const config::MessagesSettings& messages) {
    return messages.staff_may_start || messages.to_staff != config::MessagesToStaff::None;
}

/// Without others in it (accounts may be gone) it is whoever wrote last.
const Private<std::string>& withWhom(const Conversation& conversation) {
    return conversation.people.reveal().empty() ? conversation.last_author : conversation.people;
}

void showConversation(const tenancy::Visit& visit, const Conversation& conversation, views::Model& model) {
    views::Model& line = model.add("CONVERSATION");
    const auto& people = withWhom(conversation);
    const auto& first = people.reveal();
    line.set("ID", conversation.id);
    line.set("INITIALS", access::initialsOf(std::string_view{first}.substr(0, first.find(','))));
    if (conversation.subject.reveal().empty())
        line.set("SUBJECT", visit.say("messages.no_subject"));
    else
        line.set("SUBJECT", conversation.subject);
    if (!first.empty())
        line.add("PEOPLE").set("NAMES", people);
    if (conversation.with_staff)
        line.show("WITH_STAFF");
    line.set("TEXT", conversation.last_text);
    if (conversation.last_mine)
        line.show("LAST_MINE");
    line.set("MOMENT", views::momentLabel(conversation.last_at, visit.zone(), visit.at, visit.language));
    if (conversation.new_count > 0)
        line.add("NEW").set("COUNT", static_cast<long>(conversation.new_count));
}

void showDrafts(const tenancy::Visit& visit, const std::vector<Draft>& drafts, views::Model& model) {
    if (drafts.empty())
        return;
    views::Model& kept = model.add("DRAFTS");
    for (const auto& draft : drafts) {
        views::Model& line = kept.add("DRAFT");
        line.set("PATH", draft.conversation.empty()
                             ? std::string{kList} + "/nieuw?concept=" + draft.id
                             : std::string{kList} + "/" + draft.conversation + "#antwoord");
        if (!draft.subject.reveal().empty())
            line.set("SUBJECT", draft.subject);
        else
            line.set("SUBJECT", visit.say("messages.no_subject"));
        line.set("TEXT", draft.text);
        line.set("MOMENT", views::momentLabel(draft.saved_at, visit.zone(), visit.at, visit.language));
    }
}

http::Response showConversations(const tenancy::Visit& visit) {
    const auto& settings = visit.settings();
    if (!access::offersMessages(settings))
        return access::notOffered(visit, {.event = "messages.list"}, "messages");
    const auto before = placeAsked(visit);
    auto found = findConversations(visit, before);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, list] = std::get<ConversationsAnswer>(found);
    views::Model model;
    if (!list.conversations.empty()) {
        views::Model& rows = model.add("CONVERSATIONS");
        for (const auto& conversation : list.conversations)
            showConversation(visit, conversation, rows);
    } else {
        views::Model& empty = model.add("EMPTY");
        if (settings.messages.between_people)
            empty.show("FROM_PEOPLE");
        if (reachesStaff(settings.messages))
            empty.show("FROM_STAFF");
    }
    // In a preview nothing is written.
    if (!viewer.preview_account && (settings.messages.between_people || reachesStaff(settings.messages)))
        model.show("MAY_WRITE");
    if (before)
        model.show("NOT_NEWEST");
    else {
        showDone(visit, model);
        showDrafts(visit, list.drafts, model);
        showNews(list.arrived_at, "", model);
    }
    if (list.older)
        model.add("OLDER").set("PLACE", list.older->text());
    if (!settings.messages.audience_text.empty())
        model.add("AUDIENCE").set("TEXT", settings.messages.audience_text);
    return access::page(visit, viewer, "messages/conversations",
                        {.title = visit.say("messages.title"),
                         .nav = "berichten",
                         .kinds = {RecordKind::Message},
                         .synced_at = list.synced_at},
                        model);
}

void showState(const tenancy::Visit& visit, const Message& message, views::Model& bubble) {
    switch (message.state) {
        case MessageState::Received:
            break;
        case MessageState::Sent:
            if (message.read_by.reveal().empty())
                bubble.show("SENT");
            else
                bubble.add("READ_BY").set("NAMES", message.read_by);
            break;
        case MessageState::Queued:
            bubble.show("QUEUED");
            break;
        case MessageState::Awaited:
            bubble.show("AWAITED");
            break;
        case MessageState::Delivered:
            bubble.show("DELIVERED");
            break;
        case MessageState::Read:
            bubble.show("WAS_READ");
            break;
        case MessageState::Failed:
            bubble.add("FAILED").set(
                "MESSAGE", visit.say("messages.state_failed", {{"ASK", visit.say("messages.ask_the_care")}}));
            break;
    }
}

void showMessage(const tenancy::Visit& visit, const Message& message, views::Model& bubble) {
    bubble.set("TIME", views::timeText(message.sent_at, visit.zone(), visit.language));
    if (message.mine) {
        bubble.show("MINE");
        showState(visit, message, bubble);
        bubble.set("MESSAGE_ID", message.id);
    } else {
        views::Model& author = bubble.add("AUTHOR");
        author.set("INITIALS", access::initialsOf(message.author.reveal()));
        author.set("NAME", message.author);
        if (!message.author_role.empty())
            author.add("WITH_ROLE").set("ROLE", message.author_role);
    }
    if (message.is_new)
        bubble.show("IS_NEW");
    access::showLines(message.body.reveal(), bubble);
    if (message.file.id.empty())
        return;
    views::Model& file = bubble.add(message.file.is_picture ? "PICTURE" : "DOCUMENT");
    file.set("LARGE", files::urlOf(message.file.id));
    file.set("SMALL", files::urlOf(message.file.id, true));
    file.set("FILE_NAME", message.file.name);
}

/// From top to bottom as the organisation wants it: the newest first or last.
void showMessages(const tenancy::Visit& visit, const Thread& thread, views::Model& model) {
    std::vector<const Message*> messages;
    messages.reserve(thread.messages.size());
    for (const auto& message : thread.messages)
        messages.push_back(&message);
    if (visit.settings().messages.newest_first)
        std::reverse(messages.begin(), messages.end());
    std::string shown;
    for (const Message* const one : messages) {
        const Message& message = *one;
        const std::string date = views::localDateOf(message.sent_at, visit.zone());
        views::Model& line = model.add("LINE");
        if (date != shown)
            line.add("DAY").set("HEADING", views::dayHeading(date, visit.today, visit.language));
        shown = date;
        showMessage(visit, message, line);
    }
}

/// The form for an answer, or why there is none.
void showAnswer(const tenancy::Visit& visit, const access::Viewer& viewer, const Thread& thread,
                views::Model& place) {
    if (viewer.preview_account)
        return;
    const auto why = whyNoReply(visit.settings().messages, thread.writer, thread.facts);
    if (why != NoReply::None) {
        place.add("NO_ANSWER").set("TEXT", whyText(visit, why));
        return;
    }
    views::Model& answer = place.add("ANSWER");
    answer.set("KEY", newUuid());
    answer.set("READERS", readersText(visit, thread.facts, thread.people.reveal()));
    if (const auto typed = visit.request.form("bericht")) {  // before signing in again
        answer.show("OPEN");
        answer.set("TYPED", plainText(*typed));
    } else if (thread.draft) {
        answer.show("OPEN");
        answer.set("TYPED", thread.draft->text);
        answer.add("KEPT").set(
            "MOMENT", views::momentText(thread.draft->saved_at, visit.zone(), visit.at, visit.language));
    } else {
        answer.set("TYPED", "");
    }
    if (thread.facts.with_staff || thread.facts.for_circle)
        showCareNotes(visit, answer);
    else
        showField(visit, {}, answer);
}

http::Response showThread(const tenancy::Visit& visit) {
    if (!access::offersMessages(visit.settings()))
        return access::notOffered(visit, {.event = "messages.thread"}, "messages");
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    const auto before = placeAsked(visit);
    auto found = findThread(visit, id, before);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, thread] = std::get<ThreadAnswer>(found);
    if (thread.unknown)
        return access::notFound(visit, viewer);
    views::Model model;
    model.set("ID", id);
    if (thread.subject.reveal().empty())
        model.set("SUBJECT", visit.say("messages.no_subject"));
    else
        model.set("SUBJECT", thread.subject);
    if (!thread.people.reveal().empty())
        model.add("PEOPLE").set("NAMES", thread.people);
    showMessages(visit, thread, model);
    views::Model& order = model.add(visit.settings().messages.newest_first ? "NEWEST_FIRST" : "NEWEST_LAST");
    if (before) {
        order.show("NOT_NEWEST");
    } else {
        showDone(visit, model);
        showAnswer(visit, viewer, thread, order);
        showNews(thread.arrived_at, id, model);
    }
    if (thread.older)
        order.add("OLDER").set("PLACE", thread.older->text());
    return access::page(visit, viewer, "messages/thread",
                        {.title = visit.say("messages.thread_title"),
                         .nav = "berichten",
                         .kinds = {RecordKind::Message},
                         .synced_at = thread.synced_at},
                        model);
}

}  // namespace

void registerPages(tenancy::Pages& pages, files::Workshop& workshop) {
    pages.add(http::Method::Get, "/berichten", http::RouteRight::Messages, showConversations);
    pages.add(http::Method::Get, "/berichten/{id}", http::RouteRight::Messages, showThread);
    registerWritingPages(pages, workshop);
    registerAnswerPages(pages, workshop);
    registerNewsPage(pages);
}

}  // namespace inzage::messages
