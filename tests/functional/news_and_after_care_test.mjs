// Mails that there is something new, by everybody's own choice; and what becomes of a dossier when care has ended.
import assert from 'node:assert/strict';
import { chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';

import { dropFolders, dropRows, replaceRows } from '../harness/drops.mjs';
import { ownWorld, sleep, until } from '../harness/world.mjs';
import { formToken, makeAccount, portalNow, sessionOf, setAccess } from '../isolation/people.mjs';

const TENANT = 'treant';
const world = await ownWorld({ tenants: [TENANT] });
let anna;
let jansen; // the client's own account
let client;

const sql = (text) => world.sql(TENANT, text);
const one = async (text) => (await sql(text))[0]?.[0];
const mailsTo = (email, subject = /iets nieuws/) => world.mail(TENANT).filter((m) => m.to === email && subject.test(m.subject));

// What a portal does after a commit, from outside: it looks within a second.
function wake() {
    const folder = world.file('run', 'wake');
    const { uid, gid } = statSync(world.file('run', 'inzaged.pid'));
    mkdirSync(folder, { recursive: true });
    chownSync(folder, uid, gid);
    writeFileSync(path.join(folder, TENANT), '');
}
// The next time that clocks in the Netherlands show this.
async function clockTo(time) {
    const local = (at) => new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at).split(':');
    const [h, m, s] = local(new Date(portalNow(world))).map(Number);
    const [hour, minute] = time.split(':').map(Number);
    world.advanceClock(((hour * 3600 + minute * 60 - (h * 3600 + m * 60 + s) + 86400) % 86400) || 86400);
    await sleep(300);
}
async function news(kind, account, actor = 'NULL') {
    await sql(`SELECT tell_notice('${kind}', '${client}', ${account ? `'${account.id}'` : 'NULL'}, NULL, '', ${actor}, '${portalNow(world)}')`);
    wake();
    await until('the notice to be looked at', async () => (await one('SELECT count(*) FROM notice WHERE NOT mail_planned')) === '0');
}
// Anna, who has other clients too, looking at this one.
async function annaIsIn() {
    const browser = await sessionOf(world, TENANT, anna.id);
    await sql(`UPDATE session SET client_id = '${client}' WHERE account_id = '${anna.id}'`);
    return browser;
}
// Nothing more is under way: what was due is out.
async function settled() {
    wake();
    await until('due mails to be written', async () => (await one(`SELECT count(*) FROM notice_mail WHERE due_at <= '${portalNow(world)}'`)) === '0');
    await until('mails to go out', async () => (await one("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')")) === '0');
}

before(async () => {
    const rows = await sql(`SELECT a.id, a.email, x.client_id, x.role FROM account a JOIN access x ON x.account_id = a.id
        WHERE x.client_id = (SELECT y.client_id FROM access y JOIN account b ON b.id = y.account_id WHERE b.login_name = '${world.login(TENANT, 'mw.jansen').login}' AND y.role = 'client')`);
    client = rows[0][2];
    const person = (role) => rows.filter((r) => r[3] === role).map(([id, email]) => ({ id, email }))[0];
    anna = person('portal_manager');
    jansen = person('client');
    await sql(`UPDATE account SET email = 'mw.jansen@voorbeeld.nl' WHERE id = '${jansen.id}' AND email = ''; UPDATE account SET email = 'anna@voorbeeld.nl' WHERE id = '${anna.id}' AND email = ''`);
    anna.email = await one(`SELECT email FROM account WHERE id = '${anna.id}'`);
    jansen.email = await one(`SELECT email FROM account WHERE id = '${jansen.id}'`);
    await settled();
});

test('a message is mailed at once, without a word of what it is; what one did oneself is not', async () => {
    await clockTo('10:00');
    const seen = mailsTo(anna.email).length;
    await news('message', null, `'${anna.id}'`);
    await settled();
    assert.equal(mailsTo(anna.email).length, seen, 'her own deed');
    await news('message', anna);
    await settled();
    const mail = mailsTo(anna.email)[seen];
    assert.ok(mail, 'a mail');
    assert.ok(!/bericht|zorgplan|rapport|Jansen/i.test(`${mail.subject} ${mail.text}`), mail.text);
    assert.match(mail.text, new RegExp(`http://${TENANT}\\.localhost:${world.portalPort}/meldingen`));
    assert.equal(await one("SELECT count(*) FROM outbox WHERE unsubscribe <> ''"), '0', 'the link that stops is not kept');
});

test('the link of a mail stops the mails: not by opening it, by one click without signing in, and for good', async () => {
    const link = mailsTo(anna.email).at(-1).list_unsubscribe;
    const { pathname } = new URL(link);
    assert.ok(mailsTo(anna.email).at(-1).text.includes(link), 'in the mail too');
    assert.equal(await one(`SELECT count(*) FROM link_token WHERE token_hash = '${pathname.split('/').at(-1)}'`), '0', 'only its hash is kept');
    const mailer = world.client(TENANT); // a mail program: no cookie
    const asked = await mailer.get(pathname);
    assert.equal(asked.status, 200);
    assert.match(asked.body, /Stop deze mails/);
    assert.equal(await one(`SELECT count(*) FROM preference WHERE account_id = '${anna.id}' AND name = 'mail.stopped'`), '0', 'opening changes nothing');
    const answer = await mailer.request('POST', pathname, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click', cookies: false });
    assert.equal(answer.status, 200);
    assert.match(answer.body, /geen mails meer/);
    assert.equal(await one("SELECT rule FROM access_log WHERE event = 'notices.mail_stopped'"), 'link:unsubscribe');
    assert.equal((await mailer.post('/afmelden/00000000000000000000000000000000', {})).status, 404);
    const seen = mailsTo(anna.email).length;
    await news('message', anna);
    await clockTo('17:30');
    await settled();
    assert.equal(mailsTo(anna.email).length, seen);
});

test('choices are kept and count: daily comes once a day in one mail, off not at all, quiet hours are quiet', async () => {
    await clockTo('09:00');
    const browser = await annaIsIn();
    const page = await browser.open('/profiel/meldingen');
    assert.match(page.body, /U krijgt nu geen mails/);
    const saved = await browser.follow(await browser.press(page, 'Bewaar mijn keuze', { 'Een nieuw bericht': 'at_once', 'Het zorgplan is vernieuwd': 'daily', 'Een rapportage is aangepast': 'off', 'Geen mails vanaf': '21', Tot: '8' }));
    assert.match(saved.body, /Uw keuze is bewaard/);
    assert.ok(!/U krijgt nu geen mails/.test(saved.body));
    let seen = mailsTo(anna.email).length;
    for (const kind of ['plan', 'plan', 'report']) await news(kind, null);
    await settled();
    assert.equal(mailsTo(anna.email).length, seen, 'not before the daily time');
    await clockTo('17:01');
    await settled();
    assert.equal(mailsTo(anna.email).length, (seen += 1), 'one mail for both');
    await news('report', null);
    await clockTo('17:02');
    await settled();
    assert.equal(mailsTo(anna.email).length, seen, 'reports are off');
    await clockTo('22:00');
    await news('message', anna);
    await settled();
    assert.equal(mailsTo(anna.email).length, seen, 'it is quiet');
    await clockTo('08:01');
    await settled();
    assert.equal(mailsTo(anna.email).length, seen + 1);
});

test('what was read before the mail was due is not mailed; no more than five a day', async () => {
    await clockTo('12:00');
    let seen = mailsTo(anna.email).length;
    await news('plan', null);
    const browser = await annaIsIn();
    await browser.press(await browser.open('/meldingen'), 'Alles gelezen');
    await clockTo('17:01');
    await settled();
    assert.equal(mailsTo(anna.email).length, seen);
    await clockTo('09:00');
    for (let i = 0; i < 8; i += 1) {
        await news('message', anna);
        world.advanceClock(16 * 60);
        await settled();
    }
    assert.equal(mailsTo(anna.email).length, seen + 5);
});

test('Meldingen: a new version of the plan, a changed report, changed rights and a new device are told to whom they concern; the button becomes active; what is seen is seen by that person alone', async () => {
    const circle = async (words, rights) => {
        const id = await makeAccount(world, TENANT, words);
        await setAccess(world, TENANT, id, client, rights);
        return { id, browser: await sessionOf(world, TENANT, id) };
    };
    const reader = await circle('Lezer', ['dossier', 'messages']);
    const writer = await circle('Schrijver', ['messages']);
    const anna_in = await annaIsIn();
    const bell = async (browser) => Number(/iz-dot">(\d+)</.exec((await browser.get('/start')).body)?.[1] ?? 0);
    const list = async (browser) => (await browser.get('/meldingen')).text;
    const seeAll = async (browser) => {
        const page = await browser.open('/meldingen');
        if (/name="tot"/.test(page.body)) await browser.press(page, 'Alles gelezen');
    };
    for (const browser of [reader.browser, writer.browser, anna_in]) {
        await seeAll(browser);
        assert.equal(await bell(browser), 0, 'nothing new: the button is quiet');
    }
    world.advanceClock(60);

    // What the care changes in its own system.
    const source = await one(`SELECT source_id FROM client WHERE id = '${client}'`);
    const changed_at = new Date(portalNow(world)).toISOString().replace(/\.\d+Z$/, 'Z');
    const folder = dropFolders(world, TENANT).at(-1);
    const plans = dropRows(world, TENANT, 'care_plan');
    const newest = plans.filter((row) => row.client === source).reduce((a, b) => (Number(b.version) > Number(a.version) ? b : a));
    const version = Number(newest.version) + 1;
    replaceRows(folder, 'care_plan', [...plans, { ...newest, source_id: `${newest.plan}-${version}`, version: `${version}`, changed_at, title: 'Zorgplan met een nieuw doel' }]);
    const reports = dropRows(world, TENANT, 'report');
    const changed = reports.findLastIndex((row) => row.client === source && row.withdrawn === '0');
    reports[changed] = { ...reports[changed], changed_at, title: 'Verbeterde rapportage', body: 'Zo was het bij nader inzien.' };
    replaceRows(folder, 'report', reports);
    await syncNow();
    for (const browser of [reader.browser, anna_in]) {
        assert.equal(await bell(browser), 2, 'the button is active and says how many');
        assert.match(await list(browser), /Het zorgplan is vernieuwd\s*Zorgplan met een nieuw doel/);
        assert.match(await list(browser), /Een rapportage is aangepast\s*Verbeterde rapportage/);
    }
    assert.equal(await bell(writer.browser), 0, 'without the right to the dossier');
    assert.doesNotMatch(await list(writer.browser), /zorgplan|rapportage is/i);
    for (const [what, shown] of [['Het zorgplan is vernieuwd', /Zorgplan met een nieuw doel/], ['Een rapportage is aangepast', /Zo was het bij nader inzien/]]) {
        const [, address] = new RegExp(`href="([^"]+)">${what}`).exec((await reader.browser.get('/meldingen')).body);
        assert.match((await reader.browser.get(address)).text, shown, 'and leads there');
    }
    await seeAll(reader.browser);
    assert.equal(await bell(reader.browser), 0);
    assert.equal(await bell(anna_in), 2, 'Anna has not seen it');

    // What the manager changes.
    const form = new URLSearchParams({ csrf: await formToken(anna_in, '/gebruikersbeheer'), mens: reader.id, [`was-${reader.id}`]: 'messages,dossier', [`recht-${reader.id}`]: 'messages' });
    const saved = await anna_in.request('POST', '/gebruikersbeheer/rechten', { body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${anna_in.host}` } });
    assert.equal(saved.status, 303, saved.text);
    assert.equal(await bell(reader.browser), 1);
    assert.match(await list(reader.browser), /Wat u mag zien, is veranderd/);
    assert.doesNotMatch(await list(reader.browser), /Het zorgplan is vernieuwd/, 'what may not be read any more is not told either');
    assert.equal(await bell(writer.browser), 0, 'it concerns the reader alone');

    // A device that nobody knew.
    const signInFrom = async (agent) => {
        const device = world.client(TENANT);
        const request = device.request.bind(device);
        device.request = (method, address, options = {}) => request(method, address, { ...options, headers: { 'user-agent': agent, ...options.headers } });
        await world.signIn(TENANT, 'anna.jansen', device);
        world.advanceClock(60);
    };
    await signInFrom('Mozilla/5.0 (Windows NT 10.0) Firefox/130.0'); // the first device of an account is no news
    await seeAll(anna_in);
    await signInFrom('Mozilla/5.0 (Macintosh) Firefox/130.0');
    assert.equal(await bell(anna_in), 1);
    assert.match(await list(anna_in), /Er is ingelogd op een nieuw apparaat\s*Firefox op Mac/);
    anna_in.jar.set('__Host-weergave', 'en');
    assert.match(await list(anna_in), /Firefox on Mac/, 'in the language of the page');
    assert.doesNotMatch(await list(reader.browser), /nieuw apparaat/);
    await sql(`DELETE FROM account WHERE id IN ('${reader.id}', '${writer.id}'); DELETE FROM notice WHERE kind IN ('access', 'device')`); // of which no mail is planned
});

test('Treant: "Na het beëindigen van de zorg is het zorgdossier nog zeven dagen zichtbaar via het cliëntportaal"', async () => {
    await clockTo('10:00');
    const today = portalNow(world).slice(0, 10);
    await endCare(today, 'Verhuisd');
    const mail = await until('the mail', () => mailsTo(anna.email, /toegang tot een dossier stopt/)[0]);
    const last = new Date(Date.parse(today) + 7 * 86400_000);
    const words = new Intl.DateTimeFormat('nl-NL', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(last);
    assert.ok(mail.text.includes(words), `${words} in: ${mail.text}`);
    const [theirs, ...more] = mailsTo(jansen.email, /dossier stopt/);
    assert.ok(theirs && more.length === 0, 'the client too');
    assert.match(mail.text, /Download het dossier/, 'who may download is told so');
    assert.doesNotMatch(theirs.text, /Download het dossier/, 'who may not is not');
    const browser = await annaIsIn();
    const start = await browser.get('/start');
    assert.match(start.body, /De toegang tot dit dossier stopt/);
    assert.match(start.body, /href="\/download">Download het dossier/);
    assert.ok(start.body.includes(words));
});

test('a wrong end date is undone by the next run, and a new one is told anew', async () => {
    await endCare('', '');
    const browser = await annaIsIn();
    assert.ok(!/De toegang tot dit dossier stopt/.test((await browser.get('/start')).body));
    wake();
    await until('that it is forgotten', async () => (await one(`SELECT care_end_told IS NULL FROM client WHERE id = '${client}'`)) === 't');
});

test('a client who died gets no mail, the family does', async () => {
    const seen = { anna: mailsTo(anna.email, /dossier stopt/).length, jansen: mailsTo(jansen.email, /./).length };
    await endCare(portalNow(world).slice(0, 10), 'Overleden');
    await until('the mail', () => mailsTo(anna.email, /dossier stopt/)[seen.anna]);
    await news('plan', null);
    await clockTo('17:05');
    await settled();
    assert.equal(mailsTo(jansen.email, /./).length, seen.jansen);
});

test('after the seventh day it is invisible within the hour, and after thirty more it is gone, except for the access log', async () => {
    const looks = async () => Number(await one(`SELECT count(*) FROM access_log WHERE client_id = '${client}'`));
    await clockTo('23:30');
    world.advanceClock(6 * 86400 + 1800 - 60);
    await sleep(300);
    const visible = async () => (await (await annaIsIn()).get('/dossier/tijdslijn')).status;
    world.advanceClock(-1800);
    await sleep(300);
    assert.equal(await visible(), 200, 'the seventh day');
    world.advanceClock(86400 + 3600);
    await sleep(300);
    assert.equal(await visible(), 403, 'within an hour of the day after');
    const kept = await looks();
    world.advanceClock(32 * 86400);
    await until('the dossier to be gone', async () => (await one(`SELECT count(*) FROM client WHERE id = '${client}'`)) === '0', { timeout_ms: 60_000 });
    assert.equal(await one(`SELECT count(*) FROM report WHERE client_id = '${client}'`), '0');
    assert.equal(await one(`SELECT count(*) FROM account WHERE id = '${jansen.id}'`), '0', 'who has no other client');
    assert.ok((await looks()) >= kept, 'the access log stays');
    await syncNow();
    assert.equal(await one("SELECT count(*) FROM client c JOIN purged_client p ON p.source_id = c.source_id"), '0', 'not taken in again');
});

// The portal may be at a run of its own when the clock was shifted.
async function syncNow() {
    await until('a run of our own', () => world.sync(TENANT).then(() => true, () => false), { timeout_ms: 60_000, every_ms: 1000 });
}

// All episodes of the client end on that day ('' for none), in the next export.
async function endCare(day, reason) {
    const source = await one(`SELECT source_id FROM client WHERE id = '${client}'`);
    const folder = dropFolders(world, TENANT).at(-1);
    const rows = dropRows(world, TENANT, 'care_episode').map((row) => (row.client === source ? { ...row, ends_on: day, reason, ...(row.source_version === undefined ? {} : { source_version: `${Number(row.source_version || 1) + 1}` }) } : row));
    replaceRows(folder, 'care_episode', rows);
    await syncNow();
    assert.equal((await one(`SELECT coalesce(care_ended_on::text, '') FROM client WHERE id = '${client}'`)) ?? '', day);
    wake();
}
