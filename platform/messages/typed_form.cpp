#include "platform/messages/typed_form.h"

#include "platform/base/ids.h"
#include "platform/views/dutch_time.h"

namespace inzage::messages {
namespace {

using tenancy::Visit;

constexpr std::size_t kRecipientsMax = 50;

std::vector<std::string> idsOf(const std::vector<std::string_view>& words) {
    std::vector<std::string> ids;
    for (const auto word : words)
        if (isUuid(word) && ids.size() < kRecipientsMax)
            ids.emplace_back(word);
    return ids;
}

void tooLong(const Visit& visit, Faults& faults) {
    faults.text = visit.say("messages.fault_too_long",
                            {{"MOST", std::to_string(visit.settings().messages.text_chars_max)}});
}

void showFault(std::string_view at, const std::string& text, std::string_view section, views::Model& model) {
    if (text.empty())
        return;
    views::Model& line = model.add("FAULT");
    line.set("AT", at);
    line.set("TEXT", text);
    model.add(section).set("TEXT", text);
}

}  // namespace

Deed deedOf(const Visit& visit) {
    const auto word = visit.request.form("doe").value_or("");
    return word == "bewaren" ? Deed::Keep : word == "weg" ? Deed::Drop : Deed::Send;
}

Typed typedOf(const Visit& visit, const std::string& conversation) {
    const auto field = [&](std::string_view name) { return visit.request.form(name).value_or(""); };
    Typed typed;
    typed.draft = {.id = isUuid(field("concept")) ? std::string{field("concept")} : "",
                   .conversation = conversation,
                   .recipients = idsOf(visit.request.formAll("aan")),
                   .subject = plainLine(field("onderwerp")),
                   .body = plainText(field("bericht"))};
    typed.form_key = isUuid(field("sleutel")) ? std::string{field("sleutel")} : newUuid();
    return typed;
}

Faults textFaults(const Visit& visit, const Typed& typed) {
    Faults faults;
    switch (textFaultOf(visit.settings().messages, typed.draft.body)) {
        case TextFault::None:
            break;
        case TextFault::Missing:
            faults.text = visit.say("messages.fault_missing");
            break;
        case TextFault::TooLong:
            tooLong(visit, faults);
            break;
    }
    return faults;
}

std::string tooOftenText(const Visit& visit) {
    return visit.say("messages.fault_too_often",
                     {{"MOST", std::to_string(visit.settings().messages.per_hour_max)}});
}

std::string tooManyDraftsText(const Visit& visit) {
    return visit.say("messages.fault_drafts", {{"MOST", std::to_string(kDraftsMax)}});
}

void showTyped(const Visit& visit, const Typed& typed, const Faults& faults, views::Model& model) {
    model.set("KEY", typed.form_key);
    model.set("DRAFT_ID", typed.draft.id);
    model.set("SUBJECT", typed.draft.subject);
    model.set("TYPED", typed.draft.body);
    model.set("MOST", std::to_string(visit.settings().messages.text_chars_max));
    if (typed.saved_at)
        model.add("KEPT").set("MOMENT",
                              views::momentText(*typed.saved_at, visit.zone(), visit.at, visit.language));
    if (!faults.any())
        return;
    model.show("FAULTS");
    showFault("aan", faults.recipients, "WRONG_TO", model);
    showFault("bericht", faults.text, "WRONG_TEXT", model);
    showFault("bericht", faults.whole, "WRONG_WHOLE", model);
    showFault("bestand", faults.attachment, "WRONG_FILE", model);
}

http::Response done(const std::string& path, std::string_view what) {
    return http::redirect(303, path + "?gedaan=" + std::string{what});
}

}  // namespace inzage::messages
