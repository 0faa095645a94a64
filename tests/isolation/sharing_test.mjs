// Who decides who may see what: rights, end dates, removal and its undoing, invitations, and looking as somebody else.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { formToken, makeAccount, makeClient, portalNow, sessionOf, setAccess, withoutNoise } from './people.mjs';
import { fill, isGated, partOf, RIGHTS, routesOf } from './routes.mjs';

const world = await sharedWorld();
const tenant = 'debeyart'; // everybody with the right "settings" decides
const MARK = 'Deelproef7K3';
let client;
let manager;
let contact;
let me; // the manager's browser
let theirs; // the contact's

const flags = async (account, of = client.client) => (await world.sql(tenant, `SELECT to_jsonb(x)::text FROM access x WHERE account_id = '${account}' AND client_id = '${of}'`))[0]?.[0];
const rightsOf = async (account) => {
    const row = JSON.parse((await flags(account)) ?? '{}');
    return RIGHTS.filter((r) => row[`right_${r}`]);
};
const press = async (browser, path, fields = {}) => browser.post(path, { csrf: await formToken(browser, '/uitloggen'), ...fields });
const about = (account, deed) => `/gebruikersbeheer/mensen/${account}/${deed}`;
const rows = (event) => world.sql(tenant, `SELECT outcome, reason, account_id, object_id, action FROM access_log WHERE event = '${event}' AND client_id = '${client.client}' ORDER BY id`);
// The whole table as the page shows it, with these ticks for one person.
async function saveRights(browser, account, rights) {
    const page = await browser.get('/gebruikersbeheer');
    const was = new RegExp(`name="was-${account}" value="([^"]*)"`).exec(page.body)?.[1] ?? '';
    const form = new URLSearchParams({ csrf: await formToken(browser, '/uitloggen'), mens: account, [`was-${account}`]: was });
    for (const right of rights) form.append(`recht-${account}`, right);
    return browser.request('POST', '/gebruikersbeheer/rechten', { body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${browser.host}` } });
}
const mailsTo = async (account) => Number((await world.sql(tenant, `SELECT count(*) FROM outbox WHERE channel = 'mail' AND account_id = '${account}' AND purpose LIKE 'access_%'`))[0][0]);

before(async () => {
    [manager, contact] = [await makeAccount(world, tenant, `${MARK} Beheer`), await makeAccount(world, tenant, `${MARK} Contact`)];
    client = await makeClient(world, tenant, MARK, manager);
    await setAccess(world, tenant, manager, client.client, RIGHTS, 'portal_manager');
    await setAccess(world, tenant, contact, client.client, ['details']);
    await world.sql(tenant, `UPDATE account SET email = login_name || '@example.nl' WHERE id IN ('${manager}', '${contact}')`);
    me = await sessionOf(world, tenant, manager);
    theirs = await sessionOf(world, tenant, contact);
});

test('a ticked right works and a withdrawn one is gone at the next request of an open session; both are told by mail and written down', async () => {
    const mails = await mailsTo(contact);
    assert.equal((await theirs.get('/dossier/tijdslijn')).status, 403);
    assert.equal((await saveRights(me, contact, ['dossier', 'details'])).location, '/gebruikersbeheer?gedaan=rechten');
    assert.equal((await theirs.get('/dossier/tijdslijn')).status, 200);
    await saveRights(me, contact, ['details']);
    assert.equal((await theirs.get('/dossier/tijdslijn')).status, 403);
    assert.equal(await mailsTo(contact), mails + 2);
    assert.deepEqual((await rows('sharing.right')).slice(-1), [['granted', '', manager, contact, 'U']]);
    const [[subject]] = await world.sql(tenant, `SELECT string_agg(subject, ' ') FROM outbox WHERE account_id = '${contact}'`);
    assert.ok(!subject.includes(MARK), 'no name in a mail');
});

test('the client is told of each change by mail: their own account, else the address in the care record', async () => {
    const told = async () => Number((await world.sql(tenant, "SELECT count(*) FROM outbox WHERE purpose = 'access_changed_client' AND recipient = 'clientadres@example.nl'"))[0][0]);
    await world.sql(tenant, `UPDATE client SET email = 'clientadres@example.nl' WHERE id = '${client.client}'`);
    await saveRights(me, contact, ['details', 'messages']);
    await saveRights(me, contact, ['details']);
    assert.equal(await told(), 2);
    await world.sql(tenant, `UPDATE client SET email = '' WHERE id = '${client.client}'`);
});

test('who lacks the right "settings" gets no page of it and changes nothing; who has it gives no right that they lack', async () => {
    const before = await flags(contact);
    for (const path of ['/gebruikersbeheer', `/gebruikersbeheer/mensen/${contact}`, '/gebruikersbeheer/toevoegen']) assert.equal((await theirs.get(path)).status, 403, path);
    for (const [path, form] of [
        ['/gebruikersbeheer/rechten', { mens: contact, [`was-${contact}`]: 'details', [`recht-${contact}`]: 'dossier' }],
        [about(manager, 'verwijderen'), {}],
        [about(manager, 'einddatum'), { dag: '1', maand: '1', jaar: '2040' }],
        [about(manager, 'zie-als'), {}],
        ['/gebruikersbeheer/toevoegen/rechten', { voornaam: 'A', achternaam: 'B', email: 'a@example.nl', recht: 'dossier' }],
    ])
        assert.equal((await press(theirs, path, form)).status, 403, path);
    assert.equal(await flags(contact), before);
    assert.deepEqual(await rightsOf(manager), RIGHTS);
    // With "settings" and "details" only: the dossier is not theirs to give, nor their own rights theirs to change.
    const third = await makeAccount(world, tenant, `${MARK} Derde`);
    await setAccess(world, tenant, third, client.client, []);
    await setAccess(world, tenant, contact, client.client, ['details', 'settings']);
    await saveRights(theirs, third, ['dossier', 'details', 'messages']);
    assert.deepEqual(await rightsOf(third), ['details']);
    await press(theirs, '/gebruikersbeheer/rechten', { mens: contact, [`was-${contact}`]: 'details,settings', [`recht-${contact}`]: 'dossier' });
    assert.deepEqual(await rightsOf(contact), ['details', 'settings']);
    await setAccess(world, tenant, contact, client.client, ['details']);
    await world.sql(tenant, `DELETE FROM access WHERE account_id = '${third}'`);
});

test("another client's people are answered like people that don't exist, by every form, and stay as they are", async () => {
    const stranger = await makeAccount(world, tenant, 'Vreemde');
    const other = await makeClient(world, tenant, 'Elders', stranger);
    await setAccess(world, tenant, stranger, other.client, RIGHTS);
    const before = await flags(stranger, other.client);
    const nobody = '12345678-1234-4234-8234-123456789abc';
    for (const deed of ['einddatum', 'verwijderen', 'terugdraaien', 'afwijzen', 'zie-als']) {
        const [a, b] = [await press(me, about(stranger, deed), { dag: '1', maand: '1', jaar: '2040' }), await press(me, about(nobody, deed), { dag: '1', maand: '1', jaar: '2040' })];
        assert.equal(a.status, 404, deed);
        assert.equal(withoutNoise(a, stranger), withoutNoise(b, nobody), deed);
    }
    await press(me, '/gebruikersbeheer/rechten', { mens: stranger, [`was-${stranger}`]: RIGHTS.join(), [`recht-${stranger}`]: 'details' });
    assert.equal((await press(me, `/gebruikersbeheer/uitnodigingen/${other.invitation}`, { doe: 'intrekken' })).status, 404);
    assert.equal(await flags(stranger, other.client), before);
});

test('removal acts at once and is undone exactly within ten minutes, and not after', async () => {
    const before = await flags(contact);
    assert.equal((await theirs.get('/gegevens/contactpersonen')).status, 200);
    assert.equal((await press(me, about(contact, 'verwijderen'))).location, '/gebruikersbeheer?gedaan=verwijderd');
    assert.ok([403, 404].includes((await theirs.get('/gegevens/contactpersonen')).status), 'the open session sees nothing');
    assert.equal(await flags(contact), undefined);
    assert.match((await me.get('/gebruikersbeheer')).text, /heeft geen toegang meer/);
    world.advanceClock(9 * 60 + 50);
    assert.equal((await press(me, about(contact, 'terugdraaien'))).location, '/gebruikersbeheer?gedaan=terug');
    assert.equal(await flags(contact), before);
    assert.equal((await theirs.get('/gegevens/contactpersonen')).status, 200);
    await press(me, about(contact, 'verwijderen'));
    world.advanceClock(10 * 60 + 1);
    assert.equal((await press(me, about(contact, 'terugdraaien'))).location, '/gebruikersbeheer?gedaan=te-laat');
    assert.equal(await flags(contact), undefined);
    assert.deepEqual((await rows('sharing.undo')).at(-1).slice(0, 2), ['refused', 'too_late']);
    await setAccess(world, tenant, contact, client.client, ['details']);
    theirs = await sessionOf(world, tenant, contact);
});

test('an end date ends access by itself; a day before today and nonsense are refused with what was typed', async () => {
    const wrong = await press(me, about(contact, 'einddatum'), { dag: '31', maand: '02', jaar: '2040' });
    assert.equal(wrong.status, 422);
    assert.ok(wrong.body.includes('value="31"') && wrong.body.includes('value="2040"'));
    assert.equal((await press(me, about(contact, 'einddatum'), { dag: '1', maand: '1', jaar: '2020' })).status, 422);
    const [year, month, day] = portalNow(world, 24 * 3600).slice(0, 10).split('-');
    assert.equal((await press(me, about(contact, 'einddatum'), { dag: day, maand: month, jaar: year })).location, '/gebruikersbeheer?gedaan=einddatum');
    assert.equal((await theirs.get('/gegevens/contactpersonen')).status, 200);
    await world.sql(tenant, `UPDATE access SET ends_on = ends_on - 3 WHERE account_id = '${contact}'`);
    assert.equal((await theirs.get('/gegevens/contactpersonen')).status, 403);
    assert.equal((await press(me, about(contact, 'einddatum'), { geen: 'ja' })).location, '/gebruikersbeheer?gedaan=einddatum');
    assert.equal((await theirs.get('/gegevens/contactpersonen')).status, 200);
});

test('nobody removes themselves, the client, the representative or somebody with a lock; a contact removes no manager', async () => {
    const people = {};
    for (const [name, role] of Object.entries({ client: 'client', representative: 'legal_representative', locked: 'contact' })) {
        people[name] = await makeAccount(world, tenant, `${MARK} ${name}`);
        await setAccess(world, tenant, people[name], client.client, RIGHTS, role);
    }
    await world.sql(tenant, `UPDATE access SET locked = true WHERE account_id = '${people.locked}'`);
    for (const [reason, account] of Object.entries({ yourself: manager, ...people })) {
        for (const [deed, form] of [['verwijderen', {}], ['einddatum', { dag: '1', maand: '1', jaar: '2040' }]]) {
            const answer = await press(me, about(account, deed), form);
            assert.equal(answer.status, 403, `${reason} ${deed}`);
        }
        assert.ok(await flags(account), `${reason} is still there`);
        assert.ok((await rows('sharing.remove')).some(([outcome, why, , object]) => outcome === 'refused' && why === reason && object === account), `${reason} is written down`);
    }
    assert.match((await me.get(`/gebruikersbeheer/mensen/${people.locked}`)).text, /De zorg heeft deze persoon vastgezet/);
    await setAccess(world, tenant, contact, client.client, RIGHTS);
    assert.equal((await press(theirs, about(manager, 'verwijderen'))).status, 403);
    assert.ok(await flags(manager));
    await world.sql(tenant, `DELETE FROM access WHERE account_id IN ('${Object.values(people).join("', '")}')`);
});

test('two who remove each other at the same moment: one stays, so somebody is always left who decides', async () => {
    const [a, b] = [await makeAccount(world, tenant, 'Een'), await makeAccount(world, tenant, 'Twee')];
    const { client: own } = await makeClient(world, tenant, 'Paar', a);
    for (const account of [a, b]) await setAccess(world, tenant, account, own, RIGHTS);
    const [one, two] = [await sessionOf(world, tenant, a), await sessionOf(world, tenant, b)];
    const tokens = [await formToken(one, '/uitloggen'), await formToken(two, '/uitloggen')];
    const answers = await Promise.all([one.post(about(b, 'verwijderen'), { csrf: tokens[0] }), two.post(about(a, 'verwijderen'), { csrf: tokens[1] })]);
    assert.equal(answers.filter((x) => x.status === 303).length, 1, answers.map((x) => x.status).join());
    assert.deepEqual(await world.sql(tenant, `SELECT count(*) FROM access WHERE client_id = '${own}'`), [['1']]);
});

test('a form that is older than what somebody else changed changes nothing for that person', async () => {
    await setAccess(world, tenant, contact, client.client, ['details', 'messages']);
    const answer = await press(me, '/gebruikersbeheer/rechten', { mens: contact, [`was-${contact}`]: 'details', [`recht-${contact}`]: 'dossier' });
    assert.equal(answer.location, '/gebruikersbeheer?gedaan=anders');
    assert.deepEqual(await rightsOf(contact), ['messages', 'details']);
});

test('asking for a right tells who decides, once a day, and goes with the answer', async () => {
    await setAccess(world, tenant, contact, client.client, []);
    const mails = await mailsTo(manager);
    assert.match((await theirs.get('/dossier/tijdslijn')).text, /Vraag het aan/);
    assert.match((await theirs.get('/vraag-toegang')).text, /U hebt niets gevraagd/);
    assert.equal((await press(theirs, '/vraag-toegang', { recht: 'dossier' })).location, '/vraag-toegang');
    assert.match((await theirs.get('/vraag-toegang')).text, /Uw vraag is verstuurd/);
    assert.equal((await press(theirs, '/vraag-toegang', { recht: 'dossier' })).location, '/vraag-toegang?al=ja');
    assert.equal(await mailsTo(manager), mails + 1);
    assert.match((await me.get('/gebruikersbeheer')).text, /vraagt om het dossier te mogen zien/);
    await saveRights(me, contact, ['dossier']);
    assert.doesNotMatch((await me.get('/gebruikersbeheer')).text, /vraagt om het dossier te mogen zien/);
    // Answered, and asked once more on the same day: that is not "nothing was asked".
    const again = await press(theirs, '/vraag-toegang', { recht: 'dossier' });
    assert.equal(again.location, '/vraag-toegang?al=ja');
    assert.match((await theirs.get(again.location)).text, /U hebt dit al gevraagd/);
});

test('known and unknown people are answered byte for byte alike, unless the manager shares a client with them', async () => {
    const known = await makeAccount(world, tenant, 'Bekende');
    await world.sql(tenant, `UPDATE account SET email = 'bekende.ergens@example.nl', given_name = 'Wil', prefix = 'van', family_name = 'Ergens' WHERE id = '${known}'`);
    const elsewhere = await makeClient(world, tenant, 'Elders', known);
    await setAccess(world, tenant, known, elsewhere.client, RIGHTS);
    const asked = (voornaam, achternaam, email) => press(me, '/gebruikersbeheer/toevoegen', { voornaam, achternaam, email });
    const same = (answer, ...typed) => typed.reduce((body, words) => body.replaceAll(words, 'X'), withoutNoise(answer));
    const [a, b] = [await asked('Wil', 'van Ergens', 'bekende.ergens@example.nl'), await asked('Zed', 'van Nergens', 'nieuwe.nergens@example.nl')];
    assert.equal(a.status, 200);
    assert.equal(same(a, 'van Ergens', 'bekende.ergens@example.nl', 'Wil'), same(b, 'van Nergens', 'nieuwe.nergens@example.nl', 'Zed'));
    const [c, d] = [await asked('Wil', 'van Ergens', 'ander@example.nl'), await asked('Zed', 'van Nergens', 'ander@example.nl')];
    assert.equal(same(c, 'van Ergens', 'Wil'), same(d, 'van Nergens', 'Zed'), 'by name only');
    const headers = ({ headers: { date, ...rest } }) => Object.keys(rest).filter((h) => h !== 'content-length');
    assert.deepEqual(headers(a), headers(b));
    const invited = async (email, voornaam) => press(me, '/gebruikersbeheer/toevoegen/rechten', { voornaam, achternaam: 'X', email, recht: 'details' });
    const [e, f] = [await invited('bekende.ergens@example.nl', 'Wil'), await invited('nieuwe.nergens@example.nl', 'Zed')];
    assert.deepEqual([e.status, e.location, e.body], [f.status, f.location, f.body]);
    const list = async (email) => new RegExp(`<li class="iz-card[^]*?${email}[^]*?</li>`).exec((await me.get('/gebruikersbeheer')).body)[0].split('<li').at(-1).replaceAll(/[0-9a-f-]{36}/g, 'ID').replace(/csrf" value="[^"]*"/, '');
    assert.equal(same({ body: await list('bekende.ergens@example.nl') }, 'Wil', 'bekende.ergens@example.nl'), same({ body: await list('nieuwe.nergens@example.nl') }, 'Zed', 'nieuwe.nergens@example.nl'));
    // Who shares another client with the manager is proposed, by name or by address, and is told from a stranger.
    await setAccess(world, tenant, manager, elsewhere.client, ['details']);
    for (const email of ['bekende.ergens@example.nl', 'anders@example.nl']) assert.match((await asked('Wil', 'van Ergens', email)).text, /Bedoelde u/, email);
    await world.sql(tenant, `DELETE FROM access WHERE account_id = '${manager}' AND client_id = '${elsewhere.client}'`);
});

test('the steps of adding keep what was typed, say what is wrong, and make an invitation with the ticked rights only', async () => {
    const wrong = await press(me, '/gebruikersbeheer/toevoegen', { voornaam: 'Joke', achternaam: '', email: 'geen adres' });
    assert.equal(wrong.status, 422);
    assert.ok(wrong.body.includes('value="Joke"') && wrong.body.includes('value="geen adres"') && wrong.text.includes('Vul de achternaam in'));
    const second = await press(me, '/gebruikersbeheer/toevoegen', { voornaam: 'Joke', achternaam: 'van den Berg', email: 'joke.berg@example.nl' });
    assert.equal((second.body.match(/checked/g) ?? []).length, 0, 'no right is ticked beforehand');
    const back = await me.press(second, 'Terug');
    assert.ok(back.body.includes('value="van den Berg"'));
    const sent = await me.press(second, 'Uitnodiging versturen', { recht: 'messages' });
    assert.equal(sent.location, '/gebruikersbeheer?gedaan=uitgenodigd');
    assert.deepEqual(await world.sql(tenant, "SELECT given_name, prefix, family_name, role, rights::text, state FROM invitation WHERE email = 'joke.berg@example.nl'"), [['Joke', 'van den', 'Berg', 'contact', '{messages}', 'sent']]);
    const [[id]] = await world.sql(tenant, "SELECT id FROM invitation WHERE email = 'joke.berg@example.nl'");
    assert.equal((await press(me, `/gebruikersbeheer/uitnodigingen/${id}`, { doe: 'opnieuw' })).location, '/gebruikersbeheer?gedaan=opnieuw');
    assert.equal((await press(me, `/gebruikersbeheer/uitnodigingen/${id}`, { doe: 'intrekken' })).location, '/gebruikersbeheer?gedaan=ingetrokken');
    assert.doesNotMatch((await me.get('/gebruikersbeheer')).text, /joke\.berg/);
});

test('"zie als" shows what that person sees and no more than one sees oneself, writes nothing, and names both in the log', async () => {
    await setAccess(world, tenant, contact, client.client, ['messages', 'dossier']);
    const secret = await makeClient(world, tenant, 'Geheim', contact);
    await world.sql(tenant, `UPDATE conversation SET client_id = '${client.client}', subject = 'Onderons' WHERE id = '${secret.conversation}'; UPDATE message SET client_id = '${client.client}' WHERE id = '${secret.message}'`);
    const picture = async () => world.sql(tenant, `SELECT md5(string_agg((to_jsonb(x) - 'last_visit_at' - 'previous_visit_at')::text, '' ORDER BY account_id, client_id)) FROM access x UNION ALL SELECT md5(string_agg(m::text, '' ORDER BY m::text)) FROM conversation_member m UNION ALL SELECT count(*)::text FROM notice_seen UNION ALL SELECT count(*)::text FROM invitation WHERE state = 'sent'`);
    const before = await picture();
    assert.equal((await press(me, about(contact, 'zie-als'))).location, '/start');
    const start = await me.get('/start');
    assert.match(start.text, new RegExp(`U ziet nu wat ${MARK} Contact`));
    assert.equal((await me.get('/dossier/tijdslijn')).status, 200);
    for (const path of ['/agenda', '/gegevens/contactpersonen', '/gebruikersbeheer', '/profiel']) assert.ok([403, 404].includes((await me.get(path)).status), path);
    assert.doesNotMatch((await me.get('/berichten')).text, /Onderons|Geheim/, "a conversation of that person only is not the manager's to read");
    assert.equal((await me.get(`/berichten/${secret.conversation}`)).status, 404);
    const last = (await world.sql(tenant, "SELECT account_id, rule FROM access_log WHERE event = 'dossier.timeline' ORDER BY id DESC LIMIT 1"))[0];
    assert.deepEqual(last, [manager, `right:dossier as:${contact}`]);
    for (const [path, form] of [
        ['/meldingen/gezien', { tot: portalNow(world) }],
        ['/wissel', { client: client.client }],
        ['/gebruikersbeheer/rechten', { mens: contact, [`was-${contact}`]: 'messages,dossier', [`recht-${contact}`]: 'settings' }],
        [about(contact, 'verwijderen'), {}],
        ['/gebruikersbeheer/toevoegen/rechten', { voornaam: 'A', achternaam: 'B', email: 'a@example.nl' }],
        ['/vraag-toegang', { recht: 'dossier' }],
    ])
        assert.equal((await press(me, path, form)).status, 403, path);
    for (const { pattern } of (await routesOf(world)).filter((r) => r.method === 'POST' && isGated(r))) {
        const id = partOf(pattern) === 'person' ? contact : (client[partOf(pattern)] ?? '');
        const answer = await press(me, fill(pattern, id));
        assert.ok([401, 403, 404].includes(answer.status), `${pattern}: ${answer.status}`);
    }
    // What the manager loses is gone from the preview too, and the other way round.
    await setAccess(world, tenant, manager, client.client, ['messages', 'settings'], 'portal_manager');
    assert.equal((await me.get('/dossier/tijdslijn')).status, 403);
    await setAccess(world, tenant, manager, client.client, RIGHTS, 'portal_manager');
    assert.equal((await me.get('/dossier/tijdslijn')).status, 200);
    await setAccess(world, tenant, contact, client.client, ['messages']);
    assert.equal((await me.get('/dossier/tijdslijn')).status, 403);
    await setAccess(world, tenant, contact, client.client, ['messages', 'dossier']);
    assert.deepEqual(await picture(), before);
    assert.equal((await press(me, '/gebruikersbeheer/zie-als/stop')).location, '/gebruikersbeheer');
    assert.equal((await me.get('/agenda')).status, 200);
    assert.deepEqual((await world.sql(tenant, `SELECT event, action, object_id FROM access_log WHERE event LIKE 'sharing.preview%' AND account_id = '${manager}' AND outcome = 'granted' ORDER BY id DESC LIMIT 2`)), [['sharing.preview_stop', 'E', contact], ['sharing.preview_start', 'E', contact]]);
});

test('who has no right at all is told by name who can give one, and gets the button only where people decide', async () => {
    for (const [where, role] of [['debeyart', 'portal_manager'], ['hetspectrum', 'portal_manager']]) {
        const words = `Rechteloos${where}`;
        const holder = await makeAccount(world, where, `${words} Beheer`);
        const nobody = await makeAccount(world, where, `${words} Niemand`);
        const ids = await makeClient(world, where, words, holder);
        await setAccess(world, where, holder, ids.client, RIGHTS, role);
        await setAccess(world, where, nobody, ids.client, []);
        const page = await (await sessionOf(world, where, nobody)).get('/start');
        assert.equal(page.status, 200);
        assert.match(page.text, /U mag hier nog niets zien/);
        const people = where === 'debeyart';
        assert.equal(page.text.includes(`${words} Beheer ${words} Beheer beslist wat u mag zien.`), people, where);
        assert.equal(page.body.includes('action="/vraag-toegang"'), people, where);
        assert.ok(!(await (await sessionOf(world, where, holder)).get('/start')).text.includes('beslist wat u mag zien'), 'who has rights isn\'t told');
    }
});
