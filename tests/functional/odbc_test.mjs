// An organisation that keeps its records in a reporting database: the real adapter, driver and database.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { ROOT, ownWorld, until } from '../harness/world.mjs';

const TENANT = 'treant';
const SOURCE = `reporting_${TENANT}`;
const KINDS = ['client', 'care_episode', 'report', 'measurement', 'questionnaire', 'care_plan', 'appointment', 'message', 'pinboard_post', 'contact', 'care_team_member'];
const world = await ownWorld({ tenants: [TENANT], real: [TENANT] });
const file = path.join(world.dir, 'tenants', TENANT, 'tenant.yaml');
const REAL = readFileSync(path.join(ROOT, 'tenants', TENANT, 'tenant.yaml'), 'utf8');
const CSV = REAL.replace(/ {2}adapter: odbc\n {2}settings:\n( {4}.*\n)+/, `  adapter: csv\n  settings:\n    folder: drops/${TENANT}\n    separator: ";"\n`);

const configure = (text) => writeFileSync(file, text);
const edited = (from, to) => {
    assert.ok(typeof from === 'string' ? REAL.includes(from) : from.test(REAL), `${from} is in the settings`);
    return REAL.replace(from, to);
};

// psql in the reporting database, as its own administrator.
function source(statement) {
    return new Promise((resolve, reject) => {
        const psql = spawn(path.join(ROOT, 'tests/harness/instance'), ['sql', world.dir, SOURCE]);
        let out = '';
        let err = '';
        psql.stdout.on('data', (chunk) => (out += chunk));
        psql.stderr.on('data', (chunk) => (err += chunk));
        psql.on('close', (status) => (status === 0 ? resolve(out.trim()) : reject(new Error(err))));
        psql.stdin.end(statement);
    });
}
// What a run reports, whether it succeeds or not.
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
async function refused(kind, words) {
    const report = await sync();
    assert.equal(report.ok, false, 'the run fails');
    assert.equal(report.failure.kind, kind, report.failure.what);
    assert.match(report.failure.what, words);
    return report.failure.what;
}
// Everything the portal holds of the source, without what each run and the portal itself write.
async function held() {
    const rows = {};
    for (const kind of KINDS) {
        rows[kind] = await world.sql(
            TENANT,
            `SELECT source_id, md5((to_jsonb(o) - 'care_end_told' - 'run_id' - 'updated_at' - 'source_version' - 'changed_at')::text) FROM ${kind} o WHERE source_id IS NOT NULL ORDER BY source_id`,
        );
    }
    return rows;
}
const bodies = (id) => world.sql(TENANT, `SELECT body FROM report WHERE source_id = '${id}'`);

test('what comes from the reporting database is what comes from the same data as CSV, field by field', async () => {
    const from_odbc = await held();
    for (const kind of KINDS) assert.ok(from_odbc[kind].length > 0, `there are records of ${kind}`);
    configure(CSV);
    await works('--full');
    const from_csv = await held();
    configure(REAL);
    await works('--full');
    for (const kind of KINDS) assert.deepEqual(from_odbc[kind], from_csv[kind], kind);
});

test('a second pull adds nothing, and looks only at what changed last', async () => {
    const report = await works();
    assert.deepEqual([report.new, report.changed, report.removed, report.set_aside], [0, 0, 0, 0]);
    const all = Number(await source('SELECT count(*) FROM register.report'));
    assert.ok(report.unchanged < all / 2, `${report.unchanged} records were read again, of ${all} reports alone`);
});

test('what is changed, new, struck out or withdrawn at the source arrives', async () => {
    const [[first], [second]] = (await source('SELECT source_id FROM register.report ORDER BY source_id LIMIT 2')).split('\n').map((l) => [l]);
    await source(`UPDATE register.report SET body = E'Verbeterd.\\r\\nTwee regels, met “accenten” en 😀.', changed_at = now() WHERE source_id = '${first}';
        INSERT INTO register.report SELECT 'NEW-1', now(), client, kind_code, kind_label, NULL, repeat('é', 500000), author_name, NULL, happened_at, false
          FROM register.report WHERE source_id = '${first}';
        DELETE FROM register.report WHERE source_id = '${second}';
        INSERT INTO register.removed VALUES ('report', '${second}', now());`);
    const report = await works();
    assert.deepEqual([report.new, report.changed, report.removed], [1, 1, 1]);
    assert.deepEqual(await world.sql(TENANT, `SELECT body = E'Verbeterd.\\nTwee regels, met “accenten” en 😀.' FROM report WHERE source_id = '${first}'`), [['t']]);
    assert.deepEqual(await world.sql(TENANT, "SELECT length(body), title FROM report WHERE source_id = 'NEW-1'"), [['500000', '']]);
    assert.deepEqual(await bodies(second), []);
});

test('what was committed late is found in the overlap, and what is older still by the sweep', async () => {
    await source(`INSERT INTO register.report SELECT 'LATE-1', now() - interval '5 minutes', client, kind_code, kind_label, NULL, 'laat', author_name, NULL,
        happened_at, false FROM register.report LIMIT 1;
        INSERT INTO register.report SELECT 'LATE-2', now() - interval '5 hours', client, kind_code, kind_label, NULL, 'later', author_name, NULL,
        happened_at, false FROM register.report LIMIT 1;`);
    await works();
    assert.deepEqual([await bodies('LATE-1'), await bodies('LATE-2')], [[['laat']], []]);
    await source("DELETE FROM register.report WHERE source_id = 'LATE-1'");
    await works('--full');
    assert.deepEqual([await bodies('LATE-1'), await bodies('LATE-2')], [[], [['later']]], 'removals without a query of them come by the sweep');
});

test('moments without zone are of the clock on the wall, in the winter, the summer and the hour that comes twice', async () => {
    const before = await source('SELECT source_id FROM register.appointment ORDER BY source_id LIMIT 1');
    await source(`UPDATE register.appointment SET changed_at = now(), starts_at = '2026-07-01 10:00', ends_at = '2026-10-25 02:30' WHERE source_id = '${before}'`);
    await works();
    assert.deepEqual(await world.sql(TENANT, `SELECT starts_at AT TIME ZONE 'UTC', ends_at AT TIME ZONE 'UTC' FROM appointment WHERE source_id = '${before}'`), [
        ['2026-07-01 08:00:00', '2026-10-25 00:30:00'],
    ]);
});

test('a row that can not be taken is set aside with its column, and the others arrive', async () => {
    await source(`INSERT INTO register.report SELECT 'BAD-1', now(), client, kind_code, kind_label, NULL, '', author_name, NULL, happened_at, false FROM register.report LIMIT 1;
        INSERT INTO register.report SELECT 'GOOD-1', now(), client, kind_code, kind_label, NULL, 'goed', author_name, NULL, happened_at, false FROM register.report LIMIT 1;`);
    const report = await works();
    assert.deepEqual([report.new, report.set_aside], [1, 1]);
    assert.deepEqual(await bodies('GOOD-1'), [['goed']]);
    const [[reason]] = await world.sql(TENANT, "SELECT reason FROM set_aside_record WHERE source_id = 'BAD-1'");
    assert.match(reason, /column body: must not be empty/);
    await source("DELETE FROM register.report WHERE source_id = 'BAD-1'");
});

test('settings that do not fit are refused with key and place, and nothing changes', async () => {
    const before = await held();
    const cases = [
        ['SELECT * FROM portal.report', 'DELETE FROM portal.report', /tenant\.yaml:\d+:\d+: queries\.report\.sql is not one SELECT: it .*DELETE/],
        ['SELECT * FROM portal.report', 'SELECT 1; SELECT 2', /queries\.report\.sql is not one SELECT: it has a semicolon/],
        ['SELECT * FROM portal.report', 'SELECT * FROM portal.nosuch', /queries\.report\.sql \(.*tenant\.yaml:\d+:\d+\): .*relation "portal\.nosuch" does not exist.*SQLSTATE 42P01/],
        ['SELECT * FROM portal.report', 'SELECT source_id, changed_at, client, kind_code, happened_at FROM portal.report', /queries\.report\.sql .* gives no column 'body', which is required/],
        ['SELECT * FROM portal.report', 'SELECT *, 1 AS extra FROM portal.report', /gives the column 'extra', which Inzage doesn't know/],
        ['SELECT * FROM portal.report', 'SELECT * FROM register.report', /the account may not read it.*SQLSTATE 42501/],
        ['      report:\n', '      raport:\n', /queries\.raport is no record kind/],
        ['        order_column: row_no\n', '', /queries\.questionnaire\.order_column is missing/],
        ['reporting_treant_reader', 'nobody_here', /account or its password is refused/],
        ['PostgreSQL Unicode', 'No Such Driver', /driver is not installed/],
        ['database: reporting_treant', 'database: nosuch', /no database of that name|may not use this database/],
    ];
    for (const [from, to, words] of cases) {
        configure(edited(from, to));
        await refused('config', words);
    }
    configure(REAL);
    await works();
    assert.deepEqual(await held(), before);
});

test('a wrong password is the settings\' fault; it stands in no message and in no log', async () => {
    const secret = world.file('secrets', `${TENANT}-reporting.password`);
    const right = readFileSync(secret, 'utf8');
    writeFileSync(secret, 'Geheim-9471');
    chmodSync(secret, 0o600);
    const what = await refused('config', /account or its password is refused/);
    assert.doesNotMatch(what + readFileSync(world.file('log', 'inzagectl.log'), 'utf8'), /Geheim-9471/);
    writeFileSync(secret, right);
    await works();
});

test('a query that fails on the values of a row tells the query, not the value', async () => {
    configure(edited('SELECT * FROM portal.report', "SELECT source_id, changed_at, client, CAST(CAST(author_name AS integer) AS text) AS kind_code, body, happened_at FROM portal.report"));
    const [[name]] = await world.sql(TENANT, 'SELECT author_name FROM report LIMIT 1');
    const what = await refused('defect', /queries\.report\.sql .* on the value of a row.*SQLSTATE 22P02/);
    assert.ok(!what.includes(name), what);
    configure(REAL);
});

test('a pull that is broken off goes on where it was', async () => {
    // Rows that take their time: some 20,000 arrive, then an administrator ends the connection.
    await source(`CREATE FUNCTION public.slow(at bigint) RETURNS text LANGUAGE plpgsql VOLATILE AS
        $$ BEGIN IF at % 100 = 0 THEN PERFORM pg_sleep(0.01); END IF; RETURN 'traag'; END $$;
        CREATE VIEW portal.slow AS SELECT 'SLOW-' || i AS source_id, '2026-01-01'::timestamptz + i * interval '1 second' AS changed_at,
            (SELECT min(client) FROM register.report) AS client, 'daily' AS kind_code, public.slow(i) AS body, '2026-01-01'::timestamptz AS happened_at
            FROM generate_series(1, 45000) i;
        GRANT USAGE ON SCHEMA public TO ${SOURCE}_reader; GRANT SELECT ON portal.slow TO ${SOURCE}_reader;`);
    const without_sweep = edited('sweep_h: 24', 'sweep_h: 0');
    configure(without_sweep.replace('SELECT * FROM portal.report', 'SELECT * FROM portal.slow'));
    const running = sync('--kinds', 'report');
    const count = async () => Number((await world.sql(TENANT, "SELECT count(*) FROM report WHERE source_id LIKE 'SLOW-%'"))[0][0]);
    await until('the first chunk', async () => (await count()) >= 20_000, { timeout_ms: 30_000, every_ms: 50 });
    await source("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'inzage' AND datname = current_database()");
    const broken = await running;
    assert.equal(broken.failure?.kind, 'transient', JSON.stringify(broken));
    const kept = await count();
    assert.ok(kept >= 20_000 && kept < 45_000 && kept % 20_000 === 0, `${kept} were kept`);
    const report = await works('--kinds', 'report');
    assert.equal(await count(), 45_000);
    assert.equal(report.new, 45_000 - kept);
    // Of the other kinds of this schedule some come again, by the overlap.
    assert.ok(report.unchanged < 5_000, `${report.unchanged} came again`);
    configure(REAL);
    await works('--full');
    assert.equal(await count(), 0);
});

test('the conformance kit finds nothing against the adapter', async () => {
    const example = world.file('kit.yaml');
    const section = /^sync:\n( {2}.*\n)+/m.exec(REAL)[0].replace('password_file: ', 'password_file: secrets/');
    writeFileSync(
        example,
        `${section}kit:
  kinds: [${KINDS.join(', ')}]
  faults:
    - name: nobody listens there
      settings: {connection: {host: pg/absent}}
      expect: transient
    - name: the view is not there
      settings: {queries: {client: {sql: SELECT * FROM portal.nothing}}}
      expect: config
  deadline_s: 30
`,
    );
    const plugin = path.join(process.env.INZAGE_BUILD ?? path.join(ROOT, 'build/release'), 'plugins/odbc.so');
    const said = await world.ctl('adapter', 'check', plugin, '--config', example).catch((error) => error.stdout);
    assert.match(said, /\d{2} passed, 0 failed, \d+ skipped/, said);
    for (const line of said.split('\n').filter((one) => one.includes('skipped'))) assert.match(line, /push|\d+ skipped/, said);
});

test('a database that is down is waited for', async () => {
    // Its own name for the socket, so that the portal's databases stay.
    configure(edited('host: pg/run', 'host: pg/absent'));
    await refused('transient', /can't be reached/);
    configure(edited('host: pg/run', 'host: 127.0.0.1\n      port: 9'));
    await refused('transient', /can't be reached/);
    configure(REAL);
    await works();
});
