// What each organisation's manual says that a user can do and that no other walk does: finding help, reading when the dossier was
// brought up to date, changing what one sees, and finding one's way by the menu. The titles are the manuals' own words.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { makeLogin, portalNow } from '../isolation/people.mjs';
import { launch, overflow, signIn, visitor } from './browser.mjs';

const world = await sharedWorld();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function at(tenant, { who = 'anna.jansen', width = 320, ...options } = {}) {
    const seen = await visitor(browser, { width, ...options });
    const { page } = seen;
    const go = (address) => page.goto(world.url(tenant, address));
    const main = () => page.locator('main').innerText();
    if (who) await signIn(world, page, tenant, who);
    const end = async () => {
        assert.deepEqual(seen.complaints, []);
        await seen.close();
    };
    return { page, go, main, end };
}
// The i button, before signing in and after: the help that is promised, and links to films and manuals.
async function help({ page, go, main }, words, links) {
    await go('/start');
    await page.getByRole('link', { name: 'Informatie' }).first().click();
    assert.equal(new URL(page.url()).pathname, '/informatie');
    assert.match(await main(), words);
    for (const [name, address] of links) assert.equal(await page.getByRole('link', { name, exact: true }).getAttribute('href'), address);
}
async function alphabetical({ page, go }) {
    await go('/gegevens/contactpersonen');
    const names = await page.locator('.iz-person h2').allInnerTexts();
    const last = names.map((name) => name.split(' ').at(-1));
    assert.ok(names.length >= 3, String(names));
    assert.deepEqual(last, [...last].sort((a, b) => a.localeCompare(b, 'nl')), String(names));
}
const fresh = ({ page }) => page.locator('.iz-fresh').first().innerText();
const changeable = async ({ page, go }) => {
    await go('/profiel');
    return page.locator('main dl a').evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
};

test('De Beyart: "instructievideo\'s te openen", "een handleiding", "via het helpdesk formulier op de site contact opnemen"; "De lijst met contactpersonen wordt alfabetisch weergegeven"; "Het is alleen mogelijk om uw mobiele nummer en e-mailadres te wijzigen"', async () => {
    const portal = await at('debeyart');
    await help(portal, /clientportaal@debeyart\.nl[^]*helpdeskformulier[^]*cookies/, [['Filmpjes over het cliëntportaal', 'https://www.debeyart.nl/clientportaal'], ['Handleiding', 'https://www.debeyart.nl/clientportaal'], ['Stel uw vraag met het formulier', 'https://www.debeyart.nl/clientportaal']]);
    await alphabetical(portal);
    assert.deepEqual(await changeable(portal), ['/profiel/mobiel', '/profiel/email']);
    assert.match(await portal.main(), /clientportaal@debeyart\.nl/, 'whom to ask for the rest');
    await portal.go('/gebruikersbeheer/toevoegen');
    assert.match(await portal.main(), /Geef alleen mensen toegang die u vertrouwt|privacy/i, 'think before giving rights');
    await portal.end();
});

test('Het Spectrum: "de letters te vergroten door op de knop [A A A] te klikken", "een hoog contrast te selecteren", "via de luidspreker-knop de tekst laten voorlezen", "Door te klikken op de woorden die hier staan, gaat u naar desbetreffende pagina\'s", technical and care questions', async () => {
    const portal = await at('hetspectrum', { width: 1280 });
    const { page } = portal;
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize));
    await page.getByRole('button', { name: 'Lees voor' }).waitFor();
    const before_px = await size();
    await page.getByRole('button', { name: 'Heel grote tekst' }).click();
    await page.waitForLoadState();
    assert.ok((await size()) >= before_px * 1.25, 'letters grow');
    assert.equal(await overflow(page), 0);
    await page.getByRole('button', { name: 'Contrast' }).click();
    await page.waitForLoadState();
    assert.equal(await page.getByRole('button', { name: 'Contrast' }).getAttribute('aria-pressed'), 'true');
    for (const name of await page.locator('nav.iz-nav a').allInnerTexts()) {
        await page.locator('nav.iz-nav').getByRole('link', { name: name.trim() }).click();
        await page.waitForLoadState();
        assert.equal(await page.locator('nav.iz-nav a[aria-current=page]').innerText(), name, 'the menu says where one is');
    }
    await help(portal, /clientportaal@hetspectrum\.nl[^]*zorgverantwoordelijke[^]*Bureau Wijkverpleging en Welzijn tussen 8\.30 en 17\.00/, []);
    await portal.end();
});

test('Het Spectrum: "Controleer of u de laatst ontvangen code heeft ingevoerd", "kunt u klikken op de knop [Geen SMS ontvangen] waarna er een nieuwe code verstuurd wordt"', async () => {
    const tenant = 'hetspectrum';
    const person = await makeLogin(world, tenant, 'Nieuwe Code');
    await world.sql(tenant, `UPDATE account SET terms_version = '1', terms_accepted_at = now() WHERE id = '${person.account}'`);
    const { page, go, main, end } = await at(tenant, { who: null });
    await go('/inloggen');
    await page.getByLabel('E-mailadres').or(page.getByLabel('Gebruikersnaam')).first().fill(person.email);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(person.password);
    await page.getByLabel('Ik ben de vertegenwoordiger').check();
    const sent = world.sms(tenant).length;
    await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
    await page.waitForURL(/verificatie/);
    const first = await world.code(tenant, sent);
    world.advanceClock(31);
    await page.getByRole('button', { name: /Geen sms ontvangen/i }).click();
    await page.waitForLoadState();
    const second = await world.code(tenant, sent + 1);
    if (first !== second) {
        await page.getByLabel('Code', { exact: true }).fill(first);
        await page.getByRole('button', { name: 'Code controleren' }).click();
        assert.match(await main(), /nieuwste sms/);
    }
    await page.getByLabel('Code', { exact: true }).fill(second);
    await page.getByRole('button', { name: 'Code controleren' }).click();
    await page.waitForURL(/\/start/);
    await end();
});

test('Treant: "instructievideo\'s", "korte en uitgebreide versie", "technische vragen", "ieder uur tussen 06.00 uur en 23.00 uur", "Staan er verkeerde gegevens in het cliëntportaal? Dan kunt u contact opnemen met de medewerker op de afdeling"', async () => {
    const portal = await at('treant');
    const site = 'https://www.treant.nl/clientportaal';
    await help(portal, /clientportaal\.mijncaress@treant\.nl[^]*zorgmedewerker op de afdeling[^]*eigen apparaat/, [['Filmpjes over het cliëntportaal', site], ['Korte handleiding', site], ['Uitgebreide handleiding', site]]);
    await alphabetical(portal);
    assert.match(await portal.main(), /Neem contact op met de medewerker op de afdeling/);
    assert.match(await fresh(portal), /Bijgewerkt[^]*Volgende keer[^]*\d\.00 uur/);
    assert.deepEqual(await changeable(portal), [], 'contact data are changed by the ward');
    await portal.end();
});

test('SVRZ: "Wanneer u de handleidingen wil bekijken, klikt u op dit teken", "stuur een e-mail naar clientportaal@svrz.nl", "Het is alleen mogelijk om uw mobiel nummer en e-mailadres te wijzigen", "Staan er verkeerde gegevens in het cliëntportaal"', async () => {
    const portal = await at('svrz');
    await help(portal, /clientportaal@svrz\.nl[^]*cookies[^]*eigen apparaat/, [['Handleidingen', 'https://www.svrz.nl/clientportaal']]);
    await alphabetical(portal);
    assert.match(await portal.main(), /persoonlijk begeleider, de wijkverpleegkundige of de contactverzorgende/);
    assert.deepEqual(await changeable(portal), ['/profiel/mobiel', '/profiel/email']);
    await portal.end();
});

// The time at which a page says that it is refreshed next: [hours, minutes].
const nextTime = async (portal, address) => {
    await portal.go(address);
    const [, hours, minutes] = /Volgende keer: (?:vandaag|morgen) om (\d+)\.(\d\d) uur/.exec(await portal.page.locator('.iz-fresh').first().textContent());
    return [Number(hours), Number(minutes)];
};

test('SVRZ: "Iedere 10min worden de gegevens waaronder Conversaties - Afspraken en Prikbordberichten uitgewisseld. Iedere 4uur worden de overige gegevens zoals Plannen - Formulieren en Rapportages uitgewisseld." Zuyderland: "tussen 08.00 en 24.00 uur iedere 8 uur gesynchroniseerd"', async () => {
    const svrz = await at('svrz');
    for (const address of ['/berichten', '/agenda', '/gegevens/prikbord']) {
        const [hours, minutes] = await nextTime(svrz, address);
        const [now_h, now_min] = new Date(portalNow(world)).toLocaleTimeString('nl-NL', { timeZone: 'Europe/Amsterdam' }).split(':').map(Number);
        assert.equal(minutes % 10, 0, address);
        assert.ok((hours * 60 + minutes - now_h * 60 - now_min + 1440) % 1440 <= 10, `${address}: ${hours}.${minutes}`);
    }
    for (const address of ['/dossier/plannen', '/dossier/lezen']) {
        const [hours, minutes] = await nextTime(svrz, address);
        assert.deepEqual([hours % 4, minutes], [0, 0], address);
    }
    await svrz.end();
    const zuyderland = await at('zuyderland');
    for (const address of ['/dossier/tijdslijn', '/dossier/plannen']) {
        const [hours, minutes] = await nextTime(zuyderland, address);
        assert.ok([8, 16, 0].includes(hours) && minutes === 0, `${address}: ${hours}.${minutes}`);
    }
    await zuyderland.end();
});

test('Zuyderland: "Via de i informatieknop … filmpjes", "startscherm met een infobalk bovenin en vier panelen", "Wanneer er een nieuwe versie beschikbaar is van het zorgplan, dan zal de knop meldingen beschikbaar worden", "Wanneer u op uw eigen naam klikt", "Een overzicht van de contactpersonen", "Een pop-up scherm verschijnt. U bevestigt de opdracht"', async () => {
    const tenant = 'zuyderland';
    const portal = await at(tenant, { width: 1280 });
    const { page, go, main } = portal;
    await help(portal, /cliëntportaalzorgcentra@zuyderland\.nl[^]*zonder streepjes of spaties[^]*e-mailadres klopt[^]*nog geen rechten aangevinkt/, [['Filmpje over inloggen', 'https://vimeo.com/139472498/7264dd6bff']]);
    await go('/start');
    const panels = await page.locator('main').getByRole('link').evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
    for (const part of ['/agenda', '/berichten', '/dossier', '/gegevens']) assert.ok(panels.some((p) => p.startsWith(part)), `${part} of ${panels}`);
    const [[client]] = await world.sql(tenant, `SELECT s.client_id FROM session s JOIN account a ON a.id = s.account_id WHERE a.login_name = '${world.login(tenant).login}' AND s.client_id IS NOT NULL ORDER BY s.last_seen_at DESC LIMIT 1`);
    const [[plan]] = await world.sql(tenant, `SELECT id FROM care_plan WHERE client_id = '${client}' ORDER BY version DESC LIMIT 1`);
    await world.sql(tenant, `INSERT INTO notice (id, client_id, kind, object_id, detail, created_at) VALUES ('${randomUUID()}', '${client}', 'plan', '${plan}', '{"title": "Zorgplan", "version": "9"}', '${portalNow(world)}')`);
    await go('/start');
    await page.getByRole('link', { name: /Meldingen.*nieuw/ }).click();
    assert.match(await main(), /zorgplan/i);
    await page.locator('summary', { hasText: 'Anna Jansen' }).first().click();
    for (const name of ['Mijn profiel', 'Gebruikersbeheer', 'Alles downloaden', 'Uitloggen']) await page.locator('.iz-account').getByRole('link', { name }).waitFor();
    await page.locator('.iz-account').getByRole('link', { name: 'Alles downloaden' }).click();
    assert.match(await main(), /Ga er zorgvuldig mee om/);
    assert.deepEqual(await changeable(portal), ['/profiel/mobiel', '/profiel/email', '/profiel/contactgegevens', '/profiel/contactgegevens']);
    await alphabetical(portal);
    await page.getByRole('link', { name: 'Zorgteam' }).click();
    assert.match(await main(), /verzorgende[^]*Stuur een bericht/);
    await go('/uitloggen');
    await page.getByRole('link', { name: 'Nee, ik blijf' }).or(page.getByRole('button', { name: 'Nee, ik blijf' })).first().click();
    await page.locator('nav.iz-nav').waitFor();
    await portal.end();
    // A contact finds neither.
    const contact = await at(tenant, { who: 'piet.puk', width: 1280 });
    await contact.page.locator('summary', { hasText: 'Piet Puk' }).first().click();
    assert.equal(await contact.page.locator('.iz-account').getByRole('link', { name: /Gebruikersbeheer|downloaden/ }).count(), 0);
    await contact.end();
});

test('Zuyderland: "Bij een verkeerd wachtwoord krijgt u hierover een melding", "klikken op de link geen code ontvangen", "als u uw smartphone uitzet en na 30 seconden weer aanzet"', async () => {
    const tenant = 'zuyderland';
    const person = await makeLogin(world, tenant, 'Geen Code');
    const { page, go, main, end } = await at(tenant, { who: null });
    await go('/inloggen');
    const type = async (password) => {
        await page.getByLabel('Gebruikersnaam').fill(person.login);
        await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
        await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
    };
    await type('een verkeerd wachtwoord');
    await page.getByRole('alert').getByText('Inloggen is niet gelukt').waitFor();
    world.advanceClock(5);
    const sent = world.sms(tenant).length;
    await type(person.password);
    await page.waitForURL(/verificatie/);
    await world.code(tenant, sent);
    assert.match(await main(), /Zet uw telefoon een halve minuut uit en weer aan|Geen code ontvangen/);
    world.advanceClock(31);
    await page.getByRole('button', { name: 'Geen code ontvangen' }).click();
    await page.getByLabel('Code', { exact: true }).fill(await world.code(tenant, sent + 1));
    await page.getByRole('button', { name: 'Code controleren' }).click();
    await page.waitForURL(/\/start/);
    await end();
});
