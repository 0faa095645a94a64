// bench.mjs w1|w2|w3|w4|schedule|neighbour|alike|all — see run. Ends with the table, and writes results.md.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { alike } from './alike.mjs';
import { neighbour } from './neighbour.mjs';
import { HERE, Platform, ROOT } from './platform.mjs';
import { commit, machine, notes, table } from './report.mjs';
import { schedule } from './schedule.mjs';
import { w1 } from './w1.mjs';
import { w2 } from './w2.mjs';
import { w3 } from './w3.mjs';
import { w4 } from './w4.mjs';

const asked = (name, otherwise) => Number(process.env[name] ?? otherwise);
// A load average above this means that somebody else is at work.
const QUIET = 0.7;
const PARTS = {
    w1: (dir) => withPlatform(dir, (platform) => w1(platform, { rounds: asked('ROUNDS', 5), seconds: asked('SECONDS_PER_RUN', 5) })),
    w2: (dir) => withPlatform(dir, (platform) => w2(platform, { rounds: asked('ROUNDS_W2', 3), reports: asked('REPORTS', 1_000_000) })),
    w3: (dir) => withPlatform(dir, (platform) => w3(platform, { rounds: asked('ROUNDS', 5), seconds: asked('SECONDS_PER_RUN', 5) })),
    w4: (dir) => withPlatform(dir, (platform) => w4(platform, { tenants: asked('TENANTS', 500), rounds: asked('ROUNDS', 5), seconds: asked('SECONDS_PER_RUN', 5) })),
    schedule: (dir) => withPlatform(dir, (platform) => schedule(platform, { tenants: asked('TENANTS', 500) })),
    neighbour: (dir) => withPlatform(dir, (platform) => neighbour(platform, { rounds: asked('ROUNDS', 3), seconds: asked('SECONDS_PER_RUN', 5) })),
    alike: () => alike({ rounds: asked('NAMES', 100) }),
};

async function withPlatform(dir, measure) {
    let platform;
    try {
        platform = await Platform.up(dir);
        return await measure(platform);
    } finally {
        platform?.end();
    }
}

const [which, work] = process.argv.slice(2);
const began = Date.now();
const busy = os.loadavg()[0];
const rows = [];
for (const part of which === 'all' ? Object.keys(PARTS) : [which]) {
    console.error(`bench: ${part} …`);
    rows.push(...(await PARTS[part](path.join(work, part))));
}
const text = `# Results of tests/bench/run ${which}

Both sides of a ratio were measured in one run, in turns, on one machine that also ran the load generator: ${machine()}.
PostgreSQL with the settings of the quickstart (fsync on), inzaged with those of deploy/platform.yaml. A ratio is the middle of
the rounds, with the lowest and highest. ${busy > QUIET ? `**The machine was busy with other work when it began (load ${busy.toFixed(1)}): figures in seconds mean little.** ` : ''}Version ${commit(ROOT)}, ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${Math.round((Date.now() - began) / 1000)} s.

${table(rows)}

${notes(rows)}
`;
console.log(text);
writeFileSync(process.env.RESULTS ?? path.join(HERE, 'results.md'), text);
