// A forgotten password, for somebody who wants in with another's: steps out of turn, links of others, addresses to find
// out about, mails that lead elsewhere. At an organisation that mails links, and at one that mails passwords.
import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { makeLogin, sessionOf, sha256, withoutNoise } from './people.mjs';

const world = await sharedWorld();
const NEW = 'paarse fiets langs de dijk';
const DEVICE = '__Host-inzage_device';

// Which organisation mails what is its own setting; here it is seen from its page.
const says = await Promise.all(world.tenants.map(async (t) => [t, (await world.client(t).open('/wachtwoord-vergeten')).text]));
const byLink = says.find(([, text]) => text.includes('de link'))[0];
const byPassword = says.find(([, text]) => text.includes('voor één keer'))[0];

let last = 0;
const address = () => `127.0.${20 + Math.floor((last += 1) / 250)}.${(last % 250) + 1}`;
const visitorAt = (tenant) => Object.assign(world.client(tenant), { from: address() });
const csrfOf = (page) => /name="csrf" value="([^"]*)"/.exec(page.body)[1];
const mailTo = (person) => world.mail().filter((m) => m.to === person.email);
const smsTo = (person) => world.sms().filter((m) => m.to === person.phone);
const logOf = async (tenant, person) =>
    (await world.sql(tenant, `SELECT event, outcome, reason, rule FROM access_log WHERE account_id = '${person.account}' ORDER BY id`)).map((r) => r.join(' '));

async function ask(visitor, email, name) {
    const page = await visitor.open('/wachtwoord-vergeten');
    return visitor.press(page, 'Stuur mij een mail', { 'E-mailadres': email, ...(page.body.includes('name="gebruikersnaam"') ? { Gebruikersnaam: name } : {}) });
}
// Asks, and gives the mail.
async function asked(tenant, person, visitor = visitorAt(tenant)) {
    const seen = mailTo(person).length;
    assert.equal((await ask(visitor, person.email, person.login)).location, '/wachtwoord-vergeten/verstuurd');
    return until('the mail', () => mailTo(person)[seen]);
}
const linkIn = (mail) => /https?:\/\/\S+\/wachtwoord-vergeten\/(\S+)/.exec(mail.text);
const passwordIn = (mail) => /\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b/.exec(mail.text)[0];

// With the link of a new mail at the page that asks for the code; gives that page and the code.
async function atCode(person, visitor = visitorAt(byLink)) {
    const [, token] = linkIn(await asked(byLink, person));
    const seen = smsTo(person).length;
    const begin = await visitor.open(`/wachtwoord-vergeten/${token}`);
    const page = await visitor.follow(await visitor.press(begin, 'Stuur mij de code'));
    assert.match(page.path, /^\/verificatie/, page.text.slice(0, 200));
    const sms = await until('the SMS', () => smsTo(person)[seen]);
    return { visitor, token, page, code: /\b(\d{6})\b/.exec(sms.text)[1] };
}
const choose = (visitor, page, password = NEW) => visitor.press(page, 'Wachtwoord opslaan', { 'Nieuw wachtwoord': password, 'Nieuw wachtwoord nog een keer': password });
async function login(tenant, person, password, visitor = visitorAt(tenant)) {
    const page = await visitor.open('/inloggen');
    // Where an account is shared the e-mail address is the login name.
    const shared = page.body.includes('name="gebruiker"');
    return visitor.press(page, 'Inloggen', { Gebruikersnaam: shared ? person.email : person.login, Wachtwoord: password, ...(shared ? { gebruiker: 'client' } : {}) });
}
const hashOf = async (tenant, person) => (await world.sql(tenant, `SELECT password_hash FROM account WHERE id = '${person.account}'`))[0][0];

test('a link leads to a code, a new password and the login page: nobody is signed in by it, and both old ways are told', async () => {
    const person = await makeLogin(world, byLink);
    const elsewhere = await sessionOf(world, byLink, person.account);
    const { visitor, token, page, code } = await atCode(person);
    const fresh = await visitor.follow(await visitor.press(page, 'Code controleren', { Code: code }));
    assert.match(fresh.path, /^\/nieuw-wachtwoord/);
    const [mails, texts] = [mailTo(person).length, smsTo(person).length];
    const done = await choose(visitor, fresh);
    assert.equal(done.status, 303);
    const end = await visitor.follow(done);
    assert.match(end.path, /^\/inloggen/);
    assert.ok(end.text.includes('Uw wachtwoord is gewijzigd'), end.text.slice(0, 300));
    assert.equal((await visitor.get('/start')).status, 303, 'not signed in');
    assert.equal((await elsewhere.get('/start')).status, 401, 'who was in is out');
    const mail = await until('the notice by mail', () => mailTo(person)[mails]);
    const sms = await until('the notice by SMS', () => smsTo(person)[texts]);
    for (const { text } of [mail, sms]) assert.match(text, /[Ww]achtwoord.*gewijzigd/s);
    for (const { text } of [mail, sms]) assert.ok(!text.includes(NEW) && !text.includes(token), 'no secret in a notice');
    assert.equal((await login(byLink, person, person.password)).status, 401, 'the old password');
    assert.equal((await login(byLink, person, NEW)).location, '/verificatie', 'the new one, with a code');
    const log = await logOf(byLink, person);
    for (const row of ['reset_asked granted  link', 'code_sent granted  reset_link', 'password_changed granted  link']) assert.ok(log.includes(row), `${row} in ${log.join('; ')}`);
});

test('the link: 256 bits, hashed, the newest only, once, and for as long as the mail says', async () => {
    const person = await makeLogin(world, byLink);
    const [old, newest] = [await asked(byLink, person), await asked(byLink, person)].map((mail) => linkIn(mail)[1]);
    assert.match(newest, /^[\w-]{43}$/);
    const [rows] = [await world.sql(byLink, `SELECT token_hash FROM link_token WHERE account_id = '${person.account}'`)];
    assert.ok(rows.some(([hash]) => hash === sha256(newest)), 'kept as a hash');
    assert.ok(!JSON.stringify(rows).includes(newest));
    assert.equal((await visitorAt(byLink).open(`/wachtwoord-vergeten/${old}`)).status, 403, 'an older one');
    const first = visitorAt(byLink);
    const opened = await first.get(`/wachtwoord-vergeten/${newest}`);
    assert.equal(opened.status, 303);
    assert.ok(!opened.location.includes(newest), 'the token leaves the address at once');
    // Opened twice (a mail program looks first), used once.
    const second = visitorAt(byLink);
    const [a, b] = [await first.follow(opened), await second.open(`/wachtwoord-vergeten/${newest}`)];
    assert.ok(!a.body.includes(newest) && !b.body.includes(newest), 'the token is in no page');
    assert.equal((await first.press(a, 'Stuur mij de code')).location, '/verificatie');
    assert.equal((await second.press(b, 'Stuur mij de code')).status, 403);
    assert.equal((await visitorAt(byLink).open(`/wachtwoord-vergeten/${newest}`)).status, 403, 'used');
    const mail = await asked(byLink, person);
    const minutes = Number(/werkt (\d+) minuten/.exec(mail.text)[1]);
    world.advanceClock(minutes * 60 + 1);
    assert.equal((await visitorAt(byLink).open(`/wachtwoord-vergeten/${linkIn(mail)[1]}`)).status, 403, 'too old');
});

test('steps out of turn, repeated, or with what belongs to another: 403, and nothing changes', async () => {
    const [person, other] = [await makeLogin(world, byLink), await makeLogin(world, byLink)];
    const before = [await hashOf(byLink, person), await hashOf(byLink, other)];
    const { visitor, page, code } = await atCode(person);
    const stranger = await atCode(other);
    // The next step before this one.
    const csrf = csrfOf(page);
    const early = await visitor.post('/nieuw-wachtwoord', { csrf, wachtwoord: NEW, nogmaals: NEW });
    assert.equal(early.status, 403);
    assert.equal((await visitor.get('/start')).status, 303, 'the half session opens nothing');
    // Another's code, in this browser; this one's code, in another's.
    const again = await atCode(person, visitorAt(byLink));
    if (again.code !== stranger.code) assert.equal((await again.visitor.press(again.page, 'Code controleren', { Code: stranger.code })).status, 422);
    assert.equal((await stranger.visitor.press(stranger.page, 'Code controleren', { Code: again.code === stranger.code ? 'x' : again.code })).status, 422);
    // The step that is over, once more.
    const begin = again.visitor.at(again.visitor.host);
    assert.equal((await begin.post('/wachtwoord-vergeten/begin', { csrf: csrfOf(again.page) })).status, 403, 'begun already');
    const fresh = await again.visitor.follow(await again.visitor.press(again.page, 'Code controleren', { Code: again.code }));
    const copy = again.visitor.at(again.visitor.host);
    assert.equal((await copy.post('/verificatie', { csrf: csrfOf(fresh), code: again.code })).status, 403, 'the code once more');
    assert.deepEqual([await hashOf(byLink, person), await hashOf(byLink, other)], before);
    const late = again.visitor.at(again.visitor.host);
    assert.equal((await choose(again.visitor, fresh)).status, 303);
    const changed = await hashOf(byLink, person);
    assert.equal((await late.post('/nieuw-wachtwoord', { csrf: csrfOf(fresh), wachtwoord: `${NEW} twee`, nogmaals: `${NEW} twee` })).status, 403, 'the password once more');
    assert.equal(await hashOf(byLink, person), changed);
    assert.equal(await hashOf(byLink, other), before[1]);
    // No step at all before.
    const nobody = visitorAt(byLink);
    const token = csrfOf(await nobody.open('/wachtwoord-vergeten'));
    assert.equal((await nobody.post('/wachtwoord-vergeten/begin', { csrf: token })).status, 403);
    assert.equal((await nobody.get('/wachtwoord-vergeten/begin')).status, 403);
    for (const made of ['x', 'a'.repeat(43), '%00', `${'a'.repeat(43)}'`]) assert.ok([403, 400].includes((await nobody.open(`/wachtwoord-vergeten/${made}`)).status), made);
});

test('a link of one organisation is nothing at another', async () => {
    const person = await makeLogin(world, byLink);
    const [, token] = linkIn(await asked(byLink, person));
    for (const tenant of world.tenants.filter((t) => t !== byLink)) assert.equal((await visitorAt(tenant).open(`/wachtwoord-vergeten/${token}`)).status, 403, tenant);
    assert.equal((await visitorAt(byLink).open(`/wachtwoord-vergeten/${token}`)).status, 200);
});

test('mails name their own organisation only, whatever host a request claims', async () => {
    for (const tenant of [byLink, byPassword]) {
        const person = await makeLogin(world, tenant);
        const seen = mailTo(person).length;
        const visitor = visitorAt(tenant);
        const page = await visitor.open('/wachtwoord-vergeten');
        const form = { csrf: csrfOf(page), email: person.email, gebruikersnaam: person.login };
        const evil = await visitor.post('/wachtwoord-vergeten', form, { headers: { host: 'evil.example' } });
        assert.ok([400, 421, 403].includes(evil.status), `Host: ${evil.status}`);
        for (const header of ['x-forwarded-host', 'forwarded', 'x-original-host', 'x-host'])
            assert.equal((await visitorAt(tenant).get('/wachtwoord-vergeten', { headers: { [header]: 'evil.example' } })).status, 200);
        await visitor.post('/wachtwoord-vergeten', form, { headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' } });
        const mail = await until('the mail', () => mailTo(person)[seen]);
        assert.ok(!mail.text.includes('evil') && !(mail.html ?? '').includes('evil'));
        const hosts = [...mail.text.matchAll(/https?:\/\/([\w.-]+(?::\d+)?)/g)].map((m) => m[1]);
        assert.ok(hosts.length > 0);
        for (const host of hosts) assert.equal(host, `${world.host(tenant)}:${world.portalPort}`);
    }
});

test('a mailed password works beside the old one, opens nothing without the code, and once', async () => {
    const person = await makeLogin(world, byPassword);
    const one = passwordIn(await asked(byPassword, person));
    const [[kept]] = await world.sql(byPassword, `SELECT one_time_password_hash FROM account WHERE id = '${person.account}'`);
    assert.match(kept, /^[0-9a-f]{64}$/);
    assert.notEqual(kept, sha256(one), 'a dump does not let anybody try them out');
    assert.equal((await login(byPassword, person, person.password)).location, '/verificatie', 'the old one works as before');
    // In two browsers, copied with capitals and without dashes. The newest code is the twin's.
    const [visitor, twin] = [visitorAt(byPassword), visitorAt(byPassword)];
    const verify = await visitor.follow(await login(byPassword, person, one.toUpperCase().replaceAll('-', ' '), visitor));
    assert.match(verify.path, /^\/verificatie/, verify.text.slice(0, 200));
    assert.equal((await visitor.get('/start')).status, 303, 'nothing is open');
    assert.equal((await visitor.at(visitor.host).post('/nieuw-wachtwoord', { csrf: csrfOf(verify), wachtwoord: NEW, nogmaals: NEW })).status, 401, 'and no password may be chosen');
    let seen = smsTo(person).length;
    const atTwin = await twin.follow(await login(byPassword, person, one, twin));
    const codeOf = async (n) => /\b(\d{6})\b/.exec((await until('the SMS', () => smsTo(person)[n])).text)[1];
    const fresh = await twin.follow(await twin.press(atTwin, 'Code controleren', { Code: await codeOf(seen) }));
    assert.match(fresh.path, /^\/nieuw-wachtwoord/);
    assert.equal((await twin.get('/start')).status, 303, 'a new password comes first');
    world.advanceClock(11 * 60);
    seen = smsTo(person).length;
    assert.equal((await login(byPassword, person, one)).status, 401, 'used up');
    // The first browser asks for a code of its own, and still goes no further.
    const page = await visitor.follow(await visitor.post('/verificatie/nieuwe-code', { csrf: csrfOf(verify) }));
    assert.equal((await visitor.press(page, 'Code controleren', { Code: await codeOf(seen) })).status, 401);
    assert.notEqual((await visitor.get('/start')).status, 200);
});

test('a mailed password is replaced: whoever was in is out, devices are strangers, both old ways are told', async () => {
    const person = await makeLogin(world, byPassword);
    // A trusted device of before.
    const home = visitorAt(byPassword);
    let seen = smsTo(person).length;
    const verify = await home.follow(await login(byPassword, person, person.password, home));
    const first = await until('the SMS', () => smsTo(person)[seen]);
    assert.match((await home.follow(await home.press(verify, 'Code controleren', { Code: /\b(\d{6})\b/.exec(first.text)[1] }))).path, /^\/start/);
    world.advanceClock(11 * 60);
    const one = passwordIn(await asked(byPassword, person));
    // On that very device too the mailed password asks for a code.
    seen = smsTo(person).length;
    const visitor = visitorAt(byPassword);
    visitor.jar.set(DEVICE, home.jar.get(DEVICE));
    const page = await visitor.follow(await login(byPassword, person, one, visitor));
    assert.match(page.path, /^\/verificatie/, 'a code, also on a trusted device');
    const sms = await until('the SMS', () => smsTo(person)[seen]);
    const fresh = await visitor.follow(await visitor.press(page, 'Code controleren', { Code: /\b(\d{6})\b/.exec(sms.text)[1] }));
    assert.match(fresh.path, /^\/nieuw-wachtwoord/);
    assert.equal((await login(byPassword, person, one)).status, 401, 'used up');
    const [mails, texts] = [mailTo(person).length, smsTo(person).length];
    const inside = await visitor.follow(await choose(visitor, fresh));
    assert.match(inside.path, /^\/start/, 'this login goes on');
    assert.equal((await home.get('/start')).status, 401, 'the other session is over');
    await until('the notice by mail', () => mailTo(person)[mails]);
    await until('the notice by SMS', () => smsTo(person)[texts]);
    const devices = await world.sql(byPassword, `SELECT count(*) FILTER (WHERE revoked_at IS NULL), count(*) FROM trusted_device WHERE account_id = '${person.account}'`);
    assert.equal(devices[0][0], '1', 'only the device of this login is known');
    assert.equal((await login(byPassword, person, person.password)).status, 401, 'the old password');
    const log = await logOf(byPassword, person);
    for (const row of ['reset_asked granted  one_time_password', 'code_sent granted  one_time_password', 'password_changed granted  one_time', 'login granted  new_password']) assert.ok(log.includes(row), `${row} in ${log.join('; ')}`);
});

test('a mailed password ends after its minutes, and the newest is the only one', async () => {
    const person = await makeLogin(world, byPassword);
    const [old, newest] = [passwordIn(await asked(byPassword, person)), passwordIn(await asked(byPassword, person))];
    assert.equal((await login(byPassword, person, old)).status, 401, 'the older one');
    world.advanceClock(30 * 60 - 60);
    assert.equal((await login(byPassword, person, newest)).location, '/verificatie');
    world.advanceClock(61);
    assert.equal((await login(byPassword, person, newest)).status, 401, 'after half an hour');
    assert.equal((await login(byPassword, person, person.password)).location, '/verificatie', 'the own password all the time');
});

test('known and unknown addresses get the same answer after the same work, and nobody gets a mail too many', async () => {
    for (const tenant of [byLink, byPassword]) {
        const person = await makeLogin(world, tenant);
        const shapeOf = (answer) => {
            const { date: _, 'set-cookie': cookies = [], ...headers } = answer.headers;
            return { status: answer.status, headers, cookies: cookies.map((c) => c.replace(/=[^;]*/, '=')), body: withoutNoise(answer) };
        };
        const work = async () => (await world.sql(tenant, "SELECT (SELECT count(*) FROM login_attempt WHERE outcome LIKE 'reset_%'), (SELECT count(*) FROM access_log WHERE event = 'reset_asked')"))[0].map(Number);
        let shape;
        const strangers = [person, { email: person.email.replace('proef', 'froep'), login: person.login.replace('proef', 'froep') }];
        for (let round = 0; round < 5; round += 1)
            for (const who of strangers) {
                const before = await work();
                const visitor = visitorAt(tenant);
                const answer = await ask(visitor, who.email, who.login);
                shape ??= shapeOf(answer);
                assert.deepEqual(shapeOf(answer), shape, who.email);
                assert.deepEqual(await work(), before.map((n) => n + 1), 'the same rows');
            }
        // A name without its own address is nobody.
        if ((await world.client(tenant).open('/wachtwoord-vergeten')).body.includes('name="gebruikersnaam"')) await ask(visitorAt(tenant), person.email, 'iemand.anders');
        await until('three mails', () => mailTo(person).length >= 3);
        assert.equal(mailTo(person).length, 3, 'at most three within the hour');
        assert.deepEqual(await world.sql(tenant, `SELECT count(*) FROM outbox WHERE recipient NOT IN (SELECT email FROM account) AND purpose = 'reset'`), [['0']], 'nothing for strangers stays behind');
        world.advanceClock(3600);
        const seen = mailTo(person).length;
        await ask(visitorAt(tenant), person.email, person.login);
        await until('a mail an hour later', () => mailTo(person)[seen]);
    }
});

test('an account that is closed, and one without a telephone, are answered like any other; the latter is told whom to ask', async () => {
    for (const tenant of [byLink, byPassword]) {
        const [closed, plain] = [await makeLogin(world, tenant), await makeLogin(world, tenant)];
        await world.sql(tenant, `UPDATE account SET state = 'blocked' WHERE id = '${closed.account}'; UPDATE account SET phone = '' WHERE id = '${plain.account}'`);
        const answers = [];
        for (const who of [closed, plain]) answers.push(await ask(visitorAt(tenant), who.email, who.login));
        assert.equal(answers[0].location, answers[1].location);
        const mail = await until('the mail', () => mailTo(plain)[0]);
        assert.ok(!linkIn(mail), 'no link');
        assert.doesNotMatch(mail.text, /\b[a-z2-9]{4}(-[a-z2-9]{4}){3}\b/, 'no password');
        assert.match(mail.text, /@/, 'whom to ask');
        assert.equal(mailTo(closed).length, 0);
    }
});

test('one address that asks again and again gets 429 and Retry-After; another does not notice', async () => {
    const visitor = visitorAt(byPassword);
    for (let i = 0; i < 10; i += 1) assert.equal((await ask(visitor, `niemand.${i}@example.nl`, 'niemand')).status, 303, `${i}`);
    const stopped = await ask(visitor, 'niemand@example.nl', 'niemand');
    assert.equal(stopped.status, 429);
    assert.ok(Number(stopped.headers['retry-after']) > 0);
    assert.equal((await ask(visitorAt(byPassword), 'niemand@example.nl', 'niemand')).status, 303);
    world.advanceClock(10 * 60 + 1);
});

test('what is missing is said, and what was typed stays', async () => {
    for (const tenant of [byLink, byPassword]) {
        const visitor = visitorAt(tenant);
        const answer = await ask(visitor, 'geen adres', 'iemand');
        assert.equal(answer.status, 422);
        assert.ok(answer.body.includes('value="geen adres"'));
        assert.match(answer.body, /<title>Fout:/);
    }
});
