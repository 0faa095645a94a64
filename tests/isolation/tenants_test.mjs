// Two tenants in one process: nothing of the one is reached with what belongs to the other.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { formToken, makePerson, portalNow, sessionOf, sha256, withoutNoise } from './people.mjs';
import { fill, isGated, partOf, routesOf } from './routes.mjs';

const world = await sharedWorld();
const [ours, theirs] = world.tenants;
const MARK = 'Waterlelie8Q2Z';
let routes;
let me;
let them;
let client;

before(async () => {
    routes = await routesOf(world);
    me = await makePerson(world, ours, 'Eigenwoord');
    them = await makePerson(world, theirs, MARK);
    client = await sessionOf(world, ours, me.account);
});

const theirHost = () => `${world.host(theirs)}:${world.portalPort}`;

// The same question with an id of theirs and with one that nobody has, as pairs of [path, options].
function* pairs(route, token) {
    const nobody = randomUUID();
    const name = partOf(route.pattern);
    // A deed about one thing can't be done twice: it is asked for about nothing.
    const own = fill(route.pattern, name ? (route.method === 'POST' ? '12345678-1234-4234-8234-123456789abc' : me.ids[name]) : '');
    const options = (id) => (route.method === 'POST' ? { form: { csrf: token, client: id, id, account: id, terug: `/dossier/lezen/rapportage/${id}` } } : {});
    for (const [kind, id] of Object.entries(them.ids)) {
        if (name) yield ['path', id, nobody, (x) => [fill(route.pattern, x), options(x)]];
        // What a page reads of its address are ids of clients, of people, and those of the things that it shows.
        for (const key of kind === 'client' ? ['client', 'soort', 'voor', 'kind', 'id'] : kind === 'account' ? ['account', 'id'] : ['id'])
            yield [`query ${key}`, id, nobody, (x) => [`${own}?${key}=${x}`, route.method === 'POST' ? { form: { csrf: token } } : {}]];
        if (route.method === 'POST') yield ['body', id, nobody, (x) => [own, options(x)]];
    }
}

test("an id of another tenant, in path, query or body of any route, is answered like an id that nobody has", async () => {
    const shown = (await client.get(fill('/dossier/lezen/rapportage/{id}', me.ids.report))).body;
    assert.ok(shown.includes('Eigenwoord'), 'the own report is shown');
    for (const route of routes) {
        // Ends every session of the account, whatever stands in the form: account_test.mjs.
        if (route.pattern === '/profiel/plekken/overal-uitloggen') continue;
        const visitor = route.pattern === '/uitloggen' ? await sessionOf(world, ours, me.account) : client;
        const token = await formToken(visitor);
        // What is new is marked as new once.
        if (route.method === 'GET') await visitor.get(fill(route.pattern, partOf(route.pattern) ? me.ids[partOf(route.pattern)] : ''));
        for (const [where, id, nobody, ask] of pairs(route, token)) {
            const what = `${route.method} ${route.pattern}, ${where}`;
            // The same cookies for both: an answer that ends a session must not make the second differ.
            const answerTo = async (asked) => {
                // Its answer lists what was made before.
                if (route.pattern === '/agenda/koppelen' && route.method === 'POST') await world.sql(ours, `DELETE FROM calendar_link WHERE account_id = '${me.account}'`);
                return visitor.request(route.method, ...withJar(visitor, ask(asked)));
            };
            const [a, b] = [await answerTo(id), await answerTo(nobody)];
            assert.equal(a.status, b.status, what);
            assert.equal(withoutNoise(a, id, nobody), withoutNoise(b, id, nobody), what);
            assert.equal((a.location ?? '').replaceAll(id, 'ID'), (b.location ?? '').replaceAll(nobody, 'ID'), what);
            assert.ok(!a.body.includes(MARK), `${what}: a text of the other tenant`);
        }
    }
});
const withJar = (visitor, [path, options]) => [path, { ...options, headers: { cookie: [...visitor.jar].map(([k, v]) => `${k}=${v}`).join('; ') }, cookies: false }];

test('X-Forwarded-Host, X-Tenant and their kind change no answer', async () => {
    for (const route of routes.filter((r) => r.method === 'GET' && r.pattern !== '/uitloggen')) {
        const name = partOf(route.pattern);
        for (const source of name ? [me, them] : [me]) {
            const path = fill(route.pattern, name ? source.ids[name] : '');
            await client.get(path); // what is new is marked as new once
            const plain = await client.get(path);
            for (const header of ['x-forwarded-host', 'x-tenant', 'x-tenant-id', 'x-host', 'forwarded', 'x-original-host', 'x-original-url', 'x-rewrite-url']) {
                const value = header === 'forwarded' ? `host=${theirHost()}` : header.endsWith('-url') ? '/dossier/tijdslijn' : header.startsWith('x-tenant') ? theirs : theirHost();
                const answer = await client.get(path, { headers: { [header]: value } });
                assert.equal(answer.status, plain.status, `${path} with ${header}`);
                assert.equal(withoutNoise(answer), withoutNoise(plain), `${path} with ${header}`);
                assert.ok(!answer.body.includes(theirs), `${path} with ${header} names the other tenant`);
            }
        }
    }
});

test("a session at another tenant's host gets 401 at every page that asks for one, its cookie is cleared, and no text is shown", async () => {
    const insider = await sessionOf(world, theirs, them.account);
    let shown = 0;
    for (const route of routes.filter(isGated)) {
        const name = partOf(route.pattern);
        const visitor = (await sessionOf(world, ours, me.account)).at(theirHost());
        // Not every organisation offers every page; who may see it, sees the mark.
        const inside = route.method === 'GET' ? await insider.get(fill(route.pattern, name ? them.ids[name] : '')) : undefined;
        shown += inside?.body.includes(MARK) ? 1 : 0;
        const form = route.method === 'POST' ? { form: { csrf: await formToken(client), client: them.ids.client } } : {};
        const answer = await visitor.request(route.method, fill(route.pattern, name ? them.ids[name] : ''), form);
        const what = `${route.method} ${route.pattern}`;
        if (inside?.status === 404) {
            assert.ok([401, 404].includes(answer.status), `${what}: ${answer.status}`);
        } else if (route.method === 'GET') {
            assert.equal(answer.status, 401, what);
            assert.ok(!visitor.jar.has('__Host-inzage_session'), `${what}: the cookie is cleared`);
        } else {
            assert.ok([401, 403].includes(answer.status), `${what}: ${answer.status}`);
        }
        assert.ok(!answer.body.includes(MARK), what);
    }
    assert.ok(shown > 5, 'the mark stands on the pages of its own tenant');
});

test("a trusted device's cookie at another tenant's host is cleared, and the code is asked for", async () => {
    const device = 'd'.repeat(43);
    const login = world.login(theirs);
    const visitor = world.client(theirs);
    visitor.jar.set('__Host-inzage_device', `${device}.${'0'.repeat(16)}`);
    const [[account]] = await world.sql(theirs, `SELECT id FROM account WHERE login_name = '${login.login}'`);
    const now = portalNow(world);
    // Even when, against all odds, a row with that hash were there.
    await world.sql(theirs, `INSERT INTO trusted_device (account_id, token_hash, trusted_at, last_used_at) VALUES ('${account}', '${sha256(`${device} of ${account}`)}', '${now}', '${now}')`);
    await world.forgetSentCodes(theirs);
    const looking = visitor.at(visitor.host);
    const page = await looking.get('/inloggen');
    assert.equal(page.status, 401);
    assert.ok(!looking.jar.has('__Host-inzage_device'), 'cleared by the login page');
    const answer = await visitor.follow(await visitor.press(await visitor.open('/inloggen'), 'Inloggen', { Gebruikersnaam: login.login, Wachtwoord: login.password }));
    assert.match(answer.path, /^\/verificatie/);
    assert.ok(!visitor.jar.has('__Host-inzage_device'), 'the cookie of the other tenant is cleared');
});

test("an organisation's own files are served at its own name only, and the portal's at no unknown one", async () => {
    const filesOf = async (tenant) => [...(await world.client(tenant).get('/inloggen')).body.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map((m) => m[1].replaceAll('&amp;', '&'));
    const [mine, foreign] = [await filesOf(ours), await filesOf(theirs)];
    const own = foreign.filter((path) => path.includes(theirs));
    assert.ok(own.length >= 2, own.join(' '));
    for (const path of own) {
        assert.equal((await world.client(theirs).get(path)).status, 200, path);
        for (const variant of [path, path.replace(/\?.*/, '')]) {
            const answer = await client.get(variant);
            const nobodys = await client.get(variant.replace(theirs, 'nergens'));
            assert.equal(answer.status, 404, variant);
            assert.equal(withoutNoise(answer).replaceAll(theirs, 'nergens'), withoutNoise(nobodys), variant);
        }
    }
    for (const path of [...mine, ...foreign]) {
        const answer = await world.client(ours).at('nergens.localhost').get(path);
        assert.equal(answer.status, 421, path);
        assert.ok(answer.body.length < 100, path);
    }
});

test('an unknown, missing or doubled Host is refused, and names no tenant', async () => {
    for (const host of ['evil.example', 'localhost', '127.0.0.1', `${ours}.localhost.evil.example`, `${ours}.localhost@evil.example`, ' ', `x${ours}.localhost`]) {
        const answer = await client.get('/start', { headers: { host } });
        assert.ok([400, 421].includes(answer.status), `${host}: ${answer.status}`);
        assert.ok(!answer.body.includes(ours) && !answer.body.includes('Eigenwoord'), host);
    }
    for (const host of [`${ours.toUpperCase()}.localhost:${world.portalPort}`, `${ours}.localhost`]) assert.equal((await client.get('/start', { headers: { host } })).status, 200, host);
});

test('a forged X-Forwarded-For is not what the access log names', async () => {
    for (const header of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'true-client-ip', 'client-ip']) {
        await client.get('/start', { headers: { [header]: header === 'forwarded' ? 'for=203.0.113.9' : '203.0.113.9' } });
    }
    const rows = await world.sql(ours, `SELECT DISTINCT ip FROM access_log WHERE account_id = '${me.account}'`);
    assert.deepEqual(rows, [['127.0.0.1']]);
});

test('a forged X-Forwarded-For does not escape the brake on one address', async () => {
    // What the tests above sent from here is out of the window.
    world.advanceClock(11 * 60);
    const before = await failed();
    for (let i = 0; i < 3; i += 1) {
        const visitor = world.client(ours);
        const token = await formToken(visitor, '/inloggen');
        const answer = await visitor.post('/inloggen', { csrf: token, naam: `niemand${i}`, gebruikersnaam: `niemand${i}`, wachtwoord: 'x' }, { headers: { 'x-forwarded-for': `198.51.100.${i}` } });
        assert.ok(answer.status < 500, `status ${answer.status}`);
    }
    const rows = await world.sql(ours, `SELECT DISTINCT ip FROM login_attempt WHERE id > ${before}`);
    assert.deepEqual(rows, [['127.0.0.1']]);
});
const failed = async () => Number((await world.sql(ours, 'SELECT coalesce(max(id), 0) FROM login_attempt'))[0][0]);
