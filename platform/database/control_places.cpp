#include "platform/database/control_places.h"

#include <algorithm>
#include <charconv>

#include "platform/base/token.h"
#include "platform/database/failure_from.h"
#include "platform/database/private_file.h"
#include "platform/database/provision.h"

namespace inzage::database {
namespace {

constexpr std::string_view kFormat = "inzage tenants 1";
constexpr std::string_view kPurpose = "tenants copy";
constexpr std::size_t kFields = 7;

bool same(const TenantRecord& a, const TenantRecord& b) {
    return a.id == b.id && a.cell == b.cell && a.cell_conninfo == b.cell_conninfo &&
           a.database == b.database && a.state == b.state && a.app_secret_sealed == b.app_secret_sealed;
}

/// nullptr when absent.
const TenantRecord* find(const std::vector<TenantRecord>& sorted, const TenantId& id) {
    const auto at = std::lower_bound(
        sorted.begin(), sorted.end(), id,
        [](const TenantRecord& record, const TenantId& wanted) { return record.id < wanted; });
    return at != sorted.end() && at->id == id ? &*at : nullptr;
}

std::vector<std::string_view> parts(std::string_view text, char separator) {
    std::vector<std::string_view> found;
    while (true) {
        const auto end = text.find(separator);
        found.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return found;
        text.remove_prefix(end + 1);
    }
}

std::optional<TenantRecord> recordFrom(std::string_view line) {
    const auto fields = parts(line, '\t');
    if (fields.size() != kFields)
        return std::nullopt;
    auto id = TenantId::parse(fields[0]);
    const auto state = tenantStateFromName(fields[4]);
    int version = 0;
    std::from_chars(fields[5].data(), fields[5].data() + fields[5].size(), version);
    if (!id || !state)
        return std::nullopt;
    return TenantRecord{
        *std::move(id), std::string{fields[1]}, std::string{fields[2]}, std::string{fields[3]}, *state,
        version,        std::string{fields[6]}};
}

}  // namespace

std::string appSecretContext(const TenantId& tenant) {
    return tenant.text() + "/app";
}

std::string migrateSecretContext(const TenantId& tenant) {
    return tenant.text() + "/migrate";
}

ControlPlaces::ControlPlaces(ControlDb& control, const SealKey& key, std::string copy_path)
    : control_{control}, key_{key}, copy_path_{std::move(copy_path)} {}

std::vector<TenantId> ControlPlaces::take(std::vector<TenantRecord> fresh) {
    std::sort(fresh.begin(), fresh.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return known_.with([&](std::vector<TenantRecord>& known) {
        std::vector<TenantId> changed;
        for (const auto& record : fresh) {
            const TenantRecord* before = find(known, record.id);
            if (before == nullptr || !same(*before, record))
                changed.push_back(record.id);
        }
        for (const auto& record : known)
            if (find(fresh, record.id) == nullptr)
                changed.push_back(record.id);
        known = std::move(fresh);
        return changed;
    });
}

Outcome<ControlPlaces::Source> ControlPlaces::load() {
    const auto read = refresh();
    if (read)
        return Source::ControlDatabase;
    auto copy = readCopy();
    if (!copy)
        return Failure{read.failure().kind,
                       read.failure().what + "; and there is no usable copy: " + copy.failure().what};
    take(std::move(copy).value());
    return Source::LocalCopy;
}

Outcome<std::vector<TenantId>> ControlPlaces::refresh() {
    try {
        auto fresh = control_.tenants();
        auto changed = take(fresh);
        if (!changed.empty())
            copy_is_old_ = true;
        if (!copy_is_old_.exchange(false))
            return changed;
        const auto written = writeCopy(fresh);
        copy_is_old_ = !written.ok();
        // What changed must not be lost for a full disk: the next call tries the copy again and says so.
        if (!written && changed.empty())
            return written.failure();
        return changed;
    } catch (const std::exception& thrown) {
        return failureFrom(thrown, "reading the control database");
    }
}

Outcome<void> ControlPlaces::writeCopy(const std::vector<TenantRecord>& tenants) const {
    std::string text{kFormat};
    text += '\n';
    for (const auto& record : tenants) {
        for (std::string_view field :
             {std::string_view{record.id.text()}, std::string_view{record.cell},
              std::string_view{record.cell_conninfo}, std::string_view{record.database}})
            text.append(field).append("\t");
        text.append(nameOf(record.state)).append("\t");
        text.append(std::to_string(record.schema_version))
            .append("\t")
            .append(record.app_secret_sealed)
            .append("\n");
    }
    return writePrivateFile(copy_path_, text + key_.mac(kPurpose, text) + "\n");
}

Outcome<std::vector<TenantRecord>> ControlPlaces::readCopy() const {
    const auto text = readPrivateFile(copy_path_);
    if (!text)
        return text.failure();
    const Failure changed{FailureKind::Config, copy_path_ + " was changed or is of another installation"};
    std::string_view body = text.value();
    constexpr std::size_t kMacLine = 64 + 1;
    if (body.size() < kMacLine + kFormat.size() || !body.starts_with(kFormat))
        return changed;
    const auto mac = body.substr(body.size() - kMacLine, kMacLine - 1);
    body.remove_suffix(kMacLine);
    if (!equalSecrets(mac, key_.mac(kPurpose, body)))
        return changed;
    std::vector<TenantRecord> tenants;
    auto lines = parts(body, '\n');
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        auto record = recordFrom(lines[i]);
        if (!record)
            return changed;
        tenants.push_back(*std::move(record));
    }
    return tenants;
}

std::vector<TenantRecord> ControlPlaces::tenants() const {
    return known_.with([](const auto& known) { return known; });
}

std::optional<TenantRecord> ControlPlaces::tenant(const TenantId& id) const {
    return known_.with([&](const auto& known) -> std::optional<TenantRecord> {
        const TenantRecord* record = find(known, id);
        return record == nullptr ? std::nullopt : std::optional{*record};
    });
}

TenantPlace ControlPlaces::placeOf(const TenantId& id) {
    const auto record = tenant(id);
    if (!record || (record->state != TenantState::Active && record->state != TenantState::ReadOnly))
        throw DatabaseError{DatabaseError::Kind::Unavailable, {}, id.text() + " is not in service"};
    auto password = key_.open(record->app_secret_sealed, appSecretContext(id));
    if (!password)
        throw DatabaseError{DatabaseError::Kind::Unavailable,
                            {},
                            "the secret of " + id.text() + " doesn't open with this installation's key"};
    const TenantDatabase database{record->database, {}, {}};
    return {record->cell_conninfo, database.name, database.appRole(), *std::move(password)};
}

}  // namespace inzage::database
