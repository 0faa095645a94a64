// Two clients of one tenant: the account of the one learns nothing of the other.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { formToken, makeAccount, makePerson, sessionOf, setAccess, withoutNoise } from './people.mjs';
import { fill, isGated, partOf, routesOf } from './routes.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
const MARK = 'Buurvrouw7K3W';
let routes;
let me;
let neighbour;
let client;

before(async () => {
    routes = await routesOf(world);
    me = await makePerson(world, tenant, 'Eigenwoord');
    neighbour = await makePerson(world, tenant, MARK);
    client = await sessionOf(world, tenant, me.account);
});

test("an id of another client's object is answered 404, byte for byte like an id that nobody has", async () => {
    const withPart = routes.filter((r) => partOf(r.pattern) && isGated(r));
    assert.ok(withPart.length >= 4);
    const token = await formToken(client);
    for (const { pattern } of withPart.filter((r) => r.method === 'POST')) {
        for (const id of [...Object.values(neighbour.ids), neighbour.account]) {
            const nobody = randomUUID();
            const [a, b] = [await client.post(fill(pattern, id), { csrf: token }), await client.post(fill(pattern, nobody), { csrf: token })];
            assert.equal(a.status, 404, `${pattern} with another client's id`);
            assert.equal(withoutNoise(a, id), withoutNoise(b, nobody), pattern);
        }
    }
    for (const { pattern } of withPart.filter((r) => r.method === 'GET')) {
        const own = await client.get(fill(pattern, me.ids[partOf(pattern)]));
        assert.equal(own.status, 200, `${pattern} with an own id`);
        assert.ok(own.body.includes('Eigenwoord'), `${pattern} shows the own`);
        for (const id of Object.values(neighbour.ids)) {
            const nobody = randomUUID();
            const [a, b] = [await client.get(fill(pattern, id)), await client.get(fill(pattern, nobody))];
            assert.equal(a.status, 404, `${pattern} with another client's id`);
            assert.equal(b.status, 404, pattern);
            assert.equal(withoutNoise(a, id), withoutNoise(b, nobody), pattern);
        }
    }
});

test("another client's id in the query of a page changes nothing and shows nothing", async () => {
    for (const { pattern } of routes.filter((r) => r.method === 'GET' && isGated(r))) {
        const name = partOf(pattern);
        const path = fill(pattern, name ? me.ids[name] : '');
        for (const key of ['client', 'id', 'soort', 'voor', 'account']) {
            const answer = await client.get(`${path}?${key}=${neighbour.ids.client}`);
            assert.ok(!answer.body.includes(MARK), `${path}?${key}`);
            assert.ok(answer.status < 500, `${path}?${key}: ${answer.status}`);
        }
    }
});

test('switching to a client that is not theirs is answered like one that nobody has, and does not switch', async () => {
    const token = await formToken(client);
    const nobody = randomUUID();
    const [a, b] = [await client.post('/wissel', { csrf: token, client: neighbour.ids.client }), await client.post('/wissel', { csrf: token, client: nobody })];
    assert.equal(a.status, 404);
    assert.equal(b.status, 404);
    assert.equal(withoutNoise(a, neighbour.ids.client), withoutNoise(b, nobody));
    const start = await client.get('/start');
    assert.equal(start.status, 200);
    assert.ok(!start.body.includes(MARK));
    assert.deepEqual(await world.sql(tenant, `SELECT client_id FROM session WHERE account_id = '${me.account}' AND client_id IS NOT NULL`), [[me.ids.client]]);
});

test("a conversation of the own client that the account is no member of is answered 404", async (t) => {
    if (!routes.some((r) => r.pattern === '/berichten/{id}')) return t.skip('this portal has no messages yet');
    const other = await makePerson(world, tenant, MARK);
    await world.sql(tenant, `UPDATE conversation SET client_id = '${me.ids.client}' WHERE id = '${other.ids.conversation}'; UPDATE message SET client_id = '${me.ids.client}' WHERE id = '${other.ids.message}'`);
    const nobody = randomUUID();
    const [a, b] = [await client.get(`/berichten/${other.ids.conversation}`), await client.get(`/berichten/${nobody}`)];
    assert.equal(a.status, 404);
    assert.equal(withoutNoise(a, other.ids.conversation), withoutNoise(b, nobody));
    assert.ok(!(await client.get('/berichten')).body.includes(MARK));
});

test("what came from the care-record system is read by the right Berichten, and by nobody without it", async () => {
    const { ids } = await makePerson(world, tenant, 'Zorgbericht');
    await world.sql(tenant, `UPDATE conversation SET for_circle = true WHERE id = '${ids.conversation}'`);
    const reader = await makeAccount(world, tenant, 'Dochter');
    await setAccess(world, tenant, reader, ids.client, ['messages', 'dossier']);
    const theirs = await sessionOf(world, tenant, reader);
    assert.match((await theirs.get('/start')).body, /Zorgbericht/);
    assert.match((await theirs.get('/berichten')).body, /data-new|nieuw/i, 'new before it was read');
    const thread = await theirs.get(`/berichten/${ids.conversation}`);
    assert.equal(thread.status, 200);
    assert.ok(thread.body.includes('Zorgbericht'));
    const [[read]] = await world.sql(tenant, `SELECT count(*) FROM conversation_member WHERE conversation_id = '${ids.conversation}' AND account_id = '${reader}' AND read_until IS NOT NULL`);
    assert.equal(read, '1', 'who opened it has read it');
    await setAccess(world, tenant, reader, ids.client, ['dossier']);
    assert.equal((await theirs.get(`/berichten/${ids.conversation}`)).status, 403);
    assert.ok(!(await theirs.get('/start')).body.includes(`/berichten/${ids.conversation}`));
});

test('ids are random: 122 bits, none derived from the care-record system', async () => {
    for (const table of ['client', 'report', 'questionnaire', 'care_plan', 'measurement', 'appointment']) {
        const rows = await world.sql(tenant, `SELECT id, source_id FROM ${table} WHERE source_id NOT LIKE 'proef-%' LIMIT 200`);
        assert.ok(rows.length > 0, table);
        for (const [id] of rows) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, table);
        assert.equal(new Set(rows.map(([id]) => id.slice(0, 8))).size, rows.length, `${table}: ids that look alike`);
    }
});
