// What is new: choosing when to be mailed, stopping the mails from a mail, and seeing who looked at the dossier.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { axeFindings, launch, overflow, shot, signIn, visitor } from './browser.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function looksRight(page, name) {
    for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        if (width === 320) assert.deepEqual(await axeFindings(page), [], `${name} at ${width}`);
        assert.equal(await overflow(page), 0, `${name} at ${width}`);
        await shot(page, `${tenant}-${width}-${name}`);
    }
}

test('a person chooses when to be mailed, without JavaScript too, and finds the choice back', async () => {
    const { page, close } = await visitor(browser, { axe: true });
    await signIn(world, page, tenant);
    await page.goto(world.url(tenant, '/profiel'));
    await page.getByRole('link', { name: 'Wanneer krijgt u een mail?' }).click();
    await page.getByLabel('Het zorgplan is vernieuwd').selectOption({ label: 'Mail mij niet' });
    await page.getByLabel('Geen mails vanaf').selectOption({ label: '22.00' });
    await page.getByRole('button', { name: 'Bewaar mijn keuze' }).click();
    await page.getByText('Uw keuze is bewaard').waitFor();
    assert.equal(await page.getByLabel('Het zorgplan is vernieuwd').inputValue(), 'off');
    assert.equal(await page.getByLabel('Geen mails vanaf').inputValue(), '22');
    await looksRight(page, 'mailkeuzes');
    await page.goto(world.url(tenant, '/meldingen'));
    await looksRight(page, 'meldingen');
    await close();
});

test('who gets a mail stops the mails with two presses, without signing in', async () => {
    const token = randomBytes(32).toString('hex');
    await world.sql(tenant, `INSERT INTO link_token (token_hash, purpose, account_id, created_at, expires_at) SELECT '${createHash('sha256').update(token).digest('hex')}', 'unsubscribe', id, now(), now() + interval '10 years' FROM account WHERE login_name = '${world.login(tenant, 'piet.puk').login}'`);
    const { page, close } = await visitor(browser, { axe: true });
    await page.goto(world.url(tenant, `/afmelden/${token}`));
    await looksRight(page, 'afmelden');
    await page.getByRole('button', { name: 'Stop deze mails' }).click();
    await page.getByRole('heading', { name: 'U krijgt geen mails meer over meldingen' }).waitFor();
    await looksRight(page, 'afgemeld');
    await page.goto(world.url(tenant, '/afmelden/onbekend'));
    await looksRight(page, 'afmelden-onbekend');
    await close();
});

test('the portal manager reads who looked at the dossier, and a contact is told whom to ask', async () => {
    const { page, close } = await visitor(browser, { axe: true });
    await signIn(world, page, tenant);
    await page.goto(world.url(tenant, '/dossier/tijdslijn'));
    await page.locator('details.iz-menu summary').filter({ hasText: 'Menu van' }).click();
    await page.getByRole('link', { name: 'Wie keek in het dossier' }).click();
    await page.getByRole('heading', { level: 1, name: 'Wie keek in het dossier?' }).waitFor();
    await page.getByText('Bekeek de tijdslijn').first().waitFor();
    await page.getByLabel('Periode').selectOption({ label: 'Afgelopen 30 dagen' });
    await page.getByRole('button', { name: 'Toon' }).click();
    assert.equal(await page.getByLabel('Periode').inputValue(), '30');
    await looksRight(page, 'inzagelog');
    await close();
    const contact = await visitor(browser, { axe: true });
    const { role } = await signIn(world, contact.page, tenant, 'contact');
    if (role === 'contact') {
        assert.equal((await contact.page.goto(world.url(tenant, '/inzagelog'))).status(), 403);
        await looksRight(contact.page, 'inzagelog-niet');
    }
    await contact.close();
});
