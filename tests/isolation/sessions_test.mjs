// How long a session lives, and that every step of signing in gets its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { formToken, makeLogin, makePerson, sessionOf, sha256 } from './people.mjs';
import { fill, isGated, partOf, routesOf } from './routes.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
const COOKIE = '__Host-inzage_session';
const MINUTE_S = 60;

const statusWith = async (token, page = '/start') => {
    const client = world.client(tenant);
    client.jar.set(COOKIE, token);
    const answer = await client.get(page);
    return { status: answer.status, cleared: !client.jar.has(COOKIE) };
};

test('a session is over after 15 minutes without a request, whatever the browser sends, and its cookie is cleared', async () => {
    const client = await world.signIn(tenant);
    const token = client.jar.get(COOKIE);
    for (let i = 0; i < 3; i += 1) {
        world.advanceClock(15 * MINUTE_S - 20);
        assert.equal((await client.get('/start')).status, 200, `just within, ${i}`);
    }
    world.advanceClock(15 * MINUTE_S + 1);
    const answer = await client.get('/dossier/tijdslijn');
    assert.equal(answer.status, 401);
    assert.ok(!client.jar.has(COOKIE));
    assert.deepEqual(await statusWith(token), { status: 401, cleared: true }, 'asking again does not revive it');
});

test('a session is over after 12 hours, however busy it is', async () => {
    const client = await world.signIn(tenant);
    for (let minute = 14; minute < 12 * 60 - 2; minute += 14) {
        world.advanceClock(14 * MINUTE_S);
        assert.equal((await client.get('/start')).status, 200, `after ${minute} minutes`);
    }
    world.advanceClock(13 * MINUTE_S);
    assert.equal((await client.get('/start')).status, 401);
});

test('a session that was signed out is refused when its cookie is sent again', async () => {
    const client = await world.signIn(tenant);
    const token = client.jar.get(COOKIE);
    assert.equal((await statusWith(token)).status, 200);
    await client.follow(await client.press(await client.open('/uitloggen'), 'Uitloggen'));
    assert.ok(!client.jar.has(COOKIE));
    for (const page of ['/start', '/dossier/tijdslijn', '/dossier/lezen']) assert.deepEqual(await statusWith(token, page), { status: 401, cleared: true }, page);
    const [[state]] = await world.sql(tenant, `SELECT state FROM session WHERE token_hash = '${sha256(token)}'`);
    assert.equal(state, 'ended');
});

test('a link on another site signs nobody out, and neither does an address that is typed or fetched', async () => {
    for (const where of world.tenants) {
        const person = await makePerson(world, where, 'Blijver');
        const client = await sessionOf(world, where, person.account);
        for (const site of [undefined, 'cross-site', 'same-site', 'none', 'x']) {
            for (const method of ['GET', 'HEAD']) await client.request(method, '/uitloggen', { headers: site ? { 'sec-fetch-site': site } : {} });
            assert.equal((await client.get('/start')).status, 200, `${where}: sec-fetch-site ${site}`);
        }
    }
});

test('every step of signing in gives a new session id of 256 bits; a planted one and the old ones are worth nothing', async () => {
    const login = world.login(tenant);
    world.makeRoomForSms(login);
    await world.forgetSentCodes(tenant);
    const planted = 'p'.repeat(43);
    const client = world.client(tenant);
    client.jar.set(COOKIE, planted);
    const seen = world.sms(tenant).length;
    const verify = await client.follow(await client.press(await client.open('/inloggen'), 'Inloggen', { Gebruikersnaam: login.login, Wachtwoord: login.password }));
    assert.match(verify.path, /^\/verificatie/);
    const half = client.jar.get(COOKIE);
    assert.notEqual(half, planted);
    assert.match(half, /^[\w-]{43}$/);
    assert.notEqual((await statusWith(half)).status, 200, 'the password alone opens nothing');
    const inside = await client.follow(await client.press(verify, 'Code controleren', { Code: await world.code(tenant, seen) }));
    assert.match(inside.path, /^\/start/);
    const whole = client.jar.get(COOKIE);
    assert.match(whole, /^[\w-]{43}$/);
    assert.notEqual(whole, half);
    for (const [what, token] of [['planted', planted], ['half', half]]) assert.equal((await statusWith(token)).status, 401, `the ${what} one`);
    assert.equal((await statusWith(whole)).status, 200);
});

test('the half session between password and code opens no page at all', async () => {
    const login = world.login(tenant);
    world.makeRoomForSms(login);
    await world.forgetSentCodes(tenant);
    const client = world.client(tenant);
    await client.follow(await client.press(await client.open('/inloggen'), 'Inloggen', { Gebruikersnaam: login.login, Wachtwoord: login.password }));
    for (const { method, pattern } of (await routesOf(world)).filter(isGated)) {
        const visitor = client.at(client.host);
        const answer = await visitor.request(method, fill(pattern, partOf(pattern) ? '00000000-0000-4000-8000-000000000000' : ''), method === 'POST' ? { form: {} } : {});
        if (method === 'POST') assert.equal(answer.status, 403, `${method} ${pattern}`);
        else assert.deepEqual([answer.status, answer.location?.replace(/\?.*/, ''), answer.cookies, answer.body], [303, '/verificatie', [], ''], pattern);
    }
});

test('signing in again in a browser that is signed in gives a new session and ends the one before', async () => {
    const client = await world.signIn(tenant);
    const before = client.jar.get(COOKIE);
    // The login page leads on to the start page for who is in; the form itself can be sent all the same.
    const csrf = await formToken(client);
    const login = world.login(tenant);
    const answer = await client.post('/inloggen', { csrf, gebruikersnaam: login.login, wachtwoord: login.password });
    assert.equal(answer.location, '/start');
    const now = client.jar.get(COOKIE);
    assert.match(now, /^[\w-]{43}$/);
    assert.notEqual(now, before);
    assert.deepEqual(await statusWith(before), { status: 401, cleared: true });
    assert.equal((await statusWith(now)).status, 200);
});

test('a wrong password leaves the session of this browser alone, and gives none', async () => {
    const client = await world.signIn(tenant);
    const before = client.jar.get(COOKIE);
    const csrf = await formToken(client);
    assert.equal((await client.post('/inloggen', { csrf, gebruikersnaam: world.login(tenant).login, wachtwoord: 'dit is het niet' })).status, 401);
    assert.equal(client.jar.get(COOKIE), before);
    assert.equal((await client.get('/start')).status, 200);
});

test('opening the portal once more while waiting for the code leads back to the code, which still works', async () => {
    const person = await makeLogin(world, tenant);
    const client = world.client(tenant);
    const page = await client.press(await client.open('/inloggen'), 'Inloggen', { Gebruikersnaam: person.login, Wachtwoord: person.password });
    assert.match(page.location, /^\/verificatie/);
    const sms = await until('the SMS', () => world.sms(tenant).find((m) => m.to === person.phone));
    const verify = await client.open(`/dossier/lezen/rapportage/${person.ids.report}`);
    assert.match(verify.path, /^\/verificatie\?terug=/);
    const inside = await client.follow(await client.press(verify, 'Code controleren', { Code: /\b(\d{6})\b/.exec(sms.text)[1] }));
    assert.equal(inside.path, `/dossier/lezen/rapportage/${person.ids.report}`);
    assert.equal(inside.status, 200);
});

test('a half session that was left alone is over like any other', async () => {
    const person = await makeLogin(world, tenant);
    const client = world.client(tenant);
    await client.press(await client.open('/inloggen'), 'Inloggen', { Gebruikersnaam: person.login, Wachtwoord: person.password });
    const token = client.jar.get(COOKIE);
    world.advanceClock(15 * MINUTE_S + 1);
    assert.deepEqual(await statusWith(token), { status: 401, cleared: true });
});

test('a session in which a new password must be chosen first opens no page', async () => {
    const person = await makePerson(world, tenant, 'Wachtwoordstap');
    const client = await sessionOf(world, tenant, person.account);
    assert.equal((await client.get('/start')).status, 200);
    await world.sql(tenant, `UPDATE session SET state = 'new_password' WHERE token_hash = '${sha256(client.token)}'`);
    for (const { method, pattern } of (await routesOf(world)).filter(isGated)) {
        const visitor = client.at(client.host);
        const path = fill(pattern, partOf(pattern) ? person.ids[partOf(pattern)] : '');
        const answer = await visitor.request(method, path, method === 'POST' ? { form: { csrf: await formToken(visitor, '/nieuw-wachtwoord'), client: person.ids.client } } : {});
        assert.deepEqual([answer.status, answer.location?.replace(/\?.*/, ''), answer.body], [303, '/nieuw-wachtwoord', ''], `${method} ${pattern}`);
    }
});

test('an admin ends the sessions of one login, or of the whole organisation, with one command', async () => {
    const [anna, piet] = [await world.signIn(tenant, 'anna.jansen'), await world.signIn(tenant, 'piet.puk')];
    const inside = async (client) => (await client.at(client.host).get('/start')).status;
    const elsewhere = await sessionOf(world, world.tenants[1], (await makePerson(world, world.tenants[1], 'Elders')).account);
    await world.ctl('session', 'end', tenant, 'anna.jansen');
    assert.deepEqual([await inside(anna), await inside(piet)], [401, 200]);
    const again = await world.signIn(tenant, 'anna.jansen');
    await world.ctl('session', 'end', tenant);
    assert.deepEqual([await inside(again), await inside(piet)], [401, 401]);
    assert.equal(await inside(elsewhere), 200, 'another organisation');
    const rows = await world.sql('control', `SELECT detail ->> 'ended' FROM admin_audit WHERE deed = 'session.end' AND tenant = '${tenant}' ORDER BY id`);
    assert.ok(rows.length >= 2);
    await assert.rejects(world.ctl('session', 'end', tenant, 'niemand.zo'), /no account/);
});

test('a session is known to the database by a hash only', async () => {
    const client = await world.signIn(tenant);
    const token = client.jar.get(COOKIE);
    const rows = await world.sql(tenant, `SELECT count(*) FILTER (WHERE token_hash = '${sha256(token)}'), count(*) FILTER (WHERE token_hash = '${token}') FROM session`);
    assert.deepEqual(rows, [['1', '0']]);
});
