// A family member signs in at each organisation and reads a report that the care-record system exported.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { dropRows } from '../harness/drops.mjs';
import { sharedWorld } from '../harness/world.mjs';
import { launch, shot, signIn, visitor } from './browser.mjs';

// Mevrouw Jansen, in every demo drop.
const CLIENT = 'C0001';
const spaced = (text) => text.replace(/\s+/g, ' ').trim();
const tabsOf = (page) => page.$$eval('nav.iz-tabs a', (all) => all.map((a) => a.href));

const world = await sharedWorld();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const tenant of world.tenants) {
    describe(tenant, () => {
        test('signs in with password and SMS code, reads a report of the drop, signs out', async () => {
            const { page, complaints, close } = await visitor(browser);
            const login = await signIn(world, page, tenant);
            await shot(page, `${tenant}-1280-start`);
            await page.goto(world.url(tenant, '/dossier'));
            let shown = '';
            for (const tab of await tabsOf(page)) {
                await page.goto(tab);
                shown += spaced(await page.locator('main').innerText());
            }
            const read = dropRows(world, tenant, 'report').find((r) => r.client === CLIENT && shown.includes(spaced(r.body).slice(0, 60)));
            assert.ok(read, `the dossier that ${login.login} sees shows no report of the drop: ${shown.slice(0, 600)}`);
            await page.goto(world.url(tenant, '/uitloggen'));
            await page.getByRole('button', { name: 'Uitloggen' }).last().click();
            await page.goto(world.url(tenant, '/dossier'));
            assert.match(page.url(), /\/inloggen/);
            // Back after signing out shows nothing of the dossier, however often it is pressed.
            const passed = [];
            for (let presses = 0; presses < 8 && (await page.goBack()); presses += 1) {
                passed.push(new URL(page.url()).pathname);
                assert.ok(!spaced(await page.locator('body').innerText()).includes(spaced(read.body).slice(0, 60)), `Back shows the dossier after signing out: ${passed}`);
            }
            assert.ok(passed.length > 3, `Back came to ${passed}`);
            assert.deepEqual(complaints, []);
            await close();
        });

        test('signs in and reads without JavaScript', async () => {
            const { page, complaints, close } = await visitor(browser, { javaScript: false, width: 320 });
            await signIn(world, page, tenant);
            await page.goto(world.url(tenant, '/dossier'));
            for (const address of ['/start', ...(await tabsOf(page))]) {
                const answer = await page.goto(new URL(address, world.url(tenant)).href);
                assert.equal(answer.status(), 200, address);
                assert.equal(await page.locator('h1').count(), 1, `${address} has one h1`);
            }
            assert.deepEqual(complaints, []);
            await close();
        });
    });
}

test('a trusted device is asked for a password only', async () => {
    const tenant = world.tenants[0];
    const first = await visitor(browser);
    await signIn(world, first.page, tenant);
    await first.page.goto(world.url(tenant, '/uitloggen'));
    await first.page.getByRole('button', { name: 'Uitloggen' }).last().click();
    const sent = world.sms(tenant).length;
    await signIn(world, first.page, tenant);
    assert.equal(world.sms(tenant).length, sent, 'a second SMS was sent to a trusted device');
    await first.close();
});
