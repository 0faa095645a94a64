// The agenda: what is private stays with who made it, nothing leaves but the busy interval, looking changes nothing, and a
// calendar program gets no more than its account may see at that moment.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { formToken, makeAccount, makeClient, portalNow, sessionOf, setAccess, sha256 } from './people.mjs';

const world = await sharedWorld();
const SECRET = 'Notarisbezoek9Q4';
const RIGHTS = ['messages', 'appointments', 'dossier', 'details', 'settings'];
const homes = {}; // by tenant: a client with a maker and somebody else who may see the agenda

before(async () => {
    for (const tenant of ['debeyart', 'treant', 'zuyderland']) {
        const [maker, other] = [await makeAccount(world, tenant, 'Maker'), await makeAccount(world, tenant, 'Ander')];
        const ids = await makeClient(world, tenant, 'Zorgwoord', maker);
        await setAccess(world, tenant, maker, ids.client, RIGHTS, 'client');
        await setAccess(world, tenant, other, ids.client, ['appointments']);
        homes[tenant] = { tenant, maker, other, ids, mine: await sessionOf(world, tenant, maker), theirs: await sessionOf(world, tenant, other) };
    }
});

// The fields of a day so many days ahead, on the clock in Amsterdam.
function day(ahead, prefix = '') {
    const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date(portalNow(world, ahead * 86400)));
    const [year, month, number] = date.split('-').map(Number);
    return { [`${prefix}dag`]: number, [`${prefix}maand`]: month, [`${prefix}jaar`]: year };
}
const press = async (browser, path, fields = {}) => browser.post(path, { csrf: await formToken(browser, '/uitloggen'), ...fields });
const save = (browser, ahead, fields = {}) => press(browser, '/agenda/nieuw', { sleutel: randomUUID(), titel: SECRET, opmerking: `${SECRET} kluis`, ...day(ahead), van: '14.00', tot: '15.00', zicht: 'prive', ...fields });
const idIn = (answer) => /\/agenda\/afspraak\/([0-9a-f-]{36})/.exec(answer.location ?? '')?.[1];
const changes = (tenant, id) => world.sql(tenant, `SELECT action, state, payload::text FROM change WHERE object_id = '${id}' ORDER BY id`);
const logOf = (tenant, event, client) => world.sql(tenant, `SELECT outcome, reason, source, rule FROM access_log WHERE event = '${event}' AND client_id = '${client}' ORDER BY id`);
const count = async (tenant, where) => Number((await world.sql(tenant, `SELECT count(*) FROM appointment WHERE ${where}`))[0][0]);

test('De Beyart: "ziet de zorgprofessional alleen dat deze tijd bezet is": a private appointment leaves as times and nothing else', async () => {
    const { tenant, mine, theirs } = homes.debeyart;
    const made = await save(mine, 10);
    assert.equal(made.status, 303);
    const id = idIn(made);
    const [[action, state, payload]] = await changes(tenant, id);
    assert.deepEqual([action, state], ['create', 'queued']);
    assert.deepEqual(Object.keys(JSON.parse(payload)).sort(), ['cancelled', 'ends_at', 'kind', 'starts_at', 'visibility']);
    assert.ok(!payload.includes(SECRET) && payload.includes('"private"'));
    const [[outbox]] = await world.sql(tenant, `SELECT count(*) FROM outbox WHERE subject || body || html LIKE '%${SECRET}%'`);
    assert.equal(outbox, '0');
    assert.ok((await theirs.get(`/agenda/afspraak/${id}`)).body.includes(SECRET), 'the family reads it here: only the care is kept out');
});

test('what becomes private is taken back from the changes that still wait', async () => {
    const { tenant, mine } = homes.debeyart;
    const id = idIn(await save(mine, 11, { zicht: 'openbaar' }));
    assert.match((await changes(tenant, id))[0][2], new RegExp(SECRET));
    const edited = await press(mine, `/agenda/afspraak/${id}/wijzigen`, { titel: SECRET, opmerking: SECRET, ...day(11), van: '14.00', tot: '15.00', zicht: 'prive' });
    assert.equal(edited.status, 303);
    const all = await changes(tenant, id);
    assert.deepEqual(all.map(([action]) => action), ['create', 'update']);
    for (const [, , payload] of all) assert.ok(!payload.includes(SECRET), payload);
});

test('where private is kept from the family too, others see "Bezet" in every view, on the start page, in the file and through the link', async () => {
    const { tenant, maker, mine, theirs, ids } = homes.treant;
    const id = idIn(await save(mine, 3));
    const query = new URLSearchParams(day(3));
    const dag = `${query.get('jaar')}-${query.get('maand').padStart(2, '0')}-${query.get('dag').padStart(2, '0')}`;
    const pages = [...['maand', 'week', 'dag', 'lijst'].map((v) => `/agenda?weergave=${v}&dag=${dag}`), '/start', `/agenda/afspraak/${id}`, `/agenda/afspraak/${id}/afspraak.ics`];
    await world.sql(tenant, `UPDATE appointment SET cancelled = true WHERE client_id = '${ids.client}' AND id <> '${id}'`);
    for (const page of pages) {
        const [own, other] = [await mine.get(page), await theirs.get(page)];
        assert.equal(other.status, 200, page);
        assert.ok(own.body.includes(SECRET), `${page} for the maker`);
        assert.ok(!other.body.includes(SECRET), `${page} for another`);
        assert.match(other.body, /Bezet/, page);
    }
    for (const deed of ['wijzigen', 'afzeggen']) assert.ok((await press(theirs, `/agenda/afspraak/${id}/${deed}`, { titel: 'x' })).status === 303, deed);
    assert.equal(await count(tenant, `id = '${id}' AND NOT cancelled AND title = '${SECRET}' AND created_by = '${maker}'`), 1);
    const link = await makeLink(theirs, 'alles');
    const feed = await world.client(tenant).get(link);
    assert.ok(!feed.body.includes(SECRET) && feed.body.includes('SUMMARY:Bezet'));
    // The clash warning doesn't tell either.
    const clash = await save(theirs, 3, { titel: 'Kapper', opmerking: '', zicht: 'openbaar' });
    assert.equal(clash.status, 409);
    assert.ok(!clash.body.includes(SECRET) && clash.body.includes('Bezet'));
});

test('a form sent five times at once makes one appointment and one change', async () => {
    const { tenant, mine, maker } = homes.debeyart;
    const csrf = await formToken(mine, '/uitloggen');
    const form = { csrf, sleutel: randomUUID(), titel: 'Dubbelklik', ...day(20), van: '9.00', tot: '10.00', zicht: 'openbaar' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => mine.post('/agenda/nieuw', form)));
    assert.deepEqual([...new Set(answers.map((a) => a.status))], [303]);
    assert.equal(new Set(answers.map(idIn)).size, 1);
    assert.equal(await count(tenant, `title = 'Dubbelklik' AND created_by = '${maker}'`), 1);
    assert.equal((await changes(tenant, idIn(answers[0]))).length, 1);
});

test('a clash is a warning for exactly those times; what was typed stays, and what is refused is not stored', async () => {
    const { tenant, mine } = homes.debeyart;
    assert.equal((await save(mine, 30, { zicht: 'openbaar' })).status, 303);
    const again = { titel: 'Bezoek van Kees', ...day(30), van: '14.30', tot: '16.00', opmerking: 'met taart' };
    const warned = await save(mine, 30, again);
    assert.equal(warned.status, 409);
    assert.ok(warned.body.includes('Bezoek van Kees') && warned.body.includes('met taart') && warned.body.includes(SECRET));
    const agreed = /name="toch" value="([0-9a-f]{64})"/.exec(warned.body)[1];
    assert.equal((await save(mine, 30, { ...again, van: '14.15', toch: agreed })).status, 409, 'agreed to other times');
    assert.equal((await save(mine, 30, { ...again, toch: agreed })).status, 303);
    const soon = await save(mine, 1, { titel: 'Te snel', opmerking: 'zo getypt' });
    assert.equal(soon.status, 422);
    assert.match(soon.body, /minder dan 48 uur/);
    assert.ok(soon.body.includes('Te snel') && soon.body.includes('zo getypt'));
    assert.equal(await count(tenant, "title = 'Te snel'"), 0);
});

test('only whom the organisation lets in makes appointments; a contact at Zuyderland gets the reason and stores nothing', async () => {
    const { tenant, other, theirs, mine } = homes.zuyderland;
    const page = await theirs.get('/agenda/nieuw');
    assert.equal(page.status, 403);
    assert.match(page.text, /Alleen de cliënt en de portaalbeheerder/);
    assert.equal((await save(theirs, 5)).status, 403);
    const id = idIn(await save(mine, 6, { zicht: 'openbaar' }));
    for (const deed of ['wijzigen', 'afzeggen', 'terugzetten']) assert.equal((await press(theirs, `/agenda/afspraak/${id}/${deed}`, { titel: 'x' })).status, 403, deed);
    assert.equal(await count(tenant, `created_by = '${other}' OR (id = '${id}' AND (cancelled OR title <> '${SECRET}'))`), 0);
});

test('Zuyderland: "In de thuiszorg zijn alleen de afspraken die u zelf inplant inzichtelijk", nowhere and by no clash anything else', async () => {
    const { tenant, mine, ids } = homes.zuyderland;
    await world.sql(tenant, `UPDATE client SET home_care = true WHERE id = '${ids.client}'; UPDATE appointment SET title = 'Wondzorg', starts_at = '${portalNow(world, 8 * 86400)}', ends_at = '${portalNow(world, 9 * 86400)}' WHERE id = '${ids.appointment}'`);
    const link = await makeLink(mine, 'alles');
    for (const view of ['maand', 'week', 'dag', 'lijst']) assert.ok(!(await mine.get(`/agenda?weergave=${view}&dag=${portalNow(world, 8 * 86400).slice(0, 10)}`)).body.includes('Wondzorg'), view);
    assert.equal((await mine.get(`/agenda/afspraak/${ids.appointment}`)).status, 404);
    assert.ok(!(await world.client(tenant).get(link)).body.includes('Wondzorg'));
    const made = await save(mine, 8, { titel: 'Kapper', 'hele-dag': 'ja', van: '', tot: '' });
    assert.equal(made.status, 303, 'no clash with what is not shown');
    await world.sql(tenant, `UPDATE client SET home_care = false WHERE id = '${ids.client}'`);
    assert.ok((await mine.get(`/agenda/afspraak/${ids.appointment}`)).body.includes('Wondzorg'));
});

test('who looks through somebody else’s eyes reads what both may read and changes nothing', async () => {
    const { tenant, mine, maker, other, ids } = homes.treant;
    const id = idIn(await save(mine, 40, { titel: SECRET }));
    const before = await count(tenant, `client_id = '${ids.client}'`);
    assert.equal((await press(mine, `/gebruikersbeheer/mensen/${other}/zie-als`)).location, '/start');
    const page = await mine.get(`/agenda/afspraak/${id}`);
    assert.equal(page.status, 200);
    assert.ok(!page.body.includes(SECRET), 'not what the other person may not read');
    assert.equal((await mine.get('/agenda/nieuw')).status, 403);
    for (const [path, form] of [['/agenda/nieuw', {}], [`/agenda/afspraak/${id}/afzeggen`, {}], [`/agenda/afspraak/${id}/wijzigen`, { titel: 'x' }], ['/agenda/koppelen', { inhoud: 'alles' }]])
        assert.equal((await press(mine, path, form)).status, 403, path);
    assert.equal(await count(tenant, `client_id = '${ids.client}'`), before);
    assert.equal(await count(tenant, `id = '${id}' AND NOT cancelled AND title = '${SECRET}'`), 1);
    assert.equal((await world.sql(tenant, `SELECT count(*) FROM calendar_link WHERE account_id = '${maker}' AND with_titles`))[0][0], '0');
    assert.equal((await press(mine, '/gebruikersbeheer/zie-als/stop')).status, 303);
});

async function makeLink(browser, inhoud) {
    const page = await press(browser, '/agenda/koppelen', { sleutel: randomUUID(), inhoud });
    assert.equal(page.status, 200);
    return /(\/agenda-koppeling\/[A-Za-z0-9_-]{43})"/.exec(page.body)[1];
}

test('a calendar link gives what its account may see now, in times and kinds unless titles were chosen, and each use is written down', async () => {
    const { tenant, mine, ids, maker } = homes.debeyart;
    const link = await makeLink(mine, 'bezet');
    const program = world.client(tenant);
    const feed = await program.get(link, { cookies: false });
    assert.equal(feed.status, 200);
    assert.match(feed.headers['content-type'], /^text\/calendar/);
    assert.equal(feed.headers['cache-control'], 'no-store');
    assert.deepEqual(feed.cookies, []);
    assert.ok(!feed.body.includes('Zorgwoord') && !feed.body.includes(SECRET) && feed.body.includes('SUMMARY:Zorg\r\n'));
    assert.ok((await program.get(await makeLink(mine, 'alles'))).body.includes('Zorgwoord'));
    const token = link.split('/').at(-1);
    assert.equal((await world.sql(tenant, `SELECT count(*) FROM calendar_link WHERE token_hash = '${sha256(token)}' AND last_used_at IS NOT NULL`))[0][0], '1');
    assert.equal((await world.sql(tenant, `SELECT count(*) FROM calendar_link l WHERE l::text LIKE '%${token}%'`))[0][0], '0', 'only its hash is kept');
    assert.ok(!world.log().includes(token), 'and it stands in no log');
    const gone = await program.get(`/agenda-koppeling/${'x'.repeat(43)}`);
    assert.equal(gone.status, 404);
    assert.equal((await world.client('treant').get(link)).status, 404, "at another organisation it is nobody's");
    const refused = [];
    for (const [what, change, undo] of [
        ['no_right', `UPDATE access SET right_appointments = false WHERE account_id = '${maker}'`, `UPDATE access SET right_appointments = true WHERE account_id = '${maker}'`],
        ['access_ended', `UPDATE access SET ends_on = '2020-01-01' WHERE account_id = '${maker}'`, `UPDATE access SET ends_on = NULL WHERE account_id = '${maker}'`],
        ['account_ended', `UPDATE account SET state = 'blocked' WHERE id = '${maker}'`, `UPDATE account SET state = 'active' WHERE id = '${maker}'`],
        ['care_ended', `UPDATE client SET care_ended_on = '2020-01-01' WHERE id = '${ids.client}'`, `UPDATE client SET care_ended_on = NULL WHERE id = '${ids.client}'`],
    ]) {
        await world.sql(tenant, change);
        const answer = await program.get(link);
        assert.deepEqual([answer.status, answer.body], [gone.status, gone.body], what);
        await world.sql(tenant, undo);
        assert.equal((await program.get(link)).status, 200, `after ${what}`);
        refused.push(['refused', what, 'calendar', 'link:appointments'], ['granted', '', 'calendar', 'link:appointments']);
    }
    assert.deepEqual((await logOf(tenant, 'agenda.subscription', ids.client)).slice(-8), refused);
});

test('a calendar link that was withdrawn, or asked too often, gives nothing; nobody withdraws another’s', async () => {
    const { tenant, mine, theirs } = homes.debeyart;
    const link = await makeLink(mine, 'bezet');
    const program = world.client(tenant);
    const hash = sha256(link.split('/').at(-1));
    const [[id]] = await world.sql(tenant, `UPDATE calendar_link SET hour_start = '${portalNow(world)}', hour_uses = 60 WHERE token_hash = '${hash}' RETURNING id`);
    const often = await program.get(link);
    assert.equal(often.status, 429);
    assert.ok(Number(often.headers['retry-after']) > 0);
    await world.sql(tenant, `UPDATE calendar_link SET hour_uses = 0 WHERE token_hash = '${hash}'`);
    assert.equal((await press(theirs, `/agenda/koppelen/${id}/intrekken`)).status, 404);
    assert.equal((await program.get(link)).status, 200);
    assert.equal((await press(mine, `/agenda/koppelen/${id}/intrekken`)).status, 303);
    assert.equal((await program.get(link)).status, 404);
    assert.ok(!(await mine.get('/agenda/koppelen')).body.includes(id));
});

test('cancelling can be undone for ten minutes, a series as a whole; the care hears both', async () => {
    const { tenant, mine } = homes.debeyart;
    const id = idIn(await save(mine, 50, { titel: 'Zwemmen', zicht: 'openbaar', herhaal: 'week', ...day(71, 'herhaal-') }));
    const [[series]] = await world.sql(tenant, `SELECT series_id FROM appointment WHERE id = '${id}'`);
    const left = () => count(tenant, `series_id = '${series}' AND NOT cancelled`);
    assert.equal(await left(), 4);
    await press(mine, `/agenda/afspraak/${id}/afzeggen`, { reeks: 'deze' });
    assert.equal(await left(), 3);
    await press(mine, `/agenda/afspraak/${id}/terugzetten`);
    assert.equal(await left(), 4);
    await press(mine, `/agenda/afspraak/${id}/afzeggen`, { reeks: 'alle' });
    assert.equal(await left(), 0);
    await press(mine, `/agenda/afspraak/${id}/terugzetten`);
    assert.equal(await left(), 4);
    assert.deepEqual((await changes(tenant, id)).map(([action, , payload]) => [action, JSON.parse(payload).cancelled]), [['create', false], ['update', true], ['update', false], ['update', true], ['update', false]]);
    await press(mine, `/agenda/afspraak/${id}/afzeggen`, { reeks: 'deze' });
    await world.sql(tenant, `UPDATE appointment SET cancelled_at = cancelled_at - interval '11 minutes' WHERE id = '${id}'`);
    assert.match((await press(mine, `/agenda/afspraak/${id}/terugzetten`)).location, /te-laat/);
    assert.equal(await left(), 3);
});

test('the number of appointments to come has a limit, and the page says so', async () => {
    const { tenant, mine, maker, ids } = homes.debeyart;
    await world.sql(tenant, `INSERT INTO appointment (client_id, kind, title, starts_at, ends_at, created_by, created_at, updated_at) SELECT '${ids.client}', 'own', 'Vol', '${portalNow(world, 9e6)}', '${portalNow(world, 9e6 + 60)}', '${maker}', '${portalNow(world)}', '${portalNow(world)}' FROM generate_series(1, 300)`);
    const full = await save(mine, 60, { zicht: 'openbaar' });
    assert.equal(full.status, 422);
    assert.match(full.text, /hooguit 300/);
    await world.sql(tenant, `DELETE FROM appointment WHERE client_id = '${ids.client}' AND title = 'Vol'`);
    assert.equal((await save(mine, 60, { zicht: 'openbaar' })).status, 303);
});
