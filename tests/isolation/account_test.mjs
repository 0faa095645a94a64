// What a signed-in person changes about their own account, and what somebody with a session or a password alone can't.
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { formToken, makeLogin, makePerson, portalNow, sessionOf, sha256 } from './people.mjs';

const world = await sharedWorld();
// Where people may change number and address themselves.
const tenant = world.tenants.find((t) => t === 'zuyderland') ?? world.tenants[0];
const SESSION = '__Host-inzage_session';
const DEVICE = '__Host-inzage_device';

const newPhone = () => `+3162${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
const smsTo = (phone) => world.sms(tenant).filter((m) => m.to === phone);
const mailTo = (email) => world.mail(tenant).filter((m) => m.to === email);
const codeIn = (message) => /\b(\d{6})\b/.exec(message.text)[1];
const other = (code) => (code === '000000' ? '000001' : '000000');
const nextSms = async (phone, seen) => codeIn(await until('the SMS', () => smsTo(phone)[seen]));
const nextMail = async (email, seen) => until('the mail', () => mailTo(email)[seen]);
const csrfOf = (page) => /name="csrf" value="([^"]*)"/.exec(page.body)[1];
const inside = async (client, token = client.jar.get(SESSION)) => (await client.get('/start', { headers: { cookie: `${SESSION}=${token}` }, cookies: false })).status;
const field = async (person, column) => (await world.sql(tenant, `SELECT ${column} FROM account WHERE id = '${person.account}'`))[0]?.[0] ?? '';
const events = async (person, since) => (await world.sql(tenant, `SELECT event, action, outcome, reason, rule FROM access_log WHERE account_id = '${person.account}' AND id > ${since} ORDER BY id`)).map((r) => r.join(' ').trim());
const lastRow = async () => Number((await world.sql(tenant, 'SELECT coalesce(max(id), 0) FROM access_log'))[0][0]);

async function signedIn() {
    const person = await makeLogin(world, tenant, 'Eigenaar');
    return { person, client: await sessionOf(world, tenant, person.account) };
}
// The form with what is new and the password; gives where it leads.
async function askFor(client, person, what, value, password = person.password) {
    return client.press(await client.open(`/profiel/${what}`), 'Verder', { nieuw: value, wachtwoord: password });
}
// Up to the code field for the new number or address.
async function confirmed(client, person, what, value) {
    const [sms, mail] = [smsTo(person.phone).length, mailTo(value).length];
    const asked = await client.follow(await askFor(client, person, what, value));
    assert.equal(asked.path, '/bevestigen', asked.text.slice(0, 300));
    const seen = what === 'mobiel' ? smsTo(value).length : mail;
    const page = await client.follow(await client.press(asked, 'Code controleren', { code: await nextSms(person.phone, sms) }));
    return { page, seen };
}

test('a new mobile number: password, a code to the old number, a code to the new one; then the old ones are told and all other sessions and devices are out', async () => {
    const { person, client } = await signedIn();
    const elsewhere = await sessionOf(world, tenant, person.account);
    await world.sql(tenant, `INSERT INTO trusted_device (account_id, token_hash, name, trusted_at, last_used_at) VALUES ('${person.account}', '${sha256(randomUUID())}', 'Oud', '${portalNow(world)}', '${portalNow(world)}')`);
    const phone = newPhone();
    const start = client.jar.get(SESSION);
    const since = await lastRow();
    const { page, seen } = await confirmed(client, person, 'mobiel', `0${phone.slice(3, 5)}-${phone.slice(5)}`.replace('-', '-'));
    const between = client.jar.get(SESSION);
    assert.notEqual(between, start, 'a code renews the session');
    assert.equal(await inside(client, start), 401, 'and the old cookie is worth nothing');
    assert.equal(page.path, '/profiel/mobiel/code');
    assert.equal(await field(person, 'phone'), person.phone, 'nothing counts yet');
    assert.equal(await inside(elsewhere), 200);
    const told = smsTo(person.phone).length;
    const done = await client.follow(await client.press(page, 'Code controleren', { code: await nextSms(phone, seen) }));
    assert.match(done.text, /Uw mobiele nummer is gewijzigd/);
    assert.equal(await field(person, 'phone'), phone);
    assert.equal(await inside(elsewhere), 401);
    assert.equal(await inside(client, between), 401);
    assert.equal(await inside(client), 200);
    assert.deepEqual(await world.sql(tenant, `SELECT count(*) FROM trusted_device WHERE account_id = '${person.account}' AND revoked_at IS NULL`), [['0']]);
    assert.match((await until('the SMS to the old number', () => smsTo(person.phone)[told])).text, /nummer.*gewijzigd/);
    assert.match((await nextMail(person.email, 0)).text, /mobiele nummer gewijzigd/);
    assert.ok((await events(person, since)).includes('phone_changed U granted  change:phone'), (await events(person, since)).join('\n'));
});

test('the care record receives the whole contact with the new number, and its own copy shows it', async () => {
    for (const kind of ['contact', 'client']) {
        const { person, client } = await signedIn();
        const [[id, source, family]] = await world.sql(tenant, `SELECT k.id, k.source_id, k.family_name FROM ${kind} k WHERE k.source_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM account a WHERE a.${kind}_id = k.id) ORDER BY k.id LIMIT 1`);
        await world.sql(tenant, `UPDATE account SET ${kind}_id = '${id}' WHERE id = '${person.account}'`);
        const phone = newPhone();
        const { page, seen } = await confirmed(client, person, 'mobiel', phone);
        await client.follow(await client.press(page, 'Code controleren', { code: await nextSms(phone, seen) }));
        const [[told, key, name]] = await world.sql(tenant, `SELECT kind, idempotency_key, written_by_name FROM change WHERE object_id = '${id}'`);
        assert.deepEqual([told, name.includes('Eigenaar')], [kind, true], name);
        assert.deepEqual(await world.sql(tenant, `SELECT phone FROM ${kind} WHERE id = '${id}'`), [[phone]]);
        await world.sync(tenant);
        const folder = world.file('drops', tenant, 'outgoing');
        const file = await until('the outgoing file', () => existsSync(folder) && readdirSync(folder).find((one) => one.includes(key)));
        const text = readFileSync(`${folder}/${file}`, 'utf8');
        for (const part of [phone, source, 'update', ...(kind === 'contact' ? [family] : [])]) assert.ok(text.includes(`"${part}"`), `${part}: ${text}`);
    }
});

test('a new e-mail address: password, a code to the telephone, a code by mail; the old address is told, the login name stays', async () => {
    const { person, client } = await signedIn();
    const elsewhere = await sessionOf(world, tenant, person.account);
    const email = `nieuw.${person.account}@example.nl`;
    const { page, seen } = await confirmed(client, person, 'email', ` ${email.toUpperCase()} `);
    assert.equal(page.path, '/profiel/email/code');
    const mail = await nextMail(email, 0);
    assert.equal(seen, 0);
    const done = await client.follow(await client.press(page, 'Code controleren', { code: codeIn(mail) }));
    assert.match(done.text, /Uw e-mailadres is gewijzigd/);
    assert.deepEqual([await field(person, 'email'), await field(person, 'login_name')], [email, person.login]);
    assert.equal(await inside(elsewhere), 401);
    assert.match((await nextMail(person.email, 0)).text, /e-mailadres gewijzigd/);
    assert.equal(mailTo(email).length, 1, 'the new address gets the code only');
});

test('Het Spectrum: "U ontvangt een SMS bij elke wijziging van uw persoonsgegevens, dus ook bij een wijziging van het wachtwoord"', async () => {
    const there = 'hetspectrum';
    const person = await makeLogin(world, there, 'Spectrum');
    const client = await sessionOf(world, there, person.account);
    const kept = () => world.sql(there, `SELECT phone, email, password_hash FROM account WHERE id = '${person.account}'`);
    const was = await kept();
    const sent = () => world.sms(there).filter((m) => m.to === person.phone).length;
    const own = [...(await client.get('/profiel')).body.matchAll(/href="\/profiel\/(mobiel|email|wachtwoord|contactgegevens)"/g)].map((m) => m[1]);
    assert.deepEqual([...new Set(own)].sort(), ['email', 'mobiel', 'wachtwoord'], 'all that can be changed there');
    for (const [what, button, typed] of [
        ['mobiel', 'Verder', { nieuw: `0${newPhone().slice(3)}`, wachtwoord: person.password }],
        ['email', 'Verder', { nieuw: `ander.${person.account}@example.nl`, wachtwoord: person.password }],
        ['wachtwoord', 'Stuur mij de code', {}],
    ]) {
        await world.forgetSentCodes(there);
        const before = sent();
        const page = await client.follow(await client.press(await client.open(`/profiel/${what}`), button, typed));
        await until(`the SMS for ${what}`, () => sent() > before);
        assert.match(page.text, /code/i, what);
        assert.deepEqual(await kept(), was, `${what}: nothing counts before the code`);
    }
});

test('with a wrong password nothing is sent, what was typed stays, and guessing waits', async () => {
    const { person, client } = await signedIn();
    const seen = world.sms(tenant).length;
    for (let i = 0; i < 5; i += 1) {
        const wrong = await askFor(client, person, 'mobiel', '06-12 34 56 78', 'dit is het niet');
        assert.equal(wrong.status, 422);
        assert.match(wrong.body, /value="06-12 34 56 78"/);
    }
    const right = await askFor(client, person, 'mobiel', '06-12 34 56 78');
    assert.equal(right.status, 422, 'the right one waits too');
    assert.match(right.text, /te vaak/);
    assert.equal(world.sms(tenant).length, seen);
    assert.deepEqual(await world.sql(tenant, `SELECT count(*) FROM confirmation f JOIN session s ON s.id = f.session_id WHERE s.account_id = '${person.account}'`), [['0']]);
});

test('a number that gets no SMS is refused before anything is sent or the password is looked at', async () => {
    const { person, client } = await signedIn();
    const seen = world.sms(tenant).length;
    for (const [number, why] of [
        ['+1 212 555 0123', /Naar dit land/],
        ['0900 1234', /sturen wij geen sms|geen telefoonnummer/],
        ['010 123 45 67', /geen mobiel nummer/],
        ['12', /geen telefoonnummer/],
        ['', /Vul uw nieuwe mobiele nummer in/],
    ]) {
        const answer = await askFor(client, person, 'mobiel', number);
        assert.equal(answer.status, 422, number);
        assert.match(answer.text, why, number);
    }
    assert.equal(world.sms(tenant).length, seen);
    assert.deepEqual(await world.sql(tenant, `SELECT count(*) FROM login_attempt WHERE account_id = '${person.account}'`), [['0']]);
});

test('a step out of order is 403 and changes nothing', async () => {
    const { person, client } = await signedIn();
    const token = csrfOf(await client.open('/profiel'));
    for (const path of ['/bevestigen', '/profiel/mobiel/code', '/profiel/email/code']) {
        assert.equal((await client.get(path)).status, 403, path);
        assert.equal((await client.post(path, { csrf: token, code: '123456' })).status, 403, path);
    }
    for (const path of ['/bevestigen/nieuwe-code', '/profiel/mobiel/nieuwe-code', '/profiel/email/nieuwe-code']) assert.equal((await client.post(path, { csrf: token })).status, 403, path);
    // With the password only: the code to the old number is still to come.
    const phone = newPhone();
    assert.equal((await askFor(client, person, 'mobiel', phone)).location, '/bevestigen');
    assert.equal((await client.get('/profiel/mobiel/code')).status, 403);
    assert.equal((await client.post('/profiel/mobiel/code', { csrf: token, code: '123456' })).status, 403);
    assert.equal((await client.post('/profiel/mobiel/nieuwe-code', { csrf: token })).status, 403);
    assert.equal((await client.get('/profiel/email/code')).status, 403, 'nor does it confirm another change');
    assert.equal(smsTo(phone).length, 0);
    assert.deepEqual([await field(person, 'phone'), await field(person, 'email')], [person.phone, person.email]);
});

test('the code to the old number is asked again when it is older than five minutes by the time the new one is proven', async () => {
    const { person, client } = await signedIn();
    const phone = newPhone();
    const { page, seen } = await confirmed(client, person, 'mobiel', phone);
    const code = await nextSms(phone, seen);
    const old = smsTo(person.phone).length;
    // The confirmation is as old as can be; the new number's code was asked a minute ago.
    await world.sql(tenant, `UPDATE confirmation SET confirmed_at = confirmed_at - interval '301 seconds' WHERE session_id IN (SELECT id FROM session WHERE account_id = '${person.account}')`);
    const again = await client.follow(await client.press(page, 'Code controleren', { code }));
    assert.equal(again.path, '/bevestigen');
    assert.equal(await field(person, 'phone'), person.phone);
    world.advanceClock(31);
    const more = smsTo(person.phone).length > old ? again : await client.follow(await client.press(again, 'Geen code ontvangen'));
    const done = await client.follow(await client.press(more, 'Code controleren', { code: await nextSms(person.phone, old) }));
    assert.match(done.text, /Uw mobiele nummer is gewijzigd/);
    assert.equal(await field(person, 'phone'), phone);
});

test('five wrong codes end a code here too, another browser can\'t use one, and the code is on no page', async () => {
    const { person, client } = await signedIn();
    const seen = smsTo(person.phone).length;
    let page = await client.follow(await askFor(client, person, 'mobiel', newPhone()));
    const code = await nextSms(person.phone, seen);
    assert.ok(!page.body.includes(code));
    assert.match(page.text, /sms nummer \d/);
    const thief = await sessionOf(world, tenant, person.account);
    assert.equal((await thief.post('/bevestigen', { csrf: csrfOf(await thief.open('/profiel')), code })).status, 403);
    for (let i = 0; i < 5; i += 1) page = await client.press(page, 'Code controleren', { code: other(code) });
    assert.equal(page.status, 422);
    assert.equal((await client.press(page, 'Code controleren', { code })).status, 422, 'the right one is dead too');
    assert.equal((await client.follow(await client.press(page, 'Geen code ontvangen'))).path, '/bevestigen?nieuw=wacht');
    world.advanceClock(31);
    assert.equal((await client.follow(await client.press(page, 'Geen code ontvangen'))).path, '/bevestigen?nieuw=verstuurd');
});

test('an address that another account has gets a letter without a code, and the page says what it always says', async () => {
    const { person, client } = await signedIn();
    const them = await makeLogin(world, tenant, 'Buur');
    const { page } = await confirmed(client, person, 'email', them.email);
    const free = await signedIn();
    const fresh = `vrij.${free.person.account}@example.nl`;
    const { page: usual } = await confirmed(free.client, free.person, 'email', fresh);
    const plain = (answer, ...words) => words.reduce((text, word) => text.replaceAll(word, 'X'), answer.text.replace(/\d{1,2}\.\d{2} uur/g, 'T'));
    assert.equal(plain(page, them.email), plain(usual, fresh));
    const letter = await nextMail(them.email, 0);
    assert.match(letter.text, /al een account/);
    assert.doesNotMatch(letter.text, /\b\d{6}\b/);
    assert.doesNotMatch(letter.text, new RegExp(person.login));
});

test('devices: the own ones are listed, one is forgotten with the sessions on it, others can\'t be touched', async () => {
    const { person, client } = await signedIn();
    const stranger = await signedIn();
    const make = async (owner, name) => (await world.sql(tenant, `INSERT INTO trusted_device (account_id, token_hash, name, trusted_at, last_used_at) VALUES ('${owner.account}', '${randomUUID()}', '${name}', '${portalNow(world)}', '${portalNow(world)}') RETURNING id`))[0][0];
    const [tablet, phone, theirs] = [await make(person, 'Safari op iPad'), await make(person, 'Chrome op Android'), await make(stranger.person, 'Edge op Windows')];
    const onTablet = await sessionOf(world, tenant, person.account);
    await world.sql(tenant, `UPDATE session SET device_id = '${tablet}' WHERE token_hash = '${sha256(onTablet.token)}'`);
    const page = await client.open('/profiel');
    assert.match(page.text, /Safari op iPad/);
    assert.doesNotMatch(page.text, /Edge op Windows/);
    const csrf = csrfOf(page);
    for (const id of [theirs, randomUUID(), 'x', '']) assert.equal((await client.post('/profiel/apparaten/vergeet', { csrf, apparaat: id })).status, 404, id);
    const since = await lastRow();
    assert.equal((await client.post('/profiel/apparaten/vergeet', { csrf, apparaat: tablet })).location, '/profiel?gedaan=apparaat');
    assert.deepEqual(await events(person, since), ['device_forgotten D granted  own'], 'one row');
    assert.equal(await inside(onTablet), 401);
    assert.equal(await inside(client), 200);
    const alive = async (id) => (await world.sql(tenant, `SELECT revoked_at IS NULL FROM trusted_device WHERE id = '${id}'`))[0][0];
    assert.deepEqual([await alive(tablet), await alive(phone), await alive(theirs)], ['f', 't', 't']);
    await make(person, 'Firefox op Linux');
    await client.press(await client.open('/profiel'), 'Vergeet alle apparaten');
    assert.deepEqual([await alive(phone), await alive(theirs)], ['f', 't']);
});

test('sessions: listed with this one marked, one is ended, all are ended, those of others are out of reach', async () => {
    const { person, client } = await signedIn();
    const stranger = await signedIn();
    const second = await sessionOf(world, tenant, person.account);
    const third = await sessionOf(world, tenant, person.account);
    const idOf = async (token) => (await world.sql(tenant, `SELECT id FROM session WHERE token_hash = '${sha256(token)}'`))[0][0];
    const page = await client.open('/profiel');
    assert.equal(page.text.match(/Hier bent u nu/g).length, 1);
    const csrf = csrfOf(page);
    assert.equal((await client.post('/profiel/plekken/uitloggen', { csrf, plek: await idOf(stranger.client.token) })).status, 404);
    assert.equal((await client.post('/profiel/plekken/uitloggen', { csrf, plek: await idOf(client.token) })).status, 404, 'this one is left by signing out');
    assert.equal((await client.post('/profiel/plekken/uitloggen', { csrf, plek: await idOf(second.token) })).location, '/profiel?gedaan=plek');
    assert.deepEqual([await inside(second), await inside(third), await inside(client), await inside(stranger.client)], [401, 200, 200, 200]);
    const everywhere = await client.press(page, 'Overal uitloggen');
    assert.equal(everywhere.location, '/uitgelogd');
    assert.deepEqual([await inside(third), await inside(client, client.token), await inside(stranger.client)], [401, 401, 200]);
    assert.ok(!client.jar.has(SESSION));
});

test('a device cookie is useless without the password, for another account, and once it is forgotten', async () => {
    const person = await makeLogin(world, tenant, 'Apparaat');
    const client = await world.signIn(tenant, { ...person, tenant });
    const device = client.jar.get(DEVICE);
    assert.match(device, /^[\w-]{43}\./);
    const hashes = await world.sql(tenant, `SELECT token_hash FROM trusted_device WHERE account_id = '${person.account}'`);
    assert.equal(hashes.length, 1);
    assert.ok(!device.includes(hashes[0][0]));
    const again = async (login, password) => {
        const visitor = world.client(tenant);
        visitor.jar.set(DEVICE, device);
        return visitor.press(await visitor.open('/inloggen'), 'Inloggen', { Gebruikersnaam: login, Wachtwoord: password });
    };
    assert.equal((await again(person.login, 'dit is het niet')).status, 401);
    assert.equal((await again(person.login, person.password)).location, '/start');
    await client.press(await client.open('/profiel'), 'Vergeet dit apparaat');
    world.advanceClock(11 * 60);
    assert.match((await again(person.login, person.password)).location, /^\/verificatie/);
});

// ---- backups of the telephone

const portalSeconds = () => Math.floor(Date.parse(portalNow(world)) / 1000);
// RFC 6238 with the words of this test, not the portal's.
function appCode(shown, step = Math.floor(portalSeconds() / 30)) {
    const bits = [...shown.replaceAll(' ', '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const secret = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac('sha1', secret).update(counter).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0');
}
async function proven(client, person, path, button) {
    const seen = smsTo(person.phone).length;
    const asked = await client.follow(await client.press(await client.open(path), button));
    assert.equal(asked.path, '/bevestigen', asked.text.slice(0, 200));
    return client.follow(await client.press(asked, 'Code controleren', { code: await nextSms(person.phone, seen) }));
}
async function recoveryCodes(client, person) {
    const page = await client.press(await proven(client, person, '/profiel/codes', 'Tien nieuwe codes maken'), 'Tien nieuwe codes maken');
    assert.equal(page.status, 200);
    return page.body.match(/\b\d{5}-\d{5}\b/g);
}
async function atCode(person, visitor = world.client(tenant)) {
    const page = await visitor.follow(await visitor.press(await visitor.open('/inloggen'), 'Inloggen', { Gebruikersnaam: person.login, Wachtwoord: person.password }));
    assert.match(page.path, /^\/verificatie/, page.text.slice(0, 200));
    return { visitor, page };
}

test('ten printed codes: shown once, each good once, kept hashed; a new set kills the old, and the owner is told', async () => {
    const { person, client } = await signedIn();
    const codes = await recoveryCodes(client, person);
    assert.equal(new Set(codes).size, 10);
    assert.doesNotMatch((await client.open('/profiel/codes')).body, /\b\d{5}-\d{5}\b/);
    const kept = JSON.stringify(await world.sql(tenant, `SELECT r.code_hash, a.recovery_key_sealed FROM recovery_code r JOIN account a ON a.id = r.account_id WHERE a.id = '${person.account}'`));
    for (const code of codes) assert.ok(!kept.includes(code) && !kept.includes(code.replace('-', '')));
    world.advanceClock(11 * 60);
    const first = await atCode(person);
    const inPortal = await first.visitor.follow(await first.visitor.press(first.page, 'Deze code gebruiken', { code: codes[0].replace('-', ' ') }));
    assert.equal(inPortal.path, '/start', inPortal.text.slice(0, 200));
    assert.ok(!first.visitor.jar.has(DEVICE), 'paper makes no device known unless that is wished');
    assert.match((await until('the mail', () => mailTo(person.email).find((m) => /code van papier/.test(m.subject)))).text, /nog 9 codes/);
    const again = await atCode(person);
    assert.equal((await again.visitor.press(again.page, 'Deze code gebruiken', { code: codes[0] })).status, 422, 'a second time');
    const wished = await again.visitor.press(again.page, 'Deze code gebruiken', { code: codes[1], vertrouw: 'ja' });
    assert.equal(wished.location, '/start');
    assert.ok(again.visitor.jar.has(DEVICE));
    await client.open('/start'); // who is away for a quarter of an hour is signed out
    world.advanceClock(11 * 60);
    const fresh = await recoveryCodes(client, person);
    const third = await atCode(person);
    assert.equal((await third.visitor.press(third.page, 'Deze code gebruiken', { code: codes[2] })).status, 422, 'of the old set');
    assert.equal((await third.visitor.press(third.page, 'Deze code gebruiken', { code: fresh[0] })).location, '/start');
});

test('wrong printed codes count with the others: after twenty in a day the factor is blocked, for the right one too', async () => {
    const { person, client } = await signedIn();
    const codes = await recoveryCodes(client, person);
    world.advanceClock(11 * 60);
    const { visitor, page } = await atCode(person);
    const wrong = (code) => visitor.post('/verificatie', { csrf: csrfOf(page), code });
    for (let i = 0; i < 19; i += 1) assert.equal((await wrong(`00000-000${String(i).padStart(2, '0')}`)).status, 422);
    assert.equal((await wrong('00000-00099')).status, 403);
    assert.equal((await wrong(codes[0])).status, 403);
    assert.match((await until('the mail', () => mailTo(person.email).find((m) => /blok/i.test(m.subject + m.text)))).text, /./);
});

test('backups change only after a proof, which lets one change through', async () => {
    const { person, client } = await signedIn();
    const csrf = csrfOf(await client.open('/profiel/codes'));
    assert.equal((await client.get('/profiel/codes/app')).status, 403);
    assert.equal((await client.post('/profiel/codes/app', { csrf, code: '123456' })).status, 403);
    for (const path of ['/profiel/codes/maken', '/profiel/codes/app-aan', '/profiel/codes/app-uit']) assert.equal((await client.post(path, { csrf })).location, '/bevestigen', path);
    assert.deepEqual(await world.sql(tenant, `SELECT count(*) FROM recovery_code WHERE account_id = '${person.account}'`), [['0']]);
    assert.equal(await field(person, 'second_factor'), 'sms');
    world.advanceClock(11 * 60);
    await recoveryCodes(client, person);
    const second = await client.press(await client.open('/profiel/codes'), 'Tien nieuwe codes maken');
    assert.equal(second.location, '/bevestigen', 'used up');
});

test('codes of an app: proven before they count, asked in place of the SMS, each good once, wrong ones counted, and back to SMS', async () => {
    const { person, client } = await signedIn();
    const page = await proven(client, person, '/profiel/codes', 'Een app gebruiken');
    assert.equal(page.path, '/profiel/codes/app');
    const secret = /<strong>([A-Z2-7 ]{39})<\/strong>/.exec(page.body)[1];
    assert.match(page.body, /<path d="M\d/);
    assert.equal((await client.press(page, 'App gebruiken', { code: other(appCode(secret)) })).status, 422);
    assert.equal(await field(person, 'second_factor'), 'sms', 'not yet');
    assert.equal((await client.press(page, 'App gebruiken', { code: appCode(secret) })).location, '/profiel/codes?gedaan=aan');
    assert.equal(await field(person, 'second_factor'), 'totp');
    const sealed = await field(person, 'totp_secret_sealed');
    assert.ok(sealed.length > 20 && !sealed.includes(secret.replaceAll(' ', '')));
    const sms = smsTo(person.phone).length;
    const first = await atCode(person);
    assert.match(first.page.text, /Open de app/);
    assert.equal((await first.visitor.press(first.page, 'Code controleren', { code: appCode(secret) })).status, 422, 'the step that proved the app is used');
    world.advanceClock(60);
    const code = appCode(secret);
    assert.equal((await first.visitor.press(first.page, 'Code controleren', { code })).location, '/start');
    const second = await atCode(person);
    assert.equal((await second.visitor.press(second.page, 'Code controleren', { code })).status, 422, 'a replay');
    for (let i = 0; i < 4; i += 1) await second.visitor.press(second.page, 'Code controleren', { code: other(appCode(secret)) });
    world.advanceClock(60);
    assert.equal((await second.visitor.press(second.page, 'Code controleren', { code: appCode(secret) })).status, 422, 'five wrong ones end it');
    assert.equal(smsTo(person.phone).length, sms, 'no SMS at all');
    world.advanceClock(60);
    const asked = await client.follow(await client.press(await client.open('/profiel/codes'), 'Weer sms gebruiken'));
    assert.equal(asked.path, '/bevestigen');
    const back = await client.follow(await client.press(asked, 'Code controleren', { code: appCode(secret) }));
    assert.equal((await client.press(back, 'Weer sms gebruiken')).location, '/profiel/codes?gedaan=uit');
    assert.deepEqual([await field(person, 'second_factor'), await field(person, 'totp_secret_sealed')], ['sms', '']);
});

test('Zuyderland: "Bij de profielinstellingen kunt u de contactgegevens wijzigen": telephone and address are kept, odd ones refused, and elsewhere the page is not offered', async () => {
    const person = await makePerson(world, 'zuyderland', 'Contactgegevens');
    const client = await sessionOf(world, 'zuyderland', person.account);
    const form = await client.open('/profiel/contactgegevens');
    assert.equal(form.status, 200);
    const wrong = await client.press(form, 'Bewaren', { telefoon: '12', adres: 'Dorpsstraat 1' });
    assert.deepEqual([wrong.status, /Dit is geen telefoonnummer/.test(wrong.text), wrong.body.includes('value="12"')], [422, true, true]);
    const done = await client.follow(await client.press(form, 'Bewaren', { telefoon: '0113 12 34 56', adres: 'Dorpsstraat 1\r\n4331 AB <b>Middelburg</b>' }));
    assert.match(done.text, /Uw gegevens zijn bewaard/);
    assert.match(done.text, /0113 12 34 56/);
    assert.match(done.body, /Dorpsstraat 1<br>\s*4331 AB &lt;b&gt;Middelburg/);
    const rows = await world.sql('zuyderland', `SELECT action, outcome FROM access_log WHERE event = 'account.details' AND account_id = '${person.account}' ORDER BY id`);
    assert.deepEqual(rows, [['R', 'granted'], ['U', 'granted'], ['U', 'granted']]);
    const elsewhere = await sessionOf(world, 'treant', (await makePerson(world, 'treant', 'Contactgegevens')).account);
    assert.equal((await elsewhere.get('/profiel/contactgegevens')).status, 404);
    assert.equal((await elsewhere.post('/profiel/contactgegevens', { csrf: await formToken(elsewhere), telefoon: '0113123456' })).status, 404);
    const [[kept]] = await world.sql('treant', "SELECT count(*) FROM account WHERE landline <> ''");
    assert.equal(kept, '0');
});
