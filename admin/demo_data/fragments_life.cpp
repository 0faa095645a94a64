#include <array>

#include "admin/demo_data/fragments.h"

namespace inzage::demo_data::fragments {

Lines homeMorning() {
    static constexpr std::string_view lines[]{
        "%S deed zelf de deur open en was al aangekleed.",
        "Wij hebben geholpen met wassen en aankleden.",
        "De steunkousen zijn aangetrokken. De huid is in orde.",
        "%Z had %b ontbijt al klaar staan.",
        "De medicijnen uit de baxterrol zijn ingenomen.",
        "%S heeft gedoucht, met hulp bij de rug en de voeten.",
        "%Z had slecht geslapen en wilde rustig aan doen.",
        "Wij hebben thee gezet en samen de dag doorgenomen.",
        "De post lag nog op de mat. Wij hebben hem op tafel gelegd.",
        "%S liep vlot door het huis met de rollator.",
        "%Z had de krant al uit toen wij kwamen.",
        "Het bed is verschoond en de was zit in de machine.",
        "%S had het wat koud. De verwarming staat nu iets hoger.",
        "%Z at een boterham en dronk een glas melk.",
    };
    return lines;
}

Lines homeDay() {
    static constexpr std::string_view lines[]{
        "%S had een rustige ochtend.",
        "%F was er toen wij kwamen.",
        "%Z vertelde over het bezoek van %F.",
        "De boodschappen zijn gebracht. De koelkast is goed gevuld.",
        "Wij hebben gekeken of alles in de koelkast nog goed is.",
        "%Z heeft zelf soep gemaakt. Het rook heerlijk.",
        "%S gaat nog elke week naar de soos.",
        "De ogen zijn gedruppeld.",
        "%Z was buiten geweest met de buurman en zijn hond.",
        "Het alarm om de hals doet het. Wij hebben het getest.",
        "%S vroeg om hulp bij een brief. Wij hebben hem samen gelezen.",
        "Er waren geen bijzonderheden.",
        "%Z klaagde over pijn in de knie. Wij houden het in de gaten.",
        "De losse mat in de gang is weggehaald. Dat is veiliger.",
    };
    return lines;
}

Lines homeEvening() {
    static constexpr std::string_view lines[]{
        "De steunkousen zijn uitgetrokken en de benen ingesmeerd.",
        "%S had %b avondeten goed opgegeten.",
        "%Z zat lekker voor de televisie.",
        "Wij hebben geholpen met uitkleden.",
        "De deur is op slot en de sleutel hangt op de vaste plek.",
        "%S nam de medicijnen in met een glas water.",
        "%Z had gebeld met %F en was vrolijk.",
        "De kruik ligt in bed.",
        "%S wilde vandaag vroeg naar bed.",
        "De telefoon ligt naast het bed.",
    };
    return lines;
}

namespace {

constexpr std::string_view kMusic[]{
    "%S was bij de muziekmiddag en zong alle liedjes mee.",
    "%Z luisterde naar een oude plaat en vertelde over het dansen vroeger.",
    "Bij het lied van vroeger pakte %s de hand van %b buurvrouw.",
    "%Z tikte met de voet mee op de maat.",
    "%S vroeg om een plaat van vroeger. Iedereen zong mee.",
    "%Z speelde een paar noten op de piano in de zaal.",
    "Na de muziek was %s de rest van de dag opgewekt.",
};
constexpr std::string_view kGarden[]{
    "%S heeft de bakken op het terras water gegeven.",
    "%Z zat in de tuin en wees de bloemen bij naam aan.",
    "%S plukte een bosje bloemen voor op tafel.",
    "%Z gaf tips bij het snoeien van de rozen.",
    "%S heeft zaadjes gezaaid in een bakje bij het raam.",
    "%Z maakte een rondje langs de kippen in de tuin.",
    "De geraniums van %s doen het goed.",
};
constexpr std::string_view kPuzzle[]{
    "%S maakte een kruiswoordpuzzel en had maar twee vakjes leeg.",
    "%Z legde met %N een puzzel van 500 stukjes.",
    "%S las een hoofdstuk uit %b boek.",
    "%Z vroeg om een nieuw puzzelboekje. %F neemt het mee.",
    "%S hielp een medebewoner met een moeilijk woord.",
    "%Z deed mee met het woordspel en wist er veel.",
};
constexpr std::string_view kFootball[]{
    "%S keek naar het voetbal en juichte bij elk doelpunt.",
    "%Z praatte met %N lang over de wedstrijd van zondag.",
    "%S las de sportpagina’s van voor naar achter.",
    "%Z vertelde over %b tijd bij de voetbalclub.",
    "%F keek samen met %s naar de wedstrijd.",
    "Er werd verloren. %S mopperde en moest er later om lachen.",
};
constexpr std::string_view kKnitting[]{
    "%S breide aan een sjaal voor een achterkleinkind.",
    "%Z zocht samen met %N nieuwe wol uit.",
    "%S leerde een vrijwilliger een nieuwe steek.",
    "%Z haakte een onderzetter. Hij ligt op de koffietafel.",
    "Het breien ging vandaag goed. De handen deden geen pijn.",
    "%S gaf een paar gebreide sokken aan %F.",
};
constexpr std::string_view kCards[]{
    "%S speelde klaverjassen en won twee keer.",
    "%Z deed een potje rummikub met drie anderen.",
    "%S legde een spelletje patience.",
    "Bij het kaarten werd veel gelachen.",
    "%Z legde de regels nog een keer uit aan een nieuwe bewoner.",
    "%S speelde een potje dammen met %N. Het werd gelijk.",
};
constexpr std::string_view kBaking[]{
    "%S bakte met de groep een appeltaart. Het hele huis rook ernaar.",
    "%Z roerde het beslag voor de cake.",
    "%S vertelde hoe %b moeder vroeger boterkoek maakte.",
    "%Z mocht als eerste proeven en vond het gelukt.",
    "Wij hebben samen koekjes versierd.",
    "%S schreef een recept op voor %N.",
};
constexpr std::string_view kBirds[]{
    "%S zag een roodborstje op het balkon en riep iedereen erbij.",
    "%Z vulde met %N het voederhuisje.",
    "%S telde zes mezen voor het raam.",
    "%Z bladerde in het vogelboek en wist veel namen.",
    "Wij zijn naar de vijver geweest om de eenden te bekijken.",
};
constexpr std::string_view kChurch[]{
    "%S was bij de viering in de grote zaal.",           "%Z keek zondag naar de kerkdienst op televisie.",
    "%S stak een kaarsje aan bij de foto op %b kamer.",  "%Z zong mee met de bekende liederen.",
    "De vrijwilliger van de kerk bracht een bloemetje.",
};

struct Hobby {
    std::string_view name;
    Lines lines;
};
constexpr std::array kHobbies{
    Hobby{"muziek", kMusic},     Hobby{"de tuin", kGarden},      Hobby{"puzzelen en lezen", kPuzzle},
    Hobby{"voetbal", kFootball}, Hobby{"handwerken", kKnitting}, Hobby{"een kaartje leggen", kCards},
    Hobby{"bakken", kBaking},    Hobby{"vogels", kBirds},        Hobby{"de kerk", kChurch},
};

constexpr std::string_view kJanuary[]{"Het vroor buiten. Wij keken samen naar de witte tuin.",
                                      "Wij hebben op het nieuwe jaar geproost met een glaasje."};
constexpr std::string_view kFebruary[]{"De sneeuwklokjes bloeien. Wij zijn even gaan kijken.",
                                       "Er was carnaval in de zaal. %S droeg een rode hoed."};
constexpr std::string_view kMarch[]{"De eerste lentezon scheen naar binnen. Daar genoot %s van.",
                                    "Er staan narcissen op tafel."};
constexpr std::string_view kApril[]{"Wij hebben eieren geverfd voor Pasen.",
                                    "Op Koningsdag was er oranjegebak en muziek."};
constexpr std::string_view kMay[]{"Wij zaten voor het eerst dit jaar op het terras.",
                                  "Op 4 mei waren wij samen twee minuten stil."};
constexpr std::string_view kJune[]{"Er waren verse aardbeien bij de koffie.",
                                   "De barbecue in de tuin was een succes."};
constexpr std::string_view kJuly[]{"Het was erg warm. Wij hebben extra drinken aangeboden.",
                                   "%S at een ijsje in de schaduw."};
constexpr std::string_view kAugust[]{"Het was warm op de kamer. De zonwering bleef dicht.",
                                     "Wij hebben de zonnebloemen in de tuin bekeken."};
constexpr std::string_view kSeptember[]{"Wij plukten de eerste appels in de tuin.",
                                        "De avonden worden korter. De lampen gaan vroeger aan."};
constexpr std::string_view kOctober[]{"Wij maakten een herfststuk met blaadjes en kastanjes.",
                                      "Het regende de hele dag. Wij maakten het binnen gezellig."};
constexpr std::string_view kNovember[]{"Er waren kinderen aan de deur met lampionnen.",
                                       "Het rook naar pepernoten in de keuken."};
constexpr std::string_view kDecember[]{"Wij hebben samen de kerstboom versierd.",
                                       "Er kwam bezoek van Sinterklaas. %S kreeg een chocoladeletter."};
constexpr std::array<Lines, 12> kMonths{kJanuary, kFebruary, kMarch,     kApril,   kMay,      kJune,
                                        kJuly,    kAugust,   kSeptember, kOctober, kNovember, kDecember};

}  // namespace

std::size_t hobbyCount() {
    return kHobbies.size();
}
Lines hobby(std::size_t hobby) {
    return kHobbies[hobby].lines;
}
std::string_view hobbyName(std::size_t hobby) {
    return kHobbies[hobby].name;
}
Lines season(unsigned month) {
    return kMonths[(month + 11) % 12];
}

Lines doctorOpening() {
    static constexpr std::string_view lines[]{
        "De huisarts is vandaag bij %s geweest.",
        "De arts kwam langs voor de gewone controle.",
        "Op ons verzoek kwam de huisarts kijken.",
        "De specialist ouderengeneeskunde heeft %s gezien.",
        "Er was een kort gesprek met de arts over de medicijnen.",
    };
    return lines;
}
Lines doctorFinding() {
    static constexpr std::string_view lines[]{
        "De longen klinken schoon.",
        "De bloeddruk is goed.",
        "De zwelling aan de enkel is minder dan vorige week.",
        "Er is een beetje vocht in de benen.",
        "De plek op het been geneest goed.",
        "De oren zijn uitgespoten. %S hoort nu beter.",
        "De uitslag van het bloed is in orde.",
        "Er is een blaasontsteking. %S krijgt zeven dagen een kuur.",
        "De pijn in de knie komt door slijtage.",
        "Het gewicht is stabiel.",
        "De arts ziet geen reden voor zorg.",
    };
    return lines;
}
Lines doctorAgreement() {
    static constexpr std::string_view lines[]{
        "Wij hebben afgesproken dat de arts over twee weken weer kijkt.",
        "De pijnstiller gaat van drie naar twee keer per dag.",
        "%S krijgt een plastablet erbij. Wij letten op het gewicht.",
        "Volgende week nemen wij bloed af.",
        "De medicijnen blijven hetzelfde.",
        "De benen mogen overdag hoog liggen.",
        "Wij houden het drinken %d dagen bij op een lijst.",
        "De familie is gebeld en weet hiervan.",
        "Wij bellen de arts als het erger wordt.",
        "%S was blij met het bezoek.",
    };
    return lines;
}

Lines physio() {
    static constexpr std::string_view lines[]{
        "Wij hebben geoefend met opstaan uit de stoel. Dat lukte %d keer.",
        "%S liep twintig meter met de rollator en met mij erbij.",
        "De balans is beter dan vorige week.",
        "Wij oefenden de spieren van de benen met een elastiek.",
        "%Z fietste tien minuten op de stoelfiets.",
        "De schouder is nog stijf. Wij gaan rustig door met oefenen.",
        "%S deed goed %b best. Na afloop was %z moe.",
        "De traploop-oefening slaan wij deze week over.",
        "%Z kreeg een blad met oefeningen voor op de kamer.",
        "Het doel van deze maand is bijna gehaald.",
        "Wij hebben de hoogte van de rollator aangepast.",
        "%S wilde vandaag kort oefenen. Volgende keer doen wij meer.",
    };
    return lines;
}

Lines fall() {
    static constexpr std::string_view lines[]{
        "%S is vanochtend naast %b bed gevonden. %Z was uitgegleden.",
        "%S is op de gang gevallen. %N was er snel bij.",
        "%Z struikelde over de drempel van de badkamer.",
        "Wij hebben %o goed nagekeken. Er was geen wond.",
        "%Z heeft een blauwe plek op de arm.",
        "De bloeddruk en de pols waren goed.",
        "De familie is meteen gebeld.",
        "De arts komt morgen kijken.",
        "Wij hebben de val gemeld en bekijken wat beter kan.",
        "%S is geschrokken. Een kop thee en wat rust hielpen.",
    };
    return lines;
}
Lines afterFall() {
    static constexpr std::string_view lines[]{
        "De blauwe plek wordt geel. Het doet minder pijn.",
        "%S durft weer een stukje te lopen.",
        "Er ligt nu een stroeve mat naast het bed.",
        "De fysiotherapeut oefent deze week extra met %o.",
        "%Z is nog wat voorzichtig met lopen. Dat is goed.",
        "’s Nachts staat er nu een lampje aan.",
        "%S heeft andere schoenen gekregen. Die zitten steviger.",
        "Wij lopen steeds met %o mee.",
    };
    return lines;
}

Lines cold() {
    static constexpr std::string_view lines[]{
        "%S is verkouden en hoest een beetje.",
        "%Z heeft een loopneus en voelt zich niet zo lekker.",
        "%S bleef vandaag in bed. %Z sliep veel.",
        "Wij bieden elk uur wat drinken aan.",
        "De temperatuur is iets hoog. Wij meten vanavond opnieuw.",
        "%Z at weinig, maar dronk wel bouillon.",
        "De test op het virus was negatief.",
        "%S voelt zich alweer wat beter.",
        "Het hoesten wordt minder.",
        "%Z was vandaag weer een uurtje op.",
        "De arts weet ervan en wacht het even af.",
        "Een warme kruik en een extra deken deden %o goed.",
    };
    return lines;
}

Lines skin() {
    static constexpr std::string_view lines[]{
        "De plek op de hiel is vandaag verzorgd. Hij is kleiner dan vorige week.",
        "De huid van de stuit is rood. Wij wisselen vaker van houding.",
        "Het verband om het been is vernieuwd. De wond is schoon.",
        "De wondverpleegkundige keek mee en is tevreden.",
        "De huid onder de steunkous is droog. Wij smeren twee keer per dag.",
        "Het kussen tegen doorliggen is gekomen en ligt in de stoel.",
    };
    return lines;
}

Lines familyContact() {
    static constexpr std::string_view lines[]{
        "Wij spraken %F aan de telefoon over de afgelopen week.",
        "%F vroeg hoe het gaat met het eten. Wij hebben dat verteld.",
        "Met %F is afgesproken dat er nieuwe kleren komen.",
        "%F komt zaterdag om twee uur.",
        "Wij hebben %F verteld over het bezoek van de arts.",
        "%F zoekt foto’s uit voor het levensboek.",
        "%F is tevreden over hoe het nu gaat.",
        "Wij hebben met %F een datum geprikt voor het zorgplan.",
        "%F vroeg of de bril gevonden is. Hij lag in de la.",
        "%F neemt volgende keer nieuwe pantoffels mee.",
    };
    return lines;
}

Lines planMeeting() {
    static constexpr std::string_view lines[]{
        "Vandaag hebben wij het zorgplan besproken met %s en %F.",
        "%S vertelde zelf wat %z belangrijk vindt.",
        "De meeste afspraken blijven zoals ze zijn.",
        "Wij hebben een nieuwe afspraak gemaakt over bewegen.",
        "De afspraken over eten en drinken zijn aangepast.",
        "Het nieuwe plan staat nu in het dossier.",
        "Over zes maanden bespreken wij het plan opnieuw.",
        "%F kon er niet bij zijn en krijgt het plan te lezen.",
    };
    return lines;
}

Lines staffMessage() {
    static constexpr std::string_view lines[]{
        "Goedemiddag, het gaat goed. %S heeft lekker gegeten en zat buiten in de zon.",
        "Kunt u nieuwe pantoffels meenemen? De oude zijn versleten. Maat 39 past goed.",
        "Wij willen graag het zorgplan bespreken. Past donderdag om 10.00 uur u?",
        "%S vroeg vandaag naar de foto’s van het feest. Kunt u ze op het prikbord zetten?",
        "De kapper komt volgende week. Wij hebben %s op de lijst gezet.",
        "De arts is geweest. Het verslag staat in het dossier. Belt u gerust als u vragen hebt.",
        "Zondag is er een muziekmiddag. U bent van harte welkom.",
        "De zomerkleren liggen klaar. Wilt u kijken wat er nog past?",
        "De bril is terug van de opticien. %S ziet weer goed.",
        "Fijn dat u er gisteren was. %S was de hele avond vrolijk.",
        "Er is een jas zoek met een groen label. Hebt u die misschien mee naar huis genomen?",
        "Wij hebben het gewicht bekeken. Het gaat de goede kant op.",
    };
    return lines;
}

}  // namespace inzage::demo_data::fragments
