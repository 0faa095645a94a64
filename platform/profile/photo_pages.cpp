#include "platform/profile/photo_pages.h"

#include "platform/access/page_parts.h"
#include "platform/access/refusal_pages.h"
#include "platform/files/files.h"
#include "platform/profile/profile_store.h"

namespace inzage::profile {
namespace {

using tenancy::Visit;

/// The two photos that are set here: of who is signed in, and of the client that they manage.
struct Photo {
    std::string_view path;
    std::string_view event;
    std::string_view object_kind;
    files::Purpose purpose;
    std::string_view texts;  ///< what its own sentences in the catalogue begin with
    std::string_view done;   ///< the word for /profiel; gone: with "-weg"
};
constexpr Photo kOwn{.path = "/profiel/foto",
                     .event = "account.photo",
                     .object_kind = "account",
                     .purpose = files::Purpose::ProfilePhoto,
                     .texts = "profile.photo_",
                     .done = "foto"};
constexpr Photo kOfClient{.path = "/client/foto",
                          .event = "client.photo",
                          .object_kind = "client",
                          .purpose = files::Purpose::ClientPhoto,
                          .texts = "profile.client_photo_",
                          .done = "clientfoto"};

bool offered(const Visit& visit, const Photo& photo) {
    const auto& settings = visit.settings().profile;
    return photo.purpose == files::Purpose::ClientPhoto ? settings.client_photo_editable : settings.own_photo;
}

http::Response notOffered(const Visit& visit, const Photo& photo) {
    return access::notOffered(visit, {.event = photo.event}, "own_data");
}

/// Who looks at the page, of whom the photo is, and the photo there is now.
struct Shown {
    access::Viewer viewer;
    std::string name;
    std::string file;  ///< "" for none
};

std::variant<Shown, http::Response> findShown(const Visit& visit, const Photo& photo) {
    if (photo.purpose == files::Purpose::ClientPhoto) {
        auto entered = access::enter(visit, {.event = photo.event, .object_kind = photo.object_kind});
        if (auto* refused = std::get_if<http::Response>(&entered))
            return std::move(*refused);
        auto& viewer = std::get<access::Entered>(entered).viewer;
        return Shown{viewer, viewer.client_name.reveal(), viewer.client_photo};
    }
    auto found = findOwnAccount(visit, photo.event);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    auto& [viewer, account] = std::get<OwnAccountAnswer>(found);
    return Shown{std::move(viewer), account.name.reveal(), std::move(account.photo)};
}

http::Response photoPage(const Visit& visit, const Photo& photo, const files::Refusal* refusal) {
    auto found = findShown(visit, photo);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& shown = std::get<Shown>(found);
    const auto say = [&](std::string_view what) {
        return visit.say(std::string{photo.texts} + std::string{what}, {{"CLIENT", shown.name}});
    };
    views::Model model;
    model.set("PATH_OF_PHOTO", photo.path);
    model.set("TITLE_OF_PHOTO", say("title"));
    model.set("FAULT_TITLE", say("fault"));
    model.set("ACCEPT", files::kAccept);
    model.set("HINT", visit.say("profile.photo_hint",
                                {{"NUMBER", std::to_string(visit.settings().files.file_mib_max)}}));
    if (shown.file.empty()) {
        auto& none = model.add("NO_PHOTO");
        if (photo.purpose == files::Purpose::ClientPhoto)
            none.show("SIGN");
        else
            none.add("LETTERS").set("INITIALS_OF_PHOTO", access::initialsOf(shown.name));
        none.set("NOT_YET", say("not_yet"));
    } else {
        auto& has = model.add("HAS_PHOTO");
        has.set("SRC", files::urlOf(shown.file));
        has.set("ALT", say("alt"));
        has.set("SEEN_BY", say("seen"));
    }
    if (photo.purpose == files::Purpose::ClientPhoto)
        model.add("ABOUT").set("TEXT", say("about"));
    std::string fault;
    if (refusal != nullptr) {
        fault = files::sentence(visit, *refusal);
        model.add("FAULT").set("TEXT", fault);
        model.add("WRONG").set("TEXT", fault);
    }
    return access::page(visit, shown.viewer, "profile/photo",
                        {.title = say("title"), .nav = "", .error = refusal != nullptr}, model,
                        refusal == nullptr ? 200 : refusal->status);
}

http::Response showPhoto(const Visit& visit, const Photo& photo) {
    return offered(visit, photo) ? photoPage(visit, photo, nullptr) : notOffered(visit, photo);
}

/// The answer, or why this person can't keep it.
std::variant<http::Response, files::Refusal> storePhoto(const Visit& visit, const Photo& photo,
                                                        const files::Accepted& accepted) {
    auto entered =
        access::enterToWrite(visit, {.event = photo.event, .action = 'U', .object_kind = photo.object_kind});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const bool of_client = photo.purpose == files::Purpose::ClientPhoto;
    const auto kept = files::keep(tx, accepted,
                                  {.purpose = photo.purpose,
                                   .account = viewer.account,
                                   .client = of_client ? viewer.client : std::nullopt,
                                   .at = visit.at},
                                  visit.settings().files);
    if (const auto* refusal = std::get_if<files::Refusal>(&kept))
        return *refusal;
    tx.commit();
    return http::redirect(303, "/profiel?gedaan=" + std::string{photo.done});
}

http::Response savePhoto(const Visit& visit, const Photo& photo, files::Workshop& workshop) {
    if (!offered(visit, photo))
        return notOffered(visit, photo);
    // No time is spent on a photo of somebody who isn't signed in.
    auto actor = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&actor))
        return std::move(*refused);
    const auto sent = visit.request.upload("foto");
    const files::Refusal nothing{422, "profile.photo_none"};
    if (!sent)
        return photoPage(visit, photo, &nothing);
    const auto checked = files::check(*sent, photo.purpose, visit.settings().files, workshop);
    if (const auto* refusal = std::get_if<files::Refusal>(&checked))
        return files::refusedWith(photoPage(visit, photo, refusal), *refusal);
    auto stored = storePhoto(visit, photo, std::get<files::Accepted>(checked));
    if (auto* answer = std::get_if<http::Response>(&stored))
        return std::move(*answer);
    return photoPage(visit, photo, &std::get<files::Refusal>(stored));
}

http::Response removePhoto(const Visit& visit, const Photo& photo) {
    const bool of_client = photo.purpose == files::Purpose::ClientPhoto;
    // A photo of oneself can always be taken away; the client's only where people decide about it.
    if (of_client && !offered(visit, photo))
        return notOffered(visit, photo);
    auto entered =
        access::enterToWrite(visit, {.event = photo.event, .action = 'D', .object_kind = photo.object_kind});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    if (of_client)
        files::removePhoto(tx, viewer.client.value());
    else
        files::removePhoto(tx, viewer.account);
    tx.commit();
    return http::redirect(303, "/profiel?gedaan=" + std::string{photo.done} + "-weg");
}

void add(tenancy::Pages& pages, http::RouteRight right, const Photo& photo, files::Workshop& workshop) {
    using http::Method;
    const std::string path{photo.path};
    pages.add(Method::Get, path, right, [&photo](const Visit& visit) { return showPhoto(visit, photo); });
    pages.add(
        Method::Post, path, right,
        [&photo, &workshop](const Visit& visit) { return savePhoto(visit, photo, workshop); },
        files::options());
    pages.add(Method::Post, path + "/weghalen", right,
              [&photo](const Visit& visit) { return removePhoto(visit, photo); });
}

}  // namespace

bool mayChangeClientPhoto(const Visit& visit, const access::Viewer& viewer) {
    return offered(visit, kOfClient) && viewer.client && viewer.may(Right::Settings) &&
           !viewer.preview_account;
}

void registerPhotoPages(tenancy::Pages& pages, files::Workshop& workshop) {
    add(pages, http::RouteRight::SignedIn, kOwn, workshop);
    add(pages, http::RouteRight::Settings, kOfClient, workshop);
}

}  // namespace inzage::profile
