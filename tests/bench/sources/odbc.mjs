// A reporting database in the same cluster, filled from the drop's files.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { writeFileSync } from 'node:fs';

const DATABASE = 'reporting_bench';
const TABLES = `
CREATE SCHEMA portal;
CREATE TABLE client_file (source_id text PRIMARY KEY, source_version text, changed_at timestamptz, client_number text, form_of_address text, given_name text,
    initials text, prefix text, family_name text, birth_date date, home_care boolean, location text, ward text, email text, phone text);
CREATE TABLE report_file (source_id text PRIMARY KEY, source_version text, changed_at timestamptz NOT NULL, client text, kind_code text,
    kind_label text, title text, body text, author_name text, author_role text, happened_at timestamptz);
CREATE INDEX ON report_file (changed_at, source_id);
CREATE VIEW portal.client AS SELECT * FROM client_file;
CREATE VIEW portal.report AS SELECT * FROM report_file;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA portal TO ${DATABASE}_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA portal TO ${DATABASE}_reader;`;

const headerOf = (file) => execFileSync('head', ['-n', '1', file], { encoding: 'utf8' }).trim().replaceAll('"', '').replaceAll(';', ', ');

export const odbc = {
    name: 'odbc',
    aim: 0.4,
    settings: `sync:
  adapter: odbc
  settings:
    connection: {driver: PostgreSQL Unicode, host: pg/run, database: ${DATABASE}, user: ${DATABASE}_reader, password_file: bench-reporting.password}
    queries:
      client: {sql: SELECT * FROM portal.client}
      report: {sql: SELECT * FROM portal.report, changed_column: changed_at}
`,
    // The cursor of the round before would leave nothing to take.
    exact: true,
    sync_words: ['--full'],
    // Before the settings are read.
    async prepare(platform) {
        const file = platform.file('secrets/bench-reporting.password');
        writeFileSync(file, 'not-a-secret', { mode: 0o600 });
        execFileSync('chown', ['--reference', path.dirname(file), file]);
    },
    async open(platform) {
        await platform.psql('postgres', `CREATE ROLE ${DATABASE}_reader LOGIN PASSWORD 'not-a-secret';\nCREATE DATABASE ${DATABASE};`);
        await platform.psql(DATABASE, TABLES);
        return {
            async fill(drop) {
                const copies = ['client', 'report'].map((kind) => {
                    const file = `${drop}/${kind}.csv`;
                    return `TRUNCATE ${kind}_file;\n\\copy ${kind}_file (${headerOf(file)}) FROM '${file}' WITH (FORMAT csv, HEADER, DELIMITER ';')`;
                });
                await platform.psql(DATABASE, `${copies.join('\n')}\nVACUUM ANALYZE;\nCHECKPOINT;`);
            },
            async close() {
                await platform.psql('postgres', `DROP DATABASE ${DATABASE} WITH (FORCE);\nDROP ROLE ${DATABASE}_reader;`);
            },
        };
    },
};
