#include <algorithm>
#include <array>

#include "admin/demo_data/history.h"
#include "admin/demo_data/narrator.h"

namespace inzage::demo_data {

namespace {

using std::chrono::days;

struct Goal {
    std::string area;
    std::string wish;
    std::array<std::string_view, 4> agreements;  ///< one after the other, version by version
    std::string who;
};

constexpr std::size_t kGoalsPerPlan = 4;

std::vector<Goal> goalsOf(const Profile& client, Narrator& n) {
    const std::string care = client.team.home_care ? "Wijkteam" : "Verzorging";
    const std::string physio = client.team.one(Job::Physio).name.full() + ", fysiotherapeut";
    const std::string hobby{fragments::hobbyName(client.hobbies[0])};
    const std::string second{fragments::hobbyName(client.hobbies[1])};
    std::vector<Goal> goals;
    if (client.mobility == Mobility::Wheelchair)
        goals.push_back({"Zitten en bewegen",
                         "“Ik wil overdag uit bed zijn en niet doorliggen.”",
                         {"%S zit elke ochtend twee uur in de rolstoel.",
                          "%S zit ’s ochtends en ’s middags in de rolstoel. Wij wisselen vaker van houding.",
                          "%S zit de hele dag op, met een uur rust na de lunch.",
                          "%S zit de hele dag op. De fysiotherapeut kijkt elke maand naar de stoel."},
                         care + " en " + physio});
    else
        goals.push_back({"Lopen en bewegen",
                         client.team.home_care ? "“Ik wil zelf in en om het huis blijven lopen.”"
                                               : "“Ik wil zelf naar de huiskamer kunnen lopen.”",
                         {"%S oefent twee keer per week met de fysiotherapeut.",
                          "%S loopt elke dag een stukje over de gang, met iemand erbij.",
                          "%S loopt één keer per dag met hulp.",
                          "%S loopt drie keer per dag een stuk, met de rollator en met iemand erbij."},
                         care + " en " + physio});
    goals.push_back(
        {"Eten en drinken",
         client.diabetic ? "“Ik wil lekker eten, ook met suikerziekte.”"
                         : "“Ik eet graag samen met anderen.”",
         {"Wij letten erop dat %s genoeg drinkt.", "%S krijgt een tussendoortje om 10.00 en 15.00 uur.",
          "%S krijgt een tussendoortje om 10.00 en 15.00 uur. Wij wegen %o elke week.",
          "Wij wegen %s elke dinsdag en bespreken het gewicht elke maand."},
         care});
    goals.push_back({"Dag en contact",
                     "“Ik hou van " + hobby + " en van " + second + ".”",
                     {"%S gaat één keer per week naar een activiteit.",
                      "%S gaat één keer per week naar een activiteit. %F komt op zondag.",
                      "%S kiest zelf twee activiteiten per week.",
                      "%S kiest zelf twee activiteiten per week. Bij mooi weer gaan wij naar buiten."},
                     "Welzijn en familie"});
    goals.push_back(
        {"Slapen en rust",
         "“Ik wil ’s nachts goed slapen en niet te vroeg naar bed.”",
         {"%S gaat om tien uur naar bed.", "%S gaat om tien uur naar bed. Het nachtlampje blijft aan.",
          "%S gaat om tien uur naar bed. Wij kijken één keer per nacht.",
          "%S bepaalt zelf hoe laat %z naar bed gaat."},
         care});
    for (Goal& goal : goals)
        goal.wish = n.fill(goal.wish);
    return goals;
}

/// Moments when a plan was made anew, oldest first; the last is the current one.
std::vector<Day> versionDays(const Drop& drop, const Profile& client, Random& random) {
    const Day last = drop.lastDay(client);
    std::vector<Day> from;
    const int versions = random.between(2, 4);
    Day day = client.number == 1 ? last - days{4} : last - days{random.between(10, 150)};
    const int wanted = client.number == 1 ? 4 : versions;
    for (int i = 0; i < wanted; ++i) {
        from.push_back(day);
        day -= days{random.between(150, 200)};
    }
    std::ranges::reverse(from);
    return from;
}

struct Form {
    std::string_view title;
    std::array<std::string_view, 4> questions;
    std::array<std::array<std::string_view, 3>, 4> answers;  ///< from well to badly
};
constexpr std::array kForms{
    Form{"Hoe eet en drinkt %s?",
         {"Hoe vaak eet %s per dag?", "Hoeveel drinkt %s per dag?", "Gaat het slikken goed?",
          "Is het gewicht veranderd?"},
         {{{"Drie keer per dag, en iets tussendoor", "Drie keer, kleine porties", "Twee keer, weinig"},
           {"Anderhalve liter of meer", "Ongeveer een liter", "Minder dan een liter"},
           {"Ja", "Meestal", "Nee, vloeibaar gaat beter"},
           {"Nee", "Iets minder", "Ja, meer dan drie kilo minder"}}}},
    Form{"Hoe slaapt %s?",
         {"Slaapt %s door?", "Hoe vaak is %s wakker?", "Is %s uitgerust?", "Is er pijn in de nacht?"},
         {{{"Ja", "Meestal", "Nee"},
           {"Niet of één keer", "Twee of drie keer", "Vaker"},
           {"Ja", "Soms", "Nee, vaak moe"},
           {"Nee", "Soms", "Ja"}}}},
    Form{"Kan %s vallen?",
         {"Is %s gevallen in het laatste half jaar?", "Staat %s vast op de benen?",
          "Draagt %s goede schoenen?", "Ligt er niets in de weg?"},
         {{{"Nee", "Eén keer", "Vaker dan één keer"},
           {"Ja", "Met de rollator wel", "Nee"},
           {"Ja", "Soms sloffen", "Nee"},
           {"Alles is vrij", "Een mat ligt los", "Er staat te veel in de kamer"}}}},
    Form{"Hoe voelt %s zich?",
         {"Is %s vrolijk?", "Doet %s mee met anderen?", "Is er vaak verdriet?", "Heeft %s genoeg bezoek?"},
         {{{"Vaak", "Soms", "Weinig"},
           {"Ja, graag", "Soms", "Liever niet"},
           {"Nee", "Soms", "Ja"},
           {"Ja", "Het mag meer", "Nee"}}}},
    Form{"Heeft %s pijn?",
         {"Heeft %s pijn in rust?", "Heeft %s pijn bij bewegen?", "Helpen de pijnstillers?",
          "Waar zit de pijn?"},
         {{{"Nee", "Een beetje", "Ja"},
           {"Nee", "Een beetje", "Ja"},
           {"Ja", "Deels", "Nee"},
           {"Geen pijn", "Knie of heup", "Rug"}}}}};

}  // namespace

CsvFile carePlanFile(const std::filesystem::path& dir) {
    return {dir / "care_plan.csv",
            {"source_id", "changed_at", "client", "plan", "version", "title", "valid_from", "valid_until",
             "status", "signed_at", "area", "wish", "agreement", "who", "review_on"}};
}

void writeCarePlans(CsvFile& out, const Drop& drop, const Profile& client) {
    Narrator narrator{client, drop.randomFor("plans", client)};
    const std::vector<Day> from = versionDays(drop, client, narrator.random());
    const std::vector<Goal> goals = goalsOf(client, narrator);
    std::array<std::size_t, kGoalsPerPlan> step{};
    for (std::size_t v = 0; v < from.size(); ++v) {
        const bool current = v + 1 == from.size();
        const bool ended = !current || client.care_until.has_value();
        const std::string until =
            !current ? isoDay(from[v + 1] - days{1})
                     : (client.care_until ? isoDay(std::max(*client.care_until, from[v])) : "");
        const std::string id = "Z" + client.source_id.substr(1) + "-" + std::to_string(v + 1);
        const std::string signed_at = isoMoment(fromDutchClock(from[v], 660));
        for (std::size_t g = 0; g < goals.size(); ++g) {
            // Two goals move on with each version: enough to see what changed, not so much that all is new.
            // The fourth comes with the second version.
            if (v > 0 && (g == v % 2 || g == 2))
                step[g] = std::min<std::size_t>(step[g] + 1, 3);
            if (client.number == 1 && current)
                step[g] = g < 2 ? 3 : step[g];
            if (g == 3 && v == 0)
                continue;
            out.row({id, signed_at, client.source_id, "Z" + client.source_id.substr(1), std::to_string(v + 1),
                     "Zorgplan van " + narrator.politeName(), isoDay(from[v]), until,
                     ended ? "ended" : "active", signed_at, goals[g].area, goals[g].wish,
                     narrator.fill(goals[g].agreements[step[g]]), goals[g].who,
                     isoDay(from[v] + days{g == 2 ? 180 : 90})});
        }
    }
}

CsvFile questionnaireFile(const std::filesystem::path& dir) {
    return {dir / "questionnaire.csv",
            {"source_id", "changed_at", "client", "title", "filled_at", "author_name", "author_role", "score",
             "question", "answer"}};
}

void writeQuestionnaires(CsvFile& out, const Drop& drop, const Profile& client) {
    Narrator narrator{client, drop.randomFor("forms", client)};
    Random& random = narrator.random();
    const Staff& nurse = client.team.one(Job::Nurse);
    const Day last = drop.lastDay(client);
    int number = 0;
    std::size_t form_at = random.below(kForms.size());
    // Backwards from yesterday, so that the newest is fresh; mevrouw Jansen's newest is about eating.
    std::vector<std::pair<Day, std::size_t>> filled;
    for (Day day = last - days{client.number == 1 ? 1 : random.between(1, 40)}; day > drop.first_day;
         day -= days{random.between(35, 60)})
        filled.emplace_back(day, client.number == 1 && filled.empty() ? 0 : form_at++ % kForms.size());
    std::ranges::reverse(filled);
    for (const auto& [day, which] : filled) {
        const Form& form = kForms[which];
        const UtcTime at = fromDutchClock(day, 970);
        if (at > drop.until)
            continue;
        const std::string id = recordId('Q', client, ++number);
        std::array<std::size_t, 4> level{};
        std::size_t points = 0;
        for (std::size_t& one : level) {
            // Mevrouw Jansen's newest one is the good news of the demo.
            const bool scripted = client.number == 1 && day == filled.back().first;
            one = scripted || random.chance(65) ? 0 : (random.chance(75) ? 1 : 2);
            points += 2 - one;
        }
        for (std::size_t q = 0; q < form.questions.size(); ++q)
            out.row({id, isoMoment(at), client.source_id, narrator.fill(form.title), isoMoment(at),
                     nurse.name.full(), "verpleegkundige", std::to_string(points),
                     narrator.fill(form.questions[q]), form.answers[q][level[q]]});
    }
}

}  // namespace inzage::demo_data
