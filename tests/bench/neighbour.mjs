// One organisation's adapter misbehaves without end; what do the pages and the runs of another notice?
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Platform, sleep } from './platform.mjs';
import { median, number, ratio } from './report.mjs';

const MISCHIEFS = ['spin', 'leak', 'flood', 'hang', 'crash'];
const GOOD = 'good';
const BAD = 'bad';
const SYNCED = 'synced';
// One visitor after another: a machine that is not busy by itself.
const CONNECTIONS = 1;

// The adapters that ship, and one that misbehaves on demand, side by side.
function pluginFolder(platform) {
    const build = process.env.INZAGE_BUILD;
    const folder = path.join(platform.dir, 'plugins');
    mkdirSync(folder, { mode: 0o755 });
    for (const file of readdirSync(path.join(build, 'plugins'))) if (file.endsWith('.so')) copyFileSync(path.join(build, 'plugins', file), path.join(folder, file));
    copyFileSync(path.join(build, 'tests/sync_adapters/misbehaving.so'), path.join(folder, 'misbehaving.so'));
    return folder;
}

function misbehave(platform, mode) {
    const file = path.join(platform.dir, 'tenants', BAD, 'tenant.yaml');
    const text = readFileSync(file, 'utf8');
    const start = text.indexOf('  adapter:');
    const end = text.indexOf('  schedules:');
    writeFileSync(file, `${text.slice(0, start)}  adapter: misbehaving\n  settings:\n    mode: ${mode}\n    rows: 0\n  deadline_s: 60\n${text.slice(end)}`);
}

export async function neighbour(platform, { rounds, seconds }) {
    platform.writeTenants([GOOD, BAD, SYNCED]);
    writeFileSync(path.join(platform.dir, 'platform.yaml'), platform.config().replace(/^( +plugin_dir:).*/m, `$1 ${pluginFolder(platform)}`));
    await platform.ctl('tenant', 'add', '--all');
    await platform.seed(GOOD, 20);
    await platform.ctl('demo-data', SYNCED, '--out', platform.file('drops', SYNCED), '--clients', '4');
    await platform.startPortal();
    const requests = path.join(platform.dir, 'neighbour.requests');
    writeFileSync(requests, Platform.request(GOOD, 1));
    const load = () => platform.load(CONNECTIONS, seconds, requests);
    const wrong = (answer) => answer.not_200 + answer.broken;
    const rows = [];
    for (const mode of MISCHIEFS) {
        misbehave(platform, mode);
        const ratios = [];
        const idle = [];
        const beside = [];
        let errors = 0;
        let slowest_sync_s = 0;
        for (let round = 0; round < rounds; round += 1) {
            const quiet = await load();
            let over = false;
            const runs = (async () => {
                let count = 0;
                for (; !over; count += 1) await platform.ctl('sync', 'run', BAD).catch(() => undefined);
                return count;
            })();
            await sleep(500);
            const [busy, sync_s] = await Promise.all([load(), timed(() => platform.ctl('sync', 'run', SYNCED))]);
            over = true;
            if ((await runs) === 0) throw new Error('nothing misbehaved');
            errors += wrong(quiet) + wrong(busy);
            slowest_sync_s = Math.max(slowest_sync_s, sync_s);
            idle.push(quiet.p95_ms);
            beside.push(busy.p95_ms);
            ratios.push(busy.p95_ms / quiet.p95_ms);
        }
        rows.push({
            name: `beside an adapter that does: ${mode}`,
            ratio: ratio(ratios),
            aim: 'p95 ≤ 2 × idle, 0 errors',
            ours: `p95 ${number(median(beside), 1)} ms, ${errors} errors`,
            theirs: `p95 ${number(median(idle), 1)} ms (alone)`,
            beside: [`a third organisation's run meanwhile took at most ${number(slowest_sync_s, 1)} s`, `${CONNECTIONS} connection, timeline pages one after another`],
        });
    }
    await platform.stopPortal();
    return rows;
}

async function timed(deed) {
    const start = performance.now();
    await deed();
    return (performance.now() - start) / 1000;
}
