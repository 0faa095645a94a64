// What docs/helpdesk.md and docs/sync.md tell to type works as it stands there, and answers with what they show.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';

import { ROOT, ownWorld } from '../harness/world.mjs';

// Its commands sign people out and give new passwords.
const world = await ownWorld({ tenants: ['debeyart'] });
const pageOf = (name) => readFileSync(path.join(ROOT, 'docs', name), 'utf8');
const page = pageOf('helpdesk.md');
// [{words, shown}] of the blocks marked as a console.
const commandsOf = (text) => [...text.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block]) =>
    block
        .split(/^\$ /m)
        .slice(1)
        .map((one) => {
            const [command, ...shown] = one.trimEnd().split('\n');
            return { words: command.match(/"[^"]*"|\S+/g).map((word) => word.replaceAll('"', '')), shown };
        }),
);

before(async () => {
    await world.signIn('debeyart', 'anna.jansen');
});

async function tryCommandsOf(name, count_min) {
    const commands = commandsOf(pageOf(name));
    assert.ok(commands.length >= count_min, `${commands.length} commands`);
    for (const { words, shown } of commands) {
        assert.equal(words[0], 'inzagectl');
        const answer = await world.ctl(...words.slice(1));
        assert.notEqual(answer, '', words.join(' '));
        for (const line of shown) assert.ok(answer.includes(line), `${words.join(' ')}: no "${line}" in\n${answer}`);
        assert.doesNotMatch(answer, /\+316\d{8}|\b\d{6}\b(?!Z)/, `${words.join(' ')} shows a whole number or a code`);
    }
}

test('every command of the page works, and answers with the lines that the page shows', () => tryCommandsOf('helpdesk.md', 8));

test('every command about synchronisation works, and answers with the lines that its page shows', () => tryCommandsOf('sync.md', 8));

test('the page names every state of a message and every step of signing in that there is', async () => {
    const constraint = (await world.sql('debeyart', "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'outbox_state_check'"))[0][0];
    const states = [...constraint.matchAll(/'([a-z]+)'/g)].map(([, state]) => state);
    assert.ok(states.length >= 7);
    for (const state of states) assert.ok(page.includes(`| \`${state}\` |`), state);
    const steps = await world.sql('debeyart', "SELECT DISTINCT event FROM access_log WHERE event LIKE 'login%' OR event LIKE 'code%' OR event = 'logout'");
    for (const [event] of steps) assert.ok(page.includes(`| \`${event}\` |`), event);
});
