#include "platform/messages/page_parts.h"

#include <array>

namespace inzage::messages {
namespace {

/// Where to go with a question instead: the organisation's own words, or the care.
std::string instead(const tenancy::Visit& visit) {
    const auto& own = visit.settings().dossier.questions_text;
    return own.empty() ? visit.say("messages.ask_the_care") : own;
}

}  // namespace

void showDone(const tenancy::Visit& visit, views::Model& model) {
    constexpr std::array<std::string_view, 4> kDeeds{"verstuurd", "bewaard", "weg", "opnieuw"};
    constexpr std::array<std::string_view, 4> kTexts{"messages.done_sent", "messages.done_kept",
                                                     "messages.done_dropped", "messages.done_again"};
    const auto deed = visit.request.query("gedaan").value_or("");
    for (std::size_t i = 0; i < kDeeds.size(); ++i)
        if (deed == kDeeds[i])
            model.add("DONE").set("TEXT", visit.say(kTexts[i]));
}

void showNews(const std::optional<UtcTime>& arrived_at, std::string_view conversation, views::Model& model) {
    const auto since = std::chrono::duration_cast<std::chrono::microseconds>(
        arrived_at.value_or(UtcTime{}).time_since_epoch());
    views::Model& news = model.add("NEWS");
    news.set("SINCE", std::to_string(since.count()));
    news.set("CONVERSATION", conversation);
    news.set("HERE", std::string{kList} + (conversation.empty() ? "" : "/" + std::string{conversation}));
}

void showCareNotes(const tenancy::Visit& visit, views::Model& model) {
    const auto& settings = visit.settings().messages;
    if (!settings.holiday_warning.empty())
        model.add("HOLIDAY").set("TEXT", settings.holiday_warning);
    if (!settings.reply_time_text.empty())
        model.add("REPLY_TIME").set("TEXT", settings.reply_time_text);
}

std::string whyText(const tenancy::Visit& visit, NoStaff why) {
    switch (why) {
        case NoStaff::None:
            return "";
        case NoStaff::NotHere:
            return visit.say("messages.no_staff_here") + " " + instead(visit);
        case NoStaff::ReplyOnly:
            return visit.say("messages.no_staff_reply_only");
        case NoStaff::NotThisRole:
            return visit.say("messages.no_staff_role") + " " + instead(visit);
        case NoStaff::NoOwnCarer:
            return visit.say("messages.no_staff_carer") + " " + instead(visit);
        case NoStaff::NobodyReceives:
            return visit.say("messages.no_staff_receives") + " " + instead(visit);
    }
    return "";
}

std::string whyText(const tenancy::Visit& visit, NoReply why) {
    switch (why) {
        case NoReply::None:
            return "";
        case NoReply::StaffNotHere:
            return visit.say("messages.no_staff_here") + " " + instead(visit);
        case NoReply::NotThisRole:
            return visit.say("messages.no_staff_role") + " " + instead(visit);
        case NoReply::CarerGone:
            return visit.say("messages.no_reply_carer");
        case NoReply::NobodyLeft:
            return visit.say("messages.no_reply_left");
        case NoReply::NoPeople:
            return visit.say("messages.no_people_here");
    }
    return "";
}

std::string readersText(const tenancy::Visit& visit, const Facts& facts, const std::string& people) {
    if (facts.for_circle)
        return visit.say("messages.readers_circle");
    return visit.say("messages.readers", {{"NAMES", people}});
}

}  // namespace inzage::messages
