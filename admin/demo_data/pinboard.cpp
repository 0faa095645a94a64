// What family and friends put on a client's pinboard.
#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "admin/demo_data/history.h"

namespace inzage::demo_data {

namespace {

using std::chrono::days;

struct Post {
    UtcTime at{};
    std::string author;
    std::string body;
};

constexpr std::string_view kLines[]{
    "Wat was het gezellig zondag. Wij komen over twee weken weer.",
    "De foto’s van de verjaardag zijn klaar. Ik neem ze zaterdag mee.",
    "Ik heb nieuwe sloffen gekocht. Ze staan onder in de kast.",
    "Morgen kan ik niet komen. Kan iemand anders de was ophalen?",
    "De was is opgehaald. Vrijdag breng ik hem schoon terug.",
    "Groeten van de buren uit de oude straat. Zij komen volgende maand op bezoek.",
    "Wij hebben samen buiten gewandeld. De zon scheen, het was heerlijk.",
    "Vanmiddag hebben wij kaarten gespeeld. Ik heb drie keer verloren.",
    "Er ligt een nieuw fotoboek op tafel. Bekijk het gerust samen.",
    "De kleinkinderen hebben tekeningen gemaakt. Ze hangen naast het raam.",
    "Wie gaat er mee naar de tandarts? Laat het even weten.",
    "De nieuwe bril is binnen. Lezen gaat weer veel beter.",
    "Ik heb de plantjes water gegeven. Dat mag maandag weer.",
    "Zaterdag bak ik appeltaart. Er is genoeg voor iedereen.",
    "Bedankt voor alle kaarten. Zij hangen allemaal aan de muur.",
};
constexpr int kDaysBack = 240;

void addJansenPosts(std::vector<Post>& posts, const Drop& drop) {
    const auto at = [&](int days_ago, int minute) {
        return fromDutchClock(drop.today - days{days_ago}, minute);
    };
    posts.push_back(
        {at(9, 1170), "Anna Jansen",
         "Het feest was prachtig. Mama heeft de hele middag gelachen.\nDank aan iedereen die er was."});
    posts.push_back(
        {at(8, 605), "Joke Jansen", "Ik heb de foto’s van het feest laten afdrukken. Ik neem ze mee."});
    posts.push_back(
        {at(3, 1215), "Piet Puk", "Hallo oma, woensdag kom ik koffie drinken. Ik neem krentenbrood mee."});
    posts.push_back({at(1, 1100), "Wil Smit", "Veel groeten uit Sittard. Ik denk aan je."});
}

}  // namespace

CsvFile pinboardFile(const std::filesystem::path& dir) {
    return {dir / "pinboard_post.csv",
            {"source_id", "changed_at", "client", "author_name", "posted_at", "body"}};
}

void writePinboard(CsvFile& out, const Drop& drop, const Profile& client) {
    if (client.relatives.empty())
        return;
    Random random = drop.randomFor("pinboard", client);
    Bag lines;
    std::vector<Post> posts;
    for (int i = random.between(2, 7); i > 0; --i) {
        const Day day = drop.lastDay(client) - days{random.between(10, kDaysBack)};
        const Relative& by = random.pick(client.relatives);
        posts.push_back({fromDutchClock(day, random.between(540, 1290)), by.name.full(),
                         std::string{kLines[lines.draw(random, std::size(kLines))]}});
    }
    if (client.number == 1)
        addJansenPosts(posts, drop);
    std::ranges::stable_sort(posts, {}, &Post::at);
    int number = 0;
    for (const Post& post : posts)
        if (post.at <= drop.until)
            out.row({recordId('W', client, ++number), isoMoment(post.at), client.source_id, post.author,
                     isoMoment(post.at), post.body});
}

}  // namespace inzage::demo_data
