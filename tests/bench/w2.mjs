// W2: a million reports through each adapter and the worker against COPY and one INSERT … ON CONFLICT of the same rows.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { watchMemory } from './platform.mjs';
import { median, number, ratio } from './report.mjs';
import { csv } from './sources/csv.mjs';
import { fhir } from './sources/fhir.mjs';
import { odbc } from './sources/odbc.mjs';

// What a source is:
//   name, aim        of the adapter; its ratio should be at least this
//   settings         the text of `sync:` for the tenant, without schedules; undefined: that of tenants/template
//   exact            the portal's rows are those of the files, field by field
//   sync_words       further words for `inzagectl sync run`
//   rounds, reports  other numbers than were asked for, when the source needs long to fill (both may be left out)
//   prepare(platform)             optional: before the tenant's settings are read
//   open(platform) → {fill, close}
//     fill(drop)     makes the source hold exactly the rows of drop/client.csv and drop/report.csv (`;`, with header)
//     close()        removes it
const SOURCES = [csv, odbc, fhir];
const MEMORY_AIM_MB = 150;

const COLUMNS = 'source_id, source_version, changed_at, client, kind_code, kind_label, title, body, author_name, author_role, happened_at';
const STAGING = `CREATE UNLOGGED TABLE IF NOT EXISTS bench_staging (source_id text, source_version text, changed_at timestamptz, client text,
    kind_code text, kind_label text, title text, body text, author_name text, author_role text, happened_at timestamptz);
TRUNCATE bench_staging;`;
const UPSERT = `INSERT INTO report AS o (source_id, source_version, changed_at, client_id, kind_code, kind_label, title, body, author_name,
        author_role, happened_at, run_id, created_at, updated_at)
 SELECT s.source_id, s.source_version, s.changed_at, c.id, s.kind_code, s.kind_label, s.title, s.body, s.author_name, s.author_role,
        s.happened_at, '00000000-0000-4000-8000-000000000000', now(), now()
   FROM bench_staging s JOIN client c ON c.source_id = s.client
     ON CONFLICT (source_id) DO UPDATE SET source_version = excluded.source_version, changed_at = excluded.changed_at,
        client_id = excluded.client_id, kind_code = excluded.kind_code, kind_label = excluded.kind_label, title = excluded.title,
        body = excluded.body, author_name = excluded.author_name, author_role = excluded.author_role,
        happened_at = excluded.happened_at, run_id = excluded.run_id, updated_at = excluded.updated_at
  WHERE (o.source_version, o.client_id, o.kind_code, o.kind_label, o.title, o.body, o.author_name, o.author_role, o.happened_at)
        IS DISTINCT FROM (excluded.source_version, excluded.client_id, excluded.kind_code, excluded.kind_label, excluded.title,
        excluded.body, excluded.author_name, excluded.author_role, excluded.happened_at);`;
// How many rows of staging the table lacks or has otherwise.
const DIFFERENT = `SELECT count(*) FROM bench_staging s JOIN client c ON c.source_id = s.client LEFT JOIN report o ON o.source_id = s.source_id
  WHERE o.id IS NULL
     OR (o.source_version, o.client_id, o.kind_code, o.kind_label, o.title, o.body, o.author_name, o.author_role, o.happened_at)
        IS DISTINCT FROM (s.source_version, c.id, s.kind_code, s.kind_label, s.title, s.body, s.author_name, s.author_role, s.happened_at);`;

export async function sync(platform, tenant, words = []) {
    const memory = watchMemory('inzage-sync', platform.file(''));
    const before = platform.cpu();
    const [report] = JSON.parse(await platform.ctl('--json', 'sync', 'run', tenant, ...words));
    const after = platform.cpu();
    const memory_mib = memory();
    if (!report.ok) throw new Error(`the synchronisation failed: ${JSON.stringify(report)}`);
    return { ...report, memory_mib, database_s: after.database_s - before.database_s };
}

// COPY of the file into staging and one statement, in one transaction.
async function copyAnd(statement, platform, database, file) {
    await platform.psql(database, STAGING);
    const before = platform.cpu();
    const start = performance.now();
    const out = await platform.psql(
        database,
        `BEGIN;\n\\copy bench_staging (${COLUMNS}) FROM '${file}' WITH (FORMAT csv, HEADER, DELIMITER ';')\n${statement}\nCOMMIT;`,
    );
    const seconds = (performance.now() - start) / 1000;
    return { seconds, database_s: platform.cpu().database_s - before.database_s, out: out.trim() };
}
export const copyUpsert = (...where) => copyAnd(UPSERT, ...where);
export const copyCompare = (...where) => copyAnd(DIFFERENT, ...where);

// The tenant that takes from this source.
async function makeTenant(platform, source) {
    const tenant = `ingest-${source.name}`;
    platform.writeTenants([tenant]);
    if (source.settings !== undefined) {
        const file = path.join(platform.dir, 'tenants', tenant, 'tenant.yaml');
        const text = readFileSync(file, 'utf8');
        writeFileSync(file, text.replace(/^sync:\n[^]*?(?=^ +schedules:)/m, source.settings));
    }
    await source.prepare?.(platform);
    await platform.ctl('tenant', 'add', '--all');
    return tenant;
}

async function measure(platform, source, asked) {
    const rounds = source.rounds ?? asked.rounds;
    const reports = source.reports ?? asked.reports;
    const tenant = await makeTenant(platform, source);
    const database = await platform.databaseOf(tenant);
    const drop = platform.file(`drops/${tenant}`);
    const until = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString().replace('.000Z', 'Z');
    let sequence = 0;
    const opened = await source.open(platform);
    const write = async () => {
        sequence += 1;
        await platform.ctl('demo-data', tenant, '--bench', String(reports), '--out', drop, '--until', until, '--sequence', String(sequence));
        await opened.fill(drop);
    };
    const empty = () => platform.psql(database, 'TRUNCATE report;\nCHECKPOINT;');
    const sides = { fresh: [], beside: [], unchanged: [], compared: [] };
    for (let round = 0; round < rounds; round += 1) {
        await write();
        await empty();
        sides.fresh.push(await sync(platform, tenant, source.sync_words));
        await write();
        sides.unchanged.push(await sync(platform, tenant, source.sync_words));
        if (sides.unchanged.at(-1).unchanged < reports) throw new Error(`not unchanged: ${JSON.stringify(sides.unchanged.at(-1))}`);
        sides.compared.push(await copyCompare(platform, database, `${drop}/report.csv`));
        if (source.exact && sides.compared.at(-1).out !== '0') throw new Error(`${sides.compared.at(-1).out} reports differ, by PostgreSQL's own look`);
        await empty();
        sides.beside.push(await copyUpsert(platform, database, `${drop}/report.csv`));
        const [[count]] = await platform.sql(tenant, 'SELECT count(*) FROM report');
        if (Number(count) !== reports || sides.fresh.at(-1).new < reports) throw new Error(`${count} and ${sides.fresh.at(-1).new} instead of ${reports} reports`);
    }
    await opened.close();
    rmSync(drop, { recursive: true });
    await platform.psql(database, 'TRUNCATE report; DROP TABLE bench_staging;');
    return rowsOf(source, reports, sides);
}

// W2_SOURCES=csv,odbc,fhir leaves the others out.
export async function w2(platform, asked) {
    const wanted = process.env.W2_SOURCES?.split(',');
    const rows = [];
    for (const source of SOURCES) {
        if (wanted !== undefined && !wanted.includes(source.name)) continue;
        console.error(`bench: w2 ${source.name} …`);
        rows.push(...(await measure(platform, source, asked)));
    }
    return rows;
}

function rowsOf(source, reports, { fresh, beside, unchanged, compared }) {
    const of = (side, field) => median(side.map((s) => s[field]));
    const memory = (side) => `inzage-sync at most ${number(Math.max(...side.map((s) => s.memory_mib)))} MB (aim: ${MEMORY_AIM_MB})`;
    const row = (name, aim, ours, theirs, beside_is) => ({
        name,
        aim,
        ours: `${number(reports / of(ours, 'seconds'))} rows/s`,
        theirs: `${number(reports / of(theirs, 'seconds'))} rows/s (${beside_is})`,
        ratio: ratio(theirs.map((t, i) => t.seconds / ours[i].seconds)),
        beside: [
            `${number(of(ours, 'seconds'), 1)} s against ${number(of(theirs, 'seconds'), 1)} s`,
            `processor in PostgreSQL ${number(of(ours, 'database_s'), 1)} s against ${number(of(theirs, 'database_s'), 1)} s`,
            memory(ours),
        ],
    });
    return [
        row(`W2 ${source.name}: ${number(reports)} new reports`, `≥ ${source.aim}`, fresh, beside, 'COPY and one INSERT … ON CONFLICT'),
        row(`W2 ${source.name}: the same again, all unchanged`, source.name === 'csv' ? '≥ 80,000 rows/s' : '', unchanged, compared, 'COPY and one comparing join'),
    ];
}
