// W4: many tenants in one process: start, rest, and pages of random tenants against pages of one.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { Platform, memoryMib, sleep, until } from './platform.mjs';
import { median, number, ratio } from './report.mjs';

const CONNECTIONS = 16;
const REST_S = 20;

const name = (i) => `t${String(i).padStart(4, '0')}`;

// Runs `work` for every item, so many at a time.
async function forAll(items, at_once, work) {
    const queue = [...items];
    await Promise.all(
        Array.from({ length: at_once }, async () => {
            for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
        }),
    );
}

async function addTenants(platform) {
    const start = performance.now();
    await platform.ctl('tenant', 'add', '--all');
    return (performance.now() - start) / 1000;
}

// From starting the process to the first "ready".
async function startUp(platform) {
    const start = performance.now();
    const started = platform.startPortal();
    await until('inzaged to be ready', () => platform.isReady(), { timeout_ms: 60_000, every_ms: 20 });
    const seconds = (performance.now() - start) / 1000;
    await started;
    return seconds;
}

async function rest(platform) {
    await sleep(5000);
    const before = platform.cpu();
    await sleep(REST_S * 1000);
    const after = platform.cpu();
    return {
        memory_mib: memoryMib(platform.portalPid()),
        portal_percent: ((after.portal_s - before.portal_s) / REST_S) * 100,
        database_percent: ((after.database_s - before.database_s) / REST_S) * 100,
    };
}

export async function w4(platform, { tenants, rounds, seconds }) {
    const ids = Array.from({ length: tenants }, (_, i) => name(i + 1));
    platform.writeTenants(ids);
    const added_s = await addTenants(platform);
    const databases = await platform.sql('control', 'SELECT id, database_name FROM tenant');
    for (const [id, database] of databases) platform.databases.set(id, database);
    await forAll(ids, 2, (id) => platform.seed(id, 1));
    await platform.psql('postgres', 'CHECKPOINT;');
    const starts = [];
    for (let i = 0; i < 3; i += 1) {
        if (i > 0) await platform.stopPortal();
        starts.push(await startUp(platform));
    }
    const idle = await rest(platform);
    // Making them took longer than a session may be idle.
    const awake = `UPDATE session SET last_seen_at = '${new Date().toISOString()}';`;
    await forAll(ids, 2, async (id) => platform.psql(await platform.databaseOf(id), awake));
    const all = path.join(platform.dir, 'w4.all');
    const one = path.join(platform.dir, 'w4.one');
    writeFileSync(all, ids.map((id) => Platform.request(id, 1)).join(''));
    writeFileSync(one, Platform.request(ids[0], 1));
    const check = (answer) => {
        if (answer.not_200 + answer.broken > 0) throw new Error(`${answer.not_200} other answers (${answer.first_wrong}), ${answer.broken} broken connections`);
        return answer;
    };
    // One warm connection per tenant; what the first pages cost is told apart.
    const cold = check(await platform.load(CONNECTIONS, Math.max(5, tenants / 50), all, { random: true, warm_up_s: 0 }));
    const random = [];
    const single = [];
    for (let round = 0; round < rounds; round += 1) {
        single.push(check(await platform.load(CONNECTIONS, seconds, one)));
        random.push(check(await platform.load(CONNECTIONS, seconds, all, { random: true })));
    }
    const memory = memoryMib(platform.portalPid());
    await platform.stopPortal();
    const of = (side, field) => median(side.map((s) => s[field]));
    return [
        {
            name: `W4 start with ${tenants} tenants`,
            ratio: '',
            aim: '≤ 2 s; ≤ 100 MB',
            ours: `${number(median(starts), 2)} s to ready; ${number(idle.memory_mib)} MB at rest`,
            theirs: '',
            beside: [
                `at rest ${number(idle.portal_percent, 2)} % of a core in inzaged, ${number(idle.database_percent, 2)} % in PostgreSQL`,
                `making the databases took ${number(added_s)} s (${number((added_s / tenants) * 1000)} ms each)`,
            ],
        },
        {
            name: `W4 pages of ${tenants} random tenants, ${CONNECTIONS} connections`,
            ratio: ratio(random.map((r, i) => r.rate / single[i].rate)),
            aim: '≥ 0.4',
            ours: `${number(of(random, 'rate'))} pages/s`,
            theirs: `${number(of(single, 'rate'))} pages/s (one tenant)`,
            beside: [
                `p99 ${number(of(random, 'p99_ms'), 1)} ms (one tenant: ${number(of(single, 'p99_ms'), 1)} ms)`,
                `the first pages, while connections are opened: p99 ${number(cold.p99_ms, 1)} ms`,
                `inzaged ${number(memory)} MB`,
                `a page: processor ${number(of(random, 'portal_ms'), 2)} ms in inzaged and ${number(of(random, 'database_ms'), 2)} ms in PostgreSQL (one tenant: ${number(of(single, 'portal_ms'), 2)} and ${number(of(single, 'database_ms'), 2)} ms)`,
            ],
        },
    ];
}
