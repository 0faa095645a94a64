// What every answer carries, whatever it is: a page, a refusal, a redirect, a file.
import assert from 'node:assert/strict';
import net from 'node:net';
import { before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { formToken, makePerson, sessionOf } from './people.mjs';
import { fill, partOf, routesOf } from './routes.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
let routes;
let me;
let client;

before(async () => {
    routes = await routesOf(world);
    me = await makePerson(world, tenant, 'Kopregels');
    client = await sessionOf(world, tenant, me.account);
});

function check(answer, what, { file = false } = {}) {
    const h = answer.headers;
    const hsts = /max-age=(\d+)/.exec(h['strict-transport-security'] ?? '');
    assert.ok(Number(hsts?.[1]) >= 31_536_000, `${what}: HSTS ${h['strict-transport-security']}`);
    assert.equal(h['x-content-type-options'], 'nosniff', what);
    assert.match(h['referrer-policy'] ?? '', /^(no-referrer|same-origin)$/, what);
    const csp = h['content-security-policy'] ?? '';
    assert.match(csp, /default-src 'none'/, what);
    assert.match(csp, /frame-ancestors 'none'/, what);
    assert.match(csp, /form-action '(self|none)'/, what);
    assert.match(csp, /base-uri 'none'/, what);
    assert.doesNotMatch(csp, /unsafe|\*|data:|https?:/, what);
    assert.equal(h['x-frame-options'], 'DENY', what);
    assert.ok(!h.server && !h['x-powered-by'] && !h.via, `${what}: names its software`);
    if (!file) assert.equal(h['cache-control'], 'no-store', what);
    if (answer.status !== 304 && answer.body.length > 0) assert.match(h['content-type'] ?? '', /charset=utf-8|^image\/|^font\/|^application\//, `${what}: type`);
    for (const line of h['set-cookie'] ?? []) {
        assert.match(line, /^__Host-/, `${what}: ${line.split('=')[0]}`);
        for (const word of ['Secure', 'HttpOnly', 'Path=/']) assert.ok(line.includes(`; ${word}`), `${what}: ${line.split('=')[0]} without ${word}`);
        assert.match(line, /SameSite=(Lax|Strict)/, what);
        assert.doesNotMatch(line, /Domain=/i, what);
    }
}

test('every page, signed in and not, carries the headers that keep it to itself, and no cache keeps it', async () => {
    for (const { method, pattern } of routes) {
        const path = fill(pattern, partOf(pattern) ? me.ids[partOf(pattern)] : '');
        for (const visitor of [client, world.client(tenant)])
            for (const options of method === 'POST' ? [{ form: {} }, { form: { csrf: 'x' } }] : [{}]) check(await visitor.request(method, path, options), `${method} ${path}`);
    }
    check(await client.post('/weergave', { csrf: await formToken(client), tekst: 'groot' }), 'a redirect after a form');
    check(await client.get('/dossier/lezen/rapportage/00000000-0000-4000-8000-000000000000'), '404 of an object');
});

test('so does every refusal', async () => {
    const strange = [
        ['an unknown page', await client.get('/geen-pagina')],
        ['an unknown host', await client.get('/start', { headers: { host: 'evil.example' } })],
        ['a method that no page has', await client.request('PUT', '/start')],
        ['a long header', await client.get('/start', { headers: { 'x-long': 'a'.repeat(20_000) } })],
        ['an address with a NUL', await client.get('/dossier/%00')],
        ['an address with dots', await client.get('/static/../../etc/passwd')],
        ['an address with encoded dots', await client.get('/static/%2e%2e/%2e%2e/etc/passwd')],
        ['bad UTF-8', await client.get('/dossier/%ff%fe')],
    ];
    for (const [what, answer] of strange) {
        assert.ok(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status}`);
        check(answer, what);
        assert.doesNotMatch(answer.body, /root:|exception|std::|SQL|platform\//i, `${what} tells about the inside`);
    }
});

test('what is no HTTP is refused with the same headers', async () => {
    const raw = (text) =>
        new Promise((resolve, reject) => {
            const socket = net.connect(world.portalPort, '127.0.0.1', () => socket.write(text));
            let got = '';
            socket.setTimeout(15_000, () => socket.destroy());
            socket.on('data', (chunk) => {
                got += chunk;
                if (got.includes('\r\n\r\n')) socket.end();
            });
            socket.on('close', () => resolve(got));
            socket.on('error', reject);
        });
    const host = `Host: ${client.host}\r\n`;
    for (const text of [
        'onzin\r\n\r\n',
        `GET / HTTP/1.1\r\n\r\n`,
        `GET / HTTP/1.1\r\n${host}${host}\r\n`,
        `POST /inloggen HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
        `POST /inloggen HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`,
        `GET / HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`,
        `GET http://evil.example/ HTTP/1.1\r\n${host}\r\n`,
    ]) {
        const got = await raw(text);
        assert.match(got, /^HTTP\/1\.[01] 4\d\d /, JSON.stringify(text));
        assert.match(got, /X-Content-Type-Options: nosniff/i, JSON.stringify(text));
        assert.match(got, /Content-Security-Policy: default-src 'none'/i, JSON.stringify(text));
        assert.doesNotMatch(got, /^Server:/im);
    }
});

test('files of the portal carry them as well, and may be kept', async () => {
    const page = await world.client(tenant).get('/inloggen');
    const files = [...page.body.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map((m) => m[1].replaceAll('&amp;', '&'));
    assert.ok(files.length >= 4);
    for (const path of new Set(files)) {
        const answer = await world.client(tenant).get(path);
        assert.equal(answer.status, 200, path);
        check(answer, path, { file: true });
        assert.match(answer.headers['cache-control'], /max-age|no-cache/, path);
        assert.deepEqual(answer.cookies, [], path);
    }
});

test('a page with secrets is not compressed, whatever the browser takes', async () => {
    for (const { pattern } of routes.filter((r) => r.method === 'GET' && r.pattern !== '/uitloggen')) {
        const answer = await client.get(fill(pattern, partOf(pattern) ? me.ids[partOf(pattern)] : ''), { headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } });
        assert.equal(answer.headers['content-encoding'], undefined, pattern);
    }
    // The page's own token differs each time, so that length tells nothing when an edge in front compresses.
    const tokens = new Set();
    for (let i = 0; i < 3; i += 1) tokens.add(await formToken(client));
    assert.equal(tokens.size, 3);
});

test('security.txt says whom to warn and until when that holds', async () => {
    const answer = await world.client(tenant).get('/.well-known/security.txt');
    assert.equal(answer.status, 200);
    assert.match(answer.headers['content-type'], /^text\/plain/);
    assert.match(answer.body, /^Contact: (mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/m);
    const expires = /^Expires: (\S+)$/m.exec(answer.body);
    assert.ok(Date.parse(expires?.[1]) > Date.now());
});

test('the ops listener says no more than it must', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics', '/routes', '/geen-pagina']) {
        const { headers, body } = await world.ops().get(path);
        assert.equal(headers['x-content-type-options'], 'nosniff', path);
        assert.ok(!headers.server, path);
        assert.ok(!body.includes('Kopregels') && !/t_[0-9a-f]{8}/.test(body), `${path} names a database or a person`);
    }
});
