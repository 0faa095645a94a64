// Who looked at a dossier: complete, for those who may know, in plain words; and proof that nobody changed the log.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { sharedWorld } from '../harness/world.mjs';
import { makeAccount, makePerson, portalNow, sessionOf, setAccess } from './people.mjs';
import { RIGHTS } from './routes.mjs';

const world = await sharedWorld();
const [tenant] = world.tenants;
const SECRET = 'Wondgenezing8Q2';
let me; // the portal manager of a client of their own
let piet; // a contact with the right to messages alone
let manager;
let contact;

const textOf = (answer) => answer.body.replace(/<header[\s\S]*?<\/header>|<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const lastRow = async () => (await world.sql(tenant, `SELECT event, outcome, reason, rule FROM access_log WHERE account_id IN ('${me.account}', '${piet}') ORDER BY id DESC LIMIT 1`))[0];

before(async () => {
    me = await makePerson(world, tenant, 'Beheerster');
    await world.sql(tenant, `UPDATE access SET role = 'portal_manager' WHERE account_id = '${me.account}' AND client_id = '${me.ids.client}'; UPDATE report SET title = '${SECRET}', body = '${SECRET}' WHERE id = '${me.ids.report}'`);
    piet = await makeAccount(world, tenant, 'Pietje');
    await setAccess(world, tenant, piet, me.ids.client, ['messages']);
    manager = await sessionOf(world, tenant, me.account);
    contact = await sessionOf(world, tenant, piet);
});

test('who read what and who was refused stands there in plain words, without a word of what was read', async () => {
    await manager.get(`/dossier/lezen/rapportage/${me.ids.report}`);
    await contact.get('/dossier/tijdslijn');
    const page = await manager.get('/inzagelog');
    assert.equal(page.status, 200);
    const text = textOf(page);
    assert.match(text, /Beheerster Beheerster \(u\) Beheerder van dit portaal.*Bekeek de rapportages/);
    assert.match(text, /Pietje Pietje Contactpersoon.*Wilde de tijdslijn openen\. Dat is niet gelukt\. Deze persoon heeft dit recht niet\./);
    assert.ok(!page.body.includes(SECRET));
});

test('looking at the list is a row of the list itself', async () => {
    await manager.get('/inzagelog');
    assert.deepEqual(await lastRow(), ['access_log', 'granted', '', 'right:any']);
    assert.match(textOf(await manager.get('/inzagelog')), /Bekeek deze lijst/);
});

test('a contact may not see it whatever the rights; the try is refused and written down', async () => {
    await setAccess(world, tenant, piet, me.ids.client, RIGHTS);
    const answer = await contact.get('/inzagelog');
    assert.equal(answer.status, 403);
    assert.match(textOf(answer), /U mag niet zien wie er keek/);
    assert.deepEqual(await lastRow(), ['access_log', 'refused', 'no_right', 'right:access_log']);
    await setAccess(world, tenant, piet, me.ids.client, ['messages']);
    for (const role of ['client', 'legal_representative', 'portal_manager']) {
        await world.sql(tenant, `UPDATE access SET role = '${role}' WHERE account_id = '${piet}'`);
        assert.equal((await contact.get('/inzagelog')).status, 200, role);
    }
    await world.sql(tenant, `UPDATE access SET role = 'contact' WHERE account_id = '${piet}'`);
});

test('a preview stands there with both names, and shows the list to nobody who may not see it', async () => {
    const page = await manager.open(`/gebruikersbeheer/mensen/${piet}`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)[1];
    await manager.post(`/gebruikersbeheer/mensen/${piet}/zie-als`, { csrf });
    await manager.get('/berichten');
    assert.equal((await manager.get('/inzagelog')).status, 403);
    await world.sql(tenant, `UPDATE session SET state = 'full', preview_account = NULL WHERE account_id = '${me.account}'`);
    assert.match(textOf(await manager.get('/inzagelog')), /Bekeek de berichten \(keek zoals Pietje Pietje het ziet\)/);
});

test('another client’s log is out of reach, by query too', async () => {
    const other = await makePerson(world, tenant, 'Vreemde');
    const stranger = await sessionOf(world, tenant, other.account);
    await stranger.get('/dossier/tijdslijn');
    for (const query of ['', `?wie=${other.account}`, `?client=${other.ids.client}`]) assert.ok(!textOf(await manager.get(`/inzagelog${query}`)).includes('Vreemde Vreemde'), query);
});

test('many rows come page by page, each once, and a person or a period can be chosen', async () => {
    await world.sql(
        tenant,
        `INSERT INTO access_log (at, event, action, outcome, account_id, person, role, client_id)
         SELECT '${portalNow(world)}'::timestamptz - interval '20 days' - i * interval '1 second', 'agenda', 'R', 'granted', '${piet}', 'Rij' || i || 'x', 'contact', '${me.ids.client}' FROM generate_series(1, 120) i`,
    );
    assert.ok(!textOf(await manager.get('/inzagelog')).includes('Rij1x'), 'not within seven days');
    const seen = [];
    let path = `/inzagelog?periode=30&wie=${piet}`;
    for (let pages = 0; path && pages < 10; pages += 1) {
        const page = await manager.get(path);
        assert.equal(page.status, 200);
        seen.push(...[...textOf(page).matchAll(/Rij(\d+)x/g)].map((m) => Number(m[1])));
        path = /href="(\/inzagelog\?[^"]*voor=[^"]+)"/.exec(page.body)?.[1].replaceAll('&amp;', '&');
    }
    assert.deepEqual(seen, Array.from({ length: 120 }, (_, i) => i + 1));
    assert.ok(!textOf(await manager.get(`/inzagelog?periode=30&wie=${me.account}`)).includes('Rij1x'));
    for (const wrong of ['?voor=x', '?voor=1~', '?periode=x', '?wie=x']) assert.equal((await manager.get(`/inzagelog${wrong}`)).status, 200, wrong);
});

test('the organisation’s reviewer searches the log; that is written in the admin audit and, about a client, in the log', async () => {
    const [[number]] = await world.sql(tenant, `SELECT client_number FROM client WHERE id = '${me.ids.client}'`);
    const who = number || me.ids.client;
    const from = new Date(Date.parse(portalNow(world)) - 3600_000).toISOString();
    const rows = JSON.parse(await world.ctl('--json', 'access-log', 'search', tenant, '--client', who, '--outcome', 'refused', '--from', from, '--by', 'Toetser Jansen'));
    assert.ok(rows.length > 0 && rows.every((r) => r.outcome === 'refused'));
    assert.ok(rows.some((r) => r.event === 'dossier.timeline' && r.person === 'Pietje Pietje' && r.reason === 'no_right'));
    assert.ok(!JSON.stringify(rows).includes(SECRET));
    const [[deed, detail]] = await world.sql('control', "SELECT deed, detail->>'by' FROM admin_audit ORDER BY id DESC LIMIT 1");
    assert.deepEqual([deed, detail], ['access_log.search', 'Toetser Jansen']);
    const [[person, source]] = await world.sql(tenant, "SELECT person, source FROM access_log WHERE event = 'access_log.searched' ORDER BY id DESC LIMIT 1");
    assert.deepEqual([person, source], ['Toetser Jansen', 'inzagectl']);
});

test('the log proves to be whole; one row that a superuser alters is named', async () => {
    await world.sql(tenant, `SELECT seal_access_log('${portalNow(world, 600)}', 100000)`);
    const whole = JSON.parse(await world.ctl('--json', 'access-log', 'verify', tenant));
    assert.equal(whole.fault, '');
    assert.ok(whole.sealed_rows > 100);
    const [[row, was]] = await world.sql(tenant, `SELECT id, person FROM access_log WHERE account_id = '${piet}' ORDER BY id LIMIT 1`);
    await world.sql(tenant, `UPDATE access_log SET person = 'Niemand' WHERE id = ${row}`);
    await assert.rejects(world.ctl('access-log', 'verify', tenant), (error) => error.code === 1 && error.stdout.includes(`row ${row} was changed`));
    await world.sql(tenant, `UPDATE access_log SET person = '${was}' WHERE id = ${row}`);
    assert.match(await world.ctl('access-log', 'verify', tenant), /is whole/);
});
