// Programs that are killed lose nothing that was acknowledged, and come back.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ownWorld, until } from '../harness/world.mjs';

const TENANT = 'debeyart';
const world = await ownWorld({ tenants: [TENANT] });

test('kill -9 of inzaged: sessions survive', async () => {
    const client = await world.signIn(TENANT);
    await world.killPortal();
    assert.equal((await client.get('/start')).status, 200);
});

test('kill -9 of PostgreSQL: the portal answers again within 10 s of the database', async () => {
    const client = await world.signIn(TENANT);
    await world.cluster('kill');
    await until('the database to come back', async () => world.sql(TENANT, 'SELECT 1').then(() => true, () => false), { timeout_ms: 30_000 });
    await until('the portal to answer', async () => (await client.get('/start')).status === 200, { timeout_ms: 10_000 });
});

test('SIGTERM ends the portal in good order, and it starts again', async () => {
    const client = await world.signIn(TENANT);
    await world.stopPortal();
    await assert.rejects(client.get('/start'));
    await world.startPortal();
    assert.equal((await client.get('/start')).status, 200);
});

test('kill -9 of a synchronisation in the middle loses nothing and the next one ends the work', async () => {
    const before = await world.sql(TENANT, 'SELECT count(*), md5(string_agg(source_id || md5(body), chr(10) ORDER BY source_id)) FROM report');
    await world.sql(TENANT, 'DELETE FROM cursor');
    const run = world.sync(TENANT).catch((error) => error);
    await until('the worker', async () => killWorker(), { timeout_ms: 10_000, every_ms: 5 }).catch(() => undefined);
    await run;
    await world.sync(TENANT);
    assert.deepEqual(await world.sql(TENANT, 'SELECT count(*), md5(string_agg(source_id || md5(body), chr(10) ORDER BY source_id)) FROM report'), before);
});

// Kills the inzage-sync of this world; false when there is none at the moment.
async function killWorker() {
    const { readdirSync, readFileSync } = await import('node:fs');
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
            const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
            if (words.includes('inzage-sync') && words.includes(world.dir)) {
                process.kill(Number(pid), 'SIGKILL');
                return true;
            }
        } catch {
            // Ended while we looked.
        }
    }
    return false;
}
