// Signing in with password and SMS code, over plain HTTP.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';

const world = await sharedWorld();
const tenant = world.tenants[0];

test('the login page carries its labels, and nothing that a cache may keep', async () => {
    const page = await world.client(tenant).open('/inloggen');
    assert.equal(page.status, 200);
    for (const word of ['Gebruikersnaam', 'Wachtwoord', 'Inloggen', 'Wachtwoord vergeten?']) assert.ok(page.text.includes(word), word);
});

test('password and code lead to the start page, which no cache keeps', async () => {
    const client = await world.signIn(tenant);
    assert.equal(client.here.status, 200);
    assert.match(client.here.headers['cache-control'], /no-store/);
});

test('a wrong and an unknown name are answered alike, and no SMS is sent', async () => {
    const login = world.login(tenant);
    const sent = world.sms(tenant).length;
    const answers = [];
    for (const name of [login.login, 'niemand.zo']) {
        const client = world.client(tenant);
        const page = await client.open('/inloggen');
        answers.push(await client.follow(await client.press(page, 'Inloggen', { Gebruikersnaam: name, Wachtwoord: 'dit is niet het wachtwoord' })));
    }
    assert.equal(answers[0].status, answers[1].status);
    const alike = (answer, name) => answer.text.replaceAll(name, 'NAAM');
    assert.equal(alike(answers[0], login.login), alike(answers[1], 'niemand.zo'));
    assert.equal(world.sms(tenant).length, sent);
});

test('a wrong code does not sign in; the right one does, once', async () => {
    const login = world.login(tenant);
    const client = world.client(tenant);
    const seen = world.sms(tenant).length;
    const verify = await client.follow(await client.press(await client.open('/inloggen'), 'Inloggen', { Gebruikersnaam: login.login, Wachtwoord: login.password }));
    assert.match(verify.path, /^\/verificatie/);
    const code = await world.code(tenant, seen);
    const wrong = code === '000000' ? '000001' : '000000';
    const refused = await client.follow(await client.press(verify, 'Code controleren', { Code: wrong }));
    assert.match(refused.path, /^\/verificatie/);
    const inside = await client.follow(await client.press(refused, 'Code controleren', { Code: code }));
    assert.match(inside.path, /^\/start/);
    const other = world.client(tenant);
    const verifyOther = await other.follow(await other.press(await other.open('/inloggen'), 'Inloggen', { Gebruikersnaam: login.login, Wachtwoord: login.password }));
    const again = await other.follow(await other.press(verifyOther, 'Code controleren', { Code: code }));
    assert.doesNotMatch(again.path, /^\/start/, 'a used code was accepted in another browser');
});

test('signing out ends the session on the server', async () => {
    const client = await world.signIn(tenant);
    const cookies = new Map(client.jar);
    const page = await client.open('/uitloggen');
    await client.follow(await client.press(page, 'Uitloggen'));
    client.jar = cookies;
    const answer = await client.get('/start');
    assert.ok([401, 302, 303].includes(answer.status), `status ${answer.status} with the old cookie`);
    if (answer.status !== 401) assert.match(answer.location, /inloggen/);
});

test("a session of one organisation is nothing at another's host", async () => {
    const client = await world.signIn(tenant);
    const other = client.at(`${world.host(world.tenants[1])}:${world.portalPort}`);
    const answer = await other.get('/start');
    assert.equal(answer.status, 401);
    assert.ok(answer.cookies.length > 0, 'the cookie is cleared');
});
