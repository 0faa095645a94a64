// The parts of deploy/quickstart: what they say when something is wrong, and that they may be interrupted.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';

import { ROOT } from '../harness/world.mjs';

const DIR = mkdtempSync(path.join(process.env.INZAGE_TEST_DIR ?? tmpdir(), 'inzage-parts-'));
const PRELUDE = `
set -euo pipefail
ROOT=${ROOT} LIB=${ROOT}/deploy/lib BUILD=${ROOT}/build/release VAR=${DIR}/var LOG=${DIR}/log STEPS=9
CONFIG=${DIR}/platform.yaml TENANTS_DIR=${ROOT}/tenants
for part in say host kept cluster build place provision portal; do source $LIB/$part.sh; done
choose_users
CLUSTER_EXTRA=$'fsync = off\\nshared_buffers = 16MB' PG_CONNECTIONS=20 INITDB_EXTRA=(--no-sync)
`;
const sh = (script, env = {}) => {
    const run = spawnSync('bash', ['-c', PRELUDE + script], { encoding: 'utf8', env: { ...process.env, ...env }, timeout: 120_000 });
    return { status: run.status, out: run.stdout, err: run.stderr };
};
writeFileSync(path.join(DIR, 'log'), '');
sh(`ensure_users; chmod 0755 ${DIR}; mkdir -p $VAR; make_var`);
after(() => {
    sh('cluster_stop immediate');
    rmSync(DIR, { recursive: true, force: true });
});

describe('one clear sentence', () => {
    const says = (run, sentence) => {
        assert.equal(run.status, 1, run.err);
        assert.match(run.err, sentence);
    };
    test('for another system', () => {
        writeFileSync(path.join(DIR, 'os'), 'ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04"\n');
        says(sh('check_debian', { OS_RELEASE: path.join(DIR, 'os') }), /for Debian 12|on Debian 12; this machine runs Ubuntu 24\.04/);
    });
    test('for a full disk', () => {
        says(sh("df() { printf 'x\\nx 100 90 1000000 9 /\\n'; }; check_disk $VAR 3"), /disk is \(nearly\) full: .* 976 MB free and 3 GB/);
    });
    test('for a disk that fills up during a step, and for no network', () => {
        says(sh("echo '=== step' >$LOG; echo 'g++: No space left on device' >>$LOG; fail_logged 'The build failed'"), /The disk is full/);
        says(sh("echo '=== step' >$LOG; echo 'Temporary failure resolving deb.debian.org' >>$LOG; fail_logged 'apt-get failed'"), /is there a network/);
    });
    test('for a port that is taken, with the name of who has it', async () => {
        const server = net.createServer();
        await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
        const { port } = server.address();
        // In a process of its own: this one has to go on accepting.
        const run = await new Promise((resolve) => {
            const child = spawn('bash', ['-c', `${PRELUDE}refuse_taken_port ${port}`]);
            let err = '';
            child.stderr.on('data', (chunk) => (err += chunk));
            child.on('close', (status) => resolve({ status, err }));
        });
        server.close();
        says(run, new RegExp(`Port ${port} is taken by (node|MainThread|.*) \\(process ${process.pid}\\)`));
    });
    test('for missing packages and nobody who may install them', { skip: process.getuid() !== 0 && 'needs root to become somebody else' }, () => {
        const script = `missing_packages() { echo cowsay; }; sudo() { return 1; }; install_packages x`;
        const run = spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', 'bash', '-c', PRELUDE.replace('choose_users', '') + script], { encoding: 'utf8' });
        says({ status: run.status, err: run.stderr }, /may not use sudo|no sudo/);
        assert.match(run.stderr, /apt-get install --no-install-recommends cowsay/);
    });
    test('for another quickstart at work', () => {
        says(sh('exec 8>"$VAR/.quickstart.lock"; flock -n 8; lock_var'), /Another quickstart is at work/);
    });
});

describe('places', () => {
    test('a path too long for a socket is noticed before PostgreSQL is', () => {
        assert.equal(sh(`socket_path_fits /${'a'.repeat(60)}`).status, 0);
        assert.equal(sh(`socket_path_fits /${'a'.repeat(100)}`).status, 1);
    });
    test('with a long checkout the data move to a shorter folder and var/ leads there', () => {
        const long = path.join(DIR, 'x'.repeat(80));
        mkdirSync(long);
        // Short, whatever folder the tests run in: it is the place that must fit.
        const state = mkdtempSync('/tmp/iz-');
        const run = sh(`ROOT=${long}; STATE_HOME=${state}; choose_var ''; echo "$VAR"; readlink ${long}/var`);
        rmSync(state, { recursive: true, force: true });
        assert.equal(run.status, 0, run.err);
        const lines = run.out.trim().split('\n');
        assert.match(lines[0], /too long for a database socket/);
        assert.equal(lines[1], lines[2]);
    });
});

describe('a checkout that the portal may not read', { skip: process.getuid() !== 0 && 'needs root' }, () => {
    const hidden = path.join(DIR, 'hidden');
    const checkout = path.join(hidden, 'checkout');
    const move = () => sh(`ROOT=${checkout} LIB=${checkout}/deploy/lib STATE_HOME=${DIR}/state; move_if_unreadable deploy/hello there; echo stayed`);
    test('is copied with its times, without what is gone, and var/ leads to the data', () => {
        mkdirSync(path.join(checkout, 'deploy/lib'), { recursive: true });
        mkdirSync(path.join(checkout, 'build'));
        for (const [name, text] of [['CMakeLists.txt', ''], ['deploy/lib/keep', ''], ['build/big', ''], ['gone.cpp', ''], ['.hidden', ''], ['deploy/hello', '#!/bin/sh\necho "hello $1 from $0"\n']]) writeFileSync(path.join(checkout, name), text);
        chmodSync(path.join(checkout, 'deploy/hello'), 0o755);
        utimesSync(path.join(checkout, 'CMakeLists.txt'), 1e9, 1e9);
        assert.equal(move().out, 'stayed\n', 'as long as it can be read nothing moves');
        chmodSync(hidden, 0o700);
        const first = move();
        assert.match(first.out, /may not read .*checkout, so Inzage is built and run in .*\nhello there from .*state\/checkout-\d+\/deploy\/hello/, first.err);
        const mirror = /run in (\S+)\./.exec(first.out)[1];
        assert.equal(statSync(path.join(mirror, 'CMakeLists.txt')).mtimeMs, 1e12);
        assert.ok(existsSync(path.join(mirror, '.hidden')) && !existsSync(path.join(mirror, 'build')));
        assert.equal(readlinkSync(path.join(checkout, 'var')), path.join(mirror, 'var'));
        mkdirSync(path.join(mirror, 'build'));
        rmSync(path.join(checkout, 'gone.cpp'));
        move();
        assert.ok(!existsSync(path.join(mirror, 'gone.cpp')) && existsSync(path.join(mirror, 'build')));
    });
});

describe('steps', () => {
    test('a finished step is not done again, one with other inputs is', () => {
        const run = sh('work() { echo worked; }; once a 1 work; once a 1 work; once a 2 work');
        assert.equal(run.out, 'worked\nworked\n');
    });
    test('a step that failed or was interrupted is done again', () => {
        const run = sh('bad() { echo tried; return 1; }; once b 1 bad || true; once b 1 bad || true');
        assert.equal(run.out, 'tried\ntried\n');
        assert.ok(!existsSync(path.join(DIR, 'var/steps/b')));
    });
});

describe('long commands', () => {
    test('keep their status and their output, and say that they are still at it', () => {
        const run = sh('STEP_TITLE=x; logged_slow bash -c "echo hello; exit 3" || echo "status $?"; tail -n 1 $LOG');
        assert.equal(run.out, 'status 3\nhello\n', run.err);
    });
    test('end with the quickstart when it is interrupted', () => {
        const run = sh('(sleep 1; kill -TERM $$) & STEP_TITLE=; logged_slow sleep 300; echo not reached');
        assert.equal(run.status, 130);
        assert.equal(run.out, '');
    });
});

describe('the database cluster', () => {
    test('a half-made one is made anew', () => {
        const run = sh(`mkdir -p $VAR/pg/data.making; echo half >$VAR/pg/data.making/PG_VERSION; cluster_make; cluster_start; superuser_sql postgres -A -t -c "SHOW data_checksums; SHOW listen_addresses; SHOW recovery_init_sync_method"`);
        assert.equal(run.status, 0, run.err);
        assert.equal(run.out, 'on\n\nsyncfs\n');
    });
    test('nobody but the administrator becomes its superuser, and nobody comes in without a password', { skip: process.getuid() !== 0 && 'needs root to become somebody else' }, () => {
        const run = sh(`as_app psql -h $VAR/pg/run -U postgres postgres -c 'SELECT 1'`);
        assert.match(run.err, /Peer authentication failed/);
        const other = sh(`superuser_sql postgres -c "CREATE ROLE guest LOGIN"; as_app env PGPASSWORD= psql -w -h $VAR/pg/run -U guest template0 -c 'SELECT 1'`);
        assert.match(other.err, /rejects connection|no pg_hba/);
        const third = sh(`superuser_sql postgres -c "CREATE DATABASE open_house"; as_app psql -w -h $VAR/pg/run -U guest open_house -c 'SELECT 1'`);
        assert.match(third.err, /no password supplied|password authentication failed/);
    });
    test('comes back by itself when it is killed', () => {
        const run = sh('before=$(cluster_pid); kill -KILL $before; for i in {1..100}; do sleep 0.1; now=$(cluster_pid) && [[ $now != "$before" ]] && cluster_ready && break; done; cluster_ready && echo back');
        assert.equal(run.out, 'back\n', run.err);
    });
    test('starts after a power cut that left its process id to somebody else', () => {
        const run = sh('kill -KILL $(pid_in $VAR/pg/postgres.keeper.pid $VAR/pg) $(cluster_pid); sleep 1; sed -i "1s/.*/$$/" $VAR/pg/data/postmaster.pid; cluster_start; echo $CLUSTER_REMARK');
        assert.equal(run.out, 'started\n', run.err);
    });
    test('an older server on the socket is named, not fought', () => {
        const run = sh('mv $VAR/pg/data $VAR/pg/moved; cluster_make; true');
        sh('rm -rf $VAR/pg/data; mv $VAR/pg/moved $VAR/pg/data');
        assert.match(run.err, /An older PostgreSQL \(process \d+.*still holds our socket/);
    });
    test('stops, twice without complaint', () => {
        const run = sh('cluster_stop fast; cluster_stop fast; cluster_pid || echo gone');
        assert.equal(run.out, 'gone\n', run.err);
    });
});

describe('the keeper', () => {
    test('starts a program again when it ends and ends with it when told to', () => {
        const run = sh(`keep_start "$APP_USER" $VAR/run sleeper TERM $VAR/log/sleeper.log sleep 1000
            for i in {1..50}; do first=$(pid_in $VAR/run/sleeper.pid sleep) && break; sleep 0.1; done
            kill -KILL $first; for i in {1..50}; do second=$(pid_in $VAR/run/sleeper.pid sleep) && [[ $second != "$first" ]] && break; sleep 0.1; done
            [[ -n $second && $second != "$first" ]] && echo again
            keep_stop $VAR/run sleeper sleep 10 TERM && echo stopped
            alive $second || echo gone`);
        assert.equal(run.out, 'again\nstopped\ngone\n', run.err);
    });
});
