// What somebody typed when their session ended comes back to them, and to nobody else.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { formToken, makeLogin, sessionOf, setAccess, sha256 } from './people.mjs';

const world = await sharedWorld();
const [tenant, other] = world.tenants;
const PAGE = '/gebruikersbeheer/toevoegen';
const MARK = 'Bewaarproef9';
const typed = { voornaam: `${MARK} Marie`, achternaam: 'van "Dijk" <b>', email: 'marie@', wachtwoord: `${MARK}geheim`, code: '123456' };
const TYPED = '__Host-inzage_typed';
const SESSION = '__Host-inzage_session';
let person;
let stranger;

before(async () => {
    person = await makeLogin(world, tenant, 'Typer');
    stranger = await makeLogin(world, tenant, 'Ander');
    // The other's dossier is one that both may manage: what differs is only who is signed in.
    await setAccess(world, tenant, stranger.account, person.ids.client, ['settings'], 'portal_manager');
    await setAccess(world, tenant, stranger.account, stranger.ids.client, ['settings'], 'portal_manager');
});
beforeEach(() => world.sql(tenant, 'DELETE FROM kept_text'));

// A browser whose session ended while its form stood open, and which sent the form.
async function lateSender(fields = typed, path = PAGE) {
    const browser = await sessionOf(world, tenant, person.account);
    const csrf = await formToken(browser, PAGE);
    world.advanceClock(15 * 60 + 1);
    const answer = await browser.post(path, { csrf, ...fields });
    return { browser, answer };
}
const kept = async () => Number((await world.sql(tenant, 'SELECT count(*) FROM kept_text'))[0][0]);
// Somebody signs in in that browser; the cookies of what was kept stay.
async function comesBack(browser, account) {
    const fresh = await sessionOf(world, tenant, account);
    browser.jar.set(SESSION, fresh.jar.get(SESSION));
    return browser;
}

test('a form that is sent after the session ended says that it was kept, and after signing in by the pages it stands in the form again', async () => {
    const { browser, answer } = await lateSender();
    assert.equal(answer.status, 401);
    assert.match(answer.text, /Wat u schreef, is bewaard\. Log binnen een uur opnieuw in\./);
    assert.ok(!answer.body.includes(MARK), 'the answer holds nothing of it');
    assert.deepEqual([browser.jar.has(SESSION), browser.jar.has(TYPED)], [false, true]);
    const again = /href="(\/inloggen\?terug=[^"]*)"/.exec(answer.body)[1];
    const seen = world.sms(tenant).length;
    const verify = await browser.follow(await browser.press(await browser.open(again), 'Inloggen', { Gebruikersnaam: person.login, Wachtwoord: person.password }));
    assert.ok(!verify.body.includes(MARK), 'not before the code');
    const form = await browser.follow(await browser.press(verify, 'Code controleren', { Code: await world.code(tenant, seen) }));
    assert.equal(form.path, PAGE);
    assert.match(form.text, /Wat u schreef, staat er weer/);
    assert.match(form.body, new RegExp(`value="${MARK} Marie"`));
    assert.match(form.body, /value="van &quot;Dijk&quot; &lt;b&gt;"/);
    assert.ok(!form.body.includes('geheim'), 'no password');
    assert.deepEqual([await kept(), browser.jar.has(TYPED)], [0, false], 'shown once, then deleted');
    assert.ok(!(await browser.get(PAGE)).body.includes(MARK));
});

test('what is kept holds no password and no code, and is known by a hash of the cookie', async () => {
    const { browser } = await lateSender();
    const [[row, hash]] = await world.sql(tenant, 'SELECT fields::text, token_hash FROM kept_text');
    assert.ok(row.includes(MARK) && !row.includes('geheim') && !row.includes('123456') && !row.includes('csrf'));
    assert.equal(hash, sha256(browser.jar.get(TYPED)));
});

test('another account in that browser, another browser, another page and another organisation see nothing of it', async () => {
    const { browser } = await lateSender();
    const otherPerson = await comesBack(browser.at(browser.host), stranger.account);
    assert.equal((await otherPerson.get(PAGE)).status, 200);
    assert.ok(!(await otherPerson.get(PAGE)).body.includes(MARK), 'another account');
    const elsewhere = await sessionOf(world, tenant, person.account);
    assert.ok(!(await elsewhere.get(PAGE)).body.includes(MARK), 'another browser of the same account');
    elsewhere.jar.set(TYPED, 'a'.repeat(43));
    assert.ok(!(await elsewhere.get(PAGE)).body.includes(MARK), 'a guessed cookie');
    const host = world.client(other).host;
    const abroad = browser.at(host);
    assert.ok(!(await abroad.get(PAGE)).body.includes(MARK), 'another organisation');
    assert.ok(!(await browser.at(browser.host).open(PAGE)).body.includes(MARK), 'nobody signed in');
    assert.equal(await kept(), 1, 'still there for its owner');
    const back = await comesBack(browser, person.account);
    assert.ok(!(await back.get('/start')).body.includes(MARK), 'another page');
    assert.ok((await back.get(PAGE)).body.includes(MARK));
});

test('it is about the client it was typed for, also when the new session would begin with another', async () => {
    const second = await makeLogin(world, tenant, 'AAA eerste');
    await setAccess(world, tenant, person.account, second.ids.client, ['settings', 'details'], 'portal_manager');
    const browser = await sessionOf(world, tenant, person.account);
    await browser.post('/wissel', { csrf: await formToken(browser, '/uitloggen'), client: person.ids.client });
    const csrf = await formToken(browser, PAGE);
    world.advanceClock(15 * 60 + 1);
    await browser.post(PAGE, { csrf, ...typed });
    await comesBack(browser, person.account);
    assert.ok((await browser.get(PAGE)).body.includes(MARK));
    const [[client]] = await world.sql(tenant, `SELECT client_id FROM session WHERE token_hash = '${sha256(browser.jar.get(SESSION))}'`);
    assert.equal(client, person.ids.client);
    await world.sql(tenant, `DELETE FROM access WHERE account_id = '${person.account}' AND client_id = '${second.ids.client}'`);
});

test('after an hour it is shown to nobody, and who may not see the client any more gets nothing', async () => {
    const { browser } = await lateSender();
    world.advanceClock(3601);
    await comesBack(browser, person.account);
    assert.ok(!(await browser.get(PAGE)).body.includes(MARK));
    const late = await lateSender();
    await world.sql(tenant, `UPDATE access SET ends_on = '2020-01-01' WHERE account_id = '${person.account}'`);
    await comesBack(late.browser, person.account);
    assert.ok(!(await late.browser.get(PAGE)).body.includes(MARK));
    await world.sql(tenant, `UPDATE access SET ends_on = NULL WHERE account_id = '${person.account}'`);
});

test('nothing is kept of a form that no page of ours made, of an invented session, of passwords alone, or of a route that does not say so', async () => {
    const browser = await sessionOf(world, tenant, person.account);
    const csrf = await formToken(browser, PAGE);
    world.advanceClock(15 * 60 + 1);
    assert.equal((await browser.post(PAGE, { ...typed }, {})).status, 403);
    assert.equal((await browser.post(PAGE, { csrf, ...typed }, { headers: { origin: 'http://elders.example' } })).status, 403);
    const invented = world.client(tenant);
    invented.jar.set(SESSION, 'z'.repeat(43));
    invented.jar.set('__Host-inzage_form', browser.jar.get('__Host-inzage_form') ?? 'y'.repeat(43));
    await invented.post(PAGE, { csrf: await formToken(invented, '/inloggen'), ...typed });
    const secrets = await lateSender({ wachtwoord: MARK });
    assert.ok(!secrets.answer.text.includes('is bewaard'));
    await lateSender({ oud: MARK, tekst: MARK }, '/profiel/wachtwoord');
    assert.equal(await kept(), 0);
    // Many forms of one ended session take the place of one.
    const { browser: sender } = await lateSender();
    const was = await sessionOf(world, tenant, person.account);
    const token = await formToken(was, PAGE);
    world.advanceClock(15 * 60 + 1);
    for (let i = 0; i < 3; i += 1) {
        const copy = was.at(sender.host);
        await copy.post(PAGE, { csrf: token, ...typed });
    }
    assert.equal(await kept(), 2);
});
