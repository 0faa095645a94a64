#include "platform/identity/own_data/contact_change.h"

#include "platform/base/token.h"
#include "platform/identity/code_challenge.h"
#include "platform/identity/confirmation_store.h"
#include "platform/identity/signed_in.h"

namespace inzage::identity {
namespace {

using Answer = OwnPassword::Answer;

CodePurpose confirmPurpose(ContactKind kind) {
    return kind == ContactKind::Phone ? CodePurpose::Phone : CodePurpose::Email;
}

std::string proofPath(ContactKind kind) {
    return kind == ContactKind::Phone ? "/profiel/mobiel/code" : "/profiel/email/code";
}

ProofResult::Kind kindOf(CodeCheck check) {
    switch (check) {
        case CodeCheck::Right:
        case CodeCheck::Recovered:
            return ProofResult::Kind::Done;
        case CodeCheck::Wrong:
            return ProofResult::Kind::Wrong;
        case CodeCheck::Dead:
            return ProofResult::Kind::Dead;
        case CodeCheck::Expired:
            return ProofResult::Kind::Expired;
        case CodeCheck::Blocked:
            return ProofResult::Kind::Blocked;
    }
    return ProofResult::Kind::NotAsked;
}

}  // namespace

/// Where a session stands in a change.
struct ContactChange::At {
    SessionStep session;
    Account account;
    PendingChange change;

    [[nodiscard]] Challenge challenge(const std::string& session_token) const {
        if (change.kind == ContactKind::Phone)
            return {session.id, session_token, CodePurpose::NewPhone, change.value.reveal()};
        return {session.id, session_token, CodePurpose::NewEmail, change.value.reveal(), CodeChannel::Mail};
    }
    [[nodiscard]] SignInRow row(std::string_view event, char action, const std::string& reason,
                                const std::string& ip) const {
        return {event,           action,     reason.empty(),
                reason,          account.id, session.id,
                session.used_by, ip,         "change:" + std::string{nameOf(confirmPurpose(change.kind))}};
    }
};

std::optional<ContactChange::At> ContactChange::find(database::TenantTx& tx, const Occasion& occasion,
                                                     const std::string& session_token, ContactKind kind,
                                                     bool lock) const {
    const auto who = findSignedIn(tx, occasion, session_token, lock);
    const auto change = who ? pendingChange(tx, who->session.id, occasion.at) : std::nullopt;
    if (!change || change->kind != kind)
        return std::nullopt;
    return At{who->session, who->account, *change};
}

bool ContactChange::mayGoOn(database::TenantTx& tx, const Occasion& occasion, const At& at) const {
    const auto purpose = confirmPurpose(at.change.kind);
    return !asksConfirmation(occasion.settings, purpose) || answeredQuestion(tx, at.session.id, purpose);
}

Answer ContactChange::begin(const Occasion& occasion, const std::string& session_token,
                            const PendingChange& change, const Private<std::string>& password,
                            const ChangeWords& words) const {
    const auto answer = password_.check(occasion, session_token, password);
    if (answer != Answer::Right)
        return answer;
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto who = findSignedIn(tx, occasion, session_token, true);
    if (!who)
        return Answer::NoSession;
    storeChange(tx, who->session.id, who->account.id, change, occasion.at);
    const auto purpose = confirmPurpose(change.kind);
    const bool asks = asksConfirmation(occasion.settings, purpose);
    if (!asks)
        if (const auto at = find(tx, occasion, session_token, change.kind, false))
            static_cast<void>(send(tx, occasion, *at, session_token, words));
    tx.commit();
    if (asks && !confirmation_.ask(occasion, session_token, {purpose, proofPath(change.kind)}))
        return Answer::NoSession;
    return Answer::Right;
}

CodeSent ContactChange::send(database::TenantTx& tx, const Occasion& occasion, const At& at,
                             const std::string& session_token, const ChangeWords& words) const {
    lockAccount(tx, at.account.id);
    const auto challenge = at.challenge(session_token);
    auto sent = CodeSent::NoNumber;
    if (at.change.kind == ContactKind::Phone) {
        sent =
            sendCode(tx, occasion, at.account, challenge, "prove", "prove_number", outbox_, words.prove_sms);
    } else {
        const bool in_use = addressInUse(tx, at.account.id, at.change.value.reveal());
        sent = mailCode(
            tx, occasion, at.account, challenge, "prove", "prove_address", outbox_,
            [&](const std::string& code, UtcTime until) { return words.prove_mail(code, until, in_use); });
    }
    logSignIn(tx, at.row("code_sent", 'E', std::string{nameOf(sent)}, occasion.ip), occasion.at);
    return sent;
}

ContactChange::Next ContactChange::confirmed(const Occasion& occasion, const std::string& session_token,
                                             ContactKind kind, const ChangeWords& words,
                                             ProofResult& result) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto at = find(tx, occasion, session_token, kind, true);
    if (!at || !mayGoOn(tx, occasion, *at))
        return Next::NotAsked;
    if (at->change.proven) {
        result = finish(tx, occasion, *at, words);
        tx.commit();
        return result.kind == ProofResult::Kind::Done ? Next::Done : Next::NotAsked;
    }
    static_cast<void>(send(tx, occasion, *at, session_token, words));
    tx.commit();
    return Next::Prove;
}

std::optional<ProofPage> ContactChange::page(const Occasion& occasion, const std::string& session_token,
                                             ContactKind kind) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto at = find(tx, occasion, session_token, kind, false);
    if (!at || at->change.proven || !mayGoOn(tx, occasion, *at))
        return std::nullopt;
    ProofPage page{at->change, codePageOf(tx, occasion, at->account, at->challenge(session_token))};
    tx.commit();
    return page;
}

ProofResult ContactChange::prove(const Occasion& occasion, const std::string& session_token, ContactKind kind,
                                 std::string_view typed, const ChangeWords& words) const {
    ProofResult result;
    {
        auto tx = occasion.pools.begin(occasion.tenant);
        auto at = find(tx, occasion, session_token, kind, true);
        if (!at || at->change.proven || !mayGoOn(tx, occasion, *at))
            return {};
        const auto check = checkCode(tx, occasion, at->account, at->challenge(session_token), typed, outbox_,
                                     blocked_words_);
        if (check != CodeCheck::Right) {
            logSignIn(tx, at->row("code_refused", 'E', std::string{nameOf(check)}, occasion.ip), occasion.at);
            tx.commit();
            return {kindOf(check), ""};
        }
        noteProven(tx, at->session.id, occasion.at);
        result = finish(tx, occasion, *at, words);
        tx.commit();
    }
    const auto purpose = confirmPurpose(kind);
    if (result.kind == ProofResult::Kind::ConfirmAgain &&
        !confirmation_.ask(occasion, session_token, {purpose, proofPath(kind)}))
        return {};
    return result;
}

ResendResult ContactChange::resend(const Occasion& occasion, const std::string& session_token,
                                   ContactKind kind, const ChangeWords& words) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto at = find(tx, occasion, session_token, kind, true);
    if (!at || at->change.proven || !mayGoOn(tx, occasion, *at))
        return ResendResult::NoSession;
    const auto sent = send(tx, occasion, *at, session_token, words);
    tx.commit();
    return sent == CodeSent::Sent ? ResendResult::Sent : ResendResult::TooSoon;
}

ProofResult ContactChange::finish(database::TenantTx& tx, const Occasion& occasion, const At& at,
                                  const ChangeWords& words) const {
    const auto& session = at.session;
    const auto purpose = confirmPurpose(at.change.kind);
    if (asksConfirmation(occasion.settings, purpose) &&
        !Confirmation::use(tx, session.id, purpose, occasion.at))
        return {ProofResult::Kind::ConfirmAgain, ""};
    shutOthersOut(tx, at.account.id, session.id, "own_data", occasion.at);
    const auto before = readAccount(tx, at.account.id, occasion.today);
    if (!before)
        return {};
    if (at.change.kind == ContactKind::Email && addressInUse(tx, at.account.id, at.change.value.reveal())) {
        dropChange(tx, session.id);
        return {ProofResult::Kind::Taken, ""};
    }
    applyChange(tx, at.account.id, at.change, occasion.at);
    tellCareRecord(tx, at.account.id, at.change, occasion.at);
    revokeDevicesOf(tx, at.account.id, occasion.at);
    dropChange(tx, session.id);
    if (!before->phone.empty())
        outbox_.sms(tx,
                    {"own_data_changed", at.account.id, Private<std::string>{before->phone},
                     Private<std::string>{words.told_sms}},
                    occasion.at);
    if (!before->email.empty()) {
        auto told = words.told_mail;
        told.purpose = "own_data_changed";
        told.account = at.account.id;
        told.to = Private<std::string>{before->email};
        outbox_.mail(tx, told, occasion.at);
    }
    logSignIn(tx,
              at.row(at.change.kind == ContactKind::Phone ? "phone_changed" : "email_changed", 'U', "",
                     occasion.ip),
              occasion.at);
    ProofResult done{ProofResult::Kind::Done, newToken()};
    renewSession(tx, session.id, sessionHash(occasion, done.session), occasion.at);
    return done;
}

}  // namespace inzage::identity
