#include <algorithm>
#include <utility>

#include "admin/demo_data/history.h"
#include "admin/demo_data/narrator.h"

namespace inzage::demo_data {

namespace {

using std::chrono::days;

struct Slot {
    Day day{};
    int minute = 0;
    int length_min = 30;
    std::string title;
    std::string place;
    std::string with_name;
    std::string_view with_role;
    std::string_view kind = "care";
    std::string_view visibility = "public";
    bool cancelled = false;
    std::string note;
};

constexpr int kWeeksBack = 12;
constexpr int kWeeksAhead = 8;

std::string roomOf(const Profile& client) {
    return client.team.home_care ? "Thuis" : "Kamer " + std::to_string(client.room);
}

void addWeekly(std::vector<Slot>& slots, const Profile& client, Day monday, Random& random) {
    const Staff& physio = client.team.one(Job::Physio);
    const Staff& activities = client.team.one(Job::Activities);
    if (client.number % 3 != 0)
        slots.push_back({monday + days{2}, 630, 30, "Fysiotherapie",
                         client.team.home_care ? "Thuis" : "Oefenruimte", physio.name.full(),
                         roleOf(Job::Physio), "therapy", "public", random.chance(6), ""});
    if (!client.team.home_care)
        slots.push_back({monday + days{3}, 840, 90,
                         "Middag met " + std::string{fragments::hobbyName(client.hobbies[0])}, "Huiskamer",
                         activities.name.full(), roleOf(Job::Activities), "care", "public", false, ""});
    if (client.team.home_care)
        for (const int day : {0, 3})
            slots.push_back({monday + days{day}, 510, 30, "Hulp bij wassen en aankleden", "Thuis",
                             client.team.one(Job::Carer, static_cast<std::size_t>(day)).name.full(),
                             roleOf(Job::Carer), "care", "public", false, ""});
}

void addNowAndThen(std::vector<Slot>& slots, const Profile& client, Day monday, int week, Random& random) {
    const Staff& nurse = client.team.one(Job::Nurse);
    if ((week + client.number) % 5 == 0)
        slots.push_back({monday + days{1}, 660, 20, "Huisarts", roomOf(client), nurse.name.full(),
                         "verpleegkundige", "care", "public", false,
                         "Controle. " + nurse.name.given + " is erbij."});
    if ((week + client.number) % 6 == 2)
        slots.push_back({monday + days{3}, 690, 40, "Pedicure", roomOf(client), "", "pedicure", "care",
                         "public", false, "Neem sloffen mee."});
    if ((week + client.number) % 9 == 4)
        slots.push_back({monday + days{4}, 600, 45, "Gesprek over het zorgplan", "Spreekkamer",
                         nurse.name.full(), "verpleegkundige", "care", "public", random.chance(10),
                         "De familie is welkom."});
    if ((week + client.number) % 7 == 3)
        slots.push_back(
            {monday + days{3}, 900, 45, "Kapper", "Kapsalon", "", "", "own", "public", false, ""});
    if ((week + client.number) % 8 == 1)
        slots.push_back({monday + days{5}, 840, 120, "Koffie met de familie", roomOf(client), "", "", "own",
                         random.chance(40) ? "private" : "public", false, ""});
}

/// What mevrouw Jansen has to come, beside the rest.
void addJansenSlots(std::vector<Slot>& slots, const Profile& client, Day today) {
    const Staff& nurse = client.team.one(Job::Nurse);
    const Staff& physio = client.team.one(Job::Physio);
    slots.push_back({today, 660, 20, "Huisarts", "Kamer 14", nurse.name.full(), "verpleegkundige", "care",
                     "public", false, "Els Bakker is erbij."});
    slots.push_back({today + days{1}, 630, 30, "Fysiotherapie", "Oefenruimte", physio.name.full(),
                     roleOf(Job::Physio), "therapy", "public", false, ""});
    slots.push_back(
        {today + days{2}, 840, 120, "Koffie met Piet", "Huiskamer", "", "", "own", "public", false, ""});
    slots.push_back(
        {today + days{4}, 1140, 180, "Etentje bij Anna", "", "", "", "own", "private", false, ""});
    slots.push_back({today - days{12}, 660, 60, "Notaris", "", "", "", "own", "private", false, ""});
}

struct Talk {
    std::string subject;
    std::vector<std::pair<UtcTime, std::string>> messages;
    const Staff* by;
};

std::vector<Talk> talksOf(const Drop& drop, const Profile& client) {
    Narrator narrator{client, drop.randomFor("messages", client)};
    Random& random = narrator.random();
    std::vector<Talk> talks;
    constexpr std::string_view subjects[]{"Hoe gaat het deze week?", "Even een vraag",
                                          "Nieuws van de afdeling", "Afspraak maken"};
    const int count = client.number == 1 ? 2 : random.between(0, 3);
    for (int i = 0; i < count; ++i) {
        Talk talk;
        talk.by = &client.team.one(random.chance(40) ? Job::Nurse : Job::Carer, client.own_carer);
        talk.subject = subjects[random.below(std::size(subjects))];
        Day day = drop.lastDay(client) - days{random.between(6, 240)};
        const int lines = random.between(1, 3);
        for (int line = 0; line < lines; ++line, day += days{random.between(1, 2)}) {
            narrator.begin();
            talk.messages.emplace_back(fromDutchClock(day, random.between(550, 1100)),
                                       narrator.say(fragments::staffMessage()));
        }
        talks.push_back(std::move(talk));
    }
    if (client.number == 1) {
        talks.push_back({"Hoe is het met eten?",
                         {{fromDutchClock(drop.today - days{1}, 1000),
                           "Goedemiddag, uw moeder eet de laatste dagen wat beter. Zij krijgt een "
                           "tussendoortje om 10.00 en "
                           "15.00 uur."},
                          {fromDutchClock(drop.today, 920),
                           "Uw moeder heeft lekker gegeten vandaag. Zij vroeg nog naar de foto’s van het "
                           "feest. Kunt u die "
                           "op het prikbord zetten?"}},
                         &client.team.one(Job::Carer, 0)});
        talks.push_back(
            {"Zorgplan besproken",
             {{fromDutchClock(drop.today - days{4}, 690),
               "Het nieuwe zorgplan staat in het dossier. Wilt u het lezen? Bel gerust als u vragen hebt."}},
             &client.team.one(Job::Nurse)});
    }
    return talks;
}

}  // namespace

CsvFile appointmentFile(const std::filesystem::path& dir) {
    return {dir / "appointment.csv",
            {"source_id", "changed_at", "client", "title", "starts_at", "ends_at", "place", "with_name",
             "with_role", "kind", "visibility", "cancelled", "note"}};
}

void writeAppointments(CsvFile& out, const Drop& drop, const Profile& client) {
    if (client.care_until)
        return;
    Random random = drop.randomFor("agenda", client);
    const Day monday = drop.today - (std::chrono::weekday{drop.today} - std::chrono::Monday);
    std::vector<Slot> slots;
    for (int week = -kWeeksBack; week <= kWeeksAhead; ++week) {
        addWeekly(slots, client, monday + days{7 * week}, random);
        addNowAndThen(slots, client, monday + days{7 * week}, week + kWeeksBack, random);
    }
    if (client.number == 1) {
        std::erase_if(slots,
                      [&](const Slot& s) { return s.day >= drop.today && s.day <= drop.today + days{4}; });
        addJansenSlots(slots, client, drop.today);
    }
    std::ranges::stable_sort(slots, {}, [](const Slot& s) { return std::pair{s.day, s.minute}; });
    const std::string changed = isoMoment(fromDutchClock(drop.today - days{1}, 480));
    int number = 0;
    for (const Slot& slot : slots)
        out.row({recordId('A', client, ++number), changed, client.source_id, slot.title,
                 isoMoment(fromDutchClock(slot.day, slot.minute)),
                 isoMoment(fromDutchClock(slot.day, slot.minute + slot.length_min)), slot.place,
                 slot.with_name, slot.with_role, slot.kind, slot.visibility, slot.cancelled ? "1" : "0",
                 slot.note});
}

CsvFile messageFile(const std::filesystem::path& dir) {
    return {dir / "message.csv",
            {"source_id", "changed_at", "client", "conversation", "subject", "author_name", "author_role",
             "author_is_staff", "sent_at", "body", "in_reply_to"}};
}

void writeMessages(CsvFile& out, const Drop& drop, const Profile& client) {
    int conversation = 0;
    int number = 0;
    for (const Talk& talk : talksOf(drop, client)) {
        const std::string talk_id = recordId('G', client, ++conversation);
        std::string before;
        for (const auto& [at, body] : talk.messages) {
            if (at > drop.until)
                break;
            const std::string id = recordId('B', client, ++number);
            const std::string_view role =
                talk.by->job == Job::Nurse ? "verpleegkundige" : roleOf(talk.by->job);
            out.row({id, isoMoment(at), client.source_id, talk_id, talk.subject, talk.by->name.full(), role,
                     "1", isoMoment(at), body, before});
            before = id;
        }
    }
}

}  // namespace inzage::demo_data
