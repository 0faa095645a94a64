#include "platform/identity/confirmation.h"

#include "platform/base/token.h"
#include "platform/identity/code_challenge.h"
#include "platform/identity/confirmation_store.h"
#include "platform/identity/signed_in.h"
#include "platform/observe/metrics.h"

namespace inzage::identity {

/// The question, and who is asked. The account may sign in.
struct Confirmation::Asked {
    SessionStep session;
    Account account;
    OpenQuestion question;
};

namespace {

Challenge challengeOf(const SessionStep& session, const Account& account, CodePurpose purpose,
                      const std::string& session_token) {
    return {session.id, session_token, purpose, account.phone};
}

ConfirmResult::Kind kindOf(CodeCheck check) {
    switch (check) {
        case CodeCheck::Right:
        case CodeCheck::Recovered:
            return ConfirmResult::Kind::Passed;
        case CodeCheck::Wrong:
            return ConfirmResult::Kind::Wrong;
        case CodeCheck::Dead:
            return ConfirmResult::Kind::Dead;
        case CodeCheck::Expired:
            return ConfirmResult::Kind::Expired;
        case CodeCheck::Blocked:
            return ConfirmResult::Kind::Blocked;
    }
    return ConfirmResult::Kind::NotAsked;
}

ResendResult resultOf(CodeSent sent) {
    switch (sent) {
        case CodeSent::Sent:
            return ResendResult::Sent;
        case CodeSent::TooSoon:
            return ResendResult::TooSoon;
        case CodeSent::Blocked:
            return ResendResult::Blocked;
        case CodeSent::NoNumber:
            return ResendResult::NoNumber;
    }
    return ResendResult::NoSession;
}

std::string ruleOf(CodePurpose purpose) {
    return "confirm:" + std::string{nameOf(purpose)};
}

}  // namespace

Confirmation::Confirmation(const delivery::Outbox& outbox, MessageWords words)
    : outbox_{outbox}, words_{std::move(words)} {}

std::optional<Confirmation::Asked> Confirmation::find(database::TenantTx& tx, const Occasion& occasion,
                                                      const std::string& session_token, bool lock) const {
    const auto who = findSignedIn(tx, occasion, session_token, lock);
    if (!who)
        return std::nullopt;
    const auto question = openQuestion(tx, who->session.id);
    if (!question)
        return std::nullopt;
    return Asked{who->session, who->account, *question};
}

ResendResult Confirmation::send(database::TenantTx& tx, const Occasion& occasion, const Asked& asked,
                                const std::string& session_token) const {
    const auto purpose = asked.question.purpose;
    const auto& account = asked.account;
    const auto sent = sendCode(
        tx, occasion, account, challengeOf(asked.session, account, purpose, session_token), "confirm",
        "confirm_code", outbox_, [&](int sequence, const std::string& code, UtcTime until) {
            return words_.confirm_sms(occasion, account.language, sequence, code, until);
        });
    logSignIn(tx,
              {"code_sent", 'E', sent == CodeSent::Sent, std::string{nameOf(sent)}, account.id,
               asked.session.id, asked.session.used_by, occasion.ip, ruleOf(purpose)},
              occasion.at);
    return resultOf(sent);
}

bool Confirmation::ask(const Occasion& occasion, const std::string& session_token,
                       const ConfirmationRequest& request) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto who = findSignedIn(tx, occasion, session_token, true);
    if (!who)
        return false;
    storeQuestion(tx, who->session.id, request.purpose, request.detail_json, request.back, occasion.at);
    const auto latest = latestCode(tx, who->session.id, request.purpose, occasion.at);
    if (!latest || !latest->open)
        static_cast<void>(
            send(tx, occasion, {who->session, who->account, {request.purpose, request.back}}, session_token));
    tx.commit();
    return true;
}

std::optional<ConfirmationPage> Confirmation::page(const Occasion& occasion,
                                                   const std::string& session_token) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto asked = find(tx, occasion, session_token, false);
    if (!asked)
        return std::nullopt;
    const auto purpose = asked->question.purpose;
    ConfirmationPage page{purpose, asked->question.back,
                          codePageOf(tx, occasion, asked->account,
                                     challengeOf(asked->session, asked->account, purpose, session_token))};
    tx.commit();
    return page;
}

ConfirmResult Confirmation::confirm(const Occasion& occasion, const std::string& session_token,
                                    std::string_view typed) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto asked = find(tx, occasion, session_token, true);
    if (!asked)
        return {};
    const auto purpose = asked->question.purpose;
    const auto check = checkCode(tx, occasion, asked->account,
                                 challengeOf(asked->session, asked->account, purpose, session_token), typed,
                                 outbox_, words_);
    const std::string word{nameOf(check)};
    const bool right = check == CodeCheck::Right || check == CodeCheck::Recovered;
    logSignIn(tx,
              {right ? "confirmed" : "code_refused", 'E', right, right ? std::string{} : word,
               asked->account.id, asked->session.id, asked->session.used_by, occasion.ip, ruleOf(purpose)},
              occasion.at);
    ConfirmResult result{kindOf(check), asked->question.back, purpose, ""};
    if (right) {
        result.session = newToken();
        noteConfirmed(tx, asked->session.id, occasion.at);
        renewSession(tx, asked->session.id, sessionHash(occasion, result.session), occasion.at);
    }
    tx.commit();
    observe::count(observe::Metric::Codes, {occasion.tenant.text(), word});
    return result;
}

ResendResult Confirmation::resend(const Occasion& occasion, const std::string& session_token) const {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto asked = find(tx, occasion, session_token, true);
    if (!asked)
        return ResendResult::NoSession;
    const auto sent = send(tx, occasion, *asked, session_token);
    tx.commit();
    return sent;
}

bool Confirmation::isConfirmed(database::TenantTx& tx, const SessionId& session, CodePurpose purpose,
                               UtcTime at) {
    return confirmedSince(tx, session, purpose, at - kConfirmedFor, at);
}

std::optional<std::string> Confirmation::use(database::TenantTx& tx, const SessionId& session,
                                             CodePurpose purpose, UtcTime at) {
    return useConfirmation(tx, session, purpose, at - kConfirmedFor, at);
}

bool asksConfirmation(const config::TenantSettings& settings, CodePurpose purpose) noexcept {
    const auto& sms = settings.login.sms;
    switch (purpose) {
        case CodePurpose::Password:
            return sms.password_change;
        case CodePurpose::Phone:
        case CodePurpose::Email:
            return sms.own_data_change != config::OwnDataSms::None;
        case CodePurpose::OwnData:
            return sms.own_data_change == config::OwnDataSms::Any;
        case CodePurpose::Factors:
        case CodePurpose::Login:
        case CodePurpose::Reset:
        case CodePurpose::Registration:
        case CodePurpose::NewPhone:
        case CodePurpose::NewEmail:
            break;
    }
    return true;
}

}  // namespace inzage::identity
