// An organisation whose care-record system speaks FHIR R4: the real adapter against a real server.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { chownSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';

import { watchMemory } from '../bench/platform.mjs';
import { objectionsTo } from '../fhir/judges.mjs';
import { loadDrop } from '../fhir/load.mjs';
import { Gate } from '../fhir/gate.mjs';
import { FhirServer } from '../fhir/server.mjs';
import { dropFolders, manifestOf, parseCsv, replaceRows } from '../harness/drops.mjs';
import { ownWorld, until } from '../harness/world.mjs';
import { makeAccount, makePerson, portalNow, sessionOf, setAccess } from '../isolation/people.mjs';

const TENANT = 'zuyderland';
const KINDS = ['client', 'care_episode', 'report', 'measurement', 'questionnaire', 'care_plan', 'appointment', 'message', 'pinboard_post', 'contact', 'care_team_member'];
// So many of each stay, so that a run reads them in seconds.
const KEPT = { report: 9000, measurement: 3500 };
const TOKEN = 'een-geheim-dat-nergens-staat';

const server = await FhirServer.start({ page: 500, auth: { tokens: [TOKEN] } });
after(() => server.stop());
const world = await ownWorld({ tenants: [TENANT] });
const file = path.join(world.dir, 'tenants', TENANT, 'tenant.yaml');
const CSV = readFileSync(file, 'utf8');

const FHIR = { base_url: server.url, auth: 'bearer', token_file: 'fhir.token', page_size: 500, overlap_s: 60 };
function configure(settings) {
    const lines = Object.entries(settings).map(([key, value]) => `    ${key}: ${typeof value === 'string' ? JSON.stringify(value) : value}\n`);
    writeFileSync(file, CSV.replace(/ {2}adapter: csv\n {2}settings:\n( {4}.*\n)+/, `  adapter: fhir\n  settings:\n${lines.join('')}`));
}
function secret(name, text) {
    const where = world.file('secrets', name);
    rmSync(where, { force: true });
    writeFileSync(where, text, { mode: 0o600 });
    const { uid, gid } = statSync(world.file('secrets'));
    chownSync(where, uid, gid);
}
async function sync(...words) {
    let out;
    try {
        out = await world.ctl('--json', 'sync', 'run', TENANT, ...words);
    } catch (error) {
        out = error.stdout;
    }
    const [report] = JSON.parse(out);
    return report;
}
async function works(...words) {
    const report = await sync(...words);
    assert.ok(report.ok, JSON.stringify(report));
    return report;
}
const counts = ({ new: fresh, changed, removed, set_aside }) => [fresh, changed, removed, set_aside];
async function refused(kind, words, ...more) {
    const report = await sync(...more);
    assert.equal(report.ok, false, 'the run fails');
    assert.equal(report.failure.kind, kind, report.failure.what);
    assert.match(report.failure.what, words);
}
// A run that is at work, or that failed, holds the next one back by the portal's clock, which needn't be the machine's.
async function untilHandedOver(what, check) {
    let looked = 0;
    await until(what, async () => {
        looked += 1;
        if (looked % 30 === 0) world.advanceClock(61);
        return check();
    }, { timeout_ms: 240_000 });
}
// Everything the portal holds of the source, without what each run writes anew.
async function held() {
    const rows = {};
    for (const kind of KINDS) {
        rows[kind] = await world.sql(
            TENANT,
            `SELECT source_id, md5((to_jsonb(o) - 'run_id' - 'updated_at' - 'source_version' - 'changed_at')::text) FROM ${kind} o WHERE source_id IS NOT NULL ORDER BY source_id`,
        );
    }
    return rows;
}

// The same data both ways: a hundred clients, with ids that a team's members have in FHIR and numbers as JSON writes them.
const drop = world.file('drops', TENANT);
await world.ctl('demo-data', TENANT, '--clients', '100', '--seed', '2026', '--sequence', '2', '--out', drop);
for (const folder of dropFolders(world, TENANT)) {
    for (const { kind, file: name } of manifestOf(folder).files) {
        let rows = parseCsv(readFileSync(path.join(folder, name), 'utf8'));
        const every = Math.ceil(rows.length / (KEPT[kind] ?? rows.length));
        rows = rows.filter((_, i) => i % every === 0);
        for (const row of rows) {
            for (const column of ['value', 'value2', 'low', 'high', 'score']) if (row[column]) row[column] = String(Number(row[column]));
            if (kind === 'care_team_member') row.source_id = `team-${row.client}/${row.source_id}`;
        }
        replaceRows(folder, kind, rows);
    }
}
const resources = await loadDrop(server, drop);
secret('fhir.token', TOKEN);

test('what comes over FHIR is what comes from the same data as CSV, field by field', async () => {
    assert.ok(resources >= 20_000, `${resources} resources`);
    await works('--full');
    const from_csv = await held();
    assert.ok(from_csv.client.length >= 100, `${from_csv.client.length} clients`);
    configure(FHIR);
    const report = await works('--full');
    assert.equal(report.set_aside, 0);
    const from_fhir = await held();
    for (const kind of KINDS) {
        assert.ok(from_fhir[kind].length > 0, `there are records of ${kind}`);
        assert.deepEqual(from_fhir[kind], from_csv[kind], kind);
    }
});

const put = (type, id, more) => server.put({ ...server.changes.findLast((c) => c.name === `${type}/${id}`).resource, ...more });
const text = (words) => [{ attachment: { contentType: 'text/plain; charset=utf-8', data: Buffer.from(words).toString('base64') } }];
const bodies = (id) => world.sql(TENANT, `SELECT body FROM report WHERE source_id = '${id}'`);
const some = parseCsv(readFileSync(path.join(drop, 'report.csv'), 'utf8'));

test('a second pull adds nothing, and asks only for what changed last', async () => {
    server.asked = [];
    const report = await works();
    assert.deepEqual(counts(report), [0, 0, 0, 0]);
    assert.ok(report.unchanged < resources / 3, `${report.unchanged} records were read again`);
    assert.ok(server.asked.some((a) => /DocumentReference\?.*_lastUpdated=ge/.test(a.path)));
});

test('what is changed, new, removed or entered in error at the source arrives', async () => {
    const [changed, gone, wrong] = some.map((r) => r.source_id);
    await put('DocumentReference', changed, { content: text('Verbeterd.\r\nTwee regels, met “accenten” en 😀.'), extension: [{ url: 'urn:example:unknown', valueString: 'x' }] });
    await server.put({ resourceType: 'DocumentReference', id: 'NIEUW-1', status: 'current', category: [{ coding: [{ system: 'urn:example', code: 'XYZ-9' }], text: 'Iets nieuws' }], subject: { reference: `${server.url}/Patient/C0001` }, date: '2026-11-20T10:00:00+01:00', content: text('Nieuw.') });
    await server.remove('DocumentReference', gone);
    await put('DocumentReference', wrong, { status: 'entered-in-error' });
    const team = server.changes.findLast((c) => c.name === 'CareTeam/team-C0001').resource;
    await server.put({ ...team, participant: team.participant.slice(1) });
    const report = await works();
    // One who was struck out counts as gone; the others of the team have a new version.
    assert.deepEqual(counts(report), [1, 1 + team.participant.length - 1, 3, 0], JSON.stringify(report));
    assert.deepEqual(await world.sql(TENANT, `SELECT body = E'Verbeterd.\\nTwee regels, met “accenten” en 😀.' FROM report WHERE source_id = '${changed}'`), [['t']]);
    assert.deepEqual(await world.sql(TENANT, "SELECT kind_code, kind_label, body FROM report WHERE source_id = 'NIEUW-1'"), [['XYZ-9', 'Iets nieuws', 'Nieuw.']]);
    assert.deepEqual(await bodies(gone), []);
    assert.deepEqual(await bodies(wrong), []);
    assert.deepEqual(await world.sql(TENANT, `SELECT count(*) FROM care_team_member WHERE source_id = 'team-C0001/${team.participant[0].id}'`), [['0']]);
    assert.deepEqual(counts(await works()), [0, 0, 0, 0], 'and nothing of it twice');
});

test('what was stored late is found in the overlap; without a history, what is gone by the sweep', async () => {
    const [late] = some.slice(10).map((r) => r.source_id);
    const newest = Math.max(...server.changes.filter((c) => c.type === 'DocumentReference' && c.resource).map((c) => c.at.getTime()));
    await server.put({ ...server.changes.find((c) => c.name === `DocumentReference/${late}`).resource, content: text('laat') }, new Date(newest - 30_000));
    await works();
    assert.deepEqual(await bodies(late), [['laat']]);
    server.history = false;
    await server.remove('DocumentReference', late);
    await works();
    assert.deepEqual(await bodies(late), [['laat']], 'nobody told');
    await works('--full');
    assert.deepEqual(await bodies(late), []);
    server.history = true;
});

// One kind is enough to see what a fault does, and others would cost seconds.
const FAULTS = [
    ['an error of the server', { status: 500 }, 'transient', /status 500/],
    ['too many requests, for longer than a run waits', { status: 429, retry_after: 600, times: 9 }, 'transient', /429/],
    ['a connection that is cut', { cut: 400, times: 9 }, 'transient', /cut off|ended|broken|connection/i],
    ['an answer that never comes', { delay_ms: 3000, status: 200, text: '{}', times: 9 }, 'transient', /time/],
    ['no rights', { status: 403 }, 'config', /403/],
    ['an answer that is no JSON', { text: '<html>' }, 'defect', /line 1/],
    ['an answer that is no bundle', { text: '{"resourceType":"OperationOutcome"}' }, 'defect', /something else than a Bundle/],
];
test('each fault of the source is of the right kind, and nothing is lost or doubled', async () => {
    const before = await held();
    configure({ ...FHIR, timeout_s: 1 });
    for (const [name, fault, kind, words] of FAULTS) {
        server.faults = [{ path: /DocumentReference\?/, ...fault }];
        await refused(kind, words).catch((error) => assert.fail(`${name}: ${error.message}`));
        server.faults = [];
    }
    configure(FHIR);
    server.faults = [{ path: /Observation/, status: 429, retry_after: 1 }, { path: /Patient/, delay_ms: 500 }];
    await works();
    assert.deepEqual(await held(), before);
});

test('pages that go round, lead elsewhere or hold everything twice', async () => {
    const before = await held();
    server.lies = { cycle: true };
    await refused('defect', /circle/, '--full');
    server.lies = { elsewhere: 'http://127.0.0.2:1' };
    await refused('defect', /another scheme, host or port/, '--full');
    server.lies = { twice: true };
    await works();
    server.lies = {};
    assert.deepEqual(await held(), before);
});

const one = async (statement) => (await world.sql(TENANT, statement))[0]?.[0];
const written = (type) => server.changes.filter((c) => c.type === type && c.resource?.identifier?.some((i) => i.system === 'urn:inzage:change')).map((c) => c.resource);
const value = (body, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1];

test('what the family writes arrives once, also when the answer is lost, and comes back as the same record', async () => {
    const client = await one('SELECT id FROM client WHERE care_ended_on IS NULL ORDER BY source_id LIMIT 1');
    // The portal hands it over, by the settings that it started with.
    await world.stopPortal();
    await world.startPortal();
    const daughter = await makeAccount(world, TENANT, 'Wilma');
    await setAccess(world, TENANT, daughter, client, ['dossier', 'messages']);
    const browser = await sessionOf(world, TENANT, daughter);
    const { body } = await browser.get('/dossier/schrijven');
    server.faults = [{ path: /^\/fhir\/DocumentReference$/, method: 'POST', swallow: true }];
    const id = value(body, 'nummer');
    const fields = { csrf: value(body, 'csrf'), nummer: id, soort: 'family_signal', dag: /<option value="([^"]*)" selected/.exec(body)?.[1], tekst: 'Moeder had pijn.\nZij at <b>wel</b> goed. 😀' };
    assert.equal((await browser.request('POST', '/dossier/schrijven', { form: fields })).status, 303);
    await untilHandedOver('the delivery', async () => (await one(`SELECT change_state('${id}')`)) === 'delivered');
    const [made, ...more] = written('DocumentReference');
    assert.equal(more.length, 0, 'made once');
    assert.equal(server.faults[0].times, 0, 'and the answer was lost');
    server.faults = [];
    assert.equal(Buffer.from(made.content[0].attachment.data, 'base64').toString(), fields.tekst);
    assert.equal(made.author[0].display, 'Wilma Wilma');
    assert.equal(await one(`SELECT source_id FROM report WHERE id = '${id}'`), made.id);
    await works();
    assert.equal(await one(`SELECT count(*) FROM report WHERE client_id = '${client}' AND written_by IS NOT NULL`), '1');
    assert.deepEqual(await objectionsTo({ entry: [{ resource: made }] }), []);
});

test('of a private appointment the source gets the times and nothing else', async () => {
    const mine = await makePerson(world, TENANT, 'Zorgvraag');
    await world.sql(TENANT, `UPDATE access SET role = 'portal_manager' WHERE account_id = '${mine.account}'`);
    const person = await sessionOf(world, TENANT, mine.account);
    const { body } = await person.get('/agenda/nieuw');
    const [year, month, day] = portalNow(world, 20 * 86400).slice(0, 10).split('-').map(Number);
    world.advanceClock(120);
    const before = written('Appointment').length;
    const sent = await person.request('POST', '/agenda/nieuw', { form: { csrf: value(body, 'csrf'), sleutel: value(body, 'sleutel'), titel: 'Geheim', opmerking: 'Geheim', dag: day, maand: month, jaar: year, van: '14.00', tot: '15.00', zicht: 'prive' } });
    assert.equal(sent.status, 303, sent.text);
    await untilHandedOver('the appointment', () => written('Appointment').length > before);
    const made = written('Appointment').at(-1);
    assert.deepEqual(Object.keys(made).sort(), ['end', 'id', 'identifier', 'meta', 'participant', 'resourceType', 'serviceCategory', 'start', 'status']);
    assert.equal(made.meta.security[0].code, 'R');
    assert.equal(made.participant.length, 1);
    assert.ok(!JSON.stringify(made).includes('Geheim'));
    assert.deepEqual(await objectionsTo({ entry: [{ resource: made }] }), []);
});

const without = (settings, ...keys) => Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.includes(key)));
const letIn = (auth) => (server.gate = new Gate(server, auth));

test('a token is fetched with a secret or a signed assertion, and anew when the server takes it no more', async () => {
    const oauth = (kind) => ({ ...without(FHIR, 'token_file'), auth: kind, token_url: `${server.origin}/auth/token`, client_id: 'inzage: proef' });
    letIn({ client_id: 'inzage: proef', client_secret: 'een geheim: +&%é' });
    secret('fhir.secret', 'een geheim: +&%é');
    configure({ ...oauth('client_secret'), client_secret_file: 'fhir.secret' });
    server.faults = [{ path: /Observation\?/, expire: true }];
    await works();
    assert.equal(server.gate.given, 2, 'the token that ended is fetched anew, and no other');
    secret('fhir.secret', 'een ander geheim');
    await refused('config', /token_url gives no token/);
    for (const [type, options] of [['ec', { namedCurve: 'P-256' }], ['rsa', { modulusLength: 2048 }]]) {
        const { privateKey, publicKey } = generateKeyPairSync(type, options);
        letIn({ client_id: 'inzage: proef', public_key: publicKey.export({ type: 'spki', format: 'pem' }) });
        secret('fhir.key', privateKey.export({ type: 'pkcs8', format: 'pem' }));
        configure({ ...oauth('private_key_jwt'), private_key_file: 'fhir.key' });
        await works();
        assert.equal(server.gate.given, 1, type);
    }
    secret('fhir.key', 'geen sleutel');
    await refused('config', /private_key_file holds no private key/);
});

test('a wrong token, an unknown key and an address that is no FHIR are refused as settings', async () => {
    letIn({ tokens: ['een-ander'] });
    configure(FHIR);
    await refused('config', /doesn't know who asks/);
    configure({ ...FHIR, page_sise: 5 });
    await refused('config', /page_sise is not a setting/);
    configure({ ...FHIR, base_url: server.origin });
    await refused('config', /not where a FHIR server begins/);
    letIn({ tokens: [TOKEN] });
});

test('a resource that can not be taken is set aside with its element, hostile text is text, and a clock that is ahead hides nothing', async () => {
    configure(FHIR);
    const hostile = `<script>alert(1)</script>'; DROP TABLE report;-- \u202e\u0001 ${'😀'.repeat(50)}`;
    const report = (id, more) => ({ resourceType: 'DocumentReference', id, status: 'current', category: [{ text: 'Dag' }], subject: { reference: 'Patient/C0001' }, date: '2026-11-20T10:00:00Z', content: text(hostile), ...more });
    await server.put(report('GOED-1'));
    await server.put(report('FOUT-1', { date: 'Wim de Boer' }));
    const first = await works();
    assert.deepEqual([first.new, first.set_aside], [1, 1], JSON.stringify(first));
    assert.deepEqual(await world.sql(TENANT, "SELECT source_id, reason FROM set_aside_record WHERE source_id = 'FOUT-1'"), [['FOUT-1', 'date is no moment with zone and no day']]);
    assert.equal(await one("SELECT encode(convert_to(body, 'UTF8'), 'hex') FROM report WHERE source_id = 'GOED-1'"), Buffer.from(hostile).toString('hex'));
    // A resource that is dated two hours ahead, and one of now.
    await server.put(report('GOED-2'), Date.now() + 7200_000);
    assert.equal((await works()).new, 1);
    await server.put(report('GOED-3'));
    assert.equal((await works()).new, 1);
    server.skew_ms = -48 * 3600_000;
    await refused('defect', /from the future/);
    server.skew_ms = 0;
});

test('a bundle of a hundred megabytes is taken entry by entry', async () => {
    const extension = [{ url: 'urn:example:unknown', valueString: 'Lang verhaal. '.repeat(7500) }];
    server.flood = {
        type: 'DocumentReference',
        *entries() {
            for (let i = 0; i < 1000; i += 1)
                yield { resource: { resourceType: 'DocumentReference', id: `GROOT-${i}`, meta: { versionId: '1', lastUpdated: new Date().toISOString() }, extension, status: 'current', category: [{ text: 'Dag' }], subject: { reference: 'Patient/C0001' }, date: '2026-11-20T10:00:00Z', content: text('Kort.') } };
        },
    };
    const memory = watchMemory('inzage-sync', world.dir);
    assert.equal((await works()).new, 1000);
    const most = memory();
    assert.ok(most > 0 && most <= 150, `${most} MB`);
    delete server.flood;
});
