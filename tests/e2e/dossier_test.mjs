// The dossier as each organisation's manual describes it, in a browser: what is read, searched and written, and by whom.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { portalNow } from '../isolation/people.mjs';
import { axeFindings, launch, overflow, shot, signIn, visitor } from './browser.mjs';

const world = await sharedWorld();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

// Somebody signed in; judge() looks at the page with axe at both widths, for what sticks out, and leaves a picture.
async function at(tenant, { who = 'anna.jansen', javaScript = true, width = 1280 } = {}) {
    const seen = await visitor(browser, { width, javaScript, axe: javaScript });
    await signIn(world, seen.page, tenant, who);
    const judge = async (name) => {
        for (const wide of [320, 1280]) {
            await seen.page.setViewportSize({ width: wide, height: 900 });
            if (javaScript && wide === 320) assert.deepEqual(await axeFindings(seen.page), [], `${name} at ${wide}`);
            assert.equal(await overflow(seen.page), 0, `${name} sticks out at ${wide}`);
            await shot(seen.page, `${tenant}-${wide}-dossier-${name}`);
        }
        await seen.page.setViewportSize({ width, height: 900 });
    };
    const go = (path) => seen.page.goto(world.url(tenant, path));
    const main = () => seen.page.locator('main').innerText();
    return { ...seen, judge, go, main };
}
// The chosen client of a person who is signed in.
const clientOf = async (tenant, login = 'anna.jansen') =>
    (await world.sql(tenant, `SELECT s.client_id FROM session s JOIN account a ON a.id = s.account_id WHERE a.login_name = '${world.login(tenant, login).login}' AND s.client_id IS NOT NULL ORDER BY s.last_seen_at DESC LIMIT 1`))[0][0];
async function report(tenant, client, body, at_s = -60) {
    const id = randomUUID();
    await world.sql(tenant, `INSERT INTO report (id, source_id, source_version, client_id, kind_code, kind_label, body, author_name, author_role, happened_at, run_id, created_at, updated_at)
        VALUES ('${id}', 'proef-${id}', '1', '${client}', 'daily', 'Dagrapportage', '${body}', 'Fatma Yilmaz', 'verzorgende', '${portalNow(world, at_s)}', gen_random_uuid(), '${portalNow(world)}', '${portalNow(world)}')`);
    return id;
}
const tabs = (page) => page.locator('nav.iz-tabs a').allInnerTexts();

test("Zuyderland: 'Wanneer u op de tegel klikt worden bovenin vier tabbladen getoond: Tijdslijn, Lezen, Schrijven, Plannen'", async () => {
    const { page, close, complaints } = await at('zuyderland');
    await page.getByRole('link', { name: 'Dossier', exact: true }).first().click();
    assert.deepEqual(await tabs(page), ['Tijdslijn', 'Lezen', 'Schrijven', 'Plannen']);
    await page.getByRole('link', { name: 'Plannen' }).click();
    assert.match(await page.locator('main').innerText(), /zorgplan|Wat is de wens\?/i);
    assert.deepEqual(complaints, []);
    await close();
});

test("Zuyderland: 'Door op de tijdsbalk te klikken kunt u naar rapportages van andere dagen scrollen'; a card opens the whole report", async () => {
    const { page, go, main, judge, close } = await at('zuyderland');
    await go('/dossier/tijdslijn');
    const client = await clientOf('zuyderland');
    await report('zuyderland', client, 'Gisteren was het rustig.', -24 * 3600);
    await go('/dossier/tijdslijn');
    await page.locator('.iz-days a').nth(-2).click();
    assert.match(await main(), /Gisteren was het rustig/);
    await page.locator('.iz-report__title').first().click();
    assert.equal(await page.locator('article.iz-article').count(), 1);
    await judge('rapportage');
    await close();
});

test("Zuyderland: 'Aan de linkerkant kunt u de gewenste vragenlijst/rapportage selecteren. Doormiddel van de pijlen kunt u naar de volgende rapportage gaan'", async () => {
    const { page, go, close } = await at('zuyderland');
    await go('/dossier/lezen');
    await page.locator('.iz-picker a').nth(1).click();
    const title = await page.locator('article h2').innerText();
    const address = page.url();
    await page.getByRole('link', { name: /^Volgende/ }).click();
    assert.notEqual(page.url(), address);
    await page.getByRole('link', { name: /^Vorige/ }).click();
    assert.equal(await page.locator('article h2').innerText(), title);
    await close();
});

for (const javaScript of [true, false]) {
    test(`Zuyderland: 'U kunt zelf ook een rapportage aan het cliëntportaal toevoegen. Zorginhoudelijke signalen mogen hier gerapporteerd worden'${javaScript ? '' : ', without scripts'}`, async () => {
        const { page, go, main, judge, close, complaints } = await at('zuyderland', { javaScript, width: javaScript ? 1280 : 320 });
        await go('/dossier/schrijven');
        assert.match(await main(), /Geen vragen aan de zorg[^]*Hebt u een vraag\? Stuur dan een bericht/);
        if (javaScript) await judge('schrijven');
        const said = `Moeder liep vandaag zelf naar buiten${javaScript ? '' : ', zonder script'}.`;
        await page.getByLabel('Wat wilt u vertellen?').fill(said);
        await page.getByRole('button', { name: 'Verstuur de rapportage' }).click();
        assert.match(await page.title(), /^Fout:/);
        assert.match(await main(), /Kies waar het over gaat/);
        assert.equal(await page.getByLabel('Wat wilt u vertellen?').inputValue(), said, 'what was typed stays');
        if (javaScript) await judge('schrijven-fout');
        await page.getByLabel('Hoe het gaat').check();
        await page.getByRole('button', { name: 'Verstuur de rapportage' }).click();
        assert.match(await main(), /Uw rapportage is verstuurd[^]*Wat u eerder schreef[^]*Moeder liep vandaag/);
        if (javaScript) await judge('geschreven');
        await go('/dossier/tijdslijn');
        assert.match(await page.locator('.iz-report', { hasText: said }).first().innerText(), /Geschreven in dit portaal/);
        assert.match(await page.locator('.iz-report', { hasText: said }).first().innerText(), /Anna Jansen/);
        if (javaScript) await judge('tijdslijn-eigen');
        world.advanceClock(120);
        await until('the arrival', async () => {
            await go('/dossier/schrijven');
            return /Staat in het zorgdossier/.test(await page.locator('main li', { hasText: said }).first().innerText());
        }, { timeout_ms: 60_000, every_ms: 1000 });
        assert.deepEqual(complaints, []);
        await close();
    });
}

test("Zuyderland: 'Dit onderdeel is niet bedoeld voor vragen aan de zorg, daarvoor is de berichtenfunctionaliteit'", async () => {
    const { page, go, close } = await at('zuyderland');
    await go('/dossier/schrijven');
    await page.getByRole('link', { name: 'Naar uw berichten' }).click();
    assert.equal(new URL(page.url()).pathname, '/berichten');
    await close();
});

test('only Zuyderland has Schrijven; at the others its address says so', async () => {
    for (const tenant of ['debeyart', 'hetspectrum', 'treant', 'svrz']) {
        const client = await world.signIn(tenant, 'anna.jansen');
        assert.ok(!(await client.get('/dossier/tijdslijn')).text.includes('Schrijven'), tenant);
        const answer = await client.get('/dossier/schrijven');
        assert.equal(answer.status, 404, tenant);
        assert.match(answer.text, /kunt u niet in het dossier schrijven/, tenant);
    }
});

test("De Beyart: 'Als u vragen heeft over de inhoud van uw dossier, dan kunt u contact opnemen met de contactverzorgende'; words of the care are explained under the text", async () => {
    const { page, go, main, judge, close } = await at('debeyart');
    await go('/dossier/lezen');
    const id = await report('debeyart', await clientOf('debeyart'), 'Mw. kreeg hulp bij de ADL. Paracetamol z.n. gegeven i.o.m. de HA.');
    await go(`/dossier/lezen/rapportage/${id}`);
    assert.match(await main(), /Vraag het aan de contactverzorgende/);
    assert.match(await main(), /Mw\. kreeg hulp bij de ADL\. Paracetamol z\.n\. gegeven i\.o\.m\. de HA\./, 'the text is as it was written');
    const words = page.locator('details.iz-glossary');
    assert.match(await words.locator('summary').innerText(), /Moeilijke woorden in deze tekst: 5/);
    assert.equal(await words.locator('dt').first().isVisible(), false);
    await words.locator('summary').focus();
    await page.keyboard.press('Enter');
    assert.equal(await words.locator('dt').first().isVisible(), true);
    assert.match(await words.innerText(), /ADL[^]*wassen, aankleden[^]*HA[^]*Huisarts/);
    await judge('woorden');
    await close();
});

test('a synchronisation that is late is said on the page, and the words fit a phone', async () => {
    const { page, go, judge, close } = await at('svrz');
    const before = await world.sql('svrz', 'SELECT kind, updated_at FROM freshness');
    await world.sql('svrz', `UPDATE freshness SET updated_at = '${portalNow(world, -3 * 86400)}'`);
    await go('/dossier/tijdslijn');
    assert.match(await page.locator('.iz-fresh').innerText(), /Niet bijgewerkt sinds [^]* De verversing is te laat\. Wij werken eraan\./);
    await judge('te-laat');
    await close();
    for (const [kind, at] of before) await world.sql('svrz', `UPDATE freshness SET updated_at = '${at}' WHERE kind = '${kind}'`);
});

test("De Beyart: 'Uw dossier wordt twee keer per dag om 08:00 en 20:00 uur doorgezet naar het Cliëntportaal'", async () => {
    const { page, go, close } = await at('debeyart');
    await go('/dossier/tijdslijn');
    assert.match(await page.locator('.iz-fresh').innerText(), /(8\.00|20\.00) uur/);
    await close();
});

test("Het Spectrum: 'Als u inlogt, kunt u de rapportages, metingen, agenda en het zorgplan lezen'; 'In een zorgplan staan de afspraken die u met het Spectrum maakt'", async () => {
    const { page, go, main, close } = await at('hetspectrum');
    await go('/dossier/tijdslijn');
    assert.deepEqual(await tabs(page), ['Tijdslijn', 'Lezen', 'Metingen', 'Plannen']);
    await page.getByRole('link', { name: 'Metingen' }).first().click();
    assert.match(await main(), /kg|mmHg|°C|mmol\/l/);
    await go('/dossier/plannen');
    assert.match(await main(), /Wat spreken wij af\?/);
    await go('/dossier/lezen');
    assert.match(await main(), /Vraag het aan de zorgverantwoordelijke op de afdeling/);
    await close();
});

test("Treant: 'Als er geen afwijkingen zijn rondom de dagelijkse gang van zaken, wordt er geen rapportage geschreven'", async () => {
    const { page, go, main, judge, close } = await at('treant');
    await go('/dossier/tijdslijn');
    const client = await clientOf('treant');
    assert.match(await main(), /Gaat alles zoals anders\? Dan schrijven wij geen rapportage/);
    const day = portalNow(world, -3 * 24 * 3600).slice(0, 10);
    await world.sql('treant', `UPDATE report SET happened_at = happened_at - interval '400 days' WHERE client_id = '${client}' AND happened_at > '${day}'::date - 1;
        UPDATE appointment SET cancelled = true WHERE client_id = '${client}' AND kind = 'care' AND starts_at BETWEEN '${day}'::date - 1 AND '${day}'::date + 2;`);
    await go(`/dossier/tijdslijn?maand=${day.slice(0, 7)}&dag=${Number(day.slice(8))}&soort=rapportage`);
    assert.match(await page.locator('.iz-day').first().innerText(), /Op deze dag is niets opgeschreven[^]*Gaat alles zoals anders/);
    await judge('stille-dag');
    await world.sql('treant', `INSERT INTO appointment (source_id, source_version, client_id, kind, title, with_name, with_role, starts_at, ends_at, run_id, created_at, updated_at)
        VALUES ('bezoek-proef', '1', '${client}', 'care', 'Douchen', 'Karin Smit', 'verzorgende', '${day}T09:00:00Z', '${day}T09:30:00Z', gen_random_uuid(), now(), now())`);
    await go(`/dossier/tijdslijn?maand=${day.slice(0, 7)}&dag=${Number(day.slice(8))}&soort=rapportage`);
    assert.match(await page.locator('.iz-day').first().innerText(), /Zorg verleend, geen bijzonderheden[^]*Karin Smit/);
    await judge('bezoek');
    await close();
});

test("Treant and SVRZ: 'In uw dossier komen niet alleen de rapportages te staan, maar ook meldingen, zoals de melding dat het plan is gewijzigd'", async () => {
    for (const tenant of ['treant', 'svrz']) {
        const { page, go, close } = await at(tenant);
        await go('/start');
        const client = await clientOf(tenant);
        const [[plan]] = await world.sql(tenant, `SELECT id FROM care_plan WHERE client_id = '${client}' ORDER BY version DESC LIMIT 1`);
        await world.sql(tenant, `INSERT INTO notice (client_id, kind, object_id, detail, created_at) VALUES ('${client}', 'plan', '${plan}', '{"title": "Zorgplan", "version": "2"}', '${portalNow(world)}')`);
        await go('/meldingen');
        assert.match(await page.locator('main').innerText(), /zorgplan|plan/i, tenant);
        await close();
    }
});

test("SVRZ: 'Als u vragen heeft over de rapportages in het cliëntportaal, dan kunt u contact opnemen met een persoonlijk begeleider, wijkverpleegkundige of contactverzorgende'", async () => {
    const { go, main, close } = await at('svrz');
    await go('/dossier/lezen');
    assert.match(await main(), /Vraag het aan de persoonlijk begeleider, de wijkverpleegkundige of de contactverzorgende/);
    await close();
});

for (const [tenant, language] of [['svrz', 'nl'], ['zuyderland', 'en']]) {
    test(`words are searched in the reports (${tenant}, ${language})`, async () => {
        const { page, go, main, judge, close, complaints } = await at(tenant);
        await go('/dossier/lezen');
        const client = await clientOf(tenant);
        await report(tenant, client, 'Mevrouw heeft in de tuin geschommeld & <b>gelachen</b>.');
        await go('/dossier/lezen');
        if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
        const [link, label, press, none] = language === 'nl' ? ['Zoek in de rapportages', 'Welke woorden zoekt u?', 'Zoek', /Niets gevonden met “olifant”/] : ['Search the reports', 'Which words are you looking for?', 'Search', /Nothing found with “olifant”/];
        await page.getByRole('link', { name: link }).click();
        await judge(`zoeken-${language}`);
        await page.getByLabel(label).fill('Tuinen gesch');
        await page.getByRole('button', { name: press, exact: true }).click();
        assert.match(await main(), /geschommeld/);
        assert.equal(await page.locator('main mark').first().innerText(), 'tuin');
        assert.equal(await page.locator('main b').count(), 0, 'text stays text');
        await judge(`gevonden-${language}`);
        await page.locator('.iz-report__title').first().click();
        assert.match(await page.locator('article').innerText(), /geschommeld/);
        await page.goBack();
        assert.equal(await page.locator('main mark').count() > 0, true, 'back to what was found');
        await page.getByLabel(label).fill('olifant');
        await page.getByRole('button', { name: press, exact: true }).click();
        assert.match(await main(), none);
        await judge(`niets-gevonden-${language}`);
        await world.sql(tenant, `UPDATE account SET language = 'nl' WHERE login_name = '${world.login(tenant).login}'`);
        assert.deepEqual(complaints, []);
        await close();
    });
}
