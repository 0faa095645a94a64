// How often a page asks the database: what PostgreSQL itself writes down of each request.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { before, test } from 'node:test';

import { ownWorld, until } from '../harness/world.mjs';
import { makePerson, sessionOf } from '../isolation/people.mjs';
import { fill, isGated, isStep, partOf, routesOf } from '../isolation/routes.mjs';

const tenant = 'zuyderland';
const world = await ownWorld({ tenants: [tenant] }); // nobody else's statements in between
const LOG = world.file('log/postgres.log');
const MOST = 2;
// Opened now and then by who manages the portal; a transaction of its own with its beginning and end.
const MORE = { '/inzagelog': 5, '/gebruikersbeheer': 4 };

before(async () => {
    await world.sql('control', "ALTER SYSTEM SET log_statement = 'all'; SELECT pg_reload_conf();");
    await world.sql('control', "ALTER SYSTEM SET log_parameter_max_length = 0; SELECT pg_reload_conf();");
    await until('the log of statements', async () => {
        const from = statSync(LOG).size;
        await world.sql(tenant, 'SELECT 4711');
        return readFileSync(LOG).subarray(from).includes('SELECT 4711');
    });
});
test('every page that shows something of a client asks the database once or twice', async () => {
    const me = await makePerson(world, tenant, 'Rondje');
    const client = await sessionOf(world, tenant, me.account);
    const routes = (await routesOf(world)).filter((r) => r.method === 'GET' && isGated(r) && r.right !== 'signed_in' && !isStep(r));
    const asked = {};
    for (const { pattern } of routes) {
        const address = fill(pattern, partOf(pattern) ? me.ids[partOf(pattern)] : '') + (pattern === '/dossier/zoeken' ? '?woorden=rondje' : '');
        // The portal's own work in between is not the page's: of three times the least counts. The first fills the connection.
        const counts = [];
        for (let i = 0; i < 4; i += 1) {
            const from = statSync(LOG).size;
            const { status } = await client.get(address);
            assert.ok([200, 403, 404].includes(status), `${address}: ${status}`);
            if (i > 0) counts.push(readFileSync(LOG).subarray(from).toString('utf8').match(/LOG: {2}(execute|statement)/g)?.length ?? 0);
        }
        asked[pattern] = Math.min(...counts);
    }
    assert.ok(Object.values(asked).every((n) => n >= 1), `nothing was seen: ${JSON.stringify(asked)}`);
    assert.deepEqual(Object.entries(asked).filter(([pattern, n]) => n > (MORE[pattern] ?? MOST)), [], JSON.stringify(asked));
});
