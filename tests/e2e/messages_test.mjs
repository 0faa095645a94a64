// Messages as each organisation describes them, in a browser: on a phone and on a wide screen, with and without scripts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { png } from '../harness/pictures.mjs';
import { sharedWorld } from '../harness/world.mjs';
import { axeFindings, launch, overflow, shot, signIn, visitor } from './browser.mjs';

const world = await sharedWorld();
const TENANTS = ['zuyderland', 'debeyart', 'treant', 'svrz'];
let browser;
before(async () => {
    browser = await launch();
    // Piet is in the demo with the agenda only; here he reads messages.
    for (const tenant of TENANTS) await world.sql(tenant, "UPDATE access SET right_messages = true, right_details = true WHERE account_id = (SELECT id FROM account WHERE login_name = 'piet.puk')");
});
after(async () => {
    for (const tenant of TENANTS) await world.sql(tenant, "UPDATE access SET right_messages = false, right_details = false WHERE account_id = (SELECT id FROM account WHERE login_name = 'piet.puk')");
    await browser.close();
});

// Signed in; judge() looks with axe, for what sticks out, and leaves a picture, at both widths.
async function person(tenant, who, { javaScript = true } = {}) {
    const seen = await visitor(browser, { width: 320, javaScript, axe: javaScript });
    const { page } = seen;
    await signIn(world, page, tenant, who);
    const judge = async (name) => {
        for (const width of [320, 1280]) {
            await page.setViewportSize({ width, height: 900 });
            if (javaScript && width === 320) assert.deepEqual(await axeFindings(page), [], `${name} at ${width}`);
            assert.equal(await overflow(page), 0, `${name} sticks out at ${width}`);
            await shot(page, `${tenant}-${width}-berichten-${name}${javaScript ? '' : '-zonder'}`);
        }
        await page.setViewportSize({ width: 320, height: 900 });
    };
    const press = async (name) => {
        await page.getByRole('button', { name, exact: true }).first().click();
        await page.waitForLoadState();
    };
    const open = (address) => page.goto(world.url(tenant, address));
    const words = () => page.locator('main').innerText();
    return { ...seen, judge, press, open, words };
}
const h1 = (page) => page.locator('h1').innerText();

for (const javaScript of [true, false]) {
    test(`Zuyderland: 'U kunt hier berichten naar 1 of meerdere contactpersonen sturen.' 'U kunt een bericht aanmaken door op de knop 'Nieuw Bericht' te klikken.'${javaScript ? '' : ' Without scripts'}`, async () => {
        const { page, judge, press, open, words, complaints, close } = await person('zuyderland', 'anna.jansen', { javaScript });
        await open('/berichten');
        assert.equal(await h1(page), 'Berichten');
        await judge('lijst');
        await page.getByRole('link', { name: 'Nieuw bericht' }).click();
        await judge('nieuw');
        await press('Versturen');
        assert.match(await page.title(), /^Fout:/);
        assert.match(await words(), /Kies aan wie u schrijft[^]*Schrijf een bericht/);
        await judge('nieuw-fout');
        await page.getByLabel('Piet Puk').check();
        await page.getByLabel(/Jansen/).first().check();
        await page.getByLabel(/^Onderwerp/).fill('Zondag');
        await page.getByLabel('Uw bericht').fill('Ik neem zondag taart mee.\nIs appeltaart goed?');
        await press('Bewaren als concept');
        assert.match(await words(), /Uw concept is bewaard[^]*Nog niet verstuurd[^]*Zondag/);
        await judge('concept');
        await page.getByRole('link', { name: 'Zondag' }).first().click();
        assert.ok(await page.getByLabel('Piet Puk').isChecked());
        assert.equal(await page.getByLabel('Uw bericht').inputValue(), 'Ik neem zondag taart mee.\nIs appeltaart goed?');
        await press('Versturen');
        assert.equal(await h1(page), 'Zondag');
        assert.match(await words(), /Piet Puk[^]*Uw bericht is verstuurd[^]*Is appeltaart goed\?[^]*Verstuurd\./);
        await judge('gesprek');
        await open('/berichten');
        assert.doesNotMatch(await words(), /Nog niet verstuurd/);
        assert.match(await words(), /Zondag[^]*U: Ik neem zondag taart mee/);
        assert.deepEqual(complaints, []);
        await close();
    });
}

const PDF = Buffer.from('%PDF-1.4\nstartxref\n0\n%%EOF\n');
for (const javaScript of [true, false]) {
    test(`a photo and a PDF go along with messages between family members, and open at the other side; what is too large or a drawing is refused with its sentence and the text stays${javaScript ? '' : '. Without scripts'}`, async () => {
        const anna = await person('debeyart', 'anna.jansen', { javaScript });
        const piet = await person('debeyart', 'piet.puk', { javaScript });
        const file = (name, mimeType, buffer) => anna.page.getByLabel('Foto of PDF erbij').setInputFiles({ name, mimeType, buffer });
        await anna.open('/berichten/nieuw');
        await anna.page.getByLabel('Piet Puk').check();
        await anna.page.getByLabel('Uw bericht').fill('Kijk, de tuin van oma');
        await file('tuin.png', 'image/png', Buffer.concat([png(), Buffer.alloc(10 * 1024 * 1024 + 1 - png().length)]));
        await anna.press('Versturen');
        assert.match(await anna.words(), /Dit bestand is te groot: kies een bestand van hoogstens 10 MB/);
        assert.equal(await anna.page.getByLabel('Uw bericht').inputValue(), 'Kijk, de tuin van oma');
        assert.ok(await anna.page.getByLabel('Piet Puk').isChecked());
        await file('tuin.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
        await anna.press('Versturen');
        assert.match(await anna.words(), /Dit is een tekening waar een programma in kan zitten \(SVG\)/);
        assert.match(await anna.page.title(), /^Fout:/);
        await anna.judge('bijlage-fout');
        await file('tuin.png', 'image/png', png({ width: 900, height: 600 }));
        await anna.press('Versturen');
        assert.match(await anna.words(), /Uw bericht is verstuurd[^]*Kijk, de tuin van oma/);
        await anna.judge('bijlage');
        const [, conversation] = /(\/berichten\/[0-9a-f-]{36})/.exec(anna.page.url());

        await piet.open('/berichten');
        await piet.page.locator(`a[href="${conversation}"]`).first().click();
        const photo = piet.page.getByRole('img', { name: /^Foto bij dit bericht: tuin\.(png|jpg)$/ });
        assert.equal(await photo.evaluate((img) => img.complete && img.naturalWidth > 0), true, 'the photo shows');
        await piet.judge('bijlage-ontvangen');
        await photo.click();
        await piet.page.waitForURL(/\/bestand\//);
        assert.equal(await piet.page.locator('img').evaluate((img) => img.naturalWidth), 900, 'the whole photo opens');

        await anna.page.getByText('Antwoord schrijven').click();
        await anna.page.getByLabel('Uw antwoord').fill('En het recept');
        await file('recept.pdf', 'application/pdf', PDF);
        await anna.press('Versturen');
        await piet.open(conversation);
        const [saved] = await Promise.all([piet.page.waitForEvent('download'), piet.page.getByRole('link', { name: 'Open de PDF: recept.pdf' }).click()]);
        assert.equal(saved.suggestedFilename(), 'recept.pdf');
        assert.deepEqual(readFileSync(await saved.path()), PDF);
        assert.deepEqual([...anna.complaints, ...piet.complaints].filter((line) => !/status of 41[35] |Content Security Policy.*\/bestand\//.test(line)) /* what the browser itself wants to draw around a photo may not run either */, []);
        await anna.close();
        await piet.close();
    });
}

test("Zuyderland: 'Als (wettelijk) vertegenwoordiger of cliënt kunt u ook een bericht sturen naar de medewerker in het zorgteam.' 'wanneer een medewerker met vakantie is, kunnen collega's deze berichten niet lezen!'", async () => {
    const { page, judge, press, open, words, close } = await person('zuyderland', 'anna.jansen');
    await open('/gegevens/zorgteam');
    await judge('zorgteam');
    await page.getByRole('link', { name: /Stuur een bericht/ }).first().click();
    assert.equal(await page.locator('input[name=aan]:checked').count(), 1);
    assert.match(await words(), /met vakantie/);
    await page.getByLabel('Uw bericht').fill('Eet mijn moeder de laatste dagen beter?');
    await judge('aan-de-zorg');
    await press('Versturen');
    assert.equal(await h1(page), 'Eet mijn moeder de laatste dagen beter?');
    assert.match(await words(), /Verstuurd\. Komt bij de volgende verversing bij de zorg aan|Aangekomen bij de zorg/);
    await judge('gesprek-zorg');
    await world.sql('zuyderland', "UPDATE change SET state = 'set_aside' WHERE kind = 'message'");
    await page.reload();
    assert.match(await words(), /Niet aangekomen bij de zorg/);
    await judge('niet-aangekomen');
    await press('Opnieuw versturen');
    assert.match(await words(), /Uw bericht wordt opnieuw verstuurd[^]*(Komt bij de volgende verversing|Aangekomen bij de zorg)/);
    await close();
    const piet = await person('zuyderland', 'piet.puk');
    await piet.open('/berichten/nieuw');
    assert.match(await piet.words(), /Alleen de cliënt en de wettelijk vertegenwoordiger kunnen dat/);
    await piet.judge('nieuw-contactpersoon');
    await piet.close();
});

test("Zuyderland: 'Indien u berichten heeft ontvangen, ziet u het meest recente bericht als eerste staan.' What comes while somebody reads is told in a line, and nothing moves before it is asked for", async () => {
    const anna = await person('zuyderland', 'anna.jansen');
    const piet = await person('zuyderland', 'piet.puk');
    await anna.open('/berichten/nieuw');
    await anna.page.getByLabel('Piet Puk').check();
    await anna.page.getByLabel('Uw bericht').fill('Eerste vraag');
    await anna.press('Versturen');
    const [, address] = /(\/berichten\/[0-9a-f-]{36})/.exec(anna.page.url());
    await piet.open(address);
    await piet.page.getByText('Antwoord schrijven').click();
    await piet.page.getByLabel('Uw antwoord').fill('Ik was aan het typen');
    await anna.page.getByText('Antwoord schrijven').click();
    await anna.page.getByLabel('Uw antwoord').fill('Tweede vraag');
    await anna.press('Versturen');
    const before = await piet.page.locator('.iz-thread').boundingBox();
    // What the script does every 20 s, and at once when somebody comes back to the page.
    await piet.page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
    await piet.page.getByText('Er is 1 nieuw bericht.').waitFor();
    assert.deepEqual(await piet.page.locator('.iz-thread').boundingBox(), before, 'something moved');
    assert.equal(await piet.page.locator('.iz-news [role=status]').innerText(), 'Er is 1 nieuw bericht.');
    await piet.judge('nieuw-bericht');
    await piet.page.getByRole('link', { name: 'Laat zien' }).click();
    await piet.page.getByText('Tweede vraag').waitFor();
    assert.match(await piet.page.locator('.iz-thread').innerText(), /Nieuw[^]*Tweede vraag[^]*Eerste vraag/);
    assert.equal(await piet.page.getByLabel('Uw antwoord').inputValue(), 'Ik was aan het typen', 'what was typed stays');
    await piet.press('Versturen');
    await anna.page.reload();
    assert.match(await anna.words(), /Ik was aan het typen[^]*Gelezen door Piet Puk/);
    await anna.judge('gelezen');
    await world.sql('zuyderland', "UPDATE access SET right_messages = false WHERE account_id = (SELECT id FROM account WHERE login_name = 'piet.puk')");
    await piet.page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
    await piet.page.getByText('Dit kunt u nu niet meer zien.').waitFor();
    await piet.page.getByRole('link', { name: 'Laat zien' }).click();
    await piet.page.getByRole('heading', { level: 1, name: /mag|berichten/ }).waitFor();
    await piet.judge('ingetrokken');
    await world.sql('zuyderland', "UPDATE access SET right_messages = true WHERE account_id = (SELECT id FROM account WHERE login_name = 'piet.puk')");
    assert.deepEqual([...anna.complaints, ...piet.complaints], []);
    await anna.close();
    await piet.close();
});

test("De Beyart: 'In dit gedeelte kunt u de zorg geen berichten sturen.'", async () => {
    const { page, judge, press, open, words, close } = await person('debeyart', 'anna.jansen');
    await open('/berichten/nieuw');
    assert.match(await words(), /U kunt de zorg hier niet schrijven\. Hebt u een vraag over uw dossier\? Vraag het aan de contactverzorgende/);
    assert.equal(await page.getByRole('group', { name: 'Aan de zorg' }).count(), 0);
    await judge('nieuw');
    await page.getByLabel('Piet Puk').check();
    await page.getByLabel('Uw bericht').fill('Zie ik je zondag?');
    await press('Versturen');
    assert.match(await words(), /Uw bericht is verstuurd/);
    await open('/berichten');
    await page.getByRole('link', { name: 'Hoe is het met eten?' }).click();
    assert.match(await words(), /U kunt hier niet antwoorden[^]*U kunt de zorg hier niet schrijven/);
    await judge('zorg-zonder-antwoord');
    await close();
});

test("Treant: 'U kunt hier ook een bericht van een zorgmedewerker ontvangen en u kunt hierop reageren. Het is niet mogelijk om een bericht naar een medewerker te sturen'", async () => {
    const { page, judge, press, open, words, close } = await person('treant', 'anna.jansen');
    await open('/berichten/nieuw');
    assert.match(await words(), /U kunt de zorg hier niet zelf schrijven/);
    assert.equal(await page.getByRole('group', { name: 'Aan de zorg' }).count(), 0);
    await judge('nieuw');
    await open('/berichten');
    await page.getByRole('link', { name: 'Hoe is het met eten?' }).click();
    await page.getByText('Antwoord schrijven').click();
    await page.getByLabel('Uw antwoord').fill('Wat fijn om te horen.');
    await judge('antwoord');
    await press('Versturen');
    assert.match(await words(), /Uw bericht is verstuurd[^]*Wat fijn om te horen/);
    await close();
});

test("SVRZ: 'Wel kan U een bericht sturen vanuit het cliëntportaal naar de persoonlijk begeleider/contactverzorgende gekoppeld binnen het Zorgteam.'", async () => {
    const { page, judge, press, open, words, close } = await person('svrz', 'anna.jansen');
    await open('/berichten/nieuw');
    const care = page.getByRole('group', { name: 'Aan de zorg' });
    assert.equal(await care.locator('input').count(), 1, 'the linked carer and nobody else');
    assert.match(await care.innerText(), /vaste zorgverlener/);
    await judge('nieuw');
    await care.locator('input').check();
    await page.getByLabel('Piet Puk').check();
    await page.getByLabel('Uw bericht').fill('Hoe was de nacht?');
    await press('Versturen');
    assert.match(await words(), /Kies familie of de zorg/);
    await judge('nieuw-beide');
    await page.getByLabel('Piet Puk').uncheck();
    await press('Versturen');
    assert.match(await words(), /Uw bericht is verstuurd/);
    await close();
});

test('Het Spectrum: a portal to read; the page of messages says that there are none here', async () => {
    const { open, words, judge, close } = await person('hetspectrum', 'anna.jansen');
    await open('/berichten/nieuw');
    assert.match(await words(), /bericht/i);
    await judge('niet-hier');
    await close();
});
