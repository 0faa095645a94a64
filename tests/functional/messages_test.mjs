// A message to the care goes out, and what a carer answers comes back into the same conversation.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dropFolders, dropRows, replaceRows } from '../harness/drops.mjs';
import { ownWorld } from '../harness/world.mjs';

const TENANT = 'zuyderland';
const world = await ownWorld({ tenants: [TENANT] });

test('a carer’s answer lands in the conversation that it answers, is new there, and nobody else reads it', async () => {
    const anna = await world.signIn(TENANT, 'anna.jansen');
    const page = await anna.open('/berichten/nieuw');
    const [[carer]] = await world.sql(TENANT, "SELECT t.id FROM care_team_member t JOIN client c ON c.id = t.client_id WHERE c.source_id = 'C0001' AND t.own_carer");
    const sent = await anna.follow(await anna.press(page, 'Versturen', { aan: carer, onderwerp: 'Slapen', 'Uw bericht': 'Slaapt mijn moeder beter?' }));
    assert.match(sent.text, /Uw bericht is verstuurd.*Slaapt mijn moeder beter\?/);
    const conversation = /^\/berichten\/([0-9a-f-]{36})/.exec(sent.path)[1];
    const [[queued]] = await world.sql(TENANT, `SELECT count(*) FROM change WHERE kind = 'message' AND payload ->> 'conversation' = '${conversation}' OR object_id IN (SELECT id FROM message WHERE conversation_id = '${conversation}')`);
    assert.equal(queued, '1', 'one change waits or went out');
    // As the care-record system has it once it was handed over, under an id and a conversation of its own.
    await world.sql(TENANT, `UPDATE message SET source_id = coalesce(source_id, 'UIT-1') WHERE conversation_id = '${conversation}'; UPDATE change SET state = 'done'`);
    const [[known]] = await world.sql(TENANT, `SELECT source_id FROM message WHERE conversation_id = '${conversation}'`);
    assert.match((await anna.open(`/berichten/${conversation}`)).text, /Aangekomen bij de zorg/);
    const folder = dropFolders(world, TENANT).at(-1);
    const rows = dropRows(world, TENANT, 'message');
    const at = (seconds) => `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;
    const talk = { ...rows[0], client: 'C0001', conversation: 'GESPREK-1', subject: 'Re: Slapen' };
    const ours = { ...talk, source_id: known, author_name: 'Anna Jansen', author_role: 'dochter', author_is_staff: '0', sent_at: at(0), body: 'Slaapt mijn moeder beter?', in_reply_to: '' };
    const answer = { ...talk, source_id: 'ANTW-1', sent_at: at(60), body: 'Zij slaapt de hele nacht door.', in_reply_to: known };
    replaceRows(folder, 'message', [...rows, ours, answer]);
    await world.sync(TENANT);
    const thread = await anna.open(`/berichten/${conversation}`);
    assert.match(thread.text, /Nieuw .*Zij slaapt de hele nacht door\./);
    assert.match(thread.text, /Gelezen door de zorg/);
    assert.deepEqual(await world.sql(TENANT, "SELECT count(*) FROM conversation WHERE source_id = 'GESPREK-1'"), [['0']], 'no conversation that everybody reads');
    const client = await world.signIn(TENANT, 'mw.jansen');
    assert.equal((await client.get(`/berichten/${conversation}`)).status, 404);
    assert.ok(!(await client.get('/berichten')).body.includes('de hele nacht door'));
    // The next message of the source under its own name for the conversation.
    replaceRows(folder, 'message', [...rows, ours, answer, { ...answer, source_id: 'ANTW-2', sent_at: at(120), body: 'Ook vannacht.', in_reply_to: '' }]);
    await world.sync(TENANT);
    assert.match((await anna.open(`/berichten/${conversation}`)).text, /Ook vannacht\./);
    assert.match((await anna.open('/berichten')).text, /Slapen Marga de Vries \(zorg\) Ook vannacht\./);
});
