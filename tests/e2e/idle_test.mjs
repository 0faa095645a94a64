// Who does nothing for a while is warned before the portal signs them out, and leaves no dossier on the screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { axeFindings, launch, overflow, signIn, visitor } from './browser.mjs';

const world = await sharedWorld();
const tenant = world.tenants[0];
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function atDossier(options) {
    const seat = await visitor(browser, options);
    await signIn(world, seat.page, tenant);
    await seat.page.clock.install();
    await seat.page.goto(world.url(tenant, '/dossier/tijdslijn'));
    return { ...seat, warning: seat.page.getByRole('alert') };
}

test('two minutes before the session ends the page says so; one press keeps it, and the portal knows', async () => {
    for (const options of [{ width: 320, axe: true }, {}]) {
        const { page, complaints, close, warning } = await atDossier(options);
        await page.clock.fastForward('12:50');
        await page.clock.runFor(6000);
        assert.equal(await warning.count(), 0, 'nothing after 12 minutes and 56 seconds');
        await page.clock.fastForward('00:10');
        await warning.waitFor();
        assert.match(await warning.innerText(), /Over 2 minuten logt het portaal u uit/);
        if (options.axe) assert.deepEqual([await axeFindings(page), await overflow(page)], [[], 0]);
        world.advanceClock(13 * 60);
        const kept = page.waitForResponse((r) => r.request().method() === 'HEAD');
        await page.getByRole('button', { name: 'Ik ben er nog' }).click();
        assert.equal((await kept).status(), 200);
        await warning.waitFor({ state: 'hidden' });
        world.advanceClock(13 * 60);
        assert.equal((await page.goto(world.url(tenant, '/dossier/tijdslijn'))).status(), 200, 'the session counts from the press');
        assert.deepEqual(complaints, []);
        await close();
    }
});

test('when it ends the dossier leaves the screen, and the login page says why and comes back', async () => {
    const { page, close } = await atDossier();
    world.advanceClock(15 * 60 + 5);
    await page.clock.fastForward('15:05');
    await page.waitForURL(/\/inloggen\?terug=/);
    assert.match(await page.locator('main').innerText(), /U was 15 minuten weg/);
    assert.equal(new URL(page.url()).searchParams.get('terug'), '/dossier/tijdslijn');
    await close();
});

test('use of another tab counts, and what somebody typed is never taken away', async () => {
    const { context, page, close, warning } = await atDossier();
    await page.clock.fastForward('14:00');
    await warning.waitFor();
    const other = await context.newPage();
    await other.clock.install({ time: await page.evaluate(() => Date.now()) });
    await other.goto(world.url(tenant, '/start'));
    await page.clock.runFor(6000);
    await warning.waitFor({ state: 'hidden' });

    await page.evaluate(() => {
        const field = document.createElement('textarea');
        document.querySelector('main').append(field);
    });
    await page.locator('textarea').fill('Een lang bericht');
    world.advanceClock(15 * 60 + 5);
    await page.clock.fastForward('15:05');
    await page.getByText('Wat u typte, staat er nog.').waitFor();
    assert.equal(await page.locator('textarea').inputValue(), 'Een lang bericht');
    await close();
});

test('a form that is sent after the session ended stands there again after signing in, without scripts and on a phone', async () => {
    const { page, complaints, close } = await visitor(browser, { width: 320, javaScript: false });
    await signIn(world, page, tenant);
    await page.goto(world.url(tenant, '/gebruikersbeheer/toevoegen'));
    await page.getByLabel('Voornaam').fill('Bewaarde Marie');
    await page.getByLabel('Achternaam').fill('van Dijk');
    world.advanceClock(15 * 60 + 5);
    await page.getByRole('button', { name: 'Volgende' }).click();
    await page.getByText('Wat u schreef, is bewaard.').waitFor();
    await page.getByRole('link', { name: 'Opnieuw inloggen' }).click();
    const { login, password } = world.login(tenant);
    await page.getByLabel('Gebruikersnaam').fill(login);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
    await page.getByText('Wat u schreef, staat er weer').waitFor();
    assert.equal(new URL(page.url()).pathname, '/gebruikersbeheer/toevoegen');
    assert.deepEqual([await page.getByLabel('Voornaam').inputValue(), await page.getByLabel('Achternaam').inputValue()], ['Bewaarde Marie', 'van Dijk']);
    assert.deepEqual([await overflow(page), complaints], [0, []]);
    await close();
});
