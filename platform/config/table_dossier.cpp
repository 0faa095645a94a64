// dossier, sync, agenda
#include "platform/config/tables.h"

namespace inzage::config {
namespace {

Words<RecordKind> recordKindWords() {
    Words<RecordKind> words;
    for (const RecordKind kind : kRecordKinds)
        words.emplace_back(std::string{nameOf(kind)}, kind);
    return words;
}

void declareDossierGroup(GroupDef<DossierSettings>& g) {
    g.choices("sections", &DossierSettings::sections,
              Words<DossierSection>{{"reports", DossierSection::Reports},
                                    {"measurements", DossierSection::Measurements},
                                    {"questionnaires", DossierSection::Questionnaires},
                                    {"care_plan", DossierSection::CarePlan},
                                    {"notices", DossierSection::Notices}},
              "What the dossier shows; the others are left out everywhere.");
    g.choices("tabs", &DossierSettings::tabs,
              Words<DossierTab>{{"timeline", DossierTab::Timeline},
                                {"read", DossierTab::Read},
                                {"write", DossierTab::Write},
                                {"plans", DossierTab::Plans}},
              "The tabs, in this order: Tijdslijn, Lezen, Schrijven, Plannen.");
    g.group("writing", &DossierSettings::writing, "Reports by client and family.",
            [](GroupDef<WritingSettings>& w) {
                w.flag("allowed", &WritingSettings::allowed, "Whether client and family may write a report.");
                w.text("hint", &WritingSettings::hint, {.max = 1000},
                       "What a report is for and what it is not for.");
                w.groups("kinds", &WritingSettings::kinds, 8,
                         "What a report can be about; left out: one kind, \"Van familie of cliënt\".",
                         [](GroupDef<WritingKind>& kind) {
                             kind.text("code", &WritingKind::code,
                                       {.format = TextFormat::Word, .required = true, .max = 40},
                                       "As the care-record system knows it.");
                             kind.text("label", &WritingKind::label, {.required = true, .max = 60},
                                       "What people read.");
                         });
                w.whole("days_back_max", &WritingSettings::days_back_max, {0, 60, "days"},
                        "How long ago something may have happened.");
                w.whole("text_chars_max", &WritingSettings::text_chars_max, {200, 20000, "characters"},
                        "Longest report.");
            });
    g.choice("plan_change_notice", &DossierSettings::plan_change_notice,
             Words<PlanChangeNotice>{{"none", PlanChangeNotice::None},
                                     {"in_dossier", PlanChangeNotice::InDossier},
                                     {"notices_button", PlanChangeNotice::NoticesButton}},
             "How a changed care plan is told.");
    g.text("silence_text", &DossierSettings::silence_text, {.max = 400},
           "Why there may be no new reports for a while.");
    g.text("questions_text", &DossierSettings::questions_text, {.max = 400},
           "Whom to ask about what the dossier says.");
    g.flag("visits_shown", &DossierSettings::visits_shown,
           "Whether a day with an appointment of the care and without a report says \"Zorg verleend, geen "
           "bijzonderheden\"; only for people who may see appointments, and where agenda shows them.");
    g.groups("glossary", &DossierSettings::glossary, 300,
             "Abbreviations and words of care staff, explained under the reports where they stand.",
             [](GroupDef<GlossaryEntry>& entry) {
                 entry.text(
                     "word", &GlossaryEntry::word, {.required = true, .max = 40},
                     "The abbreviation as staff write it; capitals make no difference, except in one or two "
                     "capital letters such as HA.");
                 entry.text("meaning", &GlossaryEntry::meaning, {.required = true, .max = 200},
                            "What it means in plain words.");
             });
    g.whole("visible_after_care_days", &DossierSettings::visible_after_care_days, {0, 365, "days"},
            "How long the dossier stays visible after the care has ended.");
}

void declareSchedule(GroupDef<ScheduleRule>& g) {
    g.choices("kinds", &ScheduleRule::kinds, recordKindWords(), "Which kinds of records.");
    g.mustBeGiven();
    g.clocks("at", &ScheduleRule::at_min, "Times of day, \"00:00\" to \"24:00\"; instead of every_min.");
    g.whole("every_min", &ScheduleRule::every_min, {5, 1440, "minutes"},
            "The distance between runs, counted from `from`; instead of `at`.");
    g.clock("from", &ScheduleRule::from_min, "First run of the day.");
    g.clock("to", &ScheduleRule::to_min, "No run after this time; a run at exactly this time happens.");
}

void declareSync(GroupDef<SyncSettings>& g) {
    g.text("adapter", &SyncSettings::adapter, {.format = TextFormat::Word, .min = 1, .max = 32},
           "The plugin that talks to the care-record system.");
    g.tree("settings", &SyncSettings::adapter_settings,
           "The adapter's own settings, see its README; a key that ends in _file names a secret file.");
    g.groups("schedules", &SyncSettings::schedules, 20,
             "When which records are fetched, in wall-clock time of identity.time_zone.", declareSchedule);
    g.mustBeGiven();
    g.whole("deadline_s", &SyncSettings::deadline_s, {10, 14400, "seconds"},
            "A run that takes longer is stopped; shorter than the shortest distance between runs.");
    g.whole("late_after_min", &SyncSettings::late_after_min, {0, 2880, "minutes"},
            "When missing data is an alert; 0: after twice the longest distance between runs.");
    g.whole("failures_to_pause", &SyncSettings::failures_to_pause, {1, 20, "crashes in a row"},
            "After so many the adapter is paused until somebody looks.");
    g.group("outbound", &SyncSettings::outbound, "What people write in the portal, on its way there.",
            [](GroupDef<OutboundSettings>& o) {
                o.whole("every_s", &OutboundSettings::every_s, {1, 3600, "seconds"},
                        "What was written is handed over within a few seconds, but no more often than this; "
                        "every run that fetches hands over first as well.");
                o.whole("give_up_after_h", &OutboundSettings::give_up_after_h, {1, 720, "hours"},
                        "What can't be handed over for so long is set aside, and its writer is told.");
            });
}

Words<Who> whoWords() {
    return {{"nobody", Who::Nobody},
            {"manager", Who::Manager},
            {"client_and_manager", Who::ClientAndManager},
            {"client_and_representative", Who::ClientAndRepresentative},
            {"everyone_with_right", Who::EveryoneWithRight}};
}

void declareAgenda(GroupDef<AgendaSettings>& g) {
    g.choice("own_appointments", &AgendaSettings::own_appointments, whoWords(),
             "Who may put own appointments in the agenda.");
    g.whole("lead_time_h", &AgendaSettings::lead_time_h, {0, 336, "hours"},
            "An own appointment begins at least so long from now.");
    g.flag("private_offered", &AgendaSettings::private_offered,
           "Whether an own appointment can be private: staff then see only that the time is taken.");
    g.text("visibility_text", &AgendaSettings::visibility_text, {.max = 400},
           "Who sees what of an own appointment.");
    g.text("advice", &AgendaSettings::advice, {.max = 400}, "Shown above the form for a new appointment.");
    g.text("clash_text", &AgendaSettings::clash_text, {.max = 400},
           "What to do when the time is taken already.");
    g.flag("care_appointments_shown", &AgendaSettings::care_appointments_shown,
           "Whether appointments of the care are shown.");
    g.flag("home_care_sees_own_only", &AgendaSettings::home_care_sees_own_only,
           "Clients in home care see only the appointments they made themselves.");
    g.flag("private_kept_from_family", &AgendaSettings::private_kept_from_family,
           "Of a private appointment the other people in the portal, too, see only that the time is taken.");
    g.flag("calendar_links", &AgendaSettings::calendar_links,
           "People may read the agenda in a calendar program by a private link.");
}

}  // namespace

void declareDossier(GroupDef<TenantSettings>& table) {
    table.group("dossier", &TenantSettings::dossier, "What of the dossier is shown, and how.",
                declareDossierGroup);
    table.group("sync", &TenantSettings::sync, "Fetching from the care-record system.", declareSync);
    table.mustBeGiven();
    table.group("agenda", &TenantSettings::agenda, "Appointments.", declareAgenda);
}

}  // namespace inzage::config
