// What every answer carries, and what is refused before any page is asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';

const world = await sharedWorld();
const tenant = world.tenants[0];

test('every answer carries the headers that keep a page to itself', async () => {
    for (const path of ['/inloggen', '/geen-pagina']) {
        const answer = await world.client(tenant).get(path);
        assert.equal(answer.headers['x-content-type-options'], 'nosniff', path);
        assert.match(answer.headers['content-security-policy'], /frame-ancestors 'none'/, path);
        assert.doesNotMatch(answer.headers['content-security-policy'], /unsafe|\*/, path);
        assert.match(answer.headers['referrer-policy'], /no-referrer|same-origin/, path);
        assert.doesNotMatch(answer.headers.server ?? '', /\d/, path);
    }
});

test('a host that no organisation has is refused', async () => {
    const client = world.client(tenant).at('evil.example');
    assert.ok([400, 404, 421].includes((await client.get('/inloggen')).status));
});

test('X-Forwarded-Host changes nothing', async () => {
    const answer = await world.client(tenant).get('/inloggen', { headers: { 'x-forwarded-host': 'evil.example' } });
    assert.equal(answer.status, 200);
    assert.ok(!answer.body.includes('evil.example'));
});

test('a form without its token, from elsewhere, or as plain text is refused', async () => {
    const client = await world.signIn(tenant);
    const forged = [
        await client.request('POST', '/uitloggen', { form: {} }),
        await client.request('POST', '/uitloggen', { form: {}, headers: { origin: 'http://evil.example' } }),
        await client.request('POST', '/uitloggen', { body: 'x=1', headers: { 'content-type': 'text/plain' } }),
    ];
    for (const answer of forged) assert.ok([403, 405, 415].includes(answer.status), `status ${answer.status}`);
    assert.equal((await client.get('/start')).status, 200, 'still signed in');
});

test('a header that is too long and a body that is too long are refused', async () => {
    const client = world.client(tenant);
    assert.equal((await client.get('/inloggen', { headers: { 'x-long': 'a'.repeat(20_000) } })).status, 431);
    const answer = await client.post('/inloggen', { veld: 'a'.repeat(3 << 20) }).catch((error) => ({ status: error.code }));
    assert.ok([413, 'ECONNRESET', 'EPIPE'].includes(answer.status), `status ${answer.status}`);
});

test('the ops listener answers health and metrics, and the portals do not', async () => {
    const ops = world.ops();
    assert.equal((await ops.get('/health/live')).status, 200);
    const ready = await ops.get('/health/ready');
    assert.equal(ready.status, 200);
    assert.deepEqual(JSON.parse(ready.body), { ready: true, checks: { portal: 'ok' } });
    const metrics = await ops.get('/metrics');
    assert.equal(metrics.status, 200);
    for (const line of [
        /^inzage_build_info\{.*program="inzaged".*\} 1$/m,
        new RegExp(`^inzage_tenants\\{state="active"\\} ${world.tenants.length}$`, 'm'),
        /^inzage_ready\{check="portal"\} 1$/m,
    ])
        assert.match(metrics.body, line);
    assert.equal((await world.client(tenant).get('/metrics')).status, 404);
});
