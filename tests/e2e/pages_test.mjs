// Every page of the portal, in both languages: axe finds nothing, nothing sticks out at 320 and 1280 pixels, the browser complains
// about nothing, nothing is asked of another host, and no page is heavier than somebody with a slow line can bear.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { axeFindings, crawl, launch, overflow, routeOf, signIn, visitor, weigh, withoutCombinations } from './browser.mjs';
import { galleryOf, inLanguage, notSeen } from './gallery.mjs';

const world = await sharedWorld();
const WIDTHS = [320, 1280];
// Bytes over the wire; a page with secrets is sent uncompressed.
const MOST = { html: 60_000, css: 30_000, scripts: 15_000 };
// One organisation where everything is offered, and of the one where people register what comes before signing in.
const WHOLE = { zuyderland: {}, hetspectrum: { short: true } };
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

// found: what is wrong → the pages where it is.
const note = (found, what, where) => found.set(what, [...(found.get(what) ?? []), where]);
const told = (found) => [...found].map(([what, pages]) => `\n${what}\n    on ${pages.length}: ${pages.slice(0, 8).join(' ')}`).join('');

let judged = 0;
async function judge(page, name, found, widths) {
    for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        if (widths.includes(width)) for (const finding of await axeFindings(page, { styles: judged++ === 0 })) note(found, `axe ${finding}`, `${name} ${width}`);
        const over = await overflow(page);
        if (over > 0) note(found, 'wider than the window', `${name} (${over} px more than ${width})`);
    }
    const { elsewhere, ...bytes } = await weigh(page);
    for (const [kind, most] of Object.entries(MOST)) if (bytes[kind] > most) note(found, `more than ${most} bytes of ${kind}`, `${name} ${bytes[kind]}`);
    for (const address of elsewhere) note(found, `asks ${address}`, name);
    if ((await page.locator('h1').count()) !== 1) note(found, 'not one h1', name);
}

const galleries = [];
for (const [tenant, { short }] of Object.entries(WHOLE).filter(([t]) => world.tenants.includes(t))) {
    test(`every page${short ? ' before signing in' : ''} of ${tenant} passes axe and fits at 320 and 1280 pixels, in Dutch${short ? '' : ' and in English'}`, async () => {
        const found = new Map();
        const see = async (page, name, options) => {
            await judge(page, name, found, WIDTHS);
            if (options.alike || short) return;
            await inLanguage(page, 'en', options, async () => {
                if ((await page.locator('html').getAttribute('lang')) !== 'en') note(found, 'not in English', name);
                await judge(page, `${name} (en)`, found, WIDTHS);
            });
        };
        galleries.push(await galleryOf(world, tenant, browser, see, { short }));
        assert.equal(found.size, 0, told(found));
    });
}
test('no page of the portal was left out', { skip: !world.tenants.some((t) => WHOLE[t]) }, () => {
    assert.equal(galleries.length, world.tenants.filter((t) => WHOLE[t]).length, 'a gallery broke off');
    assert.deepEqual(notSeen(galleries), []);
});

// The others differ in colours, words and what they offer: each by the links, with axe at one of the widths.
for (const tenant of world.tenants) {
    describe(tenant, () => {
        test('every page that links lead to opens without a complaint of the browser, and fits', async () => {
            const found = new Map();
            const { page, complaints, close } = await visitor(browser);
            await signIn(world, page, tenant);
            const axe = tenant === 'zuyderland' ? [] : [WIDTHS[world.tenants.indexOf(tenant) % 2]];
            const seen = new Set();
            const pages = await crawl(page, world.url(tenant, '/start'), {
                see: async (here) => {
                    const route = routeOf(here.href);
                    // A page whose choices are another's and one more is built of parts that were seen.
                    const parts = [...seen, route].map((r) => [r, '']);
                    seen.add(route);
                    if (withoutCombinations(new Map(parts)).has(route)) await judge(page, route, found, axe);
                },
            });
            assert.ok(pages.size >= 5, `only ${[...pages.keys()]}`);
            await close();
            assert.deepEqual(complaints, []);
            assert.equal(found.size, 0, told(found));
        });
    });
}

test('a long name keeps the head on one line, the English menu of a phone is one row, and a mail address in an own text breaks before its @ only', async () => {
    const tenant = 'treant';
    const { page, context, close } = await visitor(browser);
    await signIn(world, page, tenant);
    const named = (words) => world.sql(tenant, `UPDATE account SET ${words} WHERE login_name = 'anna.jansen'`);
    const [[given, family]] = await world.sql(tenant, "SELECT given_name, family_name FROM account WHERE login_name = 'anna.jansen'");
    await named("given_name = 'Wilhelmina Frederika Maria', family_name = 'Oosterhuis-Vandenboogaardt'");
    await page.goto(world.url(tenant, '/informatie'));
    await page.setViewportSize({ width: 320, height: 900 });
    for (const words of await page.locator('dd', { hasText: '@' }).all()) assert.match(await words.evaluate((dd) => dd.innerHTML), /\w<wbr>@treant\.nl/);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(world.url(tenant, '/start'));
    assert.ok((await page.locator('.iz-tools').boundingBox()).height < 60, 'the tools stand in one line');
    assert.ok((await page.locator('.iz-account').boundingBox()).height < 60, 'and the name too');
    assert.equal(await overflow(page), 0);
    await named(`given_name = '${given}', family_name = '${family}'`);
    await context.addCookies([{ name: '__Host-weergave', value: 'en', url: world.url(tenant, '/').replace('http:', 'https:'), secure: true }]);
    await page.setViewportSize({ width: 320, height: 900 });
    await page.goto(world.url(tenant, '/start'));
    const tops = await page.locator('.iz-nav li').evaluateAll((items) => items.map((li) => li.getBoundingClientRect().top));
    assert.equal(tops.length, 5);
    assert.equal(new Set(tops).size, 1, 'one row');
    await close();
});
