// Every page that a signed-in person can reach by links, and the ones before signing in: at three widths axe finds nothing,
// nothing sticks out, the browser complains about nothing. Leaves a picture of each in tests/e2e/shots.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { axeFindings, crawl, launch, overflow, shot, shotName, signIn, visitor, WIDTHS } from './browser.mjs';

const world = await sharedWorld();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function judge(page, name, found) {
    for (const finding of await axeFindings(page)) found.push(`${name}: axe ${finding}`);
    const over = await overflow(page);
    if (over > 0) found.push(`${name}: ${over} px wider than the window`);
    await shot(page, name);
}

for (const tenant of world.tenants) {
    describe(tenant, () => {
        let state;
        let pages;
        test('every page opens without a complaint of the browser', async () => {
            const { context, page, complaints, close } = await visitor(browser);
            await signIn(world, page, tenant);
            pages = await crawl(page, world.url(tenant, '/start'));
            assert.ok(pages.size >= 5, `only ${[...pages.keys()]}`);
            assert.deepEqual(complaints, []);
            state = await context.storageState();
            await close();
        });

        for (const width of WIDTHS) {
            test(`every page passes axe and fits at ${width} px`, async () => {
                assert.ok(pages, 'nothing was crawled');
                const found = [];
                const guest = await visitor(browser, { width, axe: true });
                for (const path of ['/inloggen', '/wachtwoord-vergeten', '/geen-pagina']) {
                    await guest.page.goto(world.url(tenant, path));
                    await judge(guest.page, `${tenant}-${width}-${shotName(path)}`, found);
                }
                await guest.close();
                const member = await visitor(browser, { width, axe: true, storageState: state });
                for (const [route, address] of pages) {
                    const answer = await member.page.goto(address);
                    if (answer.status() !== 200) found.push(`${route}: status ${answer.status()}`);
                    await judge(member.page, `${tenant}-${width}-${shotName(route)}`, found);
                }
                await member.close();
                assert.deepEqual(found, []);
            });
        }
    });
}
