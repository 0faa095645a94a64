#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/base/clock.h"
#include "platform/base/ids.h"
#include "platform/config/tenant_settings.h"
#include "platform/database/tenant_tx.h"
#include "platform/files/workshop.h"
#include "platform/http/request.h"
#include "platform/tenancy/visit.h"

/// Photos and attachments, kept in the tenant's database and served at urlOf(id) with the right of what they
/// belong to. A page that takes one: a POST route with options(); check() outside any transaction, because it
/// may wait for a process; then keep() in the transaction that writes what it belongs to. A form: enctype
/// multipart/form-data, the token in the field csrf as everywhere, `accept` = kAccept or kAcceptWithPdf.
namespace inzage::files {

enum class Purpose {
    ProfilePhoto,   ///< of a person; seen by who shares the chosen client; one each
    ClientPhoto,    ///< of a client; seen with any right; one each
    PinboardPhoto,  ///< parent: the post; seen with the right to details
    Attachment,     ///< parent: the message; seen with the right to messages, by who reads the conversation
};

/// Why a file isn't taken, as one sentence for who sent it.
struct Refusal {
    int status = 422;           ///< 413 too large, 415 of a kind that isn't taken, 422 not in order, 503 busy
    std::string_view text_key;  ///< "files.too_large"
    int number = 0;             ///< for {{NUMBER}} in that sentence
};
[[nodiscard]] std::string sentence(const tenancy::Visit& visit, const Refusal& refusal);
/// Status of the page that shows the refusal; with Retry-After when busy.
[[nodiscard]] http::Response refusedWith(http::Response page, const Refusal& refusal);

/// A file that may be kept: a photo drawn anew, upright, without anything but its pixels; or a PDF as it is.
struct Accepted {
    std::string content;
    std::string thumbnail;     ///< "" for a PDF
    std::string content_type;  ///< "image/jpeg", "image/png", "application/pdf"
    std::string name;          ///< with the ending of what it is now
};

/// By content. Photos are JPEG, PNG or WebP; a PDF only as Attachment.
[[nodiscard]] std::variant<Accepted, Refusal> check(const http::Upload& upload, Purpose purpose,
                                                    const config::FilesSettings& settings,
                                                    Workshop& workshop);

struct NewFile {
    Purpose purpose = Purpose::Attachment;
    AccountId account;                 ///< who sent it: their quota, and who may take it away
    std::optional<ClientId> client{};  ///< absent for ProfilePhoto only
    std::string parent_id{};           ///< of what it belongs to; "" for photos of people
    UtcTime at{};
};
/// Its id, or the refusal when this person keeps too much already. Photos of people replace the one before.
[[nodiscard]] std::variant<std::string, Refusal> keep(database::TenantTx& tx, const Accepted& file,
                                                      const NewFile& about,
                                                      const config::FilesSettings& settings);
/// Gone from the database when the transaction commits. Who may do it is the caller's to ask.
void remove(database::TenantTx& tx, std::string_view file_id);
/// All that belong to one thing.
void removeOf(database::TenantTx& tx, std::string_view parent_id);
/// The photo of this person, or of this client; whether there was one.
bool removePhoto(database::TenantTx& tx, const AccountId& account);
bool removePhoto(database::TenantTx& tx, const ClientId& client);

/// "/bestand/…"; small: "/bestand/…/klein".
[[nodiscard]] std::string urlOf(std::string_view file_id, bool small = false);

/// For `accept` in forms: what a browser offers to choose. An iPhone then sends its photos as JPEG.
inline constexpr std::string_view kAccept = "image/jpeg,image/png,image/webp";
inline constexpr std::string_view kAcceptWithPdf = "image/jpeg,image/png,image/webp,application/pdf";

/// Of a POST route that takes files: room for one of 10 MiB and a form around it.
[[nodiscard]] inline http::RouteOptions options(std::string typed_at = {}) {
    return {.multipart = true, .body_bytes_max = std::size_t{11} << 20U, .typed_at = std::move(typed_at)};
}

/// GET /bestand/{id} and /bestand/{id}/klein.
void registerPages(tenancy::Pages& pages);

}  // namespace inzage::files
