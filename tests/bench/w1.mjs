// W1: signed-in pages, each against pgbench with the very statement and parameters that the page sent.
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Platform, memoryMib, sleep, until } from './platform.mjs';
import { median, number, quantile, ratio } from './report.mjs';

const SESSIONS = 64;
const LOADS = [16, 64];
const CANDIDATES = [1, 2, 4, 8, 16, 32, 64];
// As tests/bench/seed.sql makes them: session i reads this conversation.
const conversationOf = (i) => `00000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`;
const PAGES = [
    { name: 'timeline page', statement: 'dossier_timeline', path: () => '/dossier/tijdslijn' },
    { name: 'agenda month', statement: 'agenda_list', path: () => '/agenda' },
    { name: 'conversation list', statement: 'messages_list', path: () => '/berichten' },
    { name: 'conversation', statement: 'messages_thread', path: (i) => `/berichten/${conversationOf(i)}` },
    { name: 'pinboard', statement: 'pinboard_posts', path: () => '/gegevens/prikbord' },
    { name: 'dossier search', statement: 'dossier_search', path: () => '/dossier/zoeken?woorden=wandelen' },
];

// Text and parameters of the page's statement, from PostgreSQL's log of one real request.
export async function captureStatement(platform, database, ask, name = 'dossier_timeline') {
    const log = platform.file('log/postgres.log');
    const logged = async (on) => {
        await platform.psql('postgres', `ALTER SYSTEM ${on ? "SET log_statement = 'all'" : 'RESET log_statement'};`);
        await platform.psql('postgres', `ALTER SYSTEM ${on ? 'SET log_parameter_max_length = -1' : 'RESET log_parameter_max_length'}; SELECT pg_reload_conf();`);
    };
    await logged(true);
    const from = statSync(log).size;
    let found = null;
    try {
        found = await until('the statement in the log of PostgreSQL', async () => {
            await ask();
            const text = readFileSync(log).subarray(from).toString('utf8');
            return new RegExp(`LOG:  execute ${name}: (.*(?:\\n\\t.*)*)\\n.*DETAIL:  parameters: (.*)`).exec(text);
        });
    } finally {
        await logged(false);
    }
    const parameters = {};
    for (const [, n, quoted, isNull] of found[2].matchAll(/\$(\d+) = (?:'((?:[^']|'')*)'|(NULL))/g)) {
        parameters[n] = isNull ? null : quoted.replaceAll("''", "'");
    }
    return { sql: found[1].replaceAll('\n\t', '\n'), parameters };
}

// The same statement for pgbench. Every client is one of the sessions, and time goes on as it does for the portal, because the
// gate writes a session's row once a second; pgbench has no clock, no NULL and no empty text, so these stand in the statement.
export function pgbenchScript({ sql, parameters }) {
    const variables = {};
    const text = sql.replaceAll(/\$(\d+)/g, (_, n) => {
        if (n === '1') return ':token_hash';
        if (n === '9') return 'now()';
        if (parameters[n] === conversationOf(1)) return ':conversation';
        if (!parameters[n]) return parameters[n] === null ? 'NULL' : "''";
        variables[`p${n}`] = parameters[n];
        return `:p${n}`;
    });
    const script = [
        '\\if :chosen = 0',
        `SELECT encode(sha256(convert_to(rpad('bench-' || :client_id % ${SESSIONS} + 1 || '-', 43, 'x'), 'UTF8')), 'hex') AS token_hash, '00000000-0000-4000-8000-' || lpad(to_hex(:client_id % ${SESSIONS} + 1), 12, '0') AS conversation \\gset`,
        '\\set chosen 1',
        '\\endif',
        `${text};`,
        '',
    ].join('\n');
    return { script, words: ['-D', 'chosen=0', ...Object.entries(variables).flatMap(([name, value]) => ['-D', `${name}=${value}`])] };
}

export class Baseline {
    constructor(platform, database, statement) {
        Object.assign(this, { platform, database });
        this.dir = path.join(platform.dir, 'pgbench');
        mkdirSync(this.dir, { recursive: true });
        const { script, words } = pgbenchScript(statement);
        this.words = words;
        this.script = path.join(this.dir, 'w1.sql');
        writeFileSync(this.script, script);
    }

    async run(clients, seconds) {
        for (const name of readdirSync(this.dir)) if (name.startsWith('log')) rmSync(path.join(this.dir, name));
        const before = this.platform.cpu();
        const out = await this.platform.pgbench(
            ['-n', '-M', 'prepared', '-c', String(clients), '-j', String(Math.min(clients, 2)), '-T', String(seconds), '-f', this.script,
                '-l', '--log-prefix', path.join(this.dir, 'log'), ...this.words, this.database],
            { PGOPTIONS: `-c role=${this.database}_app -c TimeZone=UTC -c DateStyle=ISO -c search_path=public -c jit=off -c statement_timeout=5000` },
        );
        await sleep(300); // what its connections used counts when PostgreSQL has seen them end
        const after = this.platform.cpu();
        if (!/number of failed transactions: 0 /.test(out)) throw new Error(`pgbench: ${out}`);
        const latencies = [];
        for (const name of readdirSync(this.dir).filter((n) => n.startsWith('log')))
            for (const line of readFileSync(path.join(this.dir, name), 'utf8').split('\n')) if (line) latencies.push(Number(line.split(' ')[2]) / 1000);
        latencies.sort((a, b) => a - b);
        return {
            clients,
            rate: Number(/tps = ([\d.]+) \(without/.exec(out)[1]),
            p50_ms: quantile(latencies, 0.5),
            p99_ms: quantile(latencies, 0.99),
            database_ms: ((after.database_s - before.database_s) * 1000) / latencies.length,
        };
    }

    // As many clients as give the best rate, for each number of connections.
    async choose(seconds) {
        const tried = [];
        for (const clients of CANDIDATES) tried.push(await this.run(clients, seconds));
        return Object.fromEntries(LOADS.map((most) => [most, tried.filter((t) => t.clients <= most).reduce((a, b) => (b.rate > a.rate ? b : a)).clients]));
    }
}

function check(answer) {
    if (answer.not_200 > 0 || answer.broken > 0) throw new Error(`the portal gave ${answer.not_200} other answers (${answer.first_wrong}) and broke ${answer.broken} connections`);
}

export async function w1(platform, { rounds, seconds }) {
    platform.writeTenants(['bench']);
    await platform.ctl('tenant', 'add', '--all');
    await platform.seed('bench', SESSIONS);
    await platform.startPortal();
    const database = await platform.databaseOf('bench');
    const rows = [];
    for (const page of PAGES) rows.push(...(await pageAgainstPgbench(platform, database, page, { rounds, seconds })));
    await platform.stopPortal();
    return rows;
}

async function pageAgainstPgbench(platform, database, page, { rounds, seconds }) {
    const requests = path.join(platform.dir, 'w1.requests');
    writeFileSync(requests, Array.from({ length: SESSIONS }, (_, i) => Platform.request('bench', i + 1, page.path(i + 1))).join(''));
    const first = path.join(platform.dir, 'w1.first');
    writeFileSync(first, Platform.request('bench', 1, page.path(1)));
    const statement = await captureStatement(platform, database, () => platform.load(1, 0.2, first, { warm_up_s: 0 }), page.statement);
    const baseline = new Baseline(platform, database, statement);
    const sides = Object.fromEntries(LOADS.map((c) => [c, { portal: [], pgbench: [] }]));
    for (const c of LOADS) check(await platform.load(c, 2, requests)); // warm
    const best = await baseline.choose(Math.min(seconds, 2));
    for (let round = 0; round < rounds; round += 1) {
        for (const c of LOADS) {
            const answer = await platform.load(c, seconds, requests);
            check(answer);
            sides[c].portal.push(answer);
            sides[c].pgbench.push(await baseline.run(best[c], seconds));
        }
    }
    const memory = memoryMib(platform.portalPid());
    return LOADS.map((c) => row(page.name, c, sides[c], memory));
}

function row(page, connections, { portal, pgbench }, memory) {
    const of = (side, field) => median(side.map((s) => s[field]));
    return {
        name: `W1 ${page}, ${connections} connections`,
        ours: `${number(of(portal, 'rate'))} pages/s`,
        theirs: `${number(of(pgbench, 'rate'))} tx/s (pgbench, ${pgbench[0].clients} clients)`,
        ratio: ratio(portal.map((p, i) => p.rate / pgbench[i].rate)),
        aim: '≥ 0.6',
        beside: [
            `p50 ${number(of(portal, 'p50_ms'), 1)} ms, p99 ${number(of(portal, 'p99_ms'), 1)} ms (pgbench ${number(of(pgbench, 'p50_ms'), 1)} and ${number(of(pgbench, 'p99_ms'), 1)} ms)`,
            `each connection ${Math.min(...portal.map((p) => p.least_per_connection))} to ${Math.max(...portal.map((p) => p.most_per_connection))} answers in ${number(portal[0].seconds)} s`,
            `a page: ${number(portal[0].bytes_per_answer / 1024)} kB, processor ${number(of(portal, 'portal_ms'), 2)} ms in inzaged and ${number(of(portal, 'database_ms'), 2)} ms in PostgreSQL (pgbench's: ${number(of(pgbench, 'database_ms'), 2)} ms)`,
            `inzaged ${number(memory)} MB`,
        ],
    };
}
