#include "admin/demo_data/people.h"

#include <cmath>

#include "admin/demo_data/fragments.h"

namespace inzage::demo_data {

namespace {

using Texts = std::string_view[];

constexpr std::string_view kOldWomen[]{
    "Johanna", "Maria",     "Wilhelmina", "Elisabeth",  "Hendrika",  "Grietje",   "Geertruida", "Adriana",
    "Jantje",  "Catharina", "Aaltje",     "Petronella", "Trijntje",  "Antonia",   "Margaretha", "Neeltje",
    "Helena",  "Gerda",     "Tineke",     "Ria",        "Willemina", "Josephina", "Truus",      "Annie"};
constexpr std::string_view kOldMen[]{"Johannes", "Jan",       "Hendrik", "Cornelis", "Willem",
                                     "Gerrit",   "Pieter",    "Jacob",   "Adrianus", "Dirk",
                                     "Klaas",    "Theodorus", "Albert",  "Harm",     "Antonius",
                                     "Joseph",   "Leendert",  "Geert",   "Frans",    "Roelof"};
constexpr std::string_view kWomen[]{"Marga",   "Els",     "Ingrid",  "Sandra", "Fatima", "Petra",
                                    "Linda",   "Esther",  "Monique", "Saskia", "Karin",  "Yvonne",
                                    "Jolanda", "Mirjam",  "Anouk",   "Samira", "Carla",  "Ilse",
                                    "Hanneke", "Marloes", "Ellen",   "Nadia",  "Wendy",  "Astrid"};
constexpr std::string_view kMen[]{"Tom",  "Mark",   "Peter",  "Erik", "Rob",     "Jeroen",
                                  "Bas",  "Frank",  "Ahmed",  "Ruud", "Martijn", "Kees",
                                  "Henk", "Wouter", "Hassan", "Paul", "Bram",    "Sjoerd"};
struct Family {
    std::string_view prefix;
    std::string_view name;
};
constexpr Family kFamilies[]{
    {"de", "Vries"},       {"", "Bakker"},       {"van den", "Berg"}, {"", "Smit"},     {"", "Visser"},
    {"de", "Boer"},        {"", "Mulder"},       {"de", "Groot"},     {"", "Bos"},      {"", "Vos"},
    {"", "Peters"},        {"", "Hendriks"},     {"van", "Leeuwen"},  {"", "Dekker"},   {"", "Brouwer"},
    {"de", "Wit"},         {"", "Dijkstra"},     {"", "Smits"},       {"de", "Graaf"},  {"van der", "Meer"},
    {"van der", "Linden"}, {"", "Kok"},          {"", "Jacobs"},      {"de", "Haan"},   {"", "Vermeulen"},
    {"van der", "Veen"},   {"van den", "Broek"}, {"de", "Bruijn"},    {"", "Schouten"}, {"van", "Beek"},
    {"", "Willems"},       {"van", "Vliet"},     {"", "Hoekstra"},    {"", "Maas"},     {"", "Verhoeven"},
    {"", "Koster"},        {"van", "Dam"},       {"", "Prins"},       {"", "Blom"},     {"", "Huisman"},
    {"", "Otten"},         {"", "Postma"},       {"", "Kuipers"},     {"van", "Wijk"}};
constexpr std::string_view kPlaces[]{"De Linde",     "De Wilgenhof",  "Het Anker",    "De Zonnebloem",
                                     "De Meander",   "De Eikenhorst", "Het Veerhuis", "De Akker",
                                     "De Beukelaar", "De Waterlelie"};
constexpr std::string_view kStreets[]{"Dorpsstraat", "Kerkweg",   "Molenlaan", "Julianastraat",
                                      "Stationsweg", "Lindelaan", "Havenkade", "Schoolstraat"};

Family inventFamily(Random& random) {
    return random.pick(kFamilies);
}

Name inventName(Random& random, bool female, bool old, Family family) {
    Name name;
    name.female = female;
    name.given = old ? (female ? random.pick(kOldWomen) : random.pick(kOldMen))
                     : (female ? random.pick(kWomen) : random.pick(kMen));
    name.initials = name.given.substr(0, 1) + ".";
    if (old && random.chance(60))
        name.initials += std::string(1, "AMCJGTH"[random.below(7)]) + ".";
    name.prefix = family.prefix;
    name.family = family.name;
    return name;
}

std::string phone(int block, int number) {
    std::string digits = std::to_string(10000 + (block * 100 + number) % 10000).substr(1);
    return "06 1234 " + digits;
}

std::string mail(const Name& name) {
    std::string text = name.given + "." + name.prefix + name.family;
    std::string plain;
    for (const char c : text)
        if (c != ' ')
            plain.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    return plain + "@example.nl";
}

std::string address(Random& random) {
    return std::string{random.pick(kStreets)} + " " + std::to_string(random.between(1, 180)) + ", " +
           std::to_string(random.between(1, 9)) + "0" + std::to_string(random.between(10, 99)) +
           " AB Ons Dorp";
}

Staff invent(Random& random, Job job) {
    const bool female = random.chance(job == Job::Physio || job == Job::NightCarer ? 50 : 80);
    return {inventName(random, female, false, inventFamily(random)), job};
}

std::vector<Team> inventTeams(std::uint64_t seed) {
    std::vector<Team> teams;
    Random random{seed, "teams", 0};
    Bag places;
    for (int i = 0; i < 6; ++i) {
        Team team;
        team.home_care = i == 5;
        team.location =
            team.home_care
                ? "Thuiszorg " + std::string{kPlaces[places.draw(random, std::size(kPlaces))]}.substr(3)
                : std::string{kPlaces[places.draw(random, std::size(kPlaces))]};
        team.ward = team.home_care ? "Wijkteam " + std::to_string(random.between(1, 4))
                                   : "Afdeling " + std::to_string(i % 3 + 1);
        for (const Job job :
             {Job::Nurse, Job::Carer, Job::Carer, Job::Carer, Job::NightCarer, Job::Physio, Job::Activities})
            team.staff.push_back(invent(random, job));
        teams.push_back(std::move(team));
    }
    // The team that everybody meets first has the same faces everywhere.
    const auto name = [&](std::size_t at, bool female, std::string_view given, std::string_view prefix,
                          std::string_view family) {
        teams[0].staff[at].name = {female, std::string{given}, std::string{given.substr(0, 1)} + ".",
                                   std::string{prefix}, std::string{family}};
    };
    name(0, true, "Els", "", "Bakker");
    name(1, true, "Marga", "de", "Vries");
    name(4, false, "Henk", "", "Otten");
    name(5, false, "Tom", "", "Willems");
    return teams;
}

Relative relative(std::string person, Name name, std::string relation, int block, int number,
                  Random& random) {
    Relative r;
    r.person = std::move(person);
    r.email = mail(name);
    r.name = std::move(name);
    r.relation = std::move(relation);
    r.phone = phone(block, number);
    r.address = address(random);
    return r;
}

void inventRelatives(Profile& client, Random& random) {
    const int count = random.between(1, 4);
    for (int i = 0; i < count; ++i) {
        const bool female = random.chance(60);
        const bool child = i < 2 || random.chance(50);
        const Family family = child && (!female || random.chance(70))
                                  ? Family{client.name.prefix, client.name.family}
                                  : inventFamily(random);
        const std::string relation = child ? (female ? "dochter" : "zoon")
                                           : (female ? (random.chance(50) ? "kleindochter" : "buurvrouw")
                                                     : (random.chance(50) ? "kleinzoon" : "neef"));
        client.relatives.push_back(relative("P" + client.source_id.substr(1) + "-" + std::to_string(i + 1),
                                            inventName(random, female, false, family), relation,
                                            client.number, i + 1, random));
    }
    Relative& first = client.relatives.front();
    first.portal_manager = true;
    first.first_contact = true;
    first.locked = true;
    first.legal_representative = random.chance(50);
}

Relative anna(Random& random) {
    Relative r = relative("P0001", {true, "Anna", "A.", "", "Jansen"}, "dochter", 1, 1, random);
    r.portal_manager = true;
    r.legal_representative = true;
    r.first_contact = true;
    r.locked = true;
    r.phone = "06 1234 5602";  // the one of the demo account
    return r;
}

Relative piet(Random& random) {
    Relative r = relative("P0003", {false, "Piet", "P.", "", "Puk"}, "kleinzoon", 1, 3, random);
    r.phone = "06 1234 5603";
    return r;
}

/// The two clients of the demo accounts.
void scriptJansens(std::vector<Profile>& clients, Day today) {
    Random random{4711};
    Profile& mother = clients[0];
    mother.name = {true, "Cornelia", "C.", "", "Jansen"};
    mother.born = Day{std::chrono::year{1939} / 3 / 14};
    mother.mobility = Mobility::Rollator;
    mother.diabetic = true;
    mother.hobbies = {0, 1};
    mother.weight_kg = 60.0;
    mother.reports = 1500;
    mother.room = 14;
    mother.own_carer = 0;
    mother.relatives = {anna(random)};
    mother.relatives.push_back(
        relative("P0002", {true, "Joke", "J.", "", "Jansen"}, "schoondochter", 1, 2, random));
    mother.relatives.push_back(piet(random));
    mother.relatives.push_back(relative("P0004", {true, "Wil", "W.", "", "Smit"}, "buurvrouw", 1, 4, random));
    Profile& father = clients[1];
    father.name = {false, "Hendrik", "H.", "", "Jansen"};
    father.born = Day{std::chrono::year{1936} / 8 / 2};
    father.mobility = Mobility::Wheelchair;
    father.diabetic = false;
    father.hobbies = {3, 5};
    father.team = mother.team;
    father.reports = 700;
    father.room = 15;
    father.relatives = {anna(random), piet(random)};
    clients[2].reports = 3000;
    clients[2].care_until.reset();
    clients[3].care_until = today - std::chrono::days{5};
    clients[3].reports = 400;
    if (clients.size() > 4)
        clients[4].reports = 50;
}

}  // namespace

std::string_view roleOf(Job job) {
    switch (job) {
        case Job::Nurse:
            return "eerst verantwoordelijke verpleegkundige";
        case Job::Carer:
            return "verzorgende";
        case Job::NightCarer:
            return "nachtdienst";
        case Job::Physio:
            return "fysiotherapeut";
        case Job::Activities:
            return "activiteitenbegeleider";
    }
    return "";
}

const Staff& Team::one(Job job, std::size_t turn) const {
    switch (job) {
        case Job::Nurse:
            return staff[0];
        case Job::Carer:
            return staff[1 + turn % 3];
        case Job::NightCarer:
            return staff[4];
        case Job::Physio:
            return staff[5];
        case Job::Activities:
            return staff[6];
    }
    return staff[0];
}

std::vector<Profile> inventClients(std::uint64_t seed, int count, Day today) {
    const std::vector<Team> teams = inventTeams(seed);
    std::vector<Profile> clients;
    for (int number = 1; number <= count; ++number) {
        Random random{seed, "client", static_cast<std::uint64_t>(number)};
        Profile client;
        client.number = number;
        client.source_id = "C" + std::to_string(10000 + number).substr(1);
        client.name = inventName(random, random.chance(68), true, inventFamily(random));
        client.born = today - std::chrono::days{random.between(72 * 365, 99 * 365)};
        client.team = number <= 2 ? teams[0] : teams[random.below(teams.size())];
        client.room = random.between(1, 60);
        client.mobility =
            random.chance(65) || client.team.home_care ? Mobility::Rollator : Mobility::Wheelchair;
        client.diabetic = random.chance(25);
        client.hobbies[0] = random.below(fragments::hobbyCount());
        client.hobbies[1] =
            (client.hobbies[0] + 1 + random.below(fragments::hobbyCount() - 1)) % fragments::hobbyCount();
        client.own_carer = random.below(3);
        // Most dossiers have a few hundred reports, some a thousand and more: evenly on a logarithmic scale.
        client.reports = static_cast<int>(50.0 * std::pow(40.0, random.unit()));
        client.care_from = today - std::chrono::days{730 + random.between(0, 900)};
        client.weight_kg = (client.name.female ? 55.0 : 68.0) + 25.0 * random.unit();
        inventRelatives(client, random);
        clients.push_back(std::move(client));
    }
    scriptJansens(clients, today);
    return clients;
}

}  // namespace inzage::demo_data
