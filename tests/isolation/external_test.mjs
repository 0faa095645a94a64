// An organisation that switches to an external login, by its settings alone: its password, SMS code, passkey, reset and
// registration are refused on every path, and what the identity provider says is believed only as far as it is proven.
import assert from 'node:assert/strict';
import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { IdentityProvider, LIES } from '../harness/identity_provider.mjs';
import { ownWorld, until } from '../harness/world.mjs';
import { makeLogin, portalNow, sessionOf, sha256, withoutNoise } from './people.mjs';
import { fill, routesOf } from './routes.mjs';

const tenant = 'zuyderland';
const other = 'debeyart';
const world = await ownWorld({ tenants: [tenant, other] });
const FILE = path.join(world.dir, 'tenants', tenant, 'tenant.yaml');
const OWN = readFileSync(FILE, 'utf8');
const SESSION = '__Host-inzage_session';
const FLOW = '__Host-inzage_extern';
const BACK = '/inloggen/extern/terug';
const TERMS = '  terms_of_use:\n    must_accept: true\n    version: "1"\n    text: Wees aardig.\n';

// What happens at an external login to every page that somebody can reach without a right at a client. A page that is in
// neither list fails: whoever adds one decides here what it is.
const REFUSED = [
    'POST /inloggen', 'GET /inloggen/passkey', 'POST /inloggen/passkey',
    'GET /wachtwoord-vergeten', 'POST /wachtwoord-vergeten', 'GET /wachtwoord-vergeten/verstuurd', 'GET /wachtwoord-vergeten/begin', 'POST /wachtwoord-vergeten/begin', 'GET /wachtwoord-vergeten/{token}',
    'GET /verificatie', 'POST /verificatie', 'POST /verificatie/nieuwe-code', 'GET /nieuw-wachtwoord', 'POST /nieuw-wachtwoord',
    'GET /registreren', 'POST /registreren', 'GET /account-maken', 'POST /account-maken/mailcode', 'POST /account-maken/wachtwoord', 'POST /account-maken/nummer', 'POST /account-maken/ander-nummer', 'POST /account-maken/code', 'POST /account-maken/nieuwe-code', 'POST /account-maken/afronden', 'GET /account-maken/klaar',
    'GET /bevestigen', 'POST /bevestigen', 'POST /bevestigen/nieuwe-code',
    'GET /profiel/passkeys', 'GET /profiel/passkeys/maken', 'POST /profiel/passkeys/maken', 'POST /profiel/passkeys/bewaren', 'POST /profiel/passkeys/verwijderen',
    'GET /profiel/codes', 'POST /profiel/codes/maken', 'GET /profiel/codes/app', 'POST /profiel/codes/app', 'POST /profiel/codes/app-aan', 'POST /profiel/codes/app-uit',
    'GET /profiel/mobiel', 'POST /profiel/mobiel', 'GET /profiel/mobiel/code', 'POST /profiel/mobiel/code', 'POST /profiel/mobiel/nieuwe-code',
    'GET /profiel/email', 'POST /profiel/email', 'GET /profiel/email/code', 'POST /profiel/email/code', 'POST /profiel/email/nieuwe-code',
    'GET /profiel/wachtwoord', 'POST /profiel/wachtwoord', 'POST /profiel/wachtwoord/code',
    'POST /profiel/apparaten/vergeet', 'POST /profiel/apparaten/vergeet-alle',
];
const SERVED = [
    'GET /inloggen', 'GET /inloggen/extern', `GET ${BACK}`, 'GET /voorwaarden', 'POST /voorwaarden', 'GET /uitloggen', 'POST /uitloggen',
    'GET /uitnodiging', 'GET /uitnodiging/{token}', 'POST /uitnodiging/aannemen', 'POST /gebruikersbeheer/zie-als/stop',
    'GET /profiel', 'GET /profiel/contactgegevens', 'POST /profiel/contactgegevens', 'GET /profiel/meldingen', 'POST /profiel/meldingen', 'POST /profiel/plekken/uitloggen', 'POST /profiel/plekken/overal-uitloggen',
    'GET /profiel/foto', 'POST /profiel/foto', 'POST /profiel/foto/weghalen', 'GET /bestand/{id}', 'GET /bestand/{id}/klein',
];

let provider;
let anna; // has a password, and is known to the provider
let fromBefore; // what Anna and others had when the setting came

const sqlText = (text) => `'${text.replaceAll("'", "''")}'`;
const csrfOf = (page) => /name="csrf" value="([^"]*)"/.exec(page.body)?.[1] ?? '';
let last = 0;
const visitor = (at = tenant) => Object.assign(world.client(at), { from: `127.0.${40 + Math.floor((last += 1) / 250)}.${(last % 250) + 1}` });

async function use(yaml) {
    writeFileSync(FILE, yaml);
    await world.stopPortal();
    await world.startPortal();
}
function withExternal(more = '', claim = {}) {
    const settings = provider.settings({ secretFile: 'zorgpas.secret', acr_values: '[substantieel]', ...claim });
    const lines = Object.entries(settings).map(([name, value]) => `    ${name}: ${value}\n`).join('');
    return OWN.replace('\nlogin:\n', `\nlogin:\n  external:\n${lines}${more}`);
}
function secret(name, value) {
    const file = world.file('secrets', name);
    writeFileSync(file, `${value}\n`, { mode: 0o600 });
    const { uid, gid } = statSync(world.file('secrets'));
    chownSync(file, uid, gid);
}

// Up to the provider: gives the address there.
async function leave(browser, page = '/inloggen') {
    const login = await browser.open(page);
    const [, link] = /href="(\/inloggen\/extern[^"]*)"/.exec(login.body) ?? assert.fail(login.text.slice(0, 300));
    const sent = await browser.get(link.replaceAll('&amp;', '&'));
    assert.equal(sent.status, 303, sent.text);
    return sent.location;
}
// Signs somebody in there and gives the answer to coming back.
async function signInAs(person, browser = visitor(), page = '/inloggen') {
    provider.person = person;
    const back = provider.comeBack(await leave(browser, page));
    return browser.get(back.path);
}
const known = (who, more = {}) => ({ sub: `p-${who.account}`, email: who.email, email_verified: true, ...more });
const logOf = async (where = 'true') => (await world.sql(tenant, `SELECT event, outcome, reason, rule FROM access_log WHERE ${where} ORDER BY id`)).map((r) => r.join(' '));
const lastLog = async () => (await logOf()).at(-1);
const sessions = async () => Number((await world.sql(tenant, "SELECT count(*) FROM session WHERE state <> 'ended'"))[0][0]);

before(async () => {
    provider = await IdentityProvider.start({ now: () => new Date(portalNow(world)) });
    secret('zorgpas.secret', provider.secret);
    anna = await makeLogin(world, tenant, 'Anna');
    const bo = await makeLogin(world, tenant, 'Bo');
    const signedIn = await world.signIn(tenant, { ...anna, tenant });
    const half = visitor();
    await half.press(await half.open('/inloggen'), 'Inloggen', { Gebruikersnaam: bo.login, Wachtwoord: bo.password });
    const code = (await until('the SMS', () => world.sms(tenant).filter((m) => m.to === bo.phone)[0])).text.match(/\b(\d{6})\b/)[1];
    const asks = visitor();
    await asks.press(await asks.open('/wachtwoord-vergeten'), 'Stuur mij een mail', { 'E-mailadres': bo.email, Gebruikersnaam: bo.login });
    const mail = await until('the mail', () => world.mail(tenant).find((m) => m.to === bo.email));
    const link = new URL(/https?:\/\/\S+\/wachtwoord-vergeten\/[\w-]+/.exec(mail.text)[0]).pathname;
    fromBefore = { signedIn, half, bo, code, link, device: new Map(signedIn.jar) };
    await use(withExternal(TERMS));
});
after(() => provider?.stop());

test('who is known at the provider is let in: terms, a new session id, one row in the access log', async () => {
    const browser = visitor();
    const login = await browser.open('/inloggen');
    assert.match(login.text, /Inloggen met Zorgpas/);
    assert.doesNotMatch(login.body, /name="wachtwoord"|wachtwoord-vergeten|registreren|inloggen\/passkey/);
    const url = await leave(browser, '/inloggen?terug=/agenda');
    const { query, path: callback, origin } = provider.comeBack(url, {});
    assert.equal(origin, world.url(tenant, '').replace(/\/$/, ''));
    assert.equal(query.scope, 'openid email');
    assert.equal(query.prompt, 'login');
    assert.equal(query.acr_values, 'substantieel');
    assert.ok(query.state.length >= 43 && query.nonce.length >= 43 && query.code_challenge.length === 43);
    assert.ok(callback.startsWith(BACK));
    assert.ok(!browser.jar.get(FLOW).includes(query.state) && !browser.jar.get(FLOW).includes(query.nonce), 'sealed');

    provider.person = known(anna);
    browser.jar.set(SESSION, 'A'.repeat(43));
    const terms = await browser.get(provider.comeBack(await leave(browser, '/inloggen?terug=/agenda')).path);
    assert.equal(decodeURIComponent(terms.location), '/voorwaarden?terug=/agenda');
    const first = browser.jar.get(SESSION);
    assert.notEqual(first, 'A'.repeat(43));
    assert.ok(!browser.jar.has(FLOW), 'what was asked is forgotten');
    assert.equal((await browser.at(browser.host).get('/start')).status, 401, 'not before the terms are accepted');
    const page = await browser.open('/voorwaarden?terug=/agenda');
    const accepted = await browser.post('/voorwaarden', { csrf: csrfOf(page), akkoord: 'ja', terug: '/agenda' });
    assert.equal(accepted.location, '/agenda');
    assert.notEqual(browser.jar.get(SESSION), first);
    assert.equal((await browser.get('/start')).status, 200);

    const again = visitor();
    assert.equal((await signInAs(known(anna, { email: 'nieuw@example.nl' }), again)).location, '/start', 'by the subject, whatever the address is now');
    assert.equal((await again.get('/start')).status, 200);
    assert.equal((await logOf(`account_id = '${anna.account}' AND rule = 'external'`)).at(-1), 'login granted  external');
    const rows = await world.sql(tenant, `SELECT entered_by, token_hash FROM session WHERE account_id = '${anna.account}' AND entered_by = 'external'`);
    assert.equal(rows.length, 2);
    assert.ok(rows.every(([, hash]) => hash !== sha256(again.jar.get(SESSION))));
    const profile = await again.get('/profiel');
    assert.equal(profile.status, 200);
    assert.doesNotMatch(profile.body, /href="\/profiel\/(wachtwoord|codes|passkeys|mobiel|email)|\/profiel\/apparaten/);
});

test('every way of password, code, passkey, reset and registration is refused, and changes nothing', async () => {
    const routes = (await routesOf(world)).filter((r) => ['signed_out', 'signed_in'].includes(r.right)).map((r) => `${r.method} ${r.pattern}`);
    assert.deepEqual(routes.filter((r) => !REFUSED.includes(r) && !SERVED.includes(r)), [], 'a page that this test does not know: refused or served at an external login?');
    assert.deepEqual(REFUSED.filter((r) => !routes.includes(r)), []);

    const inside = visitor();
    await signInAs(known(anna), inside);
    const { half, bo, code, link } = fromBefore;
    const everything = {
        gebruikersnaam: anna.login, wachtwoord: anna.password, nogmaals: anna.password, huidig: anna.password, code, email: anna.email, nummer: '0612345678', mobiel: '0612345678',
        akkoord: 'ja', naam: 'Sleutel', vraag: 'x', sleutel: 'AAAA', browser: 'AAAA', bewijs: 'AAAA', handtekening: 'AAAA', passkey: anna.account, apparaat: anna.account, gebruiker: 'client',
    };
    const browsers = await Promise.all([visitor(), half, inside].map(async (browser) => ({ browser, csrf: csrfOf(await browser.get('/informatie')) })));
    assert.ok(half.jar.has(SESSION) && inside.jar.has(SESSION) && browsers.every(({ csrf }) => csrf));
    const before = await picture();
    const mails = world.mail(tenant).length;
    for (const route of REFUSED) {
        const [method, pattern] = route.split(' ');
        for (const { browser, csrf } of browsers) {
            const where = pattern.includes('{token}') ? link : fill(pattern, anna.account);
            const answer = method === 'GET' ? await browser.get(where) : await browser.post(where, { csrf, ...everything });
            assert.equal(answer.status, 403, `${route}: ${answer.status} ${answer.text.slice(0, 200)}`);
            assert.match(answer.text, /Bij Zuyderland Zorgcentra logt u in met Zorgpas/, route);
            assert.deepEqual(answer.cookies.filter((c) => !c.endsWith('_form')), [], `${route} sets a cookie`);
        }
    }
    // The trusted device too: password and device together opened the portal before.
    const device = visitor();
    for (const [name, value] of fromBefore.device) if (name !== SESSION) device.jar.set(name, value);
    const page = await device.get('/inloggen');
    assert.equal((await device.post('/inloggen', { csrf: csrfOf(page), gebruikersnaam: anna.login, wachtwoord: anna.password })).status, 403);
    assert.deepEqual(await picture(), before);
    assert.equal(world.mail(tenant).length, mails);
    assert.equal(world.sms(tenant).filter((m) => m.to === bo.phone).length, 1);
});

test('no page that is served asks for a password or a code, whatever it is about', async () => {
    const inside = visitor();
    await signInAs(known(anna), inside);
    const pages = (await routesOf(world)).filter((r) => r.method === 'GET' && r.right !== 'machine' && !r.pattern.includes('{') && ![BACK, '/inloggen/extern'].includes(r.pattern)).map((r) => r.pattern);
    for (const page of pages) {
        for (const browser of [inside.at(inside.host), visitor()]) assert.doesNotMatch((await browser.get(page)).body, /type="password"|autocomplete="one-time-code"|name="(wachtwoord|code)"/, page);
    }
});

test('a session that began with a password, or in the database alone, opens nothing', async () => {
    for (const browser of [fromBefore.signedIn, fromBefore.half, await sessionOf(world, tenant, anna.account)]) {
        assert.ok(browser.jar.has(SESSION));
        for (const page of ['/start', '/profiel', '/dossier/tijdslijn']) assert.equal((await browser.at(browser.host).get(page)).status, 401, page);
    }
});

test('unknown, blocked, ended and removed people get one and the same answer, and whom to ask', async () => {
    const blocked = await makeLogin(world, tenant, 'Dicht');
    await world.sql(tenant, `UPDATE account SET state = 'blocked' WHERE id = '${blocked.account}'`);
    const removed = await makeLogin(world, tenant, 'Weg');
    await world.sql(tenant, `UPDATE account SET state = 'removed' WHERE id = '${removed.account}'`);
    const ended = await makeLogin(world, tenant, 'Voorbij');
    assert.equal((await signInAs(known(ended))).status, 303);
    await world.sql(tenant, `UPDATE account SET ends_on = '${portalNow(world, -3 * 86_400).slice(0, 10)}' WHERE id = '${ended.account}'`);
    const before = await sessions();
    const people = { unknown: { sub: 'onbekend', email: 'niemand@example.nl', email_verified: true }, blocked: known(blocked), removed: known(removed), ended: known(ended), unverified: known(anna, { sub: 'nieuw-1', email_verified: false }), 'without an address': { sub: 'nieuw-2' } };
    const answers = [];
    for (const [who, person] of Object.entries(people)) {
        const answer = await signInAs(person);
        assert.equal(answer.status, 403, who);
        assert.match(answer.text, /Wij kennen u nog niet/, who);
        assert.match(answer.text, /helpdesk/, who);
        answers.push(withoutNoise(answer).replace(/(code|state)=[\w-]+/g, '$1'));
        assert.match(await lastLog(), /^login_refused refused (unknown|no_access|no_address) external$/, who);
    }
    assert.equal(new Set(answers).size, 1, 'one answer for all');
    assert.equal(await sessions(), before);
});

test('an account has one person at the provider: somebody else with its address there does not come in', async () => {
    assert.equal((await signInAs(known(anna, { sub: 'een-ander-met-dit-adres' }))).status, 403);
    assert.equal(await lastLog(), 'login_refused refused other_person external');
    assert.equal((await signInAs(known(anna))).status, 303);
});

test('a token with any one thing wrong lets nobody in', async () => {
    const before = await sessions();
    for (const lie of Object.keys(LIES)) {
        world.advanceClock(31); // what answers too much is taken to be away for a while
        provider.lie = lie;
        const browser = visitor();
        const answer = await signInAs(known(anna), browser);
        provider.lie = undefined;
        assert.ok([403, 503].includes(answer.status), `${lie}: ${answer.status}`);
        assert.ok(!browser.jar.has(SESSION), lie);
        assert.equal((await browser.get('/start')).status, 303, lie);
    }
    assert.equal(await sessions(), before);
    world.advanceClock(31);
    for (const algorithm of ['PS256', 'ES256', 'RS256']) {
        provider.algorithm = algorithm;
        assert.equal((await signInAs(known(anna))).status, 303, algorithm);
    }
});

test('an answer counts in the browser that asked, once, and as it was sent', async () => {
    provider.person = known(anna);
    const before = await sessions();
    const refused = async (browser, where, what) => {
        const answer = await browser.get(where);
        assert.equal(answer.status, 403, `${what}: ${answer.status}`);
        assert.ok(!browser.jar.has(SESSION), what);
    };
    const good = () => visitor();
    let browser = good();
    await refused(visitor(), provider.comeBack(await leave(browser)).path, 'in another browser');
    const attacker = visitor();
    const theirs = provider.comeBack(await leave(attacker)).path;
    await leave((browser = good()));
    await refused(browser, theirs, "somebody else's answer");
    await refused((browser = good()), provider.comeBack(await leave(browser), { state: 'x'.repeat(43) }).path, 'another state');
    await refused((browser = good()), provider.comeBack(await leave(browser), { iss: 'https://een.ander' }).path, "another provider's answer");
    await refused((browser = good()), provider.comeBack(await leave(browser)).path.replace(/code=[^&]*/, 'code=verzonnen'), 'an invented code');
    const stopped = await (browser = good()).get(provider.comeBack(await leave(browser), { error: 'access_denied' }).path);
    assert.match(stopped.text, /U bent gestopt bij Zorgpas/);
    browser = good();
    const late = provider.comeBack(await leave(browser)).path;
    world.advanceClock(15 * 60);
    await refused(browser, late, 'after a quarter of an hour');

    // Once, also when the cookie was kept and the provider takes its code again.
    provider.careless = true;
    browser = good();
    const back = provider.comeBack(await leave(browser)).path;
    const flow = browser.jar.get(FLOW);
    assert.equal((await browser.get(back)).status, 303);
    const thief = visitor();
    thief.jar.set(FLOW, flow);
    await refused(thief, back, 'a second time');
    assert.match(await lastLog(), /used_before/);
    provider.careless = false;
    assert.equal(await sessions(), before + 1);
    assert.equal((await visitor(other).get('/inloggen/extern')).location, '/inloggen', 'elsewhere there is no such login');
});

test('new keys of the provider are fetched, a key that nobody knows at most twice a minute', async () => {
    world.advanceClock(60);
    provider.rotate();
    assert.equal((await signInAs(known(anna))).status, 303);
    const asked = () => provider.asked.filter((p) => p === '/sleutels').length;
    const seen = asked();
    provider.lie = 'an unknown key id';
    for (let i = 0; i < 4; i += 1) await signInAs(known(anna));
    assert.equal(asked(), seen);
    world.advanceClock(31);
    for (let i = 0; i < 4; i += 1) await signInAs(known(anna));
    assert.equal(asked(), seen + 1);
    provider.lie = undefined;
});

test('an invitation is taken up by who proves to have its address, and by nobody else', async () => {
    const invite = async (address) => {
        await world.ctl('account', 'invite', tenant, '--client', 'C0002', '--email', address, '--given-name', 'Bo', '--family-name', 'Vis', '--role', 'contact', '--rights', 'dossier');
        const mail = await until('the invitation', () => world.mail(tenant).find((m) => m.to === address));
        assert.doesNotMatch(mail.text, /wachtwoord/);
        return new URL(/https?:\/\/\S+\/uitnodiging\/[\w-]+/.exec(mail.text)[0]).pathname;
    };
    const address = `nieuw.${Date.now()}@example.nl`;
    const link = await invite(address);
    const accounts = async () => (await world.sql(tenant, `SELECT a.state, a.password_hash, a.phone, count(x.*) FROM account a LEFT JOIN access x ON x.account_id = a.id WHERE a.email = '${address}' GROUP BY 1, 2, 3`)).map((r) => r.join('|'));
    const stranger = visitor();
    await stranger.open(link);
    assert.equal((await signInAs({ sub: 'vreemd', email: 'vreemd@example.nl', email_verified: true }, stranger, '/inloggen?terug=/uitnodiging')).status, 403);
    assert.equal((await signInAs({ sub: 'vreemd', email: address, email_verified: false }, stranger, '/inloggen?terug=/uitnodiging')).status, 403);
    assert.equal((await signInAs({ sub: 'vreemd', email: address, email_verified: true }, visitor(), '/inloggen?terug=/uitnodiging')).status, 403, 'without the link');
    assert.deepEqual(await accounts(), []);

    const invited = visitor();
    const page = await invited.open(link);
    assert.equal(page.status, 200);
    assert.match(page.text, /Log in met Zorgpas/);
    assert.doesNotMatch(page.text, /[Ww]achtwoord/);
    const terms = await signInAs({ sub: 'bo-vis', email: address.toUpperCase(), email_verified: true }, invited, '/inloggen?terug=/uitnodiging');
    assert.equal(terms.location, '/voorwaarden');
    await invited.post('/voorwaarden', { csrf: csrfOf(await invited.open('/voorwaarden')), akkoord: 'ja' });
    assert.equal((await invited.get('/start')).status, 200);
    assert.deepEqual(await accounts(), ['active|||1']);

    // Somebody with an account takes it up as everywhere.
    const second = await invite(anna.email);
    const owner = visitor();
    await owner.open(second);
    assert.equal((await signInAs(known(anna), owner, '/inloggen?terug=/uitnodiging')).location, '/uitnodiging');
    const taken = await owner.post('/uitnodiging/aannemen', { csrf: csrfOf(await owner.get('/uitnodiging')) });
    assert.match(taken.text, /De uitnodiging is aangenomen/);
});

test('a provider that hangs holds up few workers, and nobody at another organisation', async () => {
    world.advanceClock(2 * 3600);
    const browsers = await Promise.all(Array.from({ length: 21 }, async () => {
        const browser = visitor();
        provider.person = known(anna);
        return { browser, back: provider.comeBack(await leave(browser)).path };
    }));
    const spare = browsers.pop();
    provider.hangs = true;
    provider.mostOpen = provider.open;
    const idle = provider.open;
    const waiting = Promise.all(browsers.map(({ browser, back }) => browser.get(back)));
    await until('a call that hangs', () => provider.open > idle);
    assert.equal((await visitor(other).get('/inloggen')).status, 200);
    assert.equal((await visitor().get('/informatie')).status, 200);
    const answers = await waiting;
    assert.deepEqual([...new Set(answers.map((a) => a.status))], [503]);
    assert.ok(answers.every((a) => a.headers['retry-after']));
    assert.ok(provider.mostOpen - idle <= 2, `${provider.mostOpen - idle} at once`);
    const asked = provider.asked.length;
    assert.equal((await spare.browser.get(spare.back)).status, 503);
    provider.hangs = false;
    assert.equal(provider.asked.length, asked, 'what was away is not asked at once again');
    world.advanceClock(31);
    assert.equal((await signInAs(known(anna))).status, 303);
});

test('a provider is believed only about itself, and followed nowhere', async () => {
    const wrong = {
        'another issuer': { issuer: 'https://een.ander' },
        'keys without TLS': { jwks_uri: 'http://een.ander/sleutels' },
        'a token place that is a file': { token_endpoint: 'file:///etc/passwd' },
        'no place to sign in': { authorization_endpoint: undefined },
    };
    for (const [what, says] of Object.entries(wrong)) {
        provider.says = says;
        await use(withExternal(TERMS));
        const answer = await visitor().get('/inloggen/extern');
        assert.equal(answer.status, 503, what);
        assert.match(answer.text, /Zorgpas werkt nu niet/, what);
    }
    provider.says = undefined;
    provider.moved = `${provider.issuer}/elders`;
    await use(withExternal(TERMS));
    assert.equal((await visitor().get('/inloggen/extern')).status, 503, 'a redirect');
    assert.ok(!provider.asked.includes('/elders'));
    provider.moved = undefined;
    world.advanceClock(31);
    assert.equal((await signInAs(known(anna))).status, 303);
});

test('by the subject alone an address finds nobody; an invitation does', async () => {
    await use(withExternal(TERMS, { account_claim: 'subject' }));
    const carl = await makeLogin(world, tenant, 'Carl');
    assert.equal((await signInAs(known(carl))).status, 403);
    assert.equal((await signInAs(known(anna, { email: undefined }))).status, 303, 'linked before');
    assert.equal((await lastLog()).split(' ')[0], 'login');
});

test('nothing secret of it stands in a log or a page', async () => {
    const log = world.log();
    for (const word of [provider.secret, anna.email, `p-${anna.account}`, ...provider.codes.keys()]) assert.ok(!log.includes(word), word);
    const stored = await world.sql(tenant, `SELECT count(*) FROM access_log WHERE to_jsonb(access_log)::text LIKE ${sqlText(`%p-${anna.account}%`)}`);
    assert.deepEqual(stored, [['0']]);
});

test('the same database with the setting taken away: passwords again, and no session of the provider', async () => {
    const browser = visitor();
    await signInAs(known(anna), browser);
    assert.equal((await browser.get('/start')).status, 200);
    await use(OWN);
    assert.equal((await browser.get('/start')).status, 401);
    assert.match((await visitor().get('/inloggen')).body, /name="wachtwoord"/);
    assert.equal((await visitor().get('/inloggen/extern')).location, '/inloggen');
    assert.equal((await visitor().get(`${BACK}?code=x&state=y`)).location, '/inloggen');
    const back = await world.signIn(tenant, { ...anna, tenant });
    assert.equal((await back.get('/start')).status, 200);
});

// What a refused way in could have changed.
async function picture() {
    const tables = ['account', 'session', 'code', 'enrolment', 'enrolment_code', 'outbox', 'passkey', 'recovery_code', 'trusted_device', 'link_token', 'login_attempt', 'login_throttle', 'access', 'access_log', 'external_identity', 'contact_change'];
    const without = { session: "- 'last_seen_at'", access: "- 'last_visit_at' - 'previous_visit_at'" };
    const parts = tables.map((t) => {
        return `SELECT '${t}', md5(coalesce(string_agg(r, ',' ORDER BY r), '')) FROM (SELECT (to_jsonb(x) ${without[t] ?? ''})::text AS r FROM ${t} x) AS y`;
    });
    return world.sql(tenant, parts.join(' UNION ALL '));
}
