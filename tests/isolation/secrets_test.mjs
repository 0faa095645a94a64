// After people signed in, forgot a password and changed one: where passwords, codes, links and tokens did not stay behind.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { before, test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { formToken, makeLogin, makePerson, sessionOf } from './people.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
const WRONG = 'GeheimWoord9VerkeerdGetypt';
let secrets;
let code;
let me;
// What only a mail may hold, what only a text message may hold, and everything that was answered on the way.
const mailed = {};
const codes = [];
const answers = [];

// Keeps every answer of a visitor.
function watched(client) {
    const request = client.request.bind(client);
    client.request = async (...words) => {
        const answer = await request(...words);
        answers.push({ what: `${words[0]} ${words[1]}`, text: `${JSON.stringify(answer.headers)} ${answer.body}` });
        return answer;
    };
    return client;
}
const newest = async (list, person, seen) => until('the message', () => list().filter((m) => [person.email, person.phone].includes(m.to))[seen]);
async function giveCode(client, person, seen, page) {
    const sms = await newest(() => world.sms(), person, seen);
    codes.push(/\b(\d{6})\b/.exec(sms.text)[1]);
    return client.follow(await client.press(page, 'Code controleren', { Code: codes.at(-1) }));
}
const smsTo = (person) => world.sms().filter((m) => m.to === person.phone).length;

// A forgotten password, by a link or by a mailed password, whatever this organisation does. Gives the new password.
async function forget(at, words) {
    const person = await makeLogin(world, at, 'Vergeten');
    const client = watched(world.client(at));
    const ask = await client.open('/wachtwoord-vergeten');
    await client.press(ask, 'Stuur mij een mail', { 'E-mailadres': person.email, ...(ask.body.includes('name="gebruikersnaam"') ? { Gebruikersnaam: person.login } : {}) });
    const mail = await newest(() => world.mail(), person, 0);
    const [, link] = /wachtwoord-vergeten\/(\S+)/.exec(mail.text) ?? [];
    const seen = smsTo(person);
    let page;
    if (link) {
        mailed[`link of ${at}`] = link;
        const begin = await client.open(`/wachtwoord-vergeten/${link}`);
        page = await client.follow(await client.press(begin, 'Stuur mij de code'));
    } else {
        const [password] = /\b[a-z2-9]{4}(-[a-z2-9]{4}){3}\b/.exec(mail.text);
        mailed[`one-time password of ${at}`] = password;
        page = await client.follow(await client.press(await client.open('/inloggen'), 'Inloggen', { Gebruikersnaam: person.login, Wachtwoord: password }));
    }
    page = await giveCode(client, person, seen, page);
    // A refused one is typed too.
    page = await client.press(page, 'Wachtwoord opslaan', { 'Nieuw wachtwoord': words, 'Nieuw wachtwoord nog een keer': `${words} anders` });
    await client.follow(await client.press(page, 'Wachtwoord opslaan', { 'Nieuw wachtwoord': words, 'Nieuw wachtwoord nog een keer': words }));
    // Used up, and asked for again; and an address that nobody gave out.
    if (link) assert.equal((await client.open(`/wachtwoord-vergeten/${link}`)).status, 403);
    return person;
}
async function change(at, person, old, words) {
    const client = watched(await sessionOf(world, at, person.account));
    await world.forgetSentCodes(at);
    const seen = smsTo(person);
    const confirm = await client.follow(await client.press(await client.open('/profiel/wachtwoord'), 'Stuur mij de code'));
    let page = await giveCode(client, person, seen, confirm);
    for (const again of [`${words} anders`, words]) page = await client.press(page, 'Wachtwoord wijzigen', { 'Uw wachtwoord van nu': old, 'Nieuw wachtwoord': words, 'Nieuw wachtwoord nog een keer': again });
    assert.equal(page.location, '/profiel/wachtwoord?gewijzigd=ja');
    return client.jar.get('__Host-inzage_session');
}

before(async () => {
    const login = world.login(tenant);
    world.makeRoomForSms(login);
    await world.forgetSentCodes(tenant);
    const client = world.client(tenant);
    await client.open('/inloggen');
    const cookie = client.jar.get('__Host-inzage_form');
    // A wrong password and a wrong name first: what people type must not stay behind either.
    await client.press(await client.open('/inloggen'), 'Inloggen', { Gebruikersnaam: login.login, Wachtwoord: WRONG });
    await client.press(await client.open('/inloggen'), 'Inloggen', { Gebruikersnaam: `${WRONG.toLowerCase()}naam`, Wachtwoord: WRONG });
    world.advanceClock(20 * 60);
    const seen = world.sms(tenant).length;
    const verify = await client.follow(await client.press(await client.open('/inloggen'), 'Inloggen', { Gebruikersnaam: login.login, Wachtwoord: login.password }));
    const half = client.jar.get('__Host-inzage_session');
    code = await world.code(tenant, seen);
    const inside = await client.follow(await client.press(verify, 'Code controleren', { Code: code }));
    assert.match(inside.path, /^\/start/);
    const token = await formToken(client);
    await client.get('/dossier/tijdslijn');
    await client.get(`/dossier/lezen/rapportage/${client.jar.get('__Host-inzage_session')}?code=${code}`);
    // A statement that fails is what a database likes to write down.
    me = await makePerson(world, tenant, 'Zorgtekst6P1');
    const victim = await sessionOf(world, tenant, me.account);
    const app = `${await world.databaseOf(tenant)}_app`;
    await world.sql(tenant, `REVOKE INSERT ON access_log FROM ${app}`);
    await victim.get(`/dossier/lezen/rapportage/${me.ids.report}`);
    await world.sql(tenant, `GRANT INSERT ON access_log TO ${app}`);
    codes.push(code);
    const chosen = {};
    for (const at of world.tenants) {
        const words = `zeven kamelen bij ${at.length} bomen`;
        const person = await forget(at, words);
        chosen[`new password at ${at}`] = words;
        chosen[`password changed at ${at}`] = `${words} en nog een`;
        chosen[`session after it at ${at}`] = await change(at, person, words, `${words} en nog een`);
    }
    secrets = {
        ...chosen,
        ...mailed,
        password: login.password,
        'mistyped password': WRONG,
        'session token': client.jar.get('__Host-inzage_session'),
        'token of the half session': half,
        'device token': client.jar.get('__Host-inzage_device')?.split('.')[0],
        'form cookie': cookie,
        'form token': token,
    };
    for (const [what, secret] of Object.entries(secrets)) if (what !== 'device token') assert.ok(secret?.length > 10, `the test has a ${what}`);
});

const known = () => Object.entries(secrets).filter(([, secret]) => secret);
// A code as a word of its own, not a piece of a time or a number.
const codeIn = (text) => codes.find((c) => new RegExp(`(?<![\\d.:-])${c}(?![\\d])`).test(text));

test('no log of portal, worker or PostgreSQL has a password, code, token, or text of a dossier', () => {
    const files = readdirSync(world.file('log')).map((name) => world.file('log', name));
    assert.ok(files.some((f) => f.endsWith('inzaged.log')) && files.some((f) => f.endsWith('postgres.log')), String(files));
    for (const file of files) {
        const text = readFileSync(file, 'utf8');
        for (const [what, secret] of known()) assert.ok(!text.includes(secret), `${what} in ${file}`);
        assert.ok(!text.toLowerCase().includes(WRONG.toLowerCase()), `a name as typed in ${file}`);
        assert.ok(!codeIn(text), `a code in ${file}`);
        assert.ok(!text.includes('Zorgtekst6P1'), `a text of the dossier in ${file}`);
        assert.doesNotMatch(text, /\$argon2id\$/, file);
    }
    assert.match(world.log(), /TENANCY_DATABASE_AWAY/, 'the log that is read here is the one that is written');
});

test('the outbox has codes in text messages only, links and passwords for one time in mails only, and a chosen password nowhere', () => {
    const sms = readFileSync(world.file('outbox', 'sms.jsonl'), 'utf8');
    assert.equal(codes.filter((c) => sms.includes(c)).length, codes.length, 'the codes were sent');
    for (const name of readdirSync(world.file('outbox'))) {
        const text = readFileSync(world.file('outbox', name), 'utf8');
        for (const [what, secret] of known()) if (name !== 'mail.jsonl' || !(what in mailed)) assert.ok(!text.includes(secret), `${what} in ${name}`);
        if (name !== 'sms.jsonl') assert.ok(!codeIn(text), `the code in ${name}`);
        assert.equal(statSync(world.file('outbox', name)).mode & 0o007, 0, `${name} is readable by everybody`);
    }
});

test('a dump of the databases has no password, code or token in plain', async () => {
    const dump = async (place) => (await world.sql(place, "SELECT schema_to_xml('public', true, false, '')")).flat().join('\n');
    for (const place of [...world.tenants, 'control']) {
        const text = await dump(place);
        assert.ok(text.length > 1000);
        for (const [what, secret] of known()) assert.ok(!text.includes(secret), `${what} in the database of ${place}`);
        assert.ok(!text.toLowerCase().includes(WRONG.toLowerCase()), `a name as typed in the database of ${place}`);
    }
    const own = ['account', 'code', 'session', 'trusted_device', 'outbox', 'login_attempt', 'login_throttle', 'link_token', 'recovery_code', 'notice', 'access_log'];
    for (const at of world.tenants)
        for (const table of own) {
            const text = (await world.sql(at, `SELECT to_jsonb(x) - 'id' - 'at' FROM ${table} x`)).flat().join('\n');
            // An object's id in the access log is what was asked for; a code in an address is not an id.
            assert.ok(!codeIn(text), `a code in ${table} of ${at}`);
        }
    const hashes = await world.sql(tenant, "SELECT password_hash FROM account WHERE password_hash <> ''");
    assert.ok(hashes.length > 0);
    for (const [hash] of hashes) {
        const cost = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(hash);
        assert.ok(Number(cost?.[1]) >= 19456 && Number(cost?.[2]) >= 2, hash.slice(0, 40));
    }
});

test('no answer on the way shows a password, a code, or a token of a link', () => {
    assert.ok(answers.length > 20);
    assert.equal(Object.keys(mailed).length, world.tenants.length, Object.keys(mailed).join(', '));
    for (const { what, text } of answers) {
        assert.ok(!codeIn(text.replace(/name="csrf" value="[^"]*"/g, '')), `a code in the answer to ${what.split('?')[0]}`);
        for (const [name, secret] of known()) {
            if (/session|token|cookie/.test(name)) continue;
            // The token of the link leaves the address by way of a cookie, and nowhere else.
            const shown = text.replaceAll(`__Host-inzage_reset=${secret}`, '');
            assert.ok(!shown.includes(secret), `${name} in the answer to ${what.slice(0, 40)}`);
        }
    }
});

test('addresses and object ids of the access log hold no link', async () => {
    for (const at of world.tenants) {
        const text = (await world.sql(at, 'SELECT to_jsonb(x) FROM access_log x')).flat().join('\n');
        assert.ok(text.includes('reset_asked'));
        for (const secret of Object.values(mailed)) assert.ok(!text.includes(secret));
    }
});

test('the command line and the environment of the portal have no secret', () => {
    const pid = world.portalPid();
    const keys = ['control.password', 'provisioner.password', 'seal.key'].map((name) => readFileSync(world.file('secrets', name), 'utf8').trim());
    for (const file of ['cmdline', 'environ']) {
        const text = readFileSync(`/proc/${pid}/${file}`, 'latin1');
        for (const secret of [...keys, ...known().map(([, s]) => s)]) assert.ok(!text.includes(secret), file);
    }
});

test('files with secrets are for their owner alone', () => {
    for (const name of readdirSync(world.file('secrets'))) assert.equal(statSync(world.file('secrets', name)).mode & 0o077, 0, name);
    assert.equal(statSync(world.file('demo-logins.json')).mode & 0o077, 0);
    for (const name of readdirSync(world.file('log'))) assert.equal(statSync(world.file('log', name)).mode & 0o007, 0, name);
});

test('metrics, routes and health name no person, login or token', async () => {
    for (const page of ['/metrics', '/routes', '/health/ready']) {
        const { body } = await world.ops().get(page);
        for (const secret of [...known().map(([, s]) => s), 'Zorgtekst6P1', 'anna.jansen', WRONG, me.ids.report]) assert.ok(!body.includes(secret), page);
    }
});
