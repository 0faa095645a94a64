// What somebody who is signed in sees when a page can't be shown: the menu stays, the cause and the next step are said.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { makeAccount, makeClient, makePerson, portalNow, sessionOf, setAccess } from '../isolation/people.mjs';
import { fill, RIGHTS, routesOf } from '../isolation/routes.mjs';

const world = await sharedWorld();
const tenant = 'debeyart';
const MENU = '<nav class="iz-nav"';
let manager;
let client;

before(async () => {
    manager = await makePerson(world, tenant, 'Beheerder', ['messages', 'appointments', 'dossier', 'details', 'settings']);
    await setAccess(world, tenant, manager.account, manager.ids.client, ['dossier', 'details', 'settings'], 'portal_manager');
    await world.sql(tenant, `UPDATE access SET role = 'portal_manager' WHERE account_id = '${manager.account}'`);
    client = manager.ids.client;
});

async function contactWith(rights) {
    const account = await makeAccount(world, tenant, 'Bezoeker');
    await setAccess(world, tenant, account, client, rights);
    return { account, browser: await sessionOf(world, tenant, account) };
}

test('who has no right reads what, who decides and where to find them, with the menu around it', async () => {
    const { browser } = await contactWith(['details', 'appointments']);
    const page = await browser.get('/dossier/tijdslijn');
    assert.equal(page.status, 403);
    assert.ok(page.body.includes(MENU), 'the menu');
    assert.ok(page.body.includes('href="/agenda"') && !page.body.includes('href="/dossier/tijdslijn"'), 'the menu holds what this person may see');
    assert.match(page.text, /U mag het dossier niet zien/);
    assert.match(page.text, /Beheerder Beheerder beheert dit portaal en kan dit veranderen/);
    assert.match(page.text, /Bij Contactpersonen ziet u hoe u Beheerder Beheerder kunt bereiken/);
    assert.match(page.body, /<form[^>]*action="\/vraag-toegang">.*?primary-action.*?Vraag het aan Beheerder Beheerder/s, 'the first button asks who decides');
    assert.ok(page.body.includes('class="utrecht-button utrecht-button--secondary-action" href="/gegevens/contactpersonen"'));
    assert.equal(page.body.slice(page.body.indexOf('<main')).split('</main>')[0].match(/primary-action/g).length, 1, 'one filled button');
});

test('without the right to the details the way leads to the start page', async () => {
    const { browser } = await contactWith(['appointments']);
    const page = await browser.get('/gegevens/contactpersonen');
    assert.equal(page.status, 403);
    assert.ok(page.body.includes('class="utrecht-button utrecht-button--secondary-action" href="/start"'));
    assert.doesNotMatch(page.text, /Bij Contactpersonen/);
});

test('a client without a portal manager: ask the organisation', async () => {
    const alone = await makePerson(world, tenant, 'Alleen', ['appointments']);
    const page = await (await sessionOf(world, tenant, alone.account)).get('/dossier/tijdslijn');
    assert.match(page.text, /Vraag .* wie dit portaal beheert/);
    assert.match(page.text, /Weet u niet hoe\? Mail /);
});

test('a refused page is one row in the access log and keeps nothing else', async () => {
    const { account, browser } = await contactWith(['appointments']);
    await browser.get('/dossier/tijdslijn');
    assert.deepEqual(await world.sql(tenant, `SELECT outcome, reason FROM access_log WHERE account_id = '${account}'`), [['refused', 'no_right']]);
});

test('an address that leads nowhere has the menu for who is signed in, and only for them', async () => {
    const { browser } = await contactWith(['dossier']);
    for (const address of ['/bestaat-niet', '/dossier/lezen/rapportage/00000000-0000-4000-8000-000000000000']) {
        const page = await browser.get(address);
        assert.equal(page.status, 404, address);
        assert.ok(page.body.includes(MENU) && page.body.includes('Bezoeker Bezoeker'), address);
    }
    const stranger = await world.client(tenant).get('/bestaat-niet');
    assert.equal(stranger.status, 404);
    assert.ok(!stranger.body.includes(MENU));
});

test('a form that was refused says so with the menu around it', async () => {
    const { browser } = await contactWith(['dossier']);
    const page = await browser.request('POST', '/wissel', { form: { client } });
    assert.equal(page.status, 403);
    assert.ok(page.body.includes(MENU));
});

test('where care has ended nothing is offered but another client', async () => {
    const { account, browser } = await contactWith(['dossier', 'appointments']);
    const other = await makeClient(world, tenant, 'Vader');
    await setAccess(world, tenant, account, other.client, ['dossier']);
    const home = await browser.get('/start');
    const token = /name="csrf" value="([^"]*)"/.exec(home.body)[1];
    await browser.post('/wissel', { csrf: token, client: other.client });
    await world.sql(tenant, `UPDATE client SET care_ended_on = '${portalNow(world).slice(0, 10)}'::date - 400 WHERE id = '${other.client}'`);
    const page = await browser.get('/dossier/tijdslijn');
    assert.equal(page.status, 403);
    assert.match(page.text, /De zorg is gestopt/);
    assert.match(page.text, /U kunt bovenaan een andere cliënt kiezen/);
    assert.ok(page.body.includes(`value="${client}"`), 'the way to the other client');
    assert.ok(!page.body.includes('href="/dossier/tijdslijn"'), 'nothing of this client');
    const away = await browser.press(page, 'Beheerder Beheerder Beheerder Beheerder', {});
    assert.equal(away.status, 303);
    assert.equal((await browser.get('/dossier/tijdslijn')).status, 200);
});

test('who has no session gets the plain page, also with a cookie that says nothing', async () => {
    const browser = world.client(tenant);
    browser.jar.set('__Host-inzage_session', 'x'.repeat(43));
    const page = await browser.get('/bestaat-niet');
    assert.equal(page.status, 404);
    assert.ok(!page.body.includes(MENU));
});

test('the list to read opens the newest beside it, and the access log names it', async () => {
    const browser = await sessionOf(world, tenant, manager.account);
    const page = await browser.get('/dossier/lezen');
    assert.equal(page.status, 200);
    const first = /<a href="\/dossier\/lezen\/(rapportage|vragenlijst)\/([0-9a-f-]{36})"[^>]*aria-current="true"/.exec(page.body);
    assert.ok(first, 'the newest is the chosen one');
    assert.ok(page.body.includes('<div class="iz-only-wide"><div class="iz-stack iz-stack--tight">'), 'on a phone the list comes first');
    assert.ok(page.body.includes('<article class="iz-card iz-article"'));
    const rows = await world.sql(tenant, `SELECT event, object_id, outcome FROM access_log WHERE account_id = '${manager.account}' AND event LIKE 'dossier.%' ORDER BY id`);
    assert.deepEqual(rows, [
        ['dossier.list', '', 'granted'],
        ['dossier.read', first[2], 'granted'],
    ]);
});

test('no address of the portal is a fault of ours at an organisation that does not offer what is there', async () => {
    // Every address of the portal's own list, also those that no link of this organisation leads to.
    const addresses = (await routesOf(world)).filter((route) => route.method === 'GET').map((route) => fill(route.pattern, randomUUID()));
    assert.ok(addresses.length > 60, String(addresses.length));
    for (const where of world.tenants) {
        const person = await makePerson(world, where, 'Rondgang', RIGHTS);
        const browser = await sessionOf(world, where, person.account);
        const faults = [];
        for (const address of addresses.filter((one) => one !== '/uitloggen')) {
            const page = await browser.get(address);
            if (page.status >= 500) faults.push(`${address}: ${page.status}`);
        }
        assert.deepEqual(faults, [], where);
    }
});
