// W3: signing in from a trusted device, password and session in one request, against the bare password hash on the same cores.
import { createHash, createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { Client } from '../harness/client.mjs';
import { formWithButton } from '../harness/html.mjs';
import { run } from './platform.mjs';
import { median, number, ratio } from './report.mjs';

const ACCOUNTS = 16;
const SLOTS = 2; // workers.argon2_slots of deploy/platform.yaml
const CONNECTIONS = 8;
const PASSWORD = 'een wachtwoord van een meting';
// Of the mark in a device's cookie: platform/identity/cookies.cpp.
const MARK = 16;

const token = (i) => `bench-device-${i}-`.padEnd(43, 'x');
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

// Accounts that have signed in before, each with a device that is trusted.
async function seedLogins(platform, tenant) {
    await platform.seed(tenant, ACCOUNTS);
    const database = await platform.databaseOf(tenant);
    const hash = (await run(process.env.BENCH_ARGON, ['hash', PASSWORD])).trim();
    await platform.psql(
        database,
        `UPDATE account SET password_hash = '${hash}', password_set_at = now(), first_login_at = now(), last_login_at = now(), phone = '+31612345678';`,
    );
    for (const [id, login] of await platform.sql(tenant, 'SELECT id, login_name FROM account')) {
        const device = token(Number(login.replace('bench', '')));
        await platform.psql(database, `INSERT INTO trusted_device (account_id, token_hash, trusted_at, last_used_at) VALUES ('${id}', '${sha256(`${device} of ${id}`)}', now(), now());`);
    }
}

// The form of the login page, filled in for every account.
async function requestsOf(platform, tenant) {
    const client = new Client({ host: `${tenant}.localhost:${platform.portalPort}`, port: platform.portalPort });
    const page = await client.open('/inloggen');
    const form = formWithButton(page.body, 'Inloggen');
    const cookie = client.jar.get('__Host-inzage_form');
    return Array.from({ length: ACCOUNTS }, (_, i) => {
        const device = token(i + 1);
        const mark = createHmac('sha256', device).update(`device at ${tenant}`).digest('hex').slice(0, MARK);
        const fields = { ...form.fields, [form.labels.Gebruikersnaam]: `bench${i + 1}`, [form.labels.Wachtwoord]: PASSWORD };
        return `${client.host}\t/inloggen\t__Host-inzage_form=${cookie}; __Host-inzage_device=${device}.${mark}\t${new URLSearchParams(fields)}\n`;
    }).join('');
}

export async function w3(platform, { rounds, seconds }) {
    const tenant = 'bench';
    platform.writeTenants([tenant]);
    await platform.ctl('tenant', 'add', '--all');
    await seedLogins(platform, tenant);
    await platform.startPortal();
    const requests = path.join(platform.dir, 'w3.requests');
    writeFileSync(requests, await requestsOf(platform, tenant));
    await platform.load(CONNECTIONS, 2, requests); // warm
    const logins = [];
    const hashes = [];
    for (let round = 0; round < rounds; round += 1) {
        const answer = await platform.load(CONNECTIONS, seconds, requests);
        if (answer.not_200 > 0 || answer.broken > 0) throw new Error(`the portal gave ${answer.not_200} other answers (${answer.first_wrong}) and broke ${answer.broken} connections`);
        logins.push(answer);
        hashes.push(Number(await run(process.env.BENCH_ARGON, ['rate', String(SLOTS), String(seconds)])));
    }
    const [[sessions]] = await platform.sql(tenant, "SELECT count(*) FROM session WHERE state = 'full' AND device_id IS NOT NULL");
    const answered = logins.reduce((sum, l) => sum + l.answers, 0);
    if (Number(sessions) < answered) throw new Error(`${sessions} sessions after ${answered} logins`);
    await platform.stopPortal();
    const of = (field) => median(logins.map((l) => l[field]));
    return [
        {
            name: 'W3 signing in from a trusted device',
            aim: '≥ 0.9',
            ours: `${number(of('rate'), 1)} logins/s`,
            theirs: `${number(median(hashes), 1)} hashes/s (Argon2id, ${SLOTS} threads)`,
            ratio: ratio(logins.map((l, i) => l.rate / hashes[i])),
            beside: [
                `${CONNECTIONS} connections: p50 ${number(of('p50_ms'), 1)} ms, p99 ${number(of('p99_ms'), 1)} ms`,
                `a login: processor ${number(of('portal_ms'), 1)} ms in inzaged and ${number(of('database_ms'), 1)} ms in PostgreSQL; a hash alone ${number((SLOTS * 1000) / median(hashes), 1)} ms`,
            ],
        },
    ];
}
