#include "platform/changes/changes.h"

#include <array>
#include <mutex>
#include <set>
#include <stdexcept>

#include "platform/changes/changes_store.h"

namespace inzage::changes {

namespace {

constexpr std::array<std::string_view, 6> kStates{"queued",    "sending",  "sent",
                                                  "delivered", "conflict", "set_aside"};
constexpr std::array<std::string_view, 3> kActions{"create", "update", "delete"};

/// Which tenants have news. Pages don't know the supervisor, and a transaction can't tell it when it is over.
struct Doorbell {
    std::mutex mutex;
    std::set<TenantId> rung;
};

Doorbell& doorbell() {
    static Doorbell one;
    return one;
}

void ring(const TenantId& tenant) {
    Doorbell& bell = doorbell();
    const std::lock_guard lock{bell.mutex};
    bell.rung.insert(tenant);
}

bool mayGoOut(RecordKind kind) {
    return kind == RecordKind::Report || kind == RecordKind::Appointment || kind == RecordKind::Message ||
           kind == RecordKind::PinboardPost || kind == RecordKind::Contact;
}

}  // namespace

std::string_view nameOf(ChangeState state) noexcept {
    return kStates[static_cast<std::size_t>(state)];
}

std::optional<ChangeState> changeStateFrom(std::string_view word) noexcept {
    for (std::size_t i = 0; i < kStates.size(); ++i)
        if (kStates[i] == word)
            return static_cast<ChangeState>(i);
    return std::nullopt;
}

std::string_view nameOf(Action action) noexcept {
    return kActions[static_cast<std::size_t>(action)];
}

std::string queue(database::TenantTx& tx, const NewChange& change) {
    if (!mayGoOut(change.kind))
        throw std::logic_error{"a kind that nobody writes in the portal"};
    if (change.payload_json.size() > kPayloadBytesMax)
        throw std::length_error{"a change that is too long"};
    std::string key = newUuid();
    insertChange(tx, change, key);
    ring(tx.tenant());
    return key;
}

bool sendAgain(database::TenantTx& tx, const AccountId& account, std::string_view object_id, UtcTime at) {
    if (!requeue(tx, account, object_id, at))
        return false;
    ring(tx.tenant());
    return true;
}

std::vector<TenantId> takeRung() {
    Doorbell& bell = doorbell();
    const std::lock_guard lock{bell.mutex};
    std::vector<TenantId> all{bell.rung.begin(), bell.rung.end()};
    bell.rung.clear();
    return all;
}

}  // namespace inzage::changes
