// A running platform for tests: two or more tenants with small demo data, on ports and in a folder of its own.
//   const world = await sharedWorld();          the one that tests/run started, or one for this file
//   const world = await ownWorld({tenants: […]}) for tests that stop, kill or re-time it; stopped after the file
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Client } from './client.mjs';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const INSTANCE = path.join(ROOT, 'tests/harness/instance');
// Fewer clients and reports than the demo has, so that a world is up in seconds.
const SMALL = process.env.DEMO_OPTIONS ?? '--clients 6';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function until(what, check, { timeout_ms = 15_000, every_ms = 100 } = {}) {
    const end = Date.now() + timeout_ms;
    for (;;) {
        const value = await check();
        if (value) return value;
        if (Date.now() > end) throw new Error(`waited ${timeout_ms} ms in vain for ${what}`);
        await sleep(every_ms);
    }
}

export async function freePort() {
    return new Promise((resolve, reject) => {
        const server = net.createServer();
        server.on('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

export class World {
    constructor({ dir, portalPort, opsPort, tenants }) {
        Object.assign(this, { dir, portalPort, opsPort, tenants });
        this.databases = new Map();
        this.codes = new Map();
    }

    // `real`: tenants that keep the adapter of their settings; the others take CSV drops.
    static async start({ tenants = ['debeyart', 'zuyderland'], real = [] } = {}) {
        const dir = mkdtempSync(path.join(process.env.INZAGE_TEST_DIR ?? tmpdir(), 'inzage-world-'));
        const world = new World({ dir, portalPort: await freePort(), opsPort: await freePort(), tenants });
        world.real = real;
        await world.instance('up', String(world.portalPort), String(world.opsPort), ...tenants);
        writeFileSync(path.join(dir, 'world.json'), JSON.stringify({ dir, portalPort: world.portalPort, opsPort: world.opsPort, tenants }));
        return world;
    }

    // Verbs of tests/harness/instance; rejects with what it printed.
    instance(verb, ...rest) {
        return new Promise((resolve, reject) => {
            const words = [verb, this.dir, ...rest];
            execFile(INSTANCE, words, { env: { ...process.env, DEMO_OPTIONS: SMALL, REAL_ADAPTERS: (this.real ?? []).join(' ') }, maxBuffer: 1 << 26, timeout: 300_000 }, (error, stdout, stderr) => {
                if (error) reject(Object.assign(new Error(`${words.join(' ')}: ${stderr || error.message}`), { code: error.code, stdout, stderr }));
                else resolve(stdout);
            });
        });
    }

    // Output of inzagectl; rejects when it fails (error.code is its exit status).
    ctl(...words) {
        return this.instance('ctl', ...words);
    }
    sync(tenant) {
        return this.ctl('sync', 'run', tenant);
    }

    host(tenant) {
        return `${tenant}.localhost`;
    }
    url(tenant, pathname = '/') {
        return `http://${this.host(tenant)}:${this.portalPort}${pathname}`;
    }
    client(tenant) {
        return new Client({ host: `${this.host(tenant)}:${this.portalPort}`, port: this.portalPort });
    }
    ops() {
        return new Client({ host: `127.0.0.1:${this.opsPort}`, port: this.opsPort });
    }

    file(...parts) {
        return path.join(this.dir, 'var', ...parts);
    }
    get logins() {
        return JSON.parse(readFileSync(this.file('demo-logins.json'), 'utf8'));
    }
    // tenant and role or login name ("anna.jansen").
    login(tenant, who = 'anna.jansen') {
        const found = this.logins.find((l) => l.tenant === tenant && (l.login === who || l.role === who)) ?? this.logins.find((l) => l.tenant === tenant);
        if (found === undefined) throw new Error(`no demo login ${who} at ${tenant}`);
        return found;
    }
    sms(tenant) {
        return this.outbox('sms.jsonl').filter((m) => tenant === undefined || m.tenant === tenant);
    }
    mail(tenant) {
        return this.outbox('mail.jsonl').filter((m) => tenant === undefined || m.tenant === tenant);
    }
    outbox(name) {
        let text = '';
        try {
            text = readFileSync(this.file('outbox', name), 'utf8');
        } catch (error) {
            if (error.code !== 'ENOENT') throw error;
        }
        // A line without its end is being written.
        return text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter(Boolean).map((line) => JSON.parse(line));
    }
    // The code of the first SMS after `seen` messages.
    async code(tenant, seen) {
        const message = await until('an SMS', () => this.sms(tenant)[seen]);
        return /\b(\d{6,8})\b/.exec(message.text)[1];
    }

    // The portal's clock runs ahead of the machine's by so many seconds.
    shiftClock(seconds) {
        writeFileSync(path.join(this.dir, 'clock'), `${seconds}\n`);
    }
    advanceClock(seconds) {
        this.shiftClock(Number(readFileSync(path.join(this.dir, 'clock'), 'utf8')) + seconds);
    }
    // A number gets at most five codes in ten minutes: after four, time passes. Sessions outlive it.
    makeRoomForSms(login) {
        const key = `${login.tenant} ${login.login}`;
        const sent = (this.codes.get(key) ?? 0) + 1;
        this.codes.set(key, sent);
        if (sent % 4 === 0) this.advanceClock(11 * 60);
    }

    // A number gets five codes in ten minutes; tests sign in more often than people do.
    async forgetSentCodes(tenant) {
        await this.sql(tenant, "DELETE FROM outbox WHERE channel = 'sms' AND state = 'sent'");
    }

    // Signs a fresh visitor in up to the start page.
    async signIn(tenant, who, client = this.client(tenant)) {
        const login = typeof who === 'object' ? who : this.login(tenant, who);
        this.makeRoomForSms(login);
        await this.forgetSentCodes(tenant);
        const seen = this.sms(tenant).length;
        const page = await client.open('/inloggen');
        // Where client and representative share an account, the login page asks who it is.
        const who_is_it = page.body.includes('name="gebruiker"') ? { gebruiker: 'client' } : {};
        let answer = await client.follow(await client.press(page, 'Inloggen', { Gebruikersnaam: login.login, Wachtwoord: login.password, ...who_is_it }));
        if (answer.path.startsWith('/verificatie')) {
            answer = await client.follow(await client.press(answer, 'Code controleren', { Code: await this.code(tenant, seen) }));
        }
        if (!answer.path.startsWith('/start')) throw new Error(`signing in ended at ${answer.path} (${answer.status}): ${answer.text.slice(0, 300)}`);
        client.here = answer;
        return client;
    }

    // Rows (arrays of texts) of a statement in the control database or a tenant's own.
    async sql(tenant, statement) {
        const database = tenant === 'control' ? 'inzage_control' : await this.databaseOf(tenant);
        return new Promise((resolve, reject) => {
            const psql = spawn(INSTANCE, ['sql', this.dir, database]);
            let out = '';
            let err = '';
            psql.stdout.on('data', (chunk) => (out += chunk));
            psql.stderr.on('data', (chunk) => (err += chunk));
            psql.on('close', (status) => (status === 0 ? resolve(out.split('\n').filter(Boolean).map((l) => l.split('|'))) : reject(new Error(err))));
            psql.stdin.end(statement);
        });
    }
    async databaseOf(tenant) {
        if (!this.databases.has(tenant)) {
            const rows = await this.sql('control', `SELECT database_name FROM tenant WHERE id = '${tenant}'`);
            if (rows.length === 0) throw new Error(`no tenant ${tenant}`);
            this.databases.set(tenant, rows[0][0]);
        }
        return this.databases.get(tenant);
    }

    portalPid() {
        return Number(readFileSync(this.file('run', 'inzaged.pid'), 'utf8'));
    }
    // The keeper starts it again within a second or two.
    async killPortal() {
        const before = this.portalPid();
        process.kill(before, 'SIGKILL');
        await until('the portal to come back', async () => this.pidNow() !== before && (await this.isReady()));
    }
    pidNow() {
        try {
            return this.portalPid();
        } catch {
            return 0;
        }
    }
    async isReady() {
        try {
            return (await this.ops().get('/health/ready')).status === 200;
        } catch {
            return false;
        }
    }
    stopPortal(signal = 'TERM') {
        return this.instance('stop', signal);
    }
    startPortal() {
        return this.instance('start');
    }
    // One more inzaged on the same data: its process. Whoever starts it ends it.
    node(name, portalPort, opsPort) {
        return spawn(INSTANCE, ['node', this.dir, name, String(portalPort), String(opsPort)], { stdio: ['ignore', 'pipe', 'pipe'] });
    }
    cluster(verb) {
        return this.instance('cluster', verb);
    }
    log() {
        return readFileSync(this.file('log', 'inzaged.log'), 'utf8');
    }
    stop() {
        execFileSync(INSTANCE, ['down', this.dir], { stdio: 'inherit' });
    }
}

export async function ownWorld(options) {
    const world = await World.start(options);
    after(() => world.stop());
    return world;
}

export async function sharedWorld() {
    if (!process.env.INZAGE_WORLD) return ownWorld();
    const world = new World(JSON.parse(readFileSync(process.env.INZAGE_WORLD, 'utf8')));
    // The next day: what the file before used up (codes, failed logins) is not held against this one.
    world.advanceClock(25 * 3600);
    return world;
}
