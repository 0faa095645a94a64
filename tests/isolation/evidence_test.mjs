// No row in the access log, no care text: the portal refuses to show what it can't account for.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { png, upload } from '../harness/pictures.mjs';
import { sharedWorld, until } from '../harness/world.mjs';
import { formToken, makeAccount, makeLogin, makePerson, portalNow, sessionOf } from './people.mjs';
import { fill, isGated, isStep, partOf, routesOf } from './routes.mjs';

const world = await sharedWorld();
const [tenant, other] = world.tenants;
const MARK = 'Bewijsplicht4T6';
let pages;
let me;
let app;

before(async () => {
    pages = (await routesOf(world)).filter((r) => r.method === 'GET' && isGated(r) && !isStep(r));
    me = await makePerson(world, tenant, MARK);
    app = `${await world.databaseOf(tenant)}_app`;
});
const restore = () => world.sql(tenant, `GRANT SELECT, INSERT ON access_log TO ${app}`);
after(restore);

const path = (pattern) => fill(pattern, partOf(pattern) ? me.ids[partOf(pattern)] : '');

test('the access log takes no row: every page about a client answers 503 without a word of care', async () => {
    const client = await sessionOf(world, tenant, me.account);
    const offered = [];
    for (const { pattern } of pages) if ((await client.get(path(pattern))).status === 200) offered.push(pattern);
    assert.ok(offered.length > 5);
    await world.sql(tenant, `REVOKE INSERT ON access_log FROM ${app}`);
    try {
        for (const pattern of offered) {
            const answer = await client.get(path(pattern));
            assert.equal(answer.status, 503, pattern);
            assert.ok(Number(answer.headers['retry-after']) > 0, `${pattern}: when to try again`);
            assert.ok(!answer.body.includes(MARK), pattern);
        }
    } finally {
        await restore();
    }
    for (const pattern of offered) assert.equal((await client.get(path(pattern))).status, 200, `${pattern} afterwards`);
});

test('the access log is locked: 503 within 20 s without a word of care, and another tenant does not notice', async () => {
    const client = await sessionOf(world, tenant, me.account);
    const neighbour = await makePerson(world, other, 'Buur');
    const theirs = await sessionOf(world, other, neighbour.account);
    assert.equal((await client.get('/dossier/tijdslijn')).status, 200);
    const held = world.sql(tenant, 'BEGIN; LOCK TABLE access_log IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(40); COMMIT').catch((error) => error);
    await until('the lock', async () => {
        const [[held]] = await world.sql(tenant, "SELECT count(*) FROM pg_locks WHERE relation = 'access_log'::regclass AND mode = 'AccessExclusiveLock' AND granted");
        return held === '1';
    });
    let waited_ms;
    const asked = client.get('/dossier/tijdslijn');
    const start = Date.now();
    asked.then(() => (waited_ms = Date.now() - start));
    assert.equal((await theirs.get('/dossier/tijdslijn')).status, 200);
    assert.ok(Date.now() - start < 2000, `the other tenant waited ${Date.now() - start} ms`);
    const answer = await asked;
    assert.equal(answer.status, 503);
    assert.ok(waited_ms < 20_000, `answered after ${waited_ms} ms`);
    assert.ok(!answer.body.includes(MARK));
    await world.sql('control', "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(40)%' AND pid <> pg_backend_pid()");
    await held;
    assert.equal((await client.get('/dossier/tijdslijn')).status, 200);
});

test('the portal can add to the access log, and change or remove nothing in it', async () => {
    for (const deed of [
        "UPDATE access_log SET person = 'x'",
        'DELETE FROM access_log',
        'TRUNCATE access_log',
        "UPDATE access_log_seal SET seal = 'x'",
        'DELETE FROM access_log_seal',
        'DROP TABLE access_log',
        'ALTER TABLE access_log DISABLE TRIGGER ALL',
    ])
        await assert.rejects(world.sql(tenant, `\\set ON_ERROR_STOP on\nSET ROLE ${app}; ${deed};`), /permission denied|must be owner/, deed);
});

test("a read writes who, where, what and by which right, in UTC, and nothing of the text", async () => {
    const client = await sessionOf(world, tenant, me.account);
    const [[last]] = await world.sql(tenant, 'SELECT max(id) FROM access_log');
    const answer = await client.get(`/dossier/lezen/rapportage/${me.ids.report}`);
    assert.equal(answer.status, 200);
    const rows = await world.sql(
        tenant,
        `SELECT event, action, outcome, account_id, person, role, ip, client_id, object_kind, object_id, rule, session_id IS NOT NULL FROM access_log WHERE id > ${last} ORDER BY id`,
    );
    assert.deepEqual(rows, [['dossier.read', 'R', 'granted', me.account, `${MARK} ${MARK}`, 'contact', '127.0.0.1', me.ids.client, 'report', me.ids.report, 'right:dossier', 't']]);
});

test("an id that is not the client's is written down as refused, with the id that was asked for", async () => {
    const client = await sessionOf(world, tenant, me.account);
    const neighbour = await makePerson(world, tenant, 'Buurvrouw');
    const [[last]] = await world.sql(tenant, 'SELECT max(id) FROM access_log');
    const asked = [
        ['dossier.read', 'report', `/dossier/lezen/rapportage/${neighbour.ids.report}`, neighbour.ids.report],
        ['dossier.read', 'questionnaire', `/dossier/lezen/vragenlijst/${neighbour.ids.questionnaire}`, neighbour.ids.questionnaire],
        ['dossier.care_plan', 'care_plan', `/dossier/plannen/${neighbour.ids.care_plan}`, neighbour.ids.care_plan],
        ['messages.thread', 'conversation', `/berichten/${neighbour.ids.conversation}`, neighbour.ids.conversation],
    ];
    for (const [, , address] of asked) assert.equal((await client.get(address)).status, 404, address);
    const rows = await world.sql(tenant, `SELECT event, outcome, reason, object_kind, object_id, client_id FROM access_log WHERE id > ${last} ORDER BY id`);
    assert.deepEqual(
        rows,
        asked.map(([event, kind, , id]) => [event, 'refused', 'not_found', kind, id, me.ids.client]),
    );
});

const [jaar, maand, dag] = portalNow(world, 20 * 86_400).split(/[^\d]/);
const SOON = { jaar, maand, dag };
// What each form needs to be taken; the rest is FORM below.
const FORMS = {
    '/agenda/nieuw': { sleutel: randomUUID(), titel: 'Kapper', van: '14.00', tot: '15.00', zicht: 'openbaar', ...SOON },
    '/agenda/afspraak/{id}/wijzigen': { titel: 'Kapper', van: '16.00', tot: '17.00', zicht: 'openbaar', ...SOON },
    '/agenda/koppelen': { inhoud: 'alles' },
};
// Deeds that are not theirs or not due here: a row all the same, and a page that says so.
const ELSEWHERE = { '/dossier/schrijven': 404, '/dossier/schrijven/{id}/opnieuw': 404, '/download/maken': 403, '/download/ophalen': 403, '/gegevens/prikbord/{id}/laten-staan': 404 };

test('what is written by a form is one row too: who, which deed, at which client', async () => {
    const client = await sessionOf(world, tenant, me.account);
    const posts = (await routesOf(world)).filter((r) => r.method === 'POST' && isGated(r) && r.right !== 'signed_in'); // what concerns the account alone: account_test.mjs
    assert.ok(posts.length >= 2);
    for (const { pattern } of posts) {
        const csrf = await formToken(client);
        const [[last]] = await world.sql(tenant, 'SELECT max(id) FROM access_log');
        const form = { csrf, client: me.ids.client, tot: portalNow(world), dag: '31', maand: '12', jaar: '2050', voornaam: 'A', achternaam: 'B', email: 'ab@example.nl', aan: me.ids.person, bericht: 'Dag', tekst: 'Dag', doe: 'bewaren', ...FORMS[pattern] };
        const answer = pattern === '/client/foto' ? await upload(client, pattern, { csrf }, [{ field: 'foto', name: 'oma.png', content: png() }]) : await client.post(path(pattern), form);
        assert.ok([200, 303].includes(answer.status) || answer.status === ELSEWHERE[pattern], `${pattern}: ${answer.status} ${answer.text}`);
        const rows = await world.sql(tenant, `SELECT outcome, account_id, client_id, role, ip, source, used_by FROM access_log WHERE id > ${last} AND event NOT LIKE 'invitation_%'`); // an invitation has its own row beside the deed's
        assert.deepEqual(rows, [[ELSEWHERE[pattern] === 403 ? 'refused' : 'granted', me.account, me.ids.client, 'contact', '127.0.0.1', 'portal', 'self']], pattern);
        if (pattern.endsWith('/zie-als')) assert.equal((await client.post('/gebruikersbeheer/zie-als/stop', { csrf })).status, 303);
        const stranger = await sessionOf(world, tenant, await makeAccount(world, tenant, 'Zonder'));
        const token = await formToken(stranger, '/uitloggen');
        const refused = await stranger.post(path(pattern), { ...form, csrf: token });
        assert.ok([403, 404].includes(refused.status), `${pattern}: ${refused.status} for who has no client`);
        const [row] = await world.sql(tenant, 'SELECT outcome, reason FROM access_log ORDER BY id DESC LIMIT 1');
        assert.equal(row[0], 'refused', pattern);
    }
});

test('signing in, failing to, and signing out are rows: who, when in UTC, from where, by which rule, with which outcome', async () => {
    const person = await makeLogin(world, tenant, 'Aanmelder');
    const visitor = Object.assign(world.client(tenant), { from: '127.0.5.77' });
    const since = portalNow(world, -1);
    const attempt = async (password) => visitor.press(await visitor.open('/inloggen'), 'Inloggen', { Gebruikersnaam: person.login, Wachtwoord: password });
    await attempt('dit is het niet');
    const page = await visitor.follow(await attempt(person.password));
    const sms = await until('the SMS', () => world.sms(tenant).find((m) => m.to === person.phone));
    const code = /\b(\d{6})\b/.exec(sms.text)[1];
    const again = await visitor.press(page, 'Code controleren', { Code: code === '000000' ? '000001' : '000000' });
    await visitor.follow(await visitor.press(again, 'Code controleren', { Code: code }));
    await visitor.press(await visitor.open('/uitloggen'), 'Uitloggen');
    const rows = await world.sql(
        tenant,
        `SELECT event, action, outcome, reason, person, ip, rule, object_kind, object_id = account_id::text, at >= '${since}' AND at <= '${portalNow(world, 1)}', session_id IS NOT NULL
           FROM access_log WHERE account_id = '${person.account}' AND event <> 'start' ORDER BY id`,
    );
    const row = (event, outcome, reason, rule, session) => [event, 'E', outcome, reason, 'Aanmelder Aanmelder', '127.0.5.77', rule, 'account', 't', 't', session];
    assert.deepEqual(rows, [
        row('login_refused', 'refused', 'wrong', 'password', 'f'),
        row('code_sent', 'granted', '', 'password', 't'),
        row('code_refused', 'refused', 'wrong', 'sms', 't'),
        row('login', 'granted', '', 'password+sms:other_device', 't'),
        row('logout', 'granted', '', '', 't'),
    ]);
});

test('each look has its own row, also when many come at the same moment', async () => {
    const client = await sessionOf(world, tenant, me.account);
    await client.get('/start');
    const [[last]] = await world.sql(tenant, 'SELECT max(id) FROM access_log');
    const answers = await Promise.all(Array.from({ length: 40 }, () => client.get('/dossier/tijdslijn')));
    const shown = answers.filter((a) => a.status === 200).length;
    assert.ok(shown >= 20, `${shown} of 40 shown`);
    const [[rows]] = await world.sql(tenant, `SELECT count(*) FROM access_log WHERE id > ${last} AND event = 'dossier.timeline' AND outcome = 'granted'`);
    assert.equal(Number(rows), shown);
});
