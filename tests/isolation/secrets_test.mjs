// After people signed in, forgot a password and changed one: where passwords, codes, links and tokens did not stay behind.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { before, test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { formToken, makeLogin, makePerson, sessionOf } from './people.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
const WRONG = 'GeheimWoord9VerkeerdGetypt';
const PLANTED = 'GeheimInAdresOfKop4Q';
let secrets;
let code;
let me;
// What only a mail may hold, what only a text message may hold, and everything that was answered on the way.
const mailed = {};
const codes = [];
const answers = [];
// What is shown once, by the page that gives it, and kept sealed, hashed or not at all.
const shownOnce = {};
const ownPage = { paper: /profiel\/codes\/maken/, app: /profiel\/codes\/app/, question: /inloggen\/passkey/ };

// Keeps every answer of a visitor.
function watched(client) {
    const request = client.request.bind(client);
    client.request = async (...words) => {
        const answer = await request(...words);
        answers.push({ what: `${words[0]} ${words[1]}`, status: answer.status, text: `${JSON.stringify(answer.headers)} ${answer.body}` });
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
// Ten codes on paper and the secret of an app.
async function makeBackups(at) {
    const person = await makeLogin(world, at, 'Reserve');
    const client = watched(await sessionOf(world, at, person.account));
    const prove = async (button) => {
        await world.forgetSentCodes(at);
        const seen = smsTo(person);
        return giveCode(client, person, seen, await client.follow(await client.press(await client.open('/profiel/codes'), button)));
    };
    const paper = await client.press(await prove('Tien nieuwe codes maken'), 'Tien nieuwe codes maken');
    for (const [i, given] of paper.body.match(/\b\d{5}-\d{5}\b/g).entries()) {
        shownOnce[`paper code ${i}`] = given;
        shownOnce[`paper code ${i} without its dash`] = given.replace('-', '');
    }
    world.advanceClock(11 * 60);
    const page = await prove('Een app gebruiken');
    const [, secret] = /<strong>([A-Z2-7 ]{39})<\/strong>/.exec(page.body);
    shownOnce['app secret'] = secret;
    shownOnce['app secret without spaces'] = secret.replaceAll(' ', '');
    const asked = watched(world.client(at));
    assert.equal((await client.press(page, 'App gebruiken', { code: '000000' })).status, 422);
    // One of the printed codes is used, one is tried twice.
    for (let i = 0; i < 2; i += 1) {
        const verify = await asked.follow(await asked.press(await asked.open('/inloggen'), 'Inloggen', { Gebruikersnaam: person.login, Wachtwoord: person.password }));
        await asked.press(verify, 'Deze code gebruiken', { code: shownOnce['paper code 0'] });
        asked.jar.delete('__Host-inzage_session');
    }
}
// A link to an account, opened and taken back; the address that was made up.
async function invite(at) {
    const email = `uitgenodigd.${Date.now()}@example.nl`;
    const [{ id }] = JSON.parse(await world.ctl('account', 'invite', at, '--client', 'C0002', '--email', email, '--family-name', 'Genodigd', '--role', 'contact', '--rights', 'dossier', '--json'));
    const [, link] = /uitnodiging\/([\w-]+)/.exec((await newest(() => world.mail(at), { email }, 0)).text);
    mailed[`invitation at ${at}`] = link;
    const client = watched(world.client(at));
    assert.equal((await client.open(`/uitnodiging/${link}`)).status, 200);
    await world.ctl('account', 'withdraw', at, id);
    assert.equal((await watched(world.client(at)).open(`/uitnodiging/${link}`)).status, 410);
}
// The question that a passkey answers, and an answer that is none.
async function askPasskey(at) {
    const client = watched(world.client(at));
    await client.open('/inloggen');
    const page = await client.open('/inloggen/passkey');
    const [, vraag] = /name="vraag" value="([^"]*)"/.exec(page.body);
    shownOnce['passkey question'] = vraag.split('.')[0];
    shownOnce['passkey question, sealed'] = vraag;
    const [, csrf] = /name="csrf" value="([^"]*)"/.exec(page.body);
    assert.ok((await client.post('/inloggen/passkey', { csrf, vraag, sleutel: 'AAAA', browser: 'e30', bewijs: 'AAAA', handtekening: 'AAAA' })).status >= 400);
}
// Whatever goes wrong, with a secret in the address, a header, a cookie or a form.
async function goWrong(at, secret) {
    const client = watched(world.client(at));
    const headers = { 'x-geheim': secret, cookie: `__Host-inzage_session=${secret}; __Host-inzage_form=${secret}` };
    for (const [method, path] of [['GET', `/${secret}`], ['GET', `/dossier/lezen/rapportage/${secret}?code=${secret}`], ['PUT', `/inloggen?wachtwoord=${secret}`], ['GET', `/bestand/${secret}`], ['GET', `/inloggen?terug=/${secret}`]])
        await client.request(method, path, { headers });
    for (const path of ['/inloggen', '/verificatie', '/wachtwoord-vergeten', '/profiel/wachtwoord']) await client.request('POST', path, { form: { csrf: secret, wachtwoord: secret, code: secret }, headers });
    await client.request('POST', '/inloggen', { form: { csrf: 'x', wachtwoord: secret.repeat(100_000) } });
    await client.request('GET', '/inloggen', { headers: { 'x-geheim': secret.repeat(1500) } });
    await watched(world.client(at).at(`${secret.toLowerCase()}.localhost`)).get('/inloggen');
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
    assert.equal((await watched(victim).get(`/dossier/lezen/rapportage/${me.ids.report}`)).status, 503);
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
    await makeBackups(tenant);
    await invite(world.tenants.find((t) => t !== 'hetspectrum'));
    await askPasskey('zuyderland');
    await goWrong(tenant, PLANTED);
    secrets = {
        ...chosen,
        ...shownOnce,
        planted: PLANTED,
        ...mailed,
        password: login.password,
        'mistyped password': WRONG,
        'session token': client.jar.get('__Host-inzage_session'),
        'token of the half session': half,
        'device token': client.jar.get('__Host-inzage_device')?.split('.')[0],
        'form cookie': cookie,
        'form token': token,
    };
    for (const [what, secret] of Object.entries(secrets)) if (what !== 'device token') assert.ok(secret?.length >= 10, `the test has a ${what}`);
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
        assert.ok(!text.includes('Zorgtekst6P1'), `a text of the dossier in ${name}`);
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

test('no answer on the way, error pages among them, shows a password, a code, a token of a link, or what was given once on another page', () => {
    assert.ok(answers.length > 20);
    assert.equal(Object.keys(mailed).length, world.tenants.length + 1, Object.keys(mailed).join(', '));
    const seen = new Set(answers.map((a) => a.status));
    for (const status of [401, 403, 404, 405, 410, 413, 422, 503]) assert.ok(seen.has(status), `a page of ${status} is among them: ${[...seen].sort().join(', ')}`);
    for (const { what, text } of answers) {
        assert.ok(!codeIn(text.replace(/name="csrf" value="[^"]*"/g, '')), `a code in the answer to ${what.split('?')[0]}`);
        for (const [name, secret] of known()) {
            if (/session|token|cookie/.test(name)) continue;
            // A page may lead back to its own address: what somebody wrote into it is theirs.
            if (name === 'planted' && what.includes(PLANTED)) continue;
            if (Object.entries(ownPage).some(([kind, page]) => name.startsWith(kind === 'question' ? 'passkey' : kind) && page.test(what))) continue;
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
