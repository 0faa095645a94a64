// When an organisation asks a code and when a new password, by its own published rules, and changing one's own password.
import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { makeLogin, portalNow, sessionOf, sha256 } from '../isolation/people.mjs';

const world = await sharedWorld();
const [first] = world.tenants;
const DAY_S = 24 * 3600;
const NEW = 'gele tulpen op woensdag';
// What the organisations publish: days without a login, days of trust, and the age of a password.
const RULES = {
    debeyart: { idle: 30, age: 180 },
    hetspectrum: { idle: 30, age: 180, loginIsEmail: true },
    treant: { idle: 90, age: 180 },
    svrz: { idle: 90, age: 180, password: 90 },
    zuyderland: { idle: 30, age: 7 },
};

const smsTo = (person) => world.sms().filter((m) => m.to === person.phone);
const mailTo = (person) => world.mail().filter((m) => m.to === person.email);
const codeOf = async (person, seen) => /\b(\d{6})\b/.exec((await until('the SMS', () => smsTo(person)[seen])).text)[1];
const ago = (days) => `'${portalNow(world, -days * DAY_S - 60)}'`;

// A browser whose device this person trusts since so many days and used so many days ago.
async function trusted(tenant, person, { since = 1, used = 1 } = {}) {
    const client = world.client(tenant);
    const token = randomBytes(32).toString('base64url');
    const mark = createHmac('sha256', token).update(`device at ${tenant}`).digest('hex').slice(0, 16);
    await world.sql(
        tenant,
        `INSERT INTO trusted_device (account_id, token_hash, name, trusted_at, last_used_at)
         VALUES ('${person.account}', '${sha256(`${token} of ${person.account}`)}', 'Proef', ${ago(since)}, ${ago(Math.min(used, since))})`,
    );
    client.jar.set('__Host-inzage_device', `${token}.${mark}`);
    return client;
}
async function login(tenant, person, client, password = person.password) {
    await world.forgetSentCodes(tenant);
    const page = await client.open('/inloggen');
    const shared = RULES[tenant].loginIsEmail;
    return client.press(page, 'Inloggen', { Gebruikersnaam: shared ? person.email : person.login, Wachtwoord: password, ...(shared ? { gebruiker: 'client' } : {}) });
}
const csrfOf = (page) => /name="csrf" value="([^"]*)"/.exec(page.body)[1];
const asks = (answer) => {
    assert.equal(answer.status, 303);
    return answer.location === '/verificatie';
};
const set = (tenant, person, columns) => world.sql(tenant, `UPDATE account SET ${columns} WHERE id = '${person.account}'`);

for (const tenant of world.tenants.filter((t) => RULES[t])) {
    const rule = RULES[tenant];
    describe(`${tenant}, by its own rules`, () => {
        test('a code is asked the first time, on another device, after days without a login and at an age of the trust, and else not', async () => {
            const person = await makeLogin(world, tenant);
            assert.ok(asks(await login(tenant, person, world.client(tenant))), 'on another device');
            assert.ok(!asks(await login(tenant, person, await trusted(tenant, person))), 'on a trusted one');
            const idle = Math.min(rule.idle, rule.age);
            assert.ok(!asks(await login(tenant, person, await trusted(tenant, person, { since: idle - 1, used: idle - 1 }))), `${idle - 1} days without a login`);
            assert.ok(asks(await login(tenant, person, await trusted(tenant, person, { since: idle, used: idle }))), `${idle} days without a login`);
            assert.ok(!asks(await login(tenant, person, await trusted(tenant, person, { since: rule.age - 1, used: 1 }))), `trusted for ${rule.age - 1} days`);
            assert.ok(asks(await login(tenant, person, await trusted(tenant, person, { since: rule.age, used: 1 }))), `trusted for ${rule.age} days`);
            await set(tenant, person, 'first_login_at = NULL, last_login_at = NULL');
            assert.ok(asks(await login(tenant, person, await trusted(tenant, person))), 'the first time');
        });

        test('a password that was handed out is replaced at the first login', async () => {
            const person = await makeLogin(world, tenant);
            await set(tenant, person, "first_login_at = NULL, last_login_at = NULL, password_state = 'must_change'");
            const client = world.client(tenant);
            const seen = smsTo(person).length;
            const verify = await client.follow(await login(tenant, person, client));
            const page = await client.follow(await client.press(verify, 'Code controleren', { Code: await codeOf(person, seen) }));
            assert.match(page.path, /^\/nieuw-wachtwoord/);
            assert.notEqual((await client.get('/start')).status, 200);
        });

        test(rule.password ? `a password ends after ${rule.password} days, and after ${rule.password} days without a login: a code, and a new one` : 'a password ends by no age', async () => {
            const days = rule.password ?? 400;
            for (const columns of ['password_set_at', 'last_login_at']) {
                const person = await makeLogin(world, tenant);
                await set(tenant, person, `${columns} = ${ago(days - 1)}`);
                assert.ok(!asks(await login(tenant, person, await trusted(tenant, person))), `a day before: ${columns}`);
                await set(tenant, person, `${columns} = ${ago(days)}`);
                const client = await trusted(tenant, person);
                const seen = smsTo(person).length;
                const answer = await login(tenant, person, client);
                if (!rule.password) {
                    assert.doesNotMatch(answer.location, /verificatie|nieuw-wachtwoord/, columns);
                    continue;
                }
                assert.ok(asks(answer), `a code: ${columns}`);
                const page = await client.follow(await client.press(await client.follow(answer), 'Code controleren', { Code: await codeOf(person, seen) }));
                assert.match(page.path, /^\/nieuw-wachtwoord/, columns);
                assert.ok(page.text.includes('verlopen'), 'it says why');
                const same = await client.press(page, 'Wachtwoord opslaan', { 'Nieuw wachtwoord': person.password, 'Nieuw wachtwoord nog een keer': person.password });
                assert.equal(same.status, 422);
                assert.ok(same.text.includes('oude wachtwoord'), 'not the same again');
                const inside = await client.follow(await client.press(same, 'Wachtwoord opslaan', { 'Nieuw wachtwoord': NEW, 'Nieuw wachtwoord nog een keer': NEW }));
                assert.match(inside.path, /^\/start/);
            }
        });

        test('the own password is changed with a code only', async () => {
            const person = await makeLogin(world, tenant);
            const client = await sessionOf(world, tenant, person.account);
            const ask = await client.open('/profiel/wachtwoord');
            assert.match(ask.text, /sms met een code/);
            assert.equal((await client.post('/profiel/wachtwoord', { csrf: csrfOf(ask), oud: person.password, wachtwoord: NEW, nogmaals: NEW })).status, 403);
        });
    });
}

test('the own password: a code, the old one, a new one with the reasons against a weak one; everywhere else is signed out and the owner told', async () => {
    const tenant = first;
    const person = await makeLogin(world, tenant);
    const [client, elsewhere] = [await sessionOf(world, tenant, person.account), await sessionOf(world, tenant, person.account)];
    await trusted(tenant, person);
    const hash = async () => (await world.sql(tenant, `SELECT password_hash FROM account WHERE id = '${person.account}'`))[0][0];
    const before = await hash();
    const ask = await client.open('/profiel/wachtwoord');
    const csrf = csrfOf(ask);
    const form = { csrf, oud: person.password, wachtwoord: NEW, nogmaals: NEW };
    assert.equal((await client.post('/profiel/wachtwoord', form)).status, 403, 'without the code');
    await world.forgetSentCodes(tenant);
    const seen = smsTo(person).length;
    const confirm = await client.follow(await client.press(ask, 'Stuur mij de code'));
    assert.match(confirm.path, /^\/bevestigen/);
    let page = await client.follow(await client.press(confirm, 'Code controleren', { Code: await codeOf(person, seen) }));
    assert.match(page.path, /^\/profiel\/wachtwoord/);
    const press = (old, chosen, again = chosen) =>
        client.press(page, 'Wachtwoord wijzigen', { 'Uw wachtwoord van nu': old, 'Nieuw wachtwoord': chosen, 'Nieuw wachtwoord nog een keer': again });
    for (const [old, chosen, again, reason] of [
        ['dit is het niet', NEW, NEW, 'niet uw wachtwoord van nu'],
        [person.password, 'kort', 'kort', 'te kort'],
        [person.password, 'welkom welkom welkom', 'welkom welkom welkom', 'veel mensen'],
        [person.password, 'abababababab', 'abababababab', 'te makkelijk'],
        [person.password, `${person.login}`, `${person.login}`, 'uw eigen naam'],
        [person.password, NEW, 'iets heel anders', 'niet gelijk'],
        [person.password, person.password, person.password, 'oude wachtwoord'],
    ]) {
        page = await press(old, chosen, again);
        assert.equal(page.status, 422, reason);
        assert.ok(page.text.includes(reason), `${reason}: ${page.text.slice(0, 400)}`);
        assert.ok(!page.body.includes(NEW) && !page.body.includes(person.password), 'no password comes back');
    }
    assert.equal(await hash(), before);
    const old_session = client.jar.get('__Host-inzage_session');
    const [mails, texts] = [mailTo(person).length, smsTo(person).length];
    const done = await client.follow(await press(person.password, NEW));
    assert.equal(done.status, 200);
    assert.ok(done.text.includes('Uw wachtwoord is gewijzigd'), done.text.slice(0, 300));
    assert.notEqual(client.jar.get('__Host-inzage_session'), old_session, 'a new session id');
    assert.equal((await elsewhere.get('/start')).status, 401, 'the other session is over');
    await until('the notice by mail', () => mailTo(person)[mails]);
    await until('the notice by SMS', () => smsTo(person)[texts]);
    assert.deepEqual(await world.sql(tenant, `SELECT count(*) FROM trusted_device WHERE account_id = '${person.account}' AND revoked_at IS NULL`), [['0']]);
    assert.equal((await client.post('/profiel/wachtwoord', { ...form, csrf: csrfOf(await client.open('/profiel/wachtwoord')) })).status, 403, 'one code, one change');
    const log = (await world.sql(tenant, `SELECT event, outcome, rule FROM access_log WHERE account_id = '${person.account}' AND event = 'password_changed'`)).map((r) => r.join(' '));
    assert.deepEqual(log, ['password_changed granted own']);
    assert.equal((await login(tenant, person, world.client(tenant))).status, 401, 'the old password');
    assert.ok(asks(await login(tenant, person, world.client(tenant), NEW)));
});
