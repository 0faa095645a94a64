#include "platform/access/offers.h"
#include "platform/access/refusal_pages.h"
#include "platform/base/ids.h"
#include "platform/messages/attachment.h"
#include "platform/messages/page_parts.h"
#include "platform/messages/typed_form.h"
#include "platform/messages/writing_store.h"

/// /berichten/{id}/antwoord and /berichten/{id}/opnieuw
namespace inzage::messages {
namespace {

using tenancy::Visit;

bool goesToCare(const Facts& facts) {
    return facts.with_staff || facts.for_circle;
}

/// An answer that could not be taken, with what was typed; the conversation itself is one step away.
http::Response answerPage(const Visit& visit, const access::Viewer& viewer, int status, const Known& known,
                          const Typed& typed, const Faults& faults) {
    views::Model model;
    views::Model& answer = model.add("ANSWER");
    answer.set("ID", known.id);
    if (known.subject.reveal().empty())
        answer.set("ABOUT", visit.say("messages.no_subject"));
    else
        answer.set("ABOUT", known.subject);
    answer.set("READERS", readersText(visit, known.facts, known.people.reveal()));
    model.show("FORM");
    showTyped(visit, typed, faults, model);
    if (!goesToCare(known.facts))
        showField(visit, faults, model);
    return access::page(
        visit, viewer, "messages/write",
        {.title = visit.say("messages.answer_title"), .nav = "berichten", .error = faults.any()}, model,
        status);
}

/// Into one's own conversation, or 404.
struct DeedIn {
    access::Viewer viewer;
    database::TenantTx tx;
    Known known;
};
std::variant<DeedIn, http::Response> enterConversation(const Visit& visit, std::string_view event,
                                                       char action) {
    if (!access::offersMessages(visit.settings()))
        return access::notOffered(visit, {.event = event, .action = action}, "messages");
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto entered = access::enterToWrite(
        visit, {.event = event, .action = action, .object_kind = "conversation", .object_id = id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    auto known = knownOf(tx, viewer, id, visit.today);
    if (!known) {
        tx.commit();
        return access::notFound(visit, viewer);
    }
    return DeedIn{std::move(viewer), std::move(tx), std::move(*known)};
}

/// All that stands between a form and an answer; writes nothing but the attachment.
Faults faultsOfAnswer(const Visit& visit, DeedIn& in, const Typed& typed, const std::string& message,
                      Attachment& attachment) {
    const auto& settings = visit.settings().messages;
    Faults faults = textFaults(visit, typed);
    if (const NoReply why = whyNoReply(settings, in.known.writer, in.known.facts); why != NoReply::None)
        faults.whole = whyText(visit, why);
    else if (sentInLastHour(in.tx, in.viewer, visit.at) >= settings.per_hour_max)
        faults.whole = tooOftenText(visit);
    judge(visit, attachment, goesToCare(in.known.facts), faults);
    if (!faults.any())
        keepWith(visit, in.tx, in.viewer, message, attachment, faults);
    return faults;
}

http::Response takeAnswer(const Visit& visit, files::Workshop& workshop) {
    const Deed deed = deedOf(visit);
    auto looked = deed == Deed::Send ? attachmentOf(visit, workshop) : Attachment{};
    if (auto* refused = std::get_if<http::Response>(&looked))
        return std::move(*refused);
    auto& attachment = std::get<Attachment>(looked);
    auto entered = enterConversation(visit, deed == Deed::Send ? "messages.send" : "messages.draft",
                                     deed == Deed::Drop ? 'D' : 'C');
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx, known] = std::get<DeedIn>(entered);
    const std::string back = std::string{kList} + "/" + known.id;
    const Typed typed = typedOf(visit, known.id);
    if (deed == Deed::Drop) {
        dropDraft(tx, viewer, typed.draft);
        tx.commit();
        return done(back, "weg");
    }
    lockWriter(tx, viewer);
    if (deed == Deed::Send && sentWith(tx, viewer, typed.form_key)) {
        tx.commit();
        return done(back, "verstuurd");
    }
    if (deed == Deed::Keep) {
        Faults faults = textFaults(visit, typed);
        if (!faults.any() && !saveDraft(tx, viewer, typed.draft, visit.at))
            faults.whole = tooManyDraftsText(visit);
        tx.commit();
        return faults.any() ? answerPage(visit, viewer, 422, known, typed, faults) : done(back, "bewaard");
    }
    const std::string message = newUuid();
    const Faults faults = faultsOfAnswer(visit, std::get<DeedIn>(entered), typed, message, attachment);
    if (faults.any()) {
        tx.commit();
        return comeBack(answerPage(visit, viewer, 422, known, typed, faults), attachment);
    }
    sendAnswer(tx, viewer, known, {message, typed.form_key, typed.draft.body, visit.at, visit.today});
    tx.commit();
    visit.services.wake_delivery(visit.tenant->id);
    return done(back, "verstuurd");
}

http::Response takeAgain(const Visit& visit) {
    auto entered = enterConversation(visit, "messages.send_again", 'U');
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx, known] = std::get<DeedIn>(entered);
    lockWriter(tx, viewer);
    const bool may = whyNoReply(visit.settings().messages, known.writer, known.facts) == NoReply::None;
    const bool again = may && sendAgain(tx, viewer, known,
                                        uuidOrNobodys(visit.request.form("bericht").value_or("")), visit.at);
    tx.commit();
    const std::string back = std::string{kList} + "/" + known.id;
    return again ? done(back, "opnieuw") : http::redirect(303, back);
}

}  // namespace

void registerAnswerPages(tenancy::Pages& pages, files::Workshop& workshop) {
    using http::Method;
    constexpr auto kMessages = http::RouteRight::Messages;
    pages.add(
        Method::Post, "/berichten/{id}/antwoord", kMessages,
        [&workshop](const Visit& visit) { return takeAnswer(visit, workshop); },
        files::options("/berichten/{id}"));
    pages.add(Method::Post, "/berichten/{id}/opnieuw", kMessages, takeAgain);
}

}  // namespace inzage::messages
