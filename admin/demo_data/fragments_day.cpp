#include <array>

#include "admin/demo_data/fragments.h"

namespace inzage::demo_data::fragments {

Lines morningCare() {
    static constexpr std::string_view lines[]{
        "%S was vanochtend al vroeg wakker.",
        "%S heeft uitgeslapen tot half negen.",
        "%S is rustig geholpen met wassen en aankleden.",
        "%Z waste zelf %b gezicht en handen.",
        "%S koos zelf %b kleren uit de kast.",
        "%Z heeft vandaag gedoucht en vond dat heerlijk.",
        "%S wilde vandaag niet douchen. Wij proberen het morgen weer.",
        "Het aankleden ging vandaag wat langzamer dan anders.",
        "%S hielp goed mee bij het opstaan.",
        "%Z vroeg zelf om %b blauwe vest.",
        "De huid ziet er goed uit. Wij hebben crème gesmeerd.",
        "%S had wat last van stijve benen bij het opstaan.",
        "Wij hebben de steunkousen aangetrokken.",
        "%S poetste zelf %b tanden.",
        "%Z maakte een grapje bij het wassen.",
        "%S was nog wat slaperig, maar werkte goed mee.",
        "De nagels zijn geknipt.",
        "Het haar is gewassen en geföhnd.",
        "%S had vandaag weinig hulp nodig.",
        "%Z zat om kwart voor negen fris aan tafel.",
        "%Z wilde graag nog even blijven liggen. Om tien uur was %z op.",
        "%S heeft geholpen met het opmaken van het bed.",
        "Wij hebben het bed verschoond.",
        "%Z kon goed aangeven wat %z wel en niet zelf wilde doen.",
    };
    return lines;
}

Lines breakfast() {
    static constexpr std::string_view lines[]{
        "Het ontbijt smaakte goed.",
        "%Z at twee boterhammen en dronk een kop thee.",
        "%S at één boterham met kaas en dronk %b melk op.",
        "%Z nam yoghurt met fruit en was daar tevreden mee.",
        "%S had weinig trek. %Z dronk wel twee koppen thee.",
        "%Z ontbeet aan de grote tafel in de huiskamer.",
        "%S smeerde zelf %b boterham.",
        "Bij het ontbijt was %s gezellig aan de praat met de buurvrouw.",
        "%Z wilde vandaag pap en at de kom helemaal leeg.",
        "Een gekookt ei erbij vond %s een feest.",
        "%S ontbeet vandaag op %b eigen kamer.",
        "%Z dronk goed vanochtend, samen drie bekers.",
        "%S las bij het ontbijt de krant.",
        "Het eten ging langzaam. Wij hebben rustig de tijd genomen.",
        "%Z at met smaak en vroeg om een extra beschuit.",
    };
    return lines;
}

Lines mood() {
    static constexpr std::string_view lines[]{
        "%S was vrolijk en maakte veel grapjes.",
        "%Z was opgewekt de hele dag.",
        "%S was wat stil. %Z zei dat %z moe was.",
        "%Z vertelde veel over vroeger.",
        "%S miste %b eigen huis. Wij hebben er samen over gepraat.",
        "%Z was even verdrietig. Na een kop thee ging het beter.",
        "%S voelde zich goed vandaag.",
        "%Z lachte veel met de anderen aan tafel.",
        "%S was wat onrustig aan het eind van de ochtend. Een wandeling hielp.",
        "%Z keek tevreden om zich heen.",
        "%S vroeg een paar keer welke dag het is. Wij hebben het op het bord geschreven.",
        "%Z was blij met alle aandacht.",
        "%S had zin in de dag.",
        "%Z wilde graag even alleen zijn en zat lekker op %b kamer.",
        "%S was helder en volgde het gesprek goed.",
        "%Z zong mee met de radio.",
        "%S gaf zelf aan wat %z fijn vond. Dat is mooi om te zien.",
        "%Z was bezorgd om een medebewoner en hield %o gezelschap.",
        "Er waren vandaag geen bijzonderheden.",
        "Een rustige dag. %S genoot van kleine dingen.",
        "%Z bedankte iedereen voor de goede zorg.",
    };
    return lines;
}

Lines rollator() {
    static constexpr std::string_view lines[]{
        "%Z liep zelf met de rollator naar de huiskamer.",
        "%S liep vandaag drie keer over de gang.",
        "Het lopen ging goed en zonder pijn.",
        "%Z liep met iemand naast zich naar de eetzaal.",
        "%S heeft een rondje door de tuin gelopen.",
        "Het lopen ging wat moeizaam. %Z heeft tussendoor gezeten.",
        "%S stond vlot op uit de stoel.",
        "%Z liep naar de brievenbus en weer terug.",
        "Wij letten erop dat %s de rollator op de rem zet.",
        "%S vergat de rollator een keer. Wij hebben %o eraan herinnerd.",
        "%Z liep naar het winkeltje voor een zakje pepermunt.",
        "De rollator is nagekeken. De remmen doen het weer goed.",
        "%S wilde graag een extra rondje lopen. Dat hebben wij samen gedaan.",
        "%Z nam de trap niet, maar de lift. Dat was verstandig.",
    };
    return lines;
}

Lines wheelchair() {
    static constexpr std::string_view lines[]{
        "%S zat vandaag lekker in de rolstoel bij het raam.",
        "%Z reed zelf een stukje over de gang.",
        "Wij hebben een rondje buiten gemaakt met de rolstoel.",
        "%S heeft ’s middags een uur op bed gerust. Dat was goed voor %b rug.",
        "Het kussen van de rolstoel is goed gelegd.",
        "%Z ging met de rolstoel naar de grote zaal.",
        "%S zat rechtop en keek goed rond.",
        "Het overstappen naar de stoel ging goed met twee mensen.",
        "%Z gaf zelf aan wanneer %z anders wilde zitten.",
        "%S is met de tillift uit bed geholpen. Dat ging rustig.",
        "De voetsteunen van de rolstoel zijn opnieuw gesteld.",
        "%S genoot van de frisse lucht op het terras.",
        "%Z reed mee naar de kapper op de begane grond.",
    };
    return lines;
}

Lines activity() {
    static constexpr std::string_view lines[]{
        "%Z heeft goed meegedaan met de gymnastiek.",
        "%S deed mee met het raden van liedjes.",
        "Vanmiddag was er bingo. %S won een pakje koffie.",
        "%Z keek met plezier naar de film in de huiskamer.",
        "%S hielp met het vouwen van de was.",
        "%Z heeft samen met %N de tafel gedekt.",
        "Wij hebben met een groepje herinneringen opgehaald bij oude foto’s.",
        "%S heeft geschilderd. Het werkje hangt op %b kamer.",
        "%Z was bij het koor in de grote zaal.",
        "De hond van de vrijwilliger kwam langs. %S aaide hem lang.",
        "Er was een kinderkoor op bezoek. %S vond het prachtig.",
        "%Z deed een spelletje Mens erger je niet en won.",
        "%S schilde appels voor de appelmoes.",
        "%Z las de krant en besprak het nieuws met %N.",
        "Vanmiddag kwam de kapper. Het haar zit weer netjes.",
        "%S deed mee met stoelyoga. Het ging beter dan vorige week.",
        "%Z ging met een vrijwilliger een stukje wandelen.",
        "Er was een optreden met accordeon. %S klapte mee.",
        "%S wilde vandaag niet meedoen en keek liever toe.",
        "%Z heeft een brief geschreven aan een vriendin.",
        "%S maakte een bloemstukje voor op tafel.",
        "Wij hebben samen de verjaardag van een medebewoner gevierd.",
        "%Z koos een boek uit de boekenkar.",
        "%S heeft gebeld met de familie via de tablet.",
        "%Z speelde sjoelen en had 68 punten.",
        "Bij de quiz wist %s veel antwoorden.",
    };
    return lines;
}

Lines meal() {
    static constexpr std::string_view lines[]{
        "Bij de lunch at %z %b bord leeg.",
        "%S at de helft van de warme maaltijd.",
        "De soep smaakte goed en %z nam nog een kom.",
        "%Z vond de andijvie lekker, de vis liet %z staan.",
        "%S heeft goed gedronken vandaag.",
        "Het drinken moet nog wat meer. Wij bieden steeds kleine bekers aan.",
        "%Z at rustig en kauwde goed.",
        "Het eten is fijngemaakt. Zo ging het slikken goed.",
        "%S vroeg om een tweede toetje.",
        "%Z at samen met de anderen aan de lange tafel.",
        "Vandaag waren er pannenkoeken. %S at er drie.",
        "%S had weinig trek. Een schaaltje vla ging er wel in.",
        "Om drie uur nam %z een beker chocolademelk met een koekje.",
        "%Z hielp mee met het snijden van de boontjes.",
        "%S kreeg een tussendoortje om tien uur en om drie uur.",
        "%Z koos zelf uit de twee menu’s.",
        "Wij hebben geholpen met het snijden van het vlees.",
    };
    return lines;
}

Lines visit() {
    static constexpr std::string_view lines[]{
        "%F kwam vanmiddag op bezoek.",
        "%S dronk koffie met %F in het restaurant.",
        "%F nam bloemen mee. Die staan nu bij het raam.",
        "%Z was blij met het bezoek van %F.",
        "%F heeft de winterjas opgehaald.",
        "Samen met %F maakte %s een wandeling.",
        "Na het bezoek van %F was %s moe maar tevreden.",
        "%F belde vanmiddag. %S vertelde er later trots over.",
        "Er kwam een kaart van %F. Wij hebben hem samen gelezen.",
        "%F bracht nieuwe foto’s mee. %S liet ze aan iedereen zien.",
        "%S at een gebakje met %F.",
        "%F heeft geholpen met de lunch.",
        "Een oude buurvrouw kwam langs. Zij praatten een uur over vroeger.",
        "De pastor kwam langs voor een gesprek.",
        "%S wachtte op bezoek, maar dat komt morgen. Wij hebben het uitgelegd.",
    };
    return lines;
}

Lines afternoon() {
    static constexpr std::string_view lines[]{
        "Na de lunch heeft %s een uur gerust.",
        "%Z zat ’s middags bij het raam in de zon.",
        "%S deed een dutje in de stoel.",
        "De middag verliep rustig.",
        "%Z keek naar de vogels bij het voederhuisje.",
        "%S dronk thee met %N en praatte over %b jeugd.",
        "Tegen vier uur werd %s wat onrustig. Muziek hielp goed.",
        "%Z heeft %b kast opgeruimd, samen met %N.",
        "%S luisterde naar de radio op %b kamer.",
        "Wij hebben samen de planten water gegeven.",
        "%Z was buiten op het terras, met een dekentje.",
        "%S had even hoofdpijn. Na wat drinken ging het over.",
        "%Z bladerde in het fotoboek en wees iedereen aan.",
    };
    return lines;
}

Lines evening() {
    static constexpr std::string_view lines[]{
        "%S at ’s avonds twee boterhammen en een kop soep.",
        "%Z keek naar het journaal en daarna naar een quiz.",
        "%S ging om negen uur naar bed.",
        "%Z wilde wat later naar bed, omdat er voetbal was.",
        "Het uitkleden ging goed. %S was moe van de dag.",
        "%Z dronk nog een beker warme melk.",
        "Wij hebben de benen ingesmeerd. De huid is mooi.",
        "%S speelde nog een spelletje kaart in de huiskamer.",
        "De avond verliep rustig en gezellig.",
        "%Z vroeg of de gordijnen een stukje open mochten blijven.",
        "%S was wat onrustig rond zeven uur. %N bleef even bij %o.",
        "%Z luisterde naar klassieke muziek voor het slapen.",
        "Het gebit is gepoetst en de bril ligt op het nachtkastje.",
        "%S belde met de familie en ging daarna tevreden slapen.",
        "%Z had wat pijn in de schouder. Een kussen erbij hielp.",
        "De bel ligt binnen handbereik.",
    };
    return lines;
}

Lines night() {
    static constexpr std::string_view lines[]{
        "%S heeft goed geslapen.",
        "%Z is één keer naar het toilet geweest.",
        "%S sliep bij alle rondes.",
        "%Z was om drie uur wakker en wilde wat drinken.",
        "%S belde twee keer. %Z had het koud en kreeg een extra deken.",
        "Een rustige nacht zonder bijzonderheden.",
        "%Z was even in de war. Rustig praten hielp.",
        "%S lag wakker en dacht aan vroeger. Wij hebben even gepraat.",
        "%Z sliep pas om half twee. Daarna sliep %z door.",
        "Om vijf uur was %s wakker. %Z is daarna weer ingeslapen.",
        "Wij hebben %o om twee uur op de andere zij geholpen.",
        "%S liep een keer op de gang. Wij brachten %o terug naar bed.",
        "%Z sliep onrustig door het onweer.",
        "%S had een natte nacht en is verschoond.",
        "%Z snurkte en droomde. Bij het opstaan was %z uitgerust.",
        "%S vroeg om het nachtlampje. Daarna sliep %z rustig.",
        "%Z had wat pijn in de heup en kreeg paracetamol.",
        "%S werd wakker van de bel bij de buren, maar sliep weer snel in.",
    };
    return lines;
}

Lines medicine() {
    static constexpr std::string_view lines[]{
        "De medicijnen zijn volgens de lijst gegeven.",
        "%S nam %b medicijnen met een lepel appelmoes.",
        "%Z vroeg waarvoor de witte pil is. Wij hebben het uitgelegd.",
        "De oogdruppels zijn gegeven.",
        "%S wilde de medicijnen eerst niet. Tien minuten later wel.",
        "Er is paracetamol gegeven tegen de pijn in de knie. Dat hielp.",
        "De pleister is vervangen.",
        "De nieuwe medicijnen zijn binnen. Er verandert verder niets.",
    };
    return lines;
}

}  // namespace inzage::demo_data::fragments
