// Who may see what, as each organisation describes it, in a browser: on a phone, with and without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { axeFindings, launch, overflow, shot, signIn, visitor } from './browser.mjs';

const world = await sharedWorld();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

// Signed in on a phone; judge() looks at the page with axe, for what sticks out, and leaves a picture.
async function phone(tenant, who, { javaScript = true, width = 320 } = {}) {
    const seen = await visitor(browser, { width, javaScript, axe: javaScript });
    await signIn(world, seen.page, tenant, who);
    const judge = async (name) => {
        if (javaScript) assert.deepEqual(await axeFindings(seen.page), [], name);
        assert.equal(await overflow(seen.page), 0, `${name} sticks out`);
        await shot(seen.page, `${tenant}-${width}-delen-${name}`);
    };
    const press = async (name) => {
        await seen.page.getByRole('button', { name }).first().click();
        await seen.page.waitForLoadState();
    };
    return { ...seen, judge, press };
}
const h1 = (page) => page.locator('h1').innerText();
const manage = (page, tenant, rest = '') => page.goto(world.url(tenant, `/gebruikersbeheer${rest}`));
// Adds somebody whom nobody knows, with one right.
async function add(page, tenant, { press }, email, right) {
    await manage(page, tenant);
    await page.getByRole('link', { name: 'Gebruiker toevoegen' }).click();
    for (const [label, value] of [['Voornaam', 'Joke'], ['Achternaam', 'de Wit'], ['E-mailadres', email]]) await page.getByLabel(label).fill(value);
    await press('Volgende');
    for (const box of await page.locator('input:checked').all()) await box.uncheck();
    await page.getByLabel(right).check();
    await press('Uitnodiging versturen');
    assert.match(await page.locator('main').innerText(), /De uitnodiging is verstuurd[^]*Joke de Wit[^]*Verstuurd/);
    await until('the invitation', () => world.mail(tenant).find((m) => m.to === email));
}
const stateOf = async (tenant, email) => (await world.sql(tenant, `SELECT state, rights::text FROM invitation WHERE email = '${email}' ORDER BY created_at DESC LIMIT 1`))[0];

for (const javaScript of [true, false]) {
    test(`Zuyderland: the portal manager adds a person on a phone: names and address, "Bedoelde u", rights, invitation${javaScript ? '' : ', without scripts'}`, async () => {
        const { page, judge, press, complaints, close } = await phone('zuyderland', 'anna.jansen', { javaScript });
        const email = `joke.${javaScript ? 'met' : 'zonder'}@example.nl`;
        await page.locator('summary', { hasText: 'Anna Jansen' }).first().click();
        await page.getByRole('link', { name: 'Gebruikersbeheer' }).click();
        assert.equal(await h1(page), 'Wie mag wat zien?');
        await judge('lijst');
        await page.getByRole('link', { name: 'Gebruiker toevoegen' }).click();
        await press('Volgende');
        assert.match(await page.title(), /^Fout:/);
        await judge('wie-fout');
        await page.getByLabel('Voornaam').fill('Piet');
        await page.getByLabel('Achternaam').fill('Puk');
        await page.getByLabel('E-mailadres').fill(email);
        await press('Volgende');
        assert.match(await page.locator('main').innerText(), /Bedoelde u[^]*Piet Puk[^]*Heeft al toegang/);
        await judge('bedoelde-u');
        await page.getByLabel('Voornaam').fill('Joke');
        await page.getByLabel('Nieuwe gebruiker').check();
        await press('Volgende');
        assert.equal(await h1(page), 'Wat mag Joke zien?');
        assert.match(await page.locator('main').innerText(), /Contactpersoon cliëntportaal/);
        assert.equal(await page.locator('input:checked').count(), 0);
        await judge('rechten');
        await page.getByLabel('Afspraken').check();
        await page.getByLabel('Gegevens').check();
        await press('Uitnodiging versturen');
        assert.match(await page.locator('main').innerText(), /De uitnodiging is verstuurd[^]*Joke Puk[^]*Verstuurd/);
        assert.deepEqual(await stateOf('zuyderland', email), ['sent', '{appointments,details}']);
        await judge('uitgenodigd');
        await press('Intrekken');
        assert.equal((await stateOf('zuyderland', email))[0], 'withdrawn');
        const row = page.locator('tr', { hasText: 'Piet Puk' });
        assert.match(await row.innerText(), /Laatst ingelogd|vandaag|gisteren|20\d\d|nog niet/i, 'the last login');
        if (!javaScript) await removeAndUndo(page, press, row);
        assert.deepEqual(complaints, []);
        await close();
    });
}

// "Verwijderen", with the way back; the rights stay as they were.
async function removeAndUndo(page, press, row) {
    await row.getByLabel('Dossier').check();
    await press('Rechten opslaan');
    await row.getByRole('link', { name: 'Piet Puk' }).click();
    await press('Verwijderen');
    assert.match(await page.locator('main').innerText(), /Piet Puk heeft geen toegang meer/);
    await press('Terugdraaien');
    assert.ok(await row.getByLabel('Dossier').isChecked());
    await row.getByLabel('Dossier').uncheck();
    await press('Rechten opslaan');
}

test('De Beyart: the user invites somebody, gives rights, sees what somebody sees, sets an end date, removes and undoes', async () => {
    const { page, judge, press, close } = await phone('debeyart', 'anna.jansen');
    const email = `joke.${Date.now()}@example.nl`;
    await add(page, 'debeyart', { press }, email, 'Dossier');
    assert.deepEqual(await stateOf('debeyart', email), ['sent', '{dossier}']);
    const row = page.locator('tr', { hasText: 'Piet Puk' });
    await row.getByLabel('Dossier').check();
    await press('Rechten opslaan');
    assert.match(await page.locator('main').innerText(), /De rechten zijn opgeslagen/);
    assert.ok(await row.getByLabel('Dossier').isChecked());
    await row.getByRole('link', { name: 'Piet Puk' }).click();
    await judge('persoon');
    await press('Zie als Piet Puk');
    assert.match(await page.locator('.iz-preview').innerText(), /Piet Puk/);
    await judge('kijk-mee');
    await page.goto(world.url('debeyart', '/berichten'));
    assert.match(await h1(page), /Piet Puk mag de berichten niet zien/);
    await judge('kijk-mee-geen-recht');
    await press('Stoppen met meekijken');
    await page.locator('tr', { hasText: 'Piet Puk' }).getByRole('link', { name: 'Piet Puk' }).click();
    for (const [label, value] of [['Dag', '31'], ['Maand', '2'], ['Jaar', '2040']]) await page.getByLabel(label).fill(value);
    await press('Einddatum opslaan');
    assert.match(await page.title(), /^Fout:/);
    await judge('einddatum-fout');
    await page.getByLabel('Maand').fill('12');
    await press('Einddatum opslaan');
    assert.match(await row.innerText(), /Tot en met 31 december 2040/);
    await row.getByRole('link', { name: 'Piet Puk' }).click();
    await press('Verwijderen');
    assert.match(await page.locator('main').innerText(), /Piet Puk heeft geen toegang meer/);
    await judge('verwijderd');
    await press('Terugdraaien');
    assert.match(await row.innerText(), /Tot en met 31 december 2040/);
    await row.getByLabel('Dossier').uncheck();
    await press('Rechten opslaan');
    await world.sql('debeyart', 'UPDATE access SET ends_on = NULL');
    await close();
});

// As a person of the organisation does it: what waits, with its state, and the decision.
const ctl = async (...words) => JSON.parse(await world.ctl('account', ...words, '--json'));

test('Treant: "Alleen de portaalhouder kan nieuwe gebruikers aanmelden": asks the organisation, which refuses or approves; both sides see the state, and who is invited comes in', async () => {
    const { page, judge, press, close } = await phone('treant', 'anna.jansen');
    const ask = async (given, email) => {
        await manage(page, 'treant');
        await page.getByRole('link', { name: 'Toegang aanvragen' }).click();
        for (const [label, value] of [['Voornaam', given], ['Achternaam', 'Smit'], ['E-mailadres', email]]) await page.getByLabel(label).fill(value);
        await judge('aanvragen');
        await press('Volgende');
        await page.getByLabel('Afspraken').check();
        await press('Aanvraag versturen');
        assert.match(await page.locator('main').innerText(), new RegExp(`De aanvraag is verstuurd[^]*${given} Smit[^]*Aangevraagd`));
        assert.deepEqual(await stateOf('treant', email), ['requested', '{appointments}']);
        const [waits] = (await ctl('requests', 'treant')).filter((r) => r.email === email);
        assert.equal(waits.state, 'requested');
        return waits.id;
    };
    // What the portal holder reads about that person.
    const shown = async (given) => {
        await manage(page, 'treant');
        return page.locator('li', { hasText: `${given} Smit` }).first().innerText();
    };
    const run = String(Date.now());
    const [no, yes] = [`wil.${run}@example.nl`, `wies.${run}@example.nl`];
    const refused = await ask('Wil', no);
    await judge('aangevraagd');
    assert.equal((await ctl('refuse', 'treant', refused, '--reason', 'Wij kennen deze persoon niet.', '--by', 'Team Noord'))[0].state, 'refused');
    assert.match(await shown('Wil'), /Afgewezen[^]*Wij kennen deze persoon niet\./);
    await judge('afgewezen');
    assert.equal(world.mail('treant').filter((m) => m.to === no).length, 0, 'who is refused gets nothing');

    const approved = await ask('Wies', yes);
    assert.equal((await ctl('approve', 'treant', approved, '--by', 'Team Noord'))[0].state, 'sent');
    assert.ok((await ctl('requests', 'treant')).every((r) => ![no, yes].includes(r.email)), 'neither waits any more');
    assert.match(await shown('Wies'), /Verstuurd[^]*De link werkt tot/);
    const mail = await until('the invitation', () => world.mail('treant').find((m) => m.to === yes));

    const invited = await visitor(browser, { width: 320, javaScript: false });
    const theirs = invited.page;
    const click = (name) => theirs.getByRole('button', { name, exact: true }).click();
    await theirs.goto(/https?:\/\/\S+\/uitnodiging\/[\w-]+/.exec(mail.text)[0]);
    assert.match(await shown('Wies'), /Geopend/);
    for (const label of ['Wachtwoord', 'Wachtwoord nog een keer']) await theirs.getByLabel(label, { exact: true }).fill('vliegtuig kaasplank oever');
    await click('Verder');
    const sent = world.sms('treant').length;
    await theirs.getByLabel('Mobiel nummer').fill(`06 2${run.slice(-7)}`);
    await click('Stuur een code');
    await theirs.getByLabel('Code', { exact: true }).fill(await world.code('treant', sent));
    await click('Code controleren');
    await theirs.getByRole('link', { name: 'Naar het portaal' }).click();
    await theirs.waitForURL(/\/start/);
    assert.equal((await theirs.goto(world.url('treant', '/agenda'))).status(), 200, 'what was asked for');
    assert.equal((await theirs.goto(world.url('treant', '/dossier/tijdslijn'))).status(), 403, 'and no more');
    await manage(page, 'treant');
    const row = page.locator('tr', { hasText: 'Wies Smit' });
    await row.getByLabel('Dossier').check();
    await press('Rechten opslaan');
    assert.equal((await theirs.goto(world.url('treant', '/dossier/tijdslijn'))).status(), 200, 'a right that is given works at once');
    await row.getByRole('link', { name: 'Wies Smit' }).click();
    await press('Verwijderen');
    assert.match(await page.locator('main').innerText(), /Wies Smit heeft geen toegang meer/);
    assert.notEqual((await theirs.goto(world.url('treant', '/dossier/tijdslijn'))).status(), 200, 'and so does removal');
    await invited.close();
    await close();
});

test('SVRZ: the user invites somebody; somebody with a lock can not be removed, and the page says why', async () => {
    await world.sql('svrz', "UPDATE access SET locked = true WHERE account_id = (SELECT id FROM account WHERE login_name = 'piet.puk')");
    const { page, judge, press, close } = await phone('svrz', 'anna.jansen', { width: 1280 });
    const email = `joke.${Date.now()}@example.nl`;
    await add(page, 'svrz', { press }, email, 'Afspraken');
    assert.deepEqual(await stateOf('svrz', email), ['sent', '{appointments}']);
    const row = page.locator('tr', { hasText: 'Piet Puk' });
    assert.match(await row.innerText(), /Slotje[^]*De zorg heeft dit vastgezet/);
    await judge('slotje');
    await row.getByRole('link', { name: 'Piet Puk' }).click();
    assert.equal(await page.getByRole('button', { name: 'Verwijderen' }).count(), 0);
    assert.match(await page.locator('main').innerText(), /De zorg heeft deze persoon vastgezet/);
    await judge('slotje-persoon');
    await world.sql('svrz', 'UPDATE access SET locked = false');
    await manage(page, 'svrz');
    await removeAndUndo(page, press, row);
    await close();
});

test('Het Spectrum: here the organisation decides, and the page says whom to ask', async () => {
    const { page, judge, close } = await phone('hetspectrum', 'anna.jansen');
    await manage(page, 'hetspectrum');
    assert.match(await page.locator('main').innerText(), /Hier beslist/);
    assert.equal(await page.getByRole('button', { name: 'Rechten opslaan' }).count(), 0);
    await judge('organisatie');
    await close();
});
