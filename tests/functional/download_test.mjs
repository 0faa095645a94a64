// Everything that one may see of a client in one archive: asked for with the password, made in the background, fetched once.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';

import { objectionsTo } from '../fhir/judges.mjs';
import { sharedWorld, until } from '../harness/world.mjs';
import { portalNow } from '../isolation/people.mjs';

const world = await sharedWorld();
const tenant = 'zuyderland';
const MARK = 'Handdruk27q';
let anna;
let login;
let client_id;

before(async () => {
    login = world.login(tenant, 'anna.jansen');
    anna = await world.signIn(tenant, 'anna.jansen');
    [[client_id]] = await world.sql(tenant, `SELECT a.client_id FROM access a JOIN account k ON k.id = a.account_id WHERE k.login_name = 'anna.jansen' AND a.role = 'portal_manager'`);
    // One record too many for a page of the maker, and a text that must stay text.
    await world.sql(
        tenant,
        `INSERT INTO report (source_id, source_version, client_id, kind_code, kind_label, title, body, happened_at, run_id, created_at, updated_at)
         SELECT 'download-' || n, '1', '${client_id}', 'dag', 'Dagrapportage', '', '${MARK} ' || n || ' <script>alert(1)</script> & "zo"', now() - n * interval '1 minute', gen_random_uuid(), now(), now()
           FROM generate_series(1, 450) AS n`,
    );
});

const ask = async (client, password) => client.press(await client.get('/download'), 'Download maken', { 'Uw wachtwoord': password });
const ready = (client) => until('the download', async () => ((await client.get('/download')).text.includes('Uw download is klaar') ? true : undefined), { timeout_ms: 60_000, every_ms: 300 });
const newest = async (columns) => (await world.sql(tenant, `SELECT ${columns} FROM export ORDER BY created_at DESC LIMIT 1`))[0];
const forget = () => world.sql(tenant, 'DELETE FROM export');

function unzip(answer) {
    const dir = mkdtempSync(path.join(world.dir, 'unzipped-'));
    writeFileSync(path.join(dir, 'all.zip'), answer.bytes);
    execFileSync('unzip', ['-q', 'all.zip'], { cwd: dir });
    return dir;
}

async function fetched(client) {
    return client.press(await client.get('/download'), 'Download ophalen');
}

test('without the right password nothing is made, and guessing waits', async () => {
    const empty = await ask(anna, '');
    assert.equal(empty.status, 422);
    assert.match(empty.text, /Vul uw wachtwoord in/);
    const wrong = await ask(anna, 'niet het goede wachtwoord');
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /klopt niet/);
    assert.deepEqual(await world.sql(tenant, 'SELECT count(*) FROM export'), [['0']]);
    await world.sql(tenant, 'DELETE FROM login_throttle');
});

test('the archive holds everything that the portal shows, as pages that open without a network and as FHIR R4 that two validators take', async () => {
    const seen = world.mail(tenant).length;
    assert.equal((await ask(anna, login.password)).status, 303);
    await ready(anna);
    const mail = await until('the mail', () => world.mail(tenant)[seen]);
    assert.match(mail.text, /Uw download staat klaar|die is klaar/i);
    assert.ok(!mail.text.includes(MARK) && !mail.text.includes('Jansen'), 'a mail says that there is something, never what');
    const answer = await fetched(anna);
    assert.equal(answer.status, 200, answer.text?.slice(0, 200));
    assert.equal(answer.headers['content-type'], 'application/zip');
    assert.match(answer.headers['content-disposition'], /^attachment; filename="dossier-\d{4}-\d{2}-\d{2}\.zip"$/);
    assert.equal(answer.headers['cache-control'], 'no-store');
    const dir = unzip(answer);
    const files = readdirSync(dir);
    for (const name of ['index.html', 'stijl.css', 'client.html', 'rapportages.html', 'zorgplannen.html', 'afspraken.html', 'berichten.html', 'contactpersonen.html', 'zorgteam.html', 'wie_keek.html', 'fhir'])
        assert.ok(files.includes(name), `${name} in ${files}`);
    const reports = readFileSync(path.join(dir, 'rapportages.html'), 'utf8');
    for (const n of [1, 200, 201, 450]) assert.ok(reports.includes(`${MARK} ${n} &lt;script&gt;`), `report ${n}`);
    for (const name of files.filter((f) => f.endsWith('.html'))) {
        const page = readFileSync(path.join(dir, name), 'utf8');
        assert.doesNotMatch(page, /<script|https?:\/\/|style="|url\(/, `${name} runs or loads nothing`);
        assert.match(page, /<html lang="nl">[\s\S]*<\/html>\s*$/, name);
    }
    const bundle = JSON.parse(readFileSync(path.join(dir, 'fhir/bundle.json'), 'utf8'));
    const kinds = new Map();
    for (const { resource } of bundle.entry) kinds.set(resource.resourceType, (kinds.get(resource.resourceType) ?? 0) + 1);
    for (const kind of ['Patient', 'DocumentReference', 'CarePlan', 'Appointment', 'Communication', 'RelatedPerson', 'CareTeam', 'AuditEvent']) assert.ok(kinds.has(kind), `${kind} of ${[...kinds.keys()]}`);
    const [[held]] = await world.sql(tenant, `SELECT count(*) FROM report WHERE client_id = '${client_id}'`);
    assert.ok(kinds.get('DocumentReference') >= Number(held), `${kinds.get('DocumentReference')} of ${held} reports`);
    assert.equal(new Set(bundle.entry.map((e) => e.fullUrl)).size, bundle.entry.length, 'each resource has an id of its own');
    assert.deepEqual((await objectionsTo(bundle)).slice(0, 5), []);
});

test('the judges do see a fault', async () => {
    const bad = { entry: [{ resource: { resourceType: 'Patient', id: 'x', birthDate: 'gisteren', nonsense: 1 } }] };
    assert.ok((await objectionsTo(bad)).length >= 2);
});

test('a download is fetched once; of two at the same moment one gets it', async () => {
    assert.match((await anna.get('/download')).text, /U haalde een download op/);
    await forget();
    await ask(anna, login.password);
    await ready(anna);
    const page = await anna.get('/download');
    const answers = await Promise.all([anna.press(page, 'Download ophalen'), anna.press(page, 'Download ophalen')]);
    assert.deepEqual(answers.map((a) => a.status).sort(), [200, 410]);
    assert.equal((await anna.press(page, 'Download ophalen')).status, 410);
    assert.deepEqual(await world.sql(tenant, 'SELECT count(*) FROM export_part'), [['0']], 'its pieces are gone');
});

test('a download that nobody fetches within its hours is gone', async () => {
    await forget();
    await ask(anna, login.password);
    await ready(anna);
    const page = await anna.get('/download');
    await world.sql(tenant, "UPDATE export SET expires_at = expires_at - interval '24 hours 1 second'");
    assert.equal((await anna.press(page, 'Download ophalen')).status, 410);
    assert.match((await anna.get('/download')).text, /Uw vorige download is er niet meer/);
});

test('it holds what the person may see and no more, and a right that is lost meanwhile ends it', async () => {
    await forget();
    const set = (right, on) => world.sql(tenant, `UPDATE access SET right_${right} = ${on} WHERE client_id = '${client_id}' AND role = 'portal_manager'`);
    await set('dossier', false);
    try {
        await ask(anna, login.password);
        await ready(anna);
        const answer = await fetched(anna);
        assert.equal(answer.status, 200);
        const dir = unzip(answer);
        assert.ok(!readdirSync(dir).includes('rapportages.html'));
        assert.ok(!readFileSync(path.join(dir, 'fhir/bundle.json'), 'utf8').includes('CarePlan'));
        for (const name of readdirSync(dir, { recursive: true }).filter((f) => /\.(html|json)$/.test(f))) assert.ok(!readFileSync(path.join(dir, name), 'utf8').includes(MARK), `${name} has a word of a report`);
        await forget();
        await set('dossier', true);
        await ask(anna, login.password);
        await ready(anna);
        const page = await anna.get('/download');
        await set('messages', false);
        assert.equal((await anna.press(page, 'Download ophalen')).status, 410);
    } finally {
        await set('dossier', true);
        await set('messages', true);
    }
});

test('a download asked for by one is nothing for another, of this client or of another organisation', async () => {
    await forget();
    await ask(anna, login.password);
    await ready(anna);
    const mother = await world.signIn(tenant, 'mw.jansen');
    const page = await mother.get('/download');
    assert.match(page.text, /U mag hier niets downloaden/);
    assert.match(page.text, /Anna/, 'who may');
    const token = /name="csrf" value="([^"]+)"/.exec((await mother.get('/profiel')).body)[1];
    assert.equal((await mother.post('/download/ophalen', { csrf: token })).status, 403);
    assert.equal((await mother.post('/download/maken', { csrf: token, wachtwoord: world.login(tenant, 'mw.jansen').password })).status, 403);
    assert.deepEqual(await newest('state'), ['ready'], 'it still waits for who asked');
    const rows = await world.sql(tenant, "SELECT event, outcome, reason FROM access_log WHERE event LIKE 'download.%' AND outcome = 'refused' AND reason = 'not_manager' ORDER BY id DESC LIMIT 2");
    assert.deepEqual(rows.map(([event]) => event).sort(), ['download.ask', 'download.fetch']);
    assert.equal((await fetched(anna)).status, 200);
});

test('asking and fetching are rows of the access log, once each', async () => {
    await forget();
    const [[from]] = await world.sql(tenant, 'SELECT max(id) FROM access_log');
    await ask(anna, login.password);
    await ready(anna);
    await fetched(anna);
    const rows = await world.sql(tenant, `SELECT event, action, outcome, client_id FROM access_log WHERE id > ${from} AND event LIKE 'download.%' ORDER BY id`);
    assert.deepEqual(rows, [
        ['download.ask', 'C', 'granted', client_id],
        ['download.fetch', 'R', 'granted', client_id],
    ]);
});

test('a portal that is killed while it makes a download begins it again', async () => {
    await forget();
    await world.sql(
        tenant,
        `INSERT INTO export (account_id, client_id, state, created_at, worked_at)
         SELECT a.account_id, a.client_id, 'making', now() - interval '10 minutes', now() - interval '5 minutes' FROM access a WHERE a.client_id = '${client_id}' AND a.role = 'portal_manager' LIMIT 1`,
    );
    await ready(anna);
    assert.equal((await fetched(anna)).status, 200);
});

test('a person may ask for six a day', async () => {
    await forget();
    await world.sql(
        tenant,
        `INSERT INTO export (account_id, client_id, state, created_at)
         SELECT a.account_id, a.client_id, 'fetched', '${portalNow(world)}' FROM access a CROSS JOIN generate_series(1, 6) WHERE a.client_id = '${client_id}' AND a.role = 'portal_manager'`,
    );
    const answer = await ask(anna, login.password);
    assert.equal(answer.status, 429);
    assert.match(answer.text, /vandaag al 6 downloads/);
    await forget();
});
