// Messages: who writes to whom, who reads what, and what an open page learns without asking again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';

import { formsOf } from '../harness/html.mjs';
import { png, upload } from '../harness/pictures.mjs';
import { sharedWorld } from '../harness/world.mjs';
import { formToken, makeAccount, makePerson, portalNow, sessionOf, setAccess } from './people.mjs';

const world = await sharedWorld();
const tenant = 'zuyderland'; // people to several people; the client and the legal representative to the care team
const RIGHTS = ['messages', 'dossier'];
let anna; // {account, ids}: the client's person
let joke;
let manager;
let browser;

const around = async (name, rights = RIGHTS, role = 'contact') => {
    const account = await makeAccount(world, tenant, name);
    await setAccess(world, tenant, account, anna.ids.client, rights, role);
    return account;
};
const newPage = (client, query = '') => client.get(`/berichten/nieuw${query}`);
const offered = (answer) => formsOf(answer.body).flatMap((f) => [...f.html.matchAll(/name="aan" value="([^"]+)"/g)].map((m) => m[1]));
const send = async (client, to, text, more = {}) => {
    const form = new URLSearchParams({ csrf: await formToken(client, '/berichten'), sleutel: randomUUID(), bericht: text, doe: 'versturen', ...more });
    for (const id of to) form.append('aan', id);
    return client.request('POST', '/berichten/nieuw', { form });
};
const answerIn = async (client, conversation, text, more = {}) =>
    client.post(`/berichten/${conversation}/antwoord`, { csrf: await formToken(client, '/berichten'), sleutel: randomUUID(), bericht: text, doe: 'versturen', ...more });
const conversationIn = (answer) => /^\/berichten\/([0-9a-f-]{36})\?gedaan=verstuurd$/.exec(answer.location ?? '')?.[1];
const count = async (what) => Number((await world.sql(tenant, `SELECT count(*) FROM ${what}`))[0][0]);

before(async () => {
    anna = await makePerson(world, tenant, 'Anna');
    joke = await around('Joke');
    manager = await around('Beheerder', ['messages', 'appointments', 'dossier', 'details', 'settings'], 'portal_manager');
    browser = await sessionOf(world, tenant, anna.account);
});

test('the list of recipients holds who reads messages around this client now, and nobody else', async () => {
    const stranger = await makePerson(world, tenant, 'Vreemde');
    const [withdrawn, ended, blocked] = [await around('Zonder', ['dossier']), await around('Voorbij'), await around('Geblokkeerd')];
    await world.sql(tenant, `UPDATE access SET ends_on = '${portalNow(world).slice(0, 10)}'::date - 2 WHERE account_id = '${ended}'; UPDATE account SET state = 'blocked' WHERE id = '${blocked}'`);
    assert.deepEqual(offered(await newPage(browser)).sort(), [joke, manager].sort());
    const before = await count('message');
    for (const id of [withdrawn, ended, blocked, stranger.account, anna.account, anna.ids.care_team_member, randomUUID()]) {
        const answer = await send(browser, [joke, id], 'Een brief die nergens heen gaat');
        assert.equal(answer.status, 422, id);
        assert.match(answer.body, /Deze persoon kan hier geen bericht van u krijgen/);
        assert.match(answer.body, /Een brief die nergens heen gaat/, 'what was typed stays');
    }
    assert.equal(await count('message'), before);
    const theirs = await sessionOf(world, tenant, stranger.account);
    assert.ok(!(await newPage(theirs)).body.includes(joke));
});

test('who loses the right is gone from the list, reads nothing more, and can no longer be written to', async () => {
    const piet = await around('Piet');
    const conversation = conversationIn(await send(browser, [piet], 'Voor Piet'));
    const his = await sessionOf(world, tenant, piet);
    assert.equal((await his.get(`/berichten/${conversation}`)).status, 200);
    await setAccess(world, tenant, piet, anna.ids.client, ['dossier']);
    assert.equal((await his.get(`/berichten/${conversation}`)).status, 403);
    assert.ok(!offered(await newPage(browser)).includes(piet));
    assert.match((await browser.get(`/berichten/${conversation}`)).text, /U kunt hier niet antwoorden.*Niemand anders kan dit gesprek nog lezen/);
    assert.equal((await answerIn(browser, conversation, 'Hallo?')).status, 422);
});

test('a conversation is read by its members only, not by who manages the portal', async () => {
    const conversation = conversationIn(await send(browser, [joke], 'Alleen voor Joke'));
    assert.ok(conversation);
    const theirs = await sessionOf(world, tenant, joke);
    assert.match((await theirs.get(`/berichten/${conversation}`)).body, /Alleen voor Joke/);
    const hers = await sessionOf(world, tenant, manager);
    assert.equal((await hers.get(`/berichten/${conversation}`)).status, 404);
    assert.ok(!(await hers.get('/berichten')).body.includes('Alleen voor Joke'));
    assert.ok(!(await hers.get('/start')).body.includes('Alleen voor Joke'));
    assert.equal((await answerIn(hers, conversation, 'Ik lees mee')).status, 404);
    assert.equal((await hers.get(`/berichten/nieuws?sinds=0&gesprek=${conversation}`)).status, 404);
    const stranger = await sessionOf(world, tenant, (await makePerson(world, tenant, 'Buur')).account);
    assert.equal((await stranger.get(`/berichten/${conversation}`)).status, 404);
    assert.equal((await stranger.get(`/berichten/nieuws?sinds=0&gesprek=${conversation}`)).status, 404);
    // The same id at another organisation is nobody's, and a session of here is none there.
    const elsewhere = await makePerson(world, 'debeyart', 'Elders');
    const there = await sessionOf(world, 'debeyart', elsewhere.account);
    assert.equal((await there.get(`/berichten/${conversation}`)).status, 404);
    assert.equal((await there.get(`/berichten/nieuws?sinds=0&gesprek=${conversation}`)).status, 404);
    assert.equal(await count(`message WHERE conversation_id = '${conversation}'`), 1);
});

test('an open page learns that something came, without a row in the access log and without staying signed in by it', async () => {
    const piet = await around('Piet');
    const his = await sessionOf(world, tenant, piet);
    const conversation = conversationIn(await send(browser, [piet], 'Eerste'));
    const page = await his.get(`/berichten/${conversation}`);
    const ask = /data-news="([^"]+)"/.exec(page.body)[1].replaceAll('&amp;', '&');
    const all = /data-news="([^"]+)"/.exec((await his.get('/berichten')).body)[1].replaceAll('&amp;', '&');
    const state = async () => world.sql(tenant, `SELECT (SELECT max(id) FROM access_log), (SELECT max(last_seen_at) FROM session WHERE account_id = '${piet}')`);
    world.advanceClock(5);
    const before = await state();
    assert.equal((await his.get(ask)).status, 204, 'nothing new');
    assert.equal((await his.get(all)).status, 204);
    assert.deepEqual(await state(), before, 'asking left something');
    await answerIn(browser, conversation, 'Tweede');
    for (const address of [ask, all]) {
        const answer = await his.get(address);
        assert.deepEqual([answer.status, answer.body], [200, '{"fresh":1}'], 'a number and nothing else');
    }
    assert.equal((await browser.get(ask)).status, 204, 'one’s own message is no news');
    assert.match((await his.get('/berichten')).text, /1 nieuw/);
    assert.match((await his.get(`/berichten/${conversation}`)).text, /Nieuw .*Tweede/);
    assert.ok(!/1 nieuw/.test((await his.get('/berichten')).text.split('Tweede')[1] ?? ''), 'read');
    // Withdrawn while the page asks: the next answer is a refusal, and it is written down.
    const [[last]] = await world.sql(tenant, 'SELECT max(id) FROM access_log');
    await setAccess(world, tenant, piet, anna.ids.client, ['dossier']);
    for (const address of [ask, all]) assert.equal((await his.get(address)).status, 403, address);
    assert.deepEqual(
        await world.sql(tenant, `SELECT event, outcome, reason FROM access_log WHERE id > ${last} AND account_id = '${piet}' ORDER BY id`),
        Array(2).fill(['messages.news', 'refused', 'no_right']),
    );
    await setAccess(world, tenant, piet, anna.ids.client, RIGHTS);
    await world.sql(tenant, `UPDATE session SET last_seen_at = last_seen_at - interval '2 hours' WHERE account_id = '${piet}'`);
    assert.equal((await his.get(ask)).status, 401, 'a session that is over stays over');
});

test('what is asked badly is nobody’s news', async () => {
    for (const query of ['', '?sinds=x', '?sinds=-1', '?sinds=99999999999999999999', '?sinds=0&gesprek=x', `?sinds=0&gesprek=${randomUUID()}`])
        assert.equal((await browser.get(`/berichten/nieuws${query}`)).status, 404, query);
});

test('an answer of this morning that arrives this evening is new, whatever was said in between', async () => {
    const conversation = conversationIn(await send(browser, [joke], 'Vraag'));
    await browser.get(`/berichten/${conversation}`);
    await world.sql(
        tenant,
        `INSERT INTO message (client_id, conversation_id, author_name, author_is_staff, body, sent_at, created_at, updated_at)
         SELECT client_id, conversation_id, 'Marga', true, 'Van vanmorgen', sent_at - interval '6 hours', created_at + interval '1 second', created_at FROM message WHERE conversation_id = '${conversation}'`,
    );
    assert.match((await browser.get(`/berichten/${conversation}`)).text, /Nieuw Marga.*Van vanmorgen/);
});

test('through somebody else’s eyes nothing is written, and nothing counts as read', async () => {
    const piet = await around('Piet');
    const conversation = conversationIn(await send(await sessionOf(world, tenant, piet), [manager], 'Wat Piet en de beheerder lezen'));
    const secret = conversationIn(await send(await sessionOf(world, tenant, piet), [joke], 'Wat alleen Piet en Joke lezen'));
    const hers = await sessionOf(world, tenant, manager);
    const own = conversationIn(await send(hers, [joke], 'Wat de beheerder en Joke lezen'));
    const token = await formToken(hers, '/gebruikersbeheer');
    assert.equal((await hers.post(`/gebruikersbeheer/mensen/${piet}/zie-als`, { csrf: token })).status, 303);
    const list = await hers.get('/berichten');
    assert.ok(list.body.includes('Wat Piet en de beheerder lezen') && !/Wat alleen Piet en Joke lezen|Wat de beheerder en Joke lezen/.test(list.body));
    assert.ok(!list.body.includes('/berichten/nieuw"'), 'no button for a new message');
    const thread = await hers.get(`/berichten/${conversation}`);
    assert.equal(thread.status, 200);
    assert.ok(!thread.body.includes('name="bericht"'), 'no form');
    for (const id of [secret, own]) assert.equal((await hers.get(`/berichten/${id}`)).status, 404);
    assert.ok(!(await newPage(hers)).body.includes('name="bericht"'));
    const before = await count('message');
    const csrf = await formToken(hers, '/berichten');
    assert.equal((await hers.post(`/berichten/${conversation}/antwoord`, { csrf, bericht: 'Namens Piet', doe: 'versturen' })).status, 403);
    assert.equal((await hers.post('/berichten/nieuw', { csrf, bericht: 'Namens Piet', aan: joke, doe: 'versturen' })).status, 403);
    assert.equal(await count('message'), before);
    assert.equal(await count(`conversation_member WHERE conversation_id = '${conversation}' AND account_id = '${manager}' AND read_until IS NOT NULL`), 0);
});

test('a form that is sent twice, or five times at once, sends one message', async () => {
    const key = randomUUID();
    const before = await count('message');
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(browser, [joke], 'Eén keer', { sleutel: key })));
    assert.equal(new Set(answers.map(conversationIn)).size, 1, answers.map((a) => `${a.status} ${a.location}`).join());
    assert.equal(await count('message'), before + 1);
    const conversation = conversationIn(answers[0]);
    const again = randomUUID();
    await Promise.all(Array.from({ length: 5 }, () => answerIn(browser, conversation, 'Ook één keer', { sleutel: again })));
    assert.equal(await count('message'), before + 2);
    // Somebody else's form with the same key is another message.
    const theirs = await sessionOf(world, tenant, joke);
    assert.ok(conversationIn(await answerIn(theirs, conversation, 'Van Joke', { sleutel: again })));
    assert.equal(await count('message'), before + 3);
});

test('after so many messages in an hour one waits, and keeps what was typed', async () => {
    const piet = await around('Piet');
    const his = await sessionOf(world, tenant, piet);
    const conversation = conversationIn(await send(his, [joke], 'Nummer één'));
    await world.sql(
        tenant,
        `INSERT INTO message (client_id, conversation_id, author_account, body, sent_at, state, created_at, updated_at)
         SELECT m.client_id, m.conversation_id, m.author_account, 'Vol', m.sent_at, 'delivered', m.created_at, m.created_at FROM message m, generate_series(1, 29) WHERE m.conversation_id = '${conversation}'`,
    );
    for (const answer of [await answerIn(his, conversation, 'Te veel'), await send(his, [joke], 'Te veel')]) {
        assert.equal(answer.status, 422);
        assert.match(answer.text, /U stuurde 30 berichten in een uur/);
        assert.match(answer.body, /<textarea[^>]*>Te veel<\/textarea>/);
    }
    world.advanceClock(3601);
    await world.sql(tenant, `UPDATE session SET last_seen_at = '${portalNow(world)}' WHERE account_id = '${piet}'`);
    assert.ok(conversationIn(await answerIn(his, conversation, 'Nu wel')));
    await world.sql(tenant, `UPDATE session SET last_seen_at = '${portalNow(world)}' WHERE account_id = '${anna.account}'`);
});

test('a draft is its writer’s own', async () => {
    const csrf = await formToken(browser, '/berichten');
    const kept = await browser.post('/berichten/nieuw', { csrf, aan: joke, onderwerp: 'Later', bericht: 'Nog niet af', doe: 'bewaren' });
    assert.equal(kept.location, '/berichten?gedaan=bewaard');
    const [, draft] = /\/berichten\/nieuw\?concept=([0-9a-f-]{36})/.exec((await browser.get('/berichten')).body);
    const mine = await newPage(browser, `?concept=${draft}`);
    assert.match(mine.body, /<textarea[^>]*>Nog niet af<\/textarea>/);
    assert.match(mine.body, new RegExp(`value="${joke}" checked`));
    const theirs = await sessionOf(world, tenant, joke);
    assert.ok(!(await newPage(theirs, `?concept=${draft}`)).body.includes('Nog niet af'));
    assert.ok(!(await theirs.get('/berichten')).body.includes('Nog niet af'));
    const token = await formToken(theirs, '/berichten');
    await theirs.post('/berichten/nieuw', { csrf: token, concept: draft, doe: 'weg' });
    await theirs.post('/berichten/nieuw', { csrf: token, concept: draft, bericht: 'Overschreven', doe: 'bewaren' });
    assert.match((await newPage(browser, `?concept=${draft}`)).body, /Nog niet af/);
    assert.ok(conversationIn(await send(browser, [joke], 'Toch af', { concept: draft })));
    assert.equal(await count(`message_draft WHERE id = '${draft}'`), 0, 'used up by sending');
});

test('who may not write to the care does not, and is told whom to ask', async () => {
    await world.sql(tenant, `UPDATE care_team_member SET receives_messages = true WHERE id = '${anna.ids.care_team_member}'`);
    const page = await newPage(browser);
    assert.ok(!offered(page).includes(anna.ids.care_team_member));
    assert.match(page.text, /Alleen de cliënt en de wettelijk vertegenwoordiger kunnen dat/);
    assert.equal((await send(browser, [anna.ids.care_team_member], 'Aan de zorg')).status, 422);
    await world.sql(tenant, `UPDATE conversation SET for_circle = true WHERE id = '${anna.ids.conversation}'`);
    assert.equal((await answerIn(browser, anna.ids.conversation, 'Antwoord')).status, 422);
    assert.equal(await count(`change WHERE account_id = '${anna.account}'`), 0);
    // Who represents the client by law does, and what goes out is queued in the same moment.
    const lawful = await around('Mentor', RIGHTS, 'legal_representative');
    const theirs = await sessionOf(world, tenant, lawful);
    const conversation = conversationIn(await send(theirs, [anna.ids.care_team_member], 'Aan de zorg'));
    assert.deepEqual(await world.sql(tenant, `SELECT kind, action, state, payload ->> 'body', payload ->> 'conversation', payload -> 'recipients' ->> 0 FROM change WHERE account_id = '${lawful}'`), [
        ['message', 'create', 'queued', 'Aan de zorg', conversation, anna.ids.care_team_member],
    ]);
    assert.equal((await browser.get(`/berichten/${conversation}`)).status, 404, 'and nobody else reads it');
});

test('a photo or PDF goes along with a message to people: who reads the conversation sees it, nobody else; a wrong one is refused and what was typed stays', async () => {
    const sendFile = async (who, fields, name, content, path = '/berichten/nieuw') =>
        upload(who, path, { csrf: await formToken(who, '/berichten'), sleutel: randomUUID(), doe: 'versturen', ...fields }, [{ field: 'bestand', name, content }]);
    const fien = await around('Fien');
    const browser = await sessionOf(world, tenant, fien);
    const kept = async () => Number((await world.sql(tenant, `SELECT count(*) FROM file WHERE purpose = 'attachment' AND account_id = '${fien}'`))[0][0]);
    const drawing = await sendFile(browser, { aan: joke, bericht: 'Dit blijft staan' }, 'tekening.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    assert.equal(drawing.status, 415);
    assert.match(drawing.text, /SVG/);
    assert.match(drawing.body, /<textarea[^>]*>Dit blijft staan<\/textarea>/);
    assert.match(drawing.body, /<title>Fout:/);
    assert.equal(await count("message WHERE body = 'Dit blijft staan'"), 0);
    await world.sql(tenant, `UPDATE care_team_member SET receives_messages = true WHERE id = '${anna.ids.care_team_member}'`);
    const lawful = await sessionOf(world, tenant, await around('Voogd', RIGHTS, 'legal_representative'));
    const care = await sendFile(lawful, { aan: anna.ids.care_team_member, bericht: 'Foto voor de zorg' }, 'foto.png', png());
    assert.equal(care.status, 422, care.text);
    assert.match(care.text, /De zorg kan geen bestanden ontvangen/);
    assert.equal(await count("message WHERE body = 'Foto voor de zorg'"), 0);
    assert.equal(await kept(), 0);

    const sent = await sendFile(browser, { aan: joke, bericht: 'Kijk eens' }, 'tuin.png', png({ width: 900, height: 600 }));
    const conversation = conversationIn(sent);
    assert.ok(conversation, `${sent.status} ${sent.text}`);
    const hers = await sessionOf(world, tenant, joke);
    const page = await hers.get(`/berichten/${conversation}`);
    const file = /href="(\/bestand\/[0-9a-f-]{36})"><img[^>]* alt="Foto bij dit bericht: tuin\.(?:png|jpg)"/.exec(page.body)?.[1];
    assert.ok(file, page.text);
    for (const path of [file, `${file}/klein`]) assert.equal((await hers.get(path)).status, 200, path);
    const managing = await sessionOf(world, tenant, manager);
    for (const path of [file, `${file}/klein`]) assert.equal((await managing.get(path)).status, 404, `${path}: the manager is not in the conversation`);
    const answer = await sendFile(hers, { bericht: 'Mooi' }, 'brief.pdf', Buffer.from('%PDF-1.4\nstartxref\n0\n%%EOF\n'), `/berichten/${conversation}/antwoord`);
    assert.equal(answer.status, 303, answer.text);
    assert.match((await browser.get(`/berichten/${conversation}`)).text, /Mooi\s*Open de PDF: brief\.pdf/);
    // Twice the same form is one message with one file.
    const key = randomUUID();
    const twice = await Promise.all([1, 2].map(() => sendFile(browser, { aan: joke, bericht: 'Twee keer', sleutel: key }, 'foto.png', png())));
    assert.deepEqual(twice.map((a) => a.status), [303, 303]);
    assert.equal(await kept(), 2);
});
