#include "platform/access/refusal_pages.h"
#include "platform/base/text.h"
#include "platform/changes/changes.h"
#include "platform/files/files.h"
#include "platform/notices/tell.h"
#include "platform/pinboard/page_parts.h"
#include "platform/pinboard/pinboard_pages.h"
#include "platform/pinboard/writing_store.h"

/// Posting, answering, and changing one's own words.
namespace inzage::pinboard {
namespace {

using tenancy::Visit;

bool offered(const Visit& visit) {
    return visit.settings().pinboard.posts;
}
http::Response notOffered(const Visit& visit) {
    return access::notOffered(visit, {.event = "pinboard"}, "details");
}

http::Response done(std::string_view what, std::string_view at = {}) {
    std::string path = std::string{kPath} + "?gedaan=" + std::string{what};
    if (!at.empty())
        path += "#prik-" + std::string{at};
    return http::redirect(303, path);
}

std::size_t charactersIn(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U)
            ++count;
    return count;
}

/// Where staff read the pinboard, the care-record system hears of it.
void tellSource(const Visit& visit, database::TenantTx& tx, const access::Viewer& viewer,
                const std::string& id, changes::Action action) {
    if (visit.settings().pinboard.staff != config::StaffOnPinboard::ReadsWithoutAlert)
        return;
    changes::queue(tx, {.kind = RecordKind::PinboardPost,
                        .client = *viewer.client,
                        .account = viewer.account,
                        .object_id = id,
                        .action = action,
                        .payload_json = payloadOf(tx, id),
                        .at = visit.at});
}

/// A photo that may be kept, nothing when none was sent, or the page that says what is wrong with it. Before
/// any transaction: it may take a while.
std::variant<std::optional<files::Accepted>, http::Response> photoOf(const Visit& visit,
                                                                     files::Workshop& workshop,
                                                                     const std::string& body) {
    const auto sent = visit.request.upload("foto");
    if (!sent || !visit.settings().pinboard.photos)
        return std::optional<files::Accepted>{};
    // No time is spent on a photo of somebody who isn't signed in.
    auto actor = access::actor(visit);
    if (auto* refused = std::get_if<http::Response>(&actor))
        return std::move(*refused);
    auto limits = visit.settings().files;
    limits.file_mib_max = std::min(limits.file_mib_max, visit.settings().pinboard.photo_mib_max);
    auto checked = files::check(*sent, files::Purpose::PinboardPhoto, limits, workshop);
    if (auto* accepted = std::get_if<files::Accepted>(&checked))
        return std::optional{std::move(*accepted)};
    const auto& refusal = std::get<files::Refusal>(checked);
    return files::refusedWith(showPinboard(visit, {.body = body,
                                                   .fault = files::sentence(visit, refusal),
                                                   .in_photo = true,
                                                   .status = refusal.status}),
                              refusal);
}

/// Post and photo in one transaction; of a photo that can't be kept nothing stays.
std::variant<http::Response, files::Refusal> storePost(const Visit& visit, const std::string& body,
                                                       const std::optional<files::Accepted>& photo) {
    auto entered = access::enterToWrite(
        visit, {.event = "pinboard.post", .action = 'C', .object_kind = "pinboard_post"});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const auto id = storeNote(tx, viewer, {.body = body}, visit.at);
    if (!id) {  // pressed twice
        tx.commit();
        return done("geplaatst");
    }
    if (photo) {
        const auto kept = files::keep(tx, *photo,
                                      {.purpose = files::Purpose::PinboardPhoto,
                                       .account = viewer.account,
                                       .client = viewer.client,
                                       .parent_id = *id,
                                       .at = visit.at},
                                      visit.settings().files);
        if (const auto* refusal = std::get_if<files::Refusal>(&kept))
            return *refusal;
    }
    tellSource(visit, tx, viewer, *id, changes::Action::Create);
    notices::tell(tx, {.kind = notices::NewsKind::Pinboard,
                       .client = viewer.client,
                       .object_id = *id,
                       .actor = viewer.account,
                       .at = visit.at});
    tx.commit();
    visit.services.wake_delivery(visit.tenant->id);
    return done("geplaatst", *id);
}

http::Response post(const Visit& visit, files::Workshop& workshop) {
    if (!offered(visit))
        return notOffered(visit);
    const std::string body = typedBody(visit.request);
    if (std::string fault = tooLong(visit, body); !fault.empty())
        return showPinboard(visit, {.body = body, .fault = std::move(fault), .status = 422});
    auto photo = photoOf(visit, workshop, body);
    if (auto* answer = std::get_if<http::Response>(&photo))
        return std::move(*answer);
    const auto& accepted = std::get<0>(photo);
    if (body.empty() && !accepted)
        return showPinboard(visit, {.fault = visit.say("pinboard.fault_empty"), .status = 422});
    auto stored = storePost(visit, body, accepted);
    if (auto* answer = std::get_if<http::Response>(&stored))
        return std::move(*answer);
    const auto* refusal = std::get_if<files::Refusal>(&stored);
    return showPinboard(visit, {.body = body,
                                .fault = files::sentence(visit, *refusal),
                                .in_photo = true,
                                .status = refusal->status});
}

/// What is wrong with these words as an answer; "" when nothing is.
std::string faultOf(const Visit& visit, std::string_view body) {
    return body.empty() ? visit.say("pinboard.fault_no_answer") : tooLong(visit, body);
}

/// The answer that was given; absent when the words can't be taken, and then nothing is stored.
std::optional<http::Response> storeAnswer(const Visit& visit, const std::string& parent,
                                          const std::string& body) {
    auto entered = access::enterToWrite(
        visit,
        {.event = "pinboard.answer", .action = 'C', .object_kind = "pinboard_post", .object_id = parent});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const auto post = postFor(tx, viewer, parent);
    const bool takes = post && faultOf(visit, body).empty();
    const auto id =
        takes ? storeNote(tx, viewer, {.body = body, .in_reply_to = parent}, visit.at) : std::nullopt;
    if (id) {
        tellSource(visit, tx, viewer, *id, changes::Action::Create);
        if (post->author && *post->author != viewer.account)
            notices::tell(tx, {.kind = notices::NewsKind::Pinboard,
                               .client = viewer.client,
                               .account = post->author,
                               .object_id = parent,
                               .actor = viewer.account,
                               .at = visit.at});
    }
    tx.commit();
    if (!post)
        return access::notFound(visit, viewer);
    if (!takes)
        return std::nullopt;
    visit.services.wake_delivery(visit.tenant->id);
    return done("gereageerd", id.value_or(parent));
}

http::Response answer(const Visit& visit) {
    if (!offered(visit) || !visit.settings().pinboard.reactions)
        return notOffered(visit);
    const std::string parent = uuidOrNobodys(visit.params.get("id"));
    const std::string body = typedBody(visit.request);
    if (auto given = storeAnswer(visit, parent, body))
        return std::move(*given);
    return showPinboard(visit,
                        {.body = body, .answers = parent, .fault = faultOf(visit, body), .status = 422});
}

http::Response changePage(const Visit& visit, const access::Viewer& viewer, const std::string& id,
                          const std::string& body, const std::string& fault) {
    views::Model model;
    model.set("ID", id);
    model.set("TYPED", body);
    if (!fault.empty()) {
        model.add("FAULT").set("TEXT", fault);
        model.add("WRONG").set("TEXT", fault);
    }
    return access::page(
        visit, viewer, "pinboard/change",
        {.title = visit.say("pinboard.change_title"), .nav = "gegevens", .error = !fault.empty()}, model,
        fault.empty() ? 200 : 422);
}

http::Response showChange(const Visit& visit) {
    if (!offered(visit))
        return notOffered(visit);
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    auto found = findNote(visit, "pinboard.change", "own_pinboard_post", id);
    if (auto* refused = std::get_if<http::Response>(&found))
        return std::move(*refused);
    const auto& [viewer, note] = std::get<NoteAnswer>(found);
    if (!note)
        return access::notFound(visit, viewer);
    const bool typed = visit.request.form("tekst").has_value();  // before signing in again
    return changePage(visit, viewer, id, typed ? typedBody(visit.request) : note->body.reveal(), "");
}

http::Response change(const Visit& visit) {
    if (!offered(visit))
        return notOffered(visit);
    const std::string id = uuidOrNobodys(visit.params.get("id"));
    const std::string body = typedBody(visit.request);
    auto entered = access::enterToWrite(
        visit,
        {.event = "pinboard.change", .action = 'U', .object_kind = "own_pinboard_post", .object_id = id});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    auto& [viewer, tx] = std::get<access::EnteredToWrite>(entered);
    const auto post = postFor(tx, viewer, id);
    const std::string fault = body.empty() ? visit.say("pinboard.fault_no_words") : tooLong(visit, body);
    const bool changed = fault.empty() && changeNote(tx, viewer, id, body, visit.at);
    if (changed)
        tellSource(visit, tx, viewer, id, changes::Action::Update);
    tx.commit();
    if (changed)
        return done("gewijzigd", id);
    return post && post->author == viewer.account && !fault.empty()
               ? changePage(visit, viewer, id, body, fault)
               : access::notFound(visit, viewer);
}

}  // namespace

std::string typedBody(const http::Request& request) {
    std::string body;
    for (const char c : trimmed(request.form("tekst").value_or("")))
        if (c != '\r')
            body += c;
    return body;
}

std::string tooLong(const Visit& visit, std::string_view body) {
    const auto max = static_cast<std::size_t>(visit.settings().pinboard.text_chars_max);
    const std::size_t chars = charactersIn(body);
    return chars <= max ? std::string{}
                        : visit.say("pinboard.fault_long",
                                    {{"MAX", std::to_string(max)}, {"CHARS", std::to_string(chars)}});
}

void registerWritingPages(tenancy::Pages& pages, files::Workshop& workshop) {
    using http::Method;
    constexpr auto kDetails = http::RouteRight::Details;
    const std::string note = std::string{kPath} + "/{id}";
    pages.add(
        Method::Post, std::string{kPath}, kDetails,
        [&workshop](const Visit& visit) { return post(visit, workshop); },
        files::options(std::string{kPath}));
    pages.add(Method::Post, note + "/reactie", kDetails, answer, {.typed_at = std::string{kPath}});
    pages.add(Method::Get, note + "/wijzigen", kDetails, showChange);
    pages.add(Method::Post, note + "/wijzigen", kDetails, change, {.typed_at = note + "/wijzigen"});
}

}  // namespace inzage::pinboard
