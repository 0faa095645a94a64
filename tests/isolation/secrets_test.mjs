// After somebody signed in: where the password, the code, the session and the tokens did not stay behind.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { formToken, makePerson, sessionOf } from './people.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
const WRONG = 'GeheimWoord9VerkeerdGetypt';
let secrets;
let code;
let me;

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
    secrets = {
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
// The code as a word of its own, not a piece of a time or a number.
const codeIn = (text) => new RegExp(`(?<![\\d.:-])${code}(?![\\d])`).test(text);

test('no log of portal, worker or PostgreSQL has a password, code, token, or text of a dossier', () => {
    const files = readdirSync(world.file('log')).map((name) => world.file('log', name));
    assert.ok(files.some((f) => f.endsWith('inzaged.log')) && files.some((f) => f.endsWith('postgres.log')), String(files));
    for (const file of files) {
        const text = readFileSync(file, 'utf8');
        for (const [what, secret] of known()) assert.ok(!text.includes(secret), `${what} in ${file}`);
        assert.ok(!text.toLowerCase().includes(WRONG.toLowerCase()), `a name as typed in ${file}`);
        assert.ok(!codeIn(text), `the code in ${file}`);
        assert.ok(!text.includes('Zorgtekst6P1'), `a text of the dossier in ${file}`);
        assert.doesNotMatch(text, /\$argon2id\$/, file);
    }
    assert.match(world.log(), /TENANCY_DATABASE_AWAY/, 'the log that is read here is the one that is written');
});

test('the outbox has the code in the text message only, and a password nowhere', () => {
    const sms = readFileSync(world.file('outbox', 'sms.jsonl'), 'utf8');
    assert.ok(codeIn(sms), 'the code was sent');
    for (const name of readdirSync(world.file('outbox'))) {
        const text = readFileSync(world.file('outbox', name), 'utf8');
        for (const [what, secret] of known()) assert.ok(!text.includes(secret), `${what} in ${name}`);
        if (name !== 'sms.jsonl') assert.ok(!codeIn(text), `the code in ${name}`);
        assert.equal(statSync(world.file('outbox', name)).mode & 0o007, 0, `${name} is readable by everybody`);
    }
});

test('a dump of the databases has no password, code or token in plain', async () => {
    const dump = async (place) => (await world.sql(place, "SELECT schema_to_xml('public', true, false, '')")).flat().join('\n');
    for (const place of [tenant, 'control']) {
        const text = await dump(place);
        assert.ok(text.length > 1000);
        for (const [what, secret] of known()) assert.ok(!text.includes(secret), `${what} in the database of ${place}`);
        assert.ok(!text.toLowerCase().includes(WRONG.toLowerCase()), `a name as typed in the database of ${place}`);
    }
    const own = ['account', 'code', 'session', 'trusted_device', 'outbox', 'login_attempt', 'login_throttle', 'link_token', 'recovery_code', 'notice', 'access_log'];
    for (const table of own) {
        const text = (await world.sql(tenant, `SELECT to_jsonb(x) - 'id' - 'at' FROM ${table} x`)).flat().join('\n');
        // An object's id in the access log is what was asked for; a code in an address is not an id.
        assert.ok(!codeIn(text), `the code in ${table}`);
    }
    const hashes = await world.sql(tenant, "SELECT password_hash FROM account WHERE password_hash <> ''");
    assert.ok(hashes.length > 0);
    for (const [hash] of hashes) {
        const cost = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(hash);
        assert.ok(Number(cost?.[1]) >= 19456 && Number(cost?.[2]) >= 2, hash.slice(0, 40));
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
