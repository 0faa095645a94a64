// Settings of an organisation that change what its pages say and in which order.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';

import { ownWorld, until } from '../harness/world.mjs';
import { makePerson, portalNow, sessionOf } from '../isolation/people.mjs';

const world = await ownWorld({ tenants: ['zuyderland', 'hetspectrum', 'treant'] });
const RIGHTS = ['messages', 'appointments', 'dossier', 'details', 'settings'];

const fileOf = (tenant) => path.join(world.dir, 'tenants', tenant, 'tenant.yaml');
async function restart() {
    await world.instance('stop');
    await world.instance('start');
}
// As an organisation writes it in its settings: "2026-11-26 22:00", in its own zone.
const wallClock = (from_now_s) => new Date(portalNow(world, from_now_s)).toLocaleString('sv-SE', { timeZone: 'Europe/Amsterdam' }).slice(0, 16);
async function threadOf(tenant) {
    const { account, ids } = await makePerson(world, tenant, 'Eerste', RIGHTS);
    await world.sql(
        tenant,
        `INSERT INTO message (source_id, client_id, conversation_id, author_name, body, sent_at, created_at, updated_at)
         VALUES ('proef-2-${ids.message}', '${ids.client}', '${ids.conversation}', 'Tweede', 'Laatste bericht', '${portalNow(world)}', '${portalNow(world)}', '${portalNow(world)}')`,
    );
    const browser = await sessionOf(world, tenant, account);
    return (await browser.get(`/berichten/${ids.conversation}`)).body;
}
let newestFirst;

before(async () => {
    newestFirst = await threadOf('zuyderland');
    const settings = readFileSync(fileOf('zuyderland'), 'utf8');
    assert.match(settings, /newest_first: true/);
    writeFileSync(fileOf('zuyderland'), settings.replace('newest_first: true', 'newest_first: false'));
    appendFileSync(fileOf('zuyderland'), '\ntexts:\n  nl:\n    views.nav_agenda: Onze agenda\n    home.title: Goedendag\n    identity.forgot_link: Ik weet mijn wachtwoord niet\n');
    appendFileSync(fileOf('hetspectrum'), '\ntexts:\n  nl:\n    identity.sms_code: Er komt een code\n');
    const announced = readFileSync(fileOf('treant'), 'utf8');
    assert.match(announced, /from: "[\d-]+ [\d:]+"\s+until: "[\d-]+ [\d:]+"/);
    writeFileSync(fileOf('treant'), announced.replace(/(from|until): "[\d-]+ [\d:]+"/g, (_, which) => `${which}: "${wallClock(which === 'from' ? -3600 : 3600)}"`));
    await restart();
});

test('a conversation begins with the newest message or ends with it, as the organisation wants it', async () => {
    assert.ok(newestFirst.indexOf('Laatste bericht') < newestFirst.lastIndexOf('Eerste'), 'newest first');
    const newestLast = await threadOf('zuyderland');
    const thread = newestLast.slice(newestLast.indexOf('<ol class="iz-thread"'));
    assert.ok(thread.indexOf('Laatste bericht') > thread.lastIndexOf('Eerste'), 'newest last');
});

test("an organisation's own words stand on its pages", async () => {
    const login = await world.client('zuyderland').get('/inloggen');
    assert.match(login.text, /Ik weet mijn wachtwoord niet/);
    const { account } = await makePerson(world, 'zuyderland', 'Woorden', RIGHTS);
    const start = await (await sessionOf(world, 'zuyderland', account)).get('/start');
    assert.match(start.body, /<\/svg> Onze agenda<\/a>/);
});

test('an organisation whose own texts do not fit is not served, and the log and the check say why', async () => {
    assert.equal((await world.client('hetspectrum').get('/inloggen')).status, 421);
    assert.match(readFileSync(world.file('log', 'inzaged.log'), 'utf8'), /APP_TENANT_REFUSED[^\n]*texts\.nl\.identity\.sms_code must have \{\{CODE\}\}/);
    await assert.rejects(world.ctl('tenant', 'check'), (error) => error.code === 1 && /sms_code must have/.test(error.stderr + error.stdout));
});

test('Treant: "Wanneer er onderhoud wordt gepleegd aan het cliëntportaal, dan wordt dit vermeld in het inlogscherf door een opmerking"', async () => {
    const page = await world.client('treant').get('/inloggen');
    assert.match(page.body, /utrecht-alert[^]*Onderhoud op donderdag 26 november[^]*werkt het cliëntportaal niet/);
    assert.doesNotMatch((await world.client('zuyderland').get('/inloggen')).text, /Onderhoud/, 'at this organisation only');
    const settings = readFileSync(fileOf('treant'), 'utf8');
    writeFileSync(fileOf('treant'), settings.replace(/(from|until): "[\d-]+ [\d:]+"/g, (_, which) => `${which}: "${wallClock(which === 'from' ? -7200 : -3600)}"`));
    await restart();
    assert.doesNotMatch((await world.client('treant').get('/inloggen')).text, /Onderhoud/, 'when it is over it is gone');
});

test('what an organisation does not offer says so to who is signed in; others learn nothing', async () => {
    const address = '/dossier/metingen'; // Zuyderland shows none
    const stranger = await world.client('zuyderland').get(address);
    assert.equal(stranger.status, 303);
    const { account } = await makePerson(world, 'zuyderland', 'Aanbod', RIGHTS);
    const page = await (await sessionOf(world, 'zuyderland', account)).get(address);
    assert.equal(page.status, 404);
    assert.match(page.text, /Er zijn geen metingen in dit portaal/);
    assert.deepEqual(await world.sql('zuyderland', `SELECT event, outcome FROM access_log WHERE account_id = '${account}'`), [['dossier.measurements', 'granted']]);
});

test('what was kept long enough is deleted by the running portal, within an hour', async () => {
    const old = new Date(Date.parse(portalNow(world)) - 200 * 86_400_000).toISOString();
    await world.sql('zuyderland', `INSERT INTO login_attempt (name_hash, outcome, ip, at) VALUES ('proef', 'wrong', '', '${old}')`);
    world.advanceClock(3600);
    await until('the sweep', async () => /inzage_retention_deleted_total\{kind="tries",tenant="zuyderland"\} 1/.test((await world.ops().get('/metrics')).body));
    assert.deepEqual(await world.sql('zuyderland', "SELECT count(*) FROM login_attempt WHERE name_hash = 'proef'"), [['0']]);
});
