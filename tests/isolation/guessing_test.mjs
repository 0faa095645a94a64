// Somebody who guesses: passwords, names and codes, from one address or many, against the running portal.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { sharedWorld, sleep, until } from '../harness/world.mjs';
import { makeLogin, portalNow, sha256, withoutNoise } from './people.mjs';

const world = await sharedWorld();
const [tenant, other] = world.tenants;
const DEVICE = '__Host-inzage_device';
const SESSION = '__Host-inzage_session';

let last = 0;
// An address that no test has used.
const address = () => `127.0.${7 + Math.floor((last += 1) / 250)}.${(last % 250) + 1}`;
const visitorFrom = (from, at = tenant) => Object.assign(world.client(at), { from });
const smsTo = (person) => world.sms().filter((m) => m.to === person.phone);
const codeIn = (message) => /\b(\d{6})\b/.exec(message.text)[1];
const wrongFor = (code) => (code === '000000' ? '000001' : '000000');

async function tryPassword(visitor, name, password) {
    return visitor.press(await visitor.open('/inloggen'), 'Inloggen', { Gebruikersnaam: name, Wachtwoord: password });
}
// At the page that asks for the code; gives that page and the code that was sent.
async function atCode(visitor, person) {
    const seen = smsTo(person).length;
    const page = await visitor.follow(await tryPassword(visitor, person.login, person.password));
    assert.match(page.path, /^\/verificatie/, page.text.slice(0, 200));
    return { page, code: codeIn(await until('the SMS', () => smsTo(person)[seen])) };
}
const csrfOf = (page) => /name="csrf" value="([^"]*)"/.exec(page.body)[1];
const giveCode = (visitor, page, code) => visitor.post('/verificatie', { csrf: csrfOf(page), code });
// With a copy of the cookies: a page refused to a half session takes the cookie away.
const isInside = async (visitor) => (await visitor.at(visitor.host).get('/start')).status === 200;
const attempts = async (person) => Number((await world.sql(tenant, `SELECT count(*) FROM login_attempt WHERE account_id = '${person.account}' AND outcome IN ('wrong', 'right')`))[0][0]);

test('the right password within the wait is answered like a wrong one, and works when the wait is over', async () => {
    const person = await makeLogin(world, tenant);
    const from = address();
    for (let i = 0; i < 5; i += 1) await tryPassword(visitorFrom(from), person.login, 'dit is het niet');
    // After each further failure the wait doubles: 1, 2, 4, 8, 16 and then 32 seconds.
    let wrong;
    for (let wait_s = 1; wait_s <= 16; wait_s *= 2) {
        world.advanceClock(wait_s + 1);
        const before = await attempts(person);
        wrong = await tryPassword(visitorFrom(from), person.login, 'dit is het niet');
        assert.equal(await attempts(person), before + 1, `after ${wait_s} s it is looked at again`);
    }
    const before = await attempts(person);
    const right = await tryPassword(visitorFrom(from), person.login, person.password);
    assert.equal(right.status, 401);
    assert.equal(right.status, wrong.status);
    assert.equal(withoutNoise(right), withoutNoise(wrong));
    assert.deepEqual(right.cookies, wrong.cookies);
    assert.equal(await attempts(person), before, 'nothing was looked at');
    world.advanceClock(33);
    await atCode(visitorFrom(from), person);
});

test('of a hundred wrong passwords at the same moment, from ten addresses, at most five are looked at', async () => {
    const person = await makeLogin(world, tenant);
    const visitors = await Promise.all(
        Array.from({ length: 10 }, async () => {
            const visitor = visitorFrom(address());
            return { visitor, page: await visitor.open('/inloggen') };
        }),
    );
    const start = Date.now();
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => visitors[i % 10].visitor.press(visitors[i % 10].page, 'Inloggen', { Gebruikersnaam: person.login, Wachtwoord: `gok ${i}` })));
    // The waits of 1, 2, 4 … seconds end while a slow machine is still at it; each lets one more through.
    const allowed = 5 + Math.floor(Math.log2(1 + (Date.now() - start) / 1000));
    assert.ok((await attempts(person)) <= allowed, `${await attempts(person)} were looked at, ${allowed} may be`);
    for (const { status } of answers) assert.ok([401, 503].includes(status), `status ${status}`);
});

test('whoever keeps an account locked does not keep its owner out of a trusted device', async () => {
    const person = await makeLogin(world, tenant);
    const owner = visitorFrom(address());
    const { page, code } = await atCode(owner, person);
    await owner.follow(await giveCode(owner, page, code));
    assert.ok(await isInside(owner));
    const attacker = address();
    for (let i = 0; i < 12; i += 1) {
        await tryPassword(visitorFrom(attacker), person.login, 'dit is het niet');
        if (i >= 4) world.advanceClock(2 ** (i - 4) + 1);
    }
    await tryPassword(visitorFrom(attacker), person.login, 'dit is het niet');
    assert.equal((await tryPassword(visitorFrom(address()), person.login, person.password)).status, 401, 'locked for a stranger');
    const home = visitorFrom(owner.from);
    home.jar.set(DEVICE, owner.jar.get(DEVICE));
    const inside = await home.follow(await tryPassword(home, person.login, person.password));
    assert.match(inside.path, /^\/start/);
});

test('one address gets 429 and Retry-After after twenty failures on many names; another address, and a forged one, change nothing', async () => {
    const from = address();
    const neighbour = address();
    for (let i = 0; i < 20; i += 1) assert.equal((await tryPassword(visitorFrom(from), `niemand.${i}`, 'x')).status, 401, `failure ${i + 1}`);
    const person = await makeLogin(world, tenant);
    const stopped = await tryPassword(visitorFrom(from), person.login, person.password);
    assert.equal(stopped.status, 429);
    assert.ok(Number(stopped.headers['retry-after']) > 0 && Number(stopped.headers['retry-after']) <= 600, stopped.headers['retry-after']);
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip']) {
        const visitor = visitorFrom(from);
        const page = await visitor.open('/inloggen');
        const form = { csrf: csrfOf(page), gebruikersnaam: 'niemand', wachtwoord: 'x' };
        const answer = await visitor.post('/inloggen', form, { headers: { [header]: header === 'forwarded' ? `for=${neighbour}` : neighbour } });
        assert.equal(answer.status, 429, `with ${header}`);
    }
    assert.equal((await tryPassword(visitorFrom(neighbour), 'niemand', 'x')).status, 401, 'the neighbour');
    world.advanceClock(10 * 60 + 1);
    assert.equal((await tryPassword(visitorFrom(from), 'niemand', 'x')).status, 401, 'after ten minutes');
});

test('a hundred wrong passwords send no text message', async () => {
    const person = await makeLogin(world, tenant);
    const sent = world.sms().length;
    const looked = await attempts(person);
    for (let i = 0; i < 100; i += 1) {
        if (i % 10 === 0) world.advanceClock(16 * 60);
        await tryPassword(visitorFrom(i % 10 === 0 ? address() : '127.0.6.1'), person.login, `gok ${i}`);
    }
    assert.ok((await attempts(person)) >= looked + 10);
    await sleep(500);
    assert.equal(world.sms().length, sent);
    assert.deepEqual(await world.sql(tenant, `SELECT count(*) FROM outbox WHERE account_id = '${person.account}'`), [['0']]);
});

test('a code works for five minutes, in the browser that asked for it, and once', async () => {
    const person = await makeLogin(world, tenant);
    const late = visitorFrom(address());
    const first = await atCode(late, person);
    world.advanceClock(301);
    const refused = await giveCode(late, first.page, first.code);
    assert.equal(refused.status, 422);
    assert.ok(!(await isInside(late)));

    const here = visitorFrom(address());
    const second = await atCode(here, person);
    world.advanceClock(280);
    const elsewhere = visitorFrom(address());
    assert.equal((await giveCode(elsewhere, second.page, second.code)).status, 403, 'a browser without the form');
    // Eight times at the same moment: one gets in.
    const answers = await Promise.all(Array.from({ length: 8 }, () => here.at(here.host).press(second.page, 'Code controleren', { Code: second.code })));
    const passed = answers.filter((a) => a.status === 303 && a.location === '/start');
    assert.equal(passed.length, 1, answers.map((a) => `${a.status} ${a.location ?? ''}`).join(', '));
    for (const answer of answers) if (answer !== passed[0]) assert.equal(answer.status, 401, 'the others are told that this step is over');
});

test("a code that was sent to one browser is refused in another that waits for its own, which is the only one left", async () => {
    const person = await makeLogin(world, tenant);
    const [x, y] = [visitorFrom(address()), visitorFrom(address())];
    const inX = await atCode(x, person);
    const inY = await atCode(y, person);
    if (inX.code !== inY.code) assert.equal((await giveCode(y, inY.page, inX.code)).status, 422, 'the code of X in Y');
    assert.equal((await giveCode(x, inX.page, inX.code)).status, 422, 'the older code, in its own browser');
    assert.equal((await giveCode(x, inX.page, inY.code)).status, 422, 'the newer code in X');
    assert.ok(!(await isInside(x)) && !(await isInside(y)));
    assert.equal((await giveCode(y, inY.page, inY.code)).location, '/start');
});

test('five wrong codes end a code; twenty in a day block the telephone, and owner and helpdesk are told', async () => {
    const person = await makeLogin(world, tenant);
    const visitor = visitorFrom(address());
    let { page, code } = await atCode(visitor, person);
    for (let round = 1; round <= 4; round += 1) {
        for (let i = 0; i < 5; i += 1) await giveCode(visitor, page, wrongFor(code));
        const right = await giveCode(visitor, page, code);
        assert.notEqual(right.status, 303, `the right code after five wrong ones, round ${round}`);
        assert.ok(!(await isInside(visitor)));
        if (round === 4) break;
        world.advanceClock(240);
        const seen = smsTo(person).length;
        page = await visitor.follow(await visitor.press(await visitor.open('/verificatie'), 'Geen code ontvangen'));
        code = codeIn(await until('a new SMS', () => smsTo(person)[seen]));
    }
    const since = portalNow(world, -300);
    const blocked = await visitor.get('/verificatie');
    assert.match(blocked.text, /geblokkeerd|te vaak/i);
    const helpdesk = /^helpdesk:[\s\S]*?email:\s*"?([^"\s]+)/m.exec(readFileSync(path.join(world.dir, 'tenants', tenant, 'tenant.yaml'), 'utf8'))[1];
    for (const to of [person.email, helpdesk]) await until(`a mail to ${to}`, () => world.mail(tenant).some((m) => m.to === to && m.time >= since));
    // Signing in again sends nothing while it lasts, and ends a day later.
    world.advanceClock(3600);
    const sent = smsTo(person).length;
    const again = visitorFrom(address());
    assert.match((await again.follow(await tryPassword(again, person.login, person.password))).path, /^\/verificatie/);
    await sleep(300);
    assert.equal(smsTo(person).length, sent);
    world.advanceClock(24 * 3600);
    const after = visitorFrom(address());
    const { page: newPage, code: newCode } = await atCode(after, person);
    assert.equal((await giveCode(after, newPage, newCode)).location, '/start');
});

test('another code goes after 30, 60 and 120 seconds and five times in ten minutes; the page says from when', async () => {
    const person = await makeLogin(world, tenant);
    const visitor = visitorFrom(address());
    await atCode(visitor, person);
    const ask = async () => {
        const seen = smsTo(person).length;
        const page = await visitor.open('/verificatie');
        const answer = await visitor.post('/verificatie/nieuwe-code', { csrf: csrfOf(page) });
        await sleep(250);
        return { page, sent: answer.location.endsWith('verstuurd') ? await until('an SMS', () => smsTo(person).length > seen) : smsTo(person).length > seen };
    };
    for (const wait_s of [30, 60, 120, 120]) {
        const early = await ask();
        assert.equal(early.sent, false, `before ${wait_s} s`);
        assert.match(early.page.text, /\d{1,2}\.\d{2} uur/, 'the page says from when');
        world.advanceClock(wait_s - 5);
        assert.equal((await ask()).sent, false, `just before ${wait_s} s`);
        world.advanceClock(6);
        assert.equal((await ask()).sent, true, `after ${wait_s} s`);
    }
    assert.equal(smsTo(person).length, 5);
    world.advanceClock(125);
    assert.equal((await ask()).sent, false, 'a sixth within ten minutes');
    world.advanceClock(200);
    assert.equal((await ask()).sent, true, 'after ten minutes');
});

test('known and unknown names are answered alike: status, headers, length and time', async () => {
    const ROUNDS = 50;
    const known = await makeLogin(world, tenant);
    const ids = await world.sql(tenant, `SELECT gen_random_uuid() FROM generate_series(1, ${ROUNDS})`);
    const now = portalNow(world);
    await world.sql(
        tenant,
        `INSERT INTO account (id, login_name, password_hash, password_state, created_at, updated_at)
         SELECT u.id, 'proef.' || u.id, k.password_hash, 'valid', '${now}', '${now}' FROM account k, (VALUES ${ids.map(([id]) => `('${id}'::uuid)`).join(', ')}) AS u (id) WHERE k.id = '${known.account}'`,
    );
    const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const shapeOf = (answer) => {
        const { date: _, 'set-cookie': cookies = [], ...headers } = answer.headers;
        return { status: answer.status, headers, cookies: cookies.map((c) => c.replace(/=[^;]*/, '=')), length: withoutNoise(answer).length };
    };
    let times;
    // What a busy machine adds falls on both; a real difference shows in every round, and in nearly every pair.
    for (let round = 0; round < 3; round += 1) {
        times = { known: [], unknown: [] };
        let shape;
        for (let i = 0; i < ROUNDS; i += 1) {
            for (const kind of i % 2 ? ['known', 'unknown'] : ['unknown', 'known']) {
                const name = kind === 'known' ? `proef.${ids[i][0]}` : `proef.${ids[i][0].split('').reverse().join('')}`;
                const visitor = visitorFrom(address());
                const page = await visitor.open('/inloggen');
                const start = performance.now();
                const answer = await visitor.press(page, 'Inloggen', { Gebruikersnaam: name, Wachtwoord: 'dit is het niet' });
                times[kind].push(performance.now() - start);
                assert.equal(answer.status, 401);
                shape ??= shapeOf(answer);
                assert.deepEqual(shapeOf(answer), shape, `${kind} ${i}`);
            }
        }
        const [known_ms, unknown_ms] = [median(times.known), median(times.unknown)];
        const slower = times.known.filter((t, i) => t > times.unknown[i]).length;
        times = { known_ms, unknown_ms, known_slower: `${slower} of ${ROUNDS} pairs` };
        if (Math.abs(known_ms - unknown_ms) < 10 && Math.max(known_ms, unknown_ms) / Math.min(known_ms, unknown_ms) < 1.05) return;
        // Medians apart by chance: then about half of the pairs are (p < 0.001 outside 14 to 36).
        if (slower >= 14 && slower <= 36) return;
        world.advanceClock(3600);
    }
    assert.fail(`known and unknown names take different times: ${JSON.stringify(times)}`);
});

test('a trusted device is asked for a code again after 30 days without a login, after 180 days, and when it was revoked', async () => {
    for (const [what, at, change, asked] of [
        ['it was used yesterday', tenant, "last_used_at = AT - interval '1 day'", false],
        ['29 days without a login', tenant, "last_used_at = AT - interval '29 days', trusted_at = AT - interval '60 days'", false],
        ['30 days without a login', tenant, "last_used_at = AT - interval '30 days'", true],
        ['179 days old and in use', tenant, "trusted_at = AT - interval '179 days'", false],
        ['180 days old and in use', tenant, "trusted_at = AT - interval '180 days'", true],
        ['revoked', tenant, 'revoked_at = AT', true],
        ['an organisation that asks every 7 days, after 6', other, "trusted_at = AT - interval '6 days'", false],
        ['an organisation that asks every 7 days, after 7', other, "trusted_at = AT - interval '7 days'", true],
    ]) {
        const person = await makeLogin(world, at);
        const visitor = visitorFrom(address(), at);
        const { page, code } = await atCode(visitor, person);
        assert.equal((await giveCode(visitor, page, code)).location, '/start', what);
        const token = visitor.jar.get(DEVICE).split('.')[0];
        assert.match(token, /^[\w-]{43}$/, '256 bits');
        const hash = sha256(`${token} of ${person.account}`);
        const rows = await world.sql(at, `SELECT count(*) FILTER (WHERE token_hash = '${hash}'), count(*) FROM trusted_device WHERE account_id = '${person.account}'`);
        assert.deepEqual(rows, [['1', '1']], 'kept as a hash, for this account');
        await world.sql(at, `UPDATE trusted_device SET ${change.replaceAll('AT', `'${portalNow(world)}'::timestamptz`)} WHERE token_hash = '${hash}'`);
        visitor.jar.delete(SESSION);
        const answer = await visitor.follow(await tryPassword(visitor, person.login, person.password));
        assert.match(answer.path, asked ? /^\/verificatie/ : /^\/start/, what);
    }
});

test('a trusted device is worth nothing without the password, nor for another account', async () => {
    const [person, stranger] = [await makeLogin(world, tenant), await makeLogin(world, tenant)];
    const visitor = visitorFrom(address());
    const { page, code } = await atCode(visitor, person);
    assert.equal((await giveCode(visitor, page, code)).location, '/start');
    visitor.jar.delete(SESSION);
    assert.equal((await visitor.get('/start')).status, 303);
    assert.equal((await tryPassword(visitor, person.login, 'dit is het niet')).status, 401);
    assert.match((await visitor.follow(await tryPassword(visitor, stranger.login, stranger.password))).path, /^\/verificatie/);
});
