// Two inzaged on the same databases, one of them killed now and then: every due moment is one run, done by one node, and none is lost.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';

import { freePort, ownWorld, sleep, until } from '../harness/world.mjs';

const TENANTS = ['debeyart', 'treant', 'zuyderland', 'hetspectrum'];
// 250 are a thousand runs.
const MOMENTS = Number(process.env.INZAGE_TWO_NODE_MOMENTS ?? 15);
const SEED = Number(process.env.INZAGE_TWO_NODE_SEED ?? 20261122);

let state = SEED;
function random(below) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
}

const world = await ownWorld({ tenants: TENANTS });
await world.stopPortal();
for (const tenant of TENANTS) {
    const file = path.join(world.dir, 'tenants', tenant, 'tenant.yaml');
    const text = readFileSync(file, 'utf8');
    const start = text.indexOf('  schedules:\n');
    const end = text.indexOf('\n\n', start);
    const kinds = 'client, care_episode, report, measurement, questionnaire, care_plan, appointment, message, pinboard_post, contact, care_team_member';
    writeFileSync(file, `${text.slice(0, start)}  schedules:\n    - kinds: [${kinds}]\n      every_min: 5\n  deadline_s: 60\n  late_after_min: 60${text.slice(end)}`);
}

// Each with its own listeners, on the same data and the same databases.
const nodes = [];
for (const name of ['first', 'second']) nodes.push({ name, portal: await freePort(), ops: await freePort(), log: '', process: undefined });
const isReady = (node) => fetch(`http://127.0.0.1:${node.ops}/health/ready`).then((answer) => answer.status === 200, () => false);
async function startNode(node) {
    node.process = world.node(node.name, node.portal, node.ops);
    node.process.stderr.on('data', (chunk) => (node.log += chunk));
    node.process.stdout.on('data', (chunk) => (node.log += chunk));
    await until(`the ${node.name} node`, () => isReady(node), { timeout_ms: 30_000 });
}
async function killNode(node) {
    const ended = new Promise((resolve) => node.process.once('exit', resolve));
    node.process.kill('SIGKILL');
    await ended;
}
for (const node of nodes) await startNode(node);
after(() => Promise.all(nodes.map(killNode)));

// Without the line that is still coming in.
const lines = () => nodes.flatMap((node) => node.log.split('\n').slice(0, -1));
// How often a run of this tenant by the clock came to its end.
const successes = () => {
    const counts = Object.fromEntries(TENANTS.map((tenant) => [tenant, 0]));
    for (const line of lines()) {
        if (!line.includes('"SYNC_SUCCEEDED"')) continue;
        const { tenant } = JSON.parse(line);
        counts[tenant] += 1;
    }
    return counts;
};
const clock = () => Number(readFileSync(path.join(world.dir, 'clock'), 'utf8'));
const now_s = () => Math.floor(Date.now() / 1000) + clock();

test(`${MOMENTS} due moments of ${TENANTS.length} organisations are each one run by one of two nodes, whichever is killed (seed ${SEED})`, async () => {
    // What was missed while nothing was up is made up for first.
    await sleep(1500);
    world.advanceClock(300 - (now_s() % 300) - 2);
    await sleep(500);
    const first_s = now_s();
    let kills = 0;
    for (let moment = 0; moment < MOMENTS; ++moment) {
        const before = successes();
        world.advanceClock(300 - (now_s() % 300) + 1);
        const victim = nodes[random(8)];
        if (victim !== undefined) {
            kills += 1;
            await sleep(random(250));
            await killNode(victim);
            await startNode(victim);
        }
        // A claim whose node died before its worker began is given up after a minute.
        await until(`the runs of moment ${moment}`, () => TENANTS.every((tenant) => successes()[tenant] > before[tenant]), { timeout_ms: 100_000, every_ms: 30 });
    }
    assert.ok(kills > 0, 'nobody was killed');
    const workers = new Set();
    for (const tenant of TENANTS) {
        const since = `claimed_at > to_timestamp(${first_s})`;
        // By the clock's own moments: one row each, however many nodes wanted it.
        const due = await world.sql(tenant, `SELECT due_at, count(*) FROM run WHERE trigger_kind = 'schedule' AND ${since} GROUP BY due_at HAVING count(*) > 1`);
        assert.deepEqual(due, [], `${tenant}: a moment was run twice`);
        const [[claimed, done]] = await world.sql(tenant, `SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT FROM run d WHERE d.state = 'succeeded' AND d.claimed_at >= run.due_at AND d.claimed_at < run.due_at + interval '5 min')) FROM run WHERE ${since} AND due_at >= to_timestamp(${first_s})`);
        assert.equal(done, claimed, `${tenant}: what a killed node had begun was not done again`);
        // A moment that the killed node had not claimed is the other's, or made up for when it is back.
        const [[moments]] = await world.sql(tenant, `SELECT count(DISTINCT floor(extract(epoch FROM claimed_at) / 300)) FROM run WHERE state = 'succeeded' AND ${since}`);
        assert.equal(Number(moments), MOMENTS, `${tenant}: moments without a successful run`);
        const [[twice]] = await world.sql(tenant, `SELECT count(*) FROM run WHERE state = 'succeeded' AND trigger_kind = 'schedule' AND ${since}`);
        assert.ok(Number(twice) <= MOMENTS, `${tenant}: ${twice} runs for ${MOMENTS} moments`);
        const [[overlaps]] = await world.sql(tenant, 'SELECT count(*) FROM run a JOIN run b ON a.id <> b.id AND a.started_at > b.started_at AND a.started_at < b.finished_at');
        assert.equal(overlaps, '0', `${tenant}: two runs at once`);
        for (const [node] of await world.sql(tenant, `SELECT DISTINCT node FROM run WHERE ${since}`)) workers.add(node);
    }
    assert.ok(workers.size > 1, 'one node did all the work');
});
