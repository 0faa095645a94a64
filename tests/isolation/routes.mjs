// The published table of the portal's addresses: what each asks of the visitor, and what its {parts} stand for.
// A route that the portal serves and this table lacks, or that asks for something else, fails the tests of isolation.
import assert from 'node:assert/strict';

const PUBLISHED = {
    'GET /': 'public',
    'GET /.well-known/security.txt': 'public',
    'GET /informatie': 'public',
    'GET /privacy': 'public',
    'GET /toegankelijkheid': 'public',
    'GET /uitgelogd': 'public',
    'POST /weergave': 'public',
    'GET /sms-status/{gateway}/{secret}': 'machine', // where SMS providers report; the secret is the right
    'POST /sms-status/{gateway}/{secret}': 'machine',
    'GET /afmelden/{token}': 'machine', // stops mails about news; the address of the mail is the right (RFC 8058)
    'POST /afmelden/{token}': 'machine',
    'GET /inloggen': 'signed_out',
    'POST /inloggen': 'signed_out',
    'GET /inloggen/passkey': 'signed_out',
    'POST /inloggen/passkey': 'signed_out',
    'GET /inloggen/extern': 'signed_out',
    'GET /inloggen/extern/terug': 'signed_out',
    'GET /wachtwoord-vergeten': 'signed_out',
    'POST /wachtwoord-vergeten': 'signed_out',
    'GET /wachtwoord-vergeten/verstuurd': 'signed_out',
    'GET /wachtwoord-vergeten/begin': 'signed_out',
    'POST /wachtwoord-vergeten/begin': 'signed_out',
    'GET /wachtwoord-vergeten/{token}': 'signed_out',
    'GET /verificatie': 'signed_out',
    'POST /verificatie': 'signed_out',
    'POST /verificatie/nieuwe-code': 'signed_out',
    'GET /nieuw-wachtwoord': 'signed_out',
    'POST /nieuw-wachtwoord': 'signed_out',
    'GET /uitnodiging': 'signed_out',
    'GET /uitnodiging/{token}': 'signed_out',
    'POST /uitnodiging/aannemen': 'signed_out',
    'GET /registreren': 'signed_out',
    'POST /registreren': 'signed_out',
    'GET /account-maken': 'signed_out',
    'POST /account-maken/mailcode': 'signed_out',
    'POST /account-maken/wachtwoord': 'signed_out',
    'POST /account-maken/nummer': 'signed_out',
    'POST /account-maken/ander-nummer': 'signed_out',
    'POST /account-maken/code': 'signed_out',
    'POST /account-maken/nieuwe-code': 'signed_out',
    'POST /account-maken/afronden': 'signed_out',
    'GET /account-maken/klaar': 'signed_out',
    'GET /voorwaarden': 'signed_out',
    'POST /voorwaarden': 'signed_out',
    'GET /uitloggen': 'signed_out',
    'POST /uitloggen': 'signed_out',
    'GET /bevestigen': 'signed_in',
    'POST /bevestigen': 'signed_in',
    'POST /bevestigen/nieuwe-code': 'signed_in',
    'GET /profiel/passkeys': 'signed_in',
    'GET /profiel/passkeys/maken': 'signed_in',
    'POST /profiel/passkeys/maken': 'signed_in',
    'POST /profiel/passkeys/bewaren': 'signed_in',
    'POST /profiel/passkeys/verwijderen': 'signed_in',
    'GET /profiel': 'signed_in',
    'GET /profiel/contactgegevens': 'signed_in',
    'POST /profiel/contactgegevens': 'signed_in',
    'GET /profiel/meldingen': 'signed_in',
    'POST /profiel/meldingen': 'signed_in',
    'GET /inzagelog': 'client', // and the role of client, legal representative or portal manager
    'GET /profiel/codes': 'signed_in',
    'POST /profiel/codes/maken': 'signed_in',
    'GET /profiel/codes/app': 'signed_in',
    'POST /profiel/codes/app': 'signed_in',
    'POST /profiel/codes/app-aan': 'signed_in',
    'POST /profiel/codes/app-uit': 'signed_in',
    'GET /profiel/mobiel': 'signed_in',
    'POST /profiel/mobiel': 'signed_in',
    'GET /profiel/mobiel/code': 'signed_in',
    'POST /profiel/mobiel/code': 'signed_in',
    'POST /profiel/mobiel/nieuwe-code': 'signed_in',
    'GET /profiel/email': 'signed_in',
    'POST /profiel/email': 'signed_in',
    'GET /profiel/email/code': 'signed_in',
    'POST /profiel/email/code': 'signed_in',
    'POST /profiel/email/nieuwe-code': 'signed_in',
    'POST /profiel/apparaten/vergeet': 'signed_in',
    'POST /profiel/apparaten/vergeet-alle': 'signed_in',
    'POST /profiel/plekken/uitloggen': 'signed_in',
    'POST /profiel/plekken/overal-uitloggen': 'signed_in',
    'GET /profiel/foto': 'signed_in',
    'POST /profiel/foto': 'signed_in',
    'POST /profiel/foto/weghalen': 'signed_in',
    'GET /client/foto': 'settings', // further by the setting of whether it can be changed
    'POST /client/foto': 'settings',
    'POST /client/foto/weghalen': 'settings',
    'GET /bestand/{id}': 'signed_in', // the gate asks for the right of what the file belongs to: files_test.mjs
    'GET /bestand/{id}/klein': 'signed_in',
    'GET /dossier': 'public', // leads on to the first tab
    'GET /gegevens': 'public',
    'GET /profiel/wachtwoord': 'signed_in',
    'POST /profiel/wachtwoord': 'signed_in',
    'POST /profiel/wachtwoord/code': 'signed_in',
    'GET /start': 'client',
    'POST /wissel': 'client',
    'GET /meldingen': 'client',
    'POST /meldingen/gezien': 'client',
    'GET /download': 'client', // further by the setting of who may
    'POST /download/maken': 'client',
    'POST /download/ophalen': 'client',
    'GET /dossier/tijdslijn': 'dossier',
    'GET /dossier/lezen': 'dossier',
    'GET /dossier/lezen/rapportage/{id}': 'dossier',
    'GET /dossier/lezen/vragenlijst/{id}': 'dossier',
    'GET /dossier/metingen': 'dossier',
    'GET /dossier/metingen/{soort}': 'dossier',
    'GET /dossier/plannen': 'dossier',
    'GET /dossier/plannen/{id}': 'dossier',
    'GET /dossier/schrijven': 'dossier',
    'POST /dossier/schrijven': 'dossier',
    'POST /dossier/schrijven/{id}/opnieuw': 'dossier',
    'GET /dossier/zoeken': 'dossier',
    'GET /agenda': 'appointments',
    'GET /agenda/nieuw': 'appointments',
    'POST /agenda/nieuw': 'appointments',
    'GET /agenda/afspraak/{id}': 'appointments',
    'GET /agenda/afspraak/{id}/afspraak.ics': 'appointments',
    'GET /agenda/afspraak/{id}/wijzigen': 'appointments',
    'POST /agenda/afspraak/{id}/wijzigen': 'appointments',
    'POST /agenda/afspraak/{id}/afzeggen': 'appointments',
    'POST /agenda/afspraak/{id}/terugzetten': 'appointments',
    'GET /agenda/koppelen': 'appointments',
    'POST /agenda/koppelen': 'appointments',
    'POST /agenda/koppelen/{id}/intrekken': 'appointments',
    'GET /agenda-koppeling/{token}': 'machine', // what a calendar program reads; the token is the key, and the account's right now
    'GET /berichten': 'messages',
    'GET /berichten/{id}': 'messages',
    'GET /berichten/nieuw': 'messages',
    'POST /berichten/nieuw': 'messages',
    'POST /berichten/{id}/antwoord': 'messages',
    'POST /berichten/{id}/opnieuw': 'messages',
    'GET /berichten/nieuws': 'messages',
    'GET /gegevens/prikbord': 'details',
    'POST /gegevens/prikbord': 'details',
    'POST /gegevens/prikbord/{id}/reactie': 'details',
    'GET /gegevens/prikbord/{id}/wijzigen': 'details',
    'POST /gegevens/prikbord/{id}/wijzigen': 'details',
    'POST /gegevens/prikbord/{id}/weghalen': 'details',
    'POST /gegevens/prikbord/{id}/terugzetten': 'details',
    'GET /gegevens/prikbord/{id}/melden': 'details',
    'POST /gegevens/prikbord/{id}/melden': 'details',
    'POST /gegevens/prikbord/{id}/laten-staan': 'details',
    'GET /gegevens/contactpersonen': 'details',
    'GET /gegevens/zorgteam': 'details',
    'GET /gebruikersbeheer': 'settings',
    'POST /gebruikersbeheer/rechten': 'settings',
    'GET /gebruikersbeheer/mensen/{id}': 'settings',
    'POST /gebruikersbeheer/mensen/{id}/einddatum': 'settings',
    'POST /gebruikersbeheer/mensen/{id}/verwijderen': 'settings',
    'POST /gebruikersbeheer/mensen/{id}/terugdraaien': 'settings',
    'POST /gebruikersbeheer/mensen/{id}/afwijzen': 'settings',
    'POST /gebruikersbeheer/mensen/{id}/zie-als': 'settings',
    'POST /gebruikersbeheer/zie-als/stop': 'signed_out', // while it lasts the gate lets nothing but looking through
    'GET /vraag-toegang': 'client',
    'POST /vraag-toegang': 'client',
    'GET /gebruikersbeheer/toevoegen': 'settings',
    'POST /gebruikersbeheer/toevoegen': 'settings',
    'POST /gebruikersbeheer/toevoegen/rechten': 'settings',
    'POST /gebruikersbeheer/uitnodigingen/{id}': 'settings',
};

// Which id belongs in an address, by its pattern: a key of what objectsOf() gives.
const PARTS = {
    '/uitnodiging/{token}': 'link',
    '/sms-status/{gateway}/{secret}': 'report',
    '/afmelden/{token}': 'link',
    '/dossier/lezen/rapportage/{id}': 'report',
    '/dossier/lezen/vragenlijst/{id}': 'questionnaire',
    '/dossier/metingen/{soort}': 'measurement_kind',
    '/dossier/plannen/{id}': 'care_plan',
    '/agenda/afspraak/{id}': 'own_appointment',
    '/agenda/afspraak/{id}/afspraak.ics': 'own_appointment',
    '/agenda/afspraak/{id}/wijzigen': 'own_appointment',
    '/agenda/afspraak/{id}/afzeggen': 'own_appointment',
    '/agenda/afspraak/{id}/terugzetten': 'own_appointment',
    '/agenda/koppelen/{id}/intrekken': 'calendar_link',
    '/agenda-koppeling/{token}': 'link',
    '/dossier/schrijven/{id}/opnieuw': 'report',
    '/berichten/{id}': 'conversation',
    '/berichten/{id}/antwoord': 'conversation',
    '/berichten/{id}/opnieuw': 'conversation',
    '/bestand/{id}': 'file',
    '/bestand/{id}/klein': 'file',
    '/gegevens/prikbord/{id}/reactie': 'pinboard_post',
    '/gegevens/prikbord/{id}/wijzigen': 'pinboard_post',
    '/gegevens/prikbord/{id}/weghalen': 'pinboard_post',
    '/gegevens/prikbord/{id}/terugzetten': 'pinboard_post',
    '/gegevens/prikbord/{id}/melden': 'others_post',
    '/gegevens/prikbord/{id}/laten-staan': 'pinboard_post',
    '/wachtwoord-vergeten/{token}': 'link',
    '/gebruikersbeheer/uitnodigingen/{id}': 'invitation',
    '/gebruikersbeheer/mensen/{id}': 'person',
    '/gebruikersbeheer/mensen/{id}/einddatum': 'person',
    '/gebruikersbeheer/mensen/{id}/verwijderen': 'person',
    '/gebruikersbeheer/mensen/{id}/terugdraaien': 'person',
    '/gebruikersbeheer/mensen/{id}/afwijzen': 'person',
    '/gebruikersbeheer/mensen/{id}/zie-als': 'person',
};

export const RIGHTS = ['messages', 'appointments', 'dossier', 'details', 'settings'];

// [{method, pattern, right}] as the portal itself tells it.
export async function routesOf(world) {
    const answer = await world.ops().get('/routes');
    assert.equal(answer.status, 200, 'the ops listener gives the list of routes');
    const routes = JSON.parse(answer.body);
    assert.ok(routes.length > 20, `only ${routes.length} routes`);
    for (const { method, pattern, right } of routes) {
        assert.equal(right, PUBLISHED[`${method} ${pattern}`], `${method} ${pattern}: what it asks is not what tests/isolation/routes.mjs publishes`);
        assert.ok(!pattern.includes('{') || PARTS[pattern], `${pattern}: tests/isolation/routes.mjs does not say what its part is`);
    }
    return routes;
}

export const partOf = (pattern) => PARTS[pattern];
export const isGated = (route) => route.right === 'client' || route.right === 'signed_in' || RIGHTS.includes(route.right);

// Pages of a step that must be due: without the step before they are refused or lead to it.
const STEPS = ['/bevestigen', '/profiel/codes/app', '/profiel/passkeys/maken', '/profiel/mobiel/code', '/profiel/email/code'];
export const isStep = ({ pattern }) => STEPS.includes(pattern);

// What the script of an open page asks now and then: it tells a number and nothing of anybody, so it leaves no row.
const QUIET = ['/berichten/nieuws'];
export const isQuiet = ({ pattern }) => QUIET.includes(pattern);
// Pages that the role decides about, not the five rights: who_looked_test.mjs.
export const isOfRole = ({ pattern }) => pattern === '/inzagelog';

// The address of a pattern with this value for its part.
export const fill = (pattern, value) => pattern.replace(/\{[a-z_]+\}/, encodeURIComponent(value));
