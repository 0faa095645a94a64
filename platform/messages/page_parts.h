#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/files/workshop.h"
#include "platform/messages/rules.h"

/// What the pages of messages have in common.
namespace inzage::messages {

void registerWritingPages(tenancy::Pages& pages, files::Workshop& workshop);
void registerAnswerPages(tenancy::Pages& pages, files::Workshop& workshop);
void registerNewsPage(tenancy::Pages& pages);

constexpr std::string_view kList = "/berichten";

/// Section DONE {TEXT} for what the address says was just done: "verstuurd", "bewaard", "weg", "opnieuw".
void showDone(const tenancy::Visit& visit, views::Model& model);
/// Section NEWS: where the script asks whether something new arrived after this moment. `conversation`: ""
/// for all.
void showNews(const std::optional<UtcTime>& arrived_at, std::string_view conversation, views::Model& model);
/// Sections HOLIDAY and REPLY_TIME: what to expect of a message to the care.
void showCareNotes(const tenancy::Visit& visit, views::Model& model);

/// Why nobody can begin a message to the care, and what to do instead.
[[nodiscard]] std::string whyText(const tenancy::Visit& visit, NoStaff why);
[[nodiscard]] std::string whyText(const tenancy::Visit& visit, NoReply why);
/// Who will read an answer here: "Joke Jansen en u kunnen dit lezen."
[[nodiscard]] std::string readersText(const tenancy::Visit& visit, const Facts& facts,
                                      const std::string& people);

}  // namespace inzage::messages
