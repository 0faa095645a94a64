#include "platform/files/file_store.h"

#include <array>

#include "platform/access/refusal_pages.h"
#include "platform/files/files.h"
#include "platform/identity/cookies.h"

namespace inzage::files {
namespace {

/// A large file goes in and out in pieces, so that neither the statement nor its answer holds all of it.
constexpr std::size_t kPieceBytes = std::size_t{512} * 1024;
constexpr std::size_t kMib = std::size_t{1} << 20U;

// The person's row is locked, so that two uploads at once can't both fit.
constexpr database::Statement kKept{"files_kept", R"sql(
SELECT coalesce((SELECT sum(f.bytes) FROM file f
                  WHERE f.account_id = a.id AND NOT ($2 AND f.purpose = $3 AND f.client_id IS NOT DISTINCT FROM $4::uuid)), 0) AS bytes
  FROM account a WHERE a.id = $1::uuid FOR NO KEY UPDATE)sql"};

// Of two people who send a photo of the same client at once the second waits, and replaces the first one's.
constexpr database::Statement kLockClient{"files_lock_client",
                                          "SELECT id FROM client WHERE id = $1::uuid FOR NO KEY UPDATE"};

constexpr database::Statement kReplace{"files_replace", R"sql(
DELETE FROM file WHERE purpose = $1 AND CASE WHEN $1 = 'client_photo' THEN client_id = $3::uuid ELSE account_id = $2::uuid END)sql"};

constexpr database::Statement kInsert{"files_insert", R"sql(
INSERT INTO file (client_id, account_id, purpose, parent_id, name, content_type, bytes, thumbnail, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8::bytea, $9) RETURNING id)sql"};

constexpr database::Statement kInsertPiece{
    "files_insert_piece", "INSERT INTO file_piece (file_id, number, content) VALUES ($1, $2, $3::bytea)"};

constexpr database::Statement kRemove{"files_remove", "DELETE FROM file WHERE id = $1::uuid"};
constexpr database::Statement kRemoveOf{"files_remove_of", "DELETE FROM file WHERE parent_id = $1::uuid"};
constexpr database::Statement kRemoveProfilePhoto{
    "files_remove_profile_photo",
    "DELETE FROM file WHERE account_id = $1::uuid AND purpose = 'profile_photo'"};
constexpr database::Statement kRemoveClientPhoto{
    "files_remove_client_photo", "DELETE FROM file WHERE client_id = $1::uuid AND purpose = 'client_photo'"};

// Which file it is, is told only of what this visitor may ask the gate for.
constexpr database::Statement kRight{"files_right", R"sql(
SELECT r.word, CASE WHEN r.word <> 'none' THEN (SELECT f.purpose FROM file f WHERE f.id = $1::uuid) END AS purpose
  FROM (SELECT file_right($1::uuid, $2) AS word) AS r)sql"};

// $13 file, $14 the small one
constexpr database::Statement kServe{"files_serve", "SELECT " INZAGE_VIEWER R"sql(,
       f.id, f.content_type, f.name, f.pieces, f.bytes
  FROM )sql" INZAGE_ENTER R"sql( AS viewer
  LEFT JOIN LATERAL (
      SELECT o.id, o.content_type, o.name,
             (SELECT count(*) FROM file_piece p WHERE p.file_id = o.id) AS pieces,
             encode(CASE WHEN $14 THEN o.thumbnail
                         ELSE (SELECT p.content FROM file_piece p WHERE p.file_id = o.id AND p.number = 0) END, 'hex') AS bytes
        FROM file o
       WHERE o.id = $13::uuid AND NOT ($14 AND o.thumbnail IS NULL)
         AND sees_file(o.id, viewer.client_id, viewer.account_id, viewer.preview_account)) AS f ON true)sql"};

constexpr database::Statement kPiece{
    "files_piece",
    "SELECT encode(content, 'hex') AS bytes FROM file_piece WHERE file_id = $1::uuid AND number = $2"};

constexpr std::string_view wordOf(Purpose purpose) {
    switch (purpose) {
        case Purpose::ProfilePhoto:
            return "profile_photo";
        case Purpose::ClientPhoto:
            return "client_photo";
        case Purpose::PinboardPhoto:
            return "pinboard_photo";
        case Purpose::Attachment:
            return "attachment";
    }
    return "";
}

/// As PostgreSQL reads a bytea.
std::string hexOf(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(2 + 2 * bytes.size());
    out += "\\x";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 0x0fU];
    }
    return out;
}

unsigned digitOf(char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
}

void appendHex(std::string_view hex, std::string& bytes) {
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(digitOf(hex[i]) << 4U | digitOf(hex[i + 1]));
}

bool isPhotoOfSomebody(Purpose purpose) {
    return purpose == Purpose::ProfilePhoto || purpose == Purpose::ClientPhoto;
}

}  // namespace

std::variant<std::string, Refusal> keep(database::TenantTx& tx, const Accepted& file, const NewFile& about,
                                        const config::FilesSettings& settings) {
    const auto purpose = wordOf(about.purpose);
    const bool replaces = isPhotoOfSomebody(about.purpose);
    const std::size_t bytes = file.content.size() + file.thumbnail.size();
    const auto kept = tx.run(kKept, {about.account, replaces, purpose, about.client});
    const auto kept_bytes = kept.empty() ? 0 : static_cast<std::size_t>(kept[0].integer("bytes"));
    if (kept_bytes + bytes > static_cast<std::size_t>(settings.person_mib_max) * kMib)
        return Refusal{422, "files.quota", settings.person_mib_max};
    if (about.purpose == Purpose::ClientPhoto)
        tx.run(kLockClient, {about.client});
    if (replaces)
        tx.run(kReplace, {purpose, about.account, about.client});
    const auto parent = about.parent_id.empty() ? std::nullopt : std::optional{about.parent_id};
    const auto small = file.thumbnail.empty() ? std::nullopt : std::optional{hexOf(file.thumbnail)};
    const auto made = tx.run(kInsert, {about.client, about.account, purpose, parent, file.name,
                                       file.content_type, static_cast<std::int64_t>(bytes), small, about.at});
    std::string id{made[0].text("id")};
    const std::string_view content = file.content;
    for (std::size_t at = 0; at < content.size(); at += kPieceBytes)
        tx.run(kInsertPiece,
               {id, static_cast<int>(at / kPieceBytes), hexOf(content.substr(at, kPieceBytes))});
    return id;
}

void remove(database::TenantTx& tx, std::string_view file_id) {
    tx.run(kRemove, {file_id});
}

void removeOf(database::TenantTx& tx, std::string_view parent_id) {
    tx.run(kRemoveOf, {parent_id});
}

bool removePhoto(database::TenantTx& tx, const AccountId& account) {
    return tx.run(kRemoveProfilePhoto, {account}).affected() > 0;
}

bool removePhoto(database::TenantTx& tx, const ClientId& client) {
    return tx.run(kRemoveClientPhoto, {client}).affected() > 0;
}

std::variant<std::optional<ServedFile>, http::Response> findFile(const tenancy::Visit& visit,
                                                                 std::string_view id, bool small) {
    const auto token = identity::sessionTokenHash(visit.request, visit.settings().login);
    if (!token)
        return access::toLogin(visit);
    const std::array<database::Param, 2> asked{id, *token};
    const auto right = visit.services.pools.once(visit.tenant->id, kRight, asked);
    const bool of_client = right[0].text("purpose") == "client_photo";
    auto entered = access::enter(visit,
                                 {.event = !of_client ? "file"
                                           : small    ? "client.photo_shown"
                                                      : "client.photo",
                                  .object_kind = "file",
                                  .object_id = id,
                                  .right = right[0].text("word")},
                                 kServe, {id, small});
    if (auto* refused = std::get_if<http::Response>(&entered))
        return std::move(*refused);
    const auto row = std::get<access::Entered>(entered).rows[0];
    if (row.isNull("id"))
        return std::optional<ServedFile>{};
    ServedFile file{std::string{row.text("content_type")}, std::string{row.text("name")}, {}};
    appendHex(row.text("bytes"), file.bytes);
    if (!small)
        for (int number = 1; number < row.integer("pieces"); ++number) {
            const std::array<database::Param, 2> place{id, number};
            const auto piece = visit.services.pools.once(visit.tenant->id, kPiece, place);
            if (piece.empty())
                return std::optional<ServedFile>{};  // taken away while it was read
            appendHex(piece[0].text("bytes"), file.bytes);
        }
    return std::optional{std::move(file)};
}

}  // namespace inzage::files
