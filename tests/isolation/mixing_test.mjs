// What one way in gives, tried at another: codes, invitations, links, and forms that nobody's browser would send.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sharedWorld, until } from '../harness/world.mjs';
import { formToken, makeAccount, makeClient, makeLogin, sessionOf, setAccess } from './people.mjs';
import { RIGHTS } from './routes.mjs';

const world = await sharedWorld();
const byUser = world.tenants.find((t) => t === 'debeyart') ?? world.tenants[0]; // everybody with "settings" invites
const own = world.tenants.find((t) => t === 'zuyderland') ?? world.tenants[0]; // people change their own number
const SESSION = '__Host-inzage_session';
const WAY = '__Host-inzage_enrolment';
const PASSWORD = 'vliegtuig kaasplank oever';
let last = 0;
const unique = (word) => `${word}.${Date.now()}.${(last += 1)}@example.nl`;
const newPhone = () => `+3163${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
const codeIn = (message) => /\b(\d{6})\b/.exec(message.text)[1];
const smsTo = (phone) => world.sms().filter((m) => m.to === phone);
const nextSms = async (phone, seen) => codeIn(await until(`SMS ${seen + 1} to ${phone}`, () => smsTo(phone)[seen]));
const press = async (browser, path, fields = {}) => browser.post(path, { csrf: await formToken(browser, '/uitloggen'), ...fields });
const csrfOf = (page) => /name="csrf" value="([^"]*)"/.exec(page.body)[1];

// Somebody with these rights at a client, signed in.
async function around(client, name, rights, role = 'contact') {
    const account = await makeAccount(world, byUser, name);
    const email = unique(name.toLowerCase());
    await world.sql(byUser, `UPDATE account SET email = '${email}' WHERE id = '${account}'`);
    await setAccess(world, byUser, account, client, rights, role);
    return { account, email, browser: await sessionOf(world, byUser, account) };
}
async function circle(rights = ['details', 'settings']) {
    const manager = await makeAccount(world, byUser, 'Mixbeheer');
    const { client } = await makeClient(world, byUser, 'Mixclient', manager);
    await setAccess(world, byUser, manager, client, RIGHTS, 'portal_manager');
    return { client, manager: { account: manager, browser: await sessionOf(world, byUser, manager) }, ex: await around(client, 'Ex', rights) };
}
const mailsTo = (address) => world.mail(byUser).filter((m) => m.to === address);
async function invite(browser, email, rights) {
    const seen = mailsTo(email).length;
    const form = new URLSearchParams({ csrf: await formToken(browser, '/uitloggen'), voornaam: 'Bo', achternaam: 'Vis', email });
    for (const right of rights) form.append('recht', right);
    const answer = await browser.request('POST', '/gebruikersbeheer/toevoegen/rechten', { body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${browser.host}` } });
    assert.equal(answer.location, '/gebruikersbeheer?gedaan=uitgenodigd');
    const mail = await until('the invitation', () => mailsTo(email)[seen]);
    return new URL(/https?:\/\/\S+\/uitnodiging\/[\w-]+/.exec(mail.text)[0]).pathname;
}
const takeUp = async (browser, path) => browser.post('/uitnodiging/aannemen', { csrf: csrfOf(await browser.open(path)) });
const access = async (account, client) => (await world.sql(byUser, `SELECT access_rights(x), coalesce(x.ends_on::text, '') FROM access x WHERE account_id = '${account}' AND client_id = '${client}'`))[0];

test('a code that proved one new number or address proves no other', async () => {
    const person = await makeLogin(world, own, 'Mixer');
    const browser = await sessionOf(world, own, person.account);
    const [mine, strangers] = [newPhone(), newPhone()];
    const ask = async (number) => {
        const seen = smsTo(person.phone).length;
        const asked = await browser.follow(await browser.press(await browser.open('/profiel/mobiel'), 'Verder', { nieuw: number, wachtwoord: person.password }));
        assert.equal(asked.path, '/bevestigen', asked.text.slice(0, 200));
        return browser.follow(await browser.press(asked, 'Code controleren', { code: await nextSms(person.phone, seen) }));
    };
    await ask(mine);
    const code = await nextSms(mine, 0);
    const page = await ask(strangers);
    assert.equal(page.path, '/profiel/mobiel/code');
    const answer = await browser.post('/profiel/mobiel/code', { csrf: csrfOf(page), code });
    assert.equal(answer.status, 422, answer.location);
    assert.equal((await world.sql(own, `SELECT phone FROM account WHERE id = '${person.account}'`))[0][0], person.phone);
});

test('nobody invites themselves: not to keep a right that is withdrawn later, nor to outlive an end date', async () => {
    const { client, manager, ex } = await circle(['dossier', 'settings']);
    const path = await invite(ex.browser, ex.email, ['dossier', 'settings']);
    await world.sql(byUser, `UPDATE access SET right_dossier = false, ends_on = current_date + 1 WHERE account_id = '${ex.account}'`);
    const before = await access(ex.account, client);
    assert.notEqual((await takeUp(ex.browser, path)).status, 200);
    assert.deepEqual(await access(ex.account, client), before);
    // Somebody else's invitation for them is older than what was decided since.
    const older = await invite(manager.browser, ex.email, ['dossier', 'details']);
    const withdrawn = await press(manager.browser, `/gebruikersbeheer/mensen/${ex.account}/einddatum`, { dag: '1', maand: '1', jaar: '2040' });
    assert.equal(withdrawn.location, '/gebruikersbeheer?gedaan=einddatum');
    assert.notEqual((await takeUp(ex.browser, older)).status, 200);
    assert.deepEqual(await access(ex.account, client), ['settings', '2040-01-01']);
});

test('who is removed does not come back by what they prepared: their invitations end with them', async () => {
    const { client, manager, ex } = await circle();
    const [friend, again] = [unique('vriend'), unique('zelf')];
    const account = await makeAccount(world, byUser, 'Vriend');
    await world.sql(byUser, `UPDATE account SET email = '${friend}' WHERE id = '${account}'`);
    const [toFriend, toSelf] = [await invite(ex.browser, friend, ['details', 'settings']), await invite(ex.browser, again, ['details'])];
    const theirs = await sessionOf(world, byUser, account);
    await theirs.open(toFriend); // open in a browser already
    assert.equal((await press(manager.browser, `/gebruikersbeheer/mensen/${ex.account}/verwijderen`)).location, '/gebruikersbeheer?gedaan=verwijderd');
    assert.notEqual((await theirs.post('/uitnodiging/aannemen', { csrf: await formToken(theirs, '/uitloggen') })).status, 200);
    assert.equal(await access(account, client), undefined);
    assert.equal((await world.client(byUser).open(toSelf)).status, 410);
    assert.deepEqual(await world.sql(byUser, `SELECT DISTINCT state FROM invitation WHERE invited_by = '${ex.account}'`), [['withdrawn']]);
    // Undone, they are back, and their invitations are not.
    assert.equal((await press(manager.browser, `/gebruikersbeheer/mensen/${ex.account}/terugdraaien`)).location, '/gebruikersbeheer?gedaan=terug');
    assert.notEqual((await takeUp(theirs, toFriend)).status, 200);
});

test('an invitation gives no more than its sender has when it is taken up, unless somebody who decides sends it again', async () => {
    const { client, manager, ex } = await circle(['dossier', 'details', 'settings']);
    const account = await makeAccount(world, byUser, 'Genode');
    const email = unique('genode');
    await world.sql(byUser, `UPDATE account SET email = '${email}' WHERE id = '${account}'`);
    const browser = await sessionOf(world, byUser, account);
    let path = await invite(ex.browser, email, ['dossier', 'details']);
    await setAccess(world, byUser, ex.account, client, ['dossier', 'details']);
    assert.notEqual((await takeUp(browser, path)).status, 200, 'who no longer decides invites nobody');
    await setAccess(world, byUser, ex.account, client, ['details', 'settings']);
    assert.equal((await takeUp(browser, path)).status, 200);
    assert.deepEqual(await access(account, client), ['details', '']);

    const [second, mail] = [await makeAccount(world, byUser, 'Genode'), unique('genode')];
    await world.sql(byUser, `UPDATE account SET email = '${mail}' WHERE id = '${second}'`);
    path = await invite(ex.browser, mail, ['details']);
    await setAccess(world, byUser, ex.account, client, []);
    const [[id]] = await world.sql(byUser, `SELECT id FROM invitation WHERE email = '${mail}'`);
    assert.equal((await press(manager.browser, `/gebruikersbeheer/uitnodigingen/${id}`, { doe: 'opnieuw' })).location, '/gebruikersbeheer?gedaan=opnieuw');
    const sent = await until('the second mail', () => mailsTo(mail)[1]);
    assert.equal((await takeUp(await sessionOf(world, byUser, second), new URL(/https?:\/\/\S+\/uitnodiging\/[\w-]+/.exec(sent.text)[0]).pathname)).status, 200);
});

test('the way of one invitation is not the way of another, and a form with the cookie of none changes nothing', async () => {
    const { manager } = await circle();
    const [a, b] = [unique('een'), unique('twee')];
    const [one, two] = [await invite(manager.browser, a, ['details']), await invite(manager.browser, b, ['details'])];
    const visitor = world.client(byUser);
    const first = await visitor.open(one);
    const way = visitor.jar.get(WAY);
    await visitor.open(two);
    assert.notEqual(visitor.jar.get(WAY), way);
    const step = { csrf: csrfOf(first), wachtwoord: PASSWORD, nogmaals: PASSWORD };
    assert.equal((await visitor.post('/account-maken/wachtwoord', step)).status, 303);
    assert.deepEqual(await world.sql(byUser, `SELECT email FROM enrolment WHERE step = 'phone' AND email IN ('${a}', '${b}')`), [[b]], 'the browser is on the way of the newest link');
});

test('undoing a removal twice at once gives access back once, also when it was given anew in between', async () => {
    const { client, manager, ex } = await circle(['dossier', 'details']);
    const about = (deed) => `/gebruikersbeheer/mensen/${ex.account}/${deed}`;
    await press(manager.browser, about('verwijderen'));
    const csrf = await formToken(manager.browser, '/uitloggen');
    const answers = await Promise.all([1, 2, 3].map(() => manager.browser.post(about('terugdraaien'), { csrf })));
    assert.equal(answers.filter((x) => x.location === '/gebruikersbeheer?gedaan=terug').length, 1, answers.map((x) => x.location ?? x.status).join());
    await press(manager.browser, about('verwijderen'));
    await setAccess(world, byUser, ex.account, client, ['details']);
    assert.equal((await press(manager.browser, about('terugdraaien'))).location, '/gebruikersbeheer?gedaan=te-laat');
    assert.deepEqual(await access(ex.account, client), ['details', '']);
});

test('whoever leaves "zie als" by the login page or by signing out leaves no session behind', async () => {
    const { manager, ex } = await circle();
    for (const path of ['/inloggen', '/uitloggen']) {
        const browser = await sessionOf(world, byUser, manager.account);
        assert.equal((await press(browser, `/gebruikersbeheer/mensen/${ex.account}/zie-als`)).location, '/start');
        await (path === '/uitloggen' ? press(browser, path) : browser.get(path));
        assert.equal((await browser.get('/start', { headers: { cookie: `${SESSION}=${browser.token}` }, cookies: false })).status, 401, path);
    }
});

test('a reset link opened where somebody else is signed in signs that person out and changes nothing of theirs', async () => {
    const [victim, other] = [await makeLogin(world, own, 'Vergeter'), await makeLogin(world, own, 'Ingelogd')];
    const browser = await sessionOf(world, own, other.account);
    const before = await world.sql(own, `SELECT password_hash FROM account WHERE id = '${other.account}'`);
    const cookie = browser.jar.get(SESSION);
    const visitor = world.client(own);
    const seen = world.mail(own).filter((m) => m.to === victim.email).length;
    await visitor.press(await visitor.open('/wachtwoord-vergeten'), 'Verstuur link', { 'E-mailadres': victim.email }).catch(async () =>
        visitor.post('/wachtwoord-vergeten', { csrf: await formToken(visitor, '/wachtwoord-vergeten'), email: victim.email, gebruikersnaam: victim.login }));
    const mail = await until('the reset mail', () => world.mail(own).filter((m) => m.to === victim.email)[seen]);
    const page = await browser.open(new URL(/https?:\/\/\S+\/wachtwoord-vergeten\/[\w-]+/.exec(mail.text)[0]).pathname);
    const sms = smsTo(victim.phone).length;
    const asked = await browser.follow(await browser.post('/wachtwoord-vergeten/begin', { csrf: csrfOf(page) }));
    assert.equal((await browser.get('/start', { headers: { cookie: `${SESSION}=${cookie}` }, cookies: false })).status, 401);
    const chosen = await browser.follow(await browser.post('/verificatie', { csrf: csrfOf(asked), code: await nextSms(victim.phone, sms) }));
    assert.equal(chosen.path, '/nieuw-wachtwoord');
    for (const path of ['/start', '/profiel', '/profiel/wachtwoord', '/bevestigen']) {
        const answer = await browser.get(path);
        assert.ok(answer.status === 401 || (answer.status === 303 && /^\/(nieuw-wachtwoord|inloggen)/.test(answer.location)), `${path}: ${answer.status} ${answer.location}`);
    }
    assert.equal((await browser.post('/nieuw-wachtwoord', { csrf: csrfOf(chosen), wachtwoord: PASSWORD, nogmaals: PASSWORD })).status, 303);
    assert.deepEqual(await world.sql(own, `SELECT password_hash FROM account WHERE id = '${other.account}'`), before);
});

test('odd names, numbers and addresses are refused or taken as text: no form falls over, and no line of a mail is theirs to write', async () => {
    const { manager } = await circle();
    const odd = ['a\r\nBcc: x@evil.example', '\u202Ejan\u202C', '\uFEFF', 'İÉß@Example.nl', 'ＪＡＮ@example.nl', '😀'.repeat(200), 'x'.repeat(10_000), `${'x'.repeat(300)}@example.nl`, "' OR 1=1 --", '{{PASSWORD}}', '<b>x</b>@example.nl', 'a@b@example.nl', 'a,b@example.nl'];
    const visitor = world.client(byUser);
    visitor.from = '127.0.7.7';
    const csrf = await formToken(visitor, '/inloggen');
    const registers = world.tenants.includes('hetspectrum') ? world.client('hetspectrum') : undefined;
    const token = registers && (await formToken(registers, '/registreren'));
    const person = await makeLogin(world, own, 'Vreemd');
    const owner = await sessionOf(world, own, person.account);
    const contact = await formToken(owner, '/uitloggen');
    const mine = await formToken(manager.browser, '/uitloggen');
    for (const [i, text] of odd.entries()) {
        const where = JSON.stringify(text.slice(0, 40));
        const answers = await Promise.all([
            Object.assign(visitor, { from: `127.0.7.${i + 10}` }).post('/inloggen', { csrf, gebruikersnaam: text, wachtwoord: text }),
            visitor.post('/wachtwoord-vergeten', { csrf, email: text, gebruikersnaam: text }),
            registers ? Object.assign(registers, { from: `127.0.7.${i + 10}` }).post('/registreren', { csrf: token, email: text }) : { status: 422 },
            owner.post('/profiel/email', { csrf: contact, nieuw: text, wachtwoord: 'x' }),
            owner.post('/profiel/mobiel', { csrf: contact, nieuw: text, wachtwoord: 'x' }),
            manager.browser.post('/gebruikersbeheer/toevoegen/rechten', { csrf: mine, voornaam: 'A', achternaam: 'B', email: text }),
        ]);
        answers.forEach((answer, n) => assert.ok(answer.status < 500, `${where} at form ${n}: ${answer.status}`));
        for (const n of [3, 4, 5]) assert.equal(answers[n].status, 422, `${where} at form ${n}: ${answers[n].status} ${answers[n].location}`);
    }
    const bytes = await visitor.request('POST', '/inloggen', { body: `csrf=${encodeURIComponent(csrf)}&gebruikersnaam=%00a%ff&wachtwoord=x`, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${visitor.host}` } });
    assert.equal(bytes.status, 400);
    const dossier = await sessionOf(world, byUser, manager.account);
    for (const path of [`/dossier/metingen/${'%F0%9F%98%80'.repeat(60)}`, `/dossier/lezen?soort=${'%C3%ABx'.repeat(90)}`]) assert.ok((await dossier.get(path)).status < 500, path);
    const agent = Object.assign(world.client(own), { from: '127.0.7.8' });
    const form = new URLSearchParams({ csrf: await formToken(agent, '/inloggen'), gebruikersnaam: person.login, wachtwoord: person.password });
    const odder = await agent.request('POST', '/inloggen', { body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${agent.host}`, 'user-agent': 'caf\xe9 \xff'.repeat(300) } });
    assert.equal(odder.location, '/verificatie', `${odder.status}`);
    const email = unique('regels');
    const answer = await manager.browser.post('/gebruikersbeheer/toevoegen/rechten', { csrf: mine, voornaam: 'Bo\r\nBcc: een ander', achternaam: 'Vis\n\nBcc', email });
    assert.equal(answer.location, '/gebruikersbeheer?gedaan=uitgenodigd', answer.text);
    assert.deepEqual(await world.sql(byUser, `SELECT given_name, family_name FROM invitation WHERE email = '${email}'`), [['Bo  Bcc: een ander', 'Vis  Bcc']]);

});
