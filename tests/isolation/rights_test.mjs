// The five rights: what a contact may see is what was granted, at every address, from the next request on.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { formToken, makePerson, portalNow, sessionOf, setAccess } from './people.mjs';
import { fill, isGated, isOfRole, isQuiet, isStep, partOf, RIGHTS, routesOf } from './routes.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
const MARK = 'Rechtenproef5J1';
let pages;
let quiet;
let deeds;
let me;

before(async () => {
    pages = (await routesOf(world)).filter((r) => r.method === 'GET' && isGated(r) && !isStep(r) && !isQuiet(r) && !isOfRole(r));
    quiet = (await routesOf(world)).filter(isQuiet);
    deeds = (await routesOf(world)).filter((r) => r.method === 'POST' && RIGHTS.includes(r.right));
    me = await makePerson(world, tenant, MARK);
});

const path = (pattern) => fill(pattern, partOf(pattern) ? me.ids[partOf(pattern)] : '');
const rowsSince = async (id) => (await world.sql(tenant, `SELECT outcome, reason, rule, client_id FROM access_log WHERE account_id = '${me.account}' AND id > ${id} ORDER BY id`));
const lastRow = async () => Number((await world.sql(tenant, 'SELECT coalesce(max(id), 0) FROM access_log'))[0][0]);

test('32 combinations of the five rights times every page: exactly what the table of rights says, one access-log row each', async () => {
    const client = await sessionOf(world, tenant, me.account);
    const all = pages.map((p) => p.pattern);
    await setAccess(world, tenant, me.account, me.ids.client, RIGHTS);
    const offered = [];
    for (const page of pages) {
        const { status } = await client.get(path(page.pattern));
        // A step that nobody is at leads back.
        assert.ok([200, 404].includes(status) || (page.right === 'signed_in' && status === 303), `${page.pattern}: ${status} with every right`);
        if (status === 200) offered.push(page);
    }
    assert.ok(offered.length > pages.length / 2, `of ${all} only ${offered.map((p) => p.pattern)}`);
    for (let bits = 0; bits < 32; bits += 1) {
        const rights = RIGHTS.filter((_, i) => bits & (1 << i));
        await setAccess(world, tenant, me.account, me.ids.client, rights);
        const start = await lastRow();
        const expected = [];
        for (const { pattern, right } of offered) {
            const allowed = !RIGHTS.includes(right) || rights.includes(right);
            const answer = await client.get(path(pattern));
            assert.equal(answer.status, allowed ? 200 : 403, `${pattern} (${right}) with [${rights}]`);
            if (!allowed) assert.ok(!answer.body.replaceAll(new RegExp(`${MARK}( ${MARK})*`, 'g'), (name) => (name === MARK ? MARK : '')).includes(MARK), `${pattern} refused and yet shown`);
            expected.push([allowed ? 'granted' : 'refused', allowed ? '' : 'no_right', `right:${right === 'client' ? 'any' : right === 'signed_in' ? 'none' : right}`, me.ids.client]);
            // The list, and the newest that is opened beside it.
            if (allowed && pattern === '/dossier/lezen') expected.push(expected.at(-1));
        }
        assert.deepEqual(await rowsSince(start), expected, `the access log with [${rights}]`);
        for (const { pattern, right } of quiet) assert.equal((await client.get(path(pattern))).status === 403, !rights.includes(right), `${pattern} with [${rights}]`);
    }
});

// The form is empty and names something that nobody has: who has the right hears what is missing.
test('32 combinations of the five rights times every deed: without its right it is refused, with it the form is looked at', async () => {
    const client = await sessionOf(world, tenant, me.account);
    await setAccess(world, tenant, me.account, me.ids.client, RIGHTS);
    const csrf = await formToken(client);
    const nobodys = randomUUID();
    const send = ({ pattern }) => client.request('POST', fill(pattern, nobodys), { form: { csrf } });
    const allowed = new Map();
    for (const deed of deeds) allowed.set(deed.pattern, (await send(deed)).status);
    assert.ok(deeds.length > 20 && [...allowed.values()].filter((status) => status !== 403).length > deeds.length / 2, JSON.stringify([...allowed]));
    for (let bits = 0; bits < 31; bits += 1) {
        const rights = RIGHTS.filter((_, i) => bits & (1 << i));
        await setAccess(world, tenant, me.account, me.ids.client, rights);
        for (const deed of deeds) {
            // A right that opens a form does so alone.
            if (rights.includes(deed.right)) {
                if (rights.length > 1) continue;
                const { status } = await send(deed);
                assert.equal(status === 403, allowed.get(deed.pattern) === 403, `POST ${deed.pattern} with [${rights}]: ${status}`);
                continue;
            }
            const start = rights.length === 4 ? await lastRow() : 0;
            const { status } = await send(deed);
            assert.equal(status, 403, `POST ${deed.pattern} (${deed.right}) with [${rights}]`);
            // Once is enough to see that the right was what refused it.
            if (rights.length === 4) assert.deepEqual(await rowsSince(start), [['refused', 'no_right', `right:${deed.right}`, me.ids.client]], `POST ${deed.pattern} with [${rights}]`);
        }
    }
});

test('the start page shows news of a part only to who has the right to it', async () => {
    const client = await sessionOf(world, tenant, me.account);
    const parts = { messages: '/berichten', appointments: '/agenda', dossier: '/dossier', details: '/gegevens' };
    const panels = async () => (await client.get('/start')).body.replace(/<header[\s\S]*?<\/header>|<nav[\s\S]*?<\/nav>/g, '');
    await setAccess(world, tenant, me.account, me.ids.client, RIGHTS);
    const everything = await panels();
    for (const right of Object.keys(parts)) {
        assert.ok(everything.includes(`href="${parts[right]}`), `a panel of ${right} with every right`);
        await setAccess(world, tenant, me.account, me.ids.client, RIGHTS.filter((r) => r !== right));
        const body = await panels();
        assert.ok(!body.includes(`href="${parts[right]}`), `a panel of ${right} without the right`);
    }
});

test('a right that is withdrawn is gone at the next request, in a session that was open', async () => {
    const client = await sessionOf(world, tenant, me.account);
    const gated = pages.filter((p) => RIGHTS.includes(p.right));
    for (const { pattern, right } of gated) {
        await setAccess(world, tenant, me.account, me.ids.client, RIGHTS);
        const before = await client.get(path(pattern));
        if (before.status === 404) continue;
        assert.equal(before.status, 200, pattern);
        await setAccess(world, tenant, me.account, me.ids.client, RIGHTS.filter((r) => r !== right));
        assert.equal((await client.get(path(pattern))).status, 403, `${pattern} after withdrawing ${right}`);
    }
});

test('access that is withdrawn, ended, or whose care ended is gone at the next request; a blocked account is signed out', async () => {
    const today = portalNow(world).slice(0, 10);
    const changes = [
        ['access ends yesterday', `UPDATE access SET ends_on = '${today}'::date - 2 WHERE account_id = '${me.account}'`, [403], `UPDATE access SET ends_on = NULL WHERE account_id = '${me.account}'`],
        ['care ended long ago', `UPDATE client SET care_ended_on = '${today}'::date - 400 WHERE id = '${me.ids.client}'`, [403], `UPDATE client SET care_ended_on = NULL WHERE id = '${me.ids.client}'`],
        ['account blocked', `UPDATE account SET state = 'blocked' WHERE id = '${me.account}'`, [401], `UPDATE account SET state = 'active' WHERE id = '${me.account}'`],
        ['account ended', `UPDATE account SET ends_on = '${today}'::date - 2 WHERE id = '${me.account}'`, [401], `UPDATE account SET ends_on = NULL WHERE id = '${me.account}'`],
        ['access removed', `DELETE FROM access WHERE account_id = '${me.account}'`, [403, 404], 'SELECT 1'],
    ];
    await setAccess(world, tenant, me.account, me.ids.client, RIGHTS);
    for (const [what, change, statuses, undo] of changes) {
        const client = await sessionOf(world, tenant, me.account);
        assert.equal((await client.get('/dossier/tijdslijn')).status, 200, `before: ${what}`);
        await world.sql(tenant, change);
        for (const page of ['/dossier/tijdslijn', path('/dossier/lezen/rapportage/{id}'), '/start']) {
            const answer = await client.get(page, { cookies: true });
            assert.ok([...statuses, 303].includes(answer.status), `${what}: ${page} ${answer.status}`);
            if (answer.status === 303) assert.match(answer.location, /^\/inloggen/, what);
        }
        await world.sql(tenant, undo);
    }
});

test('everything that a page or deed writes into the access log has words of its own at /inzagelog', async () => {
    // Of who_looked.cpp: the whole name of an event, and the part that is named.
    const platform = new URL('../../platform/', import.meta.url);
    const source = readFileSync(new URL('access/who_looked.cpp', platform), 'utf8');
    const named = [...source.matchAll(/^ {4}\{"([a-z_.]+)", "[a-z_]+"\},$/gm)].map(([, event]) => event);
    assert.ok(named.length > 60);
    const visited = (await world.sql(tenant, `SELECT DISTINCT event FROM access_log WHERE account_id = '${me.account}'`)).map(([event]) => event);
    const deeds = readdirSync(platform, { recursive: true }).filter((name) => name.endsWith('.cpp'))
        .flatMap((name) => [...readFileSync(new URL(name, platform), 'utf8').matchAll(/(?:\.event =|enterDeed\(visit,|enterConversation\(visit,|findCircle\(visit,)([^,;}]*)/g)])
        .filter(([, value]) => !value.includes('row.')).flatMap(([, value]) => [...value.matchAll(/(?<!text\()"([a-z_.]+)"/g)].map(([, event]) => event));
    assert.ok(visited.length > 10 && deeds.length > 60, `${visited.length} ${deeds.length}`);
    assert.deepEqual([...new Set([...visited, ...deeds])].filter((event) => !named.includes(event)), []);
});
