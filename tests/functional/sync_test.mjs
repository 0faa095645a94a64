// What the care-record system exports is what the portal shows; a bad export changes nothing and says why.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { dropFolders, dropRows, manifestOf, replaceRows } from '../harness/drops.mjs';
import { ownWorld } from '../harness/world.mjs';

const TENANT = 'zuyderland';
const world = await ownWorld({ tenants: [TENANT] });
const reports = () => world.sql(TENANT, 'SELECT source_id, md5(body) FROM report ORDER BY source_id');
const folder = () => dropFolders(world, TENANT).at(-1);

test('every report of the drop whose client is known is in the database', async () => {
    const known = new Set(dropRows(world, TENANT, 'client').map((c) => c.source_id));
    const rows = dropRows(world, TENANT, 'report').filter((r) => known.has(r.client));
    assert.equal((await reports()).length, rows.length);
});

test('the same drop again changes nothing', async () => {
    const before = await reports();
    await world.sync(TENANT);
    assert.deepEqual(await reports(), before);
});

test('a corrected drop changes exactly what was corrected', async () => {
    const before = new Map(await reports());
    const rows = dropRows(world, TENANT, 'report');
    rows[0].body = 'Verbeterd: mevrouw heeft goed geslapen.';
    rows[0].source_version = `${Number(rows[0].source_version || 1) + 1}`;
    replaceRows(folder(), 'report', rows);
    await world.sync(TENANT);
    const changed = (await reports()).filter(([id, hash]) => before.get(id) !== hash).map(([id]) => id);
    assert.deepEqual(changed, [rows[0].source_id]);
});

test('a corrupted drop changes nothing, and the run says why', async () => {
    const before = await reports();
    const file = manifestOf(folder()).files.find((f) => f.kind === 'report').file;
    appendFileSync(path.join(folder(), file), 'half a li');
    await assert.rejects(world.sync(TENANT), (error) => /refused|sha-?256|manifest/i.test(error.stdout + error.stderr), 'the run names the reason');
    assert.deepEqual(await reports(), before);
});
