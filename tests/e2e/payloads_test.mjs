// Hostile texts in the care record, in names and in addresses: a real browser runs nothing of them and complains of nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { dropFolders, dropRows, replaceRows } from '../harness/drops.mjs';
import { sharedWorld } from '../harness/world.mjs';
import { makePerson, sessionOf } from '../isolation/people.mjs';
import { crawl, launch, signIn, visitor } from './browser.mjs';

const world = await sharedWorld();
const tenant = world.tenants.at(-1);
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const HOSTILE = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover=alert(1) autofocus onfocus=alert(1) x='",
    '<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x></svg>',
    '</title></textarea></script><script>alert(1)</script>',
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    '<a href="javascript:alert(1)">klik</a><base href="//evil.example/">',
    '<style>@import "//evil.example/x.css"; body{display:none}</style><link rel=stylesheet href=//evil.example>',
    '<meta http-equiv=refresh content="0;url=//evil.example"><form action=//evil.example><button>Inloggen</button></form>',
    '{\\rtf1\\ansi{\\field{\\*\\fldinst HYPERLINK "javascript:alert(1)"}}}<math><mtext><script>alert(1)</script></mtext></math>',
];
const ALL = HOSTILE.join('\n');

// Nothing of it became an element, an attribute that runs, or an address elsewhere.
const grown = (page) =>
    page.evaluate(() =>
        // A plain text is wrapped into a page by the browser itself.
        [...document.querySelectorAll(document.contentType === 'text/html' ? '*' : 'none')]
            .filter((e) => ['IFRAME', 'BASE', 'STYLE', 'OBJECT', 'EMBED', 'MATH', 'ANIMATE'].includes(e.nodeName.toUpperCase()) || (e.nodeName === 'SCRIPT' && !e.src) || e.getAttributeNames().some((n) => n.startsWith('on') || n === 'style' || n === 'srcdoc') || /evil\.example|javascript:/.test(`${e.getAttribute('href')} ${e.getAttribute('src')} ${e.getAttribute('action')} ${e.getAttribute('content')}`))
            .map((e) => e.outerHTML.slice(0, 120)),
    );

// Opens each address; gives what a person reads there.
async function readAll(page, addresses, complaints) {
    const texts = [];
    for (const address of addresses) {
        const answer = await page.goto(address);
        assert.ok(answer.status() < 500, `${address}: ${answer.status()}`);
        assert.deepEqual(await grown(page), [], address);
        assert.ok(page.url().startsWith(world.url(tenant)), `${address} led to ${page.url()}`);
        texts.push(await page.locator('body').innerText());
    }
    assert.deepEqual(complaints.filter((c) => !/with a status of 400/.test(c)), []);
    return texts;
}

test('hostile texts in every field that a page shows stay text', async () => {
    for (const words of [ALL, HOSTILE[1]]) {
        const { account } = await makePerson(world, tenant, words);
        const { token } = await sessionOf(world, tenant, account);
        const { context, page, complaints, close } = await visitor(browser);
        await context.addCookies([{ name: '__Host-inzage_session', value: token, url: world.url(tenant).replace('http:', 'https:'), httpOnly: true, secure: true, sameSite: 'Lax' }]);
        const start = await page.goto(world.url(tenant, '/start'));
        assert.equal(start.status(), 200, 'the session is taken');
        const pages = await crawl(page, world.url(tenant, '/start'), { max: 16 });
        assert.ok(pages.size >= 5, [...pages.keys()].join(' '));
        const texts = await readAll(page, pages.values(), complaints);
        const shown = texts.filter((text) => text.includes(words.split('\n')[0])).length;
        assert.ok(shown >= 3, `shown as text on ${shown} pages`);
        await close();
    }
});

test('hostile texts in an export of the care-record system arrive as they are and stay text', async () => {
    const folder = dropFolders(world, tenant).at(-1);
    const rows = dropRows(world, tenant, 'report');
    const newest = rows.filter((r) => r.client === 'C0001').sort((a, b) => (a.happened_at < b.happened_at ? 1 : -1))[0];
    Object.assign(newest, { title: HOSTILE[0], body: ALL, author_name: HOSTILE[1], source_version: `${Number(newest.source_version || 1) + 1}` });
    replaceRows(folder, 'report', rows);
    await world.sync(tenant);
    const [[id, body]] = await world.sql(tenant, `SELECT id, encode(convert_to(body, 'UTF8'), 'base64') FROM report WHERE source_id = '${newest.source_id}'`).then((all) => [[all[0][0], all.map((r) => r.at(-1)).join('')]]);
    assert.equal(Buffer.from(body, 'base64').toString('utf8'), ALL);
    const { page, complaints, close } = await visitor(browser);
    await signIn(world, page, tenant);
    await readAll(page, ['/start', '/dossier/tijdslijn', '/dossier/lezen', `/dossier/lezen/rapportage/${id}`].map((p) => world.url(tenant, p)), complaints);
    for (const line of HOSTILE.slice(0, 4)) assert.ok((await page.locator('main').innerText()).includes(line), line);
    await close();
});

test('hostile words in an address or a login form stay text', async () => {
    const { page, complaints, close } = await visitor(browser);
    for (const words of HOSTILE.filter((_, i) => i % 3 === 0)) {
        const word = encodeURIComponent(words);
        await readAll(page, [`/inloggen?terug=${word}`, `/inloggen?terug=/${word}`, `/${word}`, `/uitgelogd?x=${word}`].map((p) => world.url(tenant, p)), complaints);
        await page.goto(world.url(tenant, '/inloggen'));
        await page.getByLabel('Gebruikersnaam').fill(words.slice(0, 100));
        await page.getByLabel('Wachtwoord', { exact: true }).fill('dit is het niet');
        await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
        await page.waitForLoadState();
        assert.deepEqual(await grown(page), []);
    }
    await close();
});
