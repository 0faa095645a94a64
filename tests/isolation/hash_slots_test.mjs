// Passwords are computed in a bounded number of places: a crowd that signs in takes no more memory than that, and who finds no
// place in time is told when to come back.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { ownWorld, sleep } from '../harness/world.mjs';

const CROWD = 200;
const SLOTS = 2; // the default of workers.argon2_slots
const HASH_MIB = 20;
const world = await ownWorld({ tenants: ['debeyart'] });
let addresses = 0;

const memoryMib = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${world.portalPid()}/status`, 'utf8'))[1]) / 1024;

// Names that nobody has cost a hash like any other; from addresses that share no limit.
async function visitors(count) {
    return Promise.all(
        Array.from({ length: count }, async () => {
            addresses += 1;
            const visitor = Object.assign(world.client('debeyart'), { from: `127.0.${100 + Math.floor(addresses / 250)}.${(addresses % 250) + 1}` });
            return { visitor, page: await visitor.open('/inloggen') };
        }),
    );
}
const signIn = ({ visitor, page }, i) => visitor.press(page, 'Inloggen', { Gebruikersnaam: `niemand${i}`, Wachtwoord: 'dit is niet het wachtwoord' });

test('two hundred who sign in at once take the memory of the slots, and each is answered: 401, or 503 with Retry-After', async () => {
    const crowd = await visitors(CROWD);
    // What the first hashes and connections keep is no part of the crowd's.
    for (const one of (await visitors(20)).entries()) await signIn(one[1], `warm${one[0]}`);
    const before = memoryMib();
    let highest = before;
    let over = false;
    const watch = (async () => {
        while (!over) {
            highest = Math.max(highest, memoryMib());
            await sleep(5);
        }
    })();
    const answers = await Promise.all(crowd.map(signIn));
    over = true;
    await watch;
    for (const answer of answers) {
        assert.ok([401, 503].includes(answer.status), `status ${answer.status}`);
        if (answer.status === 503) assert.match(answer.headers['retry-after'], /^\d+$/);
    }
    assert.ok(answers.some((answer) => answer.status === 401));
    assert.ok(highest - before <= SLOTS * HASH_MIB, `${(highest - before).toFixed(1)} MiB more than before`);
});

test('who finds no place within the limit gets 503 with Retry-After, and the log says how long they waited by the portal’s own measure', async () => {
    const limit_ms = 100;
    await world.stopPortal();
    appendFileSync(path.join(world.dir, 'platform.yaml'), `workers:\n  argon2_slots: 1\n  argon2_wait_ms: ${limit_ms}\n`);
    await world.startPortal();
    const answers = await Promise.all((await visitors(100)).map(signIn));
    const refused = answers.filter((answer) => answer.status === 503);
    assert.ok(refused.length > 0 && refused.length < answers.length, `${refused.length} of ${answers.length} refused`);
    for (const answer of refused) {
        assert.match(answer.headers['retry-after'], /^\d+$/);
        assert.match(answer.text, /druk|straks|opnieuw/i);
    }
    const noted = world
        .log()
        .split('\n')
        .filter((line) => line.includes('"IDENTITY_HASH_BUSY"') && line.includes(`"limit_ms":${limit_ms}`))
        .map((line) => JSON.parse(line).waited_ms);
    assert.ok(noted.length > 0, 'some of them waited for a place');
    for (const waited_ms of noted) assert.ok(waited_ms >= limit_ms, `refused after ${waited_ms} ms`);
});
