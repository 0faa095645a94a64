#include <algorithm>
#include <array>

#include "admin/demo_data/history.h"
#include "admin/demo_data/narrator.h"

namespace inzage::demo_data {

namespace {

namespace f = fragments;

enum class Subject { Day, Night, Evening, Wellbeing, Physio, Doctor, Family, Incident, Illness, Plan };

struct Label {
    std::string_view code;
    std::string_view label;
};

Label labelOf(Subject subject) {
    switch (subject) {
        case Subject::Day:
        case Subject::Evening:
            return {"daily", "Dagrapportage"};
        case Subject::Night:
            return {"night", "Nachtrapportage"};
        case Subject::Wellbeing:
            return {"wellbeing", "Welzijn"};
        case Subject::Physio:
            return {"therapy", "Fysiotherapie"};
        case Subject::Doctor:
            return {"doctor", "Arts"};
        case Subject::Family:
            return {"family", "Contact met familie"};
        case Subject::Incident:
            return {"incident", "Bijzonderheid"};
        case Subject::Illness:
            return {"daily", "Dagrapportage"};
        case Subject::Plan:
            return {"care_plan", "Zorgplan"};
    }
    return {};
}

Job writerOf(Subject subject) {
    switch (subject) {
        case Subject::Day:
        case Subject::Evening:
        case Subject::Family:
        case Subject::Incident:
        case Subject::Illness:
            return Job::Carer;
        case Subject::Night:
            return Job::NightCarer;
        case Subject::Wellbeing:
            return Job::Activities;
        case Subject::Physio:
            return Job::Physio;
        case Subject::Doctor:
        case Subject::Plan:
            return Job::Nurse;
    }
    return Job::Carer;
}

struct Report {
    UtcTime at{};
    Subject subject = Subject::Day;
    std::string title;
    std::string body;
    std::size_t writer = 0;
};

std::string ownDay(Narrator& n) {
    const Profile& client = n.client();
    Random& random = n.random();
    const f::Lines moving = client.mobility == Mobility::Wheelchair ? f::wheelchair() : f::rollator();
    if (client.team.home_care)
        return joined({n.say(f::homeMorning(), random.between(1, 2)),
                       n.say(f::homeDay(), random.between(1, 2)), random.chance(20) ? n.say(f::mood()) : ""});
    switch (random.below(5)) {
        case 0:
            return joined({n.say(f::morningCare()), n.say(f::breakfast()), n.say(moving)});
        case 1:
            return joined({n.say(f::mood()), n.say(f::activity()), n.say(f::meal())});
        case 2:
            return joined({n.say(f::activity()), n.say(f::afternoon()), n.say(f::visit())});
        case 3:
            return joined({n.say(moving), n.say(f::meal()), n.say(f::mood()), n.say(f::afternoon())});
        default:
            return joined({n.say(f::morningCare()), n.say(f::meal()), n.say(f::medicine())});
    }
}

std::string bodyOf(Subject subject, Narrator& n, unsigned month) {
    Random& random = n.random();
    switch (subject) {
        case Subject::Day:
            return joined({ownDay(n), random.chance(6) ? n.say(f::season(month)) : ""});
        case Subject::Night:
            return n.say(f::night(), random.between(1, 2));
        case Subject::Evening:
            return n.client().team.home_care ? n.say(f::homeEvening(), random.between(2, 3))
                                             : n.say(f::evening(), random.between(2, 3));
        case Subject::Wellbeing:
            return joined({n.say(f::hobby(n.client().hobbies[random.below(2)])), n.say(f::mood()),
                           random.chance(30) ? n.say(f::season(month)) : ""});
        case Subject::Physio:
            return n.say(f::physio(), random.between(2, 3));
        case Subject::Doctor:
            return joined({n.say(f::doctorOpening()), n.say(f::doctorFinding(), 2)}) +
                   "\n\nWij hebben dit afgesproken: " + n.say(f::doctorAgreement(), random.between(1, 2));
        case Subject::Family:
            return n.say(f::familyContact(), random.between(1, 2));
        case Subject::Incident:
            return random.chance(50) ? n.say(f::skin(), 2) : n.say(f::afterFall(), 2);
        case Subject::Illness:
            return joined({n.say(f::cold(), 2), n.say(f::meal())});
        case Subject::Plan:
            return n.say(f::planMeeting(), 4);
    }
    return {};
}

std::string titleOf(Subject subject, const Narrator& n) {
    switch (subject) {
        case Subject::Day:
            return "Rapportage van de dag";
        case Subject::Night:
            return "Rapportage van de nacht";
        case Subject::Evening:
            return "Rapportage van de avond";
        case Subject::Wellbeing:
            return "Iets fijns gedaan";
        case Subject::Physio:
            return "Oefenen met de fysiotherapeut";
        case Subject::Doctor:
            return n.client().team.home_care ? "Bezoek van de huisarts" : "Bezoek van de arts";
        case Subject::Family:
            return "Contact met de familie";
        case Subject::Incident:
            return "Bijzonderheid";
        case Subject::Illness:
            return n.client().name.female ? "Mevrouw is verkouden" : "Meneer is verkouden";
        case Subject::Plan:
            return "Zorgplan besproken";
    }
    return {};
}

struct Slot {
    int minute;  ///< after midnight
    Subject usual;
};
constexpr std::array kSlots{
    Slot{425, Subject::Night},      Slot{560, Subject::Day},     Slot{655, Subject::Doctor},
    Slot{790, Subject::Day},        Slot{870, Subject::Physio},  Slot{940, Subject::Day},
    Slot{1010, Subject::Wellbeing}, Slot{1060, Subject::Family}, Slot{1245, Subject::Evening}};

/// What is written at this slot: the special ones only now and then, else about the day.
Subject subjectFor(const Slot& slot, const Profile& client, const Happening* happening, Random& random) {
    // Nobody from the care sits up at home.
    if (slot.usual == Subject::Night && client.team.home_care)
        return Subject::Day;
    switch (slot.usual) {
        case Subject::Night:
        case Subject::Evening:
            return slot.usual;
        case Subject::Doctor:
            return random.chance(happening != nullptr ? 30 : 6) ? Subject::Doctor : Subject::Day;
        case Subject::Physio:
            return random.chance(25) ? Subject::Physio : Subject::Day;
        case Subject::Wellbeing:
            return random.chance(55) ? Subject::Wellbeing : Subject::Day;
        case Subject::Family:
            return random.chance(25) ? Subject::Family : Subject::Day;
        case Subject::Day:
        case Subject::Incident:
        case Subject::Illness:
        case Subject::Plan:
            break;
    }
    if (happening != nullptr && random.chance(70))
        return happening->kind == Happening::Kind::Cold ? Subject::Illness : Subject::Incident;
    return random.chance(2) ? Subject::Incident : Subject::Day;
}

void addDay(std::vector<Report>& reports, Narrator& n, Day day, int count,
            const std::vector<Happening>& happenings) {
    const Happening* happening = happeningOn(happenings, day);
    Bag slots;
    std::vector<std::size_t> chosen;
    for (int i = 0; i < std::min(count, static_cast<int>(kSlots.size())); ++i)
        chosen.push_back(slots.draw(n.random(), kSlots.size()));
    std::ranges::sort(chosen);
    const unsigned month = static_cast<unsigned>(std::chrono::year_month_day{day}.month());
    for (const std::size_t at : chosen) {
        Report report;
        const Slot& slot = kSlots[at];
        report.at = fromDutchClock(day, slot.minute + n.random().between(-25, 25));
        report.subject = subjectFor(slot, n.client(), happening, n.random());
        n.begin();
        report.body = bodyOf(report.subject, n, month);
        report.title = titleOf(report.subject, n);
        report.writer = n.random().below(3);
        reports.push_back(std::move(report));
    }
}

/// The fall itself, told on its first day.
void addFalls(std::vector<Report>& reports, Narrator& n, const std::vector<Happening>& happenings) {
    for (const Happening& happening : happenings) {
        if (happening.kind != Happening::Kind::Fall)
            continue;
        Report report;
        report.at = fromDutchClock(happening.from, 455);
        report.subject = Subject::Incident;
        report.title = "Gevallen";
        const auto lines = f::fall();
        n.begin();
        report.body = joined({n.fill(lines[n.random().below(3)]), n.fill(lines[3 + n.random().below(3)]),
                              n.fill(lines[6]), n.fill(lines[7 + n.random().below(3)])});
        reports.push_back(std::move(report));
    }
}

void add(std::vector<Report>& reports, UtcTime at, Subject subject, std::string title, std::string body,
         std::size_t writer = 0) {
    reports.push_back({at, subject, std::move(title), std::move(body), writer});
}

/// The last days of mevrouw Jansen: what the demo shows and tells about.
void addJansenWeek(std::vector<Report>& reports, Day today) {
    using std::chrono::days;
    std::erase_if(reports, [&](const Report& r) { return r.at >= fromDutchClock(today - days{1}, 0); });
    add(reports, fromDutchClock(today - days{4}, 600), Subject::Plan, "Zorgplan besproken",
        "Vandaag hebben wij het zorgplan besproken met mevrouw en haar dochter Anna. Mevrouw wil graag zelf "
        "naar de "
        "huiskamer lopen. Dat gaan wij drie keer per dag doen. Wij wegen mevrouw elke week. Het nieuwe plan "
        "staat in het "
        "dossier.");
    add(reports, fromDutchClock(today - days{2}, 860), Subject::Wellbeing, "Muziekmiddag",
        "Mevrouw was bij de muziekmiddag. Zij zong alle oude liedjes mee en danste in haar stoel. Na afloop "
        "was zij moe "
        "en heel tevreden.");
    add(reports, fromDutchClock(today - days{1}, 510), Subject::Night, "Rustige nacht",
        "Mevrouw heeft goed geslapen. Zij is één keer naar het toilet geweest.");
    add(reports, fromDutchClock(today - days{1}, 935), Subject::Day, "Rapportage van de dag",
        "Mevrouw was vandaag opgewekt. Zij at bij het ontbijt twee boterhammen met kaas. ’s Middags kwam "
        "haar dochter "
        "Anna op bezoek. Zij dronken samen koffie in de tuinkamer.");
    add(reports, fromDutchClock(today, 410), Subject::Night, "Rustige nacht",
        "Een rustige nacht zonder bijzonderheden. Mevrouw was om zeven uur wakker.");
    add(reports, fromDutchClock(today, 665), Subject::Doctor, "Bezoek van de huisarts",
        "De huisarts is vanochtend bij mevrouw geweest. Hij heeft naar de rechterenkel gekeken. De zwelling "
        "is minder dan "
        "vorige week en mevrouw heeft bijna geen pijn meer.\n\nWij hebben dit afgesproken: Mevrouw mag weer "
        "korte stukjes "
        "lopen, met de rollator en met iemand erbij. De fysiotherapeut oefent twee keer per week met haar. "
        "De pijnstiller "
        "gaat van drie naar twee keer per dag.\n\nMevrouw was blij met het bezoek.");
    add(reports, fromDutchClock(today, 940), Subject::Day, "Rapportage van de dag",
        "Mevrouw heeft vanochtend goed meegedaan met de gymnastiek. Zij liep zelf met de rollator naar de "
        "huiskamer. Bij "
        "de lunch at zij haar bord leeg.");
}

std::vector<Report> tell(const Drop& drop, const Profile& client) {
    const auto happenings = happeningsOf(drop, client);
    Narrator narrator{client, drop.randomFor("reports", client)};
    const Day last = drop.lastDay(client);
    const auto days_told = static_cast<std::size_t>((last - drop.first_day).count()) + 1;
    std::vector<int> per_day(days_told, 0);
    for (int i = 0; i < client.reports; ++i) {
        const double place = (i + narrator.random().unit()) * static_cast<double>(days_told) / client.reports;
        ++per_day[std::min(static_cast<std::size_t>(place), days_told - 1)];
    }
    std::vector<Report> reports;
    for (std::size_t i = 0; i < days_told; ++i)
        addDay(reports, narrator, drop.first_day + std::chrono::days{i}, per_day[i], happenings);
    addFalls(reports, narrator, happenings);
    if (client.number == 1)
        addJansenWeek(reports, drop.today);
    std::erase_if(reports, [&](const Report& r) { return r.at > drop.until; });
    std::ranges::stable_sort(reports, {}, &Report::at);
    return reports;
}

}  // namespace

CsvFile reportFile(const std::filesystem::path& dir) {
    return {dir / "report.csv",
            {"source_id", "changed_at", "client", "kind_code", "kind_label", "title", "body", "author_name",
             "author_role", "happened_at", "withdrawn"}};
}

void writeReports(CsvFile& out, const Drop& drop, const Profile& client) {
    int number = 0;
    for (const Report& report : tell(drop, client)) {
        const Job job = writerOf(report.subject);
        const Staff& writer = client.team.one(job, report.writer);
        const Label label = labelOf(report.subject);
        const std::string at = isoMoment(report.at);
        out.row({recordId('R', client, ++number), at, client.source_id, label.code, label.label, report.title,
                 report.body, writer.name.full(), job == Job::Nurse ? "verpleegkundige" : roleOf(job), at,
                 "0"});
    }
}

}  // namespace inzage::demo_data
