// The platform that is measured: fresh, with PostgreSQL as in a real deployment, and what it uses of the machine.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { ROOT, World, sleep, until } from '../harness/world.mjs';

export { ROOT, sleep, until };
export const HERE = path.join(ROOT, 'tests/bench');
const PG_BIN = '/usr/lib/postgresql/15/bin';
const TICKS_PER_S = 100;

function freePort() {
    return new Promise((resolve, reject) => {
        const server = net.createServer();
        server.on('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

// Runs to the end; rejects with what it printed.
export function run(command, words, { input, env } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, words, { env: { ...process.env, ...env } });
        let out = '';
        let err = '';
        child.stdout.on('data', (chunk) => (out += chunk));
        child.stderr.on('data', (chunk) => (err += chunk));
        child.on('error', reject);
        child.on('close', (status) => (status === 0 ? resolve(out) : reject(new Error(`${command} ${words.slice(0, 4).join(' ')}: ${err || out}`))));
        child.stdin.on('error', () => {});
        child.stdin.end(input ?? '');
    });
}

function statOf(pid) {
    try {
        const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        // utime, stime; with the children that were waited for
        return { parent: Number(fields[1]), own: Number(fields[11]) + Number(fields[12]), ended: Number(fields[13]) + Number(fields[14]) };
    } catch {
        return undefined;
    }
}

export function memoryMib(pid, field = 'VmRSS') {
    try {
        return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
    } catch {
        return 0;
    }
}

const processes = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);

export class Platform extends World {
    static async up(dir) {
        const platform = new Platform({ dir, portalPort: await freePort(), opsPort: await freePort(), tenants: [] });
        process.env.DURABLE = '1';
        await platform.instance('up', String(platform.portalPort), String(platform.opsPort));
        await platform.stopPortal();
        // As deployed: the machine's clock, and every default of deploy/platform.yaml.
        writeFileSync(path.join(dir, 'platform.yaml'), platform.config());
        return platform;
    }

    config() {
        const deployed = readFileSync(path.join(ROOT, 'deploy/platform.yaml'), 'utf8');
        return deployed
            .replace(/^( +portal_port:).*/m, `$1 ${this.portalPort}`)
            .replace(/^( +public_port:).*/m, `$1 ${this.portalPort}`)
            .replace(/^( +ops_port:).*/m, `$1 ${this.opsPort}`)
            .concat(`\ntenants_dir: ${this.dir}/tenants\n`);
    }

    // Settings of so many tenants, made from tenants/template.
    writeTenants(ids, { every_min = 1440 } = {}) {
        const template = readFileSync(path.join(ROOT, 'tenants/template/tenant.yaml'), 'utf8');
        for (const id of ids) {
            const dir = path.join(this.dir, 'tenants', id);
            mkdirSync(dir, { recursive: true });
            for (const picture of ['logo.svg', 'scene.svg']) cpSync(path.join(ROOT, 'tenants/template', picture), path.join(dir, picture));
            writeFileSync(
                path.join(dir, 'tenant.yaml'),
                template
                    .replace('id: template ', `id: ${id} `)
                    .replace('[voorbeeld.localhost]', `[${id}.localhost]`)
                    .replace('drops/template ', `drops/${id} `)
                    .replace(/every_min: \d+/, `every_min: ${every_min}`),
            );
        }
    }

    // Rows and accounts for W1 (seed.sql).
    async seed(tenant, clients) {
        const seed = readFileSync(path.join(HERE, 'seed.sql'), 'utf8');
        await this.psql(await this.databaseOf(tenant), `\\set clients ${clients}\n\\set now ${new Date(Date.now() - 60_000).toISOString()}\n${seed}`);
    }
    // A line of load's requests file: session `i` of the seed looks at its timeline.
    static request(tenant, i, page = '/dossier/tijdslijn') {
        return `${tenant}.localhost\t${page}\t__Host-inzage_session=${`bench-${i}-`.padEnd(43, 'x')}\n`;
    }

    // Without the time limit of tests.
    ctl(...words) {
        return run(path.join(ROOT, 'tests/harness/instance'), ['ctl', this.dir, ...words]);
    }
    superuser() {
        return ['-h', this.file('pg/run'), '-p', '5432', '-U', 'postgres'];
    }
    pgbench(words, env) {
        return run(`${PG_BIN}/pgbench`, [...this.superuser(), ...words], { env });
    }
    // psql with a file of its own; \copy reads as this process.
    psql(database, script) {
        return run(`${PG_BIN}/psql`, [...this.superuser(), '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', database, '-f', '-'], { input: script });
    }

    postmasterPid() {
        return Number(readFileSync(this.file('pg/data/postmaster.pid'), 'utf8').split('\n')[0]);
    }
    // Seconds of processor time until now.
    cpu() {
        const portal = statOf(this.pidNow()) ?? { own: 0 };
        const postmaster = this.postmasterPid();
        const master = statOf(postmaster);
        let database = master.own + master.ended;
        for (const pid of processes()) {
            const stat = statOf(pid);
            if (stat?.parent === postmaster) database += stat.own;
        }
        return { portal_s: portal.own / TICKS_PER_S, database_s: database / TICKS_PER_S };
    }

    // One run of the load generator, with what it cost.
    async load(connections, seconds, requests, { random = false, warm_up_s = 1 } = {}) {
        const before = this.cpu();
        const words = ['127.0.0.1', String(this.portalPort), String(connections), String(seconds), String(warm_up_s), requests];
        const answer = JSON.parse(await run(process.env.BENCH_LOAD, random ? [...words, 'random'] : words));
        const after = this.cpu();
        const share = seconds / (seconds + warm_up_s);
        answer.portal_ms = ((after.portal_s - before.portal_s) * share * 1000) / answer.answers;
        answer.database_ms = ((after.database_s - before.database_s) * share * 1000) / answer.answers;
        return answer;
    }

    end() {
        if (existsSync(this.dir)) execFileSync(path.join(ROOT, 'tests/harness/instance'), ['down', this.dir], { stdio: 'inherit' });
    }
}

// The highest resident memory of processes with that name whose parent's command line names our folder, sampled.
export function watchMemory(name, dir) {
    let highest = 0;
    const look = () => {
        for (const pid of processes()) {
            try {
                if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== name) continue;
                const parent = readFileSync(`/proc/${statOf(pid).parent}/cmdline`, 'utf8');
                if (parent.includes(dir)) highest = Math.max(highest, memoryMib(pid, 'VmHWM'));
            } catch {
                continue; // it has just ended
            }
        }
    };
    const timer = setInterval(look, 200);
    return () => {
        clearInterval(timer);
        return highest;
    };
}
