// Every page of the portal with example data, for whoever looks at all of them: pages_test.mjs with axe, screenshots by eye.
// The list of routes is the portal's own: galleryOf() tells which pages it did not come to.
import { createHash, randomBytes, randomUUID } from 'node:crypto';

import { png } from '../harness/pictures.mjs';
import { until } from '../harness/world.mjs';
import { makeLogin, portalNow } from '../isolation/people.mjs';
import { fill, partOf, routesOf } from '../isolation/routes.mjs';
import { signIn, visitor } from './browser.mjs';

// What a browser shows no page of, and why.
const NO_PAGE = {
    '/': 'leads on',
    '/dossier': 'leads on to the first tab',
    '/gegevens': 'leads on to the first tab',
    '/wachtwoord-vergeten/{token}': 'leads on, so that the token leaves the address',
    '/uitnodiging/{token}': 'leads on, so that the token leaves the address',
    '/inloggen/extern': 'leads on to the identity provider',
    '/inloggen/extern/terug': 'leads on; where it refuses, tests/isolation/external_test.mjs',
    '/.well-known/security.txt': 'a text for programs',
    '/sms-status/{gateway}/{secret}': 'for SMS providers',
    '/agenda-koppeling/{token}': 'for calendar programs',
    '/agenda/afspraak/{id}/afspraak.ics': 'a file',
    '/bestand/{id}': 'a photo or a file',
    '/bestand/{id}/klein': 'a photo',
    '/berichten/nieuws': 'a number for the script of an open page',
};
const PASSWORD = 'groene trein naar Zwolle';

const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click();
const nameOf = (address) => decodeURIComponent(address).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/^\//, '').replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '').slice(0, 60);

const shapeOf = (address, pattern) => new RegExp(`^${pattern.replace(/\{[a-z_]+\}/g, '[^/]+')}$`).test(new URL(address).pathname);

// Calls see(page, name, {answer, more}) at every page. answer: it came of a form that was sent, so its address shows another page;
// more: what comes next is done on this very page, in Dutch; alike: another page is made of the same parts.
// Gives the patterns of the pages that it came to, and of those that this organisation leads elsewhere.
// short: only what comes before signing in, at an organisation whose other pages were seen elsewhere.
export async function galleryOf(world, tenant, browser, see, { short = false } = {}) {
    const routes = (await routesOf(world)).filter((r) => r.method === 'GET' && !NO_PAGE[r.pattern]);
    const shapes = routes.map((r) => r.pattern).sort((a, b) => a.includes('{') - b.includes('{'));
    const seen = new Set();
    const walk = {
        world, tenant, browser,
        url: (address) => world.url(tenant, address),
        see: async (page, name, options = {}) => {
            const shape = shapes.find((pattern) => shapeOf(page.url(), pattern));
            if (shape && !options.answer) seen.add(shape);
            await see(page, name, options);
        },
    };
    await beforeSigningIn(walk);
    await newPassword(walk);
    let elsewhere = [];
    if (!short) {
        await newAccount(walk);
        await ownAccount(walk);
        elsewhere = await inside(walk, routes, seen);
        await withoutRights(walk);
    }
    return { routes: routes.map((r) => r.pattern), seen, elsewhere: elsewhere.filter((pattern) => !seen.has(pattern)) };
}

// What nobody came to, of the galleries of one or more organisations.
export const notSeen = (galleries) => galleries[0].routes.filter((pattern) => galleries.every((g) => !g.seen.has(pattern)));

// The same page in another language while look() looks at it; what answered a form can't be asked for anew.
export async function inLanguage(page, language, { answer, more }, look) {
    if (answer) return;
    const url = page.url();
    const say = (value) => page.context().addCookies([{ name: '__Host-weergave', value, url: new URL(url).origin.replace('http:', 'https:'), secure: true }]);
    await say(language);
    await page.goto(url);
    await look();
    await say('nl');
    if (more) await page.goto(url);
}

async function beforeSigningIn({ browser, url, see }) {
    const { page, close } = await visitor(browser, { axe: true });
    for (const address of ['/inloggen', '/inloggen/passkey', '/informatie', '/privacy', '/toegankelijkheid', '/uitgelogd', '/geen-pagina', '/registreren', '/uitnodiging', '/account-maken', '/account-maken/klaar', '/afmelden/onbekend']) {
        await page.goto(url(address));
        await see(page, nameOf(address));
    }
    await page.goto(url('/inloggen'));
    await press(page, 'Inloggen');
    await see(page, 'inloggen-fout', { answer: true });
    await close();
}

const typeLogin = async (page, login, password) => {
    await page.getByLabel('Gebruikersnaam').fill(login);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
    const client = page.getByLabel('Ik ben de cliënt');
    if (await client.count()) await client.check();
    await press(page, 'Inloggen');
};
const codeTo = async (world, phone, seen) => /\b(\d{6})\b/.exec((await until('the SMS', () => world.sms().filter((m) => m.to === phone)[seen])).text)[1];
const sentTo = (world, phone) => world.sms().filter((m) => m.to === phone).length;

async function newPassword({ world, tenant, browser, url, see }) {
    const person = await makeLogin(world, tenant, 'Voorbeeld');
    const { page, close } = await visitor(browser, { axe: true });
    await page.goto(url('/wachtwoord-vergeten'));
    await see(page, 'wachtwoord-vergeten', { more: true });
    await page.getByLabel('E-mailadres').fill(person.email);
    const name = page.getByLabel('Gebruikersnaam');
    if (await name.count()) await name.fill(person.login);
    await press(page, 'Stuur mij een mail');
    await page.waitForURL(/verstuurd/);
    await see(page, 'wachtwoord-vergeten-verstuurd');
    const mail = await until('the mail', () => world.mail(tenant).find((m) => m.to === person.email));
    const link = /https?:\/\/\S+\/wachtwoord-vergeten\/\S+/.exec(mail.text)?.[0];
    const sent = sentTo(world, person.phone);
    if (link) {
        await page.goto(link);
        await see(page, 'wachtwoord-vergeten-begin', { more: true });
        await press(page, 'Stuur mij de code');
    } else {
        await page.goto(url('/inloggen'));
        await typeLogin(page, person.login, /\b[a-z2-9]{4}(-[a-z2-9]{4}){3}\b/.exec(mail.text)[0]);
    }
    await page.waitForURL(/\/verificatie/);
    await see(page, 'verificatie', { more: true });
    await page.getByLabel('Code', { exact: true }).fill('000');
    await press(page, 'Code controleren');
    await see(page, 'verificatie-fout', { answer: true });
    await page.getByLabel('Code', { exact: true }).fill(await codeTo(world, person.phone, sent));
    await press(page, 'Code controleren');
    await page.waitForURL(/\/nieuw-wachtwoord/);
    await see(page, 'nieuw-wachtwoord', { more: true });
    for (const label of ['Nieuw wachtwoord', 'Nieuw wachtwoord nog een keer']) await page.getByLabel(label, { exact: true }).fill(PASSWORD);
    await press(page, 'Wachtwoord opslaan');
    await page.waitForURL(/\/(inloggen|start|voorwaarden)/);
    await see(page, 'nieuw-wachtwoord-klaar', { more: true, alike: true });
    if (link) {
        const again = sentTo(world, person.phone);
        await typeLogin(page, tenant === 'hetspectrum' ? person.email : person.login, PASSWORD);
        await page.waitForURL(/\/verificatie/);
        await page.getByLabel('Code', { exact: true }).fill(await codeTo(world, person.phone, again));
        await press(page, 'Code controleren');
        await page.waitForURL(/\/(start|voorwaarden)/);
        if (page.url().includes('/voorwaarden')) await see(page, 'voorwaarden');
    }
    await close();
}

async function newAccount({ world, tenant, browser, see }) {
    const run = randomBytes(4).readUInt32BE() % 1e7;
    const address = `gast.${run}@example.nl`;
    try {
        await world.ctl('account', 'invite', tenant, '--client', 'C0002', '--email', address, '--given-name', 'Bram', '--prefix', 'van', '--family-name', 'Dam', '--role', 'contact', '--rights', 'dossier,messages');
    } catch (refused) {
        // Where client and representative share one account nobody is invited: they register.
        if (!/shar|register|one account/i.test(refused.message)) throw refused;
        return;
    }
    const mail = await until('the invitation', () => world.mail(tenant).find((m) => m.to === address));
    const { page, close } = await visitor(browser, { axe: true });
    await page.goto(/https?:\/\/\S+\/uitnodiging\/[\w-]+/.exec(mail.text)[0]);
    await see(page, 'uitnodiging-begin', { more: true });
    for (const label of ['Wachtwoord', 'Wachtwoord nog een keer']) await page.getByLabel(label, { exact: true }).fill('kort');
    await press(page, 'Verder');
    await see(page, 'uitnodiging-wachtwoord-fout', { answer: true });
    for (const label of ['Wachtwoord', 'Wachtwoord nog een keer']) await page.getByLabel(label, { exact: true }).fill(PASSWORD);
    await press(page, 'Verder');
    await page.getByLabel('Mobiel nummer').waitFor();
    await see(page, 'account-maken-nummer', { more: true });
    const sent = world.sms(tenant).length;
    await page.getByLabel('Mobiel nummer').fill(`06 1${String(run).padStart(7, '0')}`);
    await press(page, 'Stuur een code');
    await page.getByLabel('Code', { exact: true }).waitFor();
    await see(page, 'account-maken-code', { more: true });
    await page.getByLabel('Code', { exact: true }).fill(await world.code(tenant, sent));
    await press(page, 'Code controleren');
    await page.waitForURL(/\/account-maken\/klaar/);
    await see(page, 'account-maken-klaar');
    await close();
}

// One of everything that an address of the portal can name, at the client that this person sees.
async function examplesOf(world, tenant, login) {
    const one = async (statement) => (await world.sql(tenant, statement))[0]?.[0];
    const account = await one(`SELECT id FROM account WHERE login_name = '${login}'`);
    const client = await one(`SELECT client_id FROM session WHERE account_id = '${account}' AND client_id IS NOT NULL ORDER BY last_seen_at DESC LIMIT 1`);
    const now = `'${portalNow(world)}'::timestamptz`;
    const own = { appointment: randomUUID(), post: randomUUID(), link: randomBytes(32).toString('hex') };
    await world.sql(tenant, `INSERT INTO appointment (id, client_id, kind, title, note, place, starts_at, ends_at, created_by, created_at, updated_at)
            VALUES ('${own.appointment}', '${client}', 'own', 'Wandelen met Piet', 'Langs het water, als het droog is', 'De tuin', ${now} + interval '4 days', ${now} + interval '4 days 90 minutes', '${account}', ${now}, ${now});
        INSERT INTO pinboard_post (id, client_id, author_name, body, posted_at, created_at, updated_at) VALUES ('${own.post}', '${client}', 'Kees van den Berg', 'Wie gaat er zondag mee naar de markt?', ${now} - interval '1 hour', ${now}, ${now});
        INSERT INTO link_token (token_hash, purpose, account_id, created_at, expires_at) VALUES ('${createHash('sha256').update(own.link).digest('hex')}', 'unsubscribe', '${account}', ${now}, ${now} + interval '1 year')`);
    return {
        link: own.link,
        own_appointment: own.appointment,
        others_post: own.post,
        report: await one(`SELECT id FROM report WHERE client_id = '${client}' ORDER BY happened_at DESC LIMIT 1`),
        questionnaire: await one(`SELECT id FROM questionnaire WHERE client_id = '${client}' ORDER BY filled_at DESC LIMIT 1`),
        measurement_kind: await one(`SELECT kind_code FROM measurement WHERE client_id = '${client}' LIMIT 1`),
        care_plan: await one(`SELECT id FROM care_plan WHERE client_id = '${client}' ORDER BY version DESC LIMIT 1`),
        conversation: await one(`SELECT id FROM conversation WHERE client_id = '${client}' ORDER BY last_message_at DESC LIMIT 1`),
        pinboard_post: () => one(`SELECT id FROM pinboard_post WHERE author_account = '${account}' ORDER BY posted_at DESC LIMIT 1`),
        person: await one(`SELECT account_id FROM access WHERE client_id = '${client}' AND account_id <> '${account}' ORDER BY role LIMIT 1`),
    };
}

// Pages that one route shows in more ways than one.
const MORE = ['/agenda?weergave=week', '/agenda?weergave=dag', '/agenda?weergave=lijst', '/dossier/zoeken?woorden=goed', '/dossier/zoeken?woorden=olifant', '/geen-pagina'];

async function inside({ world, tenant, browser, url, see }, routes, seen) {
    const { page, close } = await visitor(browser, { axe: true });
    const { login } = await signIn(world, page, tenant);
    const ids = await examplesOf(world, tenant, login);
    await page.goto(url('/gegevens/prikbord'));
    const post = page.getByLabel('Deel iets leuks met de familie');
    if (await post.count()) {
        await post.fill('De tulpen in de tuin staan in bloei!');
        await page.getByLabel('Foto erbij').setInputFiles({ name: 'tulpen.png', mimeType: 'image/png', buffer: png({ width: 900, height: 600 }) });
        await press(page, 'Op het prikbord zetten');
        await page.getByText('Het staat op het prikbord.').waitFor();
    }
    ids.pinboard_post = await ids.pinboard_post();
    await page.goto(url('/agenda/koppelen'));
    await press(page, 'Link maken');
    await see(page, 'agenda-koppelen-nieuw', { answer: true });
    const elsewhere = [];
    for (const { pattern } of routes) {
        if (seen.has(pattern)) continue;
        const part = partOf(pattern);
        await page.goto(url(fill(pattern, part ? (ids[part] ?? randomUUID()) : '')));
        const name = nameOf(pattern);
        if (!shapeOf(page.url(), pattern)) {
            if (!seen.has(pattern)) elsewhere.push(pattern);
            continue;
        }
        await see(page, name);
    }
    for (const address of MORE) {
        await page.goto(url(address));
        await see(page, `binnen-${nameOf(address)}`, { alike: true });
    }
    await formsThatRefuse(page, url, see);
    await close();
    return elsewhere;
}

// What a page looks like when something is wrong with what was typed.
const EMPTY_FORMS = [['/agenda/nieuw', 'Afspraak opslaan'], ['/berichten/nieuw', 'Versturen'], ['/dossier/schrijven', 'Verstuur de rapportage'], ['/gebruikersbeheer/toevoegen', 'Volgende'], ['/download', 'Download maken']];
async function formsThatRefuse(page, url, see) {
    for (const [address, button] of EMPTY_FORMS) {
        await page.goto(url(address));
        if (!(await page.getByRole('button', { name: button, exact: true }).count())) continue;
        await press(page, button);
        await see(page, `${nameOf(address)}-fout`, { answer: true });
    }
}

// The steps of one's own account that ask for a code.
async function ownAccount({ world, tenant, browser, url, see }) {
    const { page, close } = await visitor(browser, { axe: true });
    const person = await makeLogin(world, tenant, 'Voorbeeld');
    const arrive = async () => {
        const sent = sentTo(world, person.phone);
        await page.goto(url('/inloggen'));
        await typeLogin(page, tenant === 'hetspectrum' ? person.email : person.login, person.password);
        await page.getByLabel('Code', { exact: true }).fill(await codeTo(world, person.phone, sent));
        await press(page, 'Code controleren');
        await page.waitForURL(/\/(start|voorwaarden)/);
    };
    await world.sql(tenant, `UPDATE account SET terms_version = '1', terms_accepted_at = now() WHERE id = '${person.account}'`);
    await arrive();
    // Each: where it begins, what is typed, the button, the page after the code.
    const ways = [
        ['/profiel/mobiel', [['Nieuw mobiel nummer', `06 3${String(randomBytes(4).readUInt32BE() % 1e7).padStart(7, '0')}`], ['Uw wachtwoord', person.password]], 'Verder'],
        ['/profiel/email', [['Nieuw e-mailadres', `nieuw.${person.account}@example.nl`], ['Uw wachtwoord', person.password]], 'Verder'],
        ['/profiel/codes', [], 'Een app gebruiken'],
        ['/profiel/codes', [], 'Tien nieuwe codes maken'],
        ['/profiel/passkeys', [], 'Passkey maken'],
        ['/profiel/wachtwoord', [], 'Stuur mij de code'],
    ];
    for (const [address, typed, button] of ways) {
        world.advanceClock(11 * 60);
        await world.forgetSentCodes(tenant);
        await page.goto(url(address));
        if (!(await page.getByRole('button', { name: button, exact: true }).count())) continue;
        for (const [label, value] of typed) await page.getByLabel(label, { exact: true }).fill(value);
        const name = nameOf(`${address} ${button}`);
        const sent = sentTo(world, person.phone);
        await press(page, button);
        const code = page.getByLabel(/^Code/).first();
        await code.waitFor();
        if (address === ways[0][0] || !page.url().includes('/bevestigen')) await see(page, `${name}-bewijs`, { more: true });
        if (!page.url().includes('/bevestigen')) continue;
        await code.fill(await codeTo(world, person.phone, sent));
        await press(page, 'Code controleren');
        await page.waitForLoadState();
        await see(page, `${name}-na-de-code`, { more: button.startsWith('Tien') });
        if (button.startsWith('Tien')) {
            await press(page, button);
            await see(page, 'profiel-codes-op-papier', { answer: true });
        }
    }
    await close();
}

// Somebody who may see nothing, and the pages that are refused.
async function withoutRights({ world, tenant, browser, url, see }) {
    const { page, close } = await visitor(browser, { axe: true });
    const { role } = await signIn(world, page, tenant, 'contact');
    if (role === 'contact') {
        for (const address of ['/start', '/dossier/tijdslijn', '/inzagelog', '/agenda/nieuw']) {
            await page.goto(url(address));
            await see(page, `contactpersoon-${nameOf(address)}`, { alike: true });
        }
    }
    await close();
}
