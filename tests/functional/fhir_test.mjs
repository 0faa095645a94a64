// An organisation whose care-record system speaks FHIR R4: the real adapter against a real server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';

import { loadDrop } from '../fhir/load.mjs';
import { FhirServer } from '../fhir/server.mjs';
import { dropFolders, manifestOf, parseCsv, replaceRows } from '../harness/drops.mjs';
import { ROOT, ownWorld } from '../harness/world.mjs';

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
