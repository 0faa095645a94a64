// What the family writes reaches the care-record system once, and what comes back from there is known again.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { dropFolders, dropRows, parseCsv, replaceRows } from '../harness/drops.mjs';
import { ownWorld, until } from '../harness/world.mjs';
import { makeAccount, makePerson, portalNow, sessionOf, setAccess } from '../isolation/people.mjs';

const TENANT = 'zuyderland';
const world = await ownWorld({ tenants: [TENANT, 'treant'] });
const outgoing = world.file('drops', TENANT, 'outgoing');
// Other files of this world may have had a number changed: it goes out too.
const files = () => (existsSync(outgoing) ? readdirSync(outgoing).filter((name) => /-(report|appointment)-.*\.csv$/.test(name)).sort() : []);
const rowOf = (name) => parseCsv(readFileSync(path.join(outgoing, name), 'utf8'))[0];
const one = async (statement) => (await world.sql(TENANT, statement))[0]?.[0];
const stateOf = (id) => one(`SELECT change_state('${id}')`);

// A daughter at a client of the export, who may read the dossier.
const client = await one("SELECT id FROM client WHERE care_ended_on IS NULL ORDER BY source_id LIMIT 1");
const daughter = await makeAccount(world, TENANT, 'Wilma');
await setAccess(world, TENANT, daughter, client, ['dossier', 'messages']);
const browser = await sessionOf(world, TENANT, daughter);

const form = async (page = '/dossier/schrijven') => {
    const { body } = await browser.get(page);
    const value = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1];
    return { csrf: value('csrf'), nummer: value('nummer'), soort: 'family_signal', dag: /<option value="([^"]*)" selected/.exec(body)?.[1] };
};
const send = (fields) => browser.request('POST', '/dossier/schrijven', { form: fields });
const write = async (tekst) => {
    const fields = { ...(await form()), tekst };
    const answer = await send(fields);
    assert.equal(answer.status, 303, answer.text);
    return fields.nummer;
};

test('a report of the family is a file for the care-record system within seconds, and its writer sees that it arrived', async () => {
    const id = await write('Moeder had vandaag pijn in haar rug.\nZij at wel goed.');
    const own = await browser.get('/dossier/schrijven');
    assert.match(own.text, /Wat u eerder schreef[^]*Moeder had vandaag pijn/);
    await until('the delivery', async () => (await stateOf(id)) === 'delivered', { timeout_ms: 30_000 });
    assert.match((await browser.get('/dossier/schrijven')).text, /Staat in het zorgdossier/);
    assert.equal(files().length, 1);
    const row = rowOf(files()[0]);
    assert.equal(row.body, 'Moeder had vandaag pijn in haar rug.\nZij at wel goed.');
    assert.deepEqual([row.operation, row.kind_code, row.kind_label, row.written_by_name, row.written_by_role], ['create', 'family_signal', 'Iets wat mij opvalt', 'Wilma Wilma', 'contactpersoon']);
    assert.equal(row.client, await one(`SELECT source_id FROM client WHERE id = '${client}'`));
    assert.equal(await one(`SELECT source_id FROM report WHERE id = '${id}'`), row.source_id);
    assert.equal(await one(`SELECT payload FROM change WHERE object_id = '${id}'`), '{}', 'what was said is kept once');
});

test('an export that is older than the report leaves it; one that has it makes no second one; one without it takes it away', async () => {
    const row = rowOf(files()[0]);
    const folder = dropFolders(world, TENANT).at(-1);
    const exported = dropRows(world, TENANT, 'report');
    const count = () => one(`SELECT count(*) FROM report WHERE client_id = '${client}' AND written_by IS NOT NULL`);
    replaceRows(folder, 'report', exported.map((r, i) => (i === 0 ? { ...r, body: 'Andere tekst.' } : r)));
    await world.sync(TENANT);
    assert.equal(await count(), '1', 'an older export');
    const echoed = Object.fromEntries(Object.keys(exported[0]).map((name) => [name, row[name] ?? '']));
    replaceRows(folder, 'report', [...exported, { ...echoed, source_id: row.source_id, client: row.client }]);
    await world.sync(TENANT);
    assert.equal(await count(), '1');
    assert.equal(await one(`SELECT count(*) FROM report WHERE source_id = '${row.source_id}' AND run_id IS NOT NULL`), '1');
    replaceRows(folder, 'report', exported);
    await world.sync(TENANT);
    assert.equal(await count(), '0', 'withdrawn over there');
});

test('De Beyart: "ziet de zorgprofessional alleen dat deze tijd bezet is": the file for the care has the times of a private appointment and nothing else, also not whose it is', async () => {
    const mine = await makePerson(world, TENANT, 'Zorgvraag');
    await world.sql(TENANT, `UPDATE access SET role = 'portal_manager' WHERE account_id = '${mine.account}'`);
    const person = await sessionOf(world, TENANT, mine.account);
    const body = (await person.get('/agenda/nieuw')).body;
    const value = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1];
    const [year, month, day] = portalNow(world, 20 * 86400).slice(0, 10).split('-').map(Number);
    const before = files();
    world.advanceClock(120); // the run before was a moment ago
    const sent = await person.request('POST', '/agenda/nieuw', { form: { csrf: value('csrf'), sleutel: value('sleutel'), titel: 'Geheim', opmerking: 'Geheim', dag: day, maand: month, jaar: year, van: '14.00', tot: '15.00', zicht: 'prive' } });
    assert.equal(sent.status, 303, sent.text);
    await until('the file', () => files().length > before.length, { timeout_ms: 30_000 });
    const row = rowOf(files().find((name) => !before.includes(name)));
    const told = Object.entries(row).filter(([, text]) => text !== '' && text !== '0' && text !== 'false').map(([column]) => column).sort();
    assert.deepEqual(told, ['client', 'ends_at', 'key', 'kind', 'operation', 'source_id', 'starts_at', 'visibility', 'written_at']);
    assert.equal(row.visibility, 'private');
});

test('kill -9 between handing over and the receipt: the report goes out once', async () => {
    mkdirSync(path.join(outgoing, 'done'), { recursive: true });
    for (const name of files()) renameSync(path.join(outgoing, name), path.join(outgoing, 'done', name));
    world.advanceClock(120);
    const id = await write('Vader belde drie keer.');
    // Nobody can write the receipt as long as somebody else holds the report.
    const held = world.sql(TENANT, `BEGIN; SELECT FROM report WHERE id = '${id}' FOR UPDATE; SELECT pg_sleep(12); COMMIT`);
    // A run that ended only after the clock moved holds the next one back for a minute.
    let looked = 0;
    await until('the file', () => {
        looked += 1;
        if (looked % 100 === 0) world.advanceClock(61);
        return files().length === 1;
    }, { timeout_ms: 30_000, every_ms: 20 });
    await until('the worker to be killed', killWorker, { timeout_ms: 10_000, every_ms: 10 });
    assert.notEqual(await stateOf(id), 'delivered');
    await held;
    await until('the delivery', async () => {
        world.advanceClock(61);
        return (await stateOf(id)) === 'delivered';
    }, { timeout_ms: 60_000, every_ms: 1500 });
    assert.equal(files().length, 1);
    assert.equal(await one(`SELECT source_id FROM report WHERE id = '${id}'`), rowOf(files()[0]).source_id);
});

test('the same form twice, also at the same moment, is one report', async () => {
    const fields = { ...(await form()), tekst: 'Twee keer geklikt.' };
    const answers = await Promise.all([send(fields), send(fields), send(fields)]);
    assert.deepEqual(answers.map((a) => a.status), [303, 303, 303]);
    assert.equal(await one("SELECT count(*) FROM report WHERE body = 'Twee keer geklikt.'"), '1');
    assert.equal(await one(`SELECT count(*) FROM change WHERE object_id = '${fields.nummer}'`), '1');
});

test('somebody else\'s number writes nothing over theirs and tells nothing', async () => {
    const theirs = await one(`SELECT id FROM report WHERE client_id <> '${client}' LIMIT 1`);
    const before = await one(`SELECT md5(report::text) FROM report WHERE id = '${theirs}'`);
    const answer = await send({ ...(await form()), nummer: theirs, tekst: 'Van mij.' });
    assert.equal(answer.status, 303);
    assert.equal(await one(`SELECT md5(report::text) FROM report WHERE id = '${theirs}'`), before);
    assert.equal(await one(`SELECT count(*) FROM change WHERE object_id = '${theirs}'`), '0');
});

test('what is wrong is said, what was typed stays, and nothing is written', async () => {
    const before = await one('SELECT count(*) FROM change');
    const long = `<b>${'ë'.repeat(4000)}`;
    for (const [fields, said] of [
        [{ tekst: '  ' }, /Schrijf op wat u wilt vertellen/],
        [{ tekst: long }, /Uw tekst heeft 4003 tekens\. Er passen er 4000/],
        [{ tekst: 'Goed.', dag: '2020-01-01' }, /Kies een dag uit de lijst/],
        [{ tekst: 'Goed.', soort: 'iets' }, /Kies waar het over gaat/],
    ]) {
        const answer = await send({ ...(await form()), ...fields });
        assert.equal(answer.status, 422);
        assert.match(answer.text, said);
        assert.match(answer.body, /<title>Fout:/);
        if (fields.tekst.trim()) assert.ok(answer.body.includes(fields.tekst.trim().replace('<b>', '&lt;b&gt;')), 'what was typed stays');
    }
    assert.equal(await one('SELECT count(*) FROM change'), before);
});

test('thirty reports a day are enough for one person', async () => {
    await world.sql(TENANT, `INSERT INTO report (client_id, kind_code, kind_label, body, happened_at, written_by, created_at, updated_at)
        SELECT '${client}', 'x', 'x', 'veel', now(), '${daughter}', '${portalNow(world)}', now() FROM generate_series(1, 30)`);
    const answer = await send({ ...(await form()), tekst: 'Nog een.' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /U schreef vandaag al heel veel/);
    await world.sql(TENANT, "DELETE FROM report WHERE body = 'veel'");
});

test('what was set aside says so, and goes out when its writer sends it again', async () => {
    const id = await write('Dit lukt eerst niet.');
    await until('the delivery', async () => {
        world.advanceClock(61);
        return (await stateOf(id)) === 'delivered';
    }, { timeout_ms: 60_000, every_ms: 1500 });
    await world.sql(TENANT, `UPDATE change SET state = 'set_aside', payload = '{"body": "Dit lukt eerst niet.", "happened_at": "2026-01-01T10:00:00Z"}' WHERE object_id = '${id}'`);
    const page = await browser.get('/dossier/schrijven');
    assert.match(page.text, /Niet gelukt[^]*Verstuur opnieuw/);
    const timeline = await browser.get('/dossier/tijdslijn');
    assert.match(timeline.text, /Geschreven in dit portaal[^]*Niet gelukt/);
    const token = (await form()).csrf;
    const stranger = await makePerson(world, TENANT, 'Vreemde');
    const other = await sessionOf(world, TENANT, stranger.account);
    const theirToken = /name="csrf" value="([^"]*)"/.exec((await other.get('/dossier/schrijven')).body)[1];
    assert.equal((await other.request('POST', `/dossier/schrijven/${id}/opnieuw`, { form: { csrf: theirToken } })).status, 404);
    assert.equal(await stateOf(id), 'set_aside');
    const again = await browser.request('POST', `/dossier/schrijven/${id}/opnieuw`, { form: { csrf: token } });
    assert.equal(again.status, 303);
    assert.equal(await stateOf(id), 'queued');
    assert.equal((await browser.request('POST', `/dossier/schrijven/${id}/opnieuw`, { form: { csrf: token } })).status, 404, 'once');
});

test('a search finds Dutch forms and beginnings of words in the own reports only, and shows them as text', async () => {
    const body = 'Mevrouw is <i>gevallen</i> bij de <script>rollator</script> & kreeg fysiotherapie van Jansen-de Groot.';
    const insert = (at, text) => `INSERT INTO report (source_id, source_version, client_id, kind_code, kind_label, body, author_name, happened_at, run_id, created_at, updated_at)
        VALUES ('zoek-${at}-' || gen_random_uuid(), '1', '${at}', 'daily', 'Dagrapportage', '${text}', 'Kwispel', now(), gen_random_uuid(), now(), now())`;
    await world.sql(TENANT, insert(client, body));
    const elsewhere = await one(`SELECT id FROM client WHERE id <> '${client}' LIMIT 1`);
    await world.sql(TENANT, insert(elsewhere, 'Buurman gevallen met rollator, fysiotherapie.'));
    const found = async (woorden) => browser.get(`/dossier/zoeken?woorden=${encodeURIComponent(woorden)}`);
    for (const woorden of ['gevallen rollator', 'ROLLATORS', 'fysio', 'kwispel gevallen']) {
        const answer = await found(woorden);
        assert.match(answer.text, /Gevonden met/, woorden);
        assert.ok(!answer.text.includes('Buurman'), 'of another client');
    }
    const shown = (await found('gevallen')).body;
    assert.match(shown, /<mark>gevallen<\/mark>/);
    assert.ok(shown.includes('&lt;script&gt;rollator') && !shown.includes('<script>rollator'));
    assert.match((await found('gevallen olifant')).text, /Niets gevonden met[^]*Probeer één woord/);
    assert.match((await found('de en het')).text, /Typ een langer of ander woord/);
    for (const odd of ["' & !| <-> :* \\", '"', '%', 'a'.repeat(3000), ':*', "o'brien"]) assert.equal((await found(odd)).status, 200, odd);
    assert.equal((await world.log()).includes('rollator'), false, 'what is looked for is in no log');
    assert.equal(await one("SELECT count(*) FROM access_log WHERE access_log::text LIKE '%rollator%'"), '0');
});

test('a long result has pages, each report once', async () => {
    await world.sql(TENANT, `INSERT INTO report (source_id, source_version, client_id, kind_code, kind_label, body, happened_at, run_id, created_at, updated_at)
        SELECT 'veel-' || n, '1', '${client}', 'daily', 'Dagrapportage', 'Kwartelei nummer ' || n, now() - n * interval '1 hour', gen_random_uuid(), now(), now() FROM generate_series(1, 45) n`);
    const seen = [];
    let next = '/dossier/zoeken?woorden=kwartelei';
    for (let pages = 0; next; pages += 1) {
        assert.ok(pages < 5);
        const { body } = await browser.get(next);
        seen.push(...[...body.matchAll(/rapportage\/([0-9a-f-]{36})"/g)].map((m) => m[1]));
        next = /href="(\/dossier\/zoeken\?[^"]*voor=[^"]*)"/.exec(body)?.[1].replaceAll('&amp;', '&');
    }
    assert.equal(seen.length, 45);
    assert.equal(new Set(seen).size, 45);
});

test('a report that was corrected or withdrawn over there is found no more by its old words, and read no more', async () => {
    const folder = dropFolders(world, TENANT).at(-1);
    const rows = dropRows(world, TENANT, 'report');
    const own = await one(`SELECT source_id FROM client WHERE id = '${client}'`);
    const [first, second] = rows.filter((r) => r.client === own);
    const text = (row, body) => rows.map((r) => (r.source_id === row.source_id ? { ...r, body, source_version: `${r.source_version}${body.length}` } : r));
    replaceRows(folder, 'report', text(first, 'Kolibrie gezien in de tuin.'));
    await world.sync(TENANT);
    const id = await one(`SELECT id FROM report WHERE source_id = '${first.source_id}'`);
    const finds = async (word) => (await browser.get(`/dossier/zoeken?woorden=${word}`)).body.includes(id);
    assert.ok(await finds('kolibrie'));
    replaceRows(folder, 'report', text(first, 'Merel gezien in de tuin.'));
    await world.sync(TENANT);
    assert.ok(!(await finds('kolibrie')));
    assert.ok(await finds('merel'));
    assert.ok(!(await browser.get(`/dossier/lezen/rapportage/${id}`)).text.includes('Kolibrie'));
    replaceRows(folder, 'report', rows.filter((r) => r.source_id !== first.source_id));
    await world.sync(TENANT);
    assert.ok(!(await finds('merel')));
    assert.equal((await browser.get(`/dossier/lezen/rapportage/${id}`)).status, 404);
    assert.ok(!(await browser.get('/dossier/tijdslijn')).text.includes('Merel'));
    assert.ok(second);
});

test('a day without a report says why, or that care was given, to who may see appointments', async () => {
    const visits = await makePerson(world, 'treant', 'Bezoekproef', ['dossier', 'appointments']);
    // At noon the day before yesterday: hours counted back from now can fall on two days.
    const noon = `((date_trunc('day', '${portalNow(world)}'::timestamptz AT TIME ZONE 'Europe/Amsterdam') - interval '36 hours') AT TIME ZONE 'Europe/Amsterdam')`;
    await world.sql('treant', `DELETE FROM report WHERE client_id = '${visits.ids.client}';
        UPDATE appointment SET starts_at = ${noon}, ends_at = ${noon} + interval '1 hour' WHERE client_id = '${visits.ids.client}'`);
    const reader = await sessionOf(world, 'treant', visits.account);
    assert.match((await reader.get('/dossier/tijdslijn')).text, /Zorg verleend, geen bijzonderheden/);
    const day = portalNow(world, -5 * 24 * 3600).slice(0, 10);
    const silent = await reader.get(`/dossier/tijdslijn?maand=${day.slice(0, 7)}&dag=${Number(day.slice(8))}`);
    assert.match(silent.text, /Op deze dag is niets opgeschreven\.\s*Gaat alles zoals anders\? Dan schrijven wij geen rapportage/);
    await setAccess(world, 'treant', visits.account, visits.ids.client, ['dossier']);
    assert.doesNotMatch((await reader.get('/dossier/tijdslijn')).text, /Zorg verleend/);
    // A report of that day speaks for itself.
    await setAccess(world, 'treant', visits.account, visits.ids.client, ['dossier', 'appointments']);
    await world.sql('treant', `INSERT INTO report (source_id, source_version, client_id, kind_code, kind_label, body, happened_at, run_id, created_at, updated_at)
        VALUES ('dag-1', '1', '${visits.ids.client}', 'daily', 'Dag', 'Er was iets.', ${noon}, gen_random_uuid(), now(), now())`);
    assert.doesNotMatch((await reader.get('/dossier/tijdslijn')).text, /Zorg verleend/);
});

test('a day in the timeline ends at midnight: what begins the next day is not of it', async () => {
    const person = await makePerson(world, 'treant', 'Middernacht', ['dossier']);
    const midnight = `(date_trunc('day', '${portalNow(world)}'::timestamptz AT TIME ZONE 'Europe/Amsterdam') - interval '2 days') AT TIME ZONE 'Europe/Amsterdam'`;
    await world.sql('treant', `DELETE FROM report WHERE client_id = '${person.ids.client}';
        INSERT INTO report (source_id, source_version, client_id, kind_code, kind_label, body, happened_at, run_id, created_at, updated_at)
        VALUES ('nacht-1', '1', '${person.ids.client}', 'daily', 'Dag', 'Precies om middernacht.', ${midnight}, gen_random_uuid(), now(), now())`);
    const reader = await sessionOf(world, 'treant', person.account);
    const page = async (at) => {
        const [[day]] = await world.sql('treant', `SELECT ((${at}) AT TIME ZONE 'Europe/Amsterdam')::date::text`);
        return (await reader.get(`/dossier/tijdslijn?maand=${day.slice(0, 7)}&dag=${Number(day.slice(8))}`)).text;
    };
    assert.match(await page(midnight), /Precies om middernacht/);
    const before = await page(`${midnight} - interval '1 hour'`);
    assert.match(before, /Op deze dag is niets opgeschreven/);
    assert.doesNotMatch(before, /Precies om middernacht/);
});

test('who looks through the eyes of somebody else, or whose care has ended, writes nothing', async () => {
    const fields = { ...(await form()), tekst: 'Te laat.' };
    await world.sql(TENANT, `UPDATE client SET care_ended_on = '${portalNow(world, -48 * 3600).slice(0, 10)}' WHERE id = '${client}'`);
    const page = await browser.get('/dossier/schrijven');
    assert.match(page.text, /De zorg is gestopt/);
    assert.ok(!page.body.includes('<textarea'));
    assert.equal((await send(fields)).status, 422);
    assert.equal(await one("SELECT count(*) FROM report WHERE body = 'Te laat.'"), '0');
    await world.sql(TENANT, `UPDATE client SET care_ended_on = NULL WHERE id = '${client}'`);
});

// Kills the inzage-sync of this world; false when there is none at the moment.
function killWorker() {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
            const words = readFileSync(`/proc/${pid}/status`, 'utf8');
            if (!/^Name:\s*inzage-sync$/m.test(words)) continue;
            if (Number(/^PPid:\s*(\d+)$/m.exec(words)[1]) !== world.portalPid()) continue;
            process.kill(Number(pid), 'SIGKILL');
            return true;
        } catch {
            // Ended while we looked.
        }
    }
    return false;
}
