#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/database/tenant_tx.h"
#include "platform/notices/mail_rules.h"

/// The SQL of mails about news.
namespace inzage::notices {

/// Somebody who is told something, and what they chose.
struct Told {
    AccountId account;
    NewsKind kind;
    std::map<std::string, std::string> saved;  ///< preferences "mail.…"
    MailsSoFar so_far;
};

/// Takes notices that nobody planned mails for, at most `max`, and says whom they concern: people with an
/// address who may see them now. Nobody about a client who died. `taken` gets the number of notices.
[[nodiscard]] std::vector<Told> takeNews(database::TenantTx& tx, int max, UtcTime at,
                                         const std::string& today, int visible_days, int& taken);

/// The mail of that account goes out by then, or sooner when it was planned sooner.
void planMail(database::TenantTx& tx, const AccountId& account, UtcTime due);

/// Somebody whose mail is due.
struct DueMail {
    AccountId account;
    Private<std::string> email;
    std::string language;
    std::map<std::string, std::string> saved;
    std::vector<NewsKind>
        unread;  ///< the kinds of news that they haven't seen and may see, since the last mail
};
/// Takes due mails, at most `max`; the rows stay locked until the transaction ends.
[[nodiscard]] std::vector<DueMail> takeDue(database::TenantTx& tx, int max, UtcTime at,
                                           const std::string& today, int visible_days);
/// What became of it: mailed now, or nothing was unread any more.
void noteMailed(database::TenantTx& tx, const AccountId& account, bool mailed, UtcTime at,
                const std::string& today);

/// Somebody who is told that care has ended, or will: not the client when they died.
struct CareEndReader {
    AccountId account;
    Private<std::string> email;
    std::string language;
    std::string ended_on;  ///< "2026-11-01"
    std::string role;      ///< at that client
};
/// Takes clients whose end of care nobody was told yet, at most `max`: their readers. Another date is told
/// anew; what is over already, or was told, is not.
[[nodiscard]] std::vector<CareEndReader> takeCareEnds(database::TenantTx& tx, int max,
                                                      const std::string& today, int visible_days);

/// When the next mail is due.
[[nodiscard]] std::optional<UtcTime> nextMail(database::TenantTx& tx);

}  // namespace inzage::notices
