// messages, pinboard, people, profile, download
#include "platform/config/tables.h"

namespace inzage::config {
namespace {

void declareMessages(GroupDef<MessagesSettings>& g) {
    g.flag("between_people", &MessagesSettings::between_people,
           "Whether the people around one client can write to each other.");
    g.flag("several_recipients", &MessagesSettings::several_recipients,
           "Whether one message can go to several people.");
    g.choice("to_staff", &MessagesSettings::to_staff,
             Words<MessagesToStaff>{{"none", MessagesToStaff::None},
                                    {"reply_only", MessagesToStaff::ReplyOnly},
                                    {"linked_carer", MessagesToStaff::LinkedCarer},
                                    {"care_team", MessagesToStaff::CareTeam}},
             "Messages to staff: none, only answers, to the own carer linked in the care team, or to any "
             "member of it.");
    g.choice("to_staff_by", &MessagesSettings::to_staff_by,
             Words<Who>{{"client_and_representative", Who::ClientAndRepresentative},
                        {"client_and_manager", Who::ClientAndManager},
                        {"everyone_with_right", Who::EveryoneWithRight}},
             "Who may write to staff.");
    g.flag("staff_may_start", &MessagesSettings::staff_may_start, "Whether staff can begin a conversation.");
    g.flag("newest_first", &MessagesSettings::newest_first, "Whether the newest message stands first.");
    g.text("audience_text", &MessagesSettings::audience_text, {.max = 400}, "Who can read these messages.");
    g.text("holiday_warning", &MessagesSettings::holiday_warning, {.max = 400},
           "Shown when writing to staff: nobody else reads it when the person is away.");
    g.text("reply_time_text", &MessagesSettings::reply_time_text, {.max = 400},
           "Shown when writing to staff: when an answer can be expected.");
    g.whole("text_chars_max", &MessagesSettings::text_chars_max, {200, 20000, "characters"},
            "Longest message.");
    g.whole("per_hour_max", &MessagesSettings::per_hour_max, {5, 1000, "messages"},
            "How many messages one person may send in an hour.");
}

void declarePinboard(GroupDef<PinboardSettings>& g) {
    g.flag("posts", &PinboardSettings::posts, "Whether there is a pinboard to write on.");
    g.flag("reactions", &PinboardSettings::reactions, "Whether posts can be answered.");
    g.flag("photos", &PinboardSettings::photos, "Whether posts can have a photo.");
    g.choice("staff", &PinboardSettings::staff,
             Words<StaffOnPinboard>{{"no_access", StaffOnPinboard::NoAccess},
                                    {"reads_without_alert", StaffOnPinboard::ReadsWithoutAlert}},
             "What staff can do with the pinboard.");
    g.text("hint", &PinboardSettings::hint, {.max = 400}, "What the pinboard is for.");
    g.whole("text_chars_max", &PinboardSettings::text_chars_max, {200, 10000, "characters"}, "Longest post.");
    g.whole("photo_mib_max", &PinboardSettings::photo_mib_max, {1, 10, "MiB"}, "Largest photo.");
}

Words<Right> rightWords() {
    Words<Right> words;
    for (const Right right : kRights)
        words.emplace_back(std::string{nameOf(right)}, right);
    return words;
}

void declareContacts(GroupDef<PeopleSettings>& g) {
    g.flag("contacts_shown", &PeopleSettings::contacts_shown, "Whether the list of contacts is shown.");
    g.choice("contacts_order", &PeopleSettings::contacts_order,
             Words<ContactsOrder>{{"alphabetical", ContactsOrder::Alphabetical},
                                  {"care_record", ContactsOrder::CareRecord}},
             "Order of the list of contacts.");
    g.flag("care_team_shown", &PeopleSettings::care_team_shown, "Whether the care team is shown.");
    g.flag("care_team_roles_shown", &PeopleSettings::care_team_roles_shown, "Whether their roles are shown.");
    g.flag("care_team_message_button", &PeopleSettings::care_team_message_button,
           "Whether the care team has the button Stuur een bericht.");
}

void declarePeopleGroup(GroupDef<PeopleSettings>& g) {
    declareContacts(g);
    g.choice("adding", &PeopleSettings::adding,
             Words<AddingPeople>{{"by_organisation", AddingPeople::ByOrganisation},
                                 {"request_to_organisation", AddingPeople::RequestToOrganisation},
                                 {"by_user", AddingPeople::ByUser},
                                 {"by_manager", AddingPeople::ByManager}},
             "Who brings in people: the organisation, the organisation at the portal holder's request, "
             "everyone with "
             "the right settings, or the portal manager.");
    g.text("request_url", &PeopleSettings::request_url, {.format = TextFormat::HttpsUrl, .max = 500},
           "The organisation's form, for request_to_organisation.");
    g.flag("rights_per_person", &PeopleSettings::rights_per_person,
           "Whether each person has rights of their own.");
    g.choices("default_rights", &PeopleSettings::default_rights, rightWords(),
              "Rights that are ticked for a new person.");
    g.flag("last_login_shown", &PeopleSettings::last_login_shown,
           "Whether the last login of each person is shown.");
    g.flag("locked_people", &PeopleSettings::locked_people,
           "People whom the care record locks can't be removed here; they have a lock (slotje).");
    g.text("invited_role", &PeopleSettings::invited_role, {.min = 1, .max = 60},
           "Role of a person who was added here.");
    g.flag("invited_role_fixed", &PeopleSettings::invited_role_fixed, "Whether that role can't be changed.");
    g.text("rights_advice", &PeopleSettings::rights_advice, {.max = 400}, "Shown where rights are given.");
    g.whole("invitation_lifetime_h", &PeopleSettings::invitation_lifetime_h, {1, 720, "hours"},
            "How long an invitation can be used.");
    g.whole("invited_addresses_per_day", &PeopleSettings::invited_addresses_per_day, {1, 500, "addresses"},
            "To how many different addresses one person can have invitations sent in 24 hours.");
}

void declareProfile(GroupDef<ProfileSettings>& g) {
    g.choices("editable", &ProfileSettings::editable,
              Words<OwnData>{{"mobile", OwnData::Mobile},
                             {"email", OwnData::Email},
                             {"password", OwnData::Password},
                             {"phone", OwnData::Phone},
                             {"address", OwnData::Address}},
              "Which own data a user can change.");
    g.text("other_changes_text", &ProfileSettings::other_changes_text, {.max = 400},
           "Whom to tell about all other changes.");
    g.flag("own_photo", &ProfileSettings::own_photo, "Whether users can add a photo of themselves.");
    g.flag(
        "client_photo_editable", &ProfileSettings::client_photo_editable,
        "Whether who has the right to settings can set the client's photo, shown beside the client's name.");
}

void declareNotices(GroupDef<NoticesSettings>& g) {
    const Words<MailChoice> choices{
        {"at_once", MailChoice::AtOnce}, {"daily", MailChoice::Daily}, {"off", MailChoice::Off}};
    g.choice("mail_message", &NoticesSettings::mail_message, choices,
             "When somebody who chose nothing is mailed that there is a new message. Mails say that there is "
             "something, "
             "never what.");
    g.choice("mail_appointment", &NoticesSettings::mail_appointment, choices,
             "… that an appointment changed.");
    g.choice("mail_pinboard", &NoticesSettings::mail_pinboard, choices,
             "… that there is something on the pinboard.");
    g.choice("mail_plan", &NoticesSettings::mail_plan, choices, "… that the care plan was renewed.");
    g.choice("mail_report", &NoticesSettings::mail_report, choices, "… that a report was changed.");
    g.choice("mail_change_failed", &NoticesSettings::mail_change_failed, choices,
             "… that something they wrote did not reach the care-record system.");
    g.clock("digest_at", &NoticesSettings::digest_at_min,
            "When the daily mail goes out, in the organisation's zone.");
    g.clock("quiet_from", &NoticesSettings::quiet_from_min,
            "From when no mails about news go out; people can choose other hours.");
    g.clock("quiet_until", &NoticesSettings::quiet_until_min,
            "Until when; the same as quiet_from: no quiet hours.");
    g.whole("mails_per_day_max", &NoticesSettings::mails_per_day_max, {1, 50, "mails"},
            "Mails about news to one person a day; what is more waits for the next daily mail.");
}

void declareFiles(GroupDef<FilesSettings>& g) {
    g.whole("file_mib_max", &FilesSettings::file_mib_max, {1, 10, "MiB"}, "Largest photo or attachment.");
    g.whole("megapixels_max", &FilesSettings::megapixels_max, {1, 40, "megapixels"},
            "Largest photo, width times height.");
    g.whole("person_mib_max", &FilesSettings::person_mib_max, {10, 5000, "MiB"},
            "All photos and attachments that one person keeps in the portal, together.");
}

}  // namespace

void declarePeople(GroupDef<TenantSettings>& table) {
    table.group("messages", &TenantSettings::messages, "Messages.", declareMessages);
    table.group("pinboard", &TenantSettings::pinboard, "The pinboard.", declarePinboard);
    table.group("people", &TenantSettings::people, "Contacts, care team, and who may see what.",
                declarePeopleGroup);
    table.group("profile", &TenantSettings::profile, "Own data.", declareProfile);
    table.group("notices", &TenantSettings::notices, "Mails about what is new.", declareNotices);
    table.group("files", &TenantSettings::files, "Photos and attachments.", declareFiles);
    table.group("download", &TenantSettings::download, "Downloading everything about a client.",
                [](GroupDef<DownloadSettings>& g) {
                    g.choice("allowed", &DownloadSettings::allowed,
                             Words<Who>{{"nobody", Who::Nobody},
                                        {"manager", Who::Manager},
                                        {"client_and_manager", Who::ClientAndManager}},
                             "Who may download.");
                    g.text("warning", &DownloadSettings::warning, {.max = 400}, "Shown before the download.");
                    g.whole("link_lifetime_h", &DownloadSettings::link_lifetime_h, {1, 168, "hours"},
                            "How long the finished download can be fetched.");
                });
}

}  // namespace inzage::config
