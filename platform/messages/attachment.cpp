#include "platform/messages/attachment.h"

namespace inzage::messages {

using tenancy::Visit;

std::variant<Attachment, http::Response> attachmentOf(const Visit& visit, files::Workshop& workshop) {
    const auto sent = visit.request.upload("bestand");
    if (!sent)
        return Attachment{};
    // No time is spent on a file of somebody who isn't signed in.
    auto actor = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&actor))
        return std::move(*refused);
    auto checked = files::check(*sent, files::Purpose::Attachment, visit.settings().files, workshop);
    if (const auto* refusal = std::get_if<files::Refusal>(&checked))
        return Attachment{.file = {}, .refusal = *refusal};
    return Attachment{.file = std::move(std::get<files::Accepted>(checked)), .refusal = {}};
}

void judge(const Visit& visit, const Attachment& attachment, bool to_care, Faults& faults) {
    if (to_care && attachment.sent())
        faults.attachment = visit.say("messages.fault_attachment_care");
    else if (attachment.refusal)
        faults.attachment = files::sentence(visit, *attachment.refusal);
}

void keepWith(const Visit& visit, database::TenantTx& tx, const access::Viewer& viewer,
              const std::string& message, Attachment& attachment, Faults& faults) {
    if (!attachment.file)
        return;
    const auto kept = files::keep(tx, *attachment.file,
                                  {.purpose = files::Purpose::Attachment,
                                   .account = viewer.account,
                                   .client = viewer.client,
                                   .parent_id = message,
                                   .at = visit.at},
                                  visit.settings().files);
    if (const auto* refusal = std::get_if<files::Refusal>(&kept)) {
        attachment = {.file = {}, .refusal = *refusal};
        faults.attachment = files::sentence(visit, *refusal);
    }
}

http::Response comeBack(http::Response page, const Attachment& attachment) {
    return attachment.refusal ? files::refusedWith(std::move(page), *attachment.refusal) : page;
}

void showField(const Visit& visit, const Faults& faults, views::Model& model) {
    views::Model& field = model.add("ATTACH");
    field.set("ACCEPT", files::kAcceptWithPdf);
    field.set("HINT", visit.say("messages.attachment_hint",
                                {{"NUMBER", std::to_string(visit.settings().files.file_mib_max)}}));
    if (!faults.attachment.empty())
        field.add("ATTACH_WRONG").set("TEXT", faults.attachment);
}

}  // namespace inzage::messages
