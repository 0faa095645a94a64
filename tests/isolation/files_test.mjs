// Photos and attachments: what is refused, what is kept of a photo, and who gets to see it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { before, test } from 'node:test';

import { multipart, png, upload } from '../harness/pictures.mjs';
import { sharedWorld, until } from '../harness/world.mjs';
import { formToken, makeAccount, makePerson, portalNow, sessionOf, setAccess } from './people.mjs';

const world = await sharedWorld();
const [tenant, otherTenant] = world.tenants;
const BOARD = '/gegevens/prikbord';
const MIB = 1024 * 1024;
let me;
let client;
let csrf;

before(async () => {
    me = await makePerson(world, tenant, 'Fotograaf');
    client = await sessionOf(world, tenant, me.account);
    csrf = await formToken(client, BOARD);
});

const post = (who, token, text, name, content) => upload(who, BOARD, { csrf: token, tekst: text }, [{ field: 'foto', name, content }]);
const filesOf = async (account) => world.sql(tenant, `SELECT id, purpose, bytes FROM file WHERE account_id = '${account}' AND purpose <> 'profile_photo'`);
const photoIn = (page, words) => new RegExp(`${words}[\\s\\S]*?/bestand/([0-9a-f-]{36})/klein`).exec(page.body)?.[1];

const memory = (what) => Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${world.pidNow()}/status`, 'utf8'))[1]) / 1024;

test('what is no photo, too large, or more than a photo is refused with one sentence, keeps what was typed, stores nothing and costs little memory', async () => {
    const zip = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
    const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
    const whole = png({ noise: true, width: 300, height: 200 });
    const refused = [
        ['10 MiB and one byte', 'foto.png', Buffer.concat([png(), Buffer.alloc(10 * MIB + 1 - png().length)]), 413, /te groot.*10 MB/],
        ['more than 40 megapixels', 'foto.png', png({ width: 8000, height: 5001 }), 422, /te veel beeldpunten.*40 megapixel/],
        ['a photo and a page', 'foto.png', Buffer.concat([png(), Buffer.from('<html><script>alert(1)</script>')]), 422, /zit nog iets anders verstopt/],
        ['a photo and an archive', 'foto.png', Buffer.concat([png(), zip]), 422, /zit nog iets anders verstopt/],
        ['a photo with a page in its note', 'foto.png', png({ note: '<script>alert(1)</script>' }), 422, /zit nog iets anders verstopt/],
        ['a drawing', 'foto.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 415, /SVG/],
        ['a path as name', '../x', png(), 422, /De naam van dit bestand kan niet/],
        ['a path of Windows as name', '..\\x.png', png(), 422, /De naam van dit bestand kan niet/],
        ['the test virus', 'foto.png', Buffer.from(eicar), 422, /lijkt op een virus/],
        ['the test virus behind a photo', 'foto.png', Buffer.concat([png(), Buffer.from(eicar)]), 422, /lijkt op een virus/],
        ['a program with the name of a photo', 'foto.jpg', Buffer.from('MZ\x90\0 this is a program'), 415, /geen foto die wij kunnen laten zien/],
        ['half a photo', 'foto.png', whole.subarray(0, whole.length / 2), 422, /beschadigd/],
        ['the beginning of a photo and nonsense', 'foto.jpg', Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(3000, 7)]), 422, /beschadigd/],
        ['a PDF', 'brief.pdf', Buffer.from('%PDF-1.4\nstartxref\n0\n%%EOF\n'), 415, /geen foto die wij kunnen laten zien/],
        ['nothing', 'foto.png', Buffer.alloc(0), 422, /leeg/],
    ];
    await client.get(BOARD);
    const before_mib = memory('VmRSS');
    writeFileSync(`/proc/${world.pidNow()}/clear_refs`, '5'); // the peak counts from here
    for (const [what, name, content, status, sentence] of refused) {
        const answer = await post(client, csrf, 'Dit blijft staan', name, content);
        assert.equal(answer.status, status, `${what}: ${answer.text.slice(0, 200)}`);
        assert.match(answer.text, sentence, what);
        assert.match(answer.body, /<textarea[^>]*>Dit blijft staan<\/textarea>/, what);
        assert.match(answer.body, /<title>Fout:/, what);
    }
    const large = Buffer.concat([png(), Buffer.alloc(10 * MIB - 100)]);
    const together = await Promise.all(Array.from({ length: 8 }, () => post(client, csrf, 'Tegelijk', 'foto.png', large).catch((error) => ({ status: error.code }))));
    for (const { status } of together) assert.ok([413, 303, 422, 503, 'ECONNRESET', 'EPIPE'].includes(status), `eight at once: ${status}`);
    const peak_mib = memory('VmHWM');
    assert.ok(peak_mib - before_mib <= 64, `inzaged grew from ${before_mib} to ${peak_mib} MiB`);
    await world.sql(tenant, `DELETE FROM pinboard_post WHERE body = 'Tegelijk'; DELETE FROM file WHERE account_id = '${me.account}' AND purpose = 'pinboard_photo'`);
    assert.deepEqual(await world.sql(tenant, `SELECT 1 FROM pinboard_post WHERE body = 'Dit blijft staan'`), []);
    assert.equal((await client.get('/start')).status, 200);
});

test('a photo that is taken is drawn anew, says nothing but its pixels, and is served so that nothing of it can run', async () => {
    const answer = await post(client, csrf, 'Tulpen op tafel', 'tulpen.png', png({ width: 3000, height: 1000, note: 'GPS GEHEIM' }));
    assert.equal(answer.status, 303, answer.text.slice(0, 300));
    const page = await client.get(BOARD);
    const id = photoIn(page, 'Tulpen op tafel');
    assert.ok(id, 'the page shows it');
    const [large, small] = [await client.get(`/bestand/${id}`), await client.get(`/bestand/${id}/klein`)];
    for (const file of [large, small]) {
        assert.equal(file.status, 200);
        assert.equal(file.headers['content-type'], 'image/jpeg');
        assert.equal(file.headers['x-content-type-options'], 'nosniff');
        assert.match(file.headers['content-security-policy'], /default-src 'none'; sandbox/);
        assert.doesNotMatch(file.headers['content-security-policy'], /allow-|script-src/);
        assert.equal(file.headers['cache-control'], 'no-store');
        assert.match(file.headers['content-disposition'], /^inline; filename\*=UTF-8''tulpen\.jpg$/);
        assert.ok(!file.body.includes('GEHEIM') && !file.body.includes('Exif'));
    }
    assert.ok(Number(small.headers['content-length']) < Number(large.headers['content-length']));
});

test('a file is seen with the right of what it belongs to, at its own client and organisation, and every look is written down', async () => {
    await post(client, csrf, 'Wie ziet dit', 'foto.png', png());
    const id = photoIn(await client.get(BOARD), 'Wie ziet dit');
    const looks = async (account) => (await world.sql(tenant, `SELECT outcome, reason, rule FROM access_log WHERE account_id = '${account}' AND event = 'file' AND object_id = '${id}' ORDER BY id`)).map((row) => row.join(' '));

    const family = await makeAccount(world, tenant, 'Familie');
    await setAccess(world, tenant, family, me.ids.client, ['details']);
    const theirs = await sessionOf(world, tenant, family);
    assert.equal((await theirs.get(`/bestand/${id}/klein`)).status, 200);
    await setAccess(world, tenant, family, me.ids.client, ['messages', 'appointments', 'dossier', 'settings']);
    assert.equal((await theirs.get(`/bestand/${id}/klein`)).status, 403, 'without the right to details');
    assert.deepEqual(await looks(family), ['granted  right:details', 'refused no_right right:details']);

    const neighbour = await makePerson(world, tenant, 'Buren');
    const strange = await sessionOf(world, tenant, neighbour.account);
    for (const path of [`/bestand/${id}`, `/bestand/${id}/klein`]) {
        const [a, b] = [await strange.get(path), await strange.get(path.replace(id, randomUUID()))];
        assert.equal(a.status, 404, 'another client');
        assert.equal(a.body.length, b.body.length);
    }
    assert.deepEqual(await looks(neighbour.account), ['refused not_found right:none', 'refused not_found right:none']);
    const elsewhere = await makePerson(world, otherTenant, 'Elders');
    assert.equal((await (await sessionOf(world, otherTenant, elsewhere.account)).get(`/bestand/${id}`)).status, 404, 'another organisation');
    assert.equal((await world.client(tenant).get(`/bestand/${id}`)).status, 303, 'nobody');
});

test('the photo of a person is seen by who shares a client with them, and by nobody else', async () => {
    assert.equal((await upload(client, '/profiel/foto', { csrf }, [{ field: 'foto', name: 'ik.png', content: png() }])).status, 303);
    const id = /\/bestand\/([0-9a-f-]{36})/.exec((await client.get('/profiel/foto')).body)[1];
    const near = await makeAccount(world, tenant, 'Nabij');
    await setAccess(world, tenant, near, me.ids.client, []);
    assert.equal((await (await sessionOf(world, tenant, near)).get(`/bestand/${id}/klein`)).status, 200, 'whatever their rights');
    const far = await makePerson(world, tenant, 'Ver');
    assert.equal((await (await sessionOf(world, tenant, far.account)).get(`/bestand/${id}`)).status, 404);
    assert.equal((await upload(client, '/profiel/foto', { csrf }, [{ field: 'foto', name: 'ik.png', content: png({ width: 70 }) }])).status, 303);
    assert.equal((await client.get(`/bestand/${id}`)).status, 404, 'the one before is gone');
    await client.post('/profiel/foto/weghalen', { csrf });
    assert.deepEqual(await world.sql(tenant, `SELECT id FROM file WHERE account_id = '${me.account}' AND purpose = 'profile_photo'`), []);
});

test('the photo of a client is set by who has the right to settings, seen by who may look at that client, and by nobody else', async () => {
    const PHOTO = '/client/foto';
    const me = await makePerson(world, tenant, 'Mevrouw Foto');
    const client = await sessionOf(world, tenant, me.account);
    const csrf = await formToken(client); // and with it this client is chosen
    const send = (who, token, content = png(), name = 'mevrouw.png') => upload(who, PHOTO, { csrf: token }, [{ field: 'foto', name, content }]);
    const kept = () => world.sql(tenant, `SELECT id, account_id FROM file WHERE client_id = '${me.ids.client}' AND purpose = 'client_photo'`);
    const shownTo = async (who) => /iz-client__who[^\n]*?\/bestand\/([0-9a-f-]{36})\/klein/.exec((await who.get('/start')).body)?.[1];
    assert.match((await client.get('/profiel')).body, /href="\/client\/foto"/, 'the way to it');
    await world.sql(tenant, `UPDATE access SET role = 'portal_manager' WHERE account_id = '${me.account}'`);
    assert.equal(await shownTo(client), undefined);
    assert.equal((await send(client, csrf)).status, 303);
    const [[id]] = await kept();
    assert.equal(await shownTo(client), id, 'it stands beside the name of the client');

    const near = await makeAccount(world, tenant, 'Nabij de cliënt');
    await setAccess(world, tenant, near, me.ids.client, ['messages', 'appointments', 'dossier', 'details']);
    const theirs = await sessionOf(world, tenant, near);
    assert.equal(await shownTo(theirs), id);
    for (const path of [`/bestand/${id}`, `/bestand/${id}/klein`]) assert.equal((await theirs.get(path)).status, 200, 'whatever their rights');
    assert.doesNotMatch((await theirs.get('/profiel')).body, /href="\/client\/foto"/);
    for (const answer of [await theirs.get(PHOTO), await send(theirs, await formToken(theirs)), await theirs.post(`${PHOTO}/weghalen`, { csrf: await formToken(theirs) })]) assert.equal(answer.status, 403, 'not theirs to change');
    assert.deepEqual(await kept(), [[id, me.account]]);
    const far = await makePerson(world, tenant, 'Ver van de cliënt');
    const strange = await sessionOf(world, tenant, far.account);
    const [a, b] = [await strange.get(`/bestand/${id}`), await strange.get(`/bestand/${randomUUID()}`)];
    assert.equal(a.status, 404);
    assert.equal(a.body.length, b.body.length, 'as one that there is not');
    await world.sql(tenant, `DELETE FROM access WHERE account_id = '${near}'`);
    assert.notEqual((await theirs.get(`/bestand/${id}/klein`)).status, 200, 'access that was taken away');

    const drawing = await send(client, csrf, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'mevrouw.svg');
    assert.equal(drawing.status, 415);
    assert.match(drawing.text, /De foto is niet bewaard.*SVG/s);
    assert.equal((await upload(client, PHOTO, { csrf }, [])).status, 422, 'none chosen');
    assert.equal((await kept())[0][0], id, 'what is refused takes nothing away');
    // Somebody else who sends one is just before the end of it: the second waits, and replaces theirs.
    const theirs_first = world.sql(tenant, `BEGIN; SELECT id FROM client WHERE id = '${me.ids.client}' FOR NO KEY UPDATE; DELETE FROM file WHERE client_id = '${me.ids.client}' AND purpose = 'client_photo';
        INSERT INTO file (client_id, purpose, content_type, bytes, created_at) VALUES ('${me.ids.client}', 'client_photo', 'image/png', 9, '${portalNow(world)}'); SELECT pg_sleep(1.5); COMMIT`);
    await until('their photo', async () => (await world.sql(tenant, "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")).length > 0);
    assert.equal((await send(client, csrf, png({ width: 70 }))).status, 303, 'two people who send one at once');
    await theirs_first;
    assert.equal((await kept()).length, 1);
    assert.equal((await client.get(`/bestand/${id}`)).status, 404, 'the one before is gone');
    await client.post(`${PHOTO}/weghalen`, { csrf });
    assert.deepEqual(await kept(), []);

    const rows = (await world.sql(tenant, `SELECT action, outcome, rule FROM access_log WHERE event = 'client.photo' AND object_kind = 'client' AND account_id = '${me.account}' ORDER BY id`)).map((row) => row.join(' '));
    assert.deepEqual(rows, ['U granted right:settings', 'R granted right:settings', 'R granted right:settings', 'U granted right:settings', 'D granted right:settings']);
    const log = (await client.get('/inzagelog')).text;
    assert.match(log, /Veranderde iets in de foto van de cliënt/);
    assert.match(log, /Nabij de cliënt[^]*Wilde de foto van de cliënt openen/);
});

test('where the organisation does not let people change the photo of a client nobody does, and one that is there is shown', async () => {
    const elsewhere = 'hetspectrum';
    const me = await makePerson(world, elsewhere, 'Geen keuze');
    const client = await sessionOf(world, elsewhere, me.account);
    const csrf = await formToken(client);
    const id = randomUUID();
    await world.sql(elsewhere, `INSERT INTO file (id, client_id, purpose, name, content_type, bytes, thumbnail, created_at) VALUES ('${id}', '${me.ids.client}', 'client_photo', 'x', 'image/png', 9, 'x', '${portalNow(world)}')`);
    assert.match((await client.get('/start')).body, new RegExp(`/bestand/${id}/klein`));
    assert.doesNotMatch((await client.get('/profiel')).body, /href="\/client\/foto"/);
    for (const answer of [await client.get('/client/foto'), await upload(client, '/client/foto', { csrf }, [{ field: 'foto', name: 'x.png', content: png() }]), await client.post('/client/foto/weghalen', { csrf })]) {
        assert.equal(answer.status, 404);
        assert.match(answer.text, /Dit kunt u in dit portaal niet zelf wijzigen/);
    }
    assert.deepEqual(await world.sql(elsewhere, `SELECT id FROM file WHERE client_id = '${me.ids.client}' AND purpose = 'client_photo'`), [[id]]);
});

test('an attachment is read by who reads the conversation; a PDF is only ever handed out as a file', async () => {
    const attach = async (message) => {
        const id = randomUUID();
        await world.sql(tenant, `INSERT INTO file (id, client_id, account_id, purpose, parent_id, name, content_type, bytes, created_at)
            VALUES ('${id}', '${me.ids.client}', '${me.account}', 'attachment', '${message}', 'Brief aan oma.pdf', 'application/pdf', 9, '${portalNow(world)}');
            INSERT INTO file_piece VALUES ('${id}', 1, 'inhoud'), ('${id}', 0, 'PDF-')`);
        return id;
    };
    const id = await attach(me.ids.message);
    const file = await client.get(`/bestand/${id}`);
    assert.equal(file.status, 200);
    assert.equal(file.body, 'PDF-inhoud', 'all its pieces');
    assert.match(file.headers['content-disposition'], /^attachment; filename\*=UTF-8''Brief%20aan%20oma\.pdf$/);
    assert.match(file.headers['content-security-policy'], /sandbox/);
    assert.equal((await client.get(`/bestand/${id}/klein`)).status, 404, 'there is no small one');
    const other = await makeAccount(world, tenant, 'Ander');
    await setAccess(world, tenant, other, me.ids.client, ['messages']);
    const theirs = await sessionOf(world, tenant, other);
    assert.equal((await theirs.get(`/bestand/${id}`)).status, 404, 'the right, and not in this conversation');
    await setAccess(world, tenant, other, me.ids.client, ['details']);
    assert.equal((await theirs.get(`/bestand/${id}`)).status, 403, 'without the right');
    const draft = randomUUID();
    await world.sql(tenant, `INSERT INTO message (id, client_id, conversation_id, author_account, body, sent_at, state, created_at, updated_at)
        SELECT '${draft}', client_id, conversation_id, '${other}', '', sent_at, 'draft', created_at, updated_at FROM message WHERE id = '${me.ids.message}'`);
    assert.equal((await client.get(`/bestand/${await attach(draft)}`)).status, 404, 'what somebody else has not sent yet');
});

test('a form with files is taken with the token of this visitor in a field, and from our own pages only', async () => {
    const count = async () => (await world.sql(tenant, `SELECT count(*) FROM pinboard_post WHERE client_id = '${me.ids.client}'`))[0][0];
    const before_posts = await count();
    const stranger = await formToken(world.client(tenant), '/inloggen');
    for (const token of ['', 'x', stranger]) assert.equal((await post(client, token, 'Vals', 'a.png', png())).status, 403);
    const { body, headers } = multipart({ csrf, tekst: 'Vals' });
    const origin = `http://${client.host}`;
    assert.equal((await client.request('POST', `${BOARD}?csrf=${csrf}`, { ...multipart({ tekst: 'Vals' }), headers: { ...multipart({}).headers, origin } })).status, 400, 'another boundary than that of the body');
    assert.equal((await client.request('POST', BOARD, { body, headers })).status, 403, 'without Origin');
    assert.equal((await client.request('POST', BOARD, { body, headers: { ...headers, origin: 'http://evil.example' } })).status, 403);
    assert.equal((await client.request('POST', '/meldingen/gezien', { body, headers: { ...headers, origin } })).status, 415, 'a page that takes no files');
    assert.equal((await client.request('POST', BOARD, { body: body.subarray(0, body.length - 5), headers: { ...headers, origin } })).status, 400, 'cut off');
    assert.equal(await count(), before_posts);
});

test('what somebody keeps here has a limit', async () => {
    const person = await makePerson(world, tenant, 'Verzamelaar');
    const session = await sessionOf(world, tenant, person.account);
    await world.sql(tenant, `INSERT INTO file (client_id, account_id, purpose, content_type, bytes, created_at) VALUES ('${person.ids.client}', '${person.account}', 'attachment', 'image/jpeg', ${250 * MIB - 100}, '${portalNow(world)}')`);
    const answer = await post(session, await formToken(session, BOARD), 'Nog een', 'foto.png', png());
    assert.equal(answer.status, 422);
    assert.match(answer.text, /U bewaart hier al 250 MB/);
    assert.equal((await filesOf(person.account)).length, 1);
    assert.deepEqual(await world.sql(tenant, `SELECT 1 FROM pinboard_post WHERE body = 'Nog een'`), [], 'nothing of it stays');
});

test('a post that is taken away is gone for others at once with its photo, can be put back for ten minutes, and is then gone for good', async () => {
    const family = await makeAccount(world, tenant, 'Kijker');
    await setAccess(world, tenant, family, me.ids.client, ['details']);
    const theirs = await sessionOf(world, tenant, family);
    await post(client, csrf, 'Toch maar niet', 'foto.png', png());
    const page = await client.get(BOARD);
    const photo = photoIn(page, 'Toch maar niet');
    const id = (await world.sql(tenant, `SELECT id FROM pinboard_post WHERE body = 'Toch maar niet'`))[0][0];
    assert.equal((await theirs.post(`${BOARD}/${id}/weghalen`, { csrf: await formToken(theirs, BOARD) })).status, 404, 'not theirs');
    assert.equal((await client.post(`${BOARD}/${id}/weghalen`, { csrf })).status, 303);
    assert.ok(!(await theirs.get(BOARD)).body.includes('Toch maar niet'));
    for (const who of [theirs, client]) assert.equal((await who.get(`/bestand/${photo}`)).status, 404);
    assert.match((await client.get(BOARD)).text, /Dit is weggehaald.*Terugzetten/s);
    assert.equal((await theirs.post(`${BOARD}/${id}/terugzetten`, { csrf: await formToken(theirs, BOARD) })).status, 404);
    await client.post(`${BOARD}/${id}/terugzetten`, { csrf });
    assert.ok((await theirs.get(BOARD)).body.includes('Toch maar niet'));
    assert.equal((await theirs.get(`/bestand/${photo}/klein`)).status, 200);
    await client.post(`${BOARD}/${id}/weghalen`, { csrf });
    world.advanceClock(11 * 60);
    assert.ok(!(await client.get(BOARD)).text.includes('Terugzetten'));
    assert.match((await client.post(`${BOARD}/${id}/terugzetten`, { csrf })).location, /gedaan=te-laat/);
    world.advanceClock(3600);
    await until('the post and its photo to be deleted', async () => (await world.sql(tenant, `SELECT 1 FROM pinboard_post WHERE id = '${id}' UNION ALL SELECT 1 FROM file WHERE id = '${photo}'`)).length === 0);
});
