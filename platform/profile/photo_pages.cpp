#include "platform/profile/photo_pages.h"

#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/files/files.h"
#include "platform/profile/profile_store.h"

namespace inzage::profile {
namespace {

using tenancy::Visit;

constexpr std::string_view kPath = "/profiel/foto";

http::Response notOffered(const Visit& visit) {
    return access::notOffered(visit, {.event = "account.photo"}, "own_data");
}

http::Response photoPage(const Visit& visit, const files::Refusal* refusal) {
    auto found = findOwnAccount(visit, "account.photo");
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, account] = std::get<OwnAccountAnswer>(found);
    views::Model model;
    model.set("INITIALS", access::initialsOf(account.name.reveal()));
    model.set("ACCEPT", files::kAccept);
    model.set("HINT", visit.say("profile.photo_hint",
                                {{"NUMBER", std::to_string(visit.settings().files.file_mib_max)}}));
    if (account.photo.empty())
        model.show("NO_PHOTO");
    else
        model.add("HAS_PHOTO").set("SRC", files::urlOf(account.photo));
    std::string fault;
    if (refusal != nullptr) {
        fault = files::sentence(visit, *refusal);
        model.add("FAULT").set("TEXT", fault);
        model.add("WRONG").set("TEXT", fault);
    }
    return access::page(visit, viewer, "profile/photo",
                        {.title = visit.say("profile.photo_title"), .nav = "", .error = refusal != nullptr},
                        model, refusal == nullptr ? 200 : refusal->status);
}

http::Response showPhoto(const Visit& visit) {
    return visit.settings().profile.own_photo ? photoPage(visit, nullptr) : notOffered(visit);
}

/// The answer, or why this person can't keep it.
std::variant<http::Response, files::Refusal> storePhoto(const Visit& visit, const files::Accepted& photo) {
    auto entered =
        access::enterToWrite(visit, {.event = "account.photo", .action = 'U', .object_kind = "account"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const auto kept = files::keep(
        tx, photo, {.purpose = files::Purpose::ProfilePhoto, .account = viewer.account, .at = visit.at},
        visit.settings().files);
    if (const auto* refusal = std::get_if<files::Refusal>(&kept))
        return *refusal;
    tx.commit();
    return http::redirect(303, "/profiel?gedaan=foto");
}

http::Response savePhoto(const Visit& visit, files::Workshop& workshop) {
    if (!visit.settings().profile.own_photo)
        return notOffered(visit);
    // No time is spent on a photo of somebody who isn't signed in.
    auto actor = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&actor))
        return std::move(*refused);
    const auto sent = visit.request.upload("foto");
    const files::Refusal nothing{422, "profile.photo_none"};
    if (!sent)
        return photoPage(visit, &nothing);
    const auto checked = files::check(*sent, files::Purpose::ProfilePhoto, visit.settings().files, workshop);
    if (const auto* refusal = std::get_if<files::Refusal>(&checked))
        return files::refusedWith(photoPage(visit, refusal), *refusal);
    auto stored = storePhoto(visit, std::get<files::Accepted>(checked));
    if (auto* answer = std::get_if<http::Response>(&stored))
        return std::move(*answer);
    return photoPage(visit, &std::get<files::Refusal>(stored));
}

http::Response removePhoto(const Visit& visit) {
    auto entered =
        access::enterToWrite(visit, {.event = "account.photo", .action = 'D', .object_kind = "account"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    files::removePhoto(tx, viewer.account);
    tx.commit();
    return http::redirect(303, "/profiel?gedaan=foto-weg");
}

}  // namespace

void registerPhotoPages(tenancy::Pages& pages, files::Workshop& workshop) {
    using http::Method;
    constexpr auto kSignedIn = http::RouteRight::SignedIn;
    pages.add(Method::Get, std::string{kPath}, kSignedIn, showPhoto);
    pages.add(
        Method::Post, std::string{kPath}, kSignedIn,
        [&workshop](const Visit& visit) { return savePhoto(visit, workshop); }, files::options());
    pages.add(Method::Post, std::string{kPath} + "/weghalen", kSignedIn, removePhoto);
}

}  // namespace inzage::profile
