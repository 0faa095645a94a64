#include "platform/base/token.h"
#include "platform/identity/account_store.h"
#include "platform/identity/code_sending.h"
#include "platform/identity/reset/password_change.h"
#include "platform/identity/session_store.h"
#include "platform/identity/sign_in.h"

/// The step with the new password.
namespace inzage::identity {
namespace {

/// What a login demanded a new password for.
ChangedBy wayOf(const Occasion& occasion, const Account& account, EnteredBy way) {
    if (way == EnteredBy::OneTime)
        return ChangedBy::OneTime;
    return passwordReasonFor(occasion, account, way).value_or("first") == "first" ? ChangedBy::First
                                                                                  : ChangedBy::Aged;
}

}  // namespace

std::optional<NewPasswordPage> SignIn::newPasswordPage(const Occasion& occasion,
                                                       const std::string& session_token) {
    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session =
        findSession(tx, sessionHash(occasion, session_token), occasion.settings.login.session, occasion.at);
    if (!session || session->state != SessionState::NewPassword)
        return std::nullopt;
    touchSession(tx, session->id, occasion.at);
    const auto account = readAccount(tx, session->account, occasion.today);
    tx.commit();
    if (!account)
        return std::nullopt;
    return NewPasswordPage{passwordReasonFor(occasion, *account, session->entered_by).value_or("first"),
                           account->login_name};
}

NewPasswordResult SignIn::newPassword(const Occasion& occasion, const std::string& session_token,
                                      const Private<std::string>& password,
                                      const Private<std::string>& again) {
    const auto token_hash = sessionHash(occasion, session_token);
    std::optional<Account> account;
    {
        auto tx = occasion.pools.begin(occasion.tenant);
        const auto session = findSession(tx, token_hash, occasion.settings.login.session, occasion.at);
        if (!session || session->state != SessionState::NewPassword)
            return {};
        account = readAccount(tx, session->account, occasion.today);
        tx.commit();
    }
    if (!account || !account->may_sign_in)
        return {};
    const auto refused = [](PasswordFault fault) {
        return NewPasswordResult{NewPasswordResult::Kind::Refused, fault, {}};
    };
    const auto chosen = normalised(password.reveal());
    if (const auto fault =
            passwordFault(chosen, passwordRulesOf(occasion.settings, account->login_name, account->email)))
        return refused(*fault);
    if (chosen != normalised(again.reveal()))
        return refused(PasswordFault::NotTheSame);
    if (!account->password_hash.empty()) {
        const auto same = hasher_.check(account->password_hash, chosen);
        if (same == PasswordAnswer::Busy)
            return {NewPasswordResult::Kind::Busy, std::nullopt, {}};
        if (same != PasswordAnswer::Wrong)
            return refused(PasswordFault::Unchanged);
    }
    const auto hash = hasher_.hash(chosen);
    if (!hash)
        return {NewPasswordResult::Kind::Busy, std::nullopt, {}};

    auto tx = occasion.pools.begin(occasion.tenant);
    const auto session = findSession(tx, token_hash, occasion.settings.login.session, occasion.at, true);
    if (!session || session->state != SessionState::NewPassword)
        return {};
    if (session->entered_by == EnteredBy::Link) {
        settleNewPassword(tx, occasion, *account, *hash, std::nullopt, ChangedBy::Link, outbox_, words_);
        tx.commit();
        return {NewPasswordResult::Kind::Changed, std::nullopt, {}};
    }
    settleNewPassword(tx, occasion, *account, *hash, session, wayOf(occasion, *account, session->entered_by),
                      outbox_, words_);
    const auto arrival = arrivalWithNewPassword(occasion, *account);
    NewPasswordResult result{NewPasswordResult::Kind::Passed, std::nullopt, {newToken(), ""}, arrival.next};
    advanceSession(tx, session->id, sessionHash(occasion, result.cookies.session), arrival.state,
                   std::nullopt, occasion.at, sessionEnd(occasion));
    if (arrival.state == SessionState::Full) {
        noteLogin(tx, account->id, occasion.at);
        logSignIn(
            tx,
            {"login", 'E', true, "", account->id, session->id, session->used_by, occasion.ip, "new_password"},
            occasion.at);
    }
    tx.commit();
    return result;
}

PasswordRules passwordRulesOf(const config::TenantSettings& settings, const std::string& login_name,
                              const std::string& email) {
    PasswordRules rules{settings.login.password.min_length, {login_name, email.substr(0, email.find('@'))}};
    for (const auto* words :
         {&settings.identity.name, &settings.identity.short_name, &settings.identity.id}) {
        rules.known_words.push_back(*words);
        std::string joined;
        for (const char c : *words)
            if (c != ' ')
                joined += c;
        rules.known_words.push_back(joined);
    }
    // The parts of a name too: mw.jansen gives "jansen".
    for (std::size_t from = 0; from < login_name.size();) {
        const auto end = std::min(login_name.find_first_of(".@_-", from), login_name.size());
        rules.known_words.push_back(login_name.substr(from, end - from));
        from = end + 1;
    }
    return rules;
}

std::string deviceName(std::string_view agent) {
    const auto has = [&](std::string_view word) { return agent.find(word) != std::string_view::npos; };
    const auto pick = [&](std::initializer_list<std::pair<std::string_view, std::string_view>> names) {
        for (const auto& [word, name] : names)
            if (has(word))
                return std::string{name};
        return std::string{};
    };
    const auto browser = pick({{"Edg", "Edge"},
                               {"OPR/", "Opera"},
                               {"SamsungBrowser", "Samsung Internet"},
                               {"Firefox", "Firefox"},
                               {"FxiOS", "Firefox"},
                               {"CriOS", "Chrome"},
                               {"Chrome", "Chrome"},
                               {"Safari", "Safari"}});
    const auto system = pick({{"iPhone", "iPhone"},
                              {"iPad", "iPad"},
                              {"Android", "Android"},
                              {"Windows", "Windows"},
                              {"Macintosh", "Mac"},
                              {"CrOS", "Chromebook"},
                              {"Linux", "Linux"}});
    if (browser.empty() || system.empty())
        return browser + system;
    return browser + " op " + system;
}

}  // namespace inzage::identity
