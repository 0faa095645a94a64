// Work that names no organisation reaches no database: neither a job nor a command.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { ROOT, sharedWorld } from '../harness/world.mjs';

const world = await sharedWorld();
const PROGRAM = path.join(process.env.INZAGE_BUILD ?? path.join(ROOT, 'build/release'), 'inzage-sync');

// Where a database would be: counts who knocks.
let knocked = 0;
const server = net.createServer((socket) => {
    knocked += 1;
    socket.destroy();
});
before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => server.close());

const job = (changes) => ({
    form: 2,
    tenant: 'proef',
    run_id: '00000000-0000-4000-8000-000000000001',
    schedule_name: 'report',
    kinds: ['report'],
    full: true,
    by_operator: false,
    outbound_only: false,
    give_up_after_h: 72,
    place: { conninfo: `host=127.0.0.1 port=${server.address().port} connect_timeout=2`, database: 'x', role: 'x', password: 'x' },
    adapter: 'csv',
    plugin_dir: '/nowhere',
    settings: { root: { name: '', text: '', place: '', children: [] }, secrets: [], time_zone: 'Europe/Amsterdam', base_folder: '/nowhere' },
    tell_plans: false,
    tell_reports: false,
    clock_offset_file: '',
    parent_pid: process.pid,
    limits: { memory_mib: 1024, cpu_s: 10, files: 64, deadline_s: 10 },
    ...changes,
});

function run(input) {
    return new Promise((resolve, reject) => {
        const worker = spawn(PROGRAM, [], { env: {} });
        let out = '';
        worker.stdout.on('data', (chunk) => (out += chunk));
        worker.stderr.on('data', (chunk) => (out += chunk));
        worker.on('error', reject);
        worker.on('close', (status) => resolve({ status, out }));
        worker.stdin.on('error', () => {});
        worker.stdin.end(input);
    });
}

test('a job that names an organisation knocks at the database that it names', async () => {
    knocked = 0;
    const { status, out } = await run(JSON.stringify(job({})));
    assert.equal(status, 2, out);
    assert.ok(knocked > 0, out);
});

test('a job without an organisation, or with a name that none can have, ends without asking any database', async () => {
    const { tenant: _, ...without } = job({});
    for (const [what, text] of [
        ['nothing', ''],
        ['an empty object', '{}'],
        ['half a job', JSON.stringify(job({})).slice(0, 200)],
        ['no tenant', JSON.stringify(without)],
        ...['', ' ', '../proef', 'PROEF', 'a b', "x';--", null, 7].map((tenant) => [`the tenant ${JSON.stringify(tenant)}`, JSON.stringify(job({ tenant }))]),
        ['a place without database', JSON.stringify(job({ place: { conninfo: job({}).place.conninfo } }))],
        ['a run without number', JSON.stringify(job({ run_id: '' }))],
    ]) {
        knocked = 0;
        const { status, out } = await run(text);
        assert.notEqual(status, 0, what);
        assert.equal(knocked, 0, `${what} knocked at a database: ${status} ${out}`);
    }
});

test('a command without an organisation, or with one that is not served, is refused by name', async () => {
    for (const [words, why, code] of [
        [['sync', 'run'], /usage|TENANT/, 2],
        [['account', 'reset-password', 'anna.jansen'], /usage|TENANT/, 2],
        [['session', 'end'], /usage|TENANT/, 2],
        [['session', 'end', 'nergens'], /nergens/, 1],
        [['session', 'end', '../debeyart'], /debeyart/, undefined],
        [['sync', 'run', 'nergens'], /nergens/, 1],
        [['tenant', 'show', 'inzage_control'], /inzage_control/, undefined],
    ])
        await assert.rejects(world.ctl(...words), (error) => why.test(error.stderr + error.stdout) && (code === undefined || error.code === code), words.join(' '));
});

test('a request for a name that no organisation has gets no page', async () => {
    for (const page of ['/inloggen', '/start', '/dossier/tijdslijn', '/.well-known/security.txt']) {
        const answer = await world.client(world.tenants[0]).at('nergens.localhost').get(page);
        assert.equal(answer.status, 421, page);
        assert.ok(answer.body.length < 200, page);
    }
});
