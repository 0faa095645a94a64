#!/usr/bin/env node
// Runs test files one after the other and writes {passed, failed, skipped} to the file that --counts names.
//   run.mjs --counts FILE [--world] [--timeout SECONDS] TEST_FILE…
// --world starts one platform that all files share (sharedWorld()).
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

import { World } from './world.mjs';

const words = process.argv.slice(2);
const option = (name) => {
    const at = words.indexOf(name);
    return at < 0 ? undefined : words.splice(at, 2)[1];
};
const flag = (name) => {
    const at = words.indexOf(name);
    return at >= 0 && words.splice(at, 1).length > 0;
};
const countsFile = option('--counts');
const timeout_s = Number(option('--timeout') ?? 300);
let world;
if (flag('--world')) {
    // Own worlds start with all five; what is shared has to serve every file.
    world = await World.start({ tenants: (process.env.INZAGE_WORLD_TENANTS ?? 'debeyart hetspectrum treant svrz zuyderland').split(' ') });
    process.env.INZAGE_WORLD = path.join(world.dir, 'world.json');
}
const counts = { passed: 0, failed: 0, skipped: 0 };
try {
    await new Promise((resolve, reject) => {
        const tests = run({ files: words.map((f) => path.resolve(f)), concurrency: 1, timeout: timeout_s * 1000 });
        const isTest = (data) => data.details?.type !== 'suite' && !words.includes(path.relative(process.cwd(), data.name));
        tests.on('test:pass', (data) => {
            if (!isTest(data)) return;
            if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
            else counts.passed += 1;
        });
        tests.on('test:fail', (data) => {
            if (data.details?.type !== 'suite' || data.details?.error?.failureType !== 'subtestsFailed') counts.failed += 1;
        });
        tests.on('error', reject);
        tests.on('end', resolve);
        tests.compose(spec).pipe(process.stdout);
    });
} finally {
    world?.stop();
}
if (countsFile) writeFileSync(countsFile, JSON.stringify(counts));
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
