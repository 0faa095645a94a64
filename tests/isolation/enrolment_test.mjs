// The ways to an account, attacked: addresses that are asked for, links of others, steps out of order, forged hosts.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { makeAccount, makeClient, sessionOf, setAccess, sha256, withoutNoise } from './people.mjs';

const world = await sharedWorld();
const tenant = world.tenants.find((t) => t !== 'hetspectrum');
const other = world.tenants.find((t) => t !== tenant && t !== 'hetspectrum');
const registers = world.tenants.includes('hetspectrum') ? 'hetspectrum' : undefined;
const SESSION = '__Host-inzage_session';
const WAY = '__Host-inzage_enrolment';
const PASSWORD = 'vliegtuig kaasplank oever';

let last = 0;
const unique = (word) => `${word}.${Date.now()}.${(last += 1)}@example.nl`;
const visitorAt = (at = tenant) => Object.assign(world.client(at), { from: `127.0.9.${(last += 1) % 250}` });
const phone = () => `+3161${String(Date.now() % 10_000).padStart(4, '0')}${String((last += 1) % 1000).padStart(3, '0')}`;
const mailsTo = (at, address) => world.mail(at).filter((m) => m.to === address);
const codeIn = (message) => /\b(\d{6})\b/.exec(message.text)[1];
const wrongFor = (code) => (code === '000000' ? '000001' : '000000');
const csrfOf = (page) => /name="csrf" value="([^"]*)"/.exec(page.body)[1];
const send = (visitor, page, path, fields = {}) => visitor.post(path, { csrf: csrfOf(page), ...fields });

// Without the secret and the minute, which differ between any two.
const plainMail = (address) => mailsTo(tenant, address)[0].text.replace(/uitnodiging\/\S+/g, '').replace(/\d{1,2}\.\d{2} uur/g, 'T');

async function invite(address, { at = tenant, client = 'C0002' } = {}) {
    const seen = mailsTo(at, address).length;
    const made = JSON.parse(await world.ctl('--json', 'account', 'invite', at, '--client', client, '--email', address, '--given-name', 'Bo', '--family-name', 'Vis', '--role', 'contact', '--rights', 'dossier'));
    const mail = await until('the invitation', () => mailsTo(at, address)[seen]);
    return { id: made[0].id, mail, path: new URL(/https?:\/\/\S+\/uitnodiging\/[\w-]+/.exec(mail.text)[0]).pathname };
}
async function toNumber(visitor, path, typed) {
    let page = await visitor.open(path);
    page = await visitor.follow(await send(visitor, page, '/account-maken/wachtwoord', { wachtwoord: PASSWORD, nogmaals: PASSWORD }));
    const seen = world.sms().filter((m) => m.to === typed).length;
    page = await visitor.follow(await send(visitor, page, '/account-maken/nummer', { nummer: typed }));
    const sms = await until('the SMS', () => world.sms().filter((m) => m.to === typed)[seen]);
    return { page, code: codeIn(sms) };
}
const accounts = async (address, at = tenant) => Number((await world.sql(at, `SELECT count(*) FROM account WHERE email = '${address}'`))[0][0]);

test('an invitation to an address that has an account is answered and shown like any other', async () => {
    const known = unique('bekend');
    const person = await makeAccount(world, tenant);
    await world.sql(tenant, `UPDATE account SET email = '${known}' WHERE id = '${person}'`);
    const free = unique('nieuw');
    const rows = [];
    for (const address of [known, free]) {
        const { id } = await invite(address);
        rows.push(await world.sql(tenant, `SELECT state, account_id IS NULL, expires_at - created_at, role, rights::text FROM invitation WHERE id = '${id}'`));
    }
    assert.deepEqual(rows[0], rows[1]);
    assert.equal(plainMail(known), plainMail(free));
});

test('the mail holds the organisation’s own host, nothing of the client, and no other secret than its link', async () => {
    const address = unique('mail');
    const { mail, path } = await invite(address);
    assert.ok(mail.text.includes(world.url(tenant, path)));
    const [[family]] = await world.sql(tenant, "SELECT family_name FROM client WHERE source_id = 'C0002'");
    assert.ok(!mail.text.includes(family) && !mail.html.includes(family) && !mail.subject.includes(family));
    assert.ok(!/wachtwoord is|password is|\b\d{6}\b/i.test(mail.text));
    const token = path.split('/').pop();
    const found = await world.sql(tenant, `SELECT count(*) FROM link_token t WHERE t::text LIKE '%${token}%'`);
    assert.equal(found[0][0], '0');
    assert.equal((await world.sql(tenant, `SELECT count(*) FROM link_token WHERE token_hash = '${sha256(token)}'`))[0][0], '1');
});

test('a forged Host or X-Forwarded-Host opens no invitation elsewhere and changes no address', async () => {
    const { path } = await invite(unique('host'));
    const evil = visitorAt();
    assert.equal((await evil.get(path, { headers: { host: 'evil.example' } })).status, 421);
    const answer = await evil.get(path, { headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' } });
    assert.equal(answer.status, 303);
    assert.equal(answer.location, '/uitnodiging');
    const page = await evil.follow(answer);
    assert.ok(!page.body.includes('evil.example'));
});

test('the link leaves the address at once, and its secret is in no page, cookie or log', async () => {
    const { path } = await invite(unique('adres'));
    const token = path.split('/').pop();
    const visitor = visitorAt();
    const first = await visitor.get(path);
    assert.equal(first.body.includes(token), false);
    const page = await visitor.follow(first);
    assert.ok(!page.path.includes(token) && !page.body.includes(token));
    assert.ok(![...visitor.jar.values()].includes(token));
    assert.ok(!world.log().includes(token), 'the log knows the route, not the secret');
});

test('a link of one organisation is unknown at another, like one that nobody has', async () => {
    const { path } = await invite(unique('ander'));
    const there = await visitorAt(other).open(path);
    const nobody = await visitorAt(other).open(`/uitnodiging/${'A'.repeat(43)}`);
    assert.equal(there.status, 404);
    assert.equal(nobody.status, 404);
    assert.equal(withoutNoise(there), withoutNoise(nobody));
    assert.equal(there.cookies.includes(WAY), false);
    // A way that began here is nothing there.
    const visitor = visitorAt();
    await visitor.open(path);
    assert.equal((await visitor.at(`${world.host(other)}:${world.portalPort}`).get('/account-maken')).status, 403);
});

test('steps out of order, twice, or with nobody’s cookie are 403 and change nothing', async () => {
    const address = unique('stap');
    const { path } = await invite(address);
    const visitor = visitorAt();
    const page = await visitor.open(path);
    for (const [step, fields] of [['nummer', { nummer: '0612345678' }], ['code', { code: '123456' }], ['mailcode', { code: '123456' }], ['afronden', { akkoord: 'ja' }], ['ander-nummer', {}], ['nieuwe-code', {}]]) {
        assert.equal((await send(visitor, page, `/account-maken/${step}`, fields)).status, 403, step);
    }
    const good = { wachtwoord: PASSWORD, nogmaals: PASSWORD };
    const both = await Promise.all([send(visitor, page, '/account-maken/wachtwoord', good), send(visitor, page, '/account-maken/wachtwoord', good)]);
    assert.deepEqual(both.map((a) => a.status).sort(), [303, 403], 'of a double click one counts');
    assert.equal((await send(visitor, page, '/account-maken/afronden')).status, 403, 'no account without a proven number');
    const stranger = visitorAt();
    const form = await stranger.open('/inloggen');
    stranger.jar.set(WAY, 'A'.repeat(43));
    assert.equal((await send(stranger, form, '/account-maken/wachtwoord', good)).status, 403);
    assert.equal(await accounts(address), 0);
});

test('two submits of the last code make one account, and the same link makes no second one', async () => {
    const address = unique('dubbel');
    const { path } = await invite(address);
    const visitor = visitorAt();
    const { page, code } = await toNumber(visitor, path, phone());
    const twice = await Promise.all([1, 2].map(() => send(visitor, page, '/account-maken/code', { code })));
    assert.equal(twice.filter((a) => a.location === '/account-maken/klaar').length, 1, twice.map((a) => `${a.status} ${a.location}`).join(', '));
    assert.equal(await accounts(address), 1);
    const again = await visitorAt().open(path);
    assert.equal(again.status, 410);
    assert.ok(again.text.includes('al gebruikt'));
});

test('a withdrawn and a replaced link say so and whom to ask, also in the middle of the way', async () => {
    const address = unique('weg');
    const first = await invite(address);
    const visitor = visitorAt();
    await visitor.open(first.path);
    const seen = mailsTo(tenant, address).length;
    await world.ctl('account', 'resend', tenant, first.id);
    const mail = await until('the new mail', () => mailsTo(tenant, address)[seen]);
    const newest = new URL(/https?:\/\/\S+\/uitnodiging\/[\w-]+/.exec(mail.text)[0]).pathname;
    assert.notEqual(newest, first.path);
    const old = await visitorAt().open(first.path);
    assert.equal(old.status, 410);
    assert.ok(old.text.includes('nieuwere uitnodiging'));
    assert.equal((await visitor.get('/account-maken')).status, 410, 'what was begun with the old link is over');
    const late = visitorAt();
    const { page, code } = await toNumber(late, newest, phone());
    await world.ctl('account', 'withdraw', tenant, first.id);
    assert.equal((await send(late, page, '/account-maken/code', { code })).status, 410);
    const gone = await visitorAt().open(newest);
    assert.equal(gone.status, 410);
    assert.ok(gone.text.includes('ingetrokken') && /Vraag het dan aan/.test(gone.text));
    assert.equal(await accounts(address), 0);
});

test('an expired link says what to do next', async () => {
    const { path, id } = await invite(unique('oud'));
    await world.sql(tenant, `UPDATE link_token SET expires_at = created_at + interval '1 second' WHERE detail = '{"invitation": "${id}"}'`);
    world.advanceClock(2);
    const answer = await visitorAt().open(path);
    assert.equal(answer.status, 410);
    assert.ok(answer.text.includes('verlopen') && answer.text.includes('nieuwe uitnodiging'));
});

test('an account takes up only the invitation of its own address, and only after signing in', async () => {
    const address = unique('eigen');
    const owner = await makeAccount(world, tenant);
    await world.sql(tenant, `UPDATE account SET email = '${address}' WHERE id = '${owner}'`);
    const { path } = await invite(address);
    const stranger = await sessionOf(world, tenant, await makeAccount(world, tenant));
    let page = await stranger.open(path);
    assert.equal((await send(stranger, page, '/uitnodiging/aannemen')).status, 403);
    const nobody = visitorAt();
    page = await nobody.open(path);
    assert.ok(page.text.includes('staat al een account'));
    assert.equal((await send(nobody, page, '/uitnodiging/aannemen')).status, 403);
    assert.equal((await send(nobody, page, '/account-maken/wachtwoord', { wachtwoord: PASSWORD, nogmaals: PASSWORD })).status, 303);
    assert.match((await nobody.open('/account-maken')).path, /^\/uitnodiging$/, 'no second account for that address');
    assert.equal((await world.sql(tenant, `SELECT count(*) FROM access WHERE account_id = '${owner}'`))[0][0], '0');
    const signedIn = await sessionOf(world, tenant, owner);
    page = await signedIn.open(path);
    const taken = await Promise.all([1, 2].map(() => send(signedIn, page, '/uitnodiging/aannemen')));
    assert.equal(taken.filter((a) => a.status === 200).length, 1);
    assert.equal((await world.sql(tenant, `SELECT access_rights(access) FROM access WHERE account_id = '${owner}'`))[0][0], 'dossier');
    assert.equal((await world.sql(tenant, `SELECT count(*) FROM access_log WHERE event = 'access_granted' AND account_id = '${owner}'`))[0][0], '1');
});

test('one client and three relatives are four logins, and the access log names each person', async () => {
    const ids = await makeClient(world, tenant, 'Viertal');
    const people = [];
    for (const role of ['client', 'portal_manager', 'legal_representative', 'contact']) {
        const account = await makeAccount(world, tenant, `Persoon ${role}`);
        await setAccess(world, tenant, account, ids.client, ['dossier'], role);
        people.push(await sessionOf(world, tenant, account));
    }
    for (const person of people) assert.equal((await person.get('/dossier/tijdslijn')).status, 200);
    const rows = await world.sql(tenant, `SELECT DISTINCT person, role FROM access_log WHERE client_id = '${ids.client}' AND event LIKE 'dossier%'`);
    assert.equal(rows.length, 4, JSON.stringify(rows));
    // Nobody can put a second person into one of these logins: an address belongs to one account.
    const [[account]] = await world.sql(tenant, `SELECT account_id FROM access WHERE client_id = '${ids.client}' AND role = 'contact'`);
    const address = unique('een');
    await world.sql(tenant, `UPDATE account SET email = '${address}' WHERE id = '${account}'`);
    await assert.rejects(world.sql(tenant, `INSERT INTO account (login_name, email, created_at, updated_at) VALUES ('${address}', '${address}', now(), now())`), /account_email/);
});

if (registers) {
    const known = async (word) => {
        const address = unique(word);
        const ids = await makeClient(world, registers, `Bekend ${word}`);
        await world.sql(registers, `UPDATE client SET email = '${address}' WHERE id = '${ids.client}'`);
        return address;
    };
    const begin = async (address) => {
        const visitor = visitorAt(registers);
        const form = await visitor.open('/registreren');
        const answer = await send(visitor, form, '/registreren', { email: address });
        return { visitor, answer, page: await visitor.follow(answer) };
    };

    test('registering answers the same for an address that is known, unknown, and one that has an account', async () => {
        const has = await known('heeft');
        const person = await makeAccount(world, registers);
        await world.sql(registers, `UPDATE account SET email = '${has}' WHERE id = '${person}'`);
        const answers = [];
        for (const address of [await known('bekend'), unique('niemand'), has]) {
            const { answer, page, visitor } = await begin(address);
            const wrong = await send(visitor, page, '/account-maken/mailcode', { code: '000000' });
            const again = await send(visitor, page, '/account-maken/nieuwe-code');
            answers.push([answer.status, answer.location, answer.cookies.sort(), page.status, withoutNoise(page).replaceAll(address, ''), wrong.status, withoutNoise(wrong).replaceAll(address, ''), again.location].map((part) => JSON.stringify(part).replaceAll(/\d{1,2}\.\d{2} uur/g, 'T')));
        }
        assert.deepEqual(answers[1], answers[0]);
        assert.deepEqual(answers[2], answers[0]);
        const mails = mailsTo(registers, has);
        assert.ok(mails.every((m) => !/\b\d{6}\b/.test(m.text)), 'an address with an account gets no code');
    });

    test('a mailed code fits the browser that asked, once, and a newer one kills it', async () => {
        const address = await known('code');
        const { visitor, page } = await begin(address);
        const first = codeIn(await until('the mail', () => mailsTo(registers, address)[0]));
        const elsewhere = await begin(unique('elders'));
        assert.equal((await send(elsewhere.visitor, elsewhere.page, '/account-maken/mailcode', { code: first })).status, 422);
        world.advanceClock(31);
        await send(visitor, page, '/account-maken/nieuwe-code');
        const second = codeIn(await until('the second mail', () => mailsTo(registers, address)[1]));
        if (first !== second) assert.equal((await send(visitor, page, '/account-maken/mailcode', { code: first })).status, 422);
        const twice = await Promise.all([1, 2].map(() => send(visitor, page, '/account-maken/mailcode', { code: second })));
        assert.deepEqual(twice.map((a) => a.status).sort(), [303, 403]);
        const plain = await world.sql(registers, `SELECT count(*) FROM enrolment_code c WHERE c::text LIKE '%${second}%'`);
        assert.equal(plain[0][0], '0');
        assert.ok(!world.log().includes(second));
    });

    test('five wrong mailed codes kill the right one too', async () => {
        const address = await known('vijf');
        const { visitor, page } = await begin(address);
        const code = codeIn(await until('the mail', () => mailsTo(registers, address)[0]));
        for (let i = 0; i < 5; i += 1) await send(visitor, page, '/account-maken/mailcode', { code: wrongFor(code) });
        assert.equal((await send(visitor, page, '/account-maken/mailcode', { code })).status, 422);
    });

    test('where client and representative share an account there is one, and the log says who used it', async () => {
        const address = await known('samen');
        const { visitor, page } = await begin(address);
        const mailed = codeIn(await until('the mail', () => mailsTo(registers, address)[0]));
        let here = await visitor.follow(await send(visitor, page, '/account-maken/mailcode', { code: mailed }));
        here = await visitor.follow(await send(visitor, here, '/account-maken/wachtwoord', { wachtwoord: PASSWORD, nogmaals: PASSWORD }));
        const number = phone();
        here = await visitor.follow(await send(visitor, here, '/account-maken/nummer', { nummer: number }));
        const code = codeIn(await until('the SMS', () => world.sms().find((m) => m.to === number)));
        here = await visitor.follow(await send(visitor, here, '/account-maken/code', { code }));
        assert.equal((await send(visitor, here, '/account-maken/afronden', { gebruiker: 'client' })).status, 422, 'the rules are asked');
        assert.equal((await send(visitor, here, '/account-maken/afronden', { akkoord: 'ja' })).status, 422, 'who uses it is asked');
        const before = visitor.jar.get(SESSION);
        const done = await send(visitor, here, '/account-maken/afronden', { akkoord: 'ja', gebruiker: 'vertegenwoordiger' });
        assert.equal(done.location, '/account-maken/klaar');
        assert.notEqual(visitor.jar.get(SESSION), before);
        assert.equal((await visitor.get('/start')).status, 200);
        const [[used, terms]] = await world.sql(registers, `SELECT (SELECT string_agg(DISTINCT used_by, ',') FROM access_log l WHERE l.account_id = a.id), terms_version FROM account a WHERE email = '${address}'`);
        assert.equal(used, 'representative');
        assert.equal(terms, '1');
        // A new version of the rules is asked at the next sign-in, before anything is shown.
        await world.sql(registers, `UPDATE account SET terms_version = '0' WHERE email = '${address}'`);
        visitor.jar.delete(SESSION);
        const login = await visitor.open('/inloggen');
        const asked = await visitor.follow(await send(visitor, login, '/inloggen', { gebruikersnaam: address, wachtwoord: PASSWORD, gebruiker: 'client', terug: '' }));
        assert.equal(asked.path, '/voorwaarden');
        assert.notEqual((await visitor.at(visitor.host).get('/start')).status, 200);
        assert.equal((await send(visitor, asked, '/voorwaarden')).status, 422);
        const accepted = await visitor.follow(await send(visitor, asked, '/voorwaarden', { akkoord: 'ja' }));
        assert.match(accepted.path, /^\/start/);
    });

    test('where people are invited there is nothing to register, and the sign-in page offers it only where there is', async () => {
        const visitor = visitorAt();
        assert.equal((await visitor.get('/registreren')).status, 404);
        assert.ok(!(await visitor.get('/inloggen')).body.includes('/registreren'));
        assert.ok((await visitorAt(registers).get('/inloggen')).body.includes('/registreren'));
    });
}
