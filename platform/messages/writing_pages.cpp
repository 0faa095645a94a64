#include <algorithm>

#include "platform/access/offers.h"
#include "platform/access/refusal_pages.h"
#include "platform/base/ids.h"
#include "platform/messages/attachment.h"
#include "platform/messages/page_parts.h"
#include "platform/messages/typed_form.h"
#include "platform/messages/writing_store.h"
#include "platform/views/dutch_time.h"

/// /berichten/nieuw
namespace inzage::messages {
namespace {

using tenancy::Visit;

std::string recipientText(const Visit& visit, RecipientFault fault) {
    switch (fault) {
        case RecipientFault::None:
            return "";
        case RecipientFault::Nobody:
            return visit.say("messages.fault_nobody");
        case RecipientFault::Stranger:
            return visit.say("messages.fault_stranger");
        case RecipientFault::OneOnly:
            return visit.say("messages.fault_one_only");
        case RecipientFault::Mixed:
            return visit.say("messages.fault_mixed");
    }
    return "";
}

/// Whoever of the care team this person may begin a message to.
std::vector<Carer> carersFor(const config::MessagesSettings& settings, const Circle& circle) {
    std::vector<Carer> carers;
    if (whyNoStaff(settings, circle.writer, circle.care_team) == NoStaff::None)
        std::copy_if(circle.care_team.begin(), circle.care_team.end(), std::back_inserter(carers),
                     [&](const Carer& carer) { return receivesFrom(settings, carer); });
    return carers;
}
std::vector<Person> peopleFor(const config::MessagesSettings& settings, const Circle& circle) {
    return settings.between_people ? circle.people : std::vector<Person>{};
}

template <class Someone>
void showChoice(const Someone& one, const std::string& detail, const std::vector<std::string>& ticked,
                bool several, views::Model& model) {
    views::Model& choice = model.add("CHOICE");
    choice.show(several ? "MANY" : "ONE");
    choice.set("ID", one.id);
    choice.set("NAME", one.name);
    if (!detail.empty())
        choice.add("WITH_DETAIL").set("DETAIL", detail);
    if (std::find(ticked.begin(), ticked.end(), one.id) != ticked.end())
        choice.show("IS_TICKED");
}

/// Who can be written to, and why others can't.
void showCircle(const Visit& visit, const access::Viewer& viewer, const Circle& circle, const Typed& typed,
                views::Model& model) {
    const auto& settings = visit.settings().messages;
    const auto people = peopleFor(settings, circle);
    const auto carers = carersFor(settings, circle);
    const auto& ticked = typed.draft.recipients;
    if (!people.empty()) {
        views::Model& group = model.add("PEOPLE");
        for (const auto& person : people)
            showChoice(person,
                       person.role == "client" ? visit.say("messages.the_client")
                       : person.relation.empty() && person.role == "portal_manager"
                           ? visit.say("messages.the_manager")
                           : person.relation,
                       ticked, settings.several_recipients, group);
    }
    if (!carers.empty()) {
        views::Model& group = model.add("CARERS");
        for (const auto& carer : carers)
            showChoice(carer,
                       carer.own_carer
                           ? carer.role + (carer.role.empty() ? "" : ", ") + visit.say("messages.own_carer")
                           : carer.role,
                       ticked, settings.several_recipients, group);
        showCareNotes(visit, group);
    }
    if (const auto why = whyText(visit, whyNoStaff(settings, circle.writer, circle.care_team)); !why.empty())
        model.add("NO_CARERS").set("TEXT", why);
    if (!settings.between_people) {
        model.add("NO_PEOPLE").set("TEXT", visit.say("messages.no_people_here"));
        return;
    }
    const auto& managers = circle.managers.reveal();
    const bool manages = viewer.may(Right::Settings);
    const std::string missing =
        visit.say(people.empty() ? "messages.nobody_reads" : "messages.somebody_missing");
    views::Model& note = model.add("MISSING");
    note.set("TEXT", missing);
    if (manages)
        note.show("TO_SETTINGS");
    else if (!managers.empty())
        note.add("ASK").set("NAMES", managers);
}

http::Response newPage(const Visit& visit, const access::Viewer& viewer, int status, const Circle& circle,
                       const Typed& typed, const Faults& faults) {
    views::Model model;
    model.show("NEW");
    const auto& settings = visit.settings().messages;
    if (viewer.preview_account)
        model.show("IN_PREVIEW");
    else if (peopleFor(settings, circle).empty() && carersFor(settings, circle).empty())
        model.show("NOBODY");
    else
        model.show("FORM");
    showTyped(visit, typed, faults, model);
    if (settings.between_people)
        showField(visit, faults, model);
    showCircle(visit, viewer, circle, typed, model);
    if (!settings.audience_text.empty())
        model.add("AUDIENCE").set("TEXT", settings.audience_text);
    showDone(visit, model);
    return access::page(
        visit, viewer, "messages/write",
        {.title = visit.say("messages.write_title"), .nav = "berichten", .error = faults.any()}, model,
        status);
}

http::Response showNew(const Visit& visit) {
    if (!access::offersMessages(visit.settings()))
        return access::notOffered(visit, {.event = "messages.new"}, "messages");
    const std::string_view asked = visit.request.query("concept").value_or("");
    auto found = findNew(visit, isUuid(asked) ? std::string{asked} : "");
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, circle, draft, draft_recipients] = std::get<NewAnswer>(found);
    Typed typed;
    typed.form_key = newUuid();
    if (draft) {
        typed.draft = {.id = draft->id,
                       .conversation = "",
                       .recipients = draft_recipients,
                       .subject = draft->subject.reveal(),
                       .body = draft->text.reveal()};
        typed.saved_at = draft->saved_at;
    }
    if (visit.request.form("bericht"))  // typed before signing in again
        typed = typedOf(visit, "");
    // Who comes from somebody's card: chosen already, or told why that can't be.
    Faults faults;
    if (const auto to = visit.request.query("aan"); to && isUuid(*to)) {
        typed.draft.recipients.emplace_back(*to);
        const auto& settings = visit.settings().messages;
        if (chosenOf({std::string{*to}}, peopleFor(settings, circle), carersFor(settings, circle)).stranger)
            faults.recipients = visit.say("messages.fault_stranger");
    }
    return newPage(visit, viewer, 200, circle, typed, faults);
}

/// All that stands between a form and a message; writes nothing but the attachment.
Faults faultsOfNew(const Visit& visit, database::TenantTx& tx, const access::Viewer& viewer,
                   const Typed& typed, const Chosen& to, const std::string& message, Attachment& attachment) {
    const auto& settings = visit.settings().messages;
    Faults faults = textFaults(visit, typed);
    if (charactersOf(typed.draft.subject) > kSubjectCharsMax)
        faults.whole = visit.say("messages.fault_subject", {{"MOST", std::to_string(kSubjectCharsMax)}});
    faults.recipients = recipientText(visit, faultOf(settings, to));
    if (sentInLastHour(tx, viewer, visit.at) >= settings.per_hour_max)
        faults.whole = tooOftenText(visit);
    judge(visit, attachment, !to.carers.empty(), faults);
    if (!faults.any())
        keepWith(visit, tx, viewer, message, attachment, faults);
    return faults;
}

http::Response keepNew(const Visit& visit, database::TenantTx& tx, const access::Viewer& viewer,
                       const Circle& circle, const Typed& typed) {
    Faults faults = textFaults(visit, typed);
    if (charactersOf(typed.draft.subject) > kSubjectCharsMax)
        faults.whole = visit.say("messages.fault_subject", {{"MOST", std::to_string(kSubjectCharsMax)}});
    if (!faults.any() && !saveDraft(tx, viewer, typed.draft, visit.at))
        faults.whole = tooManyDraftsText(visit);
    tx.commit();
    return faults.any() ? newPage(visit, viewer, 422, circle, typed, faults)
                        : done(std::string{kList}, "bewaard");
}

http::Response takeNew(const Visit& visit, files::Workshop& workshop) {
    if (!access::offersMessages(visit.settings()))
        return access::notOffered(visit, {.event = "messages.send", .action = 'C'}, "messages");
    const Deed deed = deedOf(visit);
    auto looked = deed == Deed::Send ? attachmentOf(visit, workshop) : Attachment{};
    if (auto* refused = std::get_if<http::Response>(&looked))
        return std::move(*refused);
    auto& attachment = std::get<Attachment>(looked);
    auto entered =
        access::enterToWrite(visit, {.event = deed == Deed::Send ? "messages.send" : "messages.draft",
                                     .action = deed == Deed::Drop ? 'D' : 'C',
                                     .object_kind = "message"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const Typed typed = typedOf(visit, "");
    if (deed == Deed::Drop) {
        dropDraft(tx, viewer, typed.draft);
        tx.commit();
        return done(std::string{kList}, "weg");
    }
    lockWriter(tx, viewer);
    if (const auto sent = sentWith(tx, viewer, typed.form_key); sent && deed == Deed::Send) {
        tx.commit();
        return done(std::string{kList} + "/" + *sent, "verstuurd");
    }
    const auto& settings = visit.settings().messages;
    const Circle circle = circleOf(tx, viewer, visit.today);
    if (deed == Deed::Keep)
        return keepNew(visit, tx, viewer, circle, typed);
    const Chosen to =
        chosenOf(typed.draft.recipients, peopleFor(settings, circle), carersFor(settings, circle));
    const std::string message = newUuid();
    const Faults faults = faultsOfNew(visit, tx, viewer, typed, to, message, attachment);
    if (faults.any()) {
        tx.commit();
        return comeBack(newPage(visit, viewer, 422, circle, typed, faults), attachment);
    }
    const std::string conversation =
        sendNew(tx, viewer, to, typed.draft.subject,
                {message, typed.form_key, typed.draft.body, visit.at, visit.today});
    dropDraft(tx, viewer, typed.draft);
    tx.commit();
    visit.services.wake_delivery(visit.tenant->id);
    return done(std::string{kList} + "/" + conversation, "verstuurd");
}

}  // namespace

void registerWritingPages(tenancy::Pages& pages, files::Workshop& workshop) {
    using http::Method;
    constexpr auto kMessages = http::RouteRight::Messages;
    pages.add(Method::Get, "/berichten/nieuw", kMessages, showNew);
    pages.add(
        Method::Post, "/berichten/nieuw", kMessages,
        [&workshop](const Visit& visit) { return takeNew(visit, workshop); },
        files::options("/berichten/nieuw"));
}

}  // namespace inzage::messages
