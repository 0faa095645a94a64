// The pinboard and a photo of oneself, as a visitor does it in the browser at each organisation that has them; the titles
// name the sentences of the organisations' own manuals.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { png } from '../harness/pictures.mjs';
import { sharedWorld } from '../harness/world.mjs';
import { axeFindings, launch, overflow, shot, signIn, visitor } from './browser.mjs';

const world = await sharedWorld();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const BOARD = '/gegevens/prikbord';
const photo = (name = 'tulpen.png') => ({ name, mimeType: 'image/png', buffer: png({ width: 900, height: 600 }) });

// axe and width at 320 and 1280 pixels, and a picture of each.
async function judge(page, name) {
    for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        if (width === 320) assert.deepEqual(await axeFindings(page), [], `${name} at ${width}`);
        assert.equal(await overflow(page), 0, `${name} at ${width} sticks out`);
        await shot(page, `${name}-${width}`);
    }
}

const SENTENCES = {
    debeyart: "De Beyart: 'Op het prikboard kunt u berichten plaatsen … Ze kunnen vervolgens een reactie plaatsen … Tevens kunt er ook foto's plaatsen'",
    treant: "Treant: 'Op het prikbord kunt u berichten plaatsen … medewerkers krijgen geen melding van prikbordberichten, maar kunnen deze wel zien'",
    svrz: "SVRZ: 'Op het prikbord kunt u berichten en foto's plaatsen … Ze kunnen vervolgens een reactie plaatsen. Ook deze reactie kan iedereen zien.'",
    zuyderland: "Zuyderland: 'U kunt het prikbord gebruiken om een leuke boodschap of foto met de andere contactpersonen … te delen. Het prikbord is niet bedoeld om berichten te sturen naar de zorg.'",
};

for (const [tenant, sentence] of Object.entries(SENTENCES).filter(([t]) => world.tenants.includes(t))) {
    test(sentence, async () => {
        const { page, complaints, close } = await visitor(browser, { axe: true });
        await signIn(world, page, tenant);
        await page.goto(world.url(tenant, BOARD));
        const words = `Tulpen uit eigen tuin bij ${tenant}`;
        await page.getByLabel('Deel iets leuks met de familie').fill(words);
        await page.getByLabel('Foto erbij').setInputFiles(photo());
        await page.getByRole('button', { name: 'Op het prikbord zetten' }).click();
        await page.getByText('Het staat op het prikbord.').waitFor();
        const post = page.getByRole('article').filter({ hasText: words });
        assert.equal(await post.getByRole('img').evaluate((img) => img.complete && img.naturalWidth > 0), true, 'the photo shows');
        await post.getByLabel('Uw reactie').fill('Wat vrolijk!');
        await post.getByRole('button', { name: 'Reactie plaatsen' }).click();
        await page.getByText('Wat vrolijk!').waitFor();
        assert.match(await page.getByRole('main').innerText(), tenant === 'treant' ? /De zorg kan het prikbord ook lezen, maar krijgt geen bericht/ : /De zorg leest het prikbord niet/);
        if (tenant === 'zuyderland') assert.match(await page.getByRole('main').innerText(), /niet (bedoeld|voor)/i);
        await judge(page, `${tenant}-prikbord`);

        await post.getByRole('link', { name: 'Wijzigen' }).first().click();
        await judge(page, `${tenant}-prikbord-wijzigen`);
        await page.getByLabel('Uw tekst').fill(`${words}!`);
        await page.getByRole('button', { name: 'Bewaren' }).click();
        await page.getByText('Uw tekst is gewijzigd.').waitFor();
        await post.getByRole('button', { name: 'Weghalen' }).first().click();
        await page.getByText('Dit is weggehaald.').waitFor();
        await page.getByRole('button', { name: 'Terugzetten' }).click();
        await page.getByText('Het staat weer op het prikbord.').waitFor();

        await page.getByLabel('Deel iets leuks met de familie').fill('Deze tekst blijft staan');
        await page.getByLabel('Foto erbij').setInputFiles({ name: 'tekening.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
        await page.getByRole('button', { name: 'Op het prikbord zetten' }).click();
        await page.getByRole('alert').getByText('SVG').waitFor();
        assert.equal(await page.getByLabel('Deel iets leuks met de familie').inputValue(), 'Deze tekst blijft staan');
        await judge(page, `${tenant}-prikbord-fout`);
        // The refusal itself is all that the browser had to say.
        assert.match(complaints.shift() ?? '', /status of 415 .*\/gegevens\/prikbord/);
        assert.deepEqual(complaints, []);
        await close();
    });
}

test("De Beyart: 'Bij “profiel instellingen” kunt u op de foto klikken en zelf een foto of afbeelding toevoegen'", async () => {
    const [tenant] = world.tenants;
    const { page, complaints, close } = await visitor(browser, { axe: true });
    await signIn(world, page, tenant);
    await page.goto(world.url(tenant, '/profiel'));
    await page.getByRole('link', { name: 'Zet er een foto van uzelf bij' }).click();
    await judge(page, 'foto-leeg');
    await page.getByLabel('Kies een foto').setInputFiles(photo('ik.png'));
    await page.getByRole('button', { name: 'Foto bewaren' }).click();
    await page.getByText('Uw foto is bewaard').waitFor();
    await judge(page, 'profiel-met-foto');
    await page.getByRole('link', { name: 'Andere foto, of geen foto' }).click();
    await judge(page, 'foto');
    await page.getByRole('button', { name: 'Foto weghalen' }).click();
    await page.getByText('Uw foto is weg').waitFor();
    assert.deepEqual(complaints, []);
    await close();
});

for (const javaScript of [true, false]) {
    test(`the photo of the client is set, stands beside the name, is replaced and taken away; family sees it${javaScript ? '' : '. Without scripts'}`, async () => {
        const tenant = 'zuyderland';
        const { page, complaints, close } = await visitor(browser, { axe: javaScript, javaScript });
        const look = async (name) => javaScript && (await judge(page, name));
        await signIn(world, page, tenant);
        await page.goto(world.url(tenant, '/profiel'));
        await page.getByRole('link', { name: /^Foto van / }).click();
        await look('clientfoto-leeg');
        await page.getByRole('button', { name: 'Foto bewaren' }).click();
        await page.getByRole('alert').getByText('Kies eerst een foto.').waitFor();
        await page.getByLabel('Kies een foto').setInputFiles({ name: 'tekening.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
        await page.getByRole('button', { name: 'Foto bewaren' }).click();
        await page.getByRole('alert').getByText('SVG').waitFor();
        await look('clientfoto-fout');
        await page.getByLabel('Kies een foto').setInputFiles(photo('oma.png'));
        await page.getByRole('button', { name: 'Foto bewaren' }).click();
        await page.getByText('De foto is bewaard').waitFor();
        await look('profiel-met-clientfoto');
        const beside = page.getByRole('region', { name: 'Gekozen cliënt' }).locator('.iz-client__who img');
        for (const address of ['/start', '/dossier/tijdslijn']) {
            await page.goto(world.url(tenant, address));
            assert.equal(await beside.evaluate((img) => img.complete && img.naturalWidth > 0), true, `the photo shows at ${address}`);
        }
        await look('met-clientfoto');
        const family = await visitor(browser, { javaScript });
        await signIn(world, family.page, tenant, 'piet.puk');
        await family.page.goto(world.url(tenant, '/start'));
        assert.equal(await family.page.locator('.iz-client__who img').count(), 1);
        await family.page.goto(world.url(tenant, '/client/foto'));
        await family.page.getByRole('heading', { level: 1 }).waitFor();
        assert.equal(await family.page.getByLabel('Kies een foto').count(), 0, 'without the right to settings');
        await family.close();
        await page.goto(world.url(tenant, '/client/foto'));
        await look('clientfoto');
        await page.getByRole('button', { name: 'Foto weghalen' }).click();
        await page.getByText('De foto is weg').waitFor();
        assert.equal(await beside.count(), 0);
        assert.deepEqual(complaints.filter((line) => !/status of 415 .*\/client\/foto/.test(line)), []);
        await close();
    });
}

test('somebody reports what does not belong there, the manager is told and takes it away', async () => {
    const tenant = 'zuyderland';
    const { page, close } = await visitor(browser, { axe: true });
    await signIn(world, page, tenant);
    const [client] = (await world.sql(tenant, `SELECT s.client_id FROM session s WHERE s.client_id IS NOT NULL ORDER BY s.last_seen_at DESC LIMIT 1`))[0];
    await world.sql(tenant, `INSERT INTO pinboard_post (client_id, author_name, body, posted_at, created_at, updated_at) SELECT '${client}', 'Onbekende', 'Dit hoort hier niet', now(), now(), now();
        UPDATE access SET role = 'contact' WHERE client_id = '${client}' AND account_id = (SELECT account_id FROM session ORDER BY last_seen_at DESC LIMIT 1)`);
    await page.goto(world.url(tenant, BOARD));
    await page.getByRole('article').filter({ hasText: 'Dit hoort hier niet' }).getByRole('link', { name: 'Melden' }).click();
    await judge(page, 'prikbord-melden');
    await page.getByRole('button', { name: 'Melden' }).click();
    await page.getByText('Dank u.').waitFor();
    await world.sql(tenant, `UPDATE access SET role = 'portal_manager' WHERE client_id = '${client}' AND account_id = (SELECT account_id FROM session ORDER BY last_seen_at DESC LIMIT 1)`);
    await page.goto(world.url(tenant, BOARD));
    const post = page.getByRole('article').filter({ hasText: 'Dit hoort hier niet' });
    await post.getByText('Iemand heeft dit gemeld').waitFor();
    await judge(page, 'prikbord-gemeld');
    await post.getByRole('button', { name: 'Weghalen' }).click();
    await page.getByText('Het is weggehaald.').waitFor();
    await close();
});
