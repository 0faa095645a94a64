// The agenda as each organisation describes it, in a browser: on a phone and on a wide screen, with and without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { portalNow } from '../isolation/people.mjs';
import { axeFindings, launch, overflow, shot, signIn, visitor } from './browser.mjs';

const world = await sharedWorld();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function person(tenant, who, { javaScript = true, width = 320 } = {}) {
    const seen = await visitor(browser, { width, javaScript, axe: javaScript });
    await signIn(world, seen.page, tenant, who);
    const { page } = seen;
    // At the narrow and the wide width: axe, what sticks out, a picture.
    const judge = async (name) => {
        for (const size of [320, 1280]) {
            await page.setViewportSize({ width: size, height: 900 });
            if (javaScript && size === 320) assert.deepEqual(await axeFindings(page), [], `${name} at ${size}`);
            assert.equal(await overflow(page), 0, `${name} sticks out at ${size}`);
            await shot(page, `${tenant}-${size}-agenda-${name}`);
        }
        await page.setViewportSize({ width, height: 900 });
    };
    const press = async (name) => {
        await page.getByRole('button', { name }).first().click();
        await page.waitForLoadState();
    };
    const open = (rest = '') => page.goto(world.url(tenant, `/agenda${rest}`));
    const said = () => page.locator('main').innerText();
    return { ...seen, judge, press, open, said };
}
// A day so many days ahead, by the clock in Amsterdam: "2026-11-24".
const dayAhead = (ahead) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date(portalNow(world, ahead * 86400)));
async function fillIn(page, { title, ahead, from = '14.00', to = '15.30', note }) {
    const [year, month, day] = dayAhead(ahead).split('-');
    await page.getByLabel('Wat gaat u doen?').fill(title);
    await page.locator('#dag').fill(String(Number(day)));
    await page.locator('#maand').selectOption(String(Number(month)));
    await page.locator('#jaar').fill(year);
    await page.getByLabel('Van', { exact: true }).fill(from);
    await page.getByLabel('Tot', { exact: true }).fill(to);
    if (note) await page.getByLabel('Wilt u er iets bij zeggen?').fill(note);
}
// A day on which nothing stands yet for the demo's client.
async function freeDay(tenant, first) {
    for (let ahead = first; ; ahead += 1) {
        const day = dayAhead(ahead);
        const [[busy]] = await world.sql(tenant, `SELECT count(*) FROM appointment WHERE starts_at < '${day}'::date + 2 AND ends_at > '${day}'::date - 1`);
        if (busy === '0') return ahead;
    }
}

for (const javaScript of [true, false])
    test(`De Beyart: "Plan de afspraak uiterlijk 48 uur van te voren" and "Wanneer u de afspraak op privé zet, ziet de zorgprofessional alleen dat deze tijd bezet is"${javaScript ? '' : ', without scripts'}`, async () => {
        const { page, judge, press, open, said, complaints, close } = await person('debeyart', 'anna.jansen', { javaScript });
        await open();
        await judge('maand');
        await page.getByRole('link', { name: 'Nieuwe afspraak' }).click();
        assert.match(await said(), /Plan 48 uur vooruit[^]*Uw afspraak kan beginnen vanaf [^]* om \d/);
        await judge('nieuw');
        await press('Afspraak opslaan');
        assert.match(await page.title(), /^Fout:/);
        assert.match(await said(), /Vul in wat u gaat doen[^]*Kies een dag[^]*Vul in hoe laat/);
        await judge('nieuw-leeg');
        await fillIn(page, { title: 'Wandelen met Piet', ahead: 1, note: 'Langs het water' });
        await press('Afspraak opslaan');
        assert.match(await said(), /Dit is te snel: minder dan 48 uur vanaf nu/);
        assert.equal(await page.getByLabel('Wat gaat u doen?').inputValue(), 'Wandelen met Piet', 'what was typed stays');
        assert.equal(await page.getByLabel('Wilt u er iets bij zeggen?').inputValue(), 'Langs het water');
        await judge('nieuw-te-snel');
        const ahead = await freeDay('debeyart', javaScript ? 150 : 170);
        await fillIn(page, { title: 'Wandelen met Piet', ahead });
        await page.getByRole('radio', { name: /Privé/ }).check();
        await press('Afspraak opslaan');
        assert.match(await said(), /De afspraak staat in de agenda[^]*Wandelen met Piet[^]*De zorg ziet alleen “bezet”[^]*Verstuurd/);
        await judge('afspraak-prive');
        const [[payload]] = await world.sql('debeyart', `SELECT payload::text FROM change WHERE kind = 'appointment' ORDER BY id DESC LIMIT 1`);
        assert.ok(!payload.includes('Wandelen'), payload);
        await page.getByRole('link', { name: 'Wijzigen' }).click();
        await page.getByLabel('Van', { exact: true }).fill('13.00');
        await judge('wijzigen');
        await press('Afspraak opslaan');
        assert.match(await said(), /De afspraak is veranderd[^]*13\.00 tot 15\.30 uur/);
        await press('Afzeggen');
        assert.match(await said(), /Gaat niet door[^]*terugzetten/);
        await judge('afgezegd');
        await press('Terugzetten');
        assert.match(await said(), /De afspraak gaat weer door/);
        const day = dayAhead(ahead);
        for (const view of ['week', 'dag', 'lijst', 'maand']) {
            await open(`?weergave=${view}&dag=${day}`);
            assert.match(await said(), /Wandelen met Piet/, view);
            await judge(`eigen-${view}`);
        }
        await page.getByRole('link', { name: 'Vandaag', exact: true }).click();
        assert.doesNotMatch(await said(), /Wandelen met Piet/);
        assert.deepEqual(complaints, []);
        await close();
    });

test('De Beyart: "Ook personen die u toegang tot het cliëntportaal heeft gegeven, kunnen afspraken plaatsen en inzien, afhankelijk van de autorisatie"', async () => {
    const { page, press, open, said, close } = await person('debeyart', 'piet.puk');
    const ahead = await freeDay('debeyart', 200);
    await open('/nieuw');
    await fillIn(page, { title: 'Koffie met Piet', ahead });
    await page.getByText('Komt de afspraak vaker terug?').click();
    await page.getByLabel('Hoe vaak?').selectOption('week');
    const [year, month, day] = dayAhead(ahead + 14).split('-');
    await page.locator('#herhaal-dag').fill(String(Number(day)));
    await page.locator('#herhaal-maand').selectOption(String(Number(month)));
    await page.locator('#herhaal-jaar').fill(year);
    await press('Afspraak opslaan');
    assert.match(await said(), /De afspraken staan in de agenda[^]*Nog 3 keer, deze erbij/);
    await page.getByRole('link', { name: 'Wijzigen' }).click();
    await page.getByLabel('Wat gaat u doen?').fill('Thee met Piet');
    await page.getByRole('radio', { name: /Alle afspraken van de reeks/ }).check();
    await press('Afspraak opslaan');
    assert.deepEqual(await world.sql('debeyart', "SELECT count(*) FROM appointment WHERE title = 'Thee met Piet'"), [['3']]);
    await close();
});

test('SVRZ: "Ziet u al iets in de agenda staan op een moment waar u iets wilt plannen? Neem dan contact op met het zorgteam", and "Het zorgteam kan de afspraken die u in uw agenda maakt ook zien"', async () => {
    const { page, judge, press, open, said, close } = await person('svrz', 'anna.jansen');
    const [[at]] = await world.sql('svrz', `SELECT to_char(starts_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD HH24.MI') FROM appointment WHERE kind <> 'own' AND NOT cancelled AND starts_at > '${portalNow(world, 3 * 86400)}' AND client_id = (SELECT client_id FROM session WHERE account_id = (SELECT id FROM account WHERE login_name = '${world.login('svrz').login}') AND client_id IS NOT NULL ORDER BY last_seen_at DESC LIMIT 1) ORDER BY starts_at LIMIT 1`);
    const [date, time] = at.split(' ');
    const [year, month, day] = date.split('-');
    await open('/nieuw');
    assert.match(await said(), /Het zorgteam ziet ook de afspraken die u zelf maakt/);
    assert.equal(await page.getByRole('radio').count(), 0, 'no private ones here');
    await page.getByLabel('Wat gaat u doen?').fill('Bezoek van Kees');
    await page.locator('#dag').fill(String(Number(day)));
    await page.locator('#maand').selectOption(String(Number(month)));
    await page.locator('#jaar').fill(year);
    await page.getByLabel('Van', { exact: true }).fill(time);
    await page.getByLabel('Tot', { exact: true }).fill('23.00');
    await press('Afspraak opslaan');
    assert.match(await said(), /Er staat al iets in de agenda op dit moment[^]*Neem contact op met het zorgteam/);
    assert.equal(await page.getByLabel('Wat gaat u doen?').inputValue(), 'Bezoek van Kees');
    await judge('dubbel');
    await press('Toch opslaan');
    assert.match(await said(), /De afspraak staat in de agenda/);
    await close();
});

test('Zuyderland: "De cliënt of portaalbeheerder kan ook zelf een afspraak in de agenda plaatsen", "Openbaar" or "Privé", "Graag afspraken eerst afstemmen met de zorgmedewerkers"', async () => {
    const manager = await person('zuyderland', 'anna.jansen');
    await manager.open('/nieuw');
    assert.match(await manager.said(), /Spreek uw afspraak eerst af met de zorgmedewerkers/);
    assert.equal(await manager.page.getByRole('radio', { name: /Openbaar/ }).isChecked(), true);
    assert.equal(await manager.page.getByRole('radio', { name: /Privé/ }).count(), 1);
    await manager.judge('nieuw');
    await manager.close();
    const contact = await person('zuyderland', 'piet.puk');
    await contact.open();
    assert.match(await contact.said(), /Alleen de cliënt en de portaalbeheerder zetten hier afspraken in de agenda/);
    assert.equal(await contact.page.getByRole('link', { name: 'Nieuwe afspraak' }).count(), 0);
    await contact.open('/nieuw');
    assert.match(await contact.said(), /U kunt hier geen afspraken maken[^]*Vraag het aan een van hen/);
    await contact.judge('niet-zelf');
    await contact.close();
});

test('Zuyderland: "In de thuiszorg zijn alleen de afspraken die u zelf inplant inzichtelijk via het cliëntportaal", and the page says so', async () => {
    await world.sql('zuyderland', 'UPDATE client SET home_care = true');
    const { judge, open, said, close } = await person('zuyderland', 'anna.jansen');
    await open('?weergave=lijst');
    assert.match(await said(), /alleen de afspraken die in dit portaal zijn gemaakt/);
    assert.doesNotMatch(await said(), /Fysiotherapie|Huisarts/);
    await judge('thuiszorg');
    await close();
    await world.sql('zuyderland', 'UPDATE client SET home_care = false');
});

test('Treant: "Afspraken met de behandelaren, bijvoorbeeld de fysiotherapeut" and "Afspraken met de zorg, de zorgafspraken" stand in the agenda, and can be put on one’s own', async () => {
    const { page, judge, press, open, said, close } = await person('treant', 'anna.jansen', { width: 1280 });
    await open('?weergave=lijst');
    assert.match(await said(), /Fysiotherapie[^]*Behandeling/);
    assert.match(await said(), /Huisarts[^]*Zorg/);
    await judge('lijst');
    await page.getByRole('link', { name: 'Fysiotherapie' }).first().click();
    assert.match(await said(), /Deze afspraak is door de zorg gemaakt/);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /Zet in mijn eigen agenda/ }).click()]);
    assert.equal(file.suggestedFilename(), 'afspraak.ics');
    await judge('afspraak-zorg');
    await open('/koppelen');
    await judge('koppelen');
    await press('Link maken');
    const address = await page.getByLabel('De link').inputValue();
    assert.match(address, /\/agenda-koppeling\/[\w-]{43}$/);
    await judge('koppelen-nieuw');
    const feed = await world.client('treant').get(new URL(address).pathname);
    assert.ok(feed.body.includes('SUMMARY:Behandeling') && !feed.body.includes('Fysiotherapie'), 'kinds only, unless chosen otherwise');
    await press('Intrekken');
    assert.match(await said(), /De link is ingetrokken/);
    assert.equal((await world.client('treant').get(new URL(address).pathname)).status, 404);
    await close();
});

test('Het Spectrum: "Als u inlogt, kunt u de rapportages, metingen, agenda en het zorgplan lezen": reading only, and whom to call', async () => {
    const { page, judge, open, said, close } = await person('hetspectrum', 'anna.jansen');
    await open();
    assert.equal(await page.getByRole('link', { name: 'Nieuwe afspraak' }).count(), 0);
    assert.match(await said(), /zet u geen eigen afspraken in de agenda[^]*Bel dan de zorg/);
    await judge('lezen');
    await open('?weergave=dag&dag=2031-01-01');
    assert.match(await said(), /Er zijn geen afspraken[^]*volgende verversing/);
    await judge('leeg');
    await close();
});
