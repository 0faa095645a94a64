// Known and unknown names: how long the same answer takes for either, when signing in and when asking for a new password.
// Each pair is asked right after each other, in turns of who comes first; each name once, from an address of its own.
import { World } from '../harness/world.mjs';
import { makeLogin, portalNow } from '../isolation/people.mjs';
import { median, number } from './report.mjs';

// One that mails links, one that mails passwords.
const TENANTS = ['zuyderland', 'debeyart'];

// Accounts with a password, an address and a number, as many as there are rounds.
async function names(world, tenant, rounds) {
    const { account } = await makeLogin(world, tenant);
    const now = portalNow(world);
    const rows = await world.sql(
        tenant,
        `INSERT INTO account (id, login_name, email, phone, password_hash, password_state, password_set_at, first_login_at, created_at, updated_at)
         SELECT u.id, 'maat.' || u.id, 'maat.' || u.id || '@example.nl', '+3161' || lpad(u.n::text, 7, '0'), k.password_hash, 'valid', '${now}', '${now}', '${now}', '${now}'
           FROM account k, (SELECT gen_random_uuid() AS id, n FROM generate_series(1, ${rounds}) AS n) AS u WHERE k.id = '${account}'
         RETURNING login_name`,
    );
    return rows.map(([name]) => name).filter((name) => name.startsWith('maat.'));
}

const DEEDS = {
    'signing in with a wrong password': async (visitor, name) => {
        const page = await visitor.open('/inloggen');
        return () => visitor.press(page, 'Inloggen', { Gebruikersnaam: name, Wachtwoord: 'dit is het niet' });
    },
    'asking for a new password': async (visitor, name) => {
        const page = await visitor.open('/wachtwoord-vergeten');
        const asksName = page.body.includes('name="gebruikersnaam"');
        return () => visitor.press(page, 'Stuur mij een mail', { 'E-mailadres': `${name}@example.nl`, ...(asksName ? { Gebruikersnaam: name } : {}) });
    },
};

// Milliseconds of the answer; `last` gives each visitor an address that nobody used.
async function timeOf(world, tenant, deed, name, last) {
    const visitor = Object.assign(world.client(tenant), { from: `127.0.${100 + Math.floor(last / 250)}.${(last % 250) + 1}` });
    const ask = await DEEDS[deed](visitor, name);
    const start = performance.now();
    const { status } = await ask();
    const took = performance.now() - start;
    if (![303, 401].includes(status)) throw new Error(`${deed}: status ${status}`);
    return took;
}

export async function compare(world, { rounds }) {
    const rows = [];
    let last = 0;
    for (const tenant of TENANTS)
        for (const deed of Object.keys(DEEDS)) {
            const known = await names(world, tenant, rounds);
            const times = { known: [], unknown: [] };
            for (const [i, name] of known.entries())
                for (const kind of i % 2 ? ['known', 'unknown'] : ['unknown', 'known']) {
                    // As long as the known one, and nobody's.
                    const asked = kind === 'known' ? name : name.replace('maat', 'taam');
                    times[kind].push(await timeOf(world, tenant, deed, asked, (last += 1)));
                }
            const [a, b] = [median(times.known), median(times.unknown)];
            rows.push({
                name: `${deed} (${tenant}), known ÷ unknown`,
                ratio: number(a / b, 3),
                aim: '0.95 to 1.05, < 10 ms',
                ours: `${number(a, 2)} ms`,
                theirs: `${number(b, 2)} ms`,
                beside: [`${rounds} names of each kind, in turns; the known one took longer in ${times.known.filter((t, i) => t > times.unknown[i]).length} pairs`],
            });
        }
    return rows;
}

export async function alike({ rounds }) {
    process.env.DURABLE = '1';
    const world = await World.start({ tenants: TENANTS });
    try {
        return await compare(world, { rounds });
    } finally {
        world.stop();
    }
}
