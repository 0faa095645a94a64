// Every page that a signed-in person can reach by links, and the ones before signing in: axe finds nothing,
// nothing sticks out at three widths, the browser complains about nothing. With INZAGE_SHOTS=1 it
// leaves a picture of each in tests/e2e/shots.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { axeFindings, crawl, launch, overflow, routeOf, shot, shotName, signIn, visitor, WIDTHS, withoutCombinations } from './browser.mjs';

const world = await sharedWorld();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

// found: what is wrong → the pages where it is.
const note = (found, what, where) => found.set(what, [...(found.get(what) ?? []), where]);
const told = (found) => [...found].map(([what, pages]) => `\n${what}\n    on ${pages.length}: ${pages.slice(0, 8).join(' ')}`).join('');

// axe looks at every page at every width at the first organisation; at the others, which differ in colours and words, at
// one of the widths each.
const axeWidths = (tenant) => (tenant === world.tenants[0] ? WIDTHS : [WIDTHS[world.tenants.indexOf(tenant) % WIDTHS.length]]);

async function judge(page, name, found, withAxe) {
    if (withAxe) for (const finding of await axeFindings(page)) note(found, `axe ${finding}`, name);
    const over = await overflow(page);
    if (over > 0) note(found, 'wider than the window', `${name} (${over} px)`);
    await shot(page, name);
}

for (const tenant of world.tenants) {
    describe(tenant, () => {
        let pages;
        test('every page opens without a complaint of the browser', async () => {
            const { page, complaints, close } = await visitor(browser);
            await signIn(world, page, tenant);
            pages = await crawl(page, world.url(tenant, '/start'));
            assert.ok(pages.size >= 5, `only ${[...pages.keys()]}`);
            assert.deepEqual(complaints, []);
            await close();
        });

        test('every page passes axe and fits at each width', async () => {
            assert.ok(pages, 'nothing was crawled');
            const found = new Map();
            const { page, close } = await visitor(browser, { axe: true });
            const everyWidth = async (route) => {
                for (const width of WIDTHS) {
                    await page.setViewportSize({ width, height: 900 });
                    await judge(page, `${tenant}-${width}-${shotName(route)}`, found, axeWidths(tenant).includes(width));
                }
            };
            for (const route of ['/inloggen', '/wachtwoord-vergeten', '/geen-pagina']) {
                await page.goto(world.url(tenant, route));
                await everyWidth(route);
            }
            await signIn(world, page, tenant);
            for (const [route, address] of withoutCombinations(pages)) {
                const answer = await page.goto(address);
                if (answer.status() !== 200) note(found, `status ${answer.status()}`, route);
                if (routeOf(page.url()) !== route) note(found, `led to ${page.url()}`, route);
                await everyWidth(route);
            }
            await close();
            assert.equal(found.size, 0, told(found));
        });

        test('pages that are refused to who is signed in pass axe and fit at each width', async () => {
            const found = new Map();
            const { page, close } = await visitor(browser, { axe: true });
            const { role } = await signIn(world, page, tenant, 'contact');
            // The demo's contact may see the agenda only; where there is one account per client nobody is refused.
            const refused = [['/geen-pagina', 404, 'binnen-geen-pagina'], ...(role === 'contact' ? [['/dossier/tijdslijn', 403, 'binnen-geen-recht']] : [])];
            for (const [address, status, name] of refused) {
                for (const width of WIDTHS) {
                    await page.setViewportSize({ width, height: 900 });
                    assert.equal((await page.goto(world.url(tenant, address))).status(), status);
                    assert.equal(await page.locator('nav.iz-nav').count(), 1, `${address}: the menu`);
                    await judge(page, `${tenant}-${width}-${name}`, found, axeWidths(tenant).includes(width));
                }
            }
            await close();
            assert.equal(found.size, 0, told(found));
        });
    });
}
