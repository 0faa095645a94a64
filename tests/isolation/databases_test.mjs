// The wall in PostgreSQL, on a cluster as the quickstart makes it: what a tenant's own credential reaches.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { before, test } from 'node:test';

import { ownWorld } from '../harness/world.mjs';

// Its roles get a password that is known here, so this world is of no use afterwards.
const world = await ownWorld();
const [ours, theirs] = world.tenants;
const PASSWORD = 'alleen-in-deze-proef';
let mine;
let other;

before(async () => {
    mine = await world.databaseOf(ours);
    other = await world.databaseOf(theirs);
    for (const role of [`${mine}_app`, `${mine}_migrate`]) await world.sql('control', `ALTER ROLE ${role} PASSWORD '${PASSWORD}'`);
});

// As the user that the portal runs as: PostgreSQL lets the machine's own administrators in without a password.
const { uid, gid } = statSync(world.file('outbox'));
const user = process.getuid() === 0 ? { uid, gid } : {};
const apart = process.getuid() === 0 && statSync(world.file('pg', 'data')).uid !== uid;

function psql(role, database, statement = 'SELECT 1', password = PASSWORD) {
    const port = /^port = (\d+)/m.exec(readFileSync(world.file('pg', 'data', 'postgresql.conf'), 'utf8'))?.[1] ?? '5432';
    const run = spawnSync('/usr/lib/postgresql/15/bin/psql', ['-X', '-A', '-t', '-w', '-v', 'ON_ERROR_STOP=1', '-h', world.file('pg', 'run'), '-p', port, '-U', role, '-d', database, '-c', statement], {
        env: { ...process.env, PGPASSWORD: password },
        encoding: 'utf8',
        timeout: 20_000,
        ...user,
    });
    return { status: run.status, out: run.stdout, error: run.stderr };
}

test("a tenant's role reaches its own database", () => {
    const own = psql(`${mine}_app`, mine, 'SELECT count(*) FROM client');
    assert.equal(own.status, 0, own.error);
    assert.ok(Number(own.out) > 0);
});

test("a tenant's roles are refused at another tenant's database, the control database, postgres and the templates", () => {
    for (const role of [`${mine}_app`, `${mine}_migrate`])
        for (const database of [other, 'inzage_control', 'postgres', 'template1', 'template0']) {
            const answer = psql(role, database);
            assert.notEqual(answer.status, 0, `${role} in ${database}`);
            assert.match(answer.error, /permission denied for database|rejects connection|not currently accepting/, `${role} in ${database}`);
        }
});

test('a role that no login belongs to, a wrong password and an empty one are refused', () => {
    for (const [role, password] of [
        [`${mine}_owner`, PASSWORD],
        [`${mine}_app`, 'verkeerd'],
        [`${mine}_app`, ''],
        // A single user who runs all of it is PostgreSQL's administrator as well.
        ...(apart ? [['postgres', PASSWORD], ['postgres', '']] : []),
    ])
        assert.match(psql(role, mine, 'SELECT 1', password).error, /authentication failed|not permitted to log in|no password supplied|Peer authentication|rejects/, `${role} with "${password}"`);
});

test('PostgreSQL listens to no network', async () => {
    assert.deepEqual(await world.sql('control', 'SHOW listen_addresses'), []);
    assert.deepEqual(await world.sql('control', 'SHOW password_encryption'), [['scram-sha-256']]);
});

test("SQL that slips in as a tenant's role reads no server, writes no file, makes nothing and becomes nobody", () => {
    for (const [deed, refusal] of [
        ['SELECT * FROM pg_authid', /permission denied/],
        ["SELECT pg_read_file('postgresql.conf')", /permission denied/],
        ["COPY (SELECT 1) TO PROGRAM 'id'", /superuser|pg_execute_server_program/],
        ["COPY (SELECT 1) TO '/tmp/x'", /superuser|pg_write_server_files/],
        ['CREATE EXTENSION dblink', /permission denied/],
        ['CREATE TABLE x (y int)', /permission denied/],
        ['CREATE TEMP TABLE x (y int)', /permission denied/],
        ["SET temp_file_limit = '-1'", /permission denied/],
        [`SET ROLE ${other}_app`, /permission denied/],
        [`SET ROLE ${mine}_owner`, /permission denied/],
        ['ALTER TABLE access_log DISABLE TRIGGER ALL', /must be owner/],
        ['DELETE FROM access_log', /permission denied/],
        ['TRUNCATE access_log', /permission denied/],
        ["UPDATE access_log SET person = 'x'", /permission denied/],
        ['DELETE FROM schema_migration', /permission denied/],
        ['CREATE OR REPLACE FUNCTION person_name(text, text, text) RETURNS text LANGUAGE sql AS $$ SELECT 1::text $$', /permission denied|must be owner/],
        ["SELECT lo_import('/etc/passwd')", /permission denied/],
    ]) {
        const answer = psql(`${mine}_app`, mine, deed);
        assert.notEqual(answer.status, 0, deed);
        assert.match(answer.error, refusal, deed);
    }
});

test('names of databases and roles say nothing of the organisation', async () => {
    const rows = (await world.sql('control', 'SELECT datname FROM pg_database UNION SELECT rolname FROM pg_roles')).flat();
    for (const name of rows) for (const tenant of world.tenants) assert.ok(!name.includes(tenant), name);
    assert.match(mine, /^t_[0-9a-f]{12,}$/);
});
