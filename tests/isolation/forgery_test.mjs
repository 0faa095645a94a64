// What changes something changes it only for a form of this portal's own page.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { formToken, makePerson, sessionOf } from './people.mjs';
import { fill, partOf, routesOf } from './routes.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
let routes;
let me;

before(async () => {
    routes = await routesOf(world);
    me = await makePerson(world, tenant, 'Vervalst');
});

// Everything that a form could change, as one text. Reading leaves its own marks (log, last seen), which don't count.
const TABLES = ['account', 'access', 'trusted_device', 'code', 'notice_seen', 'message', 'conversation_member', 'pinboard_post', 'file', 'appointment', 'outbox', 'change', 'invitation', 'preference', 'link_token', 'login_attempt', 'login_throttle'];
const LEFT_BY_READING = { access: "- 'last_visit_at' - 'previous_visit_at'" };
async function picture() {
    const parts = TABLES.map((t) => `SELECT '${t}', md5(coalesce(string_agg(r, ',' ORDER BY r), '')) FROM (SELECT (to_jsonb(x) ${LEFT_BY_READING[t] ?? ''})::text AS r FROM ${t} x) AS y`);
    parts.push("SELECT 'session', md5(coalesce(string_agg(id::text || state || coalesce(client_id::text, ''), ',' ORDER BY id), '')) FROM session WHERE client_id IS NOT NULL OR state = 'ended'");
    return world.sql(tenant, parts.join(' UNION ALL '));
}

const forgeries = (token, other) => ({
    'without a token': { form: { tekst: 'groot' } },
    'with an empty token': { form: { csrf: '' } },
    'with a made-up token': { form: { csrf: 'x'.repeat(token.length) } },
    "with another visitor's token": { form: { csrf: other } },
    'with the token in the address only': { form: {}, query: `?csrf=${encodeURIComponent(token)}` },
    'from another origin': { form: { csrf: token }, headers: { origin: 'http://evil.example' } },
    'from origin null': { form: { csrf: token }, headers: { origin: 'null' } },
    'from the tenant’s name at another port': { form: { csrf: token }, headers: { origin: `http://${world.host(tenant)}:1` } },
    "from another tenant's pages": { form: { csrf: token }, headers: { origin: `http://${world.host(world.tenants[1])}:${world.portalPort}` } },
    'without Origin and Referer': { body: `csrf=${encodeURIComponent(token)}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    'by another site, says the browser': { form: { csrf: token }, headers: { 'sec-fetch-site': 'cross-site' } },
    'as plain text': { body: `csrf=${encodeURIComponent(token)}`, headers: { 'content-type': 'text/plain', origin: `http://${world.host(tenant)}:${world.portalPort}` } },
    'as JSON': { body: JSON.stringify({ csrf: token }), headers: { 'content-type': 'application/json', origin: `http://${world.host(tenant)}:${world.portalPort}` } },
    'without a type': { body: `csrf=${encodeURIComponent(token)}`, headers: { origin: `http://${world.host(tenant)}:${world.portalPort}` } },
});

test('every route that changes something refuses a form without token, from elsewhere or of another type, and changes nothing', async () => {
    const posts = routes.filter((r) => r.method === 'POST' && r.right !== 'machine');
    assert.ok(posts.length >= 5);
    const client = await sessionOf(world, tenant, me.account);
    await client.get('/dossier/tijdslijn');
    const token = await formToken(client);
    assert.ok(token.length > 20, 'a form has a token');
    const other = await formToken(world.client(tenant), '/inloggen');
    const before = await picture();
    for (const { pattern } of posts) {
        const path = fill(pattern, partOf(pattern) ? me.ids[partOf(pattern)] : '');
        for (const [what, { query = '', ...options }] of Object.entries(forgeries(token, other))) {
            const answer = await client.request('POST', path + query, options);
            assert.ok([403, 405, 415].includes(answer.status), `POST ${path} ${what}: ${answer.status}`);
            assert.deepEqual(answer.cookies.filter((c) => !c.endsWith('_form')), [], `POST ${path} ${what} sets a cookie`);
        }
    }
    assert.deepEqual(await picture(), before);
    assert.equal((await client.get('/start')).status, 200, 'and the session is still there');
});

test('a route that changes something does nothing by GET, HEAD, PUT, PATCH or DELETE', async () => {
    const client = await sessionOf(world, tenant, me.account);
    await client.get('/dossier/tijdslijn');
    const gets = new Set(routes.filter((r) => r.method === 'GET').map((r) => r.pattern));
    const before = await picture();
    for (const { pattern } of routes.filter((r) => r.method === 'POST' && r.right !== 'machine')) {
        const path = fill(pattern, partOf(pattern) ? me.ids[partOf(pattern)] : '');
        const methods = gets.has(pattern) ? ['PUT', 'PATCH', 'DELETE'] : ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'];
        for (const method of methods) {
            const answer = await client.request(method, `${path}?client=${me.ids.client}&naam=x&tekst=groot`);
            assert.ok([400, 404, 405, 501].includes(answer.status), `${method} ${path}: ${answer.status}`);
        }
    }
    for (const { pattern } of routes.filter((r) => r.method === 'GET'))
        for (const method of ['PUT', 'PATCH', 'DELETE', 'TRACE', 'OPTIONS', 'CONNECTX']) {
            const answer = await client.request(method, fill(pattern, partOf(pattern) ? me.ids[partOf(pattern)] : ''));
            assert.ok(answer.status >= 400 && answer.status !== 500, `${method} ${pattern}: ${answer.status}`);
            assert.ok(!answer.body.includes('Vervalst'), `${method} ${pattern}`);
        }
    assert.deepEqual(await picture(), before);
});

test('with token and Origin the same form is taken', async () => {
    const client = await sessionOf(world, tenant, me.account);
    const answer = await client.post('/weergave', { csrf: await formToken(client), tekst: 'groot', terug: '/start' });
    assert.equal(answer.status, 303);
    assert.ok(answer.cookies.length > 0);
});

test('a token of a form is of no use in the session of another', async () => {
    const mine = await sessionOf(world, tenant, me.account);
    const neighbour = await makePerson(world, tenant, 'Buurman');
    const theirs = await sessionOf(world, tenant, neighbour.account);
    const answer = await theirs.post('/uitloggen', { csrf: await formToken(mine) });
    assert.equal(answer.status, 403);
    assert.equal((await theirs.get('/start')).status, 200);
});

test('an address to come back to never leads to another site', async () => {
    const client = await sessionOf(world, tenant, me.account);
    const csrf = await formToken(client);
    for (const terug of ['http://evil.example/', '//evil.example/', '/\\evil.example', '\\\\evil.example', 'javascript:alert(1)', '/\t/evil.example', ' //evil.example', 'https:evil.example', '/%0d%0aLocation:x', '/x\r\nSet-Cookie: a=b']) {
        const answer = await client.post('/weergave', { csrf, tekst: 'groot', terug });
        const to = new URL(answer.location ?? '/', `http://${client.host}/`);
        assert.equal(to.host, client.host, `${JSON.stringify(terug)} leads to ${answer.location}`);
        assert.ok(!answer.cookies.includes('a'));
        const page = await world.client(tenant).get(`/inloggen?terug=${encodeURIComponent(terug)}`);
        assert.ok(!/href="(https?:)?\/\/evil|href="javascript/i.test(page.body), terug);
    }
});
