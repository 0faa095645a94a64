#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/access/entrance.h"
#include "platform/base/clock.h"
#include "platform/base/private.h"

namespace inzage::dossier {

/// A kind of report this client has, or the questionnaires as one kind.
struct ReadingKind {
    std::string code;   ///< the care-record system's code; kQuestionnaires for the questionnaires
    std::string label;  ///< empty for the questionnaires: the catalogue has the word
};
constexpr std::string_view kQuestionnaires = "vragenlijsten";

/// One line of the list beside the text.
struct ReadingItem {
    bool questionnaire = false;
    std::string id;
    Private<std::string> title;
    Private<std::string> author_name;
    UtcTime at;
};

struct Answer {
    Private<std::string> question;
    Private<std::string> answer;
};

/// The whole text of a report, or a filled-in questionnaire.
struct Reading {
    ReadingItem item;
    std::string kind_label;
    std::string author_role;
    Private<std::string> body;    ///< of a report
    Private<std::string> score;   ///< of a questionnaire
    std::vector<Answer> answers;  ///< of a questionnaire
    UtcTime updated_at;
    bool is_new = false;
    bool by_family = false;  ///< written in the portal
    std::string state;       ///< of such a report: changes::change_state()
};

struct ReadingQuestion {
    std::string kind;  ///< a ReadingKind code, or "" for every kind of report and the questionnaires
    std::optional<std::string> id;  ///< the one to read; absent: the list alone
    bool questionnaire = false;     ///< whether `id` is one of a questionnaire
    bool reports = true;            ///< sections the organisation shows
    bool questionnaires = true;
};

constexpr int kListAround = 8;  ///< items of the list before and after the one that is read

struct ReadingPage {
    std::vector<ReadingKind> kinds;
    std::vector<ReadingItem> list;   ///< newest first, around the one that is read
    std::optional<Reading> reading;  ///< absent when there is nothing, or no id was asked for
    std::optional<ReadingItem> newer;
    std::optional<ReadingItem> older;
    std::optional<UtcTime> synced_at;
    bool unknown = false;  ///< an id was asked for that isn't there: 404
};

struct ReadingAnswer {
    access::Viewer viewer;
    ReadingPage page;
};

/// In one round trip. Cost does not grow with the size of the dossier.
[[nodiscard]] std::variant<ReadingAnswer, http::Response> findReading(const tenancy::Visit& visit,
                                                                      const ReadingQuestion& question);

}  // namespace inzage::dossier
